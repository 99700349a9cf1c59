#include "chronicle/query.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "chronicle/derive.h"
#include "chronicle/figures.h"
#include "store/test_articles.h"

namespace letopis::chronicle {
namespace {

using store::Draft;
using store::Store;

// A chronicle of the five articles.
class Query : public testing::Test {
 protected:
  Query() : store_(store::open_store(folder_.file("a.db"))) {
    for (const Draft& draft : store::five_articles())
      EXPECT_TRUE(store_.put(draft.article, draft.analysis, "engine-1").ok());
    EXPECT_TRUE(derive(store_).ok());
  }
  std::string first(const std::string& name) {
    const auto found = find_entities(store_, name);
    EXPECT_TRUE(found.ok());
    return found.ok() && !found->empty() ? found->front().id : "";
  }
  // One column of a table.
  static std::vector<std::string> column(const Table& table, const std::string& name) {
    std::vector<std::string> out;
    for (size_t i = 0; i < table.columns.size(); ++i)
      if (table.columns[i].name == name)
        for (const auto& row : table.rows) out.push_back(row[i]);
    return out;
  }
  std::vector<std::string> acts(const EventQuery& query) {
    const auto table = events(store_, query);
    EXPECT_TRUE(table.ok()) << (table.ok() ? "" : to_string(table.error()));
    return table.ok() ? column(*table, "act") : std::vector<std::string>{};
  }

