#include "chronicle/standing.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "chronicle/clashes.h"
#include "chronicle/derive.h"
#include "chronicle/query.h"
#include "chronicle/verify.h"
#include "store/test_articles.h"

namespace letopis::chronicle {
namespace {

using store::Draft;
using store::Store;
using Strings = std::vector<std::string>;

// One article that says one thing about Velon and the Lagoon League.
struct Telling {
  std::string text, day, outlet, value, since = "";
  Modality modality = Modality::kAsserted;
  std::string by = "";  // "", "orlan" (a minister of Velon), "talan" (nobody's), "league", "noren"
  std::string kind = "membership";
};

Draft draft_of(const Telling& told) {
  Draft d(told.text, told.day, told.outlet, "https://x.example/" + told.text);
  const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {});
  const uint32_t league = told.kind == "relation-level"
                              ? d.entity("state/ardania", EntityKind::kState, "Ардания", {})
                              : d.entity("org/league", EntityKind::kOrg, "Лига лагун", {});
  Claim& claim =
      d.status(told.kind, velon, league, told.value, told.text, told.since, told.modality);
  if (told.by.empty()) return d;
  if (told.by == "league") {
    claim.said_by = {league};
    return d;
  }
  const bool orlan = told.by == "orlan", noren = told.by == "noren";
  const uint32_t person = d.entity("person/" + told.by, EntityKind::kPerson,
                                   orlan ? "Ким Орлан" : "Мира Талан", {}, orlan || noren);
  d.analysis.claims.back().said_by = {person};
  if (orlan) d.office(person, velon, told.text);
  if (noren) d.office(person, d.entity("state/noren", EntityKind::kState, "Норен", {}), told.text);
  return d;
}

class StandingTest : public testing::Test {
 protected:
  StandingTest() : store_(store::open_store(folder_.file("a.db"))) {}

  static void add_to(Store& store, const std::vector<Telling>& told) {
    for (const Telling& one : told) {
      const Draft d = draft_of(one);
      const auto report = store.put(d.article, d.analysis, "engine-1");
      ASSERT_TRUE(report.ok()) << to_string(report.error());
    }
    ASSERT_TRUE(derive(store).ok());
  }
  void add(const std::vector<Telling>& told) { add_to(store_, told); }
  Standings ask(StandingFilter filter = {}) {
    if (filter.kinds.empty()) filter.kinds = {"membership", "relation-level"};
    auto found = standing(store_, filter);
    EXPECT_TRUE(found.ok()) << (found.ok() ? "" : to_string(found.error()));
    return found.ok() ? *found : Standings{};
  }
  // "value modality since", an exclamation mark where it is disputed.
  Strings rows(StandingFilter filter = {}) {
    Strings out;
    for (const Standing& row : ask(std::move(filter)).rows)
      out.push_back(row.value + " " + row.modality + " " + row.since + (row.disputed ? " !" : ""));
    return out;
  }

