// Compiled for AVX2 with FMA; called only where the processor has both.
#include "nn/kernels.h"

#if defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>

namespace letopis::nn {
namespace {

struct V {
  using Reg = __m256;
  static constexpr size_t kWidth = 8;
  static Reg load(const float* p) { return _mm256_loadu_ps(p); }
  static void store(float* p, Reg x) { _mm256_storeu_ps(p, x); }
  static Reg broadcast(const float* p) { return _mm256_broadcast_ss(p); }
  static Reg zero() { return _mm256_setzero_ps(); }
  static Reg fma(Reg a, Reg b, Reg c) { return _mm256_fmadd_ps(a, b, c); }
  static Reg add(Reg a, Reg b) { return _mm256_add_ps(a, b); }
  static Reg max(Reg a, Reg b) { return _mm256_max_ps(a, b); }
};
// 6 x 2 sums, 2 weights and 1 input: 15 of 16 registers.
constexpr size_t kTileRows = 6;
constexpr size_t kTilePanels = 1;

#include "nn/kernels_vector.h"

}  // namespace

const KernelTable* avx2_kernels() {
  static const KernelTable table = {"avx2", product, row_sum, avx2_fixed_kernels()};
  return &table;
}

}  // namespace letopis::nn
#else
namespace letopis::nn {
const KernelTable* avx2_kernels() { return nullptr; }
}  // namespace letopis::nn
#endif
