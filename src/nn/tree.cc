#include "nn/tree.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace letopis::nn {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
// More than any sum of differences between log-probabilities: a second child of the root is never worth it.
constexpr double kRootCost = 1e7;

// weight[d][h] for nodes 0..m-1, node 0 the root. Fills head[1..]. Contracts one cycle per level.
void arborescence(const std::vector<std::vector<double>>& weight, std::vector<uint32_t>& head) {
  const auto m = static_cast<uint32_t>(weight.size());
  head.assign(m, 0);
  for (uint32_t d = 1; d < m; ++d) {
    double best = kNever;
    for (uint32_t h = 0; h < m; ++h)
      if (h != d && weight[d][h] > best) {
        best = weight[d][h];
        head[d] = h;
      }
  }
  // Find one cycle among the best heads.
  std::vector<uint32_t> mark(m, 0);
  uint32_t on_cycle = 0;
  for (uint32_t start = 1; start < m && on_cycle == 0; ++start) {
    uint32_t at = start;
    while (at != 0 && mark[at] == 0) {
      mark[at] = start;
      at = head[at];
    }
    if (at != 0 && mark[at] == start) on_cycle = at;
  }
  if (on_cycle == 0) return;

  std::vector<bool> inside(m, false);
  double cycle_weight = 0;
  for (uint32_t at = on_cycle; !inside[at]; at = head[at]) {
    inside[at] = true;
    cycle_weight += weight[at][head[at]];
  }
  // New nodes: those outside keep their order, the cycle becomes the last.
  std::vector<uint32_t> outside;
  for (uint32_t v = 0; v < m; ++v)
    if (!inside[v]) outside.push_back(v);
  const auto contracted = static_cast<uint32_t>(outside.size());
  std::vector<std::vector<double>> smaller(contracted + 1, std::vector<double>(contracted + 1, kNever));
  std::vector<uint32_t> enters(contracted, 0), leaves(contracted, 0);  // by outside node: the cycle's node at that end
  for (uint32_t o = 0; o < contracted; ++o) {
    const uint32_t v = outside[o];
    for (uint32_t p = 0; p < contracted; ++p) smaller[o][p] = weight[v][outside[p]];
    for (uint32_t c = 1; c < m; ++c) {
      if (!inside[c]) continue;
      if (weight[v][c] > smaller[o][contracted]) {  // from the cycle to v
        smaller[o][contracted] = weight[v][c];
        leaves[o] = c;
      }
      const double in = cycle_weight - weight[c][head[c]] + weight[c][v];  // from v into the cycle, breaking it at c
      if (in > smaller[contracted][o]) {
        smaller[contracted][o] = in;
        enters[o] = c;
      }
    }
  }
  std::vector<uint32_t> smaller_head;
  arborescence(smaller, smaller_head);
  for (uint32_t o = 1; o < contracted; ++o) {
    const uint32_t h = smaller_head[o];
    head[outside[o]] = h == contracted ? leaves[o] : outside[h];
  }
  const uint32_t from = smaller_head[contracted];
  head[enters[from]] = outside[from];
}

}  // namespace

std::vector<uint32_t> best_tree(std::span<const float> scores, uint32_t n) {
  std::vector<uint32_t> heads(n, 0);
  if (n == 0) return heads;
  // The best head of each token but itself; often that is a tree already.
  uint32_t roots = 0;
  for (uint32_t i = 0; i < n; ++i) {
    const float* row = scores.data() + size_t{i} * (n + 1);
    uint32_t best = 0;
    for (uint32_t j = 1; j <= n; ++j)
      if (j != i + 1 && row[j] > row[best]) best = j;
    heads[i] = best;
    roots += best == 0;
  }
  std::vector<uint32_t> mark(n + 1, 0);
  bool tree = roots == 1;
  for (uint32_t start = 1; tree && start <= n; ++start) {
    uint32_t at = start;
    while (at != 0 && mark[at] == 0) {
      mark[at] = start;
      at = heads[at - 1];
    }
    tree = at == 0 || mark[at] != start;
  }
  if (tree) return heads;

  std::vector<std::vector<double>> weight(n + 1, std::vector<double>(n + 1, kNever));
  for (uint32_t i = 0; i < n; ++i) {
    const float* row = scores.data() + size_t{i} * (n + 1);
    double greatest = row[0], sum = 0;
    for (uint32_t j = 0; j <= n; ++j)
      if (j != i + 1) greatest = std::max<double>(greatest, row[j]);
    for (uint32_t j = 0; j <= n; ++j)
      if (j != i + 1) sum += std::exp(row[j] - greatest);
    const double log_sum = greatest + std::log(sum);
    for (uint32_t j = 0; j <= n; ++j)
      if (j != i + 1) weight[i + 1][j] = row[j] - log_sum - (j == 0 ? kRootCost : 0);
  }
  std::vector<uint32_t> head;
  arborescence(weight, head);
  std::copy(head.begin() + 1, head.end(), heads.begin());
  return heads;
}

}  // namespace letopis::nn
