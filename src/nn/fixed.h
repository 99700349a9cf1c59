// One convolution over a token and its neighbours with its norm, in 16-bit fixed point
// (nn/fixed_kernels.h). Immutable and thread-safe; working memory is passed in.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/panels.h"

namespace letopis::nn {

// The numbers of one channel in fixed point: `bound` is the magnitude that kFixedLimit stands for;
// what is beyond is held there.
inline float fixed_unit(float bound) { return bound / static_cast<float>(kFixedLimit); }

class FixedConvolution1d {
 public:
  FixedConvolution1d() = default;
  // y = max(0, x * conv) * scale + shift over three rows; conv.depth() is three times the inputs.
  // in_bounds: per input channel; out_bounds: per column, empty where the result is floats.
  FixedConvolution1d(const Linear& conv, std::span<const float> scale, std::span<const float> shift,
                     std::span<const float> in_bounds, std::span<const float> out_bounds);

  size_t columns() const { return columns_; }
  // `rows` rows of the result from `rows` + 2 of `in`, of which one more must be readable.
  void run(const KernelTable& kernels, const int16_t* in, size_t rows, int16_t* out,
           Block<int16_t>& scratch) const;
  void run(const KernelTable& kernels, const int16_t* in, size_t rows, float* out,
           Block<int16_t>& scratch) const;

 private:
  void run(const KernelTable& kernels, const int16_t* in, size_t rows, int16_t* fixed, float* plain,
           Block<int16_t>& scratch) const;

  size_t inputs_ = 0, columns_ = 0;
  Block<int16_t> panels_;
  std::vector<int32_t> bias_;
  std::vector<float> scale_, shift_;
};

}  // namespace letopis::nn
