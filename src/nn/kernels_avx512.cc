// Compiled for AVX-512F; called only where the processor has it.
#include "nn/kernels.h"

#if defined(__AVX512F__)
#include <immintrin.h>

namespace letopis::nn {
namespace {

struct V {
  using Reg = __m512;
  static constexpr size_t kWidth = 16;
  static Reg load(const float* p) { return _mm512_loadu_ps(p); }
  static void store(float* p, Reg x) { _mm512_storeu_ps(p, x); }
  static Reg broadcast(const float* p) { return _mm512_set1_ps(*p); }
  static Reg zero() { return _mm512_setzero_ps(); }
  static Reg fma(Reg a, Reg b, Reg c) { return _mm512_fmadd_ps(a, b, c); }
  static Reg add(Reg a, Reg b) { return _mm512_add_ps(a, b); }
  static Reg max(Reg a, Reg b) { return _mm512_max_ps(a, b); }
};
// 12 x 2 sums, 2 weights and 1 input: 27 of 32 registers.
constexpr size_t kTileRows = 12;
constexpr size_t kTilePanels = 2;

#include "nn/kernels_vector.h"

}  // namespace

const KernelTable* avx512_kernels() {
  static const KernelTable table = {"avx512", product, row_sum, avx2_fixed_kernels()};
  return &table;
}

}  // namespace letopis::nn
#else
namespace letopis::nn {
const KernelTable* avx512_kernels() { return nullptr; }
}  // namespace letopis::nn
#endif
