#include "nn/kernels.h"

namespace letopis::nn {

const KernelTable* kernel_table(Kernels kernels) {
#if defined(__x86_64__)
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f");
#else
  const bool avx2 = false;
  const bool avx512 = false;
#endif
  switch (kernels) {
    case Kernels::kPortable:
      return portable_kernels();
    case Kernels::kAvx2:
      return avx2 ? avx2_kernels() : nullptr;
    case Kernels::kAvx512:
      return avx512 ? avx512_kernels() : nullptr;
    case Kernels::kAuto:
      break;
  }
  return avx2 ? avx2_kernels() : portable_kernels();
}

}  // namespace letopis::nn
