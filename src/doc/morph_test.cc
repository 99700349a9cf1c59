#include "doc/morph.h"

#include <gtest/gtest.h>

namespace letopis {
namespace {

TEST(Morph, ReadsAndWritesTags) {
  const auto tag = morph_of(
      "VERB|Aspect=Perf|Gender=Masc|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin|Voice=Act");
  ASSERT_TRUE(tag.has_value());
  EXPECT_EQ(tag->upos, Upos::kVerb);
  EXPECT_TRUE(tag->finite());
  EXPECT_EQ(feats(*tag),
            "Aspect=Perf|Gender=Masc|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin|Voice=Act");
  EXPECT_EQ(feats(*morph_of("X|Foreign=Yes")), "Foreign=Yes");
  EXPECT_EQ(feats(*morph_of("ADP")), "_");
}

TEST(Morph, RefusesUnknownTags) {
  for (const char* tag : {"", "<pad>", "NOUN|Case", "NOUN|Case=Abl", "NOUN|Tone=High"})
    EXPECT_FALSE(morph_of(tag)) << tag;
}

}  // namespace
}  // namespace letopis
