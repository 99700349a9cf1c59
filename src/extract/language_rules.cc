#include "extract/language_rules.h"

#include <algorithm>
#include <array>

namespace letopis::extract {
namespace {

constexpr std::string_view kAll = "all";
constexpr std::array<LanguageRule, 9> kRules = {{
    {"masks", "page furniture is passed over", &LanguageRules::masks},
    {"foreign", "paragraphs in another language are passed over", &LanguageRules::foreign},
    {"lines", "a sentence ends with its line", &LanguageRules::lines},
    {"years", "a sentence may end after a year's abbreviation", &LanguageRules::years},
    {"symbols", "emoji and other symbols stand apart from words", &LanguageRules::symbols},
    {"names", "a name ends with its sentence", &LanguageRules::names},
    {"dictionary", "a word gets a tag that the dictionary allows", &LanguageRules::dictionary},
    {"yo", "unknown words are looked up with U+0435 for U+0451", &LanguageRules::yo},
    {"tree", "one tree per sentence", &LanguageRules::tree},
}};

}  // namespace

std::span<const LanguageRule> language_rules() { return kRules; }

Result<LanguageRules> rules_without(std::string_view names) {
  LanguageRules rules;
  for (size_t at = 0; at <= names.size();) {
    const size_t end = std::min(names.find(',', at), names.size());
    const std::string_view name = names.substr(at, end - at);
    bool known = name == kAll;
    for (const LanguageRule& rule : kRules) {
      if (name != rule.name && name != kAll) continue;
      rules.*rule.on = false;
      known = true;
    }
    if (!known) {
      std::string all;
      for (const LanguageRule& rule : kRules) all += std::string(rule.name) + ", ";
      return Error{Code::kBadInput,
                   "there is no rule '" + std::string(name) + "': " + all + std::string(kAll), ""};
    }
    at = end + 1;
  }
  return rules;
}

}  // namespace letopis::extract
