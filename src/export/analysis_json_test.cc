#include "export/analysis_json.h"

#include <gtest/gtest.h>

#include "store/test_articles.h"

namespace letopis::exporting {
namespace {

TEST(AnalysisJson, GivesTheShapeInCodePoints) {
  const store::Draft draft = store::planned_visit();
  const std::string json = analysis_json(draft.article, draft.analysis);
  for (const char* part :
       {"\"published\":\"2031-05-08\"", "\"language\":\"ru\"", "\"relations\":[]",
        "\"disputes\":[]", "\"events\":[{\"id\":\"e1\",\"act\":\"visit\",",
        "\"roles\":{\"host\":[\"state/ardania\"],\"place\":[\"place/arden\"],\"visitor\":[\"person/"
        "kim-orlan\"]}",
        "\"said_by\":[\"person/mira-talan\"]",
        "\"evidence\":[{\"begin\":10,\"end\":31,\"text\":\"посетит Ардену 11 мая\"}]",
        "\"origin\":\"rule:visit/verb\"", "\"speaker\":\"person/mira-talan\",\"cue\":\"сказала\""})
    EXPECT_NE(json.find(part), std::string::npos) << part << "\n" << json;
}

TEST(AnalysisJson, GivesStatusesAndFigures) {
  const store::Draft draft = store::held_visit();
  const std::string json = analysis_json(draft.article, draft.analysis);
  for (const char* part :
       {"\"statuses\":[{\"id\":\"s1\",\"subject\":\"person/"
        "kim-orlan\",\"kind\":\"office\",\"object\":\"state/velon\",\"value\":\"in_office\"",
        "\"value\":2000000000,\"unit\":\"USD\"", "\"of\":[\"state/velon\",\"state/ardania\"]"})
    EXPECT_NE(json.find(part), std::string::npos) << part << "\n" << json;
}

// One article about the invented states, with everything that has more than one shape.
struct Shapes {
  Article article;
  Analysis analysis;
  Shapes() {
    article.text = "\U0001F642 «Порт» \"открыт\"\n";
    article.doc = "in/\"a\".txt";
    analysis.text_sha256 = "00";
    analysis.entities = {
        {"state/veldoria", EntityKind::kState, EntityType::kCountry, "Вельдория", "", true},
        {"state/lestania", EntityKind::kState, EntityType::kCountry, "Лестания", "Q1", true}};
  }
  Span words(std::string_view words) const {
    const auto at = static_cast<uint32_t>(article.text.find(words));
    return {at, at + static_cast<uint32_t>(words.size())};
  }
  void expect(const std::string& part) const {
    const std::string json = analysis_json(article, analysis);
    EXPECT_NE(json.find(part), std::string::npos) << part << "\n" << json;
  }
};

TEST(AnalysisJson, WhatIsUnknownIsNullAndWhatIsNoneIsAnEmptyList) {
  EXPECT_EQ(
      analysis_json({}, {}),
      R"({"doc":"","sha256":"","language":null,"published":null,"published_by":"unknown","published_in_text":null,"outlet":null,)"
      R"("title":null,"authors":[],"boilerplate":[],"entities":[],"times":[],"figures":[],"quotes":[],"events":[],"statuses":[],)"
      R"("disputes":[],"mentions":[],"relations":[]})");
}

TEST(AnalysisJson, OffsetsAreCodePointsAndTextIsEscaped) {
  Shapes shapes;
  shapes.analysis.masks = {{shapes.words("«Порт»"), MaskKind::kMenu}};
  shapes.analysis.times = {{shapes.words("\"открыт\"\n"), {}, {"rule:x", 1.0F}}};
  shapes.expect(R"("doc":"in/\"a\".txt")");
  shapes.expect(R"("boilerplate":[{"begin":2,"end":8,"text":"«Порт»","why":"menu"}])");
  shapes.expect(
      R"({"begin":9,"end":18,"text":"\"открыт\"\n","edtf":null,"anchor":"none","confidence":1,"origin":"rule:x"})");
}

TEST(AnalysisJson, AMentionIsTiedToNobodyOneOrSeveral) {
  Shapes shapes;
  for (const std::vector<uint32_t>& tied : {std::vector<uint32_t>{}, {1}, {0, 1}})
    shapes.analysis.mentions.push_back({shapes.words("Порт"),
                                        EntityType::kCountry,
                                        MentionForm::kDescriptor,
                                        "порт",
                                        tied,
                                        {"rule:x", 0.6F}});
  shapes.expect(R"("normal":"порт","confidence":0.6})");
  shapes.expect(R"("entity":"state/lestania")");
  shapes.expect(R"("entity":["state/veldoria","state/lestania"])");
  shapes.expect(
      R"("id":"state/veldoria","type":"COUNTRY","name":"Вельдория","wikidata":null,"mentions":[{"begin":3,"end":7,"text":"Порт","form":"descriptor"}]})");
}

TEST(AnalysisJson, ASpeakerIsAnEntityAWordOrNobody) {
  Shapes shapes;
  Quote known, word, nobody;
  known.span = word.span = nobody.span = shapes.words("Порт");
  known.speaker = 0;
  known.via = {1};
  word.speaker_text = "источник";
  shapes.analysis.quotes = {known, word, nobody};
  shapes.expect(R"("speaker":"state/veldoria","cue":null,"via":["state/lestania"])");
  shapes.expect(R"("speaker":"источник")");
  shapes.expect(R"("speaker":null)");
}

TEST(AnalysisJson, ARangeIsAPairOfValues) {
  Shapes shapes;
  Figure exact, range;
  exact.span = range.span = shapes.words("Порт");
  exact.value = exact.high = 2.5;
  range.value = 3;
  range.high = 5;
  shapes.analysis.figures = {exact, range};
  shapes.expect(R"("value":2.5,)");
  shapes.expect(R"("value":3,"high":5,)");
}

TEST(AnalysisJson, FlatNamesStandInPlaceOfMentionsWhereAsked) {
  Shapes shapes;
  shapes.analysis.mentions = {
      {shapes.words("открыт"), EntityType::kEvent, MentionForm::kName, "открыть", {}, {}}};
  shapes.analysis.flat_names = {{shapes.words("Порт"), NameType::kOrg, "Порт"}};
  shapes.expect(R"("mentions":[{"begin":10,"end":16,"text":"открыт","type":"EVENT")");
  EXPECT_NE(
      analysis_json(shapes.article, shapes.analysis, Mentions::kFlat)
          .find(
              R"("mentions":[{"begin":3,"end":7,"text":"Порт","type":"ORG","normal":"Порт"}],"rel)"),
      std::string::npos);
}

TEST(AnalysisJson, DisputesNameClaimsOfBothKinds) {
  Shapes shapes;
  Claim act, status;
  act.frame = "visit";
  act.evidence = status.evidence = {shapes.words("Порт")};
  act.arguments = {{"host", 0, "", {}}, {"host", 0, "", {}}, {"topic", kNoEntity, "порт", {}}};
  status.kind = ClaimKind::kStatus;
  status.frame = "membership";
  shapes.analysis.claims = {status, act};
  shapes.analysis.disputes = {
      {{{{DisputeItem::Of::kClaim, 1}, {DisputeItem::Of::kClaim, 0}}}, "date", "two dates"},
      {{{{DisputeItem::Of::kTime, 0}, {DisputeItem::Of::kFigure, 2}}}, "value", "x"}};
  shapes.expect(R"("roles":{"host":["state/veldoria"],"topic":["порт"]})");
  shapes.expect(R"("disputes":[{"between":["e1","s1"],"about":"date","why":"two dates"},)"
                R"({"between":["times/0","figures/2"],"about":"value","why":"x"}])");
}

}  // namespace
}  // namespace letopis::exporting
