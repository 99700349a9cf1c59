#include "nn/shape.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::nn {
namespace {

constexpr std::array<std::string_view, 7> kOutlines = {"X",  "x",     "XX",   "xx",
                                                       "Xx", "Xx-Xx", "OTHER"};
enum Outline : uint16_t { kOneUpper, kOneLower, kUpper, kLower, kTitle, kTitleTitle, kMixed };

// In the order of the models' list; the names of the dashes and quotes are their code points in
// Unicode.
constexpr char32_t kPunct[] = {
    '!', '#', '$',  '%',  '&',  '(',    ')',    '[',    ']',    '\\',   '/',    '*',
    '+', ',', '.',  ':',  ';',  '<',    '=',    '>',    '?',    '@',    '^',    '_',
    '{', '|', '}',  '~',  '-',  0x2010, 0x2212, 0x2012, 0x2043, 0x2013, 0x2014, 0x2015,
    '`', '"', '\'', 0xAB, 0xBB, 0x201E, 0x201C, 0x2BC,  0x2BB,  0x201D, 0x2116, 0x2026};
constexpr uint16_t kPunctCount = std::size(kPunct);

constexpr uint16_t kRussian = 1;
constexpr uint16_t kEnglish = kRussian + kOutlines.size();
constexpr uint16_t kPunctFirst = kEnglish + kOutlines.size();
constexpr uint16_t kPunctOther = kPunctFirst + kPunctCount;
constexpr uint16_t kNumber = kPunctOther + 1;
constexpr uint16_t kOther = kNumber + 1;

bool russian(char32_t c) { return (c >= 0x410 && c <= 0x44F) || c == 0x401 || c == 0x451; }
bool english(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// First character upper, and the rest, at least one character, lower.
bool title(std::string_view word) {
  if (word.empty()) return false;
  size_t at = 0;
  return unicode::is_upper(utf8::next(word, at)) && unicode::all_lower(word.substr(at));
}

Outline outline(std::string_view token, char32_t first, bool single) {
  if (single) return unicode::is_upper(first) ? kOneUpper : kOneLower;
  if (unicode::all_upper(token)) return kUpper;
  if (unicode::all_lower(token)) return kLower;
  if (title(token)) return kTitle;
  const size_t hyphen = token.find('-');
  if (hyphen != std::string_view::npos && title(token.substr(0, hyphen)) &&
      title(token.substr(hyphen + 1)))
    return kTitleTitle;
  return kMixed;
}

}  // namespace

uint16_t shape_of(std::string_view token) {
  if (token.empty()) return kOther;
  size_t at = 0;
  const char32_t first = utf8::next(token, at);
  const bool single = at == token.size();
  if (russian(first)) return static_cast<uint16_t>(kRussian + outline(token, first, single));
  if (english(first)) return static_cast<uint16_t>(kEnglish + outline(token, first, single));
  if (unicode::is_digit(first)) return kNumber;
  if ((first == '+' || first == '-') && !single && unicode::is_digit(utf8::next(token, at)))
    return kNumber;
  const auto* const punct = std::find(std::begin(kPunct), std::end(kPunct), first);
  if (punct == std::end(kPunct)) return kOther;
  return single ? static_cast<uint16_t>(kPunctFirst + (punct - std::begin(kPunct))) : kPunctOther;
}

std::vector<std::string> shape_names() {
  std::vector<std::string> names = {"<pad>"};
  for (const char* script : {"RU_", "EN_"})
    for (const std::string_view name : kOutlines) names.push_back(script + std::string(name));
  for (const char32_t c : kPunct)
    names.push_back("PUNCT_" + utf8::encode(std::u32string_view(&c, 1)));
  for (const char* name : {"PUNCT_OTHER", "NUM", "OTHER"}) names.emplace_back(name);
  return names;
}

}  // namespace letopis::nn
