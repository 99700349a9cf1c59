#include "base/utf8.h"

#include <algorithm>

namespace letopis::utf8 {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }
constexpr unsigned char byte_at(std::string_view text, size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// Length of the well-formed sequence at `at`, or 0 and in `bad` the length of the maximal
// ill-formed part (at least 1).
size_t well_formed(std::string_view text, size_t at, size_t& bad) noexcept {
  const unsigned char lead = byte_at(text, at);
  bad = 1;
  if (lead < 0x80) return 1;
  size_t need = 0;
  unsigned char low = 0x80, high = 0xBF;  // bounds of the second byte (Unicode table 3-7)
  if (lead >= 0xC2 && lead <= 0xDF)
    need = 1;
  else if (lead >= 0xE0 && lead <= 0xEF) {
    need = 2;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    need = 3;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return 0;
  }
  for (size_t i = 1; i <= need; ++i) {
    if (at + i >= text.size()) return 0;
    const unsigned char byte = byte_at(text, at + i);
    if (byte < low || byte > high) return 0;
    low = 0x80;
    high = 0xBF;
    bad = i + 1;
  }
  return need + 1;
}

}  // namespace

char32_t next(std::string_view text, size_t& at) noexcept {
  const char32_t lead = byte_at(text, at++);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  char32_t code = lead & (0x3FU >> more);
  for (int i = 0; i < more && at < text.size(); ++i)
    code = code << 6 | (byte_at(text, at++) & 0x3FU);
  return code;
}

char32_t previous(std::string_view text, size_t& at) noexcept {
  do --at;
  while (at > 0 && continues(text[at]));
  size_t from = at;
  return next(text, from);
}

void append(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::u32string decode(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) out.push_back(next(text, at));
  return out;
}

std::string encode(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 2);
  for (const char32_t c : text) append(out, c);
  return out;
}

size_t length(std::string_view text) noexcept {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

bool valid(std::string_view bytes) noexcept {
  size_t bad = 0;
  for (size_t at = 0; at < bytes.size();) {
    const size_t good = well_formed(bytes, at, bad);
    if (good == 0) return false;
    at += good;
  }
  return true;
}

std::string repair(std::string_view bytes, size_t* replaced) {
  std::string out;
  out.reserve(bytes.size());
  size_t count = 0, bad = 0;
  for (size_t at = 0; at < bytes.size();) {
    if (const size_t good = well_formed(bytes, at, bad); good > 0) {
      out.append(bytes, at, good);
      at += good;
    } else {
      append(out, kReplacement);
      at += bad;
      ++count;
    }
  }
  if (replaced != nullptr) *replaced = count;
  return out;
}

CodePoints::CodePoints(std::string_view text) {
  before_.reserve(text.size() / kBlock + 1);
  for (size_t at = 0; at < text.size(); at += kBlock) {
    before_.push_back(total_);
    total_ += static_cast<uint32_t>(length(text.substr(at, kBlock)));
  }
  if (before_.empty()) before_.push_back(0);
}

uint32_t CodePoints::at_byte(std::string_view text, uint32_t byte) const noexcept {
  if (byte >= text.size()) return total_;
  const uint32_t block = byte / kBlock;
  return before_[block] +
         static_cast<uint32_t>(length(text.substr(block * kBlock, byte - block * kBlock)));
}

uint32_t CodePoints::to_byte(std::string_view text, uint32_t code_point) const noexcept {
  if (code_point >= total_) return static_cast<uint32_t>(text.size());
  // The last block that begins with at most `code_point` starts before it, then walk.
  const auto block = static_cast<size_t>(
      std::upper_bound(before_.begin(), before_.end(), code_point) - before_.begin() - 1);
  uint32_t seen = before_[block];
  size_t at = block * kBlock;
  while (at < text.size() && continues(text[at])) ++at;  // a letter that began in the block before
  while (seen < code_point) {
    next(text, at);
    ++seen;
  }
  return static_cast<uint32_t>(at);
}

}  // namespace letopis::utf8