  store::TempFolder folder_;
  Store store_;
};
using Strings = std::vector<std::string>;

TEST_F(Query, FindsEntitiesInAnyFormSeenAndInLatinScript) {
  for (const char* name : {"Велонь", "велони", "state/velon", "Velon", "Velon'"})
    EXPECT_EQ(first(name), "state/velon") << name;
  for (const char* name : {"Ким Орлан", "ким  орлан", "Kim Orlan"})
    EXPECT_EQ(first(name), "person/kim-orlan") << name;
  EXPECT_EQ(find_entities(store_, "Талан")->size(), 3U)
      << "everybody of that surname, the most named first";
  EXPECT_EQ(first("Талан"), "person/mira-talan");
  EXPECT_TRUE(find_entities(store_, "Никто")->empty());
}

TEST_F(Query, SelectsEvents) {
  EXPECT_EQ(acts({}), (Strings{"visit", "sign", "praise", "visit", "meet"}))
      << "by date, unknown last";
  EXPECT_EQ(acts({.actor = {"person/kim-orlan"}}), Strings{"visit"});
  EXPECT_EQ(acts({.actor = {"state/ardania"}, .with = {"state/velon"}}), (Strings{"visit", "sign"}))
      << "the visitor belongs to Velon";
  EXPECT_EQ(acts({.acts = {"sign", "meet"}}), (Strings{"sign", "meet"}));
  EXPECT_EQ(acts({.place = {"place/arden"}}), Strings{"visit"});
  EXPECT_EQ(acts({.modality = "planned"}), Strings{"visit"});
  EXPECT_EQ(acts({.since = "2031-05-12"}), (Strings{"sign", "praise", "visit"}));
  EXPECT_EQ(acts({.until = "2031-05-11"}), Strings{"visit"});
  EXPECT_EQ(acts({.limit = 1}), Strings{"visit"});
  EXPECT_EQ(events(store_, {.since = "завтра"}).error().code, Code::kBadInput);
}

TEST_F(Query, ShowsTheSourceOfEachEvent) {
  const auto table = events(store_, {.acts = {"visit"}, .until = "2031-05-20"});
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(column(*table, "participants"), Strings{"host: Ардания; visitor: Ким Орлан"});
  EXPECT_EQ(column(*table, "place"), Strings{"Ардена"});
  EXPECT_EQ(column(*table, "outlet"), Strings{"Голос Велони"})
      << "the claim that it was held, not that it was planned";
  EXPECT_EQ(column(*table, "words"), Strings{"Министр Велони Ким Орлан 11 мая прибыл в Ардену"});
}

TEST_F(Query, SelectsQuotes) {
  for (const QuoteQuery& query :
       {QuoteQuery{}, QuoteQuery{.by = {"person/mira-talan"}}, QuoteQuery{.words = "ЖДЕМ"}}) {
    const auto table = quotes(store_, query);
    ASSERT_TRUE(table.ok()) << to_string(table.error());
    EXPECT_EQ(column(*table, "words"), Strings{"Мы ждём гостя"});
    EXPECT_EQ(column(*table, "speaker"), Strings{"Мира Талан"});
  }
  EXPECT_TRUE(quotes(store_, {.by = {"state/velon"}})->rows.empty());
  EXPECT_TRUE(quotes(store_, {.about = {"state/velon"}})->rows.empty());
  EXPECT_TRUE(quotes(store_, {.words = "прибыл"})->rows.empty());
}

TEST_F(Query, SelectsFigures) {
  const auto words = [this](const FigureQuery& query) {
    const auto table = figures(store_, query);
    EXPECT_TRUE(table.ok()) << (table.ok() ? "" : to_string(table.error()));
    return table.ok() ? column(*table, "words") : Strings{"?"};
  };
  const Strings two{"2 млрд долларов"};
  EXPECT_EQ(words({}), two);
  EXPECT_EQ(words({.of = {"state/velon"}}), two);
  EXPECT_EQ(words({.of = {"person/kim-orlan"}}), Strings{}) << "not named in its sentence";
  EXPECT_EQ(words({.of = {"state/nowhere"}}), Strings{});
  EXPECT_EQ(words({.unit = "usd"}), two);
  EXPECT_EQ(words({.unit = "percent"}), Strings{});
  EXPECT_EQ(words({.measure = "ТОВАРООБОРОТ договор"}), two) << "of the measure, of the sentence";
  EXPECT_EQ(words({.measure = "товарооборот визит"}), Strings{});
  EXPECT_EQ(words({.since = "2031-05-12", .until = "2031-05"}), two);
  EXPECT_EQ(words({.since = "2031-05-13"}), Strings{});
  EXPECT_EQ(words({.until = "2031-04"}), Strings{});
  EXPECT_EQ(figures(store_, {.since = "завтра"}).error().code, Code::kBadInput);
  const auto table = figures(store_, {});
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(column(*table, "value"), Strings{"2000000000"});
  EXPECT_EQ(column(*table, "high"), Strings{""}) << "no range";
  EXPECT_EQ(column(*table, "of"), Strings{"Велонь; Ардания"});
  EXPECT_EQ(column(*table, "named"), Strings{"Ардания; Велонь"});
  EXPECT_EQ(column(*table, "source"), Strings{"Голос Велони, 2031-05-12"});
  EXPECT_EQ(column(*table, "sentence"),
            Strings{"Велонь и Ардания подписали договор на 2 млрд долларов."});
  EXPECT_TRUE(explain(store_, column(*table, "id")[0]).ok());
}

TEST_F(Query, AFigureInsideAQuoteIsTheSpeakers) {
  Draft d("«Нас будет 300 человек», — сказала Мира Талан.", "2031-06-01", "Голос Велони");
  const uint32_t talan = d.entity("person/mira-talan", EntityKind::kPerson, "Мира Талан",
                                  {"Мира Талан"}, false);
  d.quote("Нас будет 300 человек", talan, "сказала");
  d.figure("300 человек", 300, "person", {});
  ASSERT_TRUE(store_.put(d.article, d.analysis, "engine-1").ok());
  ASSERT_TRUE(derive(store_).ok());
  const auto table = figures(store_, {.unit = "person"});
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(column(*table, "said_by"), Strings{"Мира Талан"});
  EXPECT_EQ(column(*table, "kind"), Strings{"direct"});
  EXPECT_EQ(column(*table, "source"), Strings{"Мира Талан < Голос Велони, 2031-06-01"});
}

TEST_F(Query, FindsTheBusiestPair) {
  const auto pair = busiest_pair(store_);
  ASSERT_TRUE(pair.ok() && pair->has_value());
  EXPECT_EQ(**pair, (std::pair<std::string, std::string>("state/ardania", "state/velon")));
}

TEST_F(Query, ListsArticlesAndProblems) {
  Draft draft = store::sixth();
  draft.article.problems = {{"bad-date", "no date", "in/x.txt"}};
  ASSERT_TRUE(store_.put(draft.article, draft.analysis, "engine-1").ok());
  ASSERT_TRUE(store_.note({"bad-input", "not text", "in/y.txt"}).ok());
  EXPECT_EQ(articles(store_)->rows.size(), 6U);
  EXPECT_EQ(column(*problems(store_), "code"), (Strings{"bad-date", "bad-input"}));
}

TEST_F(Query, ExplainsEveryIdThatWasPrinted) {
  Strings ids;
  for (const char* sql :
       {"SELECT event FROM events", "SELECT claim FROM claims", "SELECT entity FROM entities",
        "SELECT article FROM articles", "SELECT quote FROM quotes", "SELECT time FROM times",
        "SELECT figure FROM figures"}) {
    auto select = store_.db().prepare(sql);
    while (*select->step()) ids.push_back(select->string(0));
  }
  EXPECT_GT(ids.size(), 25U);
  for (const std::string& id : ids) {
    const auto explained = explain(store_, id);
    ASSERT_TRUE(explained.ok()) << id;
    EXPECT_FALSE(explained->facts.empty()) << id;
  }
  for (const char* id :
       {"0123456789abcdef", "q:0123456789abcdef:1-2", "q::", "t:x:1-", "", "person/nobody"})
    EXPECT_EQ(explain(store_, id).error().code, Code::kNotFound) << id;
}

TEST_F(Query, ExplainsDownToTheCharacters) {
  const std::string visit = events(store_, {.acts = {"visit"}, .limit = 1})->rows[0][0];
  const auto event = explain(store_, visit);
  ASSERT_TRUE(event.ok());
  EXPECT_EQ(event->kind, "event");
  ASSERT_EQ(event->sources.size(), 2U);
  const Source& planned = event->sources[0];
  EXPECT_EQ(planned.before + "|" + planned.words + "|" + planned.after,
            "Ким Орлан |посетит Ардену 11 мая|.");
  EXPECT_EQ(planned.begin, 10);
  EXPECT_EQ(planned.said_by, "Мира Талан");
  EXPECT_EQ(planned.modality, "planned");
  EXPECT_EQ(planned.url, "https://vestnik.example/1");
  const auto quote = explain(store_, quotes(store_, {})->rows[0][0]);
  ASSERT_TRUE(quote.ok());
  EXPECT_EQ(quote->kind, "quote");
  EXPECT_EQ(quote->sources.at(0).words, "Мы ждём гостя");
}

}  // namespace
}  // namespace letopis::chronicle
