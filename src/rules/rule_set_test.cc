#include "rules/rule_set.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace letopis::rules {
namespace {

// A folder with one rule file, and words cut at spaces: the machine needs no more than that.
Result<RuleSet> set_of(const std::string& body) {
  const std::string folder = testing::TempDir() + "letopis_rules_test_" + std::to_string(getpid());
  if (std::system(("rm -rf " + folder + " && mkdir -p " + folder + "/x").c_str()) != 0)
    return Error{};
  std::ofstream(folder + "/x/a.rules") << "letopis-rules 1\n" << body;
  LT_ASSIGN(const DataFiles files, DataFiles::from_folder(folder));
  std::filesystem::remove_all(folder);
  return RuleSet::load(files, "x/");
}

std::vector<Mark> cut(Document& doc) {
  const std::string& text = doc.article->text;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    if (end > at)
      doc.tokens.push_back(
          {{static_cast<uint32_t>(at), static_cast<uint32_t>(end)}, TokenKind::kCyrillic});
    at = end + 1;
  }
  doc.sentences.push_back({0, doc.size()});
  return {};
}

struct Text {
  explicit Text(std::string words) {
    article.text = std::move(words);
    doc.article = &article;
    cut(doc);
  }
  Article article;
  Document doc;
};

std::string found(const RuleSet& set, std::string words, std::vector<Mark> marks = {}) {
  const Text text(std::move(words));
  std::string out;
  for (const Match& match : set.find({text.doc, marks}))
    out += match.rule->name + "[" +
           std::string(text.doc.span_of(match.begin, match.end).of(text.article.text)) + "]";
  return out;
}

constexpr const char* kExamples = "\n  => take\n  ok: [x]\n  no: y\n";

std::string place_of(const std::string& body) {
  const auto set = set_of(body);
  return set.ok() ? "fine" : set.error().place.substr(set.error().place.find("a.rules") + 8);
}

const char* const kDates = R"(
list month
  январ(ь я е) = 1
  ма(й я е) = 5      # short
  дня(-) победы, день победы = 59
  январ(ь е)-феврал(ь е) = 102
end
def year = number(1000..2999) "года|г"?
rule date
  d:number(1..31) m:month y:year?
  => date day=$d month=$m year=$y kind=day
  ok: это [1 января 1990 года] было
  no: 32 января
rule month
  "в|во"? m:month
  => date month=$m
  ok: был [в мае] тут
  no: 5 мая
rule range
  r:shape("N-N") m:month
  => range from=$r.1 to=$r.2
  ok: с [11–12 мая] там
  no: 11 мая
)";

TEST(RuleSet, MatchesListsNumbersAndShapes) {
  const auto set = set_of(kDates);
  ASSERT_TRUE(set.ok()) << to_string(set.error());
  EXPECT_EQ(found(*set, "было 25 МАЯ 1990 года и в январе"),
            "date[25 МАЯ 1990 года]month[в январе]");
  EXPECT_EQ(found(*set, "11—12 мая"), "range[11—12 мая]");
  EXPECT_EQ(found(*set, "январе–феврале"), "month[январе–феврале]");
  EXPECT_EQ(found(*set, "день победы"), "month[день победы]");
  EXPECT_EQ(found(*set, "32 мая"), "month[мая]");
  const auto failures = set->check(cut);
  EXPECT_TRUE(failures.empty()) << failures[0].place << failures[0].sentence << failures[0].why;
}

TEST(RuleSet, GivesValuesOfArguments) {
  const auto set = set_of(kDates);
  ASSERT_TRUE(set.ok());
  const Text text("3 мая 11-12 января");
  const auto matches = set->find({text.doc});
  ASSERT_EQ(matches.size(), 2U);
  EXPECT_EQ(matches[0].whole("day"), 3);
  EXPECT_EQ(matches[0].whole("month"), 5);
  EXPECT_EQ(matches[0].whole("year"), std::nullopt);
  EXPECT_EQ(matches[0].text("kind"), "day");
  EXPECT_EQ(matches[1].whole("to"), 12);
  EXPECT_EQ(matches[1].capture("r")->begin, 2U);
  EXPECT_EQ(set->look_up("month", "Мая"), "5");
  EXPECT_EQ(set->look_up("month", "март"), std::nullopt);
}

