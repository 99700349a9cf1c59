#include "run/parse.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "base/test_packs.h"
#include "read/reader.h"
#include "run/pipeline.h"

namespace letopis::run {
namespace {

class Parsing : public testing::Test {
 protected:
  void SetUp() override {
    LT_NEED_PACK(natasha, "natasha.pack");
    LT_NEED_PACK(opencorpora, "opencorpora.pack");
    const auto files = DataFiles::from_folder("data");
    ASSERT_TRUE(files.ok()) << to_string(files.error());
    auto opened = extract::Language::open(
        *files, natasha.substr(0, natasha.size() - std::string("/natasha.pack").size()),
        {});
    ASSERT_TRUE(opened.ok()) << to_string(opened.error());
    language_.emplace(std::move(*opened));
    auto reader = read::Reader::open({"samples"}, {});
    ASSERT_TRUE(reader.ok()) << to_string(reader.error());
    while (auto article = reader->next()) articles_.push_back(std::move(*article));
    ASSERT_GT(articles_.size(), 20U);
  }

  // All articles in slabs of `slab_articles` or fewer, cut earlier at `slab_bytes`.
  std::string all(unsigned threads, size_t slab_articles, size_t slab_bytes) {
    std::string out;
    std::vector<extract::Scratch> scratch(threads);
    const auto done = run_pipeline<Parsed>(
        [this, next = size_t{0}]() mutable -> std::optional<Article> {
          if (next == articles_.size()) return std::nullopt;
          return articles_[next++];
        },
        [&](std::span<const Article> slab, unsigned worker) {
          return parse(*language_, slab, scratch[worker]);
        },
        [&out](Article&&, Parsed&& parsed) -> Result<void> {
          out += parsed.conllu;
          return {};
        },
        {.threads = threads, .slab_articles = slab_articles, .slab_bytes = slab_bytes});
    EXPECT_TRUE(done.ok());
    return out;
  }
  // `given` in again, its sentences counted.
  Result<void> again(const std::string& given, unsigned threads, std::string& out,
                     size_t& sentences) {
    std::istringstream input(given);
    read::ConlluReader reader(input, "given.conllu");
    return parse_conllu(*language_, reader, threads, [&](const std::string& conllu, size_t count) {
      out += conllu;
      sentences += count;
    });
  }

  std::optional<extract::Language> language_;
  std::vector<Article> articles_;
};

TEST_F(Parsing, GivesTheSameBytesInAnySlabsWithAnyNumberOfThreads) {
  std::string alone;
  for (const Article& article : articles_) {
    extract::Scratch scratch;
    alone += parse(*language_, {&article, 1}, scratch)[0].conllu;
  }
  EXPECT_GT(alone.size(), 100'000U);
  constexpr size_t kMuch = 1 << 30;
  EXPECT_EQ(all(1, 1, kMuch), alone);
  EXPECT_EQ(all(1, 32, kMuch), alone);
  EXPECT_EQ(all(2, 3, kMuch), alone);
  EXPECT_EQ(all(2, 1000, 5000), alone);
  EXPECT_EQ(all(5, 7, kMuch), alone);
}

TEST_F(Parsing, GivesTheSameBytesForGivenWordsWithAnyNumberOfThreads) {
  const std::string once = all(1, 32, 1 << 20);
  std::string given, one, two;
  for (int times = 0; times < 10; ++times) given += once;  // several slabs
  size_t ones = 0, twos = 0;
  ASSERT_TRUE(again(given, 1, one, ones).ok());
  ASSERT_TRUE(again(given, 2, two, twos).ok());
  EXPECT_GT(ones, 1000U);
  EXPECT_EQ(ones, twos);
  EXPECT_EQ(one, two);
  // Other spaces and slabs than before, but the same words and so the same columns.
  EXPECT_EQ(std::count(one.begin(), one.end(), '\n'), std::count(given.begin(), given.end(), '\n'));
}

TEST_F(Parsing, GivesWhatStandsBeforeAFault) {
  const std::string given = all(1, 32, 1 << 20);
  for (const unsigned threads : {1U, 2U}) {
    std::string out;
    size_t sentences = 0;
    const auto done = again(given + "1\tbroken\n", threads, out, sentences);
    ASSERT_FALSE(done.ok());
    EXPECT_NE(done.error().place.find("given.conllu:"), std::string::npos) << done.error().place;
    EXPECT_GT(sentences, 100U);
  }
}

TEST_F(Parsing, TellsOfWhatItPassesOver) {
  Article kazakh;
  kazakh.text =
      "Вельдория президенті Радим Тарсов сәрсенбі күні елордада өткен кездесуде жаңа порт "
      "құрылысы туралы айтты деп хабарлады үкімет.\n";
  extract::Scratch scratch;
  const Parsed parsed = parse(*language_, {&kazakh, 1}, scratch)[0];
  EXPECT_EQ(parsed.foreign, 1U);
  EXPECT_EQ(parsed.language, "kk");
  EXPECT_EQ(parsed.conllu.find("# text"), std::string::npos);
}

}  // namespace
}  // namespace letopis::run