  store::TempFolder folder_;
  Store store_;
};

TEST_F(StandingTest, FollowsValidTimeAndKeepsWhatWasReplaced) {
  add({{"приглашена", "2031-02-10", "А", "invited", "2031-02-09"},
       {"вступила", "2031-06-03", "Б", "member", "2031-06-01"}});
  EXPECT_EQ(rows(), Strings{"member asserted 2031-06-01"});
  EXPECT_EQ(rows({.at = "2031-05"}), Strings{"invited asserted 2031-02-09"});
  EXPECT_EQ(rows({.at = "2031-01"}), Strings{});
  const Standing now = ask().rows.at(0);
  EXPECT_EQ(now.replaced, "invited");
  EXPECT_EQ(now.replaced_since, "2031-02-09");
  EXPECT_EQ(now.subject.name, "Велонь");
  EXPECT_EQ(now.object.id, "org/league");
  EXPECT_EQ(now.words, "вступила");
  EXPECT_EQ(now.said_last, "2031-06-03");
}

TEST_F(StandingTest, KeepsTwoClocksApart) {
  // Found out in 2033 that it had joined in 2031.
  add({{"приглашена", "2031-02-10", "А", "invited", "2031-02-09"},
       {"вступила еще тогда", "2033-01-05", "Б", "member", "2031-06-01"}});
  EXPECT_EQ(rows({.at = "2032"}), Strings{"member asserted 2031-06-01"});
  EXPECT_EQ(rows({.at = "2032", .known = "2032"}), Strings{"invited asserted 2031-02-09"});
  EXPECT_EQ(rows({.at = "2031-03", .known = "2033-01-05"}), Strings{"invited asserted 2031-02-09"});
}

TEST_F(StandingTest, AnOlderOrLesserValueLowersNothing) {
  add({{"вступила", "2031-06-03", "А", "member", "2031-06-01"},
       {"получила приглашение", "2031-07-01", "Б", "invited", "2031-02-09"}});
  EXPECT_EQ(rows(), Strings{"member asserted 2031-06-01"});
  EXPECT_EQ(ask().rows.at(0).replaced, "invited");
}

TEST_F(StandingTest, LevelsAddUp) {
  add({{"союз", "2031-06-03", "А", "strategic_partnership_and_alliance", "2031-06-01",
        Modality::kAsserted, "", "relation-level"},
       {"партнеры", "2031-07-01", "Б", "strategic_partnership", "", Modality::kAsserted, "",
        "relation-level"},
       {"особый сосед", "2031-07-02", "В", "privileged_partner", "", Modality::kAsserted, "orlan",
        "relation-level"}});
  EXPECT_EQ(rows(), (Strings{"strategic_partnership_and_alliance asserted 2031-06-01",
                             "privileged_partner asserted ../2031-07-02"}))
      << "a label stands beside the level";
  EXPECT_EQ(ask({.all = true}).rows.at(2).why,
            "says less than strategic_partnership_and_alliance since 2031-06-01");
}

TEST_F(StandingTest, SidesOfALevelHaveNoOrder) {
  add({{"союз", "2031-06-03", "А", "partnership", "2031-06-01", Modality::kAsserted, "",
        "relation-level"}});
  Draft d("Ардания и Велонь партнеры.", "2031-08-01", "Б");
  const uint32_t ardania = d.entity("state/ardania", EntityKind::kState, "Ардания", {});
  const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {});
  d.status("relation-level", ardania, velon, "partnership", "партнеры");
  ASSERT_TRUE(store_.put(d.article, d.analysis, "engine-1").ok());
  ASSERT_TRUE(derive(store_).ok());
  const Standings found = ask({.subject = {"state/velon"}, .object = {"state/ardania"}});
  ASSERT_EQ(found.rows.size(), 1U);
  EXPECT_EQ(found.rows[0].claims.size(), 2U);
  EXPECT_EQ(found.rows[0].origins, 2);
}

TEST_F(StandingTest, AnnouncedAndDeclinedStandBeside) {
  add({{"партнер", "2031-03-01", "А", "partner_state", "2031-02-20"},
       {"воздержится", "2031-03-02", "Б", "member", "", Modality::kDeclined, "orlan"}});
  EXPECT_EQ(rows(), (Strings{"partner_state asserted 2031-02-20", "member declined "}))
      << "who declines membership may be a partner: no dispute";
  add({{"присоединяется", "2031-04-01", "В", "member", "", Modality::kAnnounced}});
  EXPECT_EQ(rows().size(), 3U);
  EXPECT_EQ(rows({.at = "2031-03-15"}).size(), 2U) << "announced later";
  add({{"вступила", "2031-09-02", "Г", "member", "2031-09-01"}});
  EXPECT_EQ(rows(), (Strings{"member asserted 2031-09-01"}))
      << "what was announced has come about; the refusal came before";
}

TEST_F(StandingTest, ShowsTheWeightierSideOfAClashAndKeepsBoth) {
  // The outlet has it as a partner since October; an official says in November that it is invited.
  add({{"приглашение направлено", "2031-11-27", "А", "invited", "../2031-11-27",
        Modality::kAsserted, "noren"},
       {"страны получили статус", "2031-11-28", "Б", "partner_state", "2031-10-21/2031-10-31"}});
  EXPECT_EQ(rows(), Strings{"invited asserted ../2031-11-27 !"})
      << "an official outranks an outlet";
  EXPECT_EQ(ask().rows.at(0).weight, "official");
  add({{"мы получили статус", "2031-11-29", "В", "partner_state", "", Modality::kAsserted,
        "orlan"}});
  EXPECT_EQ(rows(), Strings{"partner_state asserted 2031-10-21/2031-10-31 !"})
      << "a party on its own status outranks a third one";
  EXPECT_EQ(rows({.known = "2031-11-27"}), Strings{"invited asserted ../2031-11-27"});
}

TEST_F(StandingTest, ADenialDeletesNothing) {
  add({{"вступила", "2031-06-03", "А", "member", "2031-06-01"},
       {"не вступала", "2031-06-05", "Б", "member", "", Modality::kDenied, "orlan"}});
  EXPECT_EQ(rows(), (Strings{"member asserted 2031-06-01 !", "member denied  !"}));
}

