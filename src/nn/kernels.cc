#include "nn/kernels.h"

#include "nn/kernels_isa.h"

namespace letopis::nn {

void gemm_portable(const float* a, size_t lda, size_t rows, size_t depth, const float* panels, const float* bias, float* c,
                   size_t ldc, size_t columns) noexcept {
  for (size_t n = 0; n < columns; n += kPanel) {
    const float* panel = panels + n * depth;
    for (size_t r = 0; r < rows; ++r) {
      float sum[kPanel];
      for (size_t j = 0; j < kPanel; ++j) sum[j] = bias[n + j];
      for (size_t k = 0; k < depth; ++k) {
        const float x = a[r * lda + k];
        for (size_t j = 0; j < kPanel; ++j) sum[j] += x * panel[k * kPanel + j];
      }
      for (size_t j = 0; j < kPanel; ++j) c[r * ldc + n + j] = sum[j];
    }
  }
}

Gemm gemm_of(Kernels kernels) noexcept {
  if (kernels == Kernels::kAuto && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return gemm_avx2;
  return gemm_portable;
}

const char* name_of(Gemm gemm) noexcept { return gemm == gemm_avx2 ? "avx2" : "portable"; }

void activate(float* c, size_t rows, size_t ldc, size_t columns, const float* scale, const float* shift) noexcept {
  for (size_t r = 0; r < rows; ++r) {
    float* row = c + r * ldc;
    for (size_t n = 0; n < columns; ++n) row[n] = (row[n] > 0 ? row[n] : 0) * scale[n] + shift[n];
  }
}

void relu(float* c, size_t count) noexcept {
  for (size_t i = 0; i < count; ++i) c[i] = c[i] > 0 ? c[i] : 0;
}

}  // namespace letopis::nn
