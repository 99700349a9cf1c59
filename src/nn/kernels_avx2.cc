// Compiled with -mavx2 -mfma; called only where the processor has both. A tile of 6 rows by 16 columns lives in 12
// registers; two more hold the weights of one k, one the broadcast input.
#include <immintrin.h>

#include <algorithm>

#include "nn/kernels.h"
#include "nn/kernels_isa.h"

namespace letopis::nn {
namespace {

// Rows of a block stay in the second-level cache while all panels pass over them.
constexpr size_t kBlockRows = 16 * kTile;

void tile(const float* a, size_t lda, size_t depth, const float* panel, const float* bias, float* c, size_t ldc) noexcept {
  __m256 sum[kTile][2];
  const __m256 bias0 = _mm256_loadu_ps(bias), bias1 = _mm256_loadu_ps(bias + 8);
  for (auto& row : sum) {
    row[0] = bias0;
    row[1] = bias1;
  }
  for (size_t k = 0; k < depth; ++k) {
    const __m256 w0 = _mm256_loadu_ps(panel + k * kPanel), w1 = _mm256_loadu_ps(panel + k * kPanel + 8);
    for (size_t r = 0; r < kTile; ++r) {
      const __m256 x = _mm256_broadcast_ss(a + r * lda + k);
      sum[r][0] = _mm256_fmadd_ps(x, w0, sum[r][0]);
      sum[r][1] = _mm256_fmadd_ps(x, w1, sum[r][1]);
    }
  }
  for (size_t r = 0; r < kTile; ++r) {
    _mm256_storeu_ps(c + r * ldc, sum[r][0]);
    _mm256_storeu_ps(c + r * ldc + 8, sum[r][1]);
  }
}

}  // namespace

void gemm_avx2(const float* a, size_t lda, size_t rows, size_t depth, const float* panels, const float* bias, float* c,
               size_t ldc, size_t columns) noexcept {
  for (size_t block = 0; block < rows; block += kBlockRows) {
    const size_t stop = std::min(rows, block + kBlockRows);
    for (size_t n = 0; n < columns; n += kPanel)
      for (size_t r = block; r < stop; r += kTile)
        tile(a + r * lda, lda, depth, panels + n * depth, bias + n, c + r * ldc + n, ldc);
  }
}

}  // namespace letopis::nn
