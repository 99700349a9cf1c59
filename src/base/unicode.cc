#include "base/unicode.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

namespace letopis::unicode {
namespace {
UChar32 code(char32_t c) { return static_cast<UChar32>(c); }

// What most texts here are made of, without a look into the tables: U+0400..U+042F are capital
// letters, U+0430..U+045F small ones, in pairs 80 apart (the first 16) and 32 apart.
constexpr char32_t kCyrillic = 0x400, kCyrillicA = 0x410, kSmallCyrillic = 0x430,
                   kCyrillicEnd = 0x460;
constexpr bool cyrillic(char32_t c) { return c - kCyrillic < kCyrillicEnd - kCyrillic; }
}  // namespace

bool is_letter(char32_t c) noexcept {
  if (c < 0x80) return (c | 0x20U) - U'a' < 26;
  if (cyrillic(c)) return true;
  return u_isalpha(code(c)) != 0;
}
bool is_alnum(char32_t c) noexcept {
  if (is_letter(c) || is_digit(c)) return true;
  const int8_t type = u_charType(code(c));
  return type == U_LETTER_NUMBER || type == U_OTHER_NUMBER;
}
bool is_digit(char32_t c) noexcept {
  if (c < 0x80) return c - U'0' < 10;
  if (cyrillic(c)) return false;
  return u_charType(code(c)) == U_DECIMAL_DIGIT_NUMBER;
}
bool is_space(char32_t c) noexcept {
  if (c < 0x80) return c == U' ' || (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x1F);
  if (cyrillic(c)) return false;
  return u_isUWhiteSpace(code(c)) != 0;
}
bool is_upper(char32_t c) noexcept {
  if (c < 0x80) return c - U'A' < 26;
  if (cyrillic(c)) return c < kSmallCyrillic;
  return u_isUUppercase(code(c)) != 0;
}
bool is_lower(char32_t c) noexcept {
  if (c < 0x80) return c - U'a' < 26;
  if (cyrillic(c)) return c >= kSmallCyrillic;
  return u_isULowercase(code(c)) != 0;
}
bool is_symbol(char32_t c) noexcept {
  constexpr char32_t kFirstArrow = 0x2190;  // signs below are parts of words and figures: degrees
  constexpr char32_t kJoiner = 0x200D, kKeycap = 0x20E3, kEmojiStyle = 0xFE0F;
  if (c == kJoiner || c == kKeycap || c == kEmojiStyle) return true;
  if (c < kFirstArrow) return false;
  const int8_t type = u_charType(code(c));
  return type == U_OTHER_SYMBOL || type == U_MATH_SYMBOL || type == U_MODIFIER_SYMBOL;
}
char32_t to_lower(char32_t c) noexcept {
  if (c < 0x80) return c - U'A' < 26 ? c + 32 : c;
  if (cyrillic(c)) return c >= kSmallCyrillic ? c : c + (c < kCyrillicA ? 80 : 32);
  return static_cast<char32_t>(u_tolower(code(c)));
}
char32_t to_upper(char32_t c) noexcept {
  if (c < 0x80) return c - U'a' < 26 ? c - 32 : c;
  if (cyrillic(c)) return c < kSmallCyrillic ? c : c - (c < kSmallCyrillic + 32 ? 32 : 80);
  return static_cast<char32_t>(u_toupper(code(c)));
}

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) utf8::append(out, to_lower(utf8::next(text, at)));
  return out;
}

bool all_upper(std::string_view text) noexcept {
  bool any = false;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (is_lower(c)) return false;
    any |= is_upper(c);
  }
  return any;
}

bool all_lower(std::string_view text) noexcept {
  bool any = false;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (is_upper(c)) return false;
    any |= is_lower(c);
  }
  return any;
}

bool starts_upper(std::string_view text) noexcept {
  if (text.empty()) return false;
  size_t at = 0;
  return is_upper(utf8::next(text, at));
}

}  // namespace letopis::unicode
