#include "chronicle/search.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "chronicle/derive.h"
#include "store/test_articles.h"

namespace letopis::chronicle {
namespace {

using store::Draft;
using store::Store;
using Strings = std::vector<std::string>;

std::string expression(std::string_view question, const LemmasOf& lemmas_of = {}) {
  const auto terms = search_terms(question);
  return terms ? match_expression(*terms, lemmas_of) : to_string(terms.error());
}

TEST(SearchQuestion, IsPutIntoTheLanguageOfTheIndex) {
  EXPECT_EQ(expression("Гостя"), "(surface : \"гостя\" OR lemma : \"гостя\")");
  EXPECT_EQ(expression("ждём гостя"),
            "(surface : \"ждем\" OR lemma : \"ждем\") AND (surface : \"гостя\" OR lemma : "
            "\"гостя\")");
  EXPECT_EQ(expression("\"мы ждём\""), "(surface : \"мы ждем\" OR lemma : \"мы ждем\")");
  EXPECT_EQ(expression("«мы ждём»"), expression("\"мы ждём\""));
  EXPECT_EQ(expression("премьер-министр"),
            "(surface : \"премьер министр\" OR lemma : \"премьер министр\")");
  EXPECT_EQ(expression("гост*"), "(surface : \"гост\" * OR lemma : \"гост\" *)");
  EXPECT_EQ(expression("гость -трап"),
            "((surface : \"гость\" OR lemma : \"гость\")) NOT (surface : \"трап\" OR lemma : "
            "\"трап\")");
  EXPECT_EQ(expression("гостя", [](const std::string&) { return Strings{"гость", "гостя"}; }),
            "(surface : \"гостя\" OR lemma : \"гостя\" OR lemma : \"гость\")");
}

TEST(SearchQuestion, HasOnlySoManyReadings) {
  const auto many = [](const std::string& word) {
    Strings out;
    for (char c = 'a'; c <= 'z'; ++c) out.push_back(word + c);
    return out;
  };
  EXPECT_LT(expression("\"a b c d e f g h\"", many).size(), 2000U);
}

TEST(SearchQuestion, SaysWhatIsWrongWithIt) {
  for (const char* question : {"\"ждём", "гость «мы", "-", "***", "гость (", "\"\"", "", "  ",
                               "-гость", "-\"мы ждём\" -гость"})
    EXPECT_EQ(search_terms(question).error().code, Code::kBadInput) << question;
  EXPECT_NE(search_terms("\"ждём").error().message.find("not closed"), std::string::npos);
}

class Search : public testing::Test {
 protected:
  Search() : store_(store::open_store(folder_.file("a.db"))) {
    Draft draft = store::planned_visit();
    draft.analysis.sentence_lemmas = {"Ким Орлан посетить Ардена 11 май",
                                      "«мы ждать гость» сказать Мира Талан"};
    put(draft);
    put(store::held_visit());
    EXPECT_TRUE(derive(store_).ok());
  }
  void put(const Draft& draft) {
    ASSERT_TRUE(store_.put(draft.article, draft.analysis, "engine-1").ok());
  }
  Strings found(SearchQuery query, size_t column = 3) {
    const auto table = search(store_, query);
    EXPECT_TRUE(table.ok()) << (table.ok() ? "" : to_string(table.error()));
    Strings out;
    if (table.ok())
      for (const auto& row : table->rows) out.push_back(row[column]);
    return out;
  }

  store::TempFolder folder_;
  Store store_;
};

TEST_F(Search, MarksWhatItFoundInTheTextAsItStands) {
  EXPECT_EQ(found({.words = "ЖДЕМ"}), Strings{"«Мы [ждём] гостя», — сказала Мира Талан."});
  EXPECT_EQ(found({.words = "ждать гость"}), Strings{"«Мы [ждём гостя]», — сказала Мира Талан."})
      << "by dictionary forms";
  EXPECT_EQ(found({.words = "\"ждать гость\""}).size(), 1U);
  EXPECT_EQ(found({.words = "\"гость ждать\""}), Strings{});
  EXPECT_EQ(found({.words = "талан мы"}), Strings{"«[Мы] ждём гостя», — сказала Мира [Талан]."});
  EXPECT_EQ(found({.words = "орлан гостя"}), Strings{}) << "of two sentences";
  EXPECT_EQ(found({.words = "ардену -прибыл"}).size(), 1U);
  EXPECT_EQ(found({.words = "ардену"}).size(), 2U);
  EXPECT_EQ(found({.words = "ардену", .limit = 1}).size(), 1U);
  EXPECT_EQ(found({.words = "ардену", .since = "2031-05-12"}, 1), Strings{"2031-05-12"});
  EXPECT_EQ(found({.words = "ардену", .until = "2031-05-11"}, 1), Strings{"2031-05-08"});
  EXPECT_EQ(search(store_, {.words = "ардену", .since = "завтра"}).error().code, Code::kBadInput);
}

TEST_F(Search, GivesCodePointsOfTheText) {
  const auto table = search(store_, {.words = "гостя"});
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->rows.size(), 1U);
  const Draft draft = store::planned_visit();
  const utf8::CodePoints points(draft.article.text);
  const std::vector<std::string>& row = table->rows[0];
  EXPECT_EQ(row[5], "«Мы ждём гостя», — сказала Мира Талан.");
  EXPECT_EQ(row[6], std::to_string(points.at_byte(draft.article.text,
                                                  draft.span("«Мы ждём").begin)));
  const Span guest = draft.span("гостя");
  EXPECT_EQ(row[8], std::to_string(points.at_byte(draft.article.text, guest.begin)) + "-" +
                        std::to_string(points.at_byte(draft.article.text, guest.end)));
}

TEST_F(Search, FindsNamesInLatinScript) {
  EXPECT_EQ(found({.words = "Orlan"}).size(), 2U);
  EXPECT_EQ(found({.words = "\"Kim Orlan\""}).size(), 2U);
  EXPECT_EQ(found({.words = "Velon"}),
            (Strings{"Министр [Велони] Ким Орлан 11 мая прибыл в Ардену.",
                     "[Велонь] и Ардания подписали договор на 2 млрд долларов."}));
}

TEST_F(Search, CutsALongSentenceAroundTheFirstWordFound) {
  std::string text = "Слово";
  for (int i = 0; i < 60; ++i) text += " и слово";
  put(Draft(text + " игла " + text, "2031-06-01"));
  ASSERT_TRUE(derive(store_).ok());
  const Strings shown = found({.words = "игла"});
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_LE(utf8::length(shown[0]), 204U);
  EXPECT_TRUE(shown[0].starts_with("…") && shown[0].ends_with("…")) << shown[0];
  EXPECT_NE(shown[0].find(" [игла]"), std::string::npos) << shown[0];
}

TEST_F(Search, KnowsWhatItLacks) {
  EXPECT_EQ(*not_searchable(store_), 0);
  ASSERT_TRUE(store_.db().execute("UPDATE analyses SET version = '' WHERE article = 1").ok());
  EXPECT_EQ(*not_searchable(store_), 1);
}

}  // namespace
}  // namespace letopis::chronicle
