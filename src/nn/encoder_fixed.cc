#include <algorithm>
#include <cmath>

#include "base/lazy.h"
#include "nn/encoder.h"
#include "nn/fixed.h"
#include "nn/pack_reader.h"

namespace letopis::nn {
namespace {

constexpr size_t kTaps = EncoderLayers::kTaps;
// Words multiplied together; their products in floats stay in the second-level cache.
constexpr size_t kBlockWords = 48;

class FixedEncoder : public Encoder {
 public:
  FixedEncoder(EncoderLayers layers, const Words& words, std::span<const uint32_t> common,
               const KernelTable& kernels)
      : kernels_(kernels), words_(words), common_ids_(common), kept_(common.size()) {
    const auto& l = layers.layers;
    width_ = l[0].width();
    step_ = layers.step();
    set_first(l[0]);
    second_ = FixedConvolution1d(l[1].conv, l[1].scale, l[1].shift, l[0].bounds, l[1].bounds);
    third_ = FixedConvolution1d(l[2].conv, l[2].scale, l[2].shift, l[1].bounds, {});
    int16_t* shapes = shapes_.need(layers.shapes * step_);
    for (size_t i = 0; i < layers.shapes; ++i)
      kernels.fixed->fix_columns(layers.of_shapes.data() + i * step_, factors_.data(), step_,
                                 shapes + i * step_);
    of_words_ = std::move(layers.of_words);
    of_words_.fix();
    std::fill_n(zeros_.need(width_), width_, int16_t{0});
  }

  void prepare(const Slab& slab, EncoderScratch& scratch) const override {
    multiply(slab.vectors.data(), slab.words.size(),
             scratch.fixed_products.need(slab.words.size() * step_), scratch);
    std::vector<const int16_t*>& kept = scratch.kept[this];
    kept.resize(common_ids_.size());
    Buffer vectors;
    float* vector = vectors.need(kBlockWords * kWordDim);
    Block<int16_t> rows;
    int16_t* row = rows.need(kBlockWords * step_);
    std::vector<uint32_t> fresh;
    const auto keep = [&] {
      multiply(vector, fresh.size(), row, scratch);
      for (size_t i = 0; i < fresh.size(); ++i) {
        auto made = std::make_unique<Block<int16_t>>();
        std::copy_n(row + i * step_, step_, made->need(step_));
        kept[fresh[i]] = kept_[fresh[i]].keep(std::move(made)).data();
      }
      fresh.clear();
    };
    for (const uint32_t slot : slab.common) {
      if (kept[slot] != nullptr) continue;
      if (const Block<int16_t>* const known = kept_[slot].kept()) {
        kept[slot] = known->data();
        continue;
      }
      words_.vector(common_ids_[slot], vector + fresh.size() * kWordDim);
      fresh.push_back(slot);
      if (fresh.size() == kBlockWords) keep();
    }
    keep();
  }

  void run(const Slab& slab, const Rows& rows, EncoderScratch& scratch) const override {
    // The last pair of results reads one row beyond.
    int16_t* first = scratch.fixed_first.need((rows.rows + 1) * width_);
    int16_t* second = scratch.fixed_second.need((rows.rows + 1) * second_.columns());
    float* states = scratch.states.need(rows.rows * kHidden);
    std::fill_n(first + rows.rows * width_, width_, int16_t{0});
    first_layer(slab, rows, scratch.kept[this], scratch.fixed_products.data(), first);
    if (rows.rows <= 2) return;
    second_.run(kernels_, first, rows.rows - 2, second + second_.columns(), scratch.transformed);
    const auto clear = [&](size_t row) {
      std::fill_n(second + row * second_.columns(), second_.columns(), int16_t{0});
    };
    each_row(
        rows, [](uint32_t, size_t, bool, bool) {}, clear);
    clear(rows.rows);
    third_.run(kernels_, second, rows.rows - 2, states + kHidden, scratch.transformed);
  }

