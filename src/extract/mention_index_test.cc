#include "extract/mention_index.h"

#include <gtest/gtest.h>

#include "extract/test_documents.h"

namespace letopis::extract {
namespace {

class MentionIndexTest : public testing::Test {
 protected:
  // A mention of entity 0, or of nobody, from one word to another.
  uint32_t mention(std::string_view first, std::string_view last, MentionForm form,
                   bool tied = true) {
    const Span span = made_.doc.span_of(made_.find(first), made_.find(last) + 1);
    analysis_.mentions.push_back({span,
                                  EntityType::kPerson,
                                  form,
                                  "",
                                  tied ? std::vector<uint32_t>{0} : std::vector<uint32_t>{},
                                  {}});
    return static_cast<uint32_t>(analysis_.mentions.size() - 1);
  }
  TestDocument made_ = document_of(
      "Президент президент NOUN|Animacy=Anim|Case=Nom 5 nsubj\n"
      "Вельдории вельдория PROPN|Case=Gen 1 nmod\n"
      "Радим радим PROPN|Animacy=Anim|Case=Nom 1 appos\n"
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 3 flat:name\n"
      "прибыл прибыть VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n");
  Analysis analysis_;
};

TEST_F(MentionIndexTest, AMentionStandsAtItsSyntacticHead) {
  const uint32_t role = mention("Президент", "Вельдории", MentionForm::kRole);
  const uint32_t state = mention("Вельдории", "Вельдории", MentionForm::kName);
  const uint32_t name = mention("Радим", "Тарсов", MentionForm::kName);
  const MentionIndex index(made_.doc, analysis_);
  EXPECT_EQ(index.head(role), made_.find("Президент"));
  EXPECT_EQ(index.head(name), made_.find("Радим"));
  EXPECT_EQ(index.best(made_.find("Президент")), &analysis_.mentions[role]);
  EXPECT_EQ(index.best(made_.find("Вельдории")), &analysis_.mentions[state]);
  EXPECT_EQ(index.best(made_.find("Радим")), &analysis_.mentions[name]);
  EXPECT_EQ(index.best(made_.find("Тарсов")), nullptr);
  EXPECT_EQ(index.best(made_.find("прибыл")), nullptr);
}

TEST_F(MentionIndexTest, CoveringMentionsComeLargestFirst) {
  const uint32_t state = mention("Вельдории", "Вельдории", MentionForm::kName);
  const uint32_t role = mention("Президент", "Вельдории", MentionForm::kRole);
  const MentionIndex index(made_.doc, analysis_);
  const auto covering = index.covering(made_.find("Вельдории"));
  EXPECT_EQ(std::vector<uint32_t>(covering.begin(), covering.end()),
            (std::vector<uint32_t>{role, state}));
  EXPECT_TRUE(index.covering(made_.find("прибыл")).empty());
}

TEST_F(MentionIndexTest, OfMentionsAtOneHeadTheLargestThatIsTiedToSomebodyIsBest) {
  const uint32_t bare = mention("Президент", "Президент", MentionForm::kRole);
  mention("Президент", "Вельдории", MentionForm::kRole, false);
  const MentionIndex index(made_.doc, analysis_);
  EXPECT_EQ(index.best(made_.find("Президент")), &analysis_.mentions[bare]);
}

TEST_F(MentionIndexTest, ASpanWithoutTokensHasNoHead) {
  const uint32_t end = static_cast<uint32_t>(made_.article->text.size());
  analysis_.mentions.push_back({{end, end}, EntityType::kPerson, MentionForm::kName, "", {0}, {}});
  const MentionIndex index(made_.doc, analysis_);
  EXPECT_EQ(index.head(0), kNoToken);
  EXPECT_EQ(index.tokens({end, end}).begin, index.tokens({end, end}).end);
}

}  // namespace
}  // namespace letopis::extract
