#include "text/cleaner.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

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
  DataFiles with_rules(const std::string& rules) {
    char name[] = "/tmp/letopis-text-XXXXXX";
    EXPECT_NE(mkdtemp(name), nullptr);
    std::filesystem::create_directories(std::string(name) + "/ru");
    std::ofstream(std::string(name) + "/ru/boilerplate.rules") << rules;
    auto files = DataFiles::from_folder(name);
    std::filesystem::remove_all(name);
    return *files;
  }
  // Masked parts as "kind:text".
  std::vector<std::string> masks(const std::string& text, const std::string& outlet = "",
                                 const std::string& url = "") {
    article_.text = text;
    article_.outlet = outlet;
    doc_ = Document();
    article_.url = url;
    doc_.article = &article_;
    cleaner_->clean(doc_);
    std::vector<std::string> out;
    for (const Mask& mask : doc_.masks)
      out.push_back(std::string(mask_kind_name(mask.kind)) + ":" + std::string(mask.span.of(text)));
    return out;
  }
  std::optional<Cleaner> cleaner_;
  Article article_;
  Document doc_;
};

using Strings = std::vector<std::string>;
const std::string kProse =
    "Министр иностранных дел Вельдории Радим Тарсов прибыл в столицу соседней страны, где провел "
    "переговоры о торговле и транспорте.";

TEST_F(CleanerTest, ExamplesOfTheRulesHold) { EXPECT_EQ(cleaner_->check_examples(), Strings{}); }

TEST_F(CleanerTest, CrawlerLineGivesTheDate) {
  EXPECT_EQ(masks(" date 2025-11-11 Заголовок\n\n" + kProse),
            (Strings{"date-line: date 2025-11-11 "}));
  EXPECT_EQ(doc_.headline.published.edtf, "2025-11-11");
  EXPECT_EQ(doc_.headline.published.source, DateSource::kCrawlerLine);
  EXPECT_EQ(doc_.headline.title.of(article_.text), "Заголовок");
}

