// Texts, or sentences and words that are given, through the language organ into CoNLL-U.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "doc/article.h"
#include "extract/language.h"
#include "read/conllu.h"

namespace letopis::run {

struct Parsed {
  std::string conllu;
  size_t foreign = 0;    // parts of the text in another language, which are passed over
  std::string language;  // of the first of them
};
// One result per article, in order. Thread-safe with a scratch of one's own.
std::vector<Parsed> parse(const extract::Language& language, std::span<const Article> slab,
                          extract::Scratch& scratch);

// Reads to the end and gives the sentences back in order, some at a time, with `threads` workers;
// `sentences` counts those of a piece. The first error of the reader ends the run and is returned,
// after all that stood before it.
Result<void> parse_conllu(
    const extract::Language& language, read::ConlluReader& reader, unsigned threads,
    const std::function<void(const std::string& conllu, size_t sentences)>& use);

}  // namespace letopis::run
