// Expressions of time and the days that they mean, by the rules of data/ru/time/ around the day of
// publication. A year that the text does not give is taken from that day, never guessed without it.
// Immutable after loading, thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "doc/analysis.h"
#include "doc/document.h"
#include "rules/rule_set.h"

namespace letopis::extract {

class TimeFinder {
 public:
  static Result<TimeFinder> load(const DataFiles& files);
  // Fills analysis.times, sorted by span. REQUIRES: analysis.published set, language layers filled.
  void find(const Document& doc, Analysis& analysis) const;
  // Runs the examples of the rules; `analyse` fills the layers of a document.
  std::vector<rules::ExampleFailure> check(const std::function<void(Document&)>& analyse) const;

 private:
  explicit TimeFinder(rules::RuleSet rules) : rules_(std::move(rules)) {}
  rules::RuleSet rules_;
};

}  // namespace letopis::extract
