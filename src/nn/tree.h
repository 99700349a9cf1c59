// The best dependency tree over arc scores: maximum spanning arborescence by Chu and Liu (1965) and Edmonds (1967), with
// exactly one child of the root. Pure; working memory is inside.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace letopis::nn {

// scores[i * (n + 1) + j]: how well head j (0: the root, else token j) suits token i + 1, for i < n, j <= n; any finite
// scale per row. Rows are turned into log-probabilities first, so that a row's scale does not weigh. Returns heads[i] in
// 0..n of token i + 1; always a tree with one root. Ties go to the lower index. O(n^2) where the best heads are a tree
// already, at most O(n^3).
std::vector<uint32_t> best_tree(std::span<const float> scores, uint32_t n);

}  // namespace letopis::nn
