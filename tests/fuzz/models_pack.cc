// The small natasha pack with edits: it is refused, or serves. Weights that are numbers may be any
// numbers.
#include <algorithm>
#include <array>

#include "nn/models.h"
#include "nn/pack_reader.h"
#include "nn/test_small_pack.h"
#include "pack_file.h"
#include "target.h"

namespace letopis {
namespace {

using fuzz::require;

// Two sentences of words that the pack has and lacks.
struct Text {
  Article article;
  Document doc;
  Text() {
    constexpr std::array<std::string_view, 9> kWords = {"Слово", "и", "42",     "слово", ".",
                                                        "NATO",  "—", "ещё-не", "!"};
    doc.article = &article;
    for (const std::string_view word : kWords) {
      const auto begin = static_cast<uint32_t>(article.text.size());
      article.text += word;
      doc.tokens.push_back(
          {{begin, static_cast<uint32_t>(article.text.size())}, TokenKind::kOther});
      article.text += ' ';
    }
    doc.sentences = {{0, 5}, {5, 9}};
  }
};

void check(const Document& doc) {
  require(doc.morphs.size() == doc.size() && doc.arcs.size() == doc.size(), "each token is tagged");
  for (const Sentence s : doc.sentences) {
    int roots = 0;
    for (uint32_t t = s.begin; t < s.end; ++t) {
      roots += doc.arcs[t].head == kNoToken;
      uint32_t at = t;
      for (uint32_t steps = 0; doc.arcs[at].head != kNoToken; ++steps) {
        at = doc.arcs[at].head;
        require(at >= s.begin && at < s.end && steps < s.end - s.begin, "a sentence is a tree");
      }
    }
    require(roots == 1, "a tree has one root");
  }
  uint32_t last = 0;
  for (const Name& name : doc.names) {
    require(name.begin >= last && name.begin < name.end && name.end <= doc.size(),
            "names are in order");
    last = name.end;
  }
}

}  // namespace
}  // namespace letopis

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace letopis;
  static const fuzz::Sections whole = nn::SmallPack::sections();
  fuzz::Sections sections = whole;
  fuzz::apply(fuzz::view(data, size), sections);
  const fuzz::MemoryFile file(fuzz::packed(sections, nn::kPackKind, nn::kPackVersion));
  for (const auto precision : {nn::Precision::kFixed, nn::Precision::kFloat}) {
    const auto models = nn::Models::open(file.path(), {.precision = precision, .common_words = 2});
    if (!models) {
      fuzz::require(models.error().place == file.path(), "an error names the pack");
      fuzz::require(size > 0, "the small pack is in order");
      return 0;
    }
    Text text;
    nn::Scratch scratch;
    models->tag({&text.doc, 1}, scratch);
    check(text.doc);
  }
  return 0;
}
