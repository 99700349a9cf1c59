#include "chronicle/dossier.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "chronicle/derive.h"
#include "store/test_articles.h"

namespace letopis::chronicle {
namespace {

using store::Draft;
using store::Store;
using Strings = std::vector<std::string>;

// A denial, an offer in reported words, a document, an undated report.
Draft talks() {
  Draft d(
      "Мира Талан сказала, что Ардания предложила Велони переговоры. Велонь и Ардания подписали "
      "Озёрное соглашение 20 мая, Орлан не встречался с Талан.",
      "2031-05-21", "Вестник Ардании", "https://vestnik.example/9");
  const uint32_t ardania = d.entity("state/ardania", EntityKind::kState, "Ардания", {"Ардания"});
  const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {"Велони"});
  const uint32_t talan =
      d.entity("person/mira-talan", EntityKind::kPerson, "Мира Талан", {"Мира Талан"}, false);
  const uint32_t pact = d.entity("document/lake", EntityKind::kDocument, "Озёрное соглашение",
                                 {"Озёрное соглашение"});
  d.act("negotiate", "Ардания предложила Велони переговоры", "2031-05-21",
        {{"agent", ardania}, {"co_agent", velon}}, Modality::kOffered);
  d.act("sign", "Велонь и Ардания подписали Озёрное соглашение 20 мая", "2031-05-20",
        {{"agent", velon}, {"co_agent", ardania}, {"instrument", pact}});
  d.act("meet", "Орлан не встречался с Талан", "2031-05-20",
        {{"agent", velon}, {"co_agent", ardania}}, Modality::kNegated);
  Quote& quote = d.quote("Ардания предложила Велони переговоры", talan, "сказала");
  quote.kind = QuoteKind::kIndirect;
  return d;
}

class Gather : public testing::Test {
 protected:
  Gather() : store_(store::open_store(folder_.file("a.db"))) {}
  void put(const std::vector<Draft>& drafts) {
    for (const Draft& draft : drafts)
      EXPECT_TRUE(store_.put(draft.article, draft.analysis, "engine-1").ok());
    EXPECT_TRUE(derive(store_).ok());
  }
  Dossier gather(const DossierQuery& query) {
    auto dossier = gather_dossier(store_, query);
    EXPECT_TRUE(dossier.ok()) << (dossier.ok() ? "" : to_string(dossier.error()));
    return dossier.ok() ? std::move(dossier).value() : Dossier{};
  }
  Dossier pair() { return gather({"state/ardania", "state/velon", "", ""}); }
  // "section what modality date" of each line.
  static Strings lines(const Dossier& dossier) {
    Strings out;
    for (const Dossier::Line& line : dossier.lines)
      out.push_back(std::string(dossier_section_name(line.section)) + " " + line.what + " " +
                    line.modality + " " + line.edtf);
    return out;
  }
  static const Dossier::Line* find(const Dossier& dossier, DossierSection section,
                                   std::string_view what) {
    for (const Dossier::Line& line : dossier.lines)
      if (line.section == section && line.what == what) return &line;
    return nullptr;
  }

  store::TempFolder folder_;
  Store store_;
};

TEST_F(Gather, SetsReportsThatCannotAllBeTrueAgainstEachOther) {
  std::vector<Draft> told;
  for (const bool denied : {false, true}) {
    Draft d(denied ? "Велонь с Арданией не союзники." : "Велонь с Арданией союзники.",
            denied ? "2031-05-02" : "2031-05-01", denied ? "Юг" : "Север");
    const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {"Велонь"});
    const uint32_t ardania = d.entity("state/ardania", EntityKind::kState, "Ардания", {"Арданией"});
    d.status("relation-level", velon, ardania, "partnership", "союзники", "",
             denied ? Modality::kDenied : Modality::kAsserted);
    told.push_back(std::move(d));
  }
  put(told);
  const Dossier dossier = pair();
  const Dossier::Line* line = find(dossier, DossierSection::kDisputes, "modality");
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->kind, "dispute");
  EXPECT_EQ(line->unit, "relation-level");
  EXPECT_EQ(line->value, "partnership");
  ASSERT_EQ(line->told.size(), 2U);
  EXPECT_NE(line->told[0].article, line->told[1].article);
  EXPECT_NE(line->told[0].modality, line->told[1].modality);
  EXPECT_EQ(find(gather({"state/ardania", "state/velon", "", "2031-05-01"}),
                 DossierSection::kDisputes, "modality"),
            nullptr)
      << "not denied yet";
}

