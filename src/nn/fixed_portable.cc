// Plain loops: what every processor can do, and what the other sets must equal to the bit.
#include <algorithm>
#include <cmath>
#include <limits>

#include "nn/fixed_kernels.h"

namespace letopis::nn {
namespace {

// Held within +-limit (no number counts as limit, as in the vector sets), to the nearest, ties to
// even.
int16_t fixed(float x, int32_t limit) {
  const auto most = static_cast<float>(limit);
  x = x < most ? x : most;
  x = x > -most ? x : -most;
  return static_cast<int16_t>(std::lrintf(x));
}

// sum[j] += products of one row with one panel; wraps around, like the vector sets.
void add_products(const int16_t* a, const int16_t* panel, size_t depth, uint32_t* sum) {
  for (size_t k = 0; k < depth; k += 2, panel += 2 * kPanel)
    for (size_t j = 0; j < kPanel; ++j)
      sum[j] += static_cast<uint32_t>(a[k] * panel[2 * j] + a[k + 1] * panel[2 * j + 1]);
}

void product(const FixedProduct& p) {
  for (size_t row = 0; row < p.rows; ++row)
    for (size_t at = 0; at < p.columns; at += kPanel) {
      uint32_t sum[kPanel] = {};
      add_products(p.a + row * p.a_step, p.panels + at * p.depth, p.depth, sum);
      for (size_t j = 0; j < kPanel; ++j) {
        const float scaled = static_cast<float>(static_cast<int32_t>(sum[j])) *
                             (p.row_scale[row] * p.column_scale[at + j]);
        const float x = scaled + p.bias[at + j];
        p.c[row * p.c_step + at + j] = p.relu && !(x > 0.0F) ? 0.0F : x;
      }
    }
}

void finish(const FixedConvolution& p, size_t row, size_t column, uint32_t sum) {
  const auto y = static_cast<int32_t>(sum + static_cast<uint32_t>(p.bias[column]));
  const float scaled = static_cast<float>(std::max(0, y)) * p.scale[column];
  const float x = scaled + p.shift[column];
  if (p.fixed == nullptr)
    p.plain[row * p.columns + column] = x;
  else
    p.fixed[row * p.columns + column] = fixed(x, kFixedLimit);
}

void convolution(const FixedConvolution& p) {
  const size_t panel = 4 * p.inputs * kPanel, part = p.inputs * kPanel;
  int16_t* const t = p.scratch;
  for (size_t row = 0; row < p.rows; row += 2) {
    const int16_t* d = p.in + row * p.inputs;
    for (size_t k = 0; k < p.inputs; ++k) {
      const int d0 = d[k], d1 = d[p.inputs + k], d2 = d[2 * p.inputs + k], d3 = d[3 * p.inputs + k];
      t[k] = static_cast<int16_t>(d0 - d2);
      t[p.inputs + k] = static_cast<int16_t>(d1 + d2);
      t[2 * p.inputs + k] = static_cast<int16_t>(d2 - d1);
      t[3 * p.inputs + k] = static_cast<int16_t>(d1 - d3);
    }
    for (size_t at = 0; at < p.columns; at += kPanel) {
      uint32_t m[4][kPanel] = {};
      for (size_t i = 0; i < 4; ++i)
        add_products(t + i * p.inputs, p.panels + at / kPanel * panel + i * part, p.inputs, m[i]);
      for (size_t j = 0; j < kPanel; ++j) {
        finish(p, row, at + j, m[0][j] + m[1][j] + m[2][j]);
        if (row + 1 < p.rows) finish(p, row + 1, at + j, m[1][j] - m[2][j] - m[3][j]);
      }
    }
  }
}

void row_sum(const FixedRowSum& p) {
  constexpr int32_t kMost = std::numeric_limits<int16_t>::max();
  for (size_t j = 0; j < p.columns; ++j) {
    int32_t sum = p.rows[0][j];
    for (size_t i = 1; i < kSummed; ++i) sum = std::clamp(sum + p.rows[i][j], -kMost - 1, kMost);
    const int32_t scaled = (std::max(0, sum) * p.scale[j] + (1 << 14)) >> 15;
    p.out[j] = static_cast<int16_t>(std::clamp(scaled + p.shift[j], -kFixedLimit, kFixedLimit));
  }
}

float fix_row(const float* a, size_t count, int16_t* out) {
  float most = 0;
  for (size_t i = 0; i < count; ++i) most = std::max(most, std::fabs(a[i]));
  const float factor = most > 0 ? static_cast<float>(kRowLimit) / most : 0.0F;
  for (size_t i = 0; i < count; ++i) out[i] = fixed(a[i] * factor, kRowLimit);
  return most / static_cast<float>(kRowLimit);
}

void fix_columns(const float* a, const float* factors, size_t count, int16_t* out) {
  for (size_t i = 0; i < count; ++i) out[i] = fixed(a[i] * factors[i], 32767);
}

constexpr FixedKernels kTable = {product, convolution, row_sum, fix_row, fix_columns};

}  // namespace

const FixedKernels* portable_fixed_kernels() { return &kTable; }

}  // namespace letopis::nn
