#include "extract/sentence_lemmas.h"

#include "base/word_runs.h"

namespace letopis::extract {

std::vector<std::string> sentence_lemmas(const Document& doc) {
  std::vector<std::string> out;
  out.reserve(doc.sentences.size());
  for (const Sentence sentence : doc.sentences) {
    std::string& text = out.emplace_back();
    uint32_t at = doc.tokens[sentence.begin].span.begin;
    for (uint32_t t = sentence.begin; t < sentence.end; ++t) {
      const Span span = doc.tokens[t].span;
      text += Span{at, span.begin}.of(doc.text());  // blanks, and what is masked
      at = span.end;
      const std::string_view word = doc.surface(t), lemma = doc.lemmas[t];
      text += word_runs(lemma).size() == word_runs(word).size() ? lemma : word;
    }
  }
  return out;
}

}  // namespace letopis::extract
