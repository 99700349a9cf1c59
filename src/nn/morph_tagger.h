// Part of speech and features of each token: the tag with the greatest score, parsed once.
// Immutable and thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/pack.h"
#include "doc/morph.h"
#include "nn/encoder.h"
#include "nn/panels.h"

namespace letopis::nn {

struct MorphScratch {
  Buffer scores;
  std::vector<uint16_t> tags;
};

class MorphHead {
 public:
  static Result<MorphHead> open(const Pack& pack, const KernelTable& kernels, Precision precision);

  // The first greatest tag of each of `count` states into scratch.tags.
  void tag(const float* states, size_t count, MorphScratch& scratch) const;
  const Morph& morph(uint16_t tag) const { return morphs_[tag]; }

 private:
  MorphHead() = default;
  const KernelTable* kernels_ = nullptr;
  Linear linear_;
  std::vector<Morph> morphs_;  // the tag <pad> says nothing
};

}  // namespace letopis::nn
