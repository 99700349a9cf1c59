#include "nn/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

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
constexpr KernelTable kTable = {"wide", product, row_sum};
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

}  // namespace
}  // namespace letopis::nn
