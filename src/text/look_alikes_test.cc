#include "text/look_alikes.h"

#include <gtest/gtest.h>

namespace letopis::text {
namespace {

TEST(LookAlikes, LatinLettersInCyrillicWordsAreReadAsCyrillic) {
  EXPECT_EQ(unify_look_alikes("Tекст: кaзaхстaн").text, "Текст: казахстан");
  EXPECT_EQ(unify_look_alikes("TASS и ТАСС, COP29").text, "TASS и ТАСС, COP29");
  EXPECT_EQ(unify_look_alikes("").text, "");
}

TEST(LookAlikes, TheWayBackLeadsToTheBytesOfTheLine) {
  const std::string line = "Tекст: Вeра Ким";
  const Unified unified = unify_look_alikes(line);
  const size_t at = unified.text.find("Вера Ким");
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(unified.origin(at, unified.text.size()).of(line), "Вeра Ким");
  EXPECT_EQ(unified.origin(0, unified.text.find(':')).of(line), "Tекст");
  const std::string plain = "Вера Ким";
  EXPECT_EQ(unify_look_alikes(plain).origin(0, 8).of(plain), "Вера");
}

}  // namespace
}  // namespace letopis::text
