// The best dependency tree of a sentence: a maximum spanning tree with exactly one root (Chu and
// Liu 1965, Edmonds 1967; here with a growing path, in time O(n^2)). Pure; working memory is passed
// in.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace letopis::nn {

struct TreeScratch {
  std::vector<double>
      weight;  // [node][tokens + 1]: best edge from a token into a node, contracted nodes included
  std::vector<uint32_t> into;  // [node][tokens + 1]: the token in the node where this edge ends
  std::vector<uint32_t> top, parent, from, to, path, todo, child, child_begin;
  std::vector<uint8_t> state;
  std::vector<double> best;
};

// scores[i * step + j]: how well token i + 1 goes under token j, where token 0 is the root; i <
// count, j <= count. Any number may be added to a row without changing the answer, so raw scores
// serve as well as log-probabilities. heads[i] = head of token i + 1, 0 for the one root. Among
// equal trees the choice is fixed, but unspecified. REQUIRES: finite scores; heads.size() = count >
// 0.
void best_tree(const float* scores, size_t step, size_t count, TreeScratch& scratch,
               std::span<uint32_t> heads);

// The greatest head of each row, on its own: lowest first. Not always a tree.
void best_heads(const float* scores, size_t step, size_t count, std::span<uint32_t> heads);

// Whether heads (as above) make a tree with one root.
bool is_tree(std::span<const uint32_t> heads, std::vector<uint8_t>& state);

}  // namespace letopis::nn
