// A slab of documents as the encoders want it: each token as a slot of the word list and a shape,
// each distinct word's vector decoded once, and sequences laid out in rows with a row of zeros
// between them. Working memory, reused from slab to slab; one per worker, not thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "doc/document.h"
#include "nn/panels.h"
#include "nn/words.h"

namespace letopis::nn {

struct Slab {
  // Per token of all documents, one document after another.
  std::vector<uint32_t>
      slots;  // < common: a common word, the same in every slab; else common + index into `words`
  std::vector<uint32_t> shapes;
  std::vector<uint32_t> first;  // per document, its first token in the slab; one more at the end

  std::vector<uint32_t> common;  // slots of the common words that occur, each once
  std::vector<uint32_t> words;   // ids of the distinct words beyond the common ones
  Buffer vectors;                // [words][kWordDim]

  // Fills all of the above. `common_ids` are the ids of the common words.
  void fill(std::span<const Document> docs, const Words& list, std::span<const uint32_t> common_ids,
            bool fold_yo);

 private:
  std::vector<uint32_t> slot_of_;  // per word id; kNoSlot where it has none in this slab
  const void* list_ = nullptr;     // whose slots these are
  std::vector<uint8_t> seen_;      // per common slot: stands in `common`
  std::string lower_;
};

// Tokens [begin, begin + size) of a slab, which stand in rows [row, row + size).
struct Sequence {
  uint32_t begin = 0;
  uint32_t size = 0;
  uint32_t row = 0;
};

// Some sequences, one after another, a row of zeros before, between and behind them.
struct Rows {
  std::vector<Sequence> sequences;
  uint32_t rows = 1;

  void clear() {
    sequences.clear();
    rows = 1;
  }
  void add(uint32_t begin, uint32_t size) {
    sequences.push_back({begin, size, rows});
    rows += size + 1;
  }
};

}  // namespace letopis::nn
