// The arithmetic of the networks in 16-bit fixed point: twice the multiply-adds per instruction of
// single precision. Sums are exact 32-bit integers and every rounding is written out, so all
// instruction sets agree to the last bit, whatever rows stand beside a row. Overflow is excluded by
// how weights are scaled (nn/fixed.h). Pure and thread-safe. This header keeps to plain types: it
// is compiled with other target flags, too.
#pragma once

#include <cstddef>
#include <cstdint>

namespace letopis::nn {

// Columns of a panel, the unit in which weights are packed.
inline constexpr size_t kPanel = 16;
// Rows that the first layer adds up.
inline constexpr size_t kSummed = 6;

// Greatest magnitude of an input of a convolution. Two of them are added before they are
// multiplied.
inline constexpr int32_t kFixedLimit = 8191;
// Greatest magnitude in a row scaled on its own.
inline constexpr int32_t kRowLimit = 16383;

// c[row][column] = bias[column] + row_scale[row] * column_scale[column] * sum over k of
// a[row * a_step + k] * weight[k][column]; `relu`: max(0, that). Borrowed for the call.
struct FixedProduct {
  const int16_t* a;
  size_t a_step;
  size_t rows;
  const float* row_scale;
  const int16_t* panels;  // columns / kPanel panels of [depth / 2][kPanel][2]
  size_t depth;           // even
  size_t columns;         // a multiple of kPanel
  const float* column_scale;
  const float* bias;
  bool relu;
  float* c;
  size_t c_step;
};

// A convolution over three rows at half the products plus a half (Winograd's F(2,3); Lavin and
// Gray 2016): y[row][n] = sum over tap, k of in[row + tap][k] * g[tap][k][n], then
// max(0, 2 y + bias) * scale + shift. All of it is exact, so a row's result is that of the plain
// convolution.
struct FixedConvolution {
  const int16_t* in;      // [rows + 2 and, where rows is odd, one more][inputs]
  size_t rows;            // of the result
  size_t inputs;          // even
  const int16_t* panels;  // columns / kPanel panels of [4][inputs / 2][kPanel][2]: 2 g0, g0 + g1 +
                          // g2, g0 - g1 + g2, 2 g2
  size_t columns;         // a multiple of kPanel
  const int32_t* bias;
  const float *scale, *shift;
  int16_t* fixed;    // [rows][columns], held within kFixedLimit; or
  float* plain;      // the same as floats, where `fixed` is null
  int16_t* scratch;  // 4 * ((rows + 1) / 2) * inputs
};

// out = max(0, rows[0] + … + rows[5]) * scale / 2^15 + shift, sums held within 16 bits in this
// order, the result within kFixedLimit.
struct FixedRowSum {
  const int16_t* rows[kSummed];
  const int16_t *scale, *shift;
  size_t columns;  // a multiple of kPanel
  int16_t* out;
};

struct FixedKernels {
  void (*product)(const FixedProduct&);
  void (*convolution)(const FixedConvolution&);
  void (*row_sum)(const FixedRowSum&);
  // out[i] = a[i] * factor rounded to the nearest, where factor brings the greatest magnitude to
  // kRowLimit; returns 1 / factor, 0 for a row of zeros.
  float (*fix_row)(const float* a, size_t count, int16_t* out);
  // out[i] = a[i] * factors[i] rounded to the nearest and held within 16 bits; count is a multiple
  // of kPanel.
  void (*fix_columns)(const float* a, const float* factors, size_t count, int16_t* out);
};

const FixedKernels* portable_fixed_kernels();
const FixedKernels* avx2_fixed_kernels();  // nullptr where this build lacks them

}  // namespace letopis::nn