TEST_F(StandingTest, ATitleIsNoDisputeAboutAnOffice) {
  for (const auto& [text, day, value] : std::vector<std::array<std::string, 3>>{
           {"Министр Велони Ким Орлан", "2031-06-01", "in_office"},
           {"Бывший министр Велони Ким Орлан", "2031-06-05", "former"},
           {"Слова министра Велони Кима Орлана", "2031-06-09", "in_office"}}) {
    Draft d(text, day, "А");
    const uint32_t orlan = d.entity("person/orlan", EntityKind::kPerson, "Ким Орлан", {});
    d.office(orlan, d.entity("state/velon", EntityKind::kState, "Велонь", {}), text);
    d.analysis.claims.back().arguments[2].literal = value;
    ASSERT_TRUE(store_.put(d.article, d.analysis, "engine-1").ok());
  }
  ASSERT_TRUE(derive(store_).ok());
  const Standings found = ask({.kinds = {"office"}});
  ASSERT_EQ(found.rows.size(), 1U);
  EXPECT_EQ(found.rows[0].value, "in_office") << "told later and more often";
  EXPECT_FALSE(found.rows[0].disputed);
  const auto claims = status_claims(store_.db(), std::nullopt);
  ASSERT_TRUE(claims.ok());
  EXPECT_TRUE(quarrels(*claims).empty());
}

TEST_F(StandingTest, EndsAndBeginsAnew) {
  add({{"вступила", "2031-06-03", "А", "member", "2031-06-01"},
       {"вышла", "2032-02-03", "Б", "left", "2032-02-01"}});
  EXPECT_EQ(rows(), Strings{"left asserted 2032-02-01"});
  EXPECT_EQ(rows({.at = "2032-01-31"}), Strings{"member asserted 2031-06-01"});
  add({{"вернулась", "2033-02-03", "В", "member", "2033-02-01"}});
  EXPECT_EQ(rows(), Strings{"member asserted 2033-02-01"}) << "no dispute about the date";
}

TEST_F(StandingTest, StandsUntilItsStatedEnd) {
  Draft d("Велонь состоит в лиге до конца года.", "2031-06-03", "А");
  const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {});
  const uint32_t league = d.entity("org/league", EntityKind::kOrg, "Лига лагун", {});
  d.status("membership", velon, league, "member", "состоит в лиге", "2031").until =
      store::time_of("2031-12-31");
  ASSERT_TRUE(store_.put(d.article, d.analysis, "engine-1").ok());
  ASSERT_TRUE(derive(store_).ok());
  EXPECT_EQ(rows({.at = "2031-12-31"}), Strings{"member asserted 2031"});
  EXPECT_EQ(rows({.at = "2032-01-01"}), Strings{});
}

TEST_F(StandingTest, LeavesOutWhatHasNoRecordDayAndSaysHowMuch) {
  add({{"состоит", "", "А", "member"}, {"вступила", "2031-06-03", "Б", "member", "2031-06-01"}});
  const Standings known = ask({.known = "2032"});
  EXPECT_EQ(known.undated, 1);
  ASSERT_EQ(known.rows.size(), 1U);
  EXPECT_EQ(known.rows[0].claims.size(), 1U);
  EXPECT_EQ(ask().rows.at(0).claims.size(), 2U);
  EXPECT_EQ(ask().at, "2031-06-03") << "the day of the last article";
}

TEST_F(StandingTest, DependsOnTheSetOfArticlesAlone) {
  const std::vector<Telling> told = {
      {"приглашение", "2031-11-27", "А", "invited", "../2031-11-27", Modality::kAsserted, "noren"},
      {"получили статус", "2031-11-28", "Б", "partner_state", "2031-10-21/2031-10-31"},
      {"вступила", "2032-01-02", "В", "member", "2032-01-01"},
      {"не вступала", "2032-01-03", "Г", "member", "", Modality::kDenied, "orlan"}};
  add(told);
  const auto look = [](Store& store) {
    std::string out;
    const auto all = standing(store, {});
    EXPECT_TRUE(all.ok());
    for (const auto& row : standing_table(*all).rows)
      for (const std::string& cell : row) out += cell + "\t";
    return out;
  };
  const std::string want = look(store_);
  Store other = store::open_store(folder_.file("b.db"));
  add_to(other, {told.rbegin(), told.rend()});
  EXPECT_EQ(look(other), want);
  add_to(other, {{"ещё одно", "2032-02-01", "Д", "left", "2032-02-01"}});
  EXPECT_NE(look(other), want);
  ASSERT_TRUE(other.remove("https://x.example/ещё одно").ok());
  ASSERT_TRUE(derive(other).ok());
  EXPECT_EQ(look(other), want);
  const auto clean = verify(other);
  ASSERT_TRUE(clean.ok());
  for (const Fault& fault : clean->faults) ADD_FAILURE() << fault.id << ": " << fault.what;
}

