#include "nn/panels.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace letopis::nn {

void pack_panels(const float* matrix, size_t step, size_t depth, size_t columns, float* out) {
  for (size_t column = 0; column < columns; column += kPanel) {
    const size_t width = std::min(kPanel, columns - column);
    for (size_t k = 0; k < depth; ++k, out += kPanel) {
      std::copy_n(matrix + k * step + column, width, out);
      std::fill(out + width, out + kPanel, 0.0F);
    }
  }
}

std::vector<float> unpack_panels(std::span<const float> panels, size_t depth, size_t columns) {
  std::vector<float> matrix(depth * columns);
  for (size_t k = 0; k < depth; ++k)
    for (size_t n = 0; n < columns; ++n)
      matrix[k * columns + n] = panels[(n / kPanel * depth + k) * kPanel + n % kPanel];
  return matrix;
}

Result<Linear> Linear::open(const Pack& pack, const std::string& name, size_t depth,
                            size_t columns) {
  LT_ASSIGN(const auto sizes, pack.array<uint32_t>(name + ".sizes"));  // depth, columns
  if (sizes.size() != 2 || sizes[0] != depth || sizes[1] == 0 ||
      (columns != 0 && sizes[1] != columns))
    return damaged(pack, "the layer '" + name + "' does not fit its neighbours");
  Linear linear;
  linear.depth_ = depth;
  linear.used_ = sizes[1];
  linear.columns_ = panel_ceil(linear.used_);
  LT_ASSIGN(const auto panels, floats(pack, name + ".panels", depth * linear.columns_));
  LT_ASSIGN(const auto bias, floats(pack, name + ".bias", linear.columns_));
  linear.panels_ = panels.data();
  linear.bias_ = bias.data();
  return linear;
}

Linear::Linear(std::span<const float> weight, std::span<const float> bias)
    : depth_(weight.size() / bias.size()), used_(bias.size()), columns_(panel_ceil(bias.size())) {
  assert(weight.size() == depth_ * used_);
  float* panels = own_panels_.need(depth_ * columns_);
  pack_panels(weight.data(), used_, depth_, used_, panels);
  panels_ = panels;
  set_bias(bias);
}

Linear::Linear(std::span<const Piece> pieces, size_t depth, std::span<const float> bias)
    : depth_(depth), used_(bias.size()), columns_(bias.size()) {
  float* out = own_panels_.need(depth_ * columns_);
  panels_ = out;
  for (const auto& [layer, first] : pieces) {
    assert(layer.used_ == layer.columns_ && first + depth <= layer.depth_);
    for (size_t column = 0; column < layer.columns_; column += kPanel)
      out =
          std::copy_n(layer.panels_ + column * layer.depth_ + first * kPanel, depth * kPanel, out);
  }
  assert(out == panels_ + depth_ * columns_);
  set_bias(bias);
}

void Linear::set_bias(std::span<const float> bias) {
  float* padded = own_bias_.need(columns_);
  std::fill(std::copy(bias.begin(), bias.end(), padded), padded + columns_, 0.0F);
  bias_ = padded;
}

void Linear::fix() {
  assert(depth_ % 2 == 0 && depth_ <= kDeepest);
  // No sum of products leaves 32 bits, each weight rounded up by a half at most.
  const double room = 2147483647.0 - 0.5 * kRowLimit * static_cast<double>(depth_);
  int16_t* panels = fixed_panels_.need(depth_ * columns_);
  float* scales = fixed_scale_.need(columns_);
  const float* weights = panels_;
  for (size_t column = 0; column < columns_; column += kPanel, weights += depth_ * kPanel) {
    double sum[kPanel] = {}, most[kPanel] = {}, factor[kPanel];
    for (size_t k = 0; k < depth_; ++k)
      for (size_t j = 0; j < kPanel; ++j) {
        const double size = std::fabs(double{weights[k * kPanel + j]});
        sum[j] += size;
        most[j] = std::max(most[j], size);
      }
    for (size_t j = 0; j < kPanel; ++j) {
      factor[j] = sum[j] > 0 ? std::min(room / (kRowLimit * sum[j]), 32767.0 / most[j]) : 1.0;
      scales[column + j] = static_cast<float>(1.0 / factor[j]);
    }
    for (size_t k = 0; k < depth_; k += 2, panels += 2 * kPanel)
      for (size_t j = 0; j < kPanel; ++j)
        for (size_t odd = 0; odd < 2; ++odd)
          panels[2 * j + odd] =
              static_cast<int16_t>(nearest(double{weights[(k + odd) * kPanel + j]} * factor[j]));
  }
}

void Linear::run(const KernelTable& kernels, const float* a, size_t a_step, size_t rows,
                 Finish finish, float* c, size_t c_step) const {
  if (fixed_panels_.data() == nullptr) {
    kernels.product({.a = a,
                     .a_step = a_step,
                     .rows = rows,
                     .panels = panels_,
                     .depth = depth_,
                     .columns = columns_,
                     .bias = bias_,
                     .scale = nullptr,
                     .shift = nullptr,
                     .finish = finish,
                     .c = c,
                     .c_step = c_step});
    return;
  }
  constexpr size_t kRows = 48;
  alignas(64) int16_t fixed[kRows * kDeepest];
  float scale[kRows];
  for (size_t row = 0; row < rows; row += kRows) {
    const size_t count = std::min(kRows, rows - row);
    for (size_t r = 0; r < count; ++r)
      scale[r] = kernels.fixed->fix_row(a + (row + r) * a_step, depth_, fixed + r * depth_);
    kernels.fixed->product({.a = fixed,
                            .a_step = depth_,
                            .rows = count,
                            .row_scale = scale,
                            .panels = fixed_panels_.data(),
                            .depth = depth_,
                            .columns = columns_,
                            .column_scale = fixed_scale_.data(),
                            .bias = bias_,
                            .relu = finish == Finish::kRelu,
                            .c = c + row * c_step,
                            .c_step = c_step});
  }
}

}  // namespace letopis::nn
