#include "base/word_runs.h"

#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis {

bool is_accent(char32_t c) noexcept { return c >= 0x300 && c <= 0x36F; }

std::vector<Span> word_runs(std::string_view text) {
  std::vector<Span> runs;
  bool inside = false;
  for (size_t at = 0; at < text.size();) {
    const auto begin = static_cast<uint32_t>(at);
    const char32_t c = utf8::next(text, at);
    const bool word = unicode::is_alnum(c) || (inside && is_accent(c));
    if (word && !inside) runs.push_back({begin, begin});
    if (word) runs.back().end = static_cast<uint32_t>(at);
    inside = word;
  }
  return runs;
}

}  // namespace letopis
