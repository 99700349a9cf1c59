#include <gtest/gtest.h>

#include <chrono>

#include "extract/speech.h"

namespace letopis::extract {
namespace {

using Strings = std::vector<std::string>;

// What stands inside the outermost pairs; `masked` is a part of the text that is none of the
// article's own.
Strings inner(const std::string& text, const std::string& masked = "") {
  Article article;
  article.text = text;
  Document doc;
  doc.article = &article;
  if (!masked.empty()) {
    const auto at = static_cast<uint32_t>(text.find(masked));
    doc.masks.push_back({{at, at + static_cast<uint32_t>(masked.size())}, MaskKind::kAd});
  }
  Strings out;
  for (const QuotePair& pair : quote_pairs(doc)) {
    out.emplace_back(pair.inner.of(text));
    EXPECT_TRUE(pair.outer.contains(pair.inner));
    EXPECT_GT(pair.inner.begin, pair.outer.begin);
    EXPECT_LT(pair.inner.end, pair.outer.end);
  }
  return out;
}

TEST(QuotePairs, EveryStyleOfMarks) {
  EXPECT_EQ(inner("«раз» и „два“, „три”, “четыре” и \"пять\""),
            (Strings{"раз", "два", "три", "четыре", "пять"}));
}

TEST(QuotePairs, OnlyTheOutermostCounts) {
  EXPECT_EQ(inner("«газета «Морской курьер» пишет»"), Strings{"газета «Морской курьер» пишет"});
  EXPECT_EQ(inner("«газета \"Морской курьер\" пишет», «да»"),
            (Strings{"газета \"Морской курьер\" пишет", "да"}));
  EXPECT_EQ(inner("\"газета «Морской курьер» пишет\""), Strings{"газета «Морской курьер» пишет"});
}

TEST(QuotePairs, StraightMarksOpenAndCloseBySpacing) {
  EXPECT_EQ(inner("он сказал: \"да\", она (\"нет\") - \"может быть\"."),
            (Strings{"да", "нет", "может быть"}));
}

TEST(QuotePairs, AQuoteOfSeveralParagraphsRepeatsItsOpeningMark) {
  EXPECT_EQ(inner("«Первое.\n«Второе.\r\n\r\n«Третье», — сказал он."),
            Strings{"Первое.\n«Второе.\r\n\r\n«Третье"});
}

TEST(QuotePairs, AMarkLeftOpenEndsWithItsParagraph) {
  EXPECT_EQ(inner("«Открыто и забыто.\nНовый абзац» и «пара»."), Strings{"пара"});
  EXPECT_EQ(inner("Закрыто» без начала, «пара», «открыто"), Strings{"пара"});
  EXPECT_EQ(inner("«»"), Strings{});
}

TEST(QuotePairs, MarksInMaskedTextAreNotSeen) {
  EXPECT_EQ(inner("«Начало [реклама»] и конец»", "[реклама»]"),
            Strings{"Начало [реклама»] и конец"});
  EXPECT_EQ(inner("«да» «нет»", "«нет»"), Strings{"да"});
}

TEST(QuotePairs, MarksWithoutEndTakeLinearTime) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "«";
  for (int i = 0; i < 200000; ++i) text += "\u201D\"";
  const auto begin = std::chrono::steady_clock::now();
  inner(text);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

}  // namespace
}  // namespace letopis::extract
