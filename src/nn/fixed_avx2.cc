// Compiled for AVX2; called only where the processor has it. Multiplications and additions of
// floats must not be fused here (src/nn/CMakeLists.txt): the plain loops do not.
#include "nn/fixed_kernels.h"

#if defined(__AVX2__)
#include <immintrin.h>

#include <cmath>

namespace letopis::nn {
namespace {

// 3 rows by 2 panels are 12 of the 16 registers; broadcasts cost as much as additions, so few rows
// and many columns.
constexpr size_t kTileRows = 3;
constexpr size_t kTilePanels = 2;
constexpr size_t kHalf = kPanel / 2;

__m256i load(const void* p) { return _mm256_loadu_si256(static_cast<const __m256i*>(p)); }
void store(void* p, __m256i x) { _mm256_storeu_si256(static_cast<__m256i*>(p), x); }

// sum += x * w, pairs of products added. In assembly, since GCC 12 left to itself moves sums about
// after each addition and keeps half of them in memory: a fifth of the speed.
inline void add_products(__m256i& sum, __m256i x, const __m256i& w) {
  __m256i products;
  asm("vpmaddwd %2, %1, %0" : "=x"(products) : "x"(x), "xm"(w));
  asm volatile("vpaddd %1, %0, %0" : "+x"(sum) : "x"(products));
}

// sum[row][half of a panel] = products of kRows rows with kWide / 2 panels.
template <size_t kRows, size_t kWide>
inline void multiply(const int16_t* a, size_t step, const int16_t* panel, size_t panel_step,
                     size_t depth, __m256i (&sum)[kRows][kWide]) {
#pragma GCC unroll 16
  for (size_t r = 0; r < kRows; ++r)
#pragma GCC unroll 16
    for (size_t v = 0; v < kWide; ++v) sum[r][v] = _mm256_setzero_si256();
  for (size_t k = 0; k < depth; k += 2, a += 2, panel += 2 * kPanel) {
#pragma GCC unroll 16
    for (size_t r = 0; r < kRows; ++r) {
      int32_t pair;
      __builtin_memcpy(&pair, a + r * step, sizeof pair);
      const __m256i x = _mm256_set1_epi32(pair);
#pragma GCC unroll 16
      for (size_t v = 0; v < kWide; ++v) {
        const __m256i w = load(panel + v / 2 * panel_step + v % 2 * kPanel);
        add_products(sum[r][v], x, w);
      }
    }
  }
}

// Calls work<rows, panels>(row, column) for tiles that cover rows and columns, panels outside.
template <size_t kRows, size_t kPanels, class Work>
inline void rest(size_t row, size_t rows, size_t column, Work work) {
  if constexpr (kRows > 0) {
    if (rows - row == kRows) return work.template operator()<kRows, kPanels>(row, column);
    rest<kRows - 1, kPanels>(row, rows, column, work);
  }
}
template <size_t kPanels, class Work>
inline void down(size_t rows, size_t column, Work work) {
  size_t row = 0;
  for (; row + kTileRows <= rows; row += kTileRows)
    work.template operator()<kTileRows, kPanels>(row, column);
  rest<kTileRows - 1, kPanels>(row, rows, column, work);
}
template <class Work>
inline void tiles(size_t rows, size_t columns, Work work) {
  size_t column = 0;
  for (; column + kTilePanels * kPanel <= columns; column += kTilePanels * kPanel)
    down<kTilePanels>(rows, column, work);
  for (; column < columns; column += kPanel) down<1>(rows, column, work);
}

void product(const FixedProduct& p) {
  // Rows are taken in blocks that stay in the first-level cache beside the panels of a tile.
  constexpr size_t kBlock = 16 * kTileRows;
  for (size_t begin = 0; begin < p.rows; begin += kBlock) {
    const size_t count = p.rows - begin < kBlock ? p.rows - begin : kBlock;
    tiles(count, p.columns, [&]<size_t kRows, size_t kPanels>(size_t first, size_t at) {
      const size_t row = begin + first;
      __m256i sum[kRows][2 * kPanels];
      multiply(p.a + row * p.a_step, p.a_step, p.panels + at * p.depth, p.depth * kPanel, p.depth,
               sum);
#pragma GCC unroll 16
      for (size_t v = 0; v < 2 * kPanels; ++v) {
        const size_t column = at + v * kHalf;
        const __m256 scale = _mm256_loadu_ps(p.column_scale + column);
        const __m256 bias = _mm256_loadu_ps(p.bias + column);
#pragma GCC unroll 16
        for (size_t r = 0; r < kRows; ++r) {
          const __m256 both = _mm256_mul_ps(_mm256_broadcast_ss(p.row_scale + row + r), scale);
          __m256 x = _mm256_add_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(sum[r][v]), both), bias);
          if (p.relu) x = _mm256_max_ps(x, _mm256_setzero_ps());
          _mm256_storeu_ps(p.c + (row + r) * p.c_step + column, x);
        }
      }
    });
  }
}

