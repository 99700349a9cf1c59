// Dependency arcs of a sentence: biaffine scores of heads, the best tree, then the relation given
// the head. Immutable and thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/pack.h"
#include "doc/document.h"
#include "nn/encoder.h"
#include "nn/panels.h"
#include "nn/tree.h"

namespace letopis::nn {

// kTree: a tree with one root, which alone is related as `root`. kArgMax: what the published models
// do, each head and relation on its own; for conformance checks only, since cycles and several
// roots occur.
enum class Decode : uint8_t { kTree, kArgMax };

// A tree is found over pieces of at most so many tokens; the roots of later pieces hang on the
// first as parataxis. Heads on their own are found over the whole sentence.
inline constexpr uint32_t kLongestPiece = 256;

struct ParserScratch {
  Buffer parts;       // [tokens][4 * part]: dependent and governor for heads, then for relations
  Buffer dependents;  // parts of dependents times the kernel
  Buffer governors, panels;  // of one piece, the root first; and packed
  Buffer scores;             // [tokens of a block][padded tokens + 1]
  Buffer relation_panels;    // of the governors that occur
  Buffer relation_governors, relation_scores;
  std::vector<uint32_t> heads;  // of one block: 1-based in its piece, 0 for the root
  std::vector<uint32_t> place;  // per possible head: its index among those that occur
  TreeScratch tree;
};

class ParserHead {
 public:
  static Result<ParserHead> open(const Pack& pack, const KernelTable& kernels, Precision precision);

  // Arcs of one sentence of arcs.size() states; heads are token indices in the document, from
  // `first` on.
  void parse(const float* states, uint32_t first, Decode decode, std::span<Arc> arcs,
             ParserScratch& scratch) const;

  // scratch.scores after parse() of a sentence of `count` tokens, at most kLongestPiece:
  // [count][score_step(count)].
  static size_t score_step(size_t count) { return panel_ceil(count + 1); }

 private:
  ParserHead() = default;
  void parse_piece(const float* parts, uint32_t first, Decode decode, std::span<Arc> arcs,
                   ParserScratch& scratch) const;
  void pack_governors(const float* parts, size_t count, ParserScratch& scratch) const;
  // Tokens [from, from + rows) or those of `arcs` against a piece of `count`.
  void score_heads(const float* parts, size_t from, size_t rows, size_t count,
                   ParserScratch& scratch) const;
  void relate(const float* parts, size_t from, size_t count, Decode decode, std::span<Arc> arcs,
              ParserScratch& scratch) const;

  const KernelTable* kernels_ = nullptr;
  size_t part_ = 0;
  Linear parts_;            // all four parts at once
  Linear kernel_;           // [part][part]
  Linear relation_kernel_;  // [part] -> panels of [part][relations]
  size_t relation_columns_ = 0;
  std::vector<float> root_, relation_root_;  // the root as a governor, [part] each
  std::vector<Relation> relations_;
};

}  // namespace letopis::nn
