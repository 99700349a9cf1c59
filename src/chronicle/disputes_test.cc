#include "chronicle/disputes.h"

#include <gtest/gtest.h>

#include "chronicle/act_clashes.h"
#include "chronicle/article_disputes.h"
#include "chronicle/derive.h"
#include "chronicle/figure_clashes.h"
#include "chronicle/query.h"
#include "store/test_articles.h"

namespace letopis::chronicle {
namespace {

using store::Draft;
using store::Store;
using Strings = std::vector<std::string>;

FigureClaim trade(double value, const std::string& speaker, const std::string& approx = "exact") {
  FigureClaim out;
  out.value = out.high = value;
  out.unit = "USD";
  out.approx = approx;
  out.measure = "товарооборот";
  out.words = "столько-то долларов";
  out.whose = {"state/ardania", "state/velon"};
  out.periods = {"2030"};
  out.longest = 365;
  if (!speaker.empty()) out.speakers = {speaker};
  out.text_sha256 = "text of " + speaker;
  return out;
}

bool clash(const FigureClaim& a, const FigureClaim& b) {
  const bool found = static_cast<bool>(clash_of(a, b));
  EXPECT_EQ(found, static_cast<bool>(clash_of(b, a))) << "a clash has no order";
  return found;
}

TEST(FigureClashes, AreOfOneMeasureOfOneTimeByTwoVoices) {
  const FigureClaim one = trade(30e9, "person/a");
  EXPECT_TRUE(clash(one, trade(24e9, "person/b")));
  EXPECT_TRUE(clash(one, trade(24e9, ""))) << "the outlet of another text";
  EXPECT_FALSE(clash(one, trade(24e9, "person/a"))) << "one voice";
  FigureClaim other = trade(24e9, "person/b");
  other.measure = "Товарооборота";
  EXPECT_TRUE(clash(one, other)) << "another form of the word";
  other.measure = "экспорт";
  EXPECT_FALSE(clash(one, other));
  for (const auto& change : std::vector<void (*)(FigureClaim&)>{
           [](FigureClaim& f) { f.unit = "EUR"; }, [](FigureClaim& f) { f.periods = {"2029"}; },
           [](FigureClaim& f) { f.periods = {}; }, [](FigureClaim& f) { f.whose = {"state/velon"}; },
           [](FigureClaim& f) { f.whose = {}; }, [](FigureClaim& f) { f.unit = ""; }}) {
    FigureClaim changed = trade(24e9, "person/b");
    change(changed);
    EXPECT_FALSE(clash(one, changed));
  }
  FigureClaim unit = trade(24e9, "person/b"), same = one;
  unit.measure = same.measure = "долларов";
  EXPECT_FALSE(clash(same, unit)) << "the unit alone says not what is measured";
}

TEST(FigureClashes, RoundingAndHedgesContradictNothing) {
  EXPECT_FALSE(clash(trade(30e9, "person/a", "almost"), trade(29.8e9, "person/b")));
  EXPECT_FALSE(clash(trade(30e9, "person/a"), trade(29.8e9, "person/b")));
  EXPECT_FALSE(clash(trade(30e9, "person/a", "about"), trade(33e9, "person/b")));
  EXPECT_FALSE(clash(trade(30e9, "person/a", "more"), trade(50e9, "person/b")));
  EXPECT_TRUE(clash(trade(30e9, "person/a", "more"), trade(20e9, "person/b")));
  EXPECT_FALSE(clash(trade(30e9, "person/a", "less"), trade(20e9, "person/b")));
  EXPECT_TRUE(clash(trade(30e9, "person/a", "less"), trade(40e9, "person/b")));
  EXPECT_TRUE(clash(trade(14, "person/a"), trade(15, "person/b")));
  FigureClaim range = trade(20e9, "person/b");
  range.high = 35e9;
  EXPECT_FALSE(clash(trade(30e9, "person/a"), range));
}

TEST(FigureClashes, OfTwoTextsNeedAStatedLongTime) {
  FigureClaim one = trade(30e9, "person/a"), other = trade(24e9, "person/b");
  one.longest = other.longest = 1;
  EXPECT_FALSE(clash(one, other)) << "a day has many hours";
  one.periods = other.periods = {};
  EXPECT_FALSE(clash(one, other)) << "nobody knows when";
  other.text_sha256 = one.text_sha256;
  EXPECT_TRUE(clash(one, other)) << "two speakers of one text";
  other.speakers = {};
  EXPECT_FALSE(clash(one, other)) << "an outlet does not contradict whom it cites";
}

ActClaim attack(const std::string& modality, const std::string& speaker,
                std::optional<std::string> edtf = std::nullopt) {
  ActClaim out;
  out.block = "attack|agent\nstate/ardania";
  out.modality = modality;
  if (edtf) {
    out.when = *edtf_interval(*edtf);
    out.days = out.when;
  }
  out.published = *edtf_interval("2031-05-10");
  if (!speaker.empty()) out.speakers = {speaker};
  out.text_sha256 = "text of " + speaker;
  return out;
}

TEST(ActClashes, AreAnActAndItsDenialByTwoVoices) {
  const auto clash = [](const ActClaim& a, const ActClaim& b) {
    const bool found = static_cast<bool>(clash_of(a, b));
    EXPECT_EQ(found, static_cast<bool>(clash_of(b, a)));
    return found;
  };
  EXPECT_TRUE(clash(attack("occurred", "person/a"), attack("denied", "person/b")));
  EXPECT_FALSE(clash(attack("occurred", "person/a"), attack("denied", "person/a")));
  EXPECT_FALSE(clash(attack("planned", "person/a"), attack("denied", "person/b")));
  EXPECT_FALSE(clash(attack("occurred", "person/a"), attack("occurred", "person/b")));
  EXPECT_FALSE(clash(attack("occurred", "person/a", "2031-05-09"),
                     attack("negated", "person/b", "2031-05-09")))
      << "what was not done may be another one";
  EXPECT_FALSE(clash(attack("occurred", "person/a", "2031-05-09"),
                     attack("denied", "person/b", "2031-05-08")));
  ActClaim later = attack("denied", "person/b"), other = attack("denied", "person/b");
  later.published = *edtf_interval("2031-07-10");
  EXPECT_FALSE(clash(attack("occurred", "person/a"), later));
  ActClaim told = attack("occurred", "person/a");
  told.others["recipient"] = {"state/velon"};
  other.others["recipient"] = {"state/noren"};
  EXPECT_FALSE(clash(told, other)) << "an attack on somebody else";
}

class DisputesTest : public testing::Test {
 protected:
  DisputesTest() : store_(store::open_store(folder_.file("a.db"))) {}
  void put(Draft draft) {
    draft.analysis.disputes = article_disputes(draft.analysis, draft.article.text);
    const auto report = store_.put(draft.article, draft.analysis, "engine-1");
    ASSERT_TRUE(report.ok()) << to_string(report.error());
    ASSERT_TRUE(derive(store_).ok());
  }
  // "kind about matter: one (source) | other (source)".
  Strings found(const DisputeQuery& query = {}) {
    const auto all = disputes(store_, query);
    EXPECT_TRUE(all.ok()) << (all.ok() ? "" : to_string(all.error()));
    Strings out;
    if (!all.ok()) return out;
    for (const auto& row : dispute_table(*all).rows)
      out.push_back(row[0] + " " + row[1] + " " + row[2] + ": " + row[3] + " (" + row[4] + ") | " +
                    row[6] + " (" + row[7] + ")");
    for (const Disagreement& one : *all)
      for (const DisputeSide& side : one.sides) {
        const auto explained = explain(store_, side.id);
        EXPECT_TRUE(explained.ok() && explained->sources.front().words == side.words) << side.id;
      }
    return out;
  }
  static Draft membership(const std::string& text, const std::string& day, const std::string& value,
                          Modality modality = Modality::kAsserted) {
    Draft d(text, day, "Голос");
    d.status("membership", d.entity("state/velon", EntityKind::kState, "Велонь", {}),
             d.entity("org/league", EntityKind::kOrg, "Лига", {}), value, text, "", modality);
    return d;
  }
  static Draft amount(const std::string& text, const std::string& words, double value) {
    Draft d(text, "2031-05-12", "Голос");
    const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {"Велони"});
    d.figure(words, value, "USD", {velon});
    d.analysis.figures.back().approx = "exact";
    d.time("в 2030 году", "2030");
    return d;
  }

