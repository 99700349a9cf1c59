#include "text/look_alikes.h"

#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::text {
namespace {

char32_t cyrillic_for(char32_t latin) {
  static constexpr std::u32string_view kLatin = U"ABCEHKMOPTXaceopxy";
  static constexpr std::u32string_view kCyrillic =
      U"\u0410\u0412\u0421\u0415\u041D\u041A\u041C\u041E\u0420\u0422\u0425\u0430\u0441\u0435\u043E"
      U"\u0440\u0445\u0443";
  static_assert(kLatin.size() == kCyrillic.size());
  const size_t at = kLatin.find(latin);
  return at == std::u32string_view::npos ? latin : kCyrillic[at];
}

bool is_cyrillic(char32_t c) { return c >= 0x400 && c < 0x530; }
bool is_latin(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace

Unified unify_look_alikes(std::string_view line) {
  Unified out;
  // Most lines hold no mixed word; they are left as they are.
  bool mixed = false, latin = false, cyrillic = false;
  for (size_t at = 0; at < line.size() && !mixed;) {
    const char32_t c = utf8::next(line, at);
    latin = is_latin(c) || (latin && is_cyrillic(c));
    cyrillic = is_cyrillic(c) || (cyrillic && is_latin(c));
    mixed = latin && cyrillic;
  }
  if (!mixed) {
    out.text = line;
    return out;
  }
  for (size_t at = 0; at < line.size();) {
    size_t end = at;
    bool word_latin = false, word_cyrillic = false;
    for (size_t next = at; next < line.size(); end = next) {
      const char32_t c = utf8::next(line, next);
      if (!unicode::is_letter(c)) break;
      word_latin |= is_latin(c);
      word_cyrillic |= is_cyrillic(c);
    }
    if (end == at) utf8::next(line, end);
    while (at < end) {
      const auto from = static_cast<uint32_t>(at);
      const char32_t c = utf8::next(line, at);
      utf8::append(out.text, word_latin && word_cyrillic ? cyrillic_for(c) : c);
      out.back.resize(out.text.size(), from);
    }
  }
  out.back.push_back(static_cast<uint32_t>(line.size()));
  return out;
}

}  // namespace letopis::text
