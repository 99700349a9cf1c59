#include "extract/time_values.h"

#include <gtest/gtest.h>

namespace letopis::extract {
namespace {

Published published(std::string edtf) {
  return {edtf, edtf_interval(edtf).value_or(Interval{}), DateSource::kGiven};
}

TEST(TimeValues, FollowThePublication) {
  const Published day = published("2024-11-27");
  EXPECT_EQ(at_publication(day).edtf, "2024-11-27");
  EXPECT_EQ(at_publication_about(day).edtf, "2024-11-27~");
  EXPECT_EQ(at_publication_about(day).days, day.days);
  EXPECT_EQ(past_open(day).edtf, "../2024-11-27");
  EXPECT_EQ(past_open(day).days.last, day.days.last);
  EXPECT_EQ(future_open(day).edtf, "2024-11-27/..");
  EXPECT_EQ(future_open(day).days, (Interval{day.days.first, Interval::kOpenEnd}));
}

TEST(TimeValues, AnIntervalOfPublicationLendsItsEnds) {
  const Published some = published("2024-10/2024-11");
  EXPECT_EQ(past_open(some).edtf, "../2024-11");
  EXPECT_EQ(future_open(some).edtf, "2024-10/..");
  EXPECT_EQ(at_publication_about(some).edtf, "2024-10/2024-11");
}

TEST(TimeValues, NothingIsGuessedWithoutAPublication) {
  for (const TimeValue& value :
       {at_publication({}), at_publication_about({}), past_open({}), future_open({})}) {
    EXPECT_EQ(value.edtf, "");
    EXPECT_EQ(value.days, Interval{});
  }
  EXPECT_EQ(past_open(published("2024-10/..")).edtf, "");
}

}  // namespace
}  // namespace letopis::extract
