#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "chronicle/derive.h"
#include "chronicle/events.h"
#include "chronicle/verify.h"
#include "store/test_articles.h"

namespace letopis::chronicle {
namespace {

using store::Draft;
using store::Store;
using store::TempFolder;

void add(Store& store, const std::vector<Draft>& drafts) {
  for (const Draft& draft : drafts) {
    const auto report = store.put(draft.article, draft.analysis, "engine-1");
    ASSERT_TRUE(report.ok()) << to_string(report.error());
  }
}

DeriveReport derived(Store& store) {
  auto report = derive(store);
  EXPECT_TRUE(report.ok()) << (report.ok() ? "" : to_string(report.error()));
  return report.ok() ? *report : DeriveReport{};
}

std::string all(Store& store, const char* sql) {
  std::string out;
  auto select = store.db().prepare(sql);
  EXPECT_TRUE(select.ok()) << (select.ok() ? "" : to_string(select.error()));
  if (!select.ok()) return out;
  while (*select->step()) out.append(out.empty() ? "" : ", ").append(select->text(0));
  return out;
}

void expect_clean(Store& store) {
  const auto report = verify(store);
  ASSERT_TRUE(report.ok()) << to_string(report.error());
  for (const Fault& fault : report->faults) ADD_FAILURE() << fault.id << ": " << fault.what;
}

TEST(Events, PlannedAndHeldAreOneEvent) {
  const TempFolder folder;
  Store store = store::open_store(folder.file("a.db"));
  add(store, {store::planned_visit(), store::held_visit()});
  derived(store);
  EXPECT_EQ(all(store,
                "SELECT act || ' ' || modality || ' ' || edtf || ' ' || claims || ' ' || origins "
                "FROM events WHERE act = 'visit'"),
            "visit occurred 2031-05-11 2 2");
  EXPECT_EQ(all(store,
                "SELECT state || ' ' || s.known_from FROM event_states s JOIN events v ON v.event "
                "= s.event WHERE act = 'visit' "
                "ORDER BY position"),
            "planned 2031-05-08, held 2031-05-12");
  // It bears the id of its first claim, and each of its claims finds it.
  EXPECT_EQ(all(store,
                "SELECT count(*) FROM claims WHERE event = (SELECT event FROM events WHERE act = "
                "'visit')"),
            "2");
  EXPECT_EQ(
      all(store, "SELECT event FROM events WHERE act = 'visit'"),
      store::planned_visit().analysis.claims[0].id(store::planned_visit().article.text_sha256));
  expect_clean(store);
}

TEST(Events, PartiesInAnyOrderAndAboutTheDayAgree) {
  const TempFolder folder;
  Store store = store::open_store(folder.file("a.db"));
  add(store, {store::held_visit(), store::signature()});  // about 12 May counts as 9 to 12 May
  derived(store);
  EXPECT_EQ(all(store, "SELECT edtf || ' ' || claims FROM events WHERE act = 'sign'"),
            "2031-05-12 2");
}

TEST(Events, CountsOneOriginForReprintsAndOneAgency) {
  const TempFolder folder;
  Store store = store::open_store(folder.file("a.db"));
  Draft reprint = store::planned_visit();
  reprint.article.url = "https://reprint.example/1";
  reprint.article.path += "2";
  reprint.article.published = {"2031-05-09", *edtf_interval("2031-05-09"), DateSource::kGiven};
  reprint.analysis.published = reprint.article.published;
  Draft first = store::held_visit(), second = store::sixth();
  first.article.agency = second.article.agency = "Юг";
  add(store, {store::planned_visit(), reprint, first, second});
  derived(store);
  EXPECT_EQ(
      all(store,
          "SELECT claims || ' ' || articles || ' ' || origins FROM events WHERE act = 'visit'"),
      "4 4 2");
}

Told told(std::string id, std::optional<Interval> days) {
  Told out;
  out.id = std::move(id);
  out.days = days;
  return out;
}

TEST(Events, MergeOnlyWhereNothingNamedDiffers) {
  const Told a = told("a", Interval{10, 10});
  EXPECT_TRUE(one_happening(a, told("b", Interval{8, 12})));
  EXPECT_FALSE(one_happening(a, told("b", Interval{11, 12})));
  EXPECT_FALSE(one_happening(a, told("b", std::nullopt)));
  EXPECT_FALSE(one_happening(told("a", std::nullopt), told("b", std::nullopt)));
  for (const auto field : {&Told::places, &Told::documents, &Told::occasions, &Told::objects}) {
    Told left = told("a", Interval{10, 10}), right = told("b", Interval{10, 10});
    left.*field = {"x"};
    EXPECT_TRUE(one_happening(left, right)) << "one side says nothing";
    right.*field = {"y"};
    EXPECT_FALSE(one_happening(left, right));
    right.*field = {"x", "y"};
    EXPECT_TRUE(one_happening(left, right));
  }
  Told host = told("a", Interval{10, 10}), other = told("b", Interval{1, 30});
  host.others[0] = {"state/ardania"};
  EXPECT_FALSE(one_happening(host, other)) << "a month and no host: some other visit";
  other.days = Interval{9, 10};
  EXPECT_TRUE(one_happening(host, other));
  other.others[0] = {"state/velon"};
  EXPECT_FALSE(one_happening(host, other));
}

TEST(Events, OpenAndLongTimesStayApart) {
  const TempFolder folder;
  Store store = store::open_store(folder.file("a.db"));
  std::vector<Draft> drafts;
  for (const char* edtf : {"2031", "../2031-05-20", "2031-05-01/2031-06-01", ""}) {
    Draft draft = store::held_visit();
    draft.article.url += edtf;
    draft.article.path += edtf[0] == '.' ? "open" : edtf;
    draft.article.text += edtf;
    draft.article.text_sha256 = draft.analysis.text_sha256 = sha256_hex(draft.article.text + edtf);
    draft.analysis.claims[1].when = store::time_of(edtf);
    drafts.push_back(std::move(draft));
  }
  add(store, drafts);
  derived(store);
  EXPECT_EQ(all(store, "SELECT count(*) FROM events WHERE act = 'visit'"), "4");
}

TEST(Entities, JoinByCatalogueOrFullNameAndTellSurnamesApart) {
  const TempFolder folder;
  Store store = store::open_store(folder.file("a.db"));
  add(store, store::five_articles());
  derived(store);
  EXPECT_EQ(
      all(store, "SELECT count(DISTINCT article) FROM mentions WHERE entity = 'person/mira-talan'"),
      "2");
  EXPECT_EQ(all(store, "SELECT state FROM entities WHERE entity = 'person/kim-orlan'"),
            "state/velon")
      << "by the office that one text gives him";
  const std::string talans =
      all(store, "SELECT entity FROM entities WHERE entity LIKE 'person/talan%' ORDER BY entity");
  EXPECT_EQ(talans.substr(0, 13), "person/talan,");
  EXPECT_EQ(talans.size(), std::string("person/talan, person/talan-01234567").size());
  // The one of the dated article comes first in canonical order.
  EXPECT_EQ(all(store,
                "SELECT a.published FROM mentions m JOIN articles a ON a.article = m.article WHERE "
                "entity = 'person/talan'"),
            "2031-06-01");
}

TEST(Derive, SaysWhatChanged) {
  const TempFolder folder;
  Store store = store::open_store(folder.file("a.db"));
  add(store, {store::planned_visit()});
  DeriveReport report = derived(store);
  EXPECT_EQ(report.appeared.size(), 1U);
  const std::string visit = report.appeared[0];
  add(store, {store::held_visit()});
  report = derived(store);
  EXPECT_EQ(report.changed, std::vector<std::string>{visit});
  EXPECT_EQ(report.appeared.size(), 1U);
  ASSERT_TRUE(store.remove(store::planned_visit().article.url).ok());
  report = derived(store);
  EXPECT_EQ(report.vanished, std::vector<std::string>{visit})
      << "the event now bears the id of the claim that is left";
  EXPECT_EQ(report.appeared.size(), 1U);
  EXPECT_TRUE(derived(store).appeared.empty());
  expect_clean(store);
}

TEST(Derive, IsCompletedByTheNextWriter) {
  const TempFolder folder;
  const std::string path = folder.file("a.db");
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Store store = store::open_store(path);
    add(store, {store::held_visit()});
    _exit(0);  // as if killed before it could derive
  }
  int status = 0;
  waitpid(child, &status, 0);
  {
    Store reader = store::open_store(path, store::Mode::kRead);
    EXPECT_TRUE(*reader.dirty());
    const auto report = verify(reader);
    ASSERT_EQ(report->faults.size(), 1U);
    EXPECT_EQ(report->faults[0].id, "chronicle");
  }
  Store store = store::open_store(path);
  EXPECT_EQ(derived(store).appeared.size(), 2U);
  EXPECT_FALSE(*store.dirty());
  expect_clean(store);
}

TEST(Verify, FindsEveryDamage) {
  struct Damage {
    const char* sql;
    const char* says;
  };
  for (const Damage& damage : std::initializer_list<Damage>{
           {"UPDATE article_evidence SET begin = begin + 1 WHERE n = 0", "other words"},
           {"UPDATE article_quotes SET \"end\" = 5000", "does not lie"},
           {"UPDATE texts SET body = replace(body, 'мая', 'маю')", "not the one that was hashed"},
           {"DELETE FROM article_evidence WHERE n = 0", "without evidence"},
           {"DELETE FROM article_roles", "without participants"},
           {"UPDATE article_claims SET first = '2031-05-11', last = '2031-05-10'",
            "ends before it begins"},
           {"DELETE FROM chronicle_events WHERE act = 'visit'", "belongs to no event"},
           {"DELETE FROM article_claims", "without claims"},
           {"DELETE FROM chronicle_entities WHERE id = 'place/arden'", "tied to no entity"},
           {"DELETE FROM article_entities WHERE proposed = 'place/arden'",
            "which the article lacks"},
           {"DELETE FROM stored_versions", "without a version"},
           {"DELETE FROM analyses", "without an analysis"},
           {"DELETE FROM chronicle_event_states", "without a state"},
           {"UPDATE paths SET article = 77", "not there"}}) {
    const TempFolder folder;
    Store store = store::open_store(folder.file("a.db"));
    add(store, {store::planned_visit(), store::held_visit()});
    derived(store);
    expect_clean(store);
    ASSERT_TRUE(store.db().execute(damage.sql).ok()) << damage.sql;
    const auto report = verify(store);
    ASSERT_TRUE(report.ok());
    EXPECT_TRUE(std::any_of(report->faults.begin(), report->faults.end(), [&](const Fault& f) {
      return !f.id.empty() && f.what.find(damage.says) != std::string::npos;
    })) << damage.sql;
  }
}

}  // namespace
}  // namespace letopis::chronicle
