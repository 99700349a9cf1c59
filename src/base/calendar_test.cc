#include "base/calendar.h"

#include <gtest/gtest.h>

namespace letopis {
namespace {

TEST(Calendar, DaysAndDatesAreInverse) {
  EXPECT_EQ(to_day({1970, 1, 1}), 0);
  EXPECT_EQ(to_day({2024, 11, 27}), 20054);
  for (Day day = to_day({1, 1, 1}); day <= to_day({9999, 12, 31}); day += 97)
    EXPECT_EQ(to_day(to_date(day)), day);
  EXPECT_EQ(weekday(to_day({2024, 11, 27})), 3);
  EXPECT_EQ(weekday(to_day({1900, 1, 1})), 1);
  EXPECT_FALSE(valid({2023, 2, 29}));
  EXPECT_FALSE(valid({0, 1, 1}));
}

std::string days(std::string_view text) {
  const auto interval = edtf_interval(text);
  if (!interval) return "none";
  const auto end = [](Day day) {
    return day == Interval::kOpenBegin || day == Interval::kOpenEnd ? std::string("..") : iso(day);
  };
  return end(interval->first) + " " + end(interval->last);
}

TEST(Calendar, ReadsEdtf) {
  EXPECT_EQ(days("2024-11-27~"), "2024-11-27 2024-11-27");
  EXPECT_EQ(days("2024-10"), "2024-10-01 2024-10-31");
  EXPECT_EQ(days("2024"), "2024-01-01 2024-12-31");
  EXPECT_EQ(days("../2024-11-27"), ".. 2024-11-27");
  EXPECT_EQ(days("2024-10/.."), "2024-10-01 ..");
  EXPECT_EQ(days("2024-12-25~/2024-12-31"), "2024-12-25 2024-12-31");
  EXPECT_EQ(days("2022-01-0X"), "2022-01-01 2022-01-09");
  EXPECT_EQ(days("201X"), "2010-01-01 2019-12-31");
  EXPECT_EQ(days("XXXX-10-25"), ".. ..");
  EXPECT_EQ(days("2001-24"), "2001-12-01 2002-02-28");
  EXPECT_EQ(days("[2001,2003-05]"), "2001-01-01 2003-05-31");
  EXPECT_EQ(days("2024-11-27T15:00"), "2024-11-27 2024-11-27");
}

TEST(Calendar, RefusesWhatIsNoDate) {
  for (const char* text : {"", "2024-13", "2024-02-31", "2024-1-1", "about 2024", "2025/2024",
                           "2024/2025/2026", "20245"})
    EXPECT_EQ(days(text), "none") << text;
}

TEST(Calendar, WritesTheShortestEdtf) {
  for (const char* text :
       {"2024-11-27", "2024-10", "2024", "2025-11-11/2025-11-12", "../2024-11-27", "2024-10-01/.."})
    EXPECT_EQ(edtf(*edtf_interval(text)), text);
}

}  // namespace
}  // namespace letopis
