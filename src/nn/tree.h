// The best dependency tree of a sentence: no edges cross, exactly one root (Eisner 1996). Russian
// trees hardly ever cross, and scores that are given token by token know nothing of each other:
// without this rule words of one clause are hung into another (docs/quality.md has the figures).
// Pure; working memory is passed in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace letopis::nn {

struct TreeScratch {
  std::vector<float> score;  // values of the best spans, 6 tables of [count][count]
  std::vector<uint32_t> todo;
  std::vector<uint8_t> state;
};

// scores[i * step + j]: how well token i + 1 goes under token j, where token 0 is the root; i <
// count, j <= count. Any number may be added to a row without changing the answer, so raw scores
// serve as well as log-probabilities. heads[i] = head of token i + 1, 0 for the one root. Among
// equal trees the choice is fixed, but unspecified. Time O(count^3) where the best heads are no
// such tree already, memory O(count^2). REQUIRES: finite scores; heads.size() = count, 0 < count <
// 65,535.
void best_tree(const float* scores, size_t step, size_t count, TreeScratch& scratch,
               std::span<uint32_t> heads);

// The greatest head of each of heads.size() rows, on its own: lowest first. Not always a tree.
void best_heads(const float* scores, size_t step, size_t count, std::span<uint32_t> heads);

// Whether heads (as above) make a tree with one root.
bool is_tree(std::span<const uint32_t> heads, std::vector<uint8_t>& state);

// Whether no two edges cross, the root's included.
bool is_projective(std::span<const uint32_t> heads);

}  // namespace letopis::nn
