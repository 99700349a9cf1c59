// Figures of an article: money, counts, percentages, measures, ordinals, with what is counted, how
// exactly, and what the figure measures. Words and units are data (ru/figures/, ru/numerals/).
// Immutable after loading, thread-safe.
#pragma once

#include <functional>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "doc/analysis.h"
#include "doc/document.h"
#include "extract/numerals.h"
#include "rules/rule_set.h"

namespace letopis::extract {

class FigureFinder {
 public:
  static Result<FigureFinder> load(const DataFiles& files);
  // Fills analysis.figures, sorted by span; `of` is what figure_owners.h finds, said_by stays empty.
  // REQUIRES: mentions, entities and times filled, language layers filled.
  void find(const Document& doc, Analysis& analysis) const;

  // Runs the examples of the rules of figures and of numerals; `analyse` fills the layers of a
  // document.
  std::vector<rules::ExampleFailure> check(const std::function<void(Document&)>& analyse) const;

 private:
  FigureFinder(Numerals numerals, rules::RuleSet rules)
      : numerals_(std::move(numerals)), rules_(std::move(rules)) {}
  Numerals numerals_;
  rules::RuleSet rules_;
};

}  // namespace letopis::extract
