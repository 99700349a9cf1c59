#include "morph/translit.h"

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
    if (letter.size() != 1)
      return Error{Code::kBadRule, "expected: one letter, its Latin spelling, separated by a tab",
                   std::string(kPath) + ":" + std::to_string(row.line)};
    translit.letters_[letter[0]] = row.at(1);
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
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with('-')) out.pop_back();
  return out.empty() ? "x" : out;
}

}  // namespace letopis::morph
