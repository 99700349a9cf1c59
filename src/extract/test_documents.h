// Documents written by hand for tests: one word a line, "form lemma UPOS|Feats head relation",
// heads counted from 1 inside the sentence, 0 for the root; an empty line ends a sentence. No model
// is needed.
#pragma once

#include <cassert>
#include <memory>
#include <sstream>
#include <string>

#include "base/unicode.h"
#include "doc/document.h"

namespace letopis::extract {

struct TestDocument {
  std::unique_ptr<Article> article = std::make_unique<Article>();
  Document doc;

  uint32_t find(std::string_view form) const {
    for (uint32_t t = 0; t < doc.size(); ++t)
      if (doc.surface(t) == form) return t;
    assert(false && "no such word");
    return kNoToken;
  }
};

inline TestDocument document_of(const std::string& table) {
  TestDocument made;
  Document& doc = made.doc;
  std::string& text = made.article->text;
  doc.article = made.article.get();
  uint32_t first = 0;
  const auto close = [&] {
    if (doc.size() > first) doc.sentences.push_back({first, doc.size()});
    first = doc.size();
  };
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    std::string form, lemma, tag, relation;
    uint32_t head = 0;
    if (!(cells >> form >> lemma >> tag >> head >> relation)) {
      close();
      continue;
    }
    if (!text.empty()) text += ' ';
    const auto begin = static_cast<uint32_t>(text.size());
    text += form;
    const auto morph = morph_of(tag);
    const auto arc = relation_of(relation);
    assert(morph && arc && "bad tag or relation");
    doc.tokens.push_back({{begin, static_cast<uint32_t>(text.size())},
                          morph->upos == Upos::kPunct ? TokenKind::kPunct : TokenKind::kCyrillic});
    doc.morphs.push_back(*morph);
    doc.arcs.push_back({head == 0 ? kNoToken : first + head - 1, *arc});
    doc.lemmas.push_back(doc.pool.add(lemma));
    doc.lowers.push_back(doc.pool.add(unicode::lower(form)));
  }
  close();
  return made;
}

}  // namespace letopis::extract
