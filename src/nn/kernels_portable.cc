// Plain loops: what every processor can do, and what the other sets are checked against.
#include "nn/kernels.h"

namespace letopis::nn {
namespace {

float relu(float x) { return x > 0.0F ? x : 0.0F; }

void product(const Product& p) {
  for (size_t row = 0; row < p.rows; ++row) {
    const float* a = p.a + row * p.a_step;
    for (size_t at = 0; at < p.columns; at += kPanel) {
      const float* weight = p.panels + at * p.depth;
      float sum[kPanel];
      for (size_t j = 0; j < kPanel; ++j) sum[j] = p.bias == nullptr ? 0.0F : p.bias[at + j];
      for (size_t k = 0; k < p.depth; ++k)
        for (size_t j = 0; j < kPanel; ++j) sum[j] += a[k] * weight[k * kPanel + j];
      float* c = p.c + row * p.c_step + at;
      for (size_t j = 0; j < kPanel; ++j) {
        if (p.finish != Finish::kPlain) sum[j] = relu(sum[j]);
        c[j] = p.finish == Finish::kReluNorm ? sum[j] * p.scale[at + j] + p.shift[at + j] : sum[j];
      }
    }
  }
}

void row_sum(const RowSum& p) {
  for (size_t j = 0; j < p.columns; ++j) {
    float sum = p.rows[0][j];
    for (size_t i = 1; i < kSummed; ++i) sum += p.rows[i][j];
    p.out[j] = relu(sum) * p.scale[j] + p.shift[j];
  }
}

}  // namespace

const KernelTable* portable_kernels() {
  static const KernelTable table = {"portable", product, row_sum, portable_fixed_kernels()};
  return &table;
}

}  // namespace letopis::nn
