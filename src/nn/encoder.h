// The three convolutions that each model begins with: a token and its neighbours become 64 numbers.
// The first layer is linear in the word vectors, so the product of each distinct word with its
// weights is made once per slab (once per model for common words) and rows are only added per
// token. Immutable and thread-safe; working memory is passed in.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "base/pack.h"
#include "nn/panels.h"
#include "nn/slab.h"

namespace letopis::nn {

struct EncoderScratch {
  Buffer products;               // of the slab's own words, [words][taps * width]
  Buffer first, second, states;  // one buffer per layer, [rows][width]
};

class Encoder {
 public:
  // `model` is ner, morph or syntax; `common` are the words whose products are made now. The pack
  // outlives it.
  static Result<Encoder> open(const Pack& pack, const std::string& model, const Words& words,
                              std::span<const uint32_t> common, const KernelTable& kernels);

  // Products of the slab's own words into scratch.products.
  void prepare(const Slab& slab, EncoderScratch& scratch) const;
  // Encodes the rows of a prepared slab into scratch.states: [rows.rows][width()], zero between
  // sequences.
  void run(const Slab& slab, const Rows& rows, EncoderScratch& scratch) const;

  size_t width() const { return layers_[2].width(); }

 private:
  static constexpr size_t kTaps = 3;
  struct Layer {
    Linear conv;
    std::span<const float> scale, shift;  // the norm, folded
    size_t width() const { return conv.columns(); }
  };
  Encoder() = default;
  // Splits the first layer's weight [taps][in][width] into that of words and the table of shapes.
  void split_first(std::span<const float> shapes);
  void multiply(const float* vectors, size_t count, Buffer& products) const;
  void first_layer(const Slab& slab, const Rows& rows, const float* products, float* out) const;
  void convolve(const Layer& layer, const Rows& rows, const float* in, float* out) const;

  const KernelTable* kernels_ = nullptr;
  std::array<Layer, 3> layers_;  // views into the pack
  Linear word_product_;          // [kWordDim] -> [taps * width]
  Buffer common_;                // products of common words
  size_t common_count_ = 0;
  Buffer shapes_;  // [shapes][taps * width]; the bias is in the middle tap
  Buffer zeros_;   // one row
};

}  // namespace letopis::nn
