// Whose a figure is: the states, organisations and projects that hang on the noun which says what is
// measured ("the trade of A and B", "the export of A", "an A-ish budget"). Built per document; keeps
// references to it and to the mentions of its analysis, which must outlive it. Read-only,
// thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/mention_index.h"

namespace letopis::extract {

class FigureOwners {
 public:
  // REQUIRES: analysis.mentions and entities filled; mentions stay as they are.
  FigureOwners(const Document& doc, const Analysis& analysis) : index_(doc, analysis) {}

  // Indices of entities in the order of the text, each once. What hangs on the figure itself, tokens
  // [begin, end), owns nothing where the measure is another noun ("to the sum of a million dollars
  // of the USA").
  std::vector<uint32_t> of(uint32_t noun, uint32_t begin, uint32_t end) const;

 private:
  MentionIndex index_;
};

}  // namespace letopis::extract
