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

}  // namespace
}  // namespace letopis::exporting
