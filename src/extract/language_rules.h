// What the language organ does beyond the published segmenter and models that it follows, as named
// rules. Each is on unless somebody switches it off, to compare with what was published or to
// measure what the rule brings. Plain data, no state.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"

namespace letopis::extract {

struct LanguageRules {
  bool masks = true;       // page furniture gets no tokens
  bool foreign = true;     // nor do paragraphs in another language
  bool lines = true;       // a sentence ends where its line ends
  bool years = true;       // a sentence may end after a year's abbreviation
  bool symbols = true;     // emoji, arrows and the like stand apart from words
  bool names = true;       // a name ends where its sentence ends
  bool dictionary = true;  // a word gets no tag that the dictionary rules out
  bool yo = true;          // unknown words are looked up again with U+0451 written as U+0435
  bool tree = true;        // the arcs of a sentence are one tree without crossing edges
};

struct LanguageRule {
  std::string_view name;     // "tree"
  std::string_view summary;  // for help
  bool LanguageRules::*on;
};
// In the order of the pass.
std::span<const LanguageRule> language_rules();

// All rules but those that `names` lists, by commas; "all" stands for every one. kBadInput where a
// rule is not called so, or no name is given; the message lists the names.
Result<LanguageRules> rules_without(std::string_view names);

}  // namespace letopis::extract
