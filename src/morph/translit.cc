#include "morph/translit.h"

#include <algorithm>

#include "base/tsv.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::morph {

Result<Translit> Translit::load(const DataFiles& files) {
  constexpr std::string_view kPath = "ru/translit.tsv";
  LT_ASSIGN(const std::string_view text, files.text(kPath));
  Translit translit;
  for (const TsvRow& row : read_tsv(text).rows) {
    const std::u32string letter = utf8::decode(row.at(0));
    const std::string_view latin = row.at(1);
    if (letter.size() != 1 ||
        !std::all_of(latin.begin(), latin.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
      return Error{Code::kBadRule,
                   "expected: one letter, its spelling in small Latin letters, separated by a tab",
                   std::string(kPath) + ":" + std::to_string(row.line)};
    translit.letters_[letter[0]] = latin;
  }
  return translit;
}

std::string Translit::slug(std::string_view name) const {
  std::string out;
  for (size_t at = 0; at < name.size();) {
    const char32_t c = unicode::to_lower(utf8::next(name, at));
    if (c < 0x80 && (unicode::is_letter(c) || unicode::is_digit(c))) {
      out += static_cast<char>(c);
    } else if (const auto found = letters_.find(c); found != letters_.end()) {
      out += found->second;
    } else if (unicode::is_letter(c) || (c >= 0x300 && c < 0x370)) {
      continue;  // a letter without a row, or a combining mark (of stress), which parts no word
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with('-')) out.pop_back();
  return out.empty() ? "x" : out;
}

}  // namespace letopis::morph