  store::TempFolder folder_;
  Store store_;
};

TEST_F(DisputesTest, AStatusAndItsDenial) {
  put(membership("Велонь вступила в Лигу", "2031-05-01", "member"));
  EXPECT_EQ(found(), Strings{});
  put(membership("Велонь не состоит в Лиге", "2031-05-02", "member", Modality::kDenied));
  const Strings want{
      "membership modality Велонь – Лига: member (Голос, 2031-05-01) | member denied (Голос, "
      "2031-05-02)"};
  EXPECT_EQ(found().size(), 1U);
  EXPECT_TRUE(found() == want || found()[0].find("member denied (Голос, 2031-05-02) | member") !=
                                     std::string::npos)
      << found()[0];
  EXPECT_EQ(found({.actor = {"state/velon"}, .with = {"org/league"}}).size(), 1U);
  EXPECT_EQ(found({.actor = {"state/ardania"}}).size(), 0U);
  EXPECT_EQ(found({.known = "2031-05-01"}).size(), 0U) << "not denied yet";
  EXPECT_EQ(disputes(store_, {.known = "завтра"}).error().code, Code::kBadInput);
}

TEST_F(DisputesTest, AnActAndItsDenial) {
  for (const bool denied : {false, true}) {
    Draft d(denied ? "Ардания отрицает удар по Велони" : "Ардания нанесла удар по Велони",
            denied ? "2031-05-02" : "2031-05-01", denied ? "Юг" : "Голос");
    const uint32_t ardania = d.entity("state/ardania", EntityKind::kState, "Ардания", {"Ардания"});
    const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {"Велони"});
    d.act("attack", denied ? "удар по Велони" : "нанесла удар по Велони", "",
          {{"agent", ardania}, {"recipient", velon}},
          denied ? Modality::kDenied : Modality::kOccurred);
    if (denied) d.analysis.claims.back().said_by = {ardania};
    put(d);
  }
  EXPECT_EQ(found(), Strings{"attack modality Ардания – Велонь: occurred (Голос, 2031-05-01) | "
                             "denied (Ардания < Юг, 2031-05-02)"});
  EXPECT_EQ(found({.actor = {"state/velon"}, .with = {"state/ardania"}}).size(), 1U);
  EXPECT_EQ(found({.actor = {"org/league"}}).size(), 0U);
}

