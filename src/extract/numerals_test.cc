#include "extract/numerals.h"

#include <gtest/gtest.h>

#include "text/segmenter.h"

namespace letopis::extract {
namespace {

class NumeralsData : public testing::Test {
 protected:
  void SetUp() override {
    const auto files = DataFiles::from_folder("data");
    ASSERT_TRUE(files.ok());
    auto segmenter = text::Segmenter::load(*files);
    auto numerals = Numerals::load(*files);
    ASSERT_TRUE(segmenter.ok());
    ASSERT_TRUE(numerals.ok()) << to_string(numerals.error());
    segmenter_.emplace(std::move(*segmenter));
    numerals_.emplace(std::move(*numerals));
  }
  std::string read(std::string text) const {
    Article article;
    article.text = std::move(text);
    Document doc;
    doc.article = &article;
    segmenter_->split(doc);
    std::string out;
    for (const Numeral& n : numerals_->find(doc)) {
      char number[64];
      std::snprintf(number, sizeof number, n.high == n.value ? "%.15g" : "%.15g..%.15g", n.value,
                    n.high);
      out += (out.empty() ? "" : " ") +
             std::string(n.kind == NumeralKind::kOrdinal ? "#"
                         : n.kind == NumeralKind::kVague ? "~"
                                                         : "") +
             number;
    }
    return out;
  }
  std::optional<text::Segmenter> segmenter_;
  std::optional<Numerals> numerals_;
};

TEST_F(NumeralsData, ReadsDigits) {
  EXPECT_EQ(read("Собрались 30 000 человек и 1 250 300 гостей"), "30000 1250300");
  EXPECT_EQ(read("Выделено 2,5 млн рублей и 15 млрд."), "2500000 15000000000");
  EXPECT_EQ(read("от 30-35 тыс. тонн"), "30000..35000");
  EXPECT_EQ(read("в 2024 100 человек"), "2024 100");
  EXPECT_EQ(read("13-й саммит, 80-летие, С-300"), "#13");
  EXPECT_EQ(read("числа 10, 2005"), "10 2005");
  EXPECT_EQ(read("4 тыс. 763 человека и 2 млн 300 тыс. тонн"), "4763 2300000");
}

TEST_F(NumeralsData, ReadsWordsInAllCases) {
  EXPECT_EQ(read("двадцати пяти стран"), "25");
  EXPECT_EQ(read("двумстам сорока одному послу"), "241");
  EXPECT_EQ(read("два с половиной миллиона тонн"), "2500000");
  EXPECT_EQ(read("полтора миллиарда"), "1500000000");
  EXPECT_EQ(read("миллион двести тысяч триста пять"), "1200305");
  EXPECT_EQ(read("тридцать первый визит"), "#31");
  EXPECT_EQ(read("десятки тысяч людей"), "~10000");
  EXPECT_EQ(read("два три"), "2 3");
  EXPECT_EQ(read("более трех десятков стран"), "30");
  EXPECT_EQ(read("миллиарды долларов, пять миллиардов"), "~1000000000 5000000000");
}

TEST_F(NumeralsData, HugeAndOddNumbersAreHarmless) {
  EXPECT_EQ(read("12345678901234567890 рублей"), "1.23456789012346e+19");
  EXPECT_EQ(read("0 000 000"), "0 0 0");
  EXPECT_EQ(read("35-30"), "");
  EXPECT_EQ(read("1,"), "1");
  EXPECT_EQ(read("миллион миллионов миллионов"), "1e+18");
}

TEST_F(NumeralsData, ExamplesHold) {
  const auto failures = numerals_->rules().check([&](Document& doc) {
    segmenter_->split(doc);
    return std::vector<rules::Mark>{};
  });
  for (const auto& failure : failures)
    ADD_FAILURE() << failure.place << " " << failure.sentence << ": " << failure.why;
}

}  // namespace
}  // namespace letopis::extract
