#include "nn/tree.h"

#include <algorithm>
#include <limits>

namespace letopis::nn {
namespace {

enum State : uint8_t { kNew, kOnPath, kDone };

// A span [left, right] of tokens: one of its ends governs all of it. Open spans are just joined by
// an edge between their ends; closed ones take nothing more on that side.
enum Kind : uint8_t { kOpenLeft, kOpenRight, kClosedLeft, kClosedRight };  // who governs

class Eisner {
 public:
  Eisner(const float* scores, size_t step, size_t count, TreeScratch& scratch)
      : scores_(scores), step_(step), count_(count), s_(scratch) {
    s_.score.assign(4 * count * count, 0.0F);
    s_.split.resize(4 * count * count);
  }

  void solve(std::span<uint32_t> heads) {
    for (size_t width = 1; width < count_; ++width)
      for (size_t left = 0; left + width < count_; ++left) fill(left, left + width);
    size_t root = 0;
    float best = -std::numeric_limits<float>::infinity();
    for (size_t token = 0; token < count_; ++token) {
      const float value = scores_[token * step_] + at(kClosedRight, 0, token) +
                           at(kClosedLeft, token, count_ - 1);
      if (value > best) best = value, root = token;
    }
    heads[root] = 0;
    follow(kClosedRight, 0, root, heads);
    follow(kClosedLeft, root, count_ - 1, heads);
  }

 private:
  size_t cell(Kind kind, size_t left, size_t right) const {
    return (kind * count_ + left) * count_ + right;
  }
  float& at(Kind kind, size_t left, size_t right) { return s_.score[cell(kind, left, right)]; }
  // How well `token` goes under `head`, both from 0.
  float edge(size_t head, size_t token) const { return scores_[token * step_ + head + 1]; }

  template <typename Value>
  void best_split(Kind kind, size_t left, size_t right, size_t from, size_t to, float plus,
                  Value value) {
    float best = -std::numeric_limits<float>::infinity();
    size_t split = from;
    for (size_t k = from; k < to; ++k)
      if (const float v = value(k); v > best) best = v, split = k;
    at(kind, left, right) = best + plus;
    s_.split[cell(kind, left, right)] = static_cast<uint16_t>(split);
  }

  void fill(size_t l, size_t r) {
    const auto joined = [&](size_t k) { return at(kClosedLeft, l, k) + at(kClosedRight, k + 1, r); };
    best_split(kOpenLeft, l, r, l, r, edge(l, r), joined);
    best_split(kOpenRight, l, r, l, r, edge(r, l), joined);
    best_split(kClosedLeft, l, r, l + 1, r + 1, 0,
               [&](size_t k) { return at(kOpenLeft, l, k) + at(kClosedLeft, k, r); });
    best_split(kClosedRight, l, r, l, r, 0,
               [&](size_t k) { return at(kClosedRight, l, k) + at(kOpenRight, k, r); });
  }

  void follow(Kind kind, size_t left, size_t right, std::span<uint32_t> heads) {
    s_.todo.assign({kind, static_cast<uint32_t>(left), static_cast<uint32_t>(right)});
    while (!s_.todo.empty()) {
      const uint32_t r = s_.todo.back(), l = s_.todo[s_.todo.size() - 2];
      const auto what = static_cast<Kind>(s_.todo[s_.todo.size() - 3]);
      s_.todo.resize(s_.todo.size() - 3);
      if (l == r) continue;
      const uint32_t k = s_.split[cell(what, l, r)];
      const auto push = [&](Kind part, uint32_t a, uint32_t b) {
        s_.todo.insert(s_.todo.end(), {part, a, b});
      };
      switch (what) {
        case kOpenLeft:
        case kOpenRight:
          (what == kOpenLeft ? heads[r] : heads[l]) = (what == kOpenLeft ? l : r) + 1;
          push(kClosedLeft, l, k);
          push(kClosedRight, k + 1, r);
          break;
        case kClosedLeft:
          push(kOpenLeft, l, k);
          push(kClosedLeft, k, r);
          break;
        case kClosedRight:
          push(kClosedRight, l, k);
          push(kOpenRight, k, r);
          break;
      }
    }
  }

  const float* scores_;
  size_t step_;
  size_t count_;
  TreeScratch& s_;
};

}  // namespace

void best_heads(const float* scores, size_t step, size_t count, std::span<uint32_t> heads) {
  for (size_t i = 0; i < heads.size(); ++i) {
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

bool is_projective(std::span<const uint32_t> heads) {
  const auto n = static_cast<uint32_t>(heads.size());
  for (uint32_t a = 1; a <= n; ++a) {
    const auto [low, high] = std::minmax(a, heads[a - 1]);
    for (uint32_t b = low + 1; b < high; ++b)
      if (heads[b - 1] < low || heads[b - 1] > high) return false;
  }
  return true;
}

void best_tree(const float* scores, size_t step, size_t count, TreeScratch& scratch,
               std::span<uint32_t> heads) {
  best_heads(scores, step, count, heads);
  if (is_tree(heads, scratch.state) && is_projective(heads)) return;
  Eisner(scores, step, count, scratch).solve(heads);
}

}  // namespace letopis::nn
