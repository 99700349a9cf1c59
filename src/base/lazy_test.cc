#include "base/lazy.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>
#include <vector>

namespace letopis {
namespace {

TEST(Lazy, IsOneValueForAllThreads) {
  const std::vector<Lazy<size_t>> lazy(1000);
  std::vector<std::vector<const size_t*>> seen(4);
  {
    std::vector<std::jthread> threads;
    for (auto& list : seen)
      threads.emplace_back([&lazy, &list] {
        for (size_t i = 0; i < lazy.size(); ++i)
          list.push_back(&lazy[i].get([i] { return std::make_unique<const size_t>(i); }));
      });
  }
  for (const auto& list : seen) EXPECT_EQ(list, seen.front());
  for (size_t i = 0; i < lazy.size(); ++i) {
    EXPECT_EQ(*seen.front()[i], i);
    EXPECT_EQ(lazy[i].kept(), seen.front()[i]);
  }
}

TEST(Lazy, TheFirstStays) {
  const Lazy<int> lazy;
  EXPECT_EQ(lazy.kept(), nullptr);
  EXPECT_EQ(lazy.keep(std::make_unique<const int>(7)), 7);
  EXPECT_EQ(lazy.keep(std::make_unique<const int>(8)), 7);
}

TEST(Lazy, IsTriedAgainAfterAFailure) {
  const Lazy<int> lazy;
  const auto fail = []() -> std::unique_ptr<const int> { throw std::runtime_error("no"); };
  EXPECT_THROW(lazy.get(fail), std::runtime_error);
  EXPECT_EQ(lazy.get([] { return std::make_unique<const int>(7); }), 7);
}

}  // namespace
}  // namespace letopis
