#include "nn/panels.h"

#include <algorithm>
#include <cassert>

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
  float* padded = own_bias_.need(columns_);
  std::fill(std::copy(bias.begin(), bias.end(), padded), padded + columns_, 0.0F);
  panels_ = panels;
  bias_ = padded;
}

void Linear::run(const KernelTable& kernels, const float* a, size_t a_step, size_t rows,
                 Finish finish, float* c, size_t c_step) const {
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
}

}  // namespace letopis::nn
