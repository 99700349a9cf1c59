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

TEST(Morph, FeaturesHaveAnOrder) {
  const auto values = feature_values(*morph_of("NOUN|Case=Gen|Number=Sing"));
  const auto number = feature_of("Number"), gcase = feature_of("Case");
  ASSERT_TRUE(number && gcase);
  EXPECT_EQ(feature_of("Abbr"), 0U);
  EXPECT_EQ(feature_of("Voice"), kFeatures - 1);
  EXPECT_EQ(feature_of("Tone"), std::nullopt);
  for (size_t f = 0; f < kFeatures; ++f) EXPECT_EQ(values[f] != 0, f == *number || f == *gcase);
  EXPECT_EQ(values[*gcase], feature_values(*morph_of("ADJ|Case=Gen"))[*gcase]);
}

}  // namespace
}  // namespace letopis
