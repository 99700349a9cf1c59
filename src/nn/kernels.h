// The arithmetic of the networks: one matrix product and one sum of rows, in several instruction
// sets. Each element of a result is accumulated over the depth in one fixed order, so the bits of a
// row never depend on the rows beside it. The sets with fused multiply-add agree bit for bit among
// themselves; the portable set rounds each product and differs in the last places. Pure and
// thread-safe. This header keeps to plain types: it is compiled with other target flags, too.
#pragma once

#include <cstddef>
#include <cstdint>

#include "nn/fixed_kernels.h"

namespace letopis::nn {

// kAuto takes AVX2 with FMA where this processor has it, else the plain loops. AVX-512 is taken
// only when asked for: its gain has not been measured yet.
enum class Kernels : uint8_t { kAuto, kPortable, kAvx2, kAvx512 };

enum class Finish : uint8_t {
  kPlain,     // c = sum
  kRelu,      // c = max(0, sum)
  kReluNorm,  // c = max(0, sum) * scale + shift
};

// c[row][column] = finish(bias[column] + sum over k of a[row * a_step + k] * weight[k][column]).
// Rows of `a` may overlap (a_step < depth): this is what makes a convolution a product. All
// pointers are borrowed for the call; no alignment is needed.
struct Product {
  const float* a;
  size_t a_step;
  size_t rows;
  const float* panels;  // columns / kPanel panels of [depth][kPanel]
  size_t depth;
  size_t columns;      // a multiple of kPanel
  const float* bias;   // columns; nullptr for zero
  const float* scale;  // columns; kReluNorm only
  const float* shift;  // columns; kReluNorm only
  Finish finish;
  float* c;
  size_t c_step;
};

// out = max(0, rows[0] + rows[1] + … + rows[5]) * scale + shift, added in this order.
struct RowSum {
  const float* rows[kSummed];
  const float* scale;
  const float* shift;
  size_t columns;  // a multiple of kPanel
  float* out;
};

struct KernelTable {
  const char* name;
  void (*product)(const Product&);
  void (*row_sum)(const RowSum&);
  const FixedKernels* fixed;
};

// nullptr where this processor or this build lacks the set; never for kAuto and kPortable.
const KernelTable* kernel_table(Kernels kernels);

const KernelTable* portable_kernels();
const KernelTable* avx2_kernels();
const KernelTable* avx512_kernels();

}  // namespace letopis::nn
