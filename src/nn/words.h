// The word list and the word vectors: exact look-up of a lower-cased token, and decoding of
// product-quantised vectors. Both live in the mapped pack. Immutable and thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/pack.h"
#include "base/result.h"

namespace letopis::nn {

class Words {
 public:
  static Result<Words> open(const Pack& pack);

  // Id of a token as written. Where the list lacks its lower-cased form, and `fold_yo`, of that
  // form with U+0451 written as U+0435; else unknown(). `lower` is working memory.
  uint32_t find(std::string_view token, bool fold_yo, std::string& lower) const;
  std::optional<uint32_t> exact(std::string_view lower) const;
  uint32_t unknown() const { return unknown_; }
  uint32_t size() const { return unknown_ + 2; }  // <unk> and <pad> follow the words

  void vector(uint32_t id, float* out) const;  // kWordDim floats

  std::span<const uint32_t> frequent() const { return frequent_; }  // ids, the most frequent first

 private:
  Words() = default;
  std::string_view text_;
  std::span<const uint32_t> offsets_, table_, frequent_;
  std::span<const uint8_t> indexes_;
  std::span<const float> codes_;
  size_t quanta_ = 0, centroids_ = 0, part_ = 0;
  size_t longest_ = 0;    // bytes
  uint32_t unknown_ = 0;  // the number of proper words
};

}  // namespace letopis::nn
