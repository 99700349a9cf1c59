// Numbers in a text, in digits and in words, in all cases: "30 000", "2.5 mln", "two and a half
// million", ordinals. Words are data (ru/numerals/). Immutable after loading, thread-safe.
#pragma once

#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "doc/document.h"
#include "rules/rule_set.h"

namespace letopis::extract {

enum class NumeralKind : uint8_t { kCardinal, kOrdinal, kVague };

// Tokens [begin, end). high differs from value for a range in one token.
struct Numeral {
  uint32_t begin = 0;
  uint32_t end = 0;
  NumeralKind kind = NumeralKind::kCardinal;
  double value = 0;
  double high = 0;
  double scale = 1;     // of its words of thousand or more, behind the last part
  bool digits = false;  // begins with a digit
};

class Numerals {
 public:
  static Result<Numerals> load(const DataFiles& files);
  // In the order of the text, without overlap, inside sentences.
  std::vector<Numeral> find(const Document& doc) const;
  const rules::RuleSet& rules() const { return words_; }

 private:
  explicit Numerals(rules::RuleSet words) : words_(std::move(words)) {}
  rules::RuleSet words_;
};

}  // namespace letopis::extract
