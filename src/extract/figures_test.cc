#include "extract/figures.h"

#include <gtest/gtest.h>

#include "extract/test_documents.h"
#include "text/segmenter.h"

namespace letopis::extract {
namespace {

FigureFinder finder() {
  const auto files = DataFiles::from_folder("data");
  EXPECT_TRUE(files.ok());
  auto loaded = FigureFinder::load(*files);
  EXPECT_TRUE(loaded.ok()) << to_string(loaded.error());
  return std::move(*loaded);
}

std::string figures_of(const TestDocument& made, std::vector<TimeExpression> times = {}) {
  Analysis analysis;
  analysis.times = std::move(times);
  finder().find(made.doc, analysis);
  std::string out;
  for (const Figure& f : analysis.figures) {
    char number[80];
    std::snprintf(number, sizeof number, f.high == f.value ? "%.15g" : "%.15g..%.15g", f.value,
                  f.high);
    out += (out.empty() ? "" : "; ") + std::string(f.span.of(made.article->text)) + " = " + number +
           " " + f.unit + " " + f.approx;
  }
  return out;
}

TEST(Figures, MoneyWithASignOrAWord) {
  EXPECT_EQ(figures_of(document_of("Оборот оборот NOUN 2 nsubj\nдостиг достигнуть VERB 0 "
                                   "root\nпочти почти ADV 4 advmod\n$ $ SYM 5 nmod\n"
                                   "30 30 NUM 6 nummod\nмлрд миллиард NOUN 2 obj\n")),
            "почти $ 30 млрд = 30000000000 USD almost");
  EXPECT_EQ(figures_of(document_of("Выделено выделить VERB 0 root\nот от ADP 3 case\n30 30 NUM 5 "
                                   "nummod\nдо до ADP 5 case\n35 35 NUM 6 nummod\n"
                                   "млн миллион NOUN 1 obl\nрублей рубль NOUN 6 nmod\n")),
            "от 30 до 35 млн рублей = 30000000..35000000 RUB exact");
  EXPECT_EQ(
      figures_of(document_of("Ровно ровно ADV 2 advmod\n99999999999999999999 99999999999999999999 "
                             "NUM 3 nummod\nрублей рубль NOUN 0 root\n")),
      "Ровно 99999999999999999999 рублей = 1e+20 RUB about");
}

TEST(Figures, CountsTakeTheNounTheyCount) {
  EXPECT_EQ(figures_of(document_of("Три три NUM 3 nummod:gov\nновые новый ADJ 3 "
                                   "amod\nэлектростанции электростанция NOUN 0 root\n")),
            "Три новые электростанции = 3 power plant exact");
  EXPECT_EQ(figures_of(document_of(
                "Лидеров лидер NOUN 0 root\nпяти пять NUM 3 nummod\nстран страна NOUN 1 nmod\n")),
            "пяти стран = 5 country exact");
  // A noun that we have no word for is its own unit.
  EXPECT_EQ(figures_of(document_of("Семь семь NUM 2 nummod:gov\nверблюдов верблюд NOUN 0 root\n")),
            "Семь верблюдов = 7 верблюд exact");
}

TEST(Figures, NumbersThatNameOrOrderAreNoCounts) {
  EXPECT_EQ(figures_of(document_of("Резолюция резолюция NOUN 0 root\n1701 1701 NUM 1 "
                                   "nummod:entity\nСовета совет NOUN|Case=Gen 1 nmod\n")),
            "");
  EXPECT_EQ(figures_of(document_of(
                "Один один NUM 0 root\nиз из ADP 3 case\nпослов посол NOUN|Case=Gen 1 nmod\n")),
            "");
  EXPECT_EQ(
      figures_of(document_of("Первый первый ADJ 2 amod\nзаместитель заместитель NOUN 0 root\n")),
      "");
  EXPECT_EQ(figures_of(document_of("Саммит саммит NOUN 0 root\nС5+1 с5+1 PROPN 1 appos\n")), "");
}

TEST(Figures, AddressesHoldNoFigures) {
  Article article;
  article.text = "https://example.org/%D0%B2%5%D1";
  Document doc;
  doc.article = &article;
  doc.tokens = text::Segmenter::tokens(article.text);
  doc.sentences = {{0, doc.size()}};
  doc.morphs.resize(doc.size());
  doc.arcs.resize(doc.size());
  doc.lemmas.resize(doc.size());
  Analysis analysis;
  finder().find(doc, analysis);
  EXPECT_TRUE(analysis.figures.empty());
}

TEST(Figures, OrdinalsAndJubileesCount) {
  EXPECT_EQ(figures_of(document_of(
                "первой первый ADJ|Case=Gen 2 amod\nстанции станция NOUN|Case=Gen 0 root\n")),
            "первой станции = 1 ordinal exact");
  EXPECT_EQ(
      figures_of(document_of("торжество торжество NOUN 0 root\n80-летия 80-летие NOUN 1 nmod\n")),
      "80-летия = 80 year exact");
}

TEST(Figures, NumbersInsideTimesAreLeftToThem) {
  const TestDocument made = document_of("14 14 NUM 2 nummod\nдокументов документ NOUN 0 root\n");
  EXPECT_EQ(figures_of(made), "14 документов = 14 document exact");
  EXPECT_EQ(figures_of(made, {{made.doc.span_of(0, 2), {}, {}}}), "");
}

TEST(Figures, ApproximationsKeepTheirSide) {
  EXPECT_EQ(figures_of(document_of(
                "Более много ADV 2 advmod\n20 20 NUM 3 nummod\nстран страна NOUN 0 root\n")),
            "Более 20 стран = 20 country more");
  EXPECT_EQ(figures_of(document_of("Вырос вырасти VERB|Tense=Past|VerbForm=Fin 0 root\nдо до ADP 4 "
                                   "case\n20 20 NUM 4 nummod\n% % SYM 1 obl\n")),
            "до 20 % = 20 percent exact");
  EXPECT_EQ(figures_of(document_of("Приедут приехать VERB|Tense=Fut|VerbForm=Fin 0 root\nдо до ADP "
                                   "4 case\n20 20 NUM 4 nummod\nпослов посол NOUN 1 nsubj\n")),
            "до 20 послов = 20 ambassador less");
}

TEST(Figures, ExamplesThatNeedNoModelsHold) {
  const auto files = DataFiles::from_folder("data");
  const auto segmenter = text::Segmenter::load(*files);
  ASSERT_TRUE(segmenter.ok());
  for (const auto& failure : finder().check([&](Document& doc) { segmenter->split(doc); }))
    ADD_FAILURE() << failure.place << " " << failure.rule << ": " << failure.sentence << ": "
                  << failure.why;
}

}  // namespace
}  // namespace letopis::extract