 private:
  // Scales of the first layer: sums of six rows so that no result below its bound leaves 16 bits,
  // then the norm, then results.
  void set_first(const EncoderLayers::Layer& layer) {
    factors_.resize(step_);
    for (size_t n = 0; n < width_; ++n) {
      const double scale = double{layer.scale[n]}, shift = double{layer.shift[n]};
      const double bound = double{layer.bounds[n]}, unit = double{fixed_unit(layer.bounds[n])};
      const double most = scale != 0 ? bound / std::fabs(scale) : 1.0;
      const double sum_unit = 3.9 * most / 32767;
      for (size_t tap = 0; tap < kTaps; ++tap)
        factors_[tap * width_ + n] = static_cast<float>(1 / sum_unit);
      const double by = scale * sum_unit / unit * 32768;
      scale_.push_back(static_cast<int16_t>(std::lrint(std::clamp(by, -32767.0, 32767.0))));
      shift_.push_back(static_cast<int16_t>(
          std::lrint(std::clamp(shift / unit, -double{kFixedLimit}, double{kFixedLimit}))));
    }
  }

  void multiply(const float* vectors, size_t count, int16_t* out, EncoderScratch& scratch) const {
    float* products = scratch.products.need(kBlockWords * step_);
    for (size_t begin = 0; begin < count; begin += kBlockWords) {
      const size_t block = std::min(kBlockWords, count - begin);
      of_words_.run(kernels_, vectors + begin * kWordDim, kWordDim, block, Finish::kPlain, products,
                    step_);
      for (size_t i = 0; i < block; ++i)
        kernels_.fixed->fix_columns(products + i * step_, factors_.data(), step_,
                                    out + (begin + i) * step_);
    }
  }

  void first_layer(const Slab& slab, const Rows& rows, std::span<const int16_t* const> kept,
                   const int16_t* own, int16_t* out) const {
    const size_t common = common_ids_.size();
    const auto word = [&](uint32_t token, size_t tap) {
      const size_t slot = slab.slots[token];
      const int16_t* row = slot < common ? kept[slot] : own + (slot - common) * step_;
      return row + tap * width_;
    };
    const auto shape = [&](uint32_t token, size_t tap) {
      return shapes_.data() + slab.shapes[token] * step_ + tap * width_;
    };
    const auto add = [&](uint32_t token, size_t row, bool before, bool after) {
      const int16_t* none = zeros_.data();
      kernels_.fixed->row_sum(
          {.rows = {shape(token, 1), before ? shape(token - 1, 0) : none,
                    after ? shape(token + 1, 2) : none, word(token, 1),
                    before ? word(token - 1, 0) : none, after ? word(token + 1, 2) : none},
           .scale = scale_.data(),
           .shift = shift_.data(),
           .columns = width_,
           .out = out + row * width_});
    };
    each_row(rows, add, [&](size_t row) { std::fill_n(out + row * width_, width_, int16_t{0}); });
  }

  const KernelTable& kernels_;
  Words words_;
  std::span<const uint32_t> common_ids_;
  std::vector<Lazy<Block<int16_t>>> kept_;  // per common word, [taps * width]
  size_t width_ = 0, step_ = 0;
  Linear of_words_;
  std::vector<float> factors_;          // per column of the taps, to fixed point
  std::vector<int16_t> scale_, shift_;  // of the first layer's norm
  Block<int16_t> shapes_;               // [shapes][taps * width]; the bias is in the middle tap
  Block<int16_t> zeros_;                // one row
  FixedConvolution1d second_, third_;
};

}  // namespace

std::unique_ptr<const Encoder> fixed_encoder(EncoderLayers layers, const Words& words,
                                             std::span<const uint32_t> common,
                                             const KernelTable& kernels) {
  return std::make_unique<FixedEncoder>(std::move(layers), words, common, kernels);
}

}  // namespace letopis::nn
