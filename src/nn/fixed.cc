#include "nn/fixed.h"

#include <algorithm>
#include <cmath>

namespace letopis::nn {
namespace {

constexpr size_t kTaps = 3;

// How far the weights of a column may be scaled up: 2 y + bias stays within 31 bits with every
// input at its limit, each weight and the bias rounded up by a half; a sum of three weights within
// 16 bits.
double greatest_factor(double sum, double most, double bias, size_t depth) {
  const double room = 2147483647.0 - kFixedLimit * static_cast<double>(depth) - 1;
  const double reach = 2 * (kFixedLimit * sum + std::fabs(bias));
  return std::min(reach > 0 ? room / reach : 1.0, most > 0 ? 10921.0 / most : 1.0);
}

}  // namespace

FixedConvolution1d::FixedConvolution1d(const Linear& conv, std::span<const float> scale,
                                       std::span<const float> shift,
                                       std::span<const float> in_bounds,
                                       std::span<const float> out_bounds)
    : inputs_(conv.depth() / kTaps),
      columns_(conv.columns()),
      bias_(columns_),
      scale_(columns_),
      shift_(columns_) {
  const size_t depth = conv.depth();
  std::vector<double> units(inputs_);  // of the inputs in fixed point
  for (size_t k = 0; k < inputs_; ++k) units[k] = double{fixed_unit(in_bounds[k])};
  int16_t* panel = panels_.need(4 * inputs_ * columns_);
  const float* weights = conv.panels().data();
  for (size_t column = 0; column < columns_; column += kPanel) {
    // Weights of inputs in units of fixed point.
    const auto w = [&](size_t tap, size_t k, size_t j) {
      return double{weights[(tap * inputs_ + k) * kPanel + j]} * units[k];
    };
    double sum[kPanel] = {}, most[kPanel] = {}, factor[kPanel];
    for (size_t tap = 0; tap < kTaps; ++tap)
      for (size_t k = 0; k < inputs_; ++k)
        for (size_t j = 0; j < kPanel; ++j) {
          const double size = std::fabs(w(tap, k, j));
          sum[j] += size;
          most[j] = std::max(most[j], size);
        }
    for (size_t j = 0; j < kPanel; ++j) {
      const size_t n = column + j;
      const double bias = double{conv.bias()[n]};
      factor[j] = greatest_factor(sum[j], most[j], bias, depth);
      bias_[n] = static_cast<int32_t>(std::lrint(2 * factor[j] * bias));
      const double unit = out_bounds.empty() ? 1.0 : double{fixed_unit(out_bounds[n])};
      scale_[n] = static_cast<float>(double{scale[n]} / (2 * factor[j] * unit));
      shift_[n] = static_cast<float>(double{shift[n]} / unit);
    }
    for (size_t k = 0; k < inputs_; ++k) {
      int16_t* const to = panel + k / 2 * 2 * kPanel + k % 2;
      const size_t part = inputs_ * kPanel;
      for (size_t j = 0; j < kPanel; ++j) {
        const auto g = [&](size_t tap) { return nearest(w(tap, k, j) * factor[j]); };
        const int32_t g0 = g(0), g1 = g(1), g2 = g(2);
        to[2 * j] = static_cast<int16_t>(2 * g0);
        to[2 * j + part] = static_cast<int16_t>(g0 + g1 + g2);
        to[2 * j + 2 * part] = static_cast<int16_t>(g0 - g1 + g2);
        to[2 * j + 3 * part] = static_cast<int16_t>(2 * g2);
      }
    }
    weights += depth * kPanel;
    panel += 4 * inputs_ * kPanel;
  }
}

void FixedConvolution1d::run(const KernelTable& kernels, const int16_t* in, size_t rows,
                             int16_t* fixed, float* plain, Block<int16_t>& scratch) const {
  kernels.fixed->convolution({.in = in,
                              .rows = rows,
                              .inputs = inputs_,
                              .panels = panels_.data(),
                              .columns = columns_,
                              .bias = bias_.data(),
                              .scale = scale_.data(),
                              .shift = shift_.data(),
                              .fixed = fixed,
                              .plain = plain,
                              .scratch = scratch.need(4 * ((rows + 1) / 2) * inputs_)});
}

void FixedConvolution1d::run(const KernelTable& kernels, const int16_t* in, size_t rows,
                             int16_t* out, Block<int16_t>& scratch) const {
  run(kernels, in, rows, out, nullptr, scratch);
}
void FixedConvolution1d::run(const KernelTable& kernels, const int16_t* in, size_t rows, float* out,
                             Block<int16_t>& scratch) const {
  run(kernels, in, rows, nullptr, out, scratch);
}

}  // namespace letopis::nn