TEST_F(CleanerTest, PageFurnitureIsMaskedAndProseStays) {
  const std::string text =
      "Вестник Тарна\n\nТарсов начал визит в Орденну\n\nТарсов начал визит в Орденну\nФото: "
      "пресс-служба\n" +
      kProse +
      "\n\n- Радим Тарсов\n\n512 просмотров\n\nВсе видео\n\nреклама\n\nФорум в Тарне\n\n3-5 мая";
  EXPECT_EQ(masks(text),
            (Strings{"menu:Вестник Тарна", "duplicate:Тарсов начал визит в Орденну",
                     "credit:Фото: пресс-служба", "counter:512 просмотров", "menu:Все видео",
                     "ad:реклама", "ad:Форум в Тарне", "ad:3-5 мая"}));
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

TEST_F(CleanerTest, PagesOfAPortalAreMaskedLineByLine) {
  const std::string text =
      " date 2026-02-22   • Новость часа Министр вернулся\n    22 февраля 2026, 17:25 • Новости "
      "дня\n\n    Тарсов открыл мост в Орденне\n\n"
      "    Тарсов: мост сблизит страны\n\n    Тарсов открыл мост в Орденне\n    @ "
      "Пресс-служба/Вестник\n\n    Tекст: Дарья Орлова\n\n    " +
      kProse;
  EXPECT_EQ(masks(text),
            (Strings{"date-line: date 2026-02-22   ", "menu:• Новость часа Министр вернулся",
                     "date-line:22 февраля 2026, 17:25 • Новости дня",
                     "duplicate:Тарсов открыл мост в Орденне", "credit:@ Пресс-служба/Вестник",
                     "byline:Tекст: Дарья Орлова"}));
  EXPECT_EQ(doc_.headline.title.of(text), "Тарсов открыл мост в Орденне");
  EXPECT_EQ(doc_.headline.published.source, DateSource::kCrawlerLine);
}

TEST_F(CleanerTest, ADatelineIsMaskedInFrontOfItsParagraph) {
  const std::string text = "Тарсов прибыл в Тарн\n\nТАРН, 9 июля. /Вестник/. " + kProse;
  EXPECT_EQ(masks(text), Strings{"date-line:ТАРН, 9 июля. /Вестник/. "});
  EXPECT_EQ(doc_.headline.published.edtf, "XXXX-07-09");
  EXPECT_FALSE(doc_.headline.published.days.bounded());
  EXPECT_EQ(doc_.headline.published.source, DateSource::kDateLine);
  EXPECT_EQ(doc_.headline.date_span.of(text), "9 июля");
  EXPECT_EQ(doc_.headline.outlet.of(text), "Вестник");

  EXPECT_EQ(masks("МОСКВА, 18 окт 2024 - РИА Новости. " + kProse),
            Strings{"date-line:МОСКВА, 18 окт 2024 - РИА Новости. "});
  EXPECT_EQ(doc_.headline.published.edtf, "2024-10-18");
  EXPECT_EQ(masks("Тарн, 31 апреля. " + kProse), Strings{});  // no such day
  EXPECT_EQ(masks(kProse + "\n\n" + kProse.substr(2) +
                  "\n\nА\n\nБ\n\nВ\n\nТАРН, 9 июля. /Вестник/. " + kProse.substr(4)),
            Strings{});
}

TEST_F(CleanerTest, AStampUnderTheTitleGivesTheDate) {
  const std::string text = "Тарсов прибыл в Тарн\n16 ноября 2025, 15:08\n\n" + kProse;
  EXPECT_EQ(masks(text), Strings{"date-line:16 ноября 2025, 15:08"});
  EXPECT_EQ(doc_.headline.published.edtf, "2025-11-16");
  EXPECT_EQ(iso(doc_.headline.published.days.first), "2025-11-16");
  EXPECT_EQ(doc_.headline.date_span.of(text), "16 ноября 2025");
  // A date in the tail is another article's.
  masks("Тарсов прибыл в Тарн\n\n" + kProse + "\n\n16 ноября 2025, 15:08");
  EXPECT_FALSE(doc_.headline.published.known());
}

TEST_F(CleanerTest, AFullDateOutranksOneWithoutYearAndAUrlIsTheLastResort) {
  const std::string url = "https://news.example/2024/03/05/visit.html";
  masks("Тарсов прибыл в Тарн\n5 марта 2024\nТАРН, 4 марта. /Вестник/. " + kProse, "", url);
  EXPECT_EQ(doc_.headline.published.edtf, "2024-03-05");
  EXPECT_EQ(doc_.headline.published.source, DateSource::kDateLine);
  masks("Тарсов прибыл в Тарн\n\n" + kProse, "", url);
  EXPECT_EQ(doc_.headline.published.edtf, "2024-03-05");
  EXPECT_EQ(doc_.headline.published.source, DateSource::kUrl);
  EXPECT_TRUE(doc_.headline.date_span.empty());
  EXPECT_EQ(masks("Тарсов прибыл в Тарн\n\n" + kProse +
                  "\n\nИсточник: https://news.example/world/08Sep2020/x.html"),
            Strings{"credit:Источник: https://news.example/world/08Sep2020/x.html"});
  EXPECT_EQ(doc_.headline.published.edtf, "2020-09-08");
}

TEST_F(CleanerTest, ProseIsNeverMasked) {
  for (const std::string line :
       {"(цитата по РИА Новости)", "<…>", "- Радим Тарсов", "Напомним, стороны встречались весной.",
        "Подробности инцидента уточняются.", "Далее следуют провинции с меньшим числом случаев.",
        "Фото министра показали журналистам.", "Видео встречи опубликовал сайт правительства.",
        "Тема переговоров не раскрывается.", "Реклама товаров обсуждалась на встрече.",
        "14 документов", "По теме торговли стороны договорились", "Подписание прошло в столице.",
        "25 октября", "Источник: в правительстве подтвердили дату визита.", "Теги вводят осенью.",
        "Подписываться под документом министр не стал, сообщил канал «Вестник».",
        "Россия и соседи обсудили торговлю"}) {
    EXPECT_EQ(
        masks("Тарсов прибыл в Тарн\n\n" + kProse + "\n\n" + line + "\n\n" + kProse.substr(2)),
        Strings{})
        << line;
    EXPECT_EQ(masks("Тарсов прибыл в Тарн\n\n" + kProse + "\n\n" + line), Strings{}) << line;
  }
}

TEST_F(CleanerTest, CreditsAndPicturesInsideALine) {
  const std::string text =
      "Тарсов прибыл в Тарн\n\nРадим Тарсов на мосту (Фото: vestnik.example)\n" + kProse +
      " ![вид](http://a.example/1.png) (см. ниже)";
  EXPECT_EQ(masks(text),
            (Strings{"credit:(Фото: vestnik.example)", "credit:![вид](http://a.example/1.png)"}));
}

TEST_F(CleanerTest, TheAuthorUnderTheLastParagraph) {
  const std::string text = "Тарсов прибыл в Тарн\n\n" + kProse + "\n\nДарья Орлова";
  EXPECT_EQ(masks(text), Strings{"byline:Дарья Орлова"});
  ASSERT_EQ(doc_.headline.authors.size(), 1U);
  // Under a quotation a name is its signature.
  EXPECT_EQ(masks("Тарсов прибыл в Тарн\n\n" + kProse + "\n\n«" + kProse + "»\n\nДарья Орлова"),
            Strings{"duplicate:«" + kProse + "»"});
  EXPECT_EQ(masks("Тарсов прибыл в Тарн\n\n«" + kProse + "»\n\nДарья Орлова"), Strings{});
}

TEST_F(CleanerTest, SeveralAuthorsInOneLine) {
  const std::string text = "Тарсов прибыл в Тарн\n\nTекст: Вера Петрова, Андрей Cим\n\n" +
                           kProse;  // the C of the last name is Latin
  masks(text);
  ASSERT_EQ(doc_.headline.authors.size(), 2U);
  EXPECT_EQ(doc_.headline.authors[0].of(text), "Вера Петрова");
  EXPECT_EQ(doc_.headline.authors[1].of(text), "Андрей Cим");
}

TEST_F(CleanerTest, AParagraphThatStandsTwiceIsMaskedOnce) {
  const std::string text =
      "Тарсов прибыл в Тарн\n\n" + kProse + "\n\nЕго встретили на вокзале.\n\n" + kProse;
  EXPECT_EQ(masks(text), Strings{"duplicate:" + kProse});
  EXPECT_GT(doc_.masks[0].span.begin, kProse.size());
}

TEST_F(CleanerTest, ASentenceEndsAnAdvertisement) {
  const std::string text =
      "Тарсов прибыл в Тарн\n\n" + kProse +
      "\n\nРеклама\n\nФорум в Тарне\n\nПереговоры продолжатся завтра в полдень.";
  EXPECT_EQ(masks(text), (Strings{"ad:Реклама", "ad:Форум в Тарне"}));
}

TEST_F(CleanerTest, HeadlinesMayBeLongAndEndWithAQuotation) {
  const std::string title =
      "Соседняя страна не дала самолету вице-премьера Радима Тарсова пролететь в столицу, он "
      "пригрозил ответить \"обидчикам\"";
  masks(title + "\n" + kProse);
  EXPECT_EQ(doc_.headline.title.of(article_.text), title);
  masks("Итоги выборов объявлены. Стороны ждут пересчета\n\n" + kProse);
  EXPECT_EQ(doc_.headline.title.of(article_.text),
            "Итоги выборов объявлены. Стороны ждут пересчета");
  masks("Министр прибыл в столицу. Его встретили\n" + kProse);
  EXPECT_TRUE(doc_.headline.title.empty());
  masks("Министр прибыл в столицу.\n\n" + kProse);
  EXPECT_TRUE(doc_.headline.title.empty());
}

TEST_F(CleanerTest, MasksAreSortedDisjointAndOnLetterBordersForAnyText) {
  const Strings parts = {" date 2025-11-11 ",
                         "Tекст: Вера Петрова",
                         "\n",
                         "\r\n",
                         "реклама",
                         "ТАРН, 9 июля. /Вестник/. ",
                         "(Фото: ТАСС)",
                         "![a](b)",
                         kProse,
                         "\xEF\xBB\xBF",
                         "512 просмотров",
                         " ",
                         "\u00A0",
                         "Видео",
                         std::string("\0", 1),
                         "😀",
                         "https://a.example/2024/01/02/",
                         "5 мая 2024"};
  uint32_t state = 1;
  for (int round = 0; round < 400; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      state = state * 1664525U + 1013904223U;
      text += parts[(state >> 16) % parts.size()];
    }
    masks(text);
    uint32_t end = 0;
    for (const Mask& mask : doc_.masks) {
      ASSERT_GE(mask.span.begin, end) << text;
      ASSERT_LT(mask.span.begin, mask.span.end) << text;
      ASSERT_LE(mask.span.end, text.size()) << text;
      for (const uint32_t at : {mask.span.begin, mask.span.end})
        ASSERT_TRUE(at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80)
            << text;
      end = mask.span.end;
    }
  }
}

