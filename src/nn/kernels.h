// The arithmetic of the organ, once per instruction set, chosen at run time. Every output element is a sum in the order of
// k alone, whatever tile it falls into, so a row's bits never depend on its neighbours nor on the number of rows.
#pragma once

#include <cstddef>

namespace letopis::nn {

inline constexpr size_t kPanel = 16;  // columns per panel of packed weights
inline constexpr size_t kTile = 6;    // rows per tile: `rows` is rounded up to it, so buffers have kTile spare rows

// c[r][n] = bias[n] + sum over k of a[r * lda + k] * panels[n / 16][k][n % 16], for r < rows (and up to kTile - 1 rows
// more, whose values mean nothing), n < columns. REQUIRES: columns a multiple of kPanel; lda may be smaller than depth:
// rows of `a` may overlap (that is how a convolution is a product).
using Gemm = void (*)(const float* a, size_t lda, size_t rows, size_t depth, const float* panels, const float* bias,
                      float* c, size_t ldc, size_t columns) noexcept;

enum class Kernels { kAuto, kPortable };

Gemm gemm_of(Kernels kernels) noexcept;   // the best for this processor, or the plain loops
const char* name_of(Gemm gemm) noexcept;  // "avx2", "portable"

// x = max(0, x) * scale[n] + shift[n], in place: ReLU, then batch norm folded into one multiply and one add.
void activate(float* c, size_t rows, size_t ldc, size_t columns, const float* scale, const float* shift) noexcept;
void relu(float* c, size_t count) noexcept;

}  // namespace letopis::nn
