#include "store/search_words.h"

#include <array>

#include "base/unicode.h"
#include "base/utf8.h"
#include "base/word_runs.h"

namespace letopis::store {
namespace {

// Of each code point below: how it stands in the index; 0 where it is in no word.
constexpr char32_t kTable = 0x500;  // Latin, Greek and Cyrillic: nearly all that is read

char32_t folded(char32_t c) {
  constexpr char32_t kIo = 0x451, kIe = 0x435;
  if (!unicode::is_alnum(c)) return 0;
  const char32_t lower = unicode::to_lower(c);
  return lower == kIo ? kIe : lower;
}

const std::array<char32_t, kTable>& table() {
  static const std::array<char32_t, kTable> kMade = [] {
    std::array<char32_t, kTable> made{};
    for (char32_t c = 0; c < kTable; ++c) made[c] = folded(c);
    return made;
  }();
  return kMade;
}

}  // namespace

std::string search_words(std::string_view text) {
  const auto& known = table();
  std::string out;
  out.reserve(text.size());
  bool inside = false;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    const char32_t word = c < kTable ? known[c] : folded(c);
    if (word != 0) {
      if (!inside && !out.empty()) out += ' ';
      utf8::append(out, word);
    }
    inside = word != 0 || (inside && is_accent(c));
  }
  return out;
}

}  // namespace letopis::store
