#include "nn/tree.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace letopis::nn {
namespace {

// Log-probability of a tree, each row normalised over the heads other than the token itself; -infinity if it is no tree
// with one root.
double value(const std::vector<float>& scores, const std::vector<uint32_t>& heads) {
  const auto n = static_cast<uint32_t>(heads.size());
  double total = 0;
  int roots = 0;
  for (uint32_t i = 0; i < n; ++i) {
    double sum = 0;
    for (uint32_t j = 0; j <= n; ++j)
      if (j != i + 1) sum += std::exp(double{scores[i * (n + 1) + j]});
    total += double{scores[i * (n + 1) + heads[i]]} - std::log(sum);
    roots += heads[i] == 0;
    uint32_t at = i + 1, steps = 0;
    while (at != 0 && steps++ <= n) at = heads[at - 1];
    if (at != 0) return -INFINITY;
  }
  return roots == 1 ? total : -INFINITY;
}

TEST(Tree, IsTheBestOfAllTrees) {
  std::mt19937 random(11);
  std::normal_distribution<float> normal(0, 2);
  for (uint32_t n = 1; n <= 5; ++n)
    for (int round = 0; round < 60; ++round) {
      std::vector<float> scores(n * (n + 1));
      for (float& score : scores) score = normal(random);
      double best = -INFINITY;
      std::vector<uint32_t> heads(n, 0);
      for (uint32_t code = 0; code < std::pow(n + 1, n); ++code) {
        uint32_t rest = code;
        for (uint32_t& head : heads) {
          head = rest % (n + 1);
          rest /= n + 1;
        }
        best = std::max(best, value(scores, heads));
      }
      EXPECT_NEAR(value(scores, best_tree(scores, n)), best, 1e-4) << n;
    }
}

TEST(Tree, LongRandomInputIsATree) {
  std::mt19937 random(5);
  std::normal_distribution<float> normal(0, 1);
  const uint32_t n = 200;
  std::vector<float> scores(n * (n + 1));
  for (float& score : scores) score = normal(random);
  EXPECT_TRUE(std::isfinite(value(scores, best_tree(scores, n))));
}

}  // namespace
}  // namespace letopis::nn
