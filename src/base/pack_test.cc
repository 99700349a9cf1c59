#include "base/pack.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "base/test_packs.h"

namespace letopis {
namespace {

class PackTest : public testing::Test {
 protected:
  void SetUp() override {
    path_ = testing::TempDir() + "letopis_pack_test_" + std::to_string(getpid());
    PackWriter writer;
    writer.add("words", "some words");
    const std::vector<uint32_t> numbers = {1, 2, 3};
    writer.add_array<uint32_t>("numbers", numbers);
    ASSERT_TRUE(writer.write(path_, "test", 7).ok());
  }
  void TearDown() override { std::remove(path_.c_str()); }
  std::string path_;
};

TEST_F(PackTest, GivesBackWhatWasWritten) {
  const auto pack = Pack::open(path_, "test", 7);
  ASSERT_TRUE(pack.ok()) << to_string(pack.error());
  EXPECT_EQ(*pack->text("words"), "some words");
  const auto numbers = pack->array<uint32_t>("numbers");
  ASSERT_TRUE(numbers.ok());
  EXPECT_EQ((*numbers)[2], 3U);
  EXPECT_FALSE(pack->text("absent").ok());
  EXPECT_FALSE(pack->array<uint64_t>("numbers").ok());
}

TEST_F(PackTest, RefusesAnotherKindAndAnotherVersion) {
  EXPECT_EQ(Pack::open(path_, "other", 7).error().code, Code::kDamaged);
  EXPECT_EQ(Pack::open(path_, "test", 8).error().code, Code::kVersion);
  EXPECT_EQ(Pack::open(path_ + "x", "test", 7).error().code, Code::kNotFound);
}

TEST_F(PackTest, RefusesAnyFlippedBitAndACutFile) {
  std::string bytes;
  {
    std::ifstream in(path_, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  const auto reopen = [&](const std::string& content) {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << content;
    return Pack::open(path_, "test", 7);
  };
  for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    flip_bit(path_, bit);
    EXPECT_FALSE(Pack::open(path_, "test", 7).ok()) << bit;
    flip_bit(path_, bit);
  }
  EXPECT_TRUE(Pack::open(path_, "test", 7).ok());
  EXPECT_FALSE(reopen(bytes.substr(0, bytes.size() - 1)).ok());
  EXPECT_FALSE(reopen("").ok());
  EXPECT_TRUE(reopen(bytes).ok());
}

}  // namespace
}  // namespace letopis
