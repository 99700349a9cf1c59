#include "base/lazy.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>
#include <vector>

namespace letopis {
namespace {

TEST(Lazy, IsMadeOnceForAllThreads) {
  const Lazy<int> lazy;
  int made = 0;
  std::vector<const int*> seen(4);
  {
    std::vector<std::jthread> threads;
    for (const int*& place : seen)
      threads.emplace_back([&lazy, &made, &place] {
        place = &lazy.get([&made] { return std::make_unique<int>(++made); });
      });
  }
  EXPECT_EQ(made, 1);
  for (const int* place : seen) EXPECT_EQ(place, seen.front());
  EXPECT_EQ(*seen.front(), 1);
}

TEST(Lazy, IsTriedAgainAfterAFailure) {
  const Lazy<int> lazy;
  EXPECT_THROW(lazy.get([]() -> std::unique_ptr<int> { throw std::runtime_error("no"); }),
               std::runtime_error);
  EXPECT_EQ(lazy.get([] { return std::make_unique<int>(7); }), 7);
}

}  // namespace
}  // namespace letopis
