#include "extract/dictionary_tags.h"

#include <gtest/gtest.h>

#include <string>

namespace letopis::extract {
namespace {

const std::vector<std::string> kTags = {"_",
                                        "NOUN|Case=Gen|Number=Sing",
                                        "NOUN|Case=Ins|Number=Sing",
                                        "NOUN|Abbr=Yes",
                                        "VERB|Number=Sing|VerbForm=Fin",
                                        "PROPN|Animacy=Anim|Case=Gen",
                                        "PROPN|Animacy=Inan|Case=Gen",
                                        "PUNCT"};
constexpr std::string_view kTable =
    "NOUN\tNOUN\tCase! Number\nVERB\tVERB|VerbForm=Fin\tNumber\n"
    "PROPN|Animacy=Anim\tNOUN\nPROPN\tNOUN\tCase\n";

std::vector<Morph> morphs(const std::vector<std::string>& tags) {
  std::vector<Morph> out;
  for (const std::string& tag : tags) out.push_back(morph_of(tag).value_or(Morph{}));
  return out;
}

Result<DictionaryTags> load(std::string_view table, const std::vector<std::string>& kinds) {
  const auto files = DataFiles::from_folder("data");
  return DictionaryTags::load(files->with("ru/tags.tsv", std::string(table)), morphs(kTags),
                              morphs(kinds));
}

morph::Word word(bool guessed, uint8_t marks) {
  morph::Reading reading;  // of kind 0
  reading.guessed = guessed;
  reading.marks = marks;
  return morph::Word({reading});
}

// Indices of the tags that fit, as "1 4".
std::string fitting(const DictionaryTags& tags, const std::vector<uint16_t>& of) {
  std::string out;
  for (uint16_t tag = 0; tag < kTags.size(); ++tag)
    if (tags.fits(of, tag)) out += (out.empty() ? "" : " ") + std::to_string(tag);
  return out;
}

TEST(DictionaryTags, AReadingAllowsWhatItsRowSays) {
  const auto tags = load(kTable, {"NOUN|Case=Gen|Number=Sing", "NOUN|Case=Ins|Number=Sing",
                                  "VERB|Number=Plur|VerbForm=Fin", "VERB|VerbForm=Inf"});
  ASSERT_TRUE(tags.ok()) << to_string(tags.error());
  EXPECT_EQ(fitting(*tags, {0}), "1 5 6 7") << "a genitive, and what no row forbids";
  EXPECT_EQ(fitting(*tags, {1}), "2 5 7") << "names of persons in any case";
  EXPECT_EQ(fitting(*tags, {0, 1}), "1 2 5 6 7");
  EXPECT_EQ(fitting(*tags, {2}), "7") << "another number";
  EXPECT_EQ(fitting(*tags, {3}), "7") << "no finite verb";
  EXPECT_EQ(fitting(*tags, {}), "");

  nn::TagGuide::Tags sets;
  tags->tags(std::vector<uint16_t>{1}, sets);
  EXPECT_EQ(sets.wholly, (std::vector<uint64_t>{0b10100100}));
  EXPECT_EQ(sets.classes, (std::vector<uint64_t>{0b11101110}));
  tags->tags(std::vector<uint16_t>{2}, sets);
  EXPECT_EQ(sets.wholly, (std::vector<uint64_t>{0b10000000}));
  EXPECT_EQ(sets.classes, (std::vector<uint64_t>{0b10010000}));
}

TEST(DictionaryTags, TellsWhichRowIsBad) {
  const std::pair<std::string, std::string> cases[] = {{"NOUN\tNOUN\nNAME\tNOUN", "2"},
                                                       {"# x\nNOUN\tNOUN|Tone=High", "2"},
                                                       {"NOUN\tNOUN\tCase Tone!", "1"}};
  for (const auto& [table, line] : cases) {
    const auto tags = load(table, {"NOUN"});
    ASSERT_FALSE(tags.ok()) << table;
    EXPECT_EQ(tags.error().code, Code::kBadRule);
    EXPECT_EQ(tags.error().place, "ru/tags.tsv:" + line);
  }
}

TEST(WordGuide, SaysNothingOfNamesThatTheDictionaryLacksAndOfWordsOfOneForm) {
  const auto tags = load(kTable, {"NOUN|Case=Gen|Number=Sing"});
  ASSERT_TRUE(tags.ok());
  Article article;
  article.text = "слова Слова слова слова 5";
  std::vector<Document> documents(2);
  for (Document& doc : documents) {
    doc.article = &article;
    for (const uint32_t begin : {0U, 11U, 22U, 33U})
      doc.tokens.push_back({{begin, begin + 10}, TokenKind::kCyrillic});
    doc.tokens.push_back({{44, 45}, TokenKind::kNumber});
  }
  morph::Word known = word(false, 0), guessed = word(true, 0), fixed = word(false, morph::kFixed),
              unknown({});
  const WordGuide::Words words = {{&guessed, &guessed, &fixed, &unknown, nullptr}, {&known}};
  const WordGuide guide(*tags, documents, words);
  const uint16_t instrumental = 2;
  EXPECT_FALSE(guide.fits(0, 0, instrumental)) << "a common word by its ending";
  EXPECT_TRUE(guide.fits(0, 1, instrumental)) << "a name";
  EXPECT_TRUE(guide.fits(0, 2, instrumental)) << "one form";
  EXPECT_TRUE(guide.fits(0, 3, instrumental)) << "no reading";
  EXPECT_TRUE(guide.fits(0, 4, instrumental)) << "no word";
  EXPECT_FALSE(guide.fits(1, 0, instrumental)) << "the other document";
  EXPECT_TRUE(guide.fits(1, 0, 1));
}

}  // namespace
}  // namespace letopis::extract