// Held within +-limit and rounded to the nearest, ties to even.
__m256i fixed(__m256 x, int32_t limit) {
  const __m256 most = _mm256_set1_ps(static_cast<float>(limit));
  const __m256 least = _mm256_set1_ps(static_cast<float>(-limit));
  return _mm256_cvtps_epi32(_mm256_max_ps(_mm256_min_ps(x, most), least));
}

// Two halves of 32-bit integers, held within 16 bits, side by side.
__m256i narrow(__m256i low, __m256i high) {
  return _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xD8);
}

// Sums of one row and panel, in two halves, to their place.
inline void finish(const FixedConvolution& p, size_t row, size_t at, __m256i low, __m256i high) {
  const auto done = [&](__m256i sum, size_t column) {
    const __m256i y =
        _mm256_max_epi32(_mm256_add_epi32(sum, load(p.bias + column)), _mm256_setzero_si256());
    return _mm256_add_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(y), _mm256_loadu_ps(p.scale + column)),
                         _mm256_loadu_ps(p.shift + column));
  };
  const __m256 a = done(low, at), b = done(high, at + kHalf);
  const size_t to = row * p.columns + at;
  if (p.fixed == nullptr) {
    _mm256_storeu_ps(p.plain + to, a);
    _mm256_storeu_ps(p.plain + to + kHalf, b);
  } else {
    store(p.fixed + to, narrow(fixed(a, kFixedLimit), fixed(b, kFixedLimit)));
  }
}

void transform(const FixedConvolution& p, size_t pairs) {
  const size_t width = p.inputs, part = pairs * width;
  for (size_t pair = 0; pair < pairs; ++pair) {
    const int16_t* d = p.in + 2 * pair * width;
    int16_t* t = p.scratch + pair * width;
    for (size_t k = 0; k < width; k += kPanel, d += kPanel, t += kPanel) {
      const __m256i d0 = load(d), d1 = load(d + width), d2 = load(d + 2 * width),
                    d3 = load(d + 3 * width);
      store(t, _mm256_sub_epi16(d0, d2));
      store(t + part, _mm256_add_epi16(d1, d2));
      store(t + 2 * part, _mm256_sub_epi16(d2, d1));
      store(t + 3 * part, _mm256_sub_epi16(d1, d3));
    }
  }
}

