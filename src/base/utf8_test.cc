#include "base/utf8.h"

#include <gtest/gtest.h>

namespace letopis::utf8 {
namespace {

TEST(Utf8, RepairsEachMaximalIllFormedSequenceOnce) {
  size_t replaced = 0;
  EXPECT_EQ(repair("a\xC3(\xE2\x82z\xFF", &replaced), "a\xEF\xBF\xBD(\xEF\xBF\xBDz\xEF\xBF\xBD");
  EXPECT_EQ(replaced, 3U);
  EXPECT_TRUE(valid("Казахстан 🙂"));
  EXPECT_FALSE(valid("\xED\xA0\x80"));  // a surrogate
  EXPECT_FALSE(valid("\xC0\xAF"));      // overlong
}

TEST(Utf8, CodePointsAndBytesAreInverse) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "яa🙂—";
  const CodePoints map(text);
  EXPECT_EQ(map.size(), 400U);
  uint32_t index = 0;
  for (size_t at = 0; at < text.size(); ++index) {
    EXPECT_EQ(map.at_byte(text, static_cast<uint32_t>(at)), index);
    EXPECT_EQ(map.to_byte(text, index), at);
    next(text, at);
  }
  EXPECT_EQ(map.at_byte(text, static_cast<uint32_t>(text.size())), 400U);
  EXPECT_EQ(map.to_byte(text, 400), text.size());
}

TEST(Utf8, PreviousUndoesNext) {
  const std::string text = "Ёж — 🙂";
  size_t at = text.size();
  std::u32string back;
  while (at > 0) back.insert(back.begin(), previous(text, at));
  EXPECT_EQ(back, decode(text));
  EXPECT_EQ(encode(back), text);
}

}  // namespace
}  // namespace letopis::utf8
