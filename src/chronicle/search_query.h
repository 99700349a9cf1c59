// A question to the search, taken apart and put into the language of the index. Words are joined by
// AND; "…" is a phrase, a trailing * any ending, a leading - not this. Each word is looked for as it
// stands and in its dictionary form. Pure; thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace letopis::chronicle {

struct SearchTerm {
  std::vector<std::string> words;  // folded; several: a phrase
  bool prefix = false;             // the last word may go on
  bool excluded = false;
  // Other phrases that mean the same: names in the script of the texts. Folded.
  std::vector<std::string> also = {};
};

// kBadInput with what is wrong and how it is meant: an open quotation mark, no word at all, nothing
// but exclusions.
Result<std::vector<SearchTerm>> search_terms(std::string_view question);

// Dictionary forms that a folded word may have.
using LemmasOf = std::function<std::vector<std::string>(const std::string& word)>;
// The expression that FTS5 takes. `lemmas_of` may be empty.
std::string match_expression(const std::vector<SearchTerm>& terms, const LemmasOf& lemmas_of);

}  // namespace letopis::chronicle
