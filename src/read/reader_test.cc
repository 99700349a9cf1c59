#include "read/reader.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unicode/ucnv.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/hash.h"

namespace letopis::read {
namespace {

namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

std::string windows_1251(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(text.size(), '\0');
  const int32_t size =
      ucnv_convert("windows-1251", "utf-8", out.data(), static_cast<int32_t>(out.size()),
                   text.data(), static_cast<int32_t>(text.size()), &status);
  EXPECT_TRUE(U_SUCCESS(status));
  out.resize(static_cast<size_t>(size));
  return out;
}

class ReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/letopis-read-XXXXXX";
    ASSERT_NE(mkdtemp(name), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  std::string put(const std::string& name, const std::string& content) {
    const fs::path path = fs::path(folder_) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
  }
  // Reads all; keeps the articles and the report.
  void read(Strings paths, ReadOptions options = {}) {
    articles_.clear();
    auto reader = Reader::open(std::move(paths), std::move(options));
    ASSERT_TRUE(reader.ok()) << to_string(reader.error());
    while (auto article = reader->next()) articles_.push_back(std::move(*article));
    report_ = reader->report();
    EXPECT_EQ(report_.articles, articles_.size());
  }
  void read_stdin(const std::string& content, ReadOptions options = {}) {
    std::istringstream input(content);
    options.standard_input = &input;
    read({"-"}, std::move(options));
  }
  Strings texts() const {
    Strings out;
    for (const Article& article : articles_) out.push_back(article.text);
    return out;
  }
  Strings docs() const {
    Strings out;
    for (const Article& article : articles_)
      out.push_back(article.doc.starts_with(folder_) ? article.doc.substr(folder_.size() + 1)
                                                     : article.doc);
    return out;
  }
  // "code place" of every problem, the folder left out; each must say what is wrong.
  Strings shown(const std::vector<Problem>& problems) const {
    Strings out;
    for (const Problem& problem : problems) {
      EXPECT_GT(problem.message.size(), 15U);
      std::string place = problem.place;
      if (place.starts_with(folder_ + "/")) place = place.substr(folder_.size() + 1);
      out.push_back(problem.code + " " + place);
    }
    return out;
  }
  Strings problems() const { return shown(report_.problems); }

  std::string folder_;
  std::vector<Article> articles_;
  ReadReport report_;
};

TEST_F(ReaderTest, PlainTextIsKeptAsItIs) {
  const std::string text = "\xEF\xBB\xBFПервая строка\r\nВторая\r\n";
  const std::string path = put("a.txt", text);
  read({path});
  ASSERT_EQ(articles_.size(), 1U);
  const Article& article = articles_[0];
  EXPECT_EQ(article.text, text);
  EXPECT_EQ(article.text_sha256, sha256_hex(text));
  EXPECT_EQ(article.raw_sha256, sha256_hex(text));
  EXPECT_EQ(article.raw, "");
  EXPECT_EQ(article.decoder, "utf-8");
  EXPECT_EQ(article.path, path);
  EXPECT_EQ(article.doc, path);
  EXPECT_TRUE(article.problems.empty());
  EXPECT_EQ(problems(), Strings{});
}

TEST_F(ReaderTest, FoldersAreWalkedToTheBottomInTheOrderOfBytes) {
  put("b/c/z.txt", "z");
  put("b.txt", "b");
  put("B.TXT", "B");
  put("a/x.txt", "x");
  put("a/x.ann", "T1");
  put("a/pic.png", "png");
  put("a/noext", "noext");
  put(".hidden.txt", "hidden");
  fs::create_directory_symlink(folder_, folder_ + "/a/loop");
  read({folder_});
  EXPECT_EQ(docs(), (Strings{"B.TXT", "a/x.txt", "b.txt", "b/c/z.txt"}));
  EXPECT_EQ(report_.passed_over,
            (std::map<std::string, uint64_t>{
                {".ann", 1}, {".png", 1}, {"", 1}, {"hidden", 1}, {"links", 1}}));
  EXPECT_EQ(problems(), Strings{});
}

TEST_F(ReaderTest, AFileThatIsNamedIsReadWhateverItsExtension) {
  read({put("news.md", "текст")});
  EXPECT_EQ(texts(), Strings{"текст"});
}

TEST_F(ReaderTest, JsonInEveryForm) {
  put("1.json", "{\"text\": \"один\"}");
  put("2.json", "[{\"body\": \"два\"}, {\"content\": \"три\"}]");
  put("3.jsonl", "{\"message\": \"четыре\"}\n\n{\"text\": \"пять\"}\n");
  put("4.ndjson", "{\"text\": \"шесть\"}");
  put("5.json", "{\"text\": \"семь\"}\n{\"text\": \"восемь\"}\n");
  put("6.json", "{\n  \"text\": \"девять\"\n}\n");
  read({folder_});
  EXPECT_EQ(texts(),
            (Strings{"один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"}));
  EXPECT_EQ(docs(), (Strings{"1.json", "2.json#1", "2.json#2", "3.jsonl#1", "3.jsonl#3",
                             "4.ndjson#1", "5.json#1", "5.json#2", "6.json"}));
  EXPECT_EQ(problems(), Strings{});
}

TEST_F(ReaderTest, TheTextOfARecordIsItsDecodedValue) {
  read({put("a.json", "{\"text\": \"\\u041a\\n\\\"\\ud83d\\ude00\\ufeff\\r\"}")});
  ASSERT_EQ(articles_.size(), 1U);
  EXPECT_EQ(articles_[0].text, "К\n\"😀\uFEFF\r");
  EXPECT_EQ(articles_[0].raw, "");
  EXPECT_EQ(articles_[0].raw_sha256, articles_[0].text_sha256);
}

TEST_F(ReaderTest, MessagesMayBeListsOfParts) {
  read({put("chat.json", R"({"name": "Канал", "messages": [
      {"id": 1, "date": "2024-12-04T09:00:28", "text": ["Встреча в ", {"type": "bold", "text": "Тарне"}, " прошла"]},
      {"id": 2, "date": "2024-12-05T09:00:28+00:00", "text": "Итоги", "channel": "Вестник"}]})")});
  EXPECT_EQ(texts(), (Strings{"Встреча в Тарне прошла", "Итоги"}));
  EXPECT_EQ(articles_[0].published.edtf, "2024-12-04");
  EXPECT_EQ(articles_[1].published.edtf, "2024-12-05");
  EXPECT_EQ(articles_[1].outlet, "Вестник");
}

TEST_F(ReaderTest, ATextFieldMayBeNamed) {
  put("a.jsonl", "{\"lead\": \"это\", \"text\": \"не это\"}\n{\"text\": \"нет поля\"}\n");
  read({folder_}, {.text_field = "lead"});
  EXPECT_EQ(texts(), Strings{"это"});
  EXPECT_EQ(problems(), Strings{"no-text a.jsonl:2"});
}

TEST_F(ReaderTest, RecordsCarryMetadata) {
  read({put(
      "a.jsonl",
      R"({"text":"т","title":"Заголовок","url":"https://a.example/1","source":"Вестник","date":"2024-11-27T10:00:00+03:00","authors":["И. Тарсов"],"language":"ru"})")});
  ASSERT_EQ(articles_.size(), 1U);
  const Article& a = articles_[0];
  EXPECT_EQ(a.title, "Заголовок");
  EXPECT_EQ(a.url, "https://a.example/1");
  EXPECT_EQ(a.outlet, "Вестник");
  EXPECT_EQ(a.published.edtf, "2024-11-27");
  EXPECT_EQ(a.published.source, DateSource::kGiven);
  EXPECT_EQ(a.authors, Strings{"И. Тарсов"});
  EXPECT_EQ(a.language, "ru");
  EXPECT_TRUE(a.problems.empty());
}

TEST_F(ReaderTest, TheManifestGivesMetadata) {
  put("in/manifest.jsonl",
      "\xEF\xBB\xBF{\"path\":\"a.txt\",\"published\":\"2024-11\",\"outlet\":\"Вестник\",\"agency\":"
      "null}\n"
      "{\"path\":\"deep/b.txt\",\"url\":\"http://b.example/\"}\n");
  put("in/a.txt", "а");
  put("in/deep/b.txt", "б");
  put("in/other.txt", "в");
  read({folder_ + "/in"});
  EXPECT_EQ(docs(), (Strings{"in/a.txt", "in/deep/b.txt", "in/other.txt"}));
  EXPECT_EQ(articles_[0].published.edtf, "2024-11");
  EXPECT_EQ(iso(articles_[0].published.days.last), "2024-11-30");
  EXPECT_EQ(articles_[0].outlet, "Вестник");
  EXPECT_EQ(articles_[1].url, "http://b.example/");
  EXPECT_FALSE(articles_[2].published.known());
  EXPECT_EQ(problems(), Strings{});
}

TEST_F(ReaderTest, AFileNamedAloneTakesItsLineOfTheManifestBesideIt) {
  put("in/manifest.jsonl",
      "{\"path\":\"a.txt\",\"outlet\":\"Вестник\"}\n{\"path\":\"gone.txt\"}\n");
  put("manifest.jsonl", "{\"path\":\"in/deep/c.txt\",\"outlet\":\"Чужой\"}\n");
  read({put("in/a.txt", "а"), put("in/deep/c.txt", "в")});
  EXPECT_EQ(articles_[0].outlet, "Вестник");
  EXPECT_EQ(articles_[1].outlet, "");
  EXPECT_EQ(problems(), Strings{});
}

TEST_F(ReaderTest, AGivenManifestIsUsedInstead) {
  put("in/manifest.jsonl", "{\"path\":\"a.txt\",\"outlet\":\"Вестник\"}\n");
  put("in/a.txt", "а");
  read({folder_ + "/in"},
       {.manifest = put("other.jsonl", "{\"path\":\"in/a.txt\",\"outlet\":\"Другой\"}\n")});
  EXPECT_EQ(articles_.at(0).outlet, "Другой");
}

TEST_F(ReaderTest, ARecordKnowsBetterThanTheManifestUnlessItIsWrong) {
  put("manifest.jsonl",
      "{\"path\":\"a#b.json\",\"outlet\":\"Вестник\",\"url\":\"http://a.example/"
      "1\",\"title\":\"Т\"}\n");
  put("a#b.json", "{\"text\":\"т\",\"outlet\":\"Курьер\",\"url\":\"no url\"}");
  read({folder_});
  EXPECT_EQ(articles_.at(0).outlet, "Курьер");
  EXPECT_EQ(articles_[0].title, "Т");
  EXPECT_EQ(articles_[0].url, "http://a.example/1");
  EXPECT_EQ(shown(articles_[0].problems), Strings{"bad-metadata a#b.json"});
}

TEST_F(ReaderTest, StandardInputIsTextOrJsonByItsFirstByte) {
  read_stdin("Просто текст");
  EXPECT_EQ(texts(), Strings{"Просто текст"});
  EXPECT_EQ(docs(), Strings{"-"});
  read_stdin("{\"text\":\"а\"}\n{\"text\":\"б\"}\n");
  EXPECT_EQ(texts(), (Strings{"а", "б"}));
  EXPECT_EQ(docs(), (Strings{"-#1", "-#2"}));
  read_stdin("[{\"text\":\"а\"}]");
  EXPECT_EQ(docs(), Strings{"-#1"});
  read_stdin("{\"text\":\"cut\n{\"text\":\"б\"}\n");
  EXPECT_EQ(texts(), Strings{"б"});
  EXPECT_EQ(problems(), Strings{"bad-json -:1"});
  read_stdin("");
  EXPECT_EQ(problems(), Strings{"empty -"});
}

TEST_F(ReaderTest, JsonOnStandardInputMayBeginWithAMarkAndSpace) {
  read_stdin("\xEF\xBB\xBF\n {\"text\":\"а\"}\n{\"text\":\"cut");
  EXPECT_EQ(texts(), Strings{"а"});
  EXPECT_EQ(docs(), Strings{"-#2"});
  EXPECT_EQ(problems(), Strings{"bad-json -:3"});
  read_stdin("\xEF\xBB\xBF\n Просто текст");
  EXPECT_EQ(texts(), Strings{"\xEF\xBB\xBF\n Просто текст"});
  read_stdin(" \n");
  EXPECT_EQ(problems(), Strings{"empty -"});
}

TEST_F(ReaderTest, AGivenManifestInsideTheFolderIsNoArticle) {
  put("in/list.jsonl", "{\"path\":\"a.txt\",\"outlet\":\"Вельдинформ\"}\n");
  put("in/a.txt", "а");
  read({folder_ + "/in"}, {.manifest = folder_ + "/in/../in/list.jsonl"});
  EXPECT_EQ(docs(), Strings{"in/a.txt"});
  EXPECT_EQ(articles_.at(0).outlet, "Вельдинформ");
  EXPECT_EQ(problems(), Strings{});
}

TEST_F(ReaderTest, Windows1251IsReadInTextsRecordsAndManifests) {
  const std::string text = "Президент Вельдории Радим Тарсов прибыл в Орвель.";
  put("a.txt", windows_1251(text));
  put("b.jsonl", windows_1251("{\"text\":\"" + text + "\",\"title\":\"Визит в Орвель\"}\n"));
  put("manifest.jsonl", windows_1251("{\"path\":\"a.txt\",\"outlet\":\"Лестанский вестник\"}\n"));
  read({folder_});
  EXPECT_EQ(texts(), (Strings{text, text}));
  for (const Article& article : articles_) {
    EXPECT_EQ(article.decoder, "windows-1251");
    EXPECT_EQ(article.raw_sha256, sha256_hex(article.raw));
    EXPECT_EQ(article.text_sha256, sha256_hex(text));
    EXPECT_TRUE(article.problems.empty());
  }
  EXPECT_EQ(articles_.at(0).raw, windows_1251(text));
  EXPECT_EQ(articles_[0].outlet, "Лестанский вестник");
  EXPECT_EQ(articles_[1].title, "Визит в Орвель");
  EXPECT_EQ(problems(), Strings{});
}

TEST_F(ReaderTest, AGivenDateStandsAboveAll) {
  read({put("a.json", "{\"text\":\"т\",\"date\":\"2020-01-01\"}")}, {.published = "2024-11-27"});
  EXPECT_EQ(articles_.at(0).published.edtf, "2024-11-27");
  const auto bad = Reader::open({folder_}, {.published = "вчера"});
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().place, "--published");
}

// --- Bad input
// -------------------------------------------------------------------------------------------------------

TEST_F(ReaderTest, APathThatIsNotThereIsToldAndTheOthersAreRead) {
  read({folder_ + "/none.txt", put("a.txt", "а")});
  EXPECT_EQ(texts(), Strings{"а"});
  EXPECT_EQ(problems(), Strings{"not-found none.txt"});
  const auto none = Reader::open({folder_ + "/none.txt"}, {});
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, Code::kNotFound);
  EXPECT_EQ(none.error().place, folder_ + "/none.txt");
  const auto manifest = Reader::open({folder_}, {.manifest = folder_ + "/none.jsonl"});
  ASSERT_FALSE(manifest.ok());
  EXPECT_EQ(manifest.error().place, folder_ + "/none.jsonl");
}

TEST_F(ReaderTest, AFolderWithoutArticlesGivesNone) {
  put("a.png", "png");
  read({folder_});
  EXPECT_EQ(report_.articles, 0U);
  EXPECT_EQ(report_.passed_over.at(".png"), 1U);
}

TEST_F(ReaderTest, EmptyFilesAreProblems) {
  put("a.txt", "");
  put("b.txt", " \n\xEF\xBB\xBF\r\n");
  put("c.json", "");
  put("d.jsonl", "\n \n");
  put("e.json", "{\"text\":\"\"}");
  put("f.txt", "есть");
  read({folder_});
  EXPECT_EQ(texts(), Strings{"есть"});
  EXPECT_EQ(problems(), (Strings{"empty a.txt", "empty b.txt", "empty c.json", "empty d.jsonl",
                                 "empty e.json"}));
}

TEST_F(ReaderTest, BrokenUtf8IsRepairedAndTold) {
  const std::string bytes = "Встреча прошла \xD0 в столице\xFF.";
  read({put("a.txt", bytes)});
  ASSERT_EQ(articles_.size(), 1U);
  EXPECT_EQ(articles_[0].text, "Встреча прошла \uFFFD в столице\uFFFD.");
  EXPECT_EQ(articles_[0].raw, bytes);
  EXPECT_EQ(articles_[0].raw_sha256, sha256_hex(bytes));
  EXPECT_EQ(articles_[0].text_sha256, sha256_hex(articles_[0].text));
  EXPECT_EQ(shown(articles_[0].problems), Strings{"ill-formed-utf8 a.txt"});
  EXPECT_TRUE(articles_[0].problems[0].message.starts_with("2 "));
}

TEST_F(ReaderTest, BrokenUtf8AndLoneSurrogatesInJsonAreRepairedAndTold) {
  read({put("a.jsonl",
            "{\"text\":\"слово \xD0 слово\"}\n{\"text\":\"а \\ud83d б \\\\ud83d "
            "\\ud83d\\ude00\"}\n{\"text\":\"в\"}\n")});
  EXPECT_EQ(texts(), (Strings{"слово \uFFFD слово", "а \uFFFD б \\ud83d 😀", "в"}));
  EXPECT_EQ(shown(articles_[0].problems), Strings{"ill-formed-utf8 a.jsonl#1"});
  EXPECT_EQ(shown(articles_[1].problems), Strings{"ill-formed-utf8 a.jsonl#2"});
  EXPECT_EQ(articles_[0].raw, "{\"text\":\"слово \xD0 слово\"}");
}

TEST_F(ReaderTest, NulBytesAreKeptAndTold) {
  put("a.txt", std::string("а\0б", 5));
  put("b.json", "{\"text\":\"а\\u0000б\"}");
  read({folder_});
  EXPECT_EQ(texts(), (Strings{std::string("а\0б", 5), std::string("а\0б", 5)}));
  EXPECT_EQ(shown(articles_[0].problems), Strings{"nul-bytes a.txt"});
  EXPECT_EQ(shown(articles_[1].problems), Strings{"nul-bytes b.json"});
}

TEST_F(ReaderTest, AJsonLineCutInHalfIsToldWithItsLine) {
  read({put("a.jsonl",
            "{\"text\":\"а\"}\n{\"text\":\"cut\n{\"text\":\"б\"}\nword\n[1]\n{\"text\":\"в\"")});
  EXPECT_EQ(texts(), (Strings{"а", "б"}));
  EXPECT_EQ(problems(), (Strings{"bad-json a.jsonl:2", "bad-json a.jsonl:4", "bad-record a.jsonl:5",
                                 "bad-json a.jsonl:6"}));
}

TEST_F(ReaderTest, AJsonFileCutInHalfKeepsItsWholeRecords) {
  put("a.json", "[{\"text\":\"а\"},\n{\"text\":\"cut");
  put("b.json", "{\"text\":\"cut");
  put("c.txt", "в");
  read({folder_});
  EXPECT_EQ(texts(), (Strings{"а", "в"}));
  EXPECT_EQ(problems(), (Strings{"bad-json a.json:2", "bad-json b.json:1"}));
}

TEST_F(ReaderTest, WrongLinesOfAManifestAreToldWithTheirPlace) {
  put("manifest.jsonl",
      "{\"path\":\"gone.txt\"}\nword\n{\"outlet\":\"x\"}\n{\"path\":7}\n{\"path\":\"a.txt\"}\n{"
      "\"path\":\"./a.txt\"}\n{\"path\":\"" +
          std::string(5000, 'x') + "\"}\n");
  put("a.txt", "а");
  read({folder_});
  EXPECT_EQ(texts(), Strings{"а"});
  EXPECT_EQ(problems(),
            (Strings{"missing-file manifest.jsonl:1", "bad-manifest manifest.jsonl:2",
                     "bad-manifest manifest.jsonl:3", "bad-manifest manifest.jsonl:4",
                     "bad-manifest manifest.jsonl:6", "missing-file manifest.jsonl:7"}));
}

TEST_F(ReaderTest, AManifestBelowIsReadEvenIfNoFileAsksForIt) {
  put("in/deep/manifest.jsonl", "{\"path\":\"gone.txt\"}\n");
  put("in/a.txt", "а");
  read({folder_ + "/in"});
  EXPECT_EQ(problems(), Strings{"missing-file in/deep/manifest.jsonl:1"});
}

TEST_F(ReaderTest, BrokenBytesInAManifestCostNoLineOfIt) {
  put("manifest.jsonl",
      "{\"path\":\"a.txt\",\"title\":\"Визит \xD0\",\"outlet\":\"Вельдинформ\"}\n");
  put("a.txt", "а");
  read({folder_});
  EXPECT_EQ(articles_.at(0).outlet, "Вельдинформ");
  EXPECT_EQ(articles_[0].title, "Визит \uFFFD");
  EXPECT_EQ(problems(), Strings{"ill-formed-utf8 manifest.jsonl"});
}

TEST_F(ReaderTest, ABadFieldIsUnknownAndTheArticleStays) {
  put("manifest.jsonl",
      "{\"path\":\"a.txt\",\"published\":\"2025-02-31\",\"url\":\"http:/"
      "x\",\"authors\":[\"А\",7],\"outlet\":[],\"language\":\"русский\",\"title\":\"Т\"}\n"
      "{\"path\":\"b.txt\",\"published\":20240101,\"authors\":7}\n"
      "{\"path\":\"c.txt\",\"published\":\"2024-11-27 вечером\",\"authors\":\"И. Тарсов\"}\n");
  put("a.txt", "а");
  put("b.txt", "б");
  put("c.txt", "в");
  read({folder_});
  ASSERT_EQ(articles_.size(), 3U);
  EXPECT_FALSE(articles_[0].published.known());
  EXPECT_EQ(articles_[0].url + articles_[0].outlet + articles_[0].language, "");
  EXPECT_TRUE(articles_[0].authors.empty());
  EXPECT_EQ(articles_[0].title, "Т");
  Strings codes = shown(articles_[0].problems);
  std::sort(codes.begin(), codes.end());
  EXPECT_EQ(codes, (Strings{"bad-date manifest.jsonl:1", "bad-metadata manifest.jsonl:1",
                            "bad-metadata manifest.jsonl:1", "bad-metadata manifest.jsonl:1",
                            "bad-metadata manifest.jsonl:1"}));
  EXPECT_EQ(shown(articles_[1].problems),
            (Strings{"bad-metadata manifest.jsonl:2", "bad-date manifest.jsonl:2"}));
  EXPECT_EQ(shown(articles_[2].problems), Strings{"bad-date manifest.jsonl:3"});
  EXPECT_EQ(articles_[2].authors, Strings{"И. Тарсов"});
}

TEST_F(ReaderTest, WhatIsTooLargeIsToldAndTheOthersAreRead) {
  const std::string big(2000, 'x');
  put("a.txt", big);
  put("b.jsonl", "{\"text\":\"" + big + "\"}\n{\"text\":\"б\"}\n{\"text\":\"" +
                     std::string(100000, 'x') + "\"}\n{\"text\":\"в\"}\n");
  put("c.txt", std::string(1000, 'c'));
  read({folder_}, {.max_article_bytes = 1000});
  EXPECT_EQ(texts(), (Strings{"б", "в", std::string(1000, 'c')}));
  EXPECT_EQ(problems(), (Strings{"limit a.txt", "limit b.jsonl:1", "limit b.jsonl:3"}));
  read_stdin(big, {.max_article_bytes = 1000});
  EXPECT_EQ(problems(), Strings{"limit -"});
  EXPECT_FALSE(Reader::open({folder_}, {.max_article_bytes = 0}).ok());
}

TEST_F(ReaderTest, JsonOfAnyDepthEndsInAProblem) {
  read({put("a.json",
            "{\"text\":\"а\",\"x\":" + std::string(100000, '[') + std::string(100000, ']') + "}"),
        put("b.txt", "б")});
  EXPECT_EQ(texts(), Strings{"б"});
  EXPECT_EQ(problems(), Strings{"bad-json a.json:1"});
}

TEST_F(ReaderTest, WhatMayNotBeReadIsTold) {
  if (geteuid() == 0) GTEST_SKIP() << "the superuser may read everything";
  chmod(put("a.txt", "а").c_str(), 0);
  put("deep/b.txt", "б");
  chmod((folder_ + "/deep").c_str(), 0);
  put("c.txt", "в");
  read({folder_});
  chmod((folder_ + "/deep").c_str(), 0755);
  EXPECT_EQ(texts(), Strings{"в"});
  EXPECT_EQ(problems(), (Strings{"io deep", "io a.txt"}));
}

}  // namespace
}  // namespace letopis::read
