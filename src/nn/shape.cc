#include "nn/shape.h"

#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::nn {
namespace {

constexpr std::u32string_view kPunctuation =
    U"!#$%&()[]\\/*+,.:;<=>?@^_{|}~-\u2010\u2212\u2012\u2043\u2013\u2014\u2015`\"'\u00AB\u00BB\u201E\u201C\u02BC\u02BB\u201D"
    U"\u2116\u2026";
enum Outline : uint16_t { kX, kx, kXX, kxx, kXx, kXxXx, kOtherOutline, kOutlines };
constexpr uint16_t kRussian = 1, kEnglish = kRussian + kOutlines, kPunct = kEnglish + kOutlines;
const uint16_t kPunctOther = kPunct + static_cast<uint16_t>(kPunctuation.size());
const uint16_t kNumber = kPunctOther + 1, kOther = kNumber + 1;

// First letter upper case, the rest lower (as Python's isupper and islower judge them).
bool capitalised(std::u32string_view word) {
  if (word.size() < 2 || !unicode::is_upper(word[0])) return false;
  bool cased = false;
  for (const char32_t c : word.substr(1)) {
    if (unicode::is_upper(c)) return false;
    cased |= unicode::is_lower(c);
  }
  return cased;
}

Outline outline_of(std::u32string_view word) {
  bool upper = false, lower = false;
  for (const char32_t c : word) {
    upper |= unicode::is_upper(c);
    lower |= unicode::is_lower(c);
  }
  if (word.size() == 1) return upper ? kX : kx;
  if (upper && !lower) return kXX;
  if (lower && !upper) return kxx;
  if (capitalised(word)) return kXx;
  const size_t hyphen = word.find(U'-');
  if (hyphen != std::u32string_view::npos && capitalised(word.substr(0, hyphen)) && capitalised(word.substr(hyphen + 1)))
    return kXxXx;
  return kOtherOutline;
}

}  // namespace

uint16_t shape_of(std::string_view token) {
  const std::u32string word = utf8::decode(token);
  const char32_t c = word[0];
  if ((c >= 0x410 && c <= 0x44F) || c == 0x401 || c == 0x451) return kRussian + outline_of(word);
  if (c < 0x80 && (c | 0x20U) - U'a' < 26) return kEnglish + outline_of(word);
  const bool sign = (c == U'+' || c == U'-') && word.size() > 1;
  if (unicode::is_digit(sign ? word[1] : c)) return kNumber;
  const size_t place = kPunctuation.find(c);
  if (place == std::u32string_view::npos) return kOther;
  return word.size() == 1 ? kPunct + static_cast<uint16_t>(place) : kPunctOther;
}

std::vector<std::string> shape_names() {
  std::vector<std::string> names = {"<pad>"};
  for (const char* script : {"RU_", "EN_"})
    for (const char* outline : {"X", "x", "XX", "xx", "Xx", "Xx-Xx", "OTHER"}) names.push_back(std::string(script) + outline);
  for (const char32_t c : kPunctuation) names.push_back("PUNCT_" + utf8::encode({&c, 1}));
  for (const char* name : {"PUNCT_OTHER", "NUM", "OTHER"}) names.emplace_back(name);
  return names;
}

}  // namespace letopis::nn
