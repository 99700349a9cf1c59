#include "read/metadata.h"

#include <gtest/gtest.h>

namespace letopis::read {
namespace {

// The article that a metadata object makes, read at "m.jsonl:1".
Article taken(const std::string& json, Article article = {}) {
  simdjson::dom::parser parser;
  simdjson::dom::object source;
  EXPECT_EQ(parser.parse(json).get(source), simdjson::SUCCESS) << json;
  take_metadata(source, "m.jsonl:1", article);
  return article;
}
Published published(std::string_view value) {
  Article article;
  take_published(value, "m.jsonl:1", article);
  EXPECT_EQ(article.published.known(), article.problems.empty()) << value;
  return article.published;
}
// "code" of every problem; each has the place and says what was done.
std::vector<std::string> codes(const Article& article) {
  std::vector<std::string> out;
  for (const Problem& problem : article.problems) {
    EXPECT_EQ(problem.place, "m.jsonl:1");
    EXPECT_NE(problem.message.find("taken as unknown"), std::string::npos) << problem.message;
    out.push_back(problem.code);
  }
  return out;
}
using Codes = std::vector<std::string>;

TEST(Metadata, ADateIsKeptAsGivenWithTheDaysItAllows) {
  EXPECT_EQ(iso(published("2031-05").days.first), "2031-05-01");
  EXPECT_EQ(iso(published("2031-05").days.last), "2031-05-31");
  EXPECT_EQ(published("2031-05-08~").edtf, "2031-05-08~");
  EXPECT_EQ(published("2031-05-08/2031-05-10").edtf, "2031-05-08/2031-05-10");
  EXPECT_EQ(published("2031-05-08").source, DateSource::kGiven);
}

TEST(Metadata, OfATimeTheDayIsTaken) {
  for (const char* time : {"2031-05-08T23:59:00+03:00", "2031-05-08T10:00Z", "2031-05-08 10:00",
                           "2031-05-08 10:00:00.000"})
    EXPECT_EQ(published(time).edtf, "2031-05-08") << time;
}

TEST(Metadata, WhatIsNoDateIsUnknown) {
  for (const char* date :
       {"вчера", "2031-02-29", "2031-13-01", "2031-05-08 вечером", "2031-05-08Tполдень:00",
        "08.05.2031", "2031/..", "..", "2031-05-08T10:00/2031-05-09T10:00", "XXXX-05-08",
        "2031-05-08/2031-05-01", "0000-01-01"})
    EXPECT_FALSE(published(date).known()) << date;
}

TEST(Metadata, FieldsHaveTheNamesThatPeopleGiveThem) {
  const Article article = taken(
      R"({"link":"https://veldinform.example/1","site":"Вельдинформ","headline":"Визит отложен","author":"А. Зорич","lang":"ru-RU","pubdate":"2031-05-08"})");
  EXPECT_EQ(article.url, "https://veldinform.example/1");
  EXPECT_EQ(article.outlet, "Вельдинформ");
  EXPECT_EQ(article.title, "Визит отложен");
  EXPECT_EQ(article.authors, std::vector<std::string>{"А. Зорич"});
  EXPECT_EQ(article.language, "ru-RU");
  EXPECT_EQ(article.published.edtf, "2031-05-08");
  EXPECT_EQ(codes(article), Codes{});
}

TEST(Metadata, NullAndEmptyFieldsAreAbsent) {
  Article before;
  before.outlet = "Вельдинформ";
  const Article article = taken(
      R"({"url":null,"link":"https://veldinform.example/2","outlet":"","published":null,"date":"","authors":["",null]})",
      before);
  EXPECT_EQ(article.url,
            "https://veldinform.example/2");  // the next name is asked where the first is null
  EXPECT_EQ(article.outlet, "Вельдинформ");
  EXPECT_FALSE(article.published.known());
  EXPECT_TRUE(article.authors.empty());
  EXPECT_EQ(codes(article), Codes{"bad-metadata"});  // a null among the authors is no name
}

TEST(Metadata, ABadFieldKeepsWhatWasKnownBefore) {
  Article before;
  before.url = "https://veldinform.example/3";
  before.authors = {"А. Зорич"};
  before.published = published("2031-05-08");
  const Article article = taken(
      R"({"url":"veldinform","authors":7,"published":20310509,"language":"по-русски"})", before);
  EXPECT_EQ(article.url, before.url);
  EXPECT_EQ(article.authors, before.authors);
  EXPECT_EQ(article.published.edtf, "2031-05-08");
  EXPECT_EQ(article.language, "");
  EXPECT_EQ(codes(article), (Codes{"bad-metadata", "bad-metadata", "bad-metadata", "bad-date"}));
}

TEST(Metadata, AnAddressNeedsASchemeAndAHostAndNoSpaces) {
  for (const char* bad : {"veldinform.example/1", "://veldinform.example", "https://", "https:///1",
                          "https://veldinform.example/a b", "1https://x"})
    EXPECT_EQ(taken(std::string("{\"url\":\"") + bad + "\"}").url, "") << bad;
  EXPECT_EQ(taken(R"({"url":"https://вельдинформ.example/визит"})").url,
            "https://вельдинформ.example/визит");
}

}  // namespace
}  // namespace letopis::read