TEST_F(StandingTest, FindsByEitherRoleAndByState) {
  add({{"партнер", "2031-03-01", "А", "partner_state", "2031-02-20", Modality::kAsserted,
        "orlan"}});
  EXPECT_EQ(rows({.subject = {"state/velon"}}).size(), 1U);
  EXPECT_EQ(rows({.object = {"state/velon"}}).size(), 0U);
  EXPECT_EQ(rows({.actor = {"org/league"}, .with = {"state/velon"}}).size(), 1U);
  EXPECT_EQ(rows({.actor = {"org/league"}, .with = {"state/nowhere"}}).size(), 0U);
  EXPECT_EQ(ask({.actor = {"state/velon"}, .kinds = {"office"}}).rows.at(0).subject.name,
            "Ким Орлан");
  EXPECT_EQ(standing(store_, {.kinds = {"weather"}}).error().code, Code::kBadInput);
  EXPECT_EQ(standing(store_, {.at = "завтра"}).error().code, Code::kBadInput);
}

TEST_F(StandingTest, ShowsOnDemandWhatIsOverOrOutweighedAndWhy) {
  add({{"приглашена", "2031-02-10", "А", "invited", "2031-02-09"},
       {"наблюдатель", "2031-03-10", "Б", "observer", "2031-03-09"},
       {"партнер", "2031-03-11", "В", "partner_state", "2031-03-09", Modality::kAsserted, "talan"},
       {"присоединяется", "2031-04-01", "Г", "member", "", Modality::kAnnounced},
       {"вступила", "2031-06-03", "Д", "member", "2031-06-01"}});
  EXPECT_EQ(rows().size(), 1U);
  Strings told;
  for (const Standing& row : ask({.all = true}).rows)
    told.push_back(row.value + " " + std::string(place_name(row.place)) + ": " + row.why);
  EXPECT_EQ(told,
            (Strings{"member stands: ", "invited over: followed by observer since 2031-03-09",
                     "observer over: followed by member since 2031-06-01",
                     "member over: member since 2031-06-01 holds",
                     "partner_state outweighed: contradicted by observer since 2031-03-09: outlet "
                     "against expert"}));
  for (const Standing& row : ask({.all = true}).rows) {
    const auto all = standing_of(store_, row.id);
    ASSERT_TRUE(all.ok());
    EXPECT_EQ(all->rows.size(), 5U);
    const auto explained = explain(store_, row.id);
    ASSERT_TRUE(explained.ok()) << row.id;
    EXPECT_EQ(explained->kind, "status");
    ASSERT_FALSE(explained->sources.empty());
    EXPECT_EQ("s:" + explained->sources[0].claim, row.id);
    EXPECT_EQ(explained->sources[0].words, row.words);
  }
  EXPECT_TRUE(standing_of(store_, "s:0123456789abcdef")->rows.empty());
  EXPECT_EQ(explain(store_, "s:0123456789abcdef").error().code, Code::kNotFound);
}

TEST_F(StandingTest, AStatedEndIsTheReason) {
  Draft d("Велонь состоит в лиге до конца года.", "2031-06-03", "А");
  const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {});
  const uint32_t league = d.entity("org/league", EntityKind::kOrg, "Лига лагун", {});
  d.status("membership", velon, league, "member", "состоит в лиге", "2031").until =
      store::time_of("2031-12-31");
  ASSERT_TRUE(store_.put(d.article, d.analysis, "engine-1").ok());
  ASSERT_TRUE(derive(store_).ok());
  const Standings found = ask({.at = "2032-01-01", .all = true});
  ASSERT_EQ(found.rows.size(), 1U);
  EXPECT_EQ(found.rows[0].place, Place::kOver);
  EXPECT_EQ(found.rows[0].why, "until 2031-12-31");
}

