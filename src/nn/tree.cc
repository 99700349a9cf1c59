#include "nn/tree.h"

#include <algorithm>
#include <cassert>

namespace letopis::nn {
namespace {

enum State : uint8_t { kNew, kOnPath, kDone };

class Edmonds {
 public:
  Edmonds(const float* scores, size_t step, size_t count, TreeScratch& scratch)
      : s_(scratch), columns_(count + 1), nodes_(static_cast<uint32_t>(count) + 1) {
    const size_t most = 2 * count + 1;  // each contraction takes two nodes or more and makes one
    s_.weight.resize(most * columns_);
    s_.into.resize(most * columns_);
    s_.parent.assign(most, 0);
    s_.from.resize(most);
    s_.to.resize(most);
    s_.best.resize(most);
    s_.state.assign(most, kNew);
    s_.state[0] = kDone;
    s_.top.resize(columns_);
    s_.path.clear();
    s_.child.clear();
    s_.child_begin.assign(most + 1, 0);
    for (uint32_t token = 0; token < columns_; ++token) s_.top[token] = token;

    // A second root costs more than all else can gain, so the best tree has the fewest: one.
    double least = scores[0], most_score = scores[0];
    for (size_t i = 0; i < count; ++i)
      for (size_t j = 0; j <= count; ++j) {
        least = std::min<double>(least, scores[i * step + j]);
        most_score = std::max<double>(most_score, scores[i * step + j]);
      }
    const double root_cost = 1.0 + (most_score - least) * static_cast<double>(count + 1);
    for (uint32_t token = 1; token <= count; ++token) {
      double* weight = weight_of(token);
      for (size_t j = 0; j <= count; ++j) weight[j] = scores[(token - 1) * step + j];
      weight[0] -= root_cost;
      std::fill_n(into_of(token), columns_, token);
    }
  }

  void solve(std::span<uint32_t> heads) {
    for (uint32_t token = 1; token < columns_; ++token)
      if (s_.state[s_.top[token]] == kNew) grow(s_.top[token]);
    expand(heads);
  }

 private:
  double* weight_of(uint32_t node) { return s_.weight.data() + node * columns_; }
  uint32_t* into_of(uint32_t node) { return s_.into.data() + node * columns_; }

  // Walks from a node up its best incoming edges until it meets what is done; a cycle on the way
  // becomes one node.
  void grow(uint32_t start) {
    s_.path.assign(1, start);
    s_.state[start] = kOnPath;
    for (;;) {
      const uint32_t node = s_.path.back();
      choose(node);
      const uint32_t source = s_.top[s_.from[node]];
      if (s_.state[source] == kDone) break;
      if (s_.state[source] == kNew) {
        s_.state[source] = kOnPath;
        s_.path.push_back(source);
      } else {
        contract(source);
      }
    }
    for (const uint32_t node : s_.path) s_.state[node] = kDone;
  }

  void choose(uint32_t node) {
    const double* weight = weight_of(node);
    uint32_t best = kNone;
    for (uint32_t token = 0; token < columns_; ++token)
      if (s_.top[token] != node && (best == kNone || weight[token] > weight[best])) best = token;
    assert(best != kNone);
    s_.from[node] = best;
    s_.to[node] = into_of(node)[best];
    s_.best[node] = weight[best];
  }

  // The end of the path, from `first` on, is a cycle.
  void contract(uint32_t first) {
    const uint32_t made = nodes_++;
    s_.child_begin[made] = static_cast<uint32_t>(s_.child.size());
    double* weight = weight_of(made);
    uint32_t* into = into_of(made);
    bool begun = false;
    for (uint32_t node = kNone; node != first;) {
      node = s_.path.back();
      s_.path.pop_back();
      s_.child.push_back(node);
      s_.parent[node] = made;
      const double* old_weight = weight_of(node);
      const uint32_t* old_into = into_of(node);
      for (size_t j = 0; j < columns_; ++j)
        if (const double gain = old_weight[j] - s_.best[node]; !begun || gain > weight[j]) {
          weight[j] = gain;
          into[j] = old_into[j];
        }
      begun = true;
    }
    s_.child_begin[made + 1] = static_cast<uint32_t>(s_.child.size());
    for (uint32_t& top : s_.top)
      while (s_.parent[top] != 0) top = s_.parent[top];
    s_.state[made] = kOnPath;
    s_.path.push_back(made);
  }

  // Opens contracted nodes from the outside in: the edge into a node replaces one edge of its
  // cycle.
  void expand(std::span<uint32_t> heads) {
    s_.todo.clear();
    for (uint32_t node = 1; node < nodes_; ++node)
      if (s_.parent[node] == 0) s_.todo.push_back(node);
    while (!s_.todo.empty()) {
      const uint32_t node = s_.todo.back();
      s_.todo.pop_back();
      uint32_t inner = s_.to[node];
      heads[inner - 1] = s_.from[node];
      while (inner != node) {
        const uint32_t outer = s_.parent[inner];
        for (uint32_t i = s_.child_begin[outer]; i < s_.child_begin[outer + 1]; ++i)
          if (s_.child[i] != inner) s_.todo.push_back(s_.child[i]);
        inner = outer;
      }
    }
  }

  static constexpr uint32_t kNone = 0xFFFFFFFFU;
  TreeScratch& s_;
  size_t columns_;
  uint32_t nodes_;
};

}  // namespace

void best_heads(const float* scores, size_t step, size_t count, std::span<uint32_t> heads) {
  for (size_t i = 0; i < count; ++i) {
    const float* row = scores + i * step;
    heads[i] = static_cast<uint32_t>(std::max_element(row, row + count + 1) - row);
  }
}

bool is_tree(std::span<const uint32_t> heads, std::vector<uint8_t>& state) {
  if (std::count(heads.begin(), heads.end(), 0U) != 1) return false;
  state.assign(heads.size() + 1, kNew);
  state[0] = kDone;
  for (uint32_t token = 1; token <= heads.size(); ++token) {
    uint32_t at = token;
    for (; state[at] == kNew; at = heads[at - 1]) state[at] = kOnPath;
    if (state[at] == kOnPath) return false;
    for (at = token; state[at] == kOnPath; at = heads[at - 1]) state[at] = kDone;
  }
  return true;
}

void best_tree(const float* scores, size_t step, size_t count, TreeScratch& scratch,
               std::span<uint32_t> heads) {
  best_heads(scores, step, count, heads);
  if (is_tree(heads, scratch.state)) return;
  Edmonds(scores, step, count, scratch).solve(heads);
}

}  // namespace letopis::nn
