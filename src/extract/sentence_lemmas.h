// The sentences of a document with every word in its dictionary form, for the search. Pure and
// thread-safe.
#pragma once

#include <string>
#include <vector>

#include "doc/document.h"

namespace letopis::extract {

// One text a sentence, with as many words (base/word_runs.h) as the sentence has, in the same order:
// so that the n-th word here is the n-th there. A word whose lemma would break that stays as it is.
// REQUIRES: doc.lemmas filled.
std::vector<std::string> sentence_lemmas(const Document& doc);

}  // namespace letopis::extract
