// Flat names (PER, LOC, ORG) of an article: scores per tag, Viterbi over the whole article, spans
// from tags. Immutable and thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/pack.h"
#include "doc/document.h"
#include "nn/encoder.h"
#include "nn/panels.h"

namespace letopis::nn {

struct NerScratch {
  Buffer scores;              // [tokens read at last][padded tags]
  std::vector<uint8_t> back;  // [tokens of the sequence so far][tags]
  std::vector<float> best, next;
  std::vector<uint8_t> tags;
};

class NerHead {
 public:
  static Result<NerHead> open(const Pack& pack, const KernelTable& kernels, Precision precision);

  // Goes on with a sequence at its token `begin` (0 for a new one), by the states of its next
  // `size` tokens.
  void read(const float* states, size_t begin, size_t size, NerScratch& scratch) const;
  // Tags of the sequence of `count` tokens read so far into scratch.tags.
  void tag(size_t count, NerScratch& scratch) const;
  // Names from scratch.tags, in order, token indices from 0.
  void names(std::span<const uint8_t> tags, std::vector<Name>& out) const;
  // scratch.scores after read(): [size][score_step()].
  size_t score_step() const { return linear_.columns(); }
  size_t tags() const { return parts_.size(); }

 private:
  enum class Part : uint8_t { kPad, kOut, kBegin, kInside };
  NerHead() = default;

  const KernelTable* kernels_ = nullptr;
  Linear linear_;
  std::vector<Part> parts_;
  std::vector<NameType> types_;
  std::vector<float> transitions_;  // [to][from]
};

}  // namespace letopis::nn
