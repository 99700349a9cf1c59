#include "extract/unnamed.h"

#include <gtest/gtest.h>

#include "base/test_packs.h"
#include "extract/test_documents.h"

namespace letopis::extract {
namespace {

constexpr const char* kText =
    "Источник источник NOUN|Animacy=Anim|Case=Nom|Number=Sing 5 nsubj\n"
    "в в ADP 3 case\n"
    "палате палата NOUN|Case=Loc 1 nmod\n"
    "это это PRON|Case=Acc 5 obj\n"
    "подтвердил подтвердить VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
    "\n"
    "Источники источник NOUN|Animacy=Anim|Case=Nom|Number=Plur 2 nsubj\n"
    "молчат молчать VERB|Tense=Pres|VerbForm=Fin|Voice=Act 0 root\n"
    "\n"
    "Источник источник NOUN|Animacy=Anim|Case=Nom|Number=Sing 2 nsubj\n"
    "ушел уйти VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n";

class UnnamedTest : public testing::Test {
 protected:
  void SetUp() override {
    LT_NEED_PACK(opencorpora, "opencorpora.pack");
    files_ = std::make_unique<DataFiles>(DataFiles::from_folder("data").value());
    lexicon_ = std::make_unique<morph::Lexicon>(morph::Lexicon::open(opencorpora, *files_).value());
    analysis_.text_sha256 = "0123456789abcdef";
  }
  void say(uint32_t begin, uint32_t end) {
    Quote quote;
    quote.speaker_span = made_.doc.span_of(begin, end);
    quote.speaker_text = std::string(quote.speaker_span.of(made_.doc.text()));
    analysis_.quotes.push_back(quote);
  }
  void name() { UnnamedActors::load(*files_, *lexicon_).value().of_quotes(made_.doc, analysis_); }

  std::unique_ptr<DataFiles> files_;
  std::unique_ptr<morph::Lexicon> lexicon_;
  TestDocument made_ = document_of(kText);
  Analysis analysis_;
};

TEST_F(UnnamedTest, OneDescriptionIsOneSpeakerOfItsArticle) {
  say(0, 3);
  say(7, 8);  // the bare noun later: the same
  name();
  ASSERT_EQ(analysis_.entities.size(), 1U);
  EXPECT_EQ(analysis_.entities[0].name, "источник в палате");
  EXPECT_EQ(analysis_.entities[0].id, "person/istochnik-v-palate-01234567");
  EXPECT_TRUE(analysis_.entities[0].unnamed);
  EXPECT_EQ(analysis_.quotes[0].speaker, 0U);
  EXPECT_EQ(analysis_.quotes[1].speaker, 0U);
  EXPECT_EQ(analysis_.quotes[0].speaker_text, "Источник в палате");  // no name is claimed
  ASSERT_EQ(analysis_.mentions.size(), 2U);
  EXPECT_EQ(analysis_.mentions[0].form, MentionForm::kDescriptor);
}

TEST_F(UnnamedTest, OneAndSeveralAreNotTheSame) {
  say(0, 3);
  say(5, 6);
  name();
  EXPECT_EQ(analysis_.entities.size(), 2U);
}

TEST_F(UnnamedTest, ASpeakerWhoIsKnownStays) {
  say(0, 3);
  analysis_.entities.push_back(
      {"person/x", EntityKind::kPerson, EntityType::kPerson, "X", "", true});
  analysis_.quotes[0].speaker = 0;
  name();
  EXPECT_EQ(analysis_.entities.size(), 1U);
  EXPECT_TRUE(analysis_.mentions.empty());
}

}  // namespace
}  // namespace letopis::extract
