#include "run/pipeline.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "doc/analysis.h"

namespace letopis::run {
namespace {

Source numbers(int count) {
  return [next = 0, count]() mutable -> std::optional<Article> {
    if (next == count) return std::nullopt;
    Article article;
    article.text = std::to_string(next++);
    return article;
  };
}

std::vector<Result<Analysis>> echo(std::span<const Article> slab, unsigned) {
  std::vector<Result<Analysis>> out;
  for (const Article& article : slab) {
    if (article.text == "13") {
      out.emplace_back(Error{Code::kBadInput, "unlucky", article.text});
      continue;
    }
    Analysis analysis;
    analysis.title = article.text;
    out.emplace_back(std::move(analysis));
  }
  return out;
}

TEST(Pipeline, KeepsTheOrderWithAnyNumberOfThreads) {
  for (const unsigned threads : {1U, 2U, 7U}) {
    int seen = 0, bad = 0;
    const auto sink = [&](Article&& article, Result<Analysis>&& analysis) -> Result<void> {
      EXPECT_EQ(article.text, std::to_string(seen++));
      if (analysis.ok())
        EXPECT_EQ(analysis->title, article.text);
      else
        ++bad;
      return {};
    };
    ASSERT_TRUE(run_pipeline<Result<Analysis>>(numbers(1000), echo, sink,
                                               {.threads = threads, .slab_articles = 7})
                    .ok());
    EXPECT_EQ(seen, 1000);
    EXPECT_EQ(bad, 1);
  }
}

TEST(Pipeline, StopsAtTheFirstErrorOfTheSink) {
  for (const unsigned threads : {1U, 3U}) {
    int seen = 0;
    const auto sink = [&](Article&&, Result<Analysis>&&) -> Result<void> {
      if (++seen == 50) return Error{Code::kIo, "full", "disk"};
      return {};
    };
    EXPECT_FALSE(run_pipeline<Result<Analysis>>(numbers(1000), echo, sink,
                                                {.threads = threads, .slab_articles = 7})
                     .ok());
    EXPECT_EQ(seen, 50);
  }
}

TEST(Pipeline, ThrowsWhatAWorkerThrew) {
  const Work<Result<Analysis>> broken = [](std::span<const Article>,
                                           unsigned) -> std::vector<Result<Analysis>> {
    throw std::runtime_error("bug");
  };
  const Sink<Result<Analysis>> sink = [](Article&&, Result<Analysis>&&) -> Result<void> {
    return {};
  };
  for (const unsigned threads : {1U, 2U})
    EXPECT_THROW(
        (void)run_pipeline<Result<Analysis>>(numbers(10), broken, sink, {.threads = threads}),
        std::runtime_error);
}

}  // namespace
}  // namespace letopis::run
