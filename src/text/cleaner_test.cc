#include "text/cleaner.h"

#include <gtest/gtest.h>

namespace letopis::text {
namespace {

class CleanerTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto files = DataFiles::from_folder("data");
    ASSERT_TRUE(files.ok());
    auto loaded = Cleaner::load(*files);
    ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
    cleaner_.emplace(std::move(*loaded));
  }
  // Masked parts as "kind:text".
  std::vector<std::string> masks(const std::string& text, const std::string& outlet = "") {
    article_.text = text;
    article_.outlet = outlet;
    doc_ = Document();
    doc_.article = &article_;
    cleaner_->clean(doc_);
    std::vector<std::string> out;
    for (const Mask& mask : doc_.masks) out.push_back(std::string(mask_kind_name(mask.kind)) + ":" + std::string(mask.span.of(text)));
    return out;
  }
  std::optional<Cleaner> cleaner_;
  Article article_;
  Document doc_;
};

using Strings = std::vector<std::string>;
const std::string kProse =
    "Министр иностранных дел Вельдории Радим Тарсов прибыл в столицу соседней страны, где провел переговоры о торговле и транспорте.";

TEST_F(CleanerTest, ExamplesOfTheRulesHold) { EXPECT_EQ(cleaner_->check_examples(), Strings{}); }

TEST_F(CleanerTest, CrawlerLineGivesTheDate) {
  EXPECT_EQ(masks(" date 2025-11-11 Заголовок\n\n" + kProse), (Strings{"date-line: date 2025-11-11 "}));
  EXPECT_EQ(doc_.headline.published.edtf, "2025-11-11");
  EXPECT_EQ(doc_.headline.published.source, DateSource::kCrawlerLine);
  EXPECT_EQ(doc_.headline.title.of(article_.text), "Заголовок");
}

TEST_F(CleanerTest, PageFurnitureIsMaskedAndProseStays) {
  const std::string text = "Вестник Тарна\n\nТарсов начал визит в Орденну\n\nТарсов начал визит в Орденну\nФото: пресс-служба\n" + kProse +
                           "\n\n- Радим Тарсов\n\n512 просмотров\n\nВсе видео\n\nреклама\n\nФорум в Тарне\n\n3-5 мая";
  EXPECT_EQ(masks(text), (Strings{"menu:Вестник Тарна", "duplicate:Тарсов начал визит в Орденну", "credit:Фото: пресс-служба",
                                  "counter:512 просмотров", "menu:Все видео", "ad:реклама", "ad:Форум в Тарне", "ad:3-5 мая"}));
  EXPECT_EQ(doc_.headline.title.of(text), "Тарсов начал визит в Орденну");
  EXPECT_EQ(doc_.headline.outlet.of(text), "Вестник Тарна");
}

TEST_F(CleanerTest, AuthorLineWithALatinLetter) {
  const std::string text = "Заголовок\n\nTекст: Вера Петрова\n\n" + kProse;
  EXPECT_EQ(masks(text), (Strings{"byline:Tекст: Вера Петрова"}));
  ASSERT_EQ(doc_.headline.authors.size(), 1U);
  EXPECT_EQ(doc_.headline.authors[0].of(text), "Вера Петрова");
}

TEST_F(CleanerTest, EmptyAndOneLineTexts) {
  EXPECT_EQ(masks(""), Strings{});
  EXPECT_EQ(masks("\n \n"), Strings{});
  EXPECT_EQ(masks(kProse), Strings{});
  EXPECT_TRUE(doc_.headline.title.empty());
}

}  // namespace
}  // namespace letopis::text
