#include "nn/tree.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace letopis::nn {
namespace {

enum State : uint8_t { kNew, kOnPath, kDone };

// The greatest a[i] + b[i], count > 0. Eight running maxima, so that no step waits for the last.
float greatest_sum(const float* a, const float* b, size_t count) {
  constexpr size_t kLanes = 8;
  float greatest = a[0] + b[0];
  size_t i = 0;
  if (count >= kLanes) {
    float lane[kLanes];
    for (size_t j = 0; j < kLanes; ++j) lane[j] = a[j] + b[j];
    for (i = kLanes; i + kLanes <= count; i += kLanes)
      for (size_t j = 0; j < kLanes; ++j) {
        const float sum = a[i + j] + b[i + j];
        lane[j] = lane[j] < sum ? sum : lane[j];
      }
    greatest = *std::max_element(lane, lane + kLanes);
  }
  for (; i < count; ++i) greatest = std::max(greatest, a[i] + b[i]);
  return greatest;
}

// The first i at which a[i] + b[i] is greatest.
size_t place_of_greatest(const float* a, const float* b, size_t count) {
  const float greatest = greatest_sum(a, b, count);
  size_t i = 0;
  while (i + 1 < count && a[i] + b[i] != greatest) ++i;
  return i;
}

// A span [left, right] of tokens: one of its ends governs all of it. Open spans are just joined by
// an edge between their ends; closed ones take nothing more on that side.
enum Kind : uint8_t { kOpenLeft, kOpenRight, kClosedLeft, kClosedRight };  // who governs

class Eisner {
 public:
  Eisner(const float* scores, size_t step, size_t count, TreeScratch& scratch)
      : scores_(scores), step_(step), count_(count), s_(scratch) {
    s_.score.resize(kTables * count * count);
    for (const Table table : {kCl, kClByEnd, kCr, kCrByEnd})
      for (size_t i = 0; i < count; ++i) row(table, i)[i] = 0;
  }

  void solve(std::span<uint32_t> heads) {
    for (size_t width = 1; width < count_; ++width)
      for (size_t left = 0; left + width < count_; ++left) fill(left, left + width);
    size_t root = 0;
    float best = -std::numeric_limits<float>::infinity();
    for (size_t token = 0; token < count_; ++token) {
      const float value =
          scores_[token * step_] + row(kCr, 0)[token] + row(kClByEnd, count_ - 1)[token];
      if (value > best) best = value, root = token;
    }
    heads[root] = 0;
    follow(kClosedRight, 0, root, heads);
    follow(kClosedLeft, root, count_ - 1, heads);
  }

 private:
  // Values of the best spans, by their begin [left][right] or by their end [right][left], so that
  // both halves of a span are read one number after another.
  enum Table : uint8_t { kOl, kOrByEnd, kCl, kClByEnd, kCr, kCrByEnd, kTables };
  float* row(Table table, size_t at) { return s_.score.data() + (table * count_ + at) * count_; }
  // How well `token` goes under `head`, both from 0.
  float edge(size_t head, size_t token) const { return scores_[token * step_ + head + 1]; }

  // The two rows whose sums at 0, 1, … are the values of the ways to put a span of this kind
  // together, right - left of them.
  std::pair<const float*, const float*> halves(Kind kind, size_t l, size_t r) {
    switch (kind) {
      case kClosedLeft:
        return {row(kOl, l) + l + 1, row(kClByEnd, r) + l + 1};
      case kClosedRight:
        return {row(kCr, l) + l, row(kOrByEnd, r) + l};
      case kOpenLeft:
      case kOpenRight:
        break;
    }
    return {row(kCl, l) + l, row(kCrByEnd, r) + l + 1};
  }
  float best(Kind kind, size_t l, size_t r) {
    const auto [a, b] = halves(kind, l, r);
    return greatest_sum(a, b, r - l);
  }

  void fill(size_t l, size_t r) {
    const float joined = best(kOpenLeft, l, r);
    row(kOl, l)[r] = joined + edge(l, r);
    row(kOrByEnd, r)[l] = joined + edge(r, l);
    row(kCl, l)[r] = row(kClByEnd, r)[l] = best(kClosedLeft, l, r);
    row(kCr, l)[r] = row(kCrByEnd, r)[l] = best(kClosedRight, l, r);
  }

  void follow(Kind kind, size_t left, size_t right, std::span<uint32_t> heads) {
    s_.todo.assign({kind, static_cast<uint32_t>(left), static_cast<uint32_t>(right)});
    while (!s_.todo.empty()) {
      const uint32_t r = s_.todo.back(), l = s_.todo[s_.todo.size() - 2];
      const auto what = static_cast<Kind>(s_.todo[s_.todo.size() - 3]);
      s_.todo.resize(s_.todo.size() - 3);
      if (l == r) continue;
      const auto [a, b] = halves(what, l, r);
      const auto k = l + static_cast<uint32_t>(place_of_greatest(a, b, r - l));
      const auto push = [&](Kind part, uint32_t from, uint32_t to) {
        s_.todo.insert(s_.todo.end(), {part, from, to});
      };
      switch (what) {
        case kOpenLeft:
        case kOpenRight:
          (what == kOpenLeft ? heads[r] : heads[l]) = (what == kOpenLeft ? l : r) + 1;
          push(kClosedLeft, l, k);
          push(kClosedRight, k + 1, r);
          break;
        case kClosedLeft:
          push(kOpenLeft, l, k + 1);
          push(kClosedLeft, k + 1, r);
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