// What only a commentator tells of stands apart, until an article gives that person an office.
TEST_F(Gather, WhatOnlyPrivatePersonsTellStandsApart) {
  Draft d("Ардания помогает Велони, сказал Олег Рун.", "2031-05-01");
  const uint32_t ardania = d.entity("state/ardania", EntityKind::kState, "Ардания", {"Ардания"});
  const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {"Велони"});
  const uint32_t run =
      d.entity("person/oleg-run", EntityKind::kPerson, "Олег Рун", {"Олег Рун"}, false);
  d.act("aid", "Ардания помогает Велони", "2031-05-01", {{"agent", ardania}, {"recipient", velon}},
        Modality::kOngoing);
  d.quote("Ардания помогает Велони", run, "сказал").kind = QuoteKind::kIndirect;
  Draft office("Олег Рун стал министром Велони.", "2031-06-01");
  const uint32_t later = office.entity("state/velon", EntityKind::kState, "Велонь", {"Велони"});
  const uint32_t minister =
      office.entity("person/oleg-run", EntityKind::kPerson, "Олег Рун", {"Олег Рун"}, false);
  office.status("office", minister, later, "in_office", "министром Велони");
  put({d});
  EXPECT_NE(find(pair(), DossierSection::kViews, "aid"), nullptr);
  put({office});
  EXPECT_NE(find(pair(), DossierSection::kTimeline, "aid"), nullptr);
}

TEST_F(Gather, PutsEachFactWhereItBelongs) {
  put(store::five_articles());
  put({talks()});
  EXPECT_EQ(lines(pair()),
            (Strings{"timeline visit occurred 2031-05-11", "timeline sign occurred 2031-05-12",
                     "timeline sign occurred 2031-05-20", "planned negotiate offered 2031-05-21",
                     "denied meet negated 2031-05-20", "documents   2031-05-20",
                     "figures товарооборот  2031-05-12", "quotes indirect  2031-05-21"}));
}

TEST_F(Gather, SaysWhoSaysSo) {
  put({talks()});
  const Dossier dossier = pair();
  const Dossier::Line* offer = find(dossier, DossierSection::kPlanned, "negotiate");
  ASSERT_NE(offer, nullptr);
  ASSERT_EQ(offer->told.front().said_by.size(), 1U) << "the words stand inside a quote";
  EXPECT_EQ(dossier.actors[offer->told.front().said_by[0]].name, "Мира Талан");
  const Dossier::Line* sign = find(dossier, DossierSection::kTimeline, "sign");
  ASSERT_NE(sign, nullptr);
  EXPECT_TRUE(sign->told.front().said_by.empty()) << "the outlet's own words";
}

TEST_F(Gather, EvidenceIsBytesOfTheArticle) {
  put(store::five_articles());
  const Dossier dossier = pair();
  const Dossier::Line* visit = find(dossier, DossierSection::kTimeline, "visit");
  ASSERT_NE(visit, nullptr);
  ASSERT_EQ(visit->told.size(), 2U) << "held, and planned before";
  const Dossier::Told& held = visit->told[0];
  EXPECT_EQ(held.marks.at(0).of(dossier.articles.at(held.article).text),
            "Министр Велони Ким Орлан 11 мая прибыл в Ардену");
  EXPECT_EQ(visit->told[1].modality, "planned");
  EXPECT_EQ(visit->origins, 2U);
  EXPECT_TRUE(
      std::is_sorted(dossier.articles.begin(), dossier.articles.end(),
                     [](const auto& a, const auto& b) { return a.published < b.published; }));
}

TEST_F(Gather, NamesEachPartyOnce) {
  put(store::five_articles());
  const Dossier dossier = pair();
  const Dossier::Line* sign = find(dossier, DossierSection::kTimeline, "sign");
  ASSERT_NE(sign, nullptr);
  EXPECT_EQ(sign->told.size(), 2U) << "two articles, the parties in the other order";
  Strings names;
  for (const Dossier::Filler& filler : sign->fillers)
    names.push_back(dossier.actors.at(filler.actor).name);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (Strings{"Ардания", "Велонь"}));
}

TEST_F(Gather, DocumentsReferToTheirActs) {
  put({talks()});
  const Dossier dossier = pair();
  const auto document =
      std::find_if(dossier.lines.begin(), dossier.lines.end(),
                   [](const auto& line) { return line.section == DossierSection::kDocuments; });
  ASSERT_NE(document, dossier.lines.end());
  EXPECT_EQ(document->id, "document/lake");
  ASSERT_EQ(document->refs.size(), 1U);
  EXPECT_EQ(dossier.lines.at(document->refs[0]).what, "sign");
}

