// The three convolutions that each model begins with: a token and its neighbours become 64 numbers.
// The first layer is linear in the word vectors, so the product of each distinct word with its
// weights is made once per slab and rows are only added per token. In fixed point (the default) the
// products of common words are kept once they have occurred, for all workers. Immutable and
// thread-safe; working memory is passed in.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/pack.h"
#include "nn/panels.h"
#include "nn/slab.h"

namespace letopis::nn {

// kFixed: 16-bit fixed point, the same bits on every processor, at twice the speed and a loss that
// docs/quality.md states. kFloat: single precision, as published, for checks of conformance.
enum class Precision : uint8_t { kFixed, kFloat };

// Of one worker.
struct EncoderScratch {
  Buffer products;       // of the slab's own words, [words][taps * width]
  Buffer first, second;  // one buffer per layer, [rows][width]
  Buffer states;         // [rows][kHidden]
  Block<int16_t> fixed_products, fixed_first, fixed_second, transformed;  // the same, fixed
  // Per encoder and common word that this worker has met: where the encoder keeps its products.
  std::map<const void*, std::vector<const int16_t*>> kept;
};

class Encoder {
 public:
  // A token's state depends on so many tokens on either side: three convolutions of three.
  static constexpr uint32_t kReach = 3;

  // `model` is ner, morph or syntax; `common` are the words whose products are kept, in fixed point
  // only. The pack outlives it.
  static Result<std::unique_ptr<const Encoder>> open(const Pack& pack, const std::string& model,
                                                     const Words& words,
                                                     std::span<const uint32_t> common,
                                                     const KernelTable& kernels,
                                                     Precision precision);
  virtual ~Encoder() = default;

  // Products of the slab's words, its own into `scratch`.
  virtual void prepare(const Slab& slab, EncoderScratch& scratch) const = 0;
  // Encodes the rows of a prepared slab into scratch.states: [rows.rows][kHidden]; what stands in
  // the rows between sequences is unspecified.
  virtual void run(const Slab& slab, const Rows& rows, EncoderScratch& scratch) const = 0;
};

// What both precisions are made from.
struct EncoderLayers {
  static constexpr size_t kTaps = 3;
  struct Layer {
    Linear conv;
    std::span<const float> scale, shift;  // the norm, folded
    std::span<const float> bounds;        // magnitudes beyond which a result does not go
    size_t width() const { return conv.columns(); }
  };
  std::array<Layer, 3> layers;  // views into the pack
  // The first layer, split: of words [kWordDim] -> [taps * width], and the table of shapes, the
  // bias in the middle tap.
  Linear of_words;
  Buffer of_shapes;  // [shapes][taps * width]
  size_t shapes = 0;

  static Result<EncoderLayers> open(const Pack& pack, const std::string& model,
                                    const KernelTable& kernels);
  size_t step() const { return kTaps * layers[0].width(); }
};

std::unique_ptr<const Encoder> float_encoder(EncoderLayers layers, const KernelTable& kernels);
std::unique_ptr<const Encoder> fixed_encoder(EncoderLayers layers, const Words& words,
                                             std::span<const uint32_t> common,
                                             const KernelTable& kernels);

// Calls add(token, row, before, after) for each token of the sequences, whether it has a neighbour
// of its own sequence on either side; and gap(row) for the rows between them.
template <class Add, class Gap>
void each_row(const Rows& rows, Add add, Gap gap) {
  gap(size_t{0});
  for (const Sequence& sequence : rows.sequences) {
    const uint32_t end = sequence.begin + sequence.size;
    size_t row = sequence.row;
    for (uint32_t token = sequence.begin; token < end; ++token, ++row)
      add(token, row, token > sequence.begin, token + 1 < end);
    gap(row);
  }
}

}  // namespace letopis::nn