void convolution(const FixedConvolution& p) {
  const size_t pairs = (p.rows + 1) / 2, part = p.inputs * kPanel;
  transform(p, pairs);
  tiles(pairs, p.columns, [&]<size_t kRows, size_t kPanels>(size_t first, size_t at) {
    constexpr size_t kColumns = kPanels * kPanel;
    alignas(32) int32_t m[4][kRows][kColumns];
    for (size_t i = 0; i < 4; ++i) {
      __m256i sum[kRows][2 * kPanels];
      multiply(p.scratch + (i * pairs + first) * p.inputs, p.inputs,
               p.panels + 4 * p.inputs * at + i * part, 4 * part, p.inputs, sum);
#pragma GCC unroll 16
      for (size_t r = 0; r < kRows; ++r)
#pragma GCC unroll 16
        for (size_t v = 0; v < 2 * kPanels; ++v) store(m[i][r] + v * kHalf, sum[r][v]);
    }
    for (size_t r = 0; r < kRows; ++r)
      for (size_t panel = 0; panel < kColumns; panel += kPanel) {
        __m256i even[2], odd[2];
        for (size_t half = 0; half < 2; ++half) {
          const size_t j = panel + half * kHalf;
          const __m256i m1 = load(m[1][r] + j), m2 = load(m[2][r] + j);
          even[half] = _mm256_add_epi32(_mm256_add_epi32(load(m[0][r] + j), m1), m2);
          odd[half] = _mm256_sub_epi32(_mm256_sub_epi32(m1, m2), load(m[3][r] + j));
        }
        const size_t row = 2 * (first + r);
        finish(p, row, at + panel, even[0], even[1]);
        if (row + 1 < p.rows) finish(p, row + 1, at + panel, odd[0], odd[1]);
      }
  });
}

void row_sum(const FixedRowSum& p) {
  const __m256i most = _mm256_set1_epi16(kFixedLimit), least = _mm256_set1_epi16(-kFixedLimit);
  for (size_t at = 0; at < p.columns; at += kPanel) {
    __m256i sum = load(p.rows[0] + at);
#pragma GCC unroll 8
    for (size_t i = 1; i < kSummed; ++i) sum = _mm256_adds_epi16(sum, load(p.rows[i] + at));
    sum = _mm256_max_epi16(sum, _mm256_setzero_si256());
    sum = _mm256_adds_epi16(_mm256_mulhrs_epi16(sum, load(p.scale + at)), load(p.shift + at));
    store(p.out + at, _mm256_max_epi16(_mm256_min_epi16(sum, most), least));
  }
}

float fix_row(const float* a, size_t count, int16_t* out) {
  const __m256 sign = _mm256_set1_ps(-0.0F);
  __m256 mosts = _mm256_setzero_ps();
  size_t i = 0;
  for (; i + kHalf <= count; i += kHalf)
    mosts = _mm256_max_ps(mosts, _mm256_andnot_ps(sign, _mm256_loadu_ps(a + i)));
  float lanes[kHalf];
  _mm256_storeu_ps(lanes, mosts);
  float most = 0;
  for (const float lane : lanes) most = lane > most ? lane : most;
  for (; i < count; ++i) most = std::fabs(a[i]) > most ? std::fabs(a[i]) : most;
  const float factor = most > 0 ? static_cast<float>(kRowLimit) / most : 0.0F;
  const __m256 factors = _mm256_set1_ps(factor);
  const auto eight = [&](size_t at) {
    return fixed(_mm256_mul_ps(_mm256_loadu_ps(a + at), factors), kRowLimit);
  };
  i = 0;
  for (; i + kPanel <= count; i += kPanel) store(out + i, narrow(eight(i), eight(i + kHalf)));
  for (; i < count; ++i) {
    const __m128i one = _mm256_castsi256_si128(fixed(_mm256_set1_ps(a[i] * factor), kRowLimit));
    out[i] = static_cast<int16_t>(_mm_cvtsi128_si32(one));
  }
  return most / static_cast<float>(kRowLimit);
}

void fix_columns(const float* a, const float* factors, size_t count, int16_t* out) {
  const auto eight = [&](size_t at) {
    return fixed(_mm256_mul_ps(_mm256_loadu_ps(a + at), _mm256_loadu_ps(factors + at)), 32767);
  };
  for (size_t i = 0; i < count; i += kPanel) store(out + i, narrow(eight(i), eight(i + kHalf)));
}

constexpr FixedKernels kTable = {product, convolution, row_sum, fix_row, fix_columns};

}  // namespace

const FixedKernels* avx2_fixed_kernels() { return &kTable; }

}  // namespace letopis::nn
#else
namespace letopis::nn {
const FixedKernels* avx2_fixed_kernels() { return nullptr; }
}  // namespace letopis::nn
#endif
