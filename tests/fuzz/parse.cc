// The language organ on any bytes: as text, and as CoNLL-U where they are that. What it writes is
// CoNLL-U that can be read again.
#include <algorithm>
#include <sstream>

#include "export/conllu.h"
#include "extract/language.h"
#include "organ.h"
#include "target.h"

namespace letopis {
namespace {

using fuzz::require;

const extract::Language& organ() {
  static const extract::Language opened = [] {
    const auto files = DataFiles::from_folder("data");
    require(files.ok(), "data/ is in the working folder");
    auto language = extract::Language::open(*files, fuzz::packs_folder(), {});
    require(language.ok(), "the language organ opens");
    return std::move(*language);
  }();
  return opened;
}

void read_again(const std::string& conllu, const Document& doc) {
  std::istringstream input(conllu);
  read::ConlluReader reader(input, "again.conllu");
  size_t words = 0, sentences = 0;
  for (;;) {
    const auto block = reader.next();
    if (!block) std::fprintf(stderr, "%s\n", to_string(block.error()).c_str());
    require(block.ok(), "what is written can be read");
    if (!*block) break;
    words += (*block)->words.size();
    sentences += (*block)->sentences.size();
  }
  require(words == doc.size() && sentences == doc.sentences.size(), "all words are written");
}

void parse_text(std::string_view bytes) {
  const Article article = fuzz::article_of(bytes);
  static extract::Scratch scratch;
  const std::vector<Document> documents = organ().read({&article, 1}, scratch);
  std::string out;
  exporting::write_conllu(documents.front(), out);
  read_again(out, documents.front());
}

void parse_conllu(std::string_view bytes) {
  std::istringstream input{std::string(bytes)};
  read::ConlluReader reader(input, "fuzz.conllu");
  static extract::Scratch scratch;
  for (;;) {
    const auto block = reader.next();
    if (!block || !*block) return;
    Document doc;
    doc.article = &(*block)->article;
    for (const Span span : (*block)->words) doc.tokens.push_back({span, TokenKind::kOther});
    doc.sentences = (*block)->sentences;
    organ().complete({&doc, 1}, scratch);
    std::string out;
    exporting::write_conllu(doc, **block, out);
    read_again(out, doc);
  }
}

}  // namespace
}  // namespace letopis

// The packs are opened before the first input, whose time is watched.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  letopis::organ();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  letopis::parse_text(letopis::fuzz::view(data, size));
  letopis::parse_conllu(letopis::fuzz::view(data, size));
  return 0;
}