TEST_F(CleanerTest, TimeGrowsWithTheTextOnly) {
  for (const std::string piece :
       {"(Фото: x) ", "![", "(", "Tекст: Вера ", "5 мая 2024 ", ". А", "\n1\n"}) {
    std::string text;
    while (text.size() < (2U << 20)) text += piece;
    const auto start = std::chrono::steady_clock::now();
    masks(text);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20)) << piece;
  }
}

TEST_F(CleanerTest, ARuleHoldsOnlyWithItsSmallPattern) {
  const auto loaded = Cleaner::load(with_rules(
      "letopis-boilerplate 1\nrule menu any \\w+ news\nwith ^a\nok: a news\nno: b news\n"));
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
  EXPECT_EQ(loaded->check_examples(), Strings{});
}

TEST_F(CleanerTest, WrongRulesAreRefusedWithTheirLine) {
  const auto place_of = [this](const std::string& rules) {
    const auto loaded = Cleaner::load(with_rules(rules));
    return loaded.ok() ? std::string("loaded") : loaded.error().place;
  };
  const std::string first = "letopis-boilerplate 1\n";
  EXPECT_EQ(place_of(first + "rule menu any x\nok: x\nno: y\n"), "loaded");
  EXPECT_EQ(place_of("rule menu any x\n"), "ru/boilerplate.rules:1");
  EXPECT_EQ(place_of(first + "rule menu any x\nok: x\n"), "ru/boilerplate.rules:2");
  EXPECT_EQ(place_of(first + "\nrule menu any (x\n"), "ru/boilerplate.rules:3");
  EXPECT_EQ(place_of(first + "rule menus any x\n"), "ru/boilerplate.rules:2");
  EXPECT_EQ(place_of(first + "rule menu there x\n"), "ru/boilerplate.rules:2");
  EXPECT_EQ(place_of(first + "rule menu any {absent}\n"), "ru/boilerplate.rules:2");
  EXPECT_EQ(place_of(first + "rule menu any (?P<day>x)\n"), "ru/boilerplate.rules:2");
  EXPECT_EQ(place_of(first + "rule menu lead (x\nok: x\nno: y\n"), "ru/boilerplate.rules:2");
  EXPECT_EQ(place_of(first + "rule menu lead x\nwith (\nok: x\nno: y\n"), "ru/boilerplate.rules:3");
  EXPECT_EQ(place_of(first + "rule menu any \\(?P<day>x\nok: P<day>x\nno: y\n"), "loaded");
  EXPECT_EQ(place_of(first + "month 13 x\n"), "ru/boilerplate.rules:2");
  EXPECT_EQ(place_of(first + "words\n"), "ru/boilerplate.rules:2");
  const auto failing = Cleaner::load(with_rules(first + "rule menu any x\nok: y\nno: x\n"));
  ASSERT_TRUE(failing.ok());
  EXPECT_EQ(failing->check_examples().size(), 2U);
}

}  // namespace
}  // namespace letopis::text
