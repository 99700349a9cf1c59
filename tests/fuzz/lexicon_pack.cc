// The small opencorpora pack with edits: it is refused, or serves.
#include <algorithm>
#include <array>

#include "morph/lexicon.h"
#include "morph/test_small_pack.h"
#include "pack_file.h"
#include "target.h"

namespace letopis {
namespace {

using fuzz::require;

// Words that the pack has, that it guesses, and a long one of a letter with two spellings.
const std::array<std::string, 6> kWords = {"слово", "слова", "елка", "подслово", "наи-ово", [] {
                                             std::string word;
                                             for (int i = 0; i < 120; ++i) word += "е";
                                             return word;
                                           }()};

void use(const morph::Lexicon& lexicon) {
  const Morph tag = *morph_of("NOUN|Animacy=Inan|Case=Gen|Gender=Neut|Number=Sing");
  Article article;
  Document doc;
  doc.article = &article;
  for (const std::string& word : kWords) {
    for (const morph::Reading& reading : lexicon.readings(word))
      lexicon.inflect(reading, Case::kGen, Number::kSing, Gender::kNeut);
    lexicon.lemma(word, tag);
    require(!lexicon.forms(word).empty(), "a word is one of its forms");
    const auto begin = static_cast<uint32_t>(article.text.size());
    article.text += word;
    doc.tokens.push_back(
        {{begin, static_cast<uint32_t>(article.text.size())}, TokenKind::kCyrillic});
    doc.morphs.push_back(tag);
    doc.arcs.push_back({kNoToken, Relation::kRoot});
    article.text += ' ';
  }
  doc.sentences = {{0, doc.size()}};
  lexicon.lemmatize(doc);
  require(doc.lemmas.size() == doc.size(), "each token has a lemma");
  lexicon.nominative(doc, 0, doc.size(), morph::PhraseKind::kPerson);
  lexicon.nominative(doc, 0, doc.size(), morph::PhraseKind::kOther);
}

}  // namespace
}  // namespace letopis

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace letopis;
  static const auto files = DataFiles::from_folder("data");
  fuzz::require(files.ok(), "data/ is in the working folder");
  static const fuzz::Sections whole = morph::small_pack();
  fuzz::Sections sections = whole;
  fuzz::apply(fuzz::view(data, size), sections);
  const fuzz::MemoryFile file(fuzz::packed(sections, morph::kPackKind, morph::kPackVersion));
  const auto lexicon = morph::Lexicon::open(file.path(), *files);
  if (!lexicon) {
    fuzz::require(lexicon.error().place == file.path(), "an error names the pack");
    fuzz::require(size > 0, "the small pack is in order");
    return 0;
  }
  if (size == 0)
    fuzz::require(lexicon->lemma("слова", *morph_of("NOUN|Case=Gen|Number=Sing")) == "слово",
                  "the small pack serves");
  use(*lexicon);
  return 0;
}
