#include "store/search_words.h"

#include "base/utf8.h"
#include "base/word_runs.h"
#include "store/fold.h"

namespace letopis::store {

std::string search_words(std::string_view text) {
  std::string out;
  for (const Span run : word_runs(text)) {
    if (!out.empty()) out += ' ';
    const std::string word = fold(run.of(text));
    for (size_t at = 0; at < word.size();)
      if (const char32_t c = utf8::next(word, at); !is_accent(c)) utf8::append(out, c);
  }
  return out;
}

}  // namespace letopis::store
