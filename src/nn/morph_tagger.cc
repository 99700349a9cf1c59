#include "nn/morph_tagger.h"

#include <algorithm>

#include "nn/pack_reader.h"

namespace letopis::nn {
namespace {

// Index of the first greatest of `count` numbers, count > 0; 0 where some is not a number, as a
// damaged pack's finite weights may make it.
uint16_t arg_max(const float* numbers, size_t count) {
  // Eight running maxima, so that the loop does not wait for itself.
  constexpr size_t kLanes = 8;
  float greatest = numbers[0];
  size_t at = 0;
  if (count >= kLanes) {
    float lane[kLanes];
    std::copy_n(numbers, kLanes, lane);
    for (at = kLanes; at + kLanes <= count; at += kLanes)
      for (size_t j = 0; j < kLanes; ++j)
        lane[j] = lane[j] < numbers[at + j] ? numbers[at + j] : lane[j];
    greatest = *std::max_element(lane, lane + kLanes);
  }
  for (; at < count; ++at) greatest = std::max(greatest, numbers[at]);
  const auto found = static_cast<size_t>(std::find(numbers, numbers + count, greatest) - numbers);
  return static_cast<uint16_t>(found < count ? found : 0);
}

}  // namespace

Result<MorphHead> MorphHead::open(const Pack& pack, const KernelTable& kernels,
                                  Precision precision) {
  MorphHead head;
  head.kernels_ = &kernels;
  LT_ASSIGN(const auto tags, lines(pack, "morph.tags"));
  if (tags.size() > 0xFFFF) return damaged(pack, "the section 'morph.tags' is too long");
  for (const std::string_view tag : tags) {
    const auto morph = tag == "<pad>" ? Morph{} : morph_of(tag);
    if (!morph)
      return damaged(pack, "the tag '" + std::string(tag) + "' in 'morph.tags' is unknown");
    head.morphs_.push_back(*morph);
  }
  LT_ASSIGN(head.linear_, Linear::open(pack, "morph.out", kHidden, tags.size()));
  if (precision == Precision::kFixed) head.linear_.fix();
  return head;
}

void MorphHead::tag(const float* states, size_t count, MorphScratch& scratch) const {
  constexpr size_t kBlock = 48;  // rows whose scores stay in the cache
  const size_t step = linear_.columns();
  float* scores = scratch.scores.need(kBlock * step);
  scratch.tags.resize(count);
  for (size_t begin = 0; begin < count; begin += kBlock) {
    const size_t rows = std::min(kBlock, count - begin);
    linear_.run(*kernels_, states + begin * kHidden, kHidden, rows, Finish::kPlain, scores, step);
    for (size_t row = 0; row < rows; ++row)
      scratch.tags[begin + row] = arg_max(scores + row * step, morphs_.size());
  }
}

}  // namespace letopis::nn
