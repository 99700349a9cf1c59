// What the search index holds of a sentence, and how a word of a question is brought into the same
// form. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace letopis::store {

// The words of a text, each folded (lower case, one e, no accents), with one blank between them: as
// many as base/word_runs.h finds.
std::string search_words(std::string_view text);

}  // namespace letopis::store
