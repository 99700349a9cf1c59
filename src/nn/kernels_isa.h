// The kernels by instruction set; only kernels.cc chooses among them, and tests compare them.
#pragma once

#include <cstddef>

namespace letopis::nn {

void gemm_portable(const float* a, size_t lda, size_t rows, size_t depth, const float* panels, const float* bias, float* c,
                   size_t ldc, size_t columns) noexcept;
// REQUIRES: a processor with AVX2 and FMA.
void gemm_avx2(const float* a, size_t lda, size_t rows, size_t depth, const float* panels, const float* bias, float* c,
               size_t ldc, size_t columns) noexcept;

}  // namespace letopis::nn
