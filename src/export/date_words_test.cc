#include "export/date_words.h"

#include <gtest/gtest.h>

namespace letopis::exporting {
namespace {

class DateWords : public testing::Test {
 protected:
  static Labels load(const char* language) {
    const auto files = DataFiles::from_folder("data");
    EXPECT_TRUE(files.ok());
    auto labels = Labels::load(*files, language);
    EXPECT_TRUE(labels.ok());
    return std::move(labels).value();
  }
  std::string ru(const char* edtf) const { return date_words(edtf, ru_); }
  std::string en(const char* edtf) const { return date_words(edtf, en_); }
  Labels ru_ = load("ru"), en_ = load("en");
};

TEST_F(DateWords, SaysDaysMonthsAndYears) {
  EXPECT_EQ(ru("2024-11-07"), "7 ноября 2024");
  EXPECT_EQ(ru("2024-11"), "ноябрь 2024");
  EXPECT_EQ(ru("2024"), "2024 год");
  EXPECT_EQ(ru("201X"), "2010-е годы");
  EXPECT_EQ(ru("XXXX-10-25"), "25 октября");
  EXPECT_EQ(ru("2024-21"), "весна 2024");
  EXPECT_EQ(en("2024-11-07"), "7 November 2024");
}

TEST_F(DateWords, SaysWhatIsNotExact) {
  EXPECT_EQ(ru("2024-11-07~"), "около 7 ноября 2024");
  EXPECT_EQ(ru("2024-11~"), "около ноября 2024");
  EXPECT_EQ(ru("2024-11-07?"), "7 ноября 2024 (?)");
  EXPECT_EQ(ru(""), "без даты");
  EXPECT_EQ(ru("../.."), "без даты");
}

TEST_F(DateWords, SaysIntervals) {
  EXPECT_EQ(ru("2025-03-04/2025-03-05"), "4–5 марта 2025");
  EXPECT_EQ(ru("2025-02-28/2025-03-05"), "28 февраля 2025 – 5 марта 2025");
  EXPECT_EQ(ru("2024/2025"), "2024 год – 2025 год");
  EXPECT_EQ(ru("../2025-11-11"), "не позднее 11 ноября 2025");
  EXPECT_EQ(ru("2025-11/.."), "не ранее ноября 2025");
  EXPECT_EQ(ru("../2025"), "не позднее 2025 года");
}

TEST_F(DateWords, LeavesWhatItCannotSay) {
  for (const char* odd : {"2024-1X", "2024-11-3X", "2024-99", "Y17E8", "{2024,2025}",
                          "2024-11-07T1", "завтра", "2024-11-07/2024-1X-02", "-"})
    EXPECT_EQ(ru(odd), odd);
}

}  // namespace
}  // namespace letopis::exporting
