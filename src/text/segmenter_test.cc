#include "text/segmenter.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace letopis::text {
namespace {

std::string joined(std::string_view text) {
  std::string out;
  for (const Token& token : Segmenter::tokens(text))
    out.append(out.empty() ? "" : "|").append(token.span.of(text));
  return out;
}

TEST(Segmenter, TokensFollowRazdel) {
  EXPECT_EQ(joined("т.е. 2021 г., 0.5л и 1990-е"), "т|.|е|.|2021|г|.|,|0.5|л|и|1990-е");
  EXPECT_EQ(joined("50/64 ИЛ-2 что -то 10, 2005"), "50/64|ИЛ-2|что|-то|10,|2005");
  EXPECT_EQ(joined("1 000,5 в 10:30 25000-30000"), "1|000,5|в|10|:|30|25000-30000");
  EXPECT_EQ(joined("a_b@c.ru :-) :))) ... ?! см³ $27"), "a_b|@|c|.|ru|:|-|)|:)))|...|?!|см³|$|27");
  EXPECT_EQ(joined("Қазақстан Yahoo! »."), "Қазақстан|Yahoo!|»|.");
}

class SegmenterData : public testing::Test {
 protected:
  void SetUp() override {
    const auto files = DataFiles::from_folder("data");
    ASSERT_TRUE(files.ok()) << to_string(files.error());
    auto loaded = Segmenter::load(*files);
    ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
    segmenter_.emplace(std::move(*loaded));
  }
  std::vector<std::string> sentences(std::string_view text) const {
    std::vector<std::string> out;
    for (const Span span : segmenter_->sentences(text)) out.emplace_back(span.of(text));
    return out;
  }
  std::optional<Segmenter> segmenter_;
};

using Strings = std::vector<std::string>;

TEST(Segmenter, SymbolsStandApartFromWords) {
  const auto tokens = [](std::string_view text) {
    std::vector<std::string> out;
    for (const Token& token : Segmenter::tokens(text)) out.emplace_back(token.span.of(text));
    return out;
  };
  using Words = std::vector<std::string>;
  EXPECT_EQ(tokens("▪️Министр прибыл"), (Words{"▪️", "Министр", "прибыл"}));
  EXPECT_EQ(tokens("🔻❗️Итоги"), (Words{"🔻❗️", "Итоги"}));
  EXPECT_EQ(tokens("Гавань→порт, 30 °C"), (Words{"Гавань", "→", "порт", ",", "30", "°C"}));
}

TEST(Segmenter, SymbolsJoinWordsWhereTheRuleIsOff) {
  const std::string_view text = "▪️Министр, 30 °C →";
  std::vector<std::string> out;
  for (const Token& token : Segmenter::tokens(text, {.symbols = false}))
    out.emplace_back(token.span.of(text));
  EXPECT_EQ(out, (std::vector<std::string>{"▪️Министр", ",", "30", "°C", "→"}));
}

TEST_F(SegmenterData, SentencesFollowRazdel) {
  EXPECT_EQ(sentences("В 2021 г. состоялся визит. Потом был саммит."),
            (Strings{"В 2021 г. состоялся визит.", "Потом был саммит."}));
  EXPECT_EQ(sentences("А. Б. Иванов прибыл. «Мы рады». Все ушли."),
            (Strings{"А. Б. Иванов прибыл.", "«Мы рады».", "Все ушли."}));
  EXPECT_EQ(sentences("«Да!» — сказал он. 1) Первое."),
            (Strings{"«Да!» — сказал он.", "1) Первое."}));
  EXPECT_EQ(sentences("и т. д. Далее"), (Strings{"и т. д.", "Далее"}));
  EXPECT_EQ(sentences("Ушли двое; - 30 судов остались. Было тихо; - порт ждал."),
            (Strings{"Ушли двое;", "- 30 судов остались.", "Было тихо; - порт ждал."}));
  EXPECT_EQ(sentences(""), Strings{});
  EXPECT_EQ(sentences(" \n "), Strings{});
}

TEST_F(SegmenterData, DocumentsAreCutAtLinesAndMasks) {
  Article article;
  article.text = "Заголовок без точки\nПервое. Второе РЕКЛАМА третье.";
  Document doc;
  doc.article = &article;
  const auto ad = static_cast<uint32_t>(article.text.find("РЕКЛАМА"));
  doc.masks.push_back({{ad, ad + 14}, MaskKind::kAd});
  segmenter_->split(doc);
  Strings out;
  for (const Sentence s : doc.sentences)
    out.emplace_back(doc.span_of(s.begin, s.end).of(article.text));
  EXPECT_EQ(out, (Strings{"Заголовок без точки", "Первое.", "Второе", "третье."}));
  EXPECT_EQ(doc.sentences.back().end, doc.size());
}

TEST_F(SegmenterData, LinesAreNoBordersWhereTheRuleIsOff) {
  const auto files = DataFiles::from_folder("data");
  const auto plain = Segmenter::load(*files, {.lines = false});
  ASSERT_TRUE(plain.ok()) << to_string(plain.error());
  Article article;
  article.text = "Заголовок без точки\nПервое.\nВторое";
  Document doc;
  doc.article = &article;
  plain->split(doc);
  Strings out;
  for (const Sentence s : doc.sentences)
    out.emplace_back(doc.span_of(s.begin, s.end).of(article.text));
  EXPECT_EQ(out, (Strings{"Заголовок без точки\nПервое.", "Второе"}));
}

TEST_F(SegmenterData, ASentenceMayEndAfterAYear) {
  const Strings two = {"Он вернулся из плена в мае 1998 г.", "Суд его оправдал."};
  const std::string text = two[0] + " " + two[1];
  EXPECT_EQ(sentences(text), two);
  EXPECT_EQ(sentences("В 2021 г. Казахстан принял саммит."),
            Strings{"В 2021 г. Казахстан принял саммит."});
  EXPECT_EQ(sentences("1 августа 1946 г. Коллегия вынесла приговор."),
            Strings{"1 августа 1946 г. Коллегия вынесла приговор."});
  EXPECT_EQ(sentences("А осенью 1991-1995 гг. Академия росла."),
            Strings{"А осенью 1991-1995 гг. Академия росла."});
  EXPECT_EQ(sentences("Он жил там с 1999 по 2003гг. Затем уехал."),
            (Strings{"Он жил там с 1999 по 2003гг.", "Затем уехал."}));
  EXPECT_EQ(sentences("Он живет в г. Москве."), Strings{"Он живет в г. Москве."});
  EXPECT_EQ(sentences("Он приехал в г. Алматы."), Strings{"Он приехал в г. Алматы."});
  const auto plain = Segmenter::load(*DataFiles::from_folder("data"), {.years = false});
  ASSERT_TRUE(plain.ok()) << to_string(plain.error());
  EXPECT_EQ(plain->sentences(text).size(), 1U);
}

TEST_F(SegmenterData, HostileTextTakesLinearTime) {
  for (const char* piece : {"а", "\"", ".", "»", ". А", "1)", ":)"}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    EXPECT_LE(sentences(text).size(), text.size());
    EXPECT_FALSE(Segmenter::tokens(text).empty());
  }
}

TEST(Segmenter, ADamagedDataFileIsNamed) {
  const std::string folder =
      testing::TempDir() + "letopis_segmenter_test_" + std::to_string(getpid());
  ASSERT_EQ(std::system(("rm -rf " + folder + " && mkdir -p " + folder +
                         "/ru && echo 'tail = [' > " + folder + "/ru/abbreviations.toml")
                            .c_str()),
            0);
  const auto files = DataFiles::from_folder(folder);
  ASSERT_TRUE(files.ok());
  const auto loaded = Segmenter::load(*files);
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().code, Code::kBadRule);
  EXPECT_TRUE(loaded.error().place.starts_with("ru/abbreviations.toml:")) << loaded.error().place;
}

TEST(Kind, IsThatOfTheFirstLetterOfAGivenWord) {
  EXPECT_EQ(Segmenter::kind("100 000"), TokenKind::kNumber);
  EXPECT_EQ(Segmenter::kind("Нью-Йорк"), TokenKind::kCyrillic);
  EXPECT_EQ(Segmenter::kind("covid-19"), TokenKind::kLatin);
  EXPECT_EQ(Segmenter::kind("«"), TokenKind::kPunct);
  EXPECT_EQ(Segmenter::kind("әже"), TokenKind::kOther);
  EXPECT_EQ(Segmenter::kind(" "), TokenKind::kOther);
}

}  // namespace
}  // namespace letopis::text