TEST_F(DisputesTest, TwoValuesOfAFigure) {
  put(amount("Товарооборот Велони в 2030 году — 2 млрд долларов", "2 млрд долларов", 2e9));
  put(amount("Товарооборот Велони в 2030 году — 3 млрд долларов", "3 млрд долларов", 3e9));
  put(amount("У Велони товарооборот в 2030 году: 2 млрд долларов", "2 млрд долларов", 2e9));
  const Strings all = found();
  ASSERT_EQ(all.size(), 1U) << "those who say the same are one side";
  EXPECT_EQ(all[0], "figure value Велонь: товарооборот: 2 млрд долларов (Голос, 2031-05-12) | 3 "
                    "млрд долларов (Голос, 2031-05-12)");
  const auto whole = disputes(store_, {});
  EXPECT_EQ((*whole)[0].sides[0].ids.size(), 2U);
  EXPECT_EQ((*whole)[0].why, "2000000000 against 3000000000");
  EXPECT_EQ(found({.actor = {"state/velon"}}).size(), 1U);
  EXPECT_EQ(found({.actor = {"state/ardania"}}).size(), 0U);
}

TEST_F(DisputesTest, AWeekdayAgainstTheDateBesideIt) {
  Draft right("Встреча пройдет в среду, 14 мая.", "2031-05-12"),
      wrong("Встреча пройдет в четверг, 14 мая.", "2031-05-12"),
      two("Встреча в четверг, а 14 мая визит.", "2031-05-12");
  for (Draft* draft : {&right, &wrong, &two}) {
    const bool wednesday = draft == &right;
    draft->time(wednesday ? "в среду" : "в четверг", wednesday ? "2031-05-14" : "2031-05-15");
    draft->analysis.times.back().origin.by = "rule:weekday";
    draft->time("14 мая", "2031-05-14");
    put(*draft);
  }
  EXPECT_EQ(found(), Strings{"day date в четверг, 14 мая: 2031-05-15 (2031-05-12) | 2031-05-14 "
                             "(2031-05-12)"});
  EXPECT_EQ(found({.known = "2031-05-11"}).size(), 0U);
}

TEST(ArticleDisputes, NameClaimsFiguresAndTimes) {
  Draft d("Велонь в Лиге, сказал Орлан. Талан это отрицает.", "2031-05-12");
  const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {"Велонь"});
  const uint32_t league = d.entity("org/league", EntityKind::kOrg, "Лига", {"Лиге"});
  const uint32_t orlan = d.entity("person/orlan", EntityKind::kPerson, "Орлан", {"Орлан"});
  const uint32_t talan = d.entity("person/talan", EntityKind::kPerson, "Талан", {"Талан"});
  d.status("membership", velon, league, "member", "Велонь в Лиге").said_by = {orlan};
  d.status("membership", velon, league, "member", "это отрицает", "", Modality::kDenied).said_by = {
      talan};
  auto all = article_disputes(d.analysis, d.article.text);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].between[0].of, DisputeItem::Of::kClaim);
  EXPECT_EQ(all[0].between[1].index, 1U);
  EXPECT_EQ(all[0].about, "modality");
  d.analysis.claims.back().said_by = {orlan};
  EXPECT_TRUE(article_disputes(d.analysis, d.article.text).empty()) << "one voice";
}

}  // namespace
}  // namespace letopis::chronicle
