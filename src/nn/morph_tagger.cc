#include "nn/morph_tagger.h"

#include <algorithm>
#include <array>
#include <bit>

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

// e^x for x <= 0 as (1 + x / 2^16)^(2^16), by multiplications alone: the same on every processor.
double weight(float x) {
  double power = std::max(0.0, 1 + double{x} / 65536);
  for (int i = 0; i < 16; ++i) power *= power;
  return power;
}

constexpr size_t kNone = SIZE_MAX;

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

// Scores of each state; done(row, scores) for each.
template <class Done>
void MorphHead::score(const float* states, size_t count, MorphScratch& scratch, Done done) const {
  constexpr size_t kBlock = 48;  // rows whose scores stay in the cache
  const size_t step = linear_.columns();
  float* scores = scratch.scores.need(kBlock * step);
  for (size_t begin = 0; begin < count; begin += kBlock) {
    const size_t rows = std::min(kBlock, count - begin);
    linear_.run(*kernels_, states + begin * kHidden, kHidden, rows, Finish::kPlain, scores, step);
    for (size_t row = 0; row < rows; ++row) done(begin + row, scores + row * step);
  }
}

void MorphHead::tag(const float* states, size_t count, MorphScratch& scratch) const {
  scratch.tags.resize(count);
  score(states, count, scratch, [&](size_t row, const float* scores) {
    scratch.tags[row] = arg_max(scores, morphs_.size());
  });
}

void MorphHead::tag(const float* states, size_t count, const TagGuide& guide, size_t document,
                    uint32_t first, MorphScratch& scratch) const {
  scratch.tags.resize(count);
  score(states, count, scratch, [&](size_t row, const float* scores) {
    const uint16_t best = arg_max(scores, morphs_.size());
    const auto token = first + static_cast<uint32_t>(row);
    scratch.tags[row] = best;
    if (guide.fits(document, token, best)) return;
    guide.tags(document, token, scratch.guide);
    scratch.tags[row] = guided(scores, best, scratch.guide);
  });
}

uint16_t MorphHead::guided(const float* scores, uint16_t best, const TagGuide::Tags& tags) const {
  const auto each = [](const std::vector<uint64_t>& bits, auto visit) {
    for (size_t word = 0; word < bits.size(); ++word)
      for (uint64_t left = bits[word]; left != 0; left &= left - 1)
        visit(word * 64 + static_cast<size_t>(std::countr_zero(left)));
  };
  std::array<double, kUposes> weights{};
  each(tags.classes, [&](size_t tag) {
    weights[static_cast<size_t>(morphs_[tag].upos)] += weight(scores[tag] - scores[best]);
  });
  const auto upos =
      static_cast<Upos>(std::max_element(weights.begin(), weights.end()) - weights.begin());
  size_t found = kNone;
  const auto take = [&](size_t tag) {
    if (morphs_[tag].upos == upos && (found == kNone || scores[tag] > scores[found])) found = tag;
  };
  each(tags.wholly, take);
  if (found == kNone) each(tags.classes, take);
  return found == kNone ? best : static_cast<uint16_t>(found);
}

}  // namespace letopis::nn
