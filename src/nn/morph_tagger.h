// Part of speech and features of each token: the tag with the greatest score, parsed once.
// Immutable and thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/pack.h"
#include "doc/morph.h"
#include "nn/encoder.h"
#include "nn/panels.h"
#include "nn/tag_guide.h"

namespace letopis::nn {

struct MorphScratch {
  Buffer scores;
  std::vector<uint16_t> tags;
  TagGuide::Tags guide;
};

class MorphHead {
 public:
  static Result<MorphHead> open(const Pack& pack, const KernelTable& kernels, Precision precision);

  // The first greatest tag of each of `count` states into scratch.tags. Where a guide says that it
  // does not fit: of the part of speech whose tags are the most probable among those that it
  // allows, the greatest that fits.
  void tag(const float* states, size_t count, MorphScratch& scratch) const;
  void tag(const float* states, size_t count, const TagGuide& guide, size_t document,
           uint32_t first, MorphScratch& scratch) const;
  std::span<const Morph> morphs() const { return morphs_; }

 private:
  MorphHead() = default;
  template <class Done>
  void score(const float* states, size_t count, MorphScratch& scratch, Done done) const;
  uint16_t guided(const float* scores, uint16_t best, const TagGuide::Tags& tags) const;
  const KernelTable* kernels_ = nullptr;
  Linear linear_;
  std::vector<Morph> morphs_;  // the tag <pad> says nothing
};

}  // namespace letopis::nn
