#include <algorithm>

#include "nn/encoder.h"
#include "nn/pack_reader.h"

namespace letopis::nn {
namespace {

constexpr size_t kTaps = EncoderLayers::kTaps;

class FloatEncoder : public Encoder {
 public:
  FloatEncoder(EncoderLayers layers, const KernelTable& kernels)
      : kernels_(kernels), l_(std::move(layers)) {
    const size_t width = l_.layers[0].width();
    std::fill_n(zeros_.need(width), width, 0.0F);
  }

  void prepare(const Slab& slab, EncoderScratch& scratch) const override {
    const size_t step = l_.step();
    l_.of_words.run(kernels_, slab.vectors.data(), kWordDim, slab.words.size(), Finish::kPlain,
                    scratch.products.need(slab.words.size() * step), step);
  }

  void run(const Slab& slab, const Rows& rows, EncoderScratch& scratch) const override {
    float* first = scratch.first.need(rows.rows * l_.layers[0].width());
    float* second = scratch.second.need(rows.rows * l_.layers[1].width());
    float* states = scratch.states.need(rows.rows * l_.layers[2].width());
    first_layer(slab, rows, scratch.products.data(), first);
    convolve(l_.layers[1], rows, first, second);
    convolve(l_.layers[2], rows, second, states);
  }

 private:
  void first_layer(const Slab& slab, const Rows& rows, const float* products, float* out) const {
    const EncoderLayers::Layer& layer = l_.layers[0];
    const size_t width = layer.width();
    const auto word = [&](uint32_t token, size_t tap) {
      return products + slab.slots[token] * l_.step() + tap * width;
    };
    const auto shape = [&](uint32_t token, size_t tap) {
      return l_.of_shapes.data() + slab.shapes[token] * l_.step() + tap * width;
    };
    const auto add = [&](uint32_t token, size_t row, bool before, bool after) {
      const float* none = zeros_.data();
      kernels_.row_sum(
          {.rows = {shape(token, 1), before ? shape(token - 1, 0) : none,
                    after ? shape(token + 1, 2) : none, word(token, 1),
                    before ? word(token - 1, 0) : none, after ? word(token + 1, 2) : none},
           .scale = layer.scale.data(),
           .shift = layer.shift.data(),
           .columns = width,
           .out = out + row * width});
    };
    each_row(rows, add, [&](size_t row) { std::fill_n(out + row * width, width, 0.0F); });
  }

  void convolve(const EncoderLayers::Layer& layer, const Rows& rows, const float* in,
                float* out) const {
    const size_t width = layer.width();
    if (rows.rows > 2)
      kernels_.product({.a = in,
                        .a_step = layer.conv.depth() / kTaps,
                        .rows = rows.rows - 2,
                        .panels = layer.conv.panels().data(),
                        .depth = layer.conv.depth(),
                        .columns = width,
                        .bias = layer.conv.bias().data(),
                        .scale = layer.scale.data(),
                        .shift = layer.shift.data(),
                        .finish = Finish::kReluNorm,
                        .c = out + width,
                        .c_step = width});
    each_row(
        rows, [](uint32_t, size_t, bool, bool) {},
        [&](size_t row) { std::fill_n(out + row * width, width, 0.0F); });
  }

  const KernelTable& kernels_;
  EncoderLayers l_;
  Buffer zeros_;  // one row
};

}  // namespace

std::unique_ptr<const Encoder> float_encoder(EncoderLayers layers, const KernelTable& kernels) {
  return std::make_unique<FloatEncoder>(std::move(layers), kernels);
}

}  // namespace letopis::nn
