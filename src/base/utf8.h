// UTF-8: decoding, repair, and the map between byte offsets (inside) and code points (at every
// door). All functions are pure and thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace letopis::utf8 {

// Decodes the code point that begins at text[at] and moves `at` behind it. REQUIRES: at <
// text.size(), text well-formed.
char32_t next(std::string_view text, size_t& at) noexcept;
// Decodes the code point that ends before `at` and moves `at` to its first byte. REQUIRES: at > 0,
// text well-formed.
char32_t previous(std::string_view text, size_t& at) noexcept;

void append(std::string& out, char32_t code_point);
std::u32string decode(std::string_view text);
std::string encode(std::u32string_view text);
size_t length(std::string_view text) noexcept;  // code points

bool valid(std::string_view bytes) noexcept;
// The text with each maximal ill-formed sequence replaced by one U+FFFD (Unicode 15, section 3.9,
// "best practice"). `replaced`, where given, receives the count.
std::string repair(std::string_view bytes, size_t* replaced = nullptr);

// Byte offset <-> code point offset for one text. Keeps a reference to nothing: the text is passed
// again.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text);
  // REQUIRES: byte <= text.size(), on a letter border, the same text as in the constructor.
  uint32_t at_byte(std::string_view text, uint32_t byte) const noexcept;
  // Byte offset of a code point offset; text.size() if it lies behind the end.
  uint32_t to_byte(std::string_view text, uint32_t code_point) const noexcept;
  uint32_t size() const noexcept { return total_; }

 private:
  static constexpr uint32_t kBlock = 128;  // bytes
  std::vector<uint32_t> before_;           // code points that begin before byte i * kBlock
  uint32_t total_ = 0;
};

}  // namespace letopis::utf8
