// What may be wrong with a pack of models, on a small one of the same shape.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>
#include <random>

#include "base/test_packs.h"
#include "nn/models.h"
#include "nn/test_small_pack.h"

namespace letopis::nn {
namespace {

using Sections = std::map<std::string, std::string>;

class DamagedPack : public testing::Test {
 protected:
  void SetUp() override {
    path_ = testing::TempDir() + "letopis_damaged_pack_" + std::to_string(getpid());
    write(sections_);
  }
  void TearDown() override { std::remove(path_.c_str()); }

  void write(const Sections& sections, uint32_t version = kPackVersion) const {
    PackWriter writer;
    for (const auto& [name, bytes] : sections) writer.add(name, bytes);
    ASSERT_TRUE(writer.write(path_, kPackKind, version).ok());
  }
  Result<Models> open() const { return Models::open(path_, {.common_words = 2}); }

  const Sections sections_ = SmallPack::sections();
  std::string path_;
};

bool holds_floats(const std::string& name) {
  for (const char* other : {".sizes", ".tags", ".relations", "words.text", "words.offsets",
                            "words.table", "words.frequent", "words.indexes"})
    if (name.ends_with(other)) return false;
  return true;
}

TEST_F(DamagedPack, TheSmallPackIsInOrder) {
  const auto models = open();
  ASSERT_TRUE(models.ok()) << to_string(models.error());
}

TEST_F(DamagedPack, AFlippedBitIsRefusedWhereverItIs) {
  const size_t bits = 8 * std::filesystem::file_size(path_);
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    const size_t bit = random() % bits;
    flip_bit(path_, bit);
    const auto models = open();
    ASSERT_FALSE(models.ok()) << bit;
    EXPECT_EQ(models.error().place, path_);
    EXPECT_NE(models.error().message.find("./dev setup"), std::string::npos);
    flip_bit(path_, bit);
  }
  EXPECT_TRUE(open().ok());
}

TEST_F(DamagedPack, AFlippedBitInThePublishedModelsIsRefused) {
  LT_NEED_PACK(published, "natasha.pack");
  std::filesystem::copy_file(published, path_, std::filesystem::copy_options::overwrite_existing);
  const size_t bits = 8 * std::filesystem::file_size(path_);
  std::mt19937 random(7);
  for (int i = 0; i < 12; ++i) {
    const size_t bit = random() % bits;
    flip_bit(path_, bit);
    EXPECT_FALSE(open().ok()) << bit;
    flip_bit(path_, bit);
  }
}

TEST_F(DamagedPack, AnotherVersionIsNamed) {
  write(sections_, kPackVersion + 1);
  const auto models = open();
  ASSERT_FALSE(models.ok());
  EXPECT_EQ(models.error().code, Code::kVersion);
  EXPECT_NE(models.error().message.find("version " + std::to_string(kPackVersion + 1)),
            std::string::npos);
}

TEST_F(DamagedPack, WeightsThatAreNoNumbersAreRefusedWithTheirSection) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  std::mt19937 random(7);
  size_t changed = 0;
  for (const auto& [name, bytes] : sections_) {
    if (!holds_floats(name)) continue;
    for (const float bad : {std::nanf(""), kInfinity, -kInfinity}) {
      Sections other = sections_;
      std::memcpy(other[name].data() + random() % (bytes.size() / 4) * 4, &bad, sizeof bad);
      write(other);
      const auto models = open();
      ASSERT_FALSE(models.ok()) << name;
      EXPECT_EQ(models.error().code, Code::kDamaged);
      EXPECT_NE(models.error().message.find("'" + name + "'"), std::string::npos)
          << models.error().message;
      ++changed;
    }
  }
  EXPECT_GT(changed, 100U);
}

// Weights may be numbers and yet so large that what comes of them is none.
TEST_F(DamagedPack, WeightsOfAnySizeServeOrAreRefused) {
  Article article;
  article.text = "Слово и .";
  const auto read = [&article](const Models& models) {
    Document doc;
    doc.article = &article;
    doc.tokens = {{{0, 10}, TokenKind::kCyrillic},
                  {{11, 13}, TokenKind::kCyrillic},
                  {{14, 15}, TokenKind::kPunct}};
    doc.sentences = {{0, 3}};
    Scratch scratch;
    models.tag({&doc, 1}, scratch);
    return doc;
  };
  size_t served = 0;
  for (const auto& [name, bytes] : sections_) {
    if (!holds_floats(name)) continue;
    for (const float size : {3e38F, 1e-38F}) {
      Sections other = sections_;
      for (size_t at = 0; at < bytes.size(); at += 4) {
        const float weight = at % 8 == 0 ? size : -size;
        std::memcpy(other[name].data() + at, &weight, sizeof weight);
      }
      write(other);
      for (const Precision precision : {Precision::kFixed, Precision::kFloat}) {
        const auto models = Models::open(path_, {.precision = precision, .common_words = 2});
        if (!models) continue;
        ++served;
        const Document doc = read(*models);
        ASSERT_EQ(doc.arcs.size(), 3U);
        int roots = 0;
        for (const Arc& arc : doc.arcs) {
          roots += arc.head == kNoToken;
          EXPECT_TRUE(arc.head == kNoToken || arc.head < 3) << name;
        }
        EXPECT_EQ(roots, 1) << name;
        for (const Name& found : doc.names) EXPECT_TRUE(found.begin < found.end && found.end <= 3);
      }
    }
  }
  EXPECT_GT(served, 100U);
}

TEST_F(DamagedPack, ASectionThatIsMissingCutOrEmptyIsRefused) {
  for (const auto& [name, bytes] : sections_) {
    Sections other = sections_;
    other.erase(name);
    write(other);
    EXPECT_FALSE(open().ok()) << name;
    other[name] = "";
    write(other);
    EXPECT_EQ(open().ok(), name == "words.frequent") << name;  // there may be no frequent words
    other[name] = bytes.substr(0, bytes.size() - 1);
    write(other);
    // A name that is cut short may still be one.
    const bool names = name.ends_with("tags") || name.ends_with("relations");
    EXPECT_TRUE(names || !open().ok()) << name;
  }
}

}  // namespace
}  // namespace letopis::nn
