#include "store/fold.h"

#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::store {

std::string fold(std::string_view name) {
  constexpr char32_t kIo = 0x451, kIe = 0x435;
  std::string out;
  bool blank = false;
  for (size_t at = 0; at < name.size();) {
    char32_t c = unicode::to_lower(utf8::next(name, at));
    if (unicode::is_space(c)) {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    if (c == kIo) c = kIe;
    if (c >= 0x2010 && c <= 0x2015) c = '-';
    utf8::append(out, c);
  }
  return out;
}

std::string fold_latin(std::string_view name) {
  std::string out;
  for (const char c : fold(name)) {
    if (c == '-') {
      out += ' ';
    } else if (c != 'y' && c != 'j' && c != 'h' && c != '\'' && c != 'i') {
      out += c == 'x' ? 's' : c == 'w' ? 'v' : c;
    }
  }
  return out;
}

}  // namespace letopis::store
