// The most multiply-adds per second that a core can do with AVX2: independent sums in registers, no
// memory. What the other benchmarks reach is held against it.
#include <benchmark/benchmark.h>

#if defined(__x86_64__)
#include <immintrin.h>

namespace letopis::nn {
namespace {

// Enough sums to hide the latency of the products in both units of a core.
constexpr int kSums = 12;
constexpr int kTurns = 4096;

__attribute__((target("avx2,fma"))) void peak_float(float* out) {
  __m256 sums[kSums];
#pragma GCC unroll 12  // here and below, or the sums would lie in memory
  for (__m256& sum : sums) sum = _mm256_setzero_ps();
  const __m256 a = _mm256_set1_ps(out[0]), b = _mm256_set1_ps(out[1]);
  for (int turn = 0; turn < kTurns; ++turn) {
#pragma GCC unroll 12
    for (__m256& sum : sums) {
      sum = _mm256_fmadd_ps(a, b, sum);
      asm volatile("" : "+x"(sum));
    }
  }
#pragma GCC unroll 12
  for (const __m256& sum : sums) out[0] += _mm256_cvtss_f32(sum) * 0.0F;
}

// Pairs of 16-bit products, added into 32 bits: what fixed point makes of the same sums.
__attribute__((target("avx2"))) void peak_fixed(int* out) {
  __m256i sums[kSums];
#pragma GCC unroll 12
  for (__m256i& sum : sums) sum = _mm256_setzero_si256();
  const __m256i a = _mm256_set1_epi32(out[0]), b = _mm256_set1_epi32(out[1]);
  for (int turn = 0; turn < kTurns; ++turn) {
#pragma GCC unroll 12
    for (__m256i& sum : sums) {
      __m256i product;  // plain intrinsics would be taken out of the loop
      asm volatile("vpmaddwd %2, %3, %1\n\tvpaddd %1, %0, %0"
                   : "+x"(sum), "=&x"(product)
                   : "x"(a), "x"(b));
    }
  }
#pragma GCC unroll 12
  for (const __m256i& sum : sums) out[0] ^= _mm256_cvtsi256_si32(sum) & 1;
}

template <class Number>
void peak(benchmark::State& state, void (*work)(Number*), int per_sum) {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
    return state.SkipWithError("this processor has no AVX2");
  Number numbers[2] = {1, 2};
  for (auto _ : state) {
    work(numbers);
    benchmark::DoNotOptimize(numbers);
  }
  state.counters["multiply_adds"] = {
      static_cast<double>(state.iterations()) * kTurns * kSums * per_sum,
      benchmark::Counter::kIsRate};
}

void BM_PeakFloat32(benchmark::State& state) { peak(state, peak_float, 8); }
BENCHMARK(BM_PeakFloat32)->UseRealTime()->Threads(1)->Threads(2);
void BM_PeakFixed16(benchmark::State& state) { peak(state, peak_fixed, 16); }
BENCHMARK(BM_PeakFixed16)->UseRealTime()->Threads(1)->Threads(2);

}  // namespace
}  // namespace letopis::nn
#endif