TEST_F(Gather, StatusesStandWithTheirSource) {
  Draft d("Велонь вступила в Союз Гаваней. Ардания и Велонь остаются стратегическими партнёрами.",
          "2031-06-01", "Голос Велони");
  const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {"Велонь"});
  const uint32_t ardania = d.entity("state/ardania", EntityKind::kState, "Ардания", {"Ардания"});
  const uint32_t bloc =
      d.entity("org/harbours", EntityKind::kOrg, "Союз Гаваней", {"Союз Гаваней"});
  d.status("membership", velon, bloc, "member", "Велонь вступила в Союз Гаваней", "2031-05-30");
  d.status("relation-level", ardania, velon, "strategic_partnership",
           "Ардания и Велонь остаются стратегическими партнёрами");
  put({d});
  const Dossier dossier = pair();
  const Dossier::Line* member = find(dossier, DossierSection::kStanding, "membership");
  ASSERT_NE(member, nullptr);
  EXPECT_EQ(member->value, "member");
  EXPECT_EQ(member->told.front().marks.at(0).of(dossier.articles.at(0).text),
            "Велонь вступила в Союз Гаваней");
  const Dossier::Line* level = find(dossier, DossierSection::kStanding, "relation-level");
  ASSERT_NE(level, nullptr);
  EXPECT_LT(level, member) << "what lies between the sides comes first";
  const Dossier alone = gather({"org/harbours", "", "", ""});
  EXPECT_NE(find(alone, DossierSection::kStanding, "membership"), nullptr);
  EXPECT_EQ(find(alone, DossierSection::kStanding, "relation-level"), nullptr);
}

TEST_F(Gather, ShowsWhatWasKnownOnADay) {
  put(store::five_articles());
  Dossier then = gather({"state/ardania", "state/velon", "", "2031-05-10"});
  EXPECT_EQ(lines(then), (Strings{"planned visit planned 2031-05-11"}));
  EXPECT_EQ(then.articles.size(), 1U);
  then = gather({"state/ardania", "state/velon", "2031-05-11", ""});
  EXPECT_EQ(find(then, DossierSection::kTimeline, "sign"), nullptr) << "it had not begun";
  EXPECT_NE(find(then, DossierSection::kTimeline, "visit"), nullptr);
}

TEST_F(Gather, CountsWhatHasNoDate) {
  put(store::five_articles());
  const Dossier dossier = gather({"person/talan", "", "", "2031-07-01"});
  EXPECT_TRUE(dossier.lines.empty() || dossier.left_out == 0);
  const auto meeting = gather({"person/orlan", "", "", "2031-07-01"});
  EXPECT_TRUE(meeting.lines.empty());
  EXPECT_EQ(meeting.left_out, 1) << "the article without a date tells of a meeting";
}

TEST_F(Gather, ShowsWordsOnceWhereAReportHoldsAQuote) {
  Draft d("Мира Талан сказала, что Велонь «надёжный друг» Ардании.", "2031-06-01", "Голос");
  d.entity("state/ardania", EntityKind::kState, "Ардания", {"Ардании"});
  d.entity("state/velon", EntityKind::kState, "Велонь", {"Велонь"});
  const uint32_t talan =
      d.entity("person/mira-talan", EntityKind::kPerson, "Мира Талан", {"Мира Талан"}, false);
  d.quote("Велонь «надёжный друг» Ардании", talan, "сказала").kind = QuoteKind::kIndirect;
  d.quote("надёжный друг", talan, "сказала").kind = QuoteKind::kFragment;
  put({d});
  const Dossier dossier = pair();
  ASSERT_EQ(dossier.lines.size(), 1U);
  EXPECT_EQ(dossier.lines[0].value, "Велонь «надёжный друг» Ардании");
  EXPECT_EQ(dossier.lines[0].group, 2) << "of both, by somebody who belongs to neither";
}

TEST_F(Gather, IsTheSameInAnyOrderOfArrival) {
  const auto drafts = store::five_articles();
  put(drafts);
  put({talks()});
  const Dossier one = pair();
  Store other = store::open_store(folder_.file("b.db"));
  const Draft last = talks();
  EXPECT_TRUE(other.put(last.article, last.analysis, "engine-1").ok());
  for (auto draft = drafts.rbegin(); draft != drafts.rend(); ++draft)
    EXPECT_TRUE(other.put(draft->article, draft->analysis, "engine-1").ok());
  EXPECT_TRUE(derive(other).ok());
  const auto two = gather_dossier(other, {"state/ardania", "state/velon", "", ""});
  ASSERT_TRUE(two.ok());
  EXPECT_EQ(lines(one), lines(*two));
  for (size_t i = 0; i < one.lines.size(); ++i) {
    EXPECT_EQ(one.lines[i].id, two->lines[i].id);
    ASSERT_EQ(one.lines[i].told.size(), two->lines[i].told.size());
    for (size_t k = 0; k < one.lines[i].told.size(); ++k) {
      EXPECT_EQ(one.lines[i].told[k].article, two->lines[i].told[k].article);
      EXPECT_EQ(one.lines[i].told[k].marks, two->lines[i].told[k].marks);
    }
  }
}

TEST_F(Gather, TellsWhatItCannotGather) {
  put(store::five_articles());
  EXPECT_EQ(gather_dossier(store_, {"state/nowhere", "", "", ""}).error().code, Code::kNotFound);
  EXPECT_EQ(gather_dossier(store_, {"state/velon", "", "завтра", ""}).error().code,
            Code::kBadInput);
  EXPECT_EQ(gather_dossier(store_, {"", "", "", ""}).error().code, Code::kBadInput);
}

}  // namespace
}  // namespace letopis::chronicle
