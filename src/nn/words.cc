#include "nn/words.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "base/hash.h"
#include "base/unicode.h"
#include "nn/pack_reader.h"

namespace letopis::nn {
namespace {

// Lower case of a token of ASCII and plain Russian letters into `out`; false where other characters
// occur.
bool lower_plain(std::string_view token, std::string& out) {
  out.assign(token);
  for (size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    if (byte < 0x80) {
      if (byte >= 'A' && byte <= 'Z') out[i] = static_cast<char>(byte + 32);
      continue;
    }
    if (i + 1 == out.size()) return false;
    const auto second = static_cast<unsigned char>(out[i + 1]);
    if (byte == 0xD0 && second >= 0x90 && second <= 0x9F) {  // first half of the capitals
      out[i + 1] = static_cast<char>(second + 0x20);
    } else if (byte == 0xD0 && second >= 0xA0 && second <= 0xAF) {  // second half
      out[i] = static_cast<char>(0xD1);
      out[i + 1] = static_cast<char>(second - 0x20);
    } else if (byte == 0xD0 && second == 0x81) {  // capital io
      out[i] = static_cast<char>(0xD1);
      out[i + 1] = static_cast<char>(0x91);
    } else if (!(byte == 0xD0 && second >= 0xB0) && !(byte == 0xD1 && second <= 0x8F) &&
               !(byte == 0xD1 && second == 0x91)) {
      return false;
    }
    ++i;
  }
  return true;
}

// Replaces each small io (U+0451) by ie (U+0435); false where there is none.
bool fold(std::string& word) {
  bool found = false;
  for (size_t at = 0; (at = word.find("\xD1\x91", at)) != std::string::npos; at += 2) {
    word[at] = static_cast<char>(0xD0);
    word[at + 1] = static_cast<char>(0xB5);
    found = true;
  }
  return found;
}

}  // namespace

Result<Words> Words::open(const Pack& pack) {
  Words words;
  LT_ASSIGN(words.text_, pack.text("words.text"));
  LT_ASSIGN(words.offsets_, pack.array<uint32_t>("words.offsets"));
  LT_ASSIGN(words.table_, pack.array<uint32_t>("words.table"));  // id + 1, 0 where empty
  LT_ASSIGN(words.frequent_, pack.array<uint32_t>("words.frequent"));
  LT_ASSIGN(words.indexes_, pack.array<uint8_t>("words.indexes"));
  LT_ASSIGN(words.codes_, floats(pack, "words.codes"));
  LT_ASSIGN(const auto sizes,
            pack.array<uint32_t>("words.sizes"));  // vectors, dim, quanta, centroids

  const auto& offsets = words.offsets_;
  const auto& table = words.table_;
  if (offsets.size() < 2 || offsets.front() != 0 || offsets.back() != words.text_.size() ||
      !std::is_sorted(offsets.begin(), offsets.end()))
    return damaged(pack, "the word list is wrong");
  const size_t count = offsets.size() - 1;
  words.unknown_ = static_cast<uint32_t>(count);
  for (size_t i = 0; i < count; ++i)
    words.longest_ = std::max<size_t>(words.longest_, offsets[i + 1] - offsets[i]);
  const auto beyond = [](size_t most) { return [most](uint32_t id) { return id > most; }; };
  if (!std::has_single_bit(table.size()) ||
      std::any_of(table.begin(), table.end(), beyond(count)) ||
      std::find(table.begin(), table.end(), 0U) == table.end())
    return damaged(pack, "the word table is wrong");
  if (std::any_of(words.frequent_.begin(), words.frequent_.end(), beyond(count + 1)))
    return damaged(pack, "the list of frequent words is wrong");

  if (sizes.size() != 4 || sizes[0] != count + 2 || sizes[1] != kWordDim || sizes[2] == 0 ||
      kWordDim % sizes[2] != 0)
    return damaged(pack, "the word vectors have another shape");
  words.quanta_ = sizes[2];
  words.centroids_ = sizes[3];
  words.part_ = kWordDim / words.quanta_;
  // With all 256 centroids no byte is too great, and 25 MB need not be looked at.
  if (words.indexes_.size() != (count + 2) * words.quanta_ ||
      words.codes_.size() != words.centroids_ * kWordDim ||
      (words.centroids_ <= std::numeric_limits<uint8_t>::max() &&
       std::any_of(words.indexes_.begin(), words.indexes_.end(),
                   [&words](uint8_t index) { return index >= words.centroids_; })))
    return damaged(pack, "the word vectors are wrong");
  return words;
}

std::optional<uint32_t> Words::exact(std::string_view lower) const {
  if (lower.size() > longest_) return std::nullopt;
  const size_t mask = table_.size() - 1;
  for (size_t slot = hash64(lower) & mask;; slot = (slot + 1) & mask) {
    if (table_[slot] == 0) return std::nullopt;
    const uint32_t id = table_[slot] - 1;
    if (text_.substr(offsets_[id], offsets_[id + 1] - offsets_[id]) == lower) return id;
  }
}

uint32_t Words::find(std::string_view token, bool fold_yo, std::string& lower) const {
  if (!lower_plain(token, lower)) lower = unicode::lower(token);
  if (const auto id = exact(lower)) return *id;
  if (fold_yo && fold(lower))
    if (const auto id = exact(lower)) return *id;
  return unknown_;
}

void Words::vector(uint32_t id, float* out) const {
  const uint8_t* index = indexes_.data() + id * quanta_;
  const float* codes = codes_.data();
  for (size_t q = 0; q < quanta_; ++q, codes += centroids_ * part_)
    for (size_t i = 0; i < part_; ++i) *out++ = codes[index[q] * part_ + i];
}

}  // namespace letopis::nn
