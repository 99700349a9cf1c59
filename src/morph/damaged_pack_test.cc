// What may be wrong with a pack of the dictionary, on a small one of the same shape.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <random>

#include "base/test_packs.h"
#include "morph/lexicon.h"
#include "morph/test_small_pack.h"

namespace letopis::morph {
namespace {

class DamagedLexicon : public testing::Test {
 protected:
  void SetUp() override {
    path_ = testing::TempDir() + "letopis_damaged_lexicon_" + std::to_string(getpid());
    write(small_pack());
  }
  void TearDown() override { std::remove(path_.c_str()); }

  void write(const std::map<std::string, std::string>& sections,
             uint32_t version = kPackVersion) const {
    PackWriter writer;
    for (const auto& [name, bytes] : sections) writer.add(name, bytes);
    ASSERT_TRUE(writer.write(path_, kPackKind, version).ok());
  }
  Result<Lexicon> open() const {
    auto files = DataFiles::from_folder("data");
    return Lexicon::open(path_, *files);
  }

  std::string path_;
};

TEST_F(DamagedLexicon, TheSmallPackServes) {
  const auto lexicon = open();
  ASSERT_TRUE(lexicon.ok()) << to_string(lexicon.error());
  const Morph genitive = *morph_of("NOUN|Animacy=Inan|Case=Gen|Gender=Neut|Number=Sing");
  EXPECT_EQ(lexicon->lemma("слова", genitive), "слово");
  EXPECT_EQ(lexicon->readings("елка").front().word, "ёлка");
  EXPECT_TRUE(lexicon->readings("подслово").front().guessed);
}

TEST_F(DamagedLexicon, AFlippedBitIsRefusedWhereverItIs) {
  const size_t bits = 8 * std::filesystem::file_size(path_);
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    const size_t bit = random() % bits;
    flip_bit(path_, bit);
    const auto pack = Pack::open(path_, kPackKind, kPackVersion);
    ASSERT_FALSE(pack.ok()) << bit;
    EXPECT_EQ(pack.error().place, path_);
    flip_bit(path_, bit);
  }
  EXPECT_TRUE(open().ok());
}

TEST_F(DamagedLexicon, AnotherVersionIsNamed) {
  write(small_pack(), kPackVersion + 1);
  EXPECT_EQ(open().error().code, Code::kVersion);
}

TEST_F(DamagedLexicon, TablesThatDoNotFitAreRefused) {
  for (const char* name :
       {"words", "prediction-suffixes-0", "prediction-suffixes-1", "prediction-suffixes-2",
        "suffixes", "suffixes.starts", "tags", "paradigms", "paradigms.starts", "prefixes"}) {
    auto sections = small_pack();
    sections.erase(name);
    write(sections);
    EXPECT_FALSE(open().ok()) << name;
    sections[name] = "";
    write(sections);
    EXPECT_FALSE(open().ok()) << name;
  }
  auto sections = small_pack();
  std::swap(sections["suffixes.starts"][0], sections["suffixes.starts"][4]);  // not in order
  write(sections);
  EXPECT_EQ(open().error().code, Code::kDamaged);
  sections = small_pack();
  sections["prefixes"].pop_back();  // the last line without an end
  write(sections);
  EXPECT_TRUE(open().ok());
}

// A graph in which every letter leads on from everywhere, and every payload goes on with itself:
// more ways than could be walked.
TEST_F(DamagedLexicon, CirclesInAGraphEnd) {
  constexpr uint32_t kUnits = 256;
  std::vector<uint32_t> units(kUnits);
  for (uint32_t i = 0; i < kUnits; ++i) units[i] = i | 1U << 8 | i << 10;  // label, leaf, offset
  const std::vector<unsigned char> guide(2 * kUnits, 'A');
  std::string graph(reinterpret_cast<const char*>(&kUnits), sizeof kUnits);
  graph.append(reinterpret_cast<const char*>(units.data()), sizeof(uint32_t) * units.size());
  graph.append(reinterpret_cast<const char*>(&kUnits), sizeof kUnits);
  graph.append(reinterpret_cast<const char*>(guide.data()), guide.size());
  auto sections = small_pack();
  for (const char* name : {"words", "prediction-suffixes-0"}) sections[name] = graph;
  write(sections);
  const auto lexicon = open();
  ASSERT_TRUE(lexicon.ok());
  std::string word;
  for (int i = 0; i < 100; ++i) word += "е";
  EXPECT_FALSE(lexicon->forms(word).empty());
  EXPECT_FALSE(lexicon->forms("A").empty());
}

}  // namespace
}  // namespace letopis::morph
