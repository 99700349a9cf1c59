#include "base/edit_distance.h"

#include <gtest/gtest.h>

namespace letopis {
namespace {

TEST(EditDistance, CountsLettersNotBytes) {
  EXPECT_EQ(edit_distance("events", "evnets"), 2U);
  EXPECT_EQ(edit_distance("Велонь", "Велон"), 1U);
  EXPECT_EQ(edit_distance("Велонь", "Валонь"), 1U);
  EXPECT_EQ(edit_distance("", "ёж"), 2U);
  EXPECT_EQ(edit_distance("ёж", "ёж"), 0U);
}

}  // namespace
}  // namespace letopis