TEST(RuleSet, ChoicesRepetitionsAndLooks) {
  const auto set =
      set_of("rule a\n not-after(\"не\"|\"ни\") \"а\" (\"б\"|\"в г\"){1,2} not(\"д\") end" +
             std::string(kExamples) + "rule b\n start \"ё\"" + kExamples +
             "rule c\n \"к\" span:(any any[upper])" + kExamples);
  ASSERT_TRUE(set.ok()) << to_string(set.error());
  EXPECT_EQ(found(*set, "а б в г"), "a[а б в г]");
  EXPECT_EQ(found(*set, "а в г б"), "a[а в г б]");
  EXPECT_EQ(found(*set, "не а б"), "");
  EXPECT_EQ(found(*set, "а б д"), "");
  EXPECT_EQ(found(*set, "Е мы"), "b[Е]");
  EXPECT_EQ(found(*set, "к ней Она"), "c[ней Она]");
}

TEST(RuleSet, TakesTheLongestMarkAndKnowsMorphology) {
  const auto set = set_of("rule a\n p:<PER> v:[VERB Tense=Past governs=p]\n => act who=$p" +
                          std::string("\n  ok: [x]\n  no: y\n"));
  ASSERT_TRUE(set.ok()) << to_string(set.error());
  EXPECT_TRUE(set->rules()[0].needs_morphs);
  Text text("Иван Петров сказал");
  const std::vector<Mark> marks = {{0, 1, "PER", 0}, {0, 2, "PER", 7}};
  EXPECT_TRUE(set->find({text.doc, marks}).empty());  // no morphs: nothing, and no crash
  text.doc.morphs = {*morph_of("PROPN"), *morph_of("PROPN"),
                     *morph_of("VERB|Tense=Past|VerbForm=Fin")};
  text.doc.arcs = {{1, Relation::kFlatName}, {2, Relation::kNsubj}, {kNoToken, Relation::kRoot}};
  const auto matches = set->find({text.doc, marks});
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_EQ(matches[0].whole("who"), 7);
  EXPECT_EQ(matches[0].end, 3U);
}

TEST(RuleSet, ErrorsNameTheirPlace) {
  EXPECT_EQ(place_of("rule a\n  \"x\" мес" + std::string(kExamples)), "3:7");
  EXPECT_EQ(place_of("rule a\n  \"x\"?" + std::string(kExamples)), "2:6");
  EXPECT_EQ(place_of("rule a\n  \"x\" (\"y\"" + std::string(kExamples)), "4:3");
  EXPECT_EQ(place_of("rule a\n  \"x\" => take y=$z\n"), "3:18");
  EXPECT_EQ(place_of("rule a\n  \"x\" => take\n  ok: x\n"), "4:7");
  EXPECT_EQ(place_of("list a\n  x = 1\n"), "2:6");
  EXPECT_EQ(place_of("rule a\n  [NOUN Case=Foo]" + std::string(kExamples)), "3:9");
  EXPECT_EQ(place_of("rule a\n  \"x"), "3:3");
  EXPECT_EQ(place_of("what\n"), "2:1");
}

TEST(RuleSet, APatternThatCouldBlowUpIsRefused) {
  EXPECT_EQ(place_of("rule a\n  \"x\" (any? any? any?){0,8}" + std::string(kExamples)), "2:6");
  EXPECT_EQ(place_of("rule a\n  \"x\" (any? any?){0,2}" + std::string(kExamples)), "fine");
}

TEST(RuleSet, ExamplesThatFailAreReported) {
  const auto set = set_of("rule a\n  \"x\"\n  => take\n  ok: [y] x\n  no: z x\n");
  ASSERT_TRUE(set.ok());
  const auto failures = set->check(cut);
  ASSERT_EQ(failures.size(), 2U);
  EXPECT_EQ(failures[0].place, "x/a.rules:5");
  EXPECT_EQ(failures[1].sentence, "z x");
}

TEST(RuleSet, HostileTextIsHarmless) {
  const auto set = set_of(kDates);
  ASSERT_TRUE(set.ok());
  std::string words;
  for (int i = 0; i < 20000; ++i) words += "в 1 января ";
  EXPECT_FALSE(found(*set, words).empty());
  EXPECT_EQ(found(*set, "99999999999999999999999 мая"), "month[мая]");
  EXPECT_EQ(found(*set, ""), "");
}

}  // namespace
}  // namespace letopis::rules