TEST_F(StandingTest, ExplainsTheActThatOpenedIt) {
  Draft d("Велонь вступила в лигу.", "2031-06-03", "А");
  const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {});
  const uint32_t league = d.entity("org/league", EntityKind::kOrg, "Лига лагун", {});
  d.act("join", "вступила в лигу", "2031-06-03~", {{"agent", velon}, {"recipient", league}});
  d.status("membership", velon, league, "member", "вступила в лигу", "2031-06-03~");
  ASSERT_TRUE(store_.put(d.article, d.analysis, "engine-1").ok());
  ASSERT_TRUE(derive(store_).ok());
  const Standing row = ask().rows.at(0);
  ASSERT_FALSE(row.act.empty());
  const auto explained = explain(store_, row.id);
  ASSERT_TRUE(explained.ok());
  const std::pair<std::string, std::string> act{"act", "join, 2031-06-03~ (" + row.act + ")"};
  EXPECT_NE(std::find(explained->facts.begin(), explained->facts.end(), act),
            explained->facts.end());
}

TEST_F(StandingTest, DocumentsAreOfThoseWhoseActsBroughtThemAbout) {
  Draft d("Велонь и Ардания подписали Озёрный договор.", "2031-06-03", "А");
  const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {});
  const uint32_t ardania = d.entity("state/ardania", EntityKind::kState, "Ардания", {});
  const uint32_t pact = d.entity("document/lake", EntityKind::kDocument, "Озёрный договор", {});
  d.act("sign", "подписали", "2031-06-03~", {{"agent", velon}, {"co_agent", ardania}});
  d.status("document", pact, kNoEntity, "signed", "подписали Озёрный договор", "2031-06-03~");
  ASSERT_TRUE(store_.put(d.article, d.analysis, "engine-1").ok());
  ASSERT_TRUE(derive(store_).ok());
  for (const char* state : {"state/velon", "state/ardania"}) {
    const Standings found = ask({.actor = {state}, .kinds = {"document"}});
    ASSERT_EQ(found.rows.size(), 1U) << state;
    EXPECT_EQ(found.rows[0].value, "signed");
  }
  EXPECT_EQ(ask({.actor = {"state/velon"}, .with = {"state/ardania"}, .kinds = {"document"}})
                .rows.size(),
            1U);
  EXPECT_EQ(ask({.actor = {"state/velon"}, .with = {"org/league"}, .kinds = {"document"}})
                .rows.size(),
            0U);
  EXPECT_EQ(ask({.subject = {"state/velon"}, .kinds = {"document"}}).rows.size(), 0U);
}

TEST_F(StandingTest, TellsTheWholeHistoryOfAnyOfItsClaims) {
  add({{"приглашена", "2031-02-10", "А", "invited", "2031-02-09"},
       {"вступила", "2031-06-03", "Б", "member", "2031-06-01"}});
  const std::string id = ask().rows.at(0).id;
  for (const std::string& name : {id, id.substr(2)}) {
    const auto all = history(store_, name);
    ASSERT_TRUE(all.ok());
    ASSERT_EQ(all->size(), 2U);
    EXPECT_EQ((*all)[0].value, "invited");
    EXPECT_EQ((*all)[1].since, "2031-06-01");
  }
  EXPECT_TRUE(history(store_, "s:0123456789abcdef")->empty());
}

TEST(Quarrels, NameBothSidesTheWeightierFirst) {
  store::TempFolder folder;
  Store store = store::open_store(folder.file("a.db"));
  for (const Telling& told : std::vector<Telling>{
           {"а", "2031-06-03", "А", "member", "2031-06-01"},
           {"б", "2031-06-04", "Б", "member", "2031-06-01"},
           {"в", "2031-06-05", "В", "member", "", Modality::kDenied, "orlan"},
           {"г", "2031-06-06", "Г", "member", "2030-01-01", Modality::kAsserted, "talan"}}) {
    const Draft d = draft_of(told);
    ASSERT_TRUE(store.put(d.article, d.analysis, "engine-1").ok());
  }
  auto claims = status_claims(store.db(), std::nullopt);
  ASSERT_TRUE(claims.ok());
  std::erase_if(*claims, [](const StatusClaim& claim) { return claim.kind == "office"; });
  const std::vector<Quarrel> found = quarrels(*claims);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].about, "date");
  EXPECT_EQ(found[0].sides[0], (std::vector<size_t>{0, 1})) << "an outlet before an expert";
  EXPECT_EQ(found[0].sides[1], std::vector<size_t>{3});
  EXPECT_EQ(found[1].about, "modality");
  EXPECT_EQ(found[1].sides[0], std::vector<size_t>{2}) << "the party itself";
  EXPECT_EQ(found[1].sides[1], (std::vector<size_t>{0, 1, 3}));
}

}  // namespace
}  // namespace letopis::chronicle
