#include "nn/encoder.h"

#include <algorithm>

#include "nn/pack_reader.h"
#include "nn/shape.h"

namespace letopis::nn {

Result<Encoder> Encoder::open(const Pack& pack, const std::string& model, const Words& words,
                              std::span<const uint32_t> common, const KernelTable& kernels) {
  Encoder encoder;
  encoder.kernels_ = &kernels;
  LT_ASSIGN(const auto shapes, floats(pack, model + ".shapes", shape_names().size() * kShapeDim));
  size_t in = kInputDim;
  for (size_t i = 0; i < encoder.layers_.size(); ++i) {
    Layer& layer = encoder.layers_[i];
    const std::string name = model + ".conv" + std::to_string(i);
    LT_ASSIGN(layer.conv, Linear::open(pack, name, kTaps * in, 0));
    if (layer.conv.used() != layer.width())
      return damaged(pack, "the width of '" + name + "' is no multiple of 16");
    LT_ASSIGN(layer.scale, floats(pack, name + ".scale", layer.width()));
    LT_ASSIGN(layer.shift, floats(pack, name + ".shift", layer.width()));
    in = layer.width();
  }
  if (in != kHidden) return damaged(pack, "the encoder '" + model + "' has another width");
  encoder.split_first(shapes);
  Buffer vectors;
  float* vector = vectors.need(common.size() * kWordDim);
  for (size_t i = 0; i < common.size(); ++i) words.vector(common[i], vector + i * kWordDim);
  encoder.common_count_ = common.size();
  encoder.multiply(vector, common.size(), encoder.common_);
  return encoder;
}

void Encoder::split_first(std::span<const float> shapes) {
  const Linear& conv = layers_[0].conv;
  const size_t width = conv.columns();
  const std::vector<float> weight = unpack_panels(conv.panels(), conv.depth(), width);
  std::vector<float> of_words(kWordDim * kTaps * width),
      of_shapes(kShapeDim * kTaps * width);  // [dim][taps][width]
  for (size_t tap = 0; tap < kTaps; ++tap)
    for (size_t c = 0; c < kInputDim; ++c) {
      float* to = c < kWordDim ? of_words.data() + (c * kTaps + tap) * width
                               : of_shapes.data() + ((c - kWordDim) * kTaps + tap) * width;
      std::copy_n(weight.data() + (tap * kInputDim + c) * width, width, to);
    }
  const std::vector<float> none(kTaps * width, 0.0F);
  word_product_ = Linear(of_words, none);
  std::vector<float> middle = none;
  std::copy(conv.bias().begin(), conv.bias().end(),
            middle.begin() + static_cast<std::ptrdiff_t>(width));
  const size_t count = shapes.size() / kShapeDim;
  Linear(of_shapes, middle)
      .run(*kernels_, shapes.data(), kShapeDim, count, Finish::kPlain,
           shapes_.need(count * kTaps * width), kTaps * width);
  std::fill_n(zeros_.need(width), width, 0.0F);
}

void Encoder::multiply(const float* vectors, size_t count, Buffer& products) const {
  const size_t step = word_product_.columns();
  word_product_.run(*kernels_, vectors, kWordDim, count, Finish::kPlain,
                    products.need(count * step), step);
}

void Encoder::prepare(const Slab& slab, EncoderScratch& scratch) const {
  multiply(slab.vectors.data(), slab.words.size(), scratch.products);
}

void Encoder::run(const Slab& slab, const Rows& rows, EncoderScratch& scratch) const {
  float* first = scratch.first.need(rows.rows * layers_[0].width());
  float* second = scratch.second.need(rows.rows * layers_[1].width());
  float* states = scratch.states.need(rows.rows * layers_[2].width());
  first_layer(slab, rows, scratch.products.data(), first);
  convolve(layers_[1], rows, first, second);
  convolve(layers_[2], rows, second, states);
}

void Encoder::first_layer(const Slab& slab, const Rows& rows, const float* products,
                          float* out) const {
  const Layer& layer = layers_[0];
  const size_t width = layer.width();
  const size_t step = kTaps * width;
  const auto word_row = [&](uint32_t token, size_t tap) {
    const size_t slot = slab.slots[token];
    return (slot < common_count_ ? common_.data() + slot * step
                                 : products + (slot - common_count_) * step) +
           tap * width;
  };
  const auto shape_row = [&](uint32_t token, size_t tap) {
    return shapes_.data() + slab.shapes[token] * step + tap * width;
  };
  std::fill_n(out, width, 0.0F);
  for (const Sequence& sequence : rows.sequences) {
    const uint32_t end = sequence.begin + sequence.size;
    float* row = out + sequence.row * width;
    for (uint32_t token = sequence.begin; token < end; ++token, row += width) {
      const bool before = token > sequence.begin;
      const bool after = token + 1 < end;
      kernels_->row_sum(
          {.rows = {shape_row(token, 1), before ? shape_row(token - 1, 0) : zeros_.data(),
                    after ? shape_row(token + 1, 2) : zeros_.data(), word_row(token, 1),
                    before ? word_row(token - 1, 0) : zeros_.data(),
                    after ? word_row(token + 1, 2) : zeros_.data()},
           .scale = layer.scale.data(),
           .shift = layer.shift.data(),
           .columns = width,
           .out = row});
    }
    std::fill_n(row, width, 0.0F);
  }
}

void Encoder::convolve(const Layer& layer, const Rows& rows, const float* in, float* out) const {
  const size_t width = layer.width();
  if (rows.rows > 2)
    kernels_->product({.a = in,
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
  std::fill_n(out, width, 0.0F);
  for (const Sequence& sequence : rows.sequences)
    std::fill_n(out + (sequence.row + sequence.size) * width, width, 0.0F);
}

}  // namespace letopis::nn
