#include "nn/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "nn/fixed.h"
#include "nn/panels.h"

namespace letopis::nn {
namespace {

// The body of the vector kernels over plain arrays, as wide and in the tiles of AVX-512: checks the
// tiling on every processor.
namespace wide {
struct V {
  static constexpr size_t kWidth = 16;
  struct Reg {
    float at[kWidth];
  };
  template <class Make>
  static Reg each(Make make) {
    Reg made;
    for (size_t i = 0; i < kWidth; ++i) made.at[i] = make(i);
    return made;
  }
  static Reg load(const float* p) {
    return each([p](size_t i) { return p[i]; });
  }
  static void store(float* p, Reg x) { std::copy_n(x.at, kWidth, p); }
  static Reg broadcast(const float* p) {
    return each([p](size_t) { return *p; });
  }
  static Reg zero() {
    return each([](size_t) { return 0.0F; });
  }
  static Reg fma(Reg a, Reg b, Reg c) {
    return each([&](size_t i) { return std::fma(a.at[i], b.at[i], c.at[i]); });
  }
  static Reg add(Reg a, Reg b) {
    return each([&](size_t i) { return a.at[i] + b.at[i]; });
  }
  static Reg max(Reg a, Reg b) {
    return each([&](size_t i) { return a.at[i] > b.at[i] ? a.at[i] : b.at[i]; });
  }
};
constexpr size_t kTileRows = 12;
constexpr size_t kTilePanels = 2;
#include "nn/kernels_vector.h"
const KernelTable kTable = {"wide", product, row_sum, portable_fixed_kernels()};
}  // namespace wide

std::vector<const KernelTable*> all_kernels() {
  std::vector<const KernelTable*> tables = {&wide::kTable};
  for (const Kernels which : {Kernels::kPortable, Kernels::kAvx2, Kernels::kAvx512})
    if (const KernelTable* const table = kernel_table(which)) tables.push_back(table);
  return tables;
}

std::vector<float> random_floats(size_t count, uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0, 1);
  std::vector<float> numbers(count);
  for (float& number : numbers) number = normal(random);
  return numbers;
}

TEST(Kernels, PortableAndAutomaticAreAlwaysThere) {
  EXPECT_NE(kernel_table(Kernels::kPortable), nullptr);
  EXPECT_NE(kernel_table(Kernels::kAuto), nullptr);
}

// Every set, every number of rows and panels, overlapping rows, every finish, against sums in
// double precision; and no float beside the result is touched.
TEST(Kernels, ProductIsTheProduct) {
  constexpr size_t kDepth = 21, kStep = 7, kMark = 12345;
  for (const KernelTable* const kernels : all_kernels()) {
    for (size_t rows = 0; rows <= 30; ++rows)
      for (const size_t columns : {16U, 32U, 48U, 80U})
        for (const Finish finish : {Finish::kPlain, Finish::kRelu, Finish::kReluNorm}) {
          const auto a = random_floats(rows * kStep + kDepth, 1),
                     w = random_floats(kDepth * columns, 2);
          const auto bias = random_floats(columns, 3), scale = random_floats(columns, 4),
                     shift = random_floats(columns, 5);
          std::vector<float> panels(w.size()), c((rows + 1) * (columns + 1), kMark);
          pack_panels(w.data(), columns, kDepth, columns, panels.data());
          kernels->product({.a = a.data(),
                            .a_step = kStep,
                            .rows = rows,
                            .panels = panels.data(),
                            .depth = kDepth,
                            .columns = columns,
                            .bias = bias.data(),
                            .scale = scale.data(),
                            .shift = shift.data(),
                            .finish = finish,
                            .c = c.data(),
                            .c_step = columns + 1});
          for (size_t r = 0; r <= rows; ++r) {
            for (size_t n = 0; n < columns; ++n) {
              double sum = double{bias[n]};
              for (size_t k = 0; k < kDepth && r < rows; ++k)
                sum += double{a[r * kStep + k]} * double{w[k * columns + n]};
              if (finish != Finish::kPlain) sum = std::max(0.0, sum);
              if (finish == Finish::kReluNorm) sum = sum * double{scale[n]} + double{shift[n]};
              ASSERT_NEAR(c[r * (columns + 1) + n], r < rows ? sum : double{kMark}, 1e-4)
                  << kernels->name;
            }
            ASSERT_EQ(c[r * (columns + 1) + columns], kMark);
          }
        }
  }
}

TEST(Panels, RoundToTheNearestWithTiesToEven) {
  for (const double x : {0.0, 0.5, 1.5, 2.5, 0.49999999999999994, 16383.5, 32767.0, 2147483646.5})
    for (const double signed_x : {x, -x}) EXPECT_EQ(nearest(signed_x), std::lrint(signed_x)) << x;
  for (const float x : random_floats(1000, 1))
    EXPECT_EQ(nearest(1e5 * double{x}), std::lrint(1e5 * double{x}));
}

TEST(Panels, LayersSideBySideAreTheirColumns) {
  constexpr size_t kDepth = 12, kFirst = 3, kRows = 5, kLeft = 16, kRight = 32;
  const auto left = random_floats(kDepth * kLeft, 1), right = random_floats(kDepth * kRight, 2),
             bias = random_floats(kLeft + kRight, 3);
  const Linear a(left, std::vector<float>(kLeft)), b(right, std::vector<float>(kRight));
  std::vector<float> both;
  for (size_t k = kFirst; k < kFirst + kRows; ++k) {
    both.insert(both.end(), left.begin() + k * kLeft, left.begin() + (k + 1) * kLeft);
    both.insert(both.end(), right.begin() + (k - 1) * kRight, right.begin() + k * kRight);
  }
  const Linear expected(both, bias);
  const Linear::Piece pieces[] = {{a, kFirst}, {b, kFirst - 1}};
  const Linear found(pieces, kRows, bias);
  EXPECT_TRUE(std::ranges::equal(found.panels(), expected.panels()));
  EXPECT_TRUE(std::ranges::equal(found.bias(), expected.bias()));
}

TEST(Kernels, ARowHasTheSameBitsAlone) {
  constexpr size_t kRows = 40, kDepth = 300, kColumns = 48;
  const auto a = random_floats(kRows * kDepth, 1), w = random_floats(kDepth * kColumns, 2);
  const Linear linear(w, random_floats(kColumns, 3));
  for (const KernelTable* const kernels : all_kernels()) {
    std::vector<float> together(kRows * kColumns), alone(kColumns);
    linear.run(*kernels, a.data(), kDepth, kRows, Finish::kRelu, together.data(), kColumns);
    for (size_t r = 0; r < kRows; ++r) {
      linear.run(*kernels, a.data() + r * kDepth, kDepth, 1, Finish::kRelu, alone.data(), kColumns);
      EXPECT_TRUE(std::equal(alone.begin(), alone.end(), together.data() + r * kColumns))
          << kernels->name;
    }
  }
}

TEST(Kernels, SetsWithFusedMultiplyAddAgreeBitForBit) {
  constexpr size_t kRows = 29, kDepth = 100, kColumns = 80;
  const auto a = random_floats(kRows * kDepth, 1), w = random_floats(kDepth * kColumns, 2);
  const Linear linear(w, random_floats(kColumns, 3));
  std::vector<float> expected(kRows * kColumns), found(kRows * kColumns);
  linear.run(wide::kTable, a.data(), kDepth, kRows, Finish::kRelu, expected.data(), kColumns);
  for (const Kernels which : {Kernels::kAvx2, Kernels::kAvx512}) {
    const KernelTable* const kernels = kernel_table(which);
    if (kernels == nullptr) continue;
    linear.run(*kernels, a.data(), kDepth, kRows, Finish::kRelu, found.data(), kColumns);
    EXPECT_EQ(found, expected) << kernels->name;
  }
}

TEST(Kernels, RowSumsAgree) {
  constexpr size_t kColumns = 64;
  std::vector<std::vector<float>> rows;
  for (uint32_t i = 0; i < kSummed; ++i) rows.push_back(random_floats(kColumns, i));
  const auto scale = random_floats(kColumns, 8), shift = random_floats(kColumns, 9);
  for (const KernelTable* const kernels : all_kernels()) {
    std::vector<float> out(kColumns);
    kernels->row_sum({.rows = {rows[0].data(), rows[1].data(), rows[2].data(), rows[3].data(),
                               rows[4].data(), rows[5].data()},
                      .scale = scale.data(),
                      .shift = shift.data(),
                      .columns = kColumns,
                      .out = out.data()});
    for (size_t n = 0; n < kColumns; ++n) {
      double sum = 0;
      for (const auto& row : rows) sum += double{row[n]};
      EXPECT_NEAR(out[n], std::max(0.0, sum) * double{scale[n]} + double{shift[n]}, 1e-5)
          << kernels->name;
    }
  }
}

std::vector<int16_t> random_integers(size_t count, uint32_t seed, int most) {
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> uniform(-most, most);
  std::vector<int16_t> numbers(count);
  for (int16_t& number : numbers) number = static_cast<int16_t>(uniform(random));
  return numbers;
}

// Each set that this processor has, the plain loops first.
std::vector<const FixedKernels*> fixed_kernels() {
  std::vector<const FixedKernels*> sets = {portable_fixed_kernels()};
  if (const auto* const table = kernel_table(Kernels::kAvx2)) sets.push_back(table->fixed);
  return sets;
}

// Against the same product in double precision, each row scaled on its own; and all sets to the
// bit.
TEST(FixedKernels, ALinearLayerIsTheProduct) {
  constexpr size_t kDepth = 70;
  for (const size_t columns : {16U, 32U, 48U, 80U})
    for (size_t rows = 0; rows <= 9; ++rows) {
      auto a = random_floats(rows * kDepth, 1);
      for (size_t i = kDepth; i < 2 * kDepth && i < a.size(); ++i) a[i] = 0;  // a row of zeros
      const auto w = random_floats(kDepth * columns, 2), bias = random_floats(columns, 3);
      Linear linear(w, bias);
      linear.fix();
      std::vector<float> expected;
      for (const Kernels which : {Kernels::kPortable, Kernels::kAvx2, Kernels::kAvx512}) {
        const KernelTable* const kernels = kernel_table(which);
        if (kernels == nullptr) continue;
        std::vector<float> c(rows * columns);
        linear.run(*kernels, a.data(), kDepth, rows, Finish::kRelu, c.data(), columns);
        for (size_t r = 0; r < rows; ++r)
          for (size_t n = 0; n < columns; ++n) {
            double sum = double{bias[n]};
            for (size_t k = 0; k < kDepth; ++k)
              sum += double{a[r * kDepth + k]} * double{w[k * columns + n]};
            ASSERT_NEAR(c[r * columns + n], std::max(0.0, sum), 0.02);
          }
        if (expected.empty()) expected = c;
        EXPECT_EQ(c, expected) << kernels->name;
      }
    }
}

// Against the plain convolution in double precision, with every input at its limit in some rows: no
// sum may leave its 32 bits.
TEST(FixedKernels, AConvolutionIsTheConvolution) {
  constexpr size_t kInputs = 32, kMark = 7;
  for (const size_t columns : {16U, 32U, 48U})
    for (size_t rows = 1; rows <= 9; ++rows) {
      const auto w = random_floats(3 * kInputs * columns, 2), bias = random_floats(columns, 3),
                 scale = random_floats(columns, 4), shift = random_floats(columns, 5);
      const std::vector<float> bounds(kInputs, 4.0F), out_bounds(columns, 200.0F);
      const Linear conv(w, bias);
      const FixedConvolution1d to_floats(conv, scale, shift, bounds, {});
      const FixedConvolution1d to_fixed(conv, scale, shift, bounds, out_bounds);
      auto in = random_integers((rows + 3) * kInputs, 1, kFixedLimit);
      for (size_t k = 0; k < 3 * kInputs; ++k)  // the signs of the weights of column 0
        in[k] = static_cast<int16_t>(w[k * columns] < 0 ? -kFixedLimit : kFixedLimit);
      std::vector<float> first;
      for (const Kernels which : {Kernels::kPortable, Kernels::kAvx2}) {
        const KernelTable* const kernels = kernel_table(which);
        if (kernels == nullptr) continue;
        std::vector<float> out((rows + 1) * columns, kMark);
        std::vector<int16_t> fixed((rows + 1) * columns, kMark);
        Block<int16_t> scratch;
        to_floats.run(*kernels, in.data(), rows, out.data(), scratch);
        to_fixed.run(*kernels, in.data(), rows, fixed.data(), scratch);
        for (size_t n = 0; n < columns; ++n)
          for (size_t r = 0; r < rows; ++r) {
            double sum = double{bias[n]};
            for (size_t k = 0; k < 3 * kInputs; ++k)
              sum += 4.0 * in[r * kInputs + k] / kFixedLimit * double{w[k * columns + n]};
            const double y = std::max(0.0, sum) * double{scale[n]} + double{shift[n]};
            ASSERT_NEAR(out[r * columns + n], y, 0.15 + 0.002 * std::fabs(y));
            ASSERT_NEAR(fixed[r * columns + n] * 200.0 / kFixedLimit, std::clamp(y, -200.0, 200.0),
                        0.2 + 0.002 * std::fabs(y));
          }
        for (size_t n = 0; n < columns; ++n) ASSERT_EQ(out[rows * columns + n], kMark);
        if (first.empty()) first = out;
        EXPECT_EQ(out, first) << kernels->name;
      }
    }
}

TEST(FixedKernels, SetsAgreeToTheBit) {
  constexpr size_t kCount = 64;
  std::vector<std::vector<int16_t>> rows;
  for (uint32_t i = 0; i < kSummed; ++i) rows.push_back(random_integers(kCount, i, 32767));
  const auto scale = random_integers(kCount, 8, 32767), shift = random_integers(kCount, 9, 8191);
  const auto a = random_floats(kCount + 3, 10), factors = random_floats(kCount, 11);
  std::vector<float> far = a;
  for (float& x : far) x *= 1e30F;
  std::vector<std::vector<int16_t>> expected;
  std::vector<float> expected_scales;
  for (const FixedKernels* const kernels : fixed_kernels()) {
    std::vector<std::vector<int16_t>> out(5, std::vector<int16_t>(kCount + 3));
    kernels->row_sum({.rows = {rows[0].data(), rows[1].data(), rows[2].data(), rows[3].data(),
                               rows[4].data(), rows[5].data()},
                      .scale = scale.data(),
                      .shift = shift.data(),
                      .columns = kCount,
                      .out = out[0].data()});
    const std::vector<float> scales = {kernels->fix_row(a.data(), kCount + 3, out[1].data()),
                                       kernels->fix_row(far.data(), kCount + 3, out[2].data())};
    kernels->fix_columns(a.data(), factors.data(), kCount, out[3].data());
    kernels->fix_columns(far.data(), factors.data(), kCount, out[4].data());
    if (expected.empty()) expected = out, expected_scales = scales;
    EXPECT_EQ(out, expected);
    EXPECT_EQ(scales, expected_scales);
    const auto [least, most] = std::minmax_element(out[1].begin(), out[1].end());
    EXPECT_EQ(std::max<int>(-*least, *most), kRowLimit);
  }
}

}  // namespace
}  // namespace letopis::nn
