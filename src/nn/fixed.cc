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
    : inputs_(conv.depth() / kTaps), columns_(conv.columns()) {
  const std::vector<float> weight = unpack_panels(conv.panels(), conv.depth(), columns_);
  int16_t* panels = panels_.need(4 * inputs_ * columns_);
  for (size_t n = 0; n < columns_; ++n) {
    // Weights of inputs in units of fixed point.
    const auto w = [&](size_t tap, size_t k) {
      return double{weight[(tap * inputs_ + k) * columns_ + n]} * double{fixed_unit(in_bounds[k])};
    };
    double sum = 0, most = 0;
    for (size_t tap = 0; tap < kTaps; ++tap)
      for (size_t k = 0; k < inputs_; ++k) {
        sum += std::fabs(w(tap, k));
        most = std::max(most, std::fabs(w(tap, k)));
      }
    const double bias = double{conv.bias()[n]};
    const double factor = greatest_factor(sum, most, bias, conv.depth());
    bias_.push_back(static_cast<int32_t>(std::lrint(2 * factor * bias)));
    const double unit = out_bounds.empty() ? 1.0 : double{fixed_unit(out_bounds[n])};
    scale_.push_back(static_cast<float>(double{scale[n]} / (2 * factor * unit)));
    shift_.push_back(static_cast<float>(double{shift[n]} / unit));
    int16_t* panel = panels + n / kPanel * 4 * inputs_ * kPanel;
    for (size_t k = 0; k < inputs_; ++k) {
      const auto g = [&](size_t tap) { return static_cast<int>(std::lrint(w(tap, k) * factor)); };
      const int parts[4] = {2 * g(0), g(0) + g(1) + g(2), g(0) - g(1) + g(2), 2 * g(2)};
      for (size_t i = 0; i < 4; ++i)
        panel[((i * inputs_ + k) / 2 * kPanel + n % kPanel) * 2 + k % 2] =
            static_cast<int16_t>(parts[i]);
    }
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
