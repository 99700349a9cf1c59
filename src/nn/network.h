// The layers of the slovnet models over a pack (MODELS, sections B and C): words, encoder, linear parts. Views into the
// pack; immutable, thread-safe; working memory is the caller's.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/pack.h"
#include "nn/kernels.h"

namespace letopis::nn {

inline constexpr std::string_view kPackKind = "natasha";
inline constexpr uint32_t kPackVersion = 1;
inline constexpr size_t kWordDim = 300, kShapeDim = 30, kInputDim = kWordDim + kShapeDim, kHidden = 64;

// Embeddings of navec: product quantisation, decoded per token.
class Words {
 public:
  static Result<Words> open(const Pack& pack);
  // Id of a lower-cased word; where it is unknown, of the word with U+0451 written as U+0435 (if `fold`); else unknown().
  uint32_t find(std::string_view lower, bool fold) const;
  uint32_t unknown() const { return words_; }
  void decode(uint32_t id, float* vector) const noexcept;  // kWordDim floats

 private:
  uint32_t exact(std::string_view word) const;
  uint32_t words_ = 0;  // proper words; <unk> and <pad> follow
  std::string_view text_;
  std::span<const uint32_t> offsets_, table_;
  std::span<const uint8_t> indexes_;
  std::span<const float> codes_;
  size_t quanta_ = 0, centroids_ = 0, part_ = 0;
};

// y = x W + b with W in panels; `columns` is rounded up to kPanel, `used` are meant.
struct Linear {
  size_t depth = 0, columns = 0, used = 0;
  std::span<const float> panels, bias;
  static Result<Linear> open(const Pack& pack, const std::string& name);
  void run(Gemm gemm, const float* a, size_t lda, size_t rows, float* c) const noexcept {
    gemm(a, lda, rows, depth, panels.data(), bias.data(), c, columns, columns);
  }
};

// One token of the input.
struct Input {
  uint32_t word = 0;
  uint16_t shape = 0;
};

// Buffers for a chunk of rows; reused.
struct Buffers {
  std::vector<float> input, first, second, third;
};

class Encoder {
 public:
  static Result<Encoder> open(const Pack& pack, const std::string& model);

  // Encodes sequences laid one after another; out gets kHidden floats for each token, in order. Sequences do not see each
  // other: one zero row lies between them and is zeroed again after every layer.
  void run(Gemm gemm, const Words& words, std::span<const Input> tokens, std::span<const uint32_t> lengths,
           Buffers& buffers, std::vector<float>& out) const;

 private:
  struct Layer {
    Linear conv;  // depth = 3 * inputs
    std::span<const float> scale, shift;
    size_t inputs() const { return conv.depth / 3; }
  };
  std::vector<Layer> layers_;
  std::span<const float> shapes_;
};

}  // namespace letopis::nn
