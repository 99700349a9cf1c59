// Any bytes as CoNLL-U, with a small and a large limit.
#include "read/conllu.h"

#include <sstream>

#include "base/utf8.h"
#include "target.h"

namespace letopis {
namespace {

using fuzz::require;

void check(const read::ConlluBlock& block) {
  const std::string& text = block.article.text;
  require(utf8::valid(text), "the text is UTF-8");
  require(!block.sentences.empty() && block.sentences.size() == block.given.size(),
          "each sentence has what was given");
  uint32_t last = 0;
  for (const Span word : block.words) {
    require(word.begin >= last && word.begin < word.end && word.end <= text.size(),
            "words are in order, none is empty");
    last = word.end;
  }
  uint32_t next = 0;
  for (size_t i = 0; i < block.sentences.size(); ++i) {
    const Sentence s = block.sentences[i];
    require(s.begin == next && s.begin < s.end, "sentences follow each other");
    next = s.end;
    require(block.given[i].misc.size() == s.end - s.begin, "each word has its MISC");
    uint32_t before = s.begin;
    for (const auto& range : block.given[i].ranges) {
      require(range.before >= before && range.before < s.end, "ranges stand before their words");
      before = range.before;
    }
  }
  require(next == block.words.size(), "sentences hold all words");
}

}  // namespace
}  // namespace letopis

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace letopis;
  for (const size_t limit : {size_t{64}, size_t{8} << 20}) {
    std::istringstream input{std::string(fuzz::view(data, size))};
    read::ConlluReader reader(input, "fuzz.conllu", limit);
    for (;;) {
      const auto block = reader.next();
      if (!block) {
        fuzz::require(!block.error().place.empty(), "an error has a place");
        fuzz::require(!reader.next().ok(), "after an error nothing is read");
        break;
      }
      if (!*block) break;
      check(**block);
    }
  }
  return 0;
}
