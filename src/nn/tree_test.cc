#include "nn/tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace letopis::nn {
namespace {

// Log-probability of a tree, each row normalised over the heads other than the token itself;
// -infinity if it is no tree with one root, or edges cross.
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
  for (uint32_t a = 1; a <= n; ++a)
    for (uint32_t b = 1; b <= n; ++b) {
      const auto [low, high] = std::minmax(a, heads[a - 1]);
      const uint32_t c = heads[b - 1];
      if (b > low && b < high && (c < low || c > high)) return -INFINITY;
    }
  return roots == 1 ? total : -INFINITY;
}

std::vector<uint32_t> tree_of(const std::vector<float>& scores, uint32_t n) {
  std::vector<uint32_t> heads(n);
  TreeScratch scratch;
  best_tree(scores.data(), n + 1, n, scratch, heads);
  return heads;
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
      EXPECT_NEAR(value(scores, tree_of(scores, n)), best, 1e-4) << n;
    }
}

TEST(Tree, LongRandomInputIsATree) {
  std::mt19937 random(5);
  std::normal_distribution<float> normal(0, 1);
  const uint32_t n = 200;
  std::vector<float> scores(n * (n + 1));
  for (float& score : scores) score = normal(random);
  EXPECT_TRUE(std::isfinite(value(scores, tree_of(scores, n))));
}

TEST(Tree, CrossingEdgesAreToldFromOthers) {
  const auto projective = [](std::vector<uint32_t> heads) { return is_projective(heads); };
  EXPECT_TRUE(projective({2, 0, 2}));
  EXPECT_TRUE(projective({0, 1, 2, 1}));
  EXPECT_FALSE(projective({3, 4, 0, 3}));  // 2 -> 4 leaves the span of 1 -> 3
  EXPECT_FALSE(projective({3, 0, 2}));     // 1 -> 3 over the root
}

TEST(Tree, OneScratchServesLongAndShort) {
  std::mt19937 random(9);
  std::normal_distribution<float> normal(0, 1);
  TreeScratch scratch;
  for (const uint32_t n : {100U, 3U, 40U, 1U, 77U}) {
    std::vector<float> scores(n * (n + 1));
    for (float& score : scores) score = normal(random);
    std::vector<uint32_t> heads(n);
    best_tree(scores.data(), n + 1, n, scratch, heads);
    EXPECT_EQ(heads, tree_of(scores, n));
  }
}

}  // namespace
}  // namespace letopis::nn
