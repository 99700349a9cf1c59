// Did it happen? Reads whether an act is told as occurred, ongoing, planned, offered, hypothetical,
// negated or denied, and whether the telling is hedged: from tense, mood and negation of the word
// that carries it, and from cues that stand above or beside it (data/ru/modality.cues). Immutable,
// thread-safe.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "doc/analysis.h"
#include "extract/slots.h"

namespace letopis::extract {

struct Judgement {
  Modality modality = Modality::kOccurred;
  bool hedged = false;
  bool certain = true;  // false: no tense and no cue said so; the value is the default of its form
  bool asked = false;   // only what somebody asks of somebody: no act beside the asking
  bool background = false;  // the telling itself calls it old ("earlier", "recall")
};

class ModalityJudge {
 public:
  static Result<ModalityJudge> load(const DataFiles& files);

  // REQUIRES: a site of this tree.
  Judgement judge(const Tree& tree, const Site& site) const;
  // Lemmas of roles whose words are opinion, not news ("expert").
  bool expert(std::string_view lemma) const { return experts_.contains(lemma); }
  // Whether a preposition says when: "after the meeting" puts something else behind it.
  bool dates(const std::string& preposition) const {
    const auto found = prepositions_.find(preposition);
    return found != prepositions_.end() && found->second == Modality::kOccurred;
  }

 private:
  using Words = std::set<std::string, std::less<>>;
  using Cues = std::map<std::string, Modality, std::less<>>;

  std::optional<Modality> of_auxiliary(const Tree& tree, uint32_t predicate) const;
  std::optional<Modality> of_verb(const Tree& tree, uint32_t verb) const;
  std::optional<Modality> of_noun(const Tree& tree, uint32_t noun) const;
  std::optional<Modality> from_above(const Tree& tree, uint32_t top,
                                     std::optional<Modality> own) const;
  bool asked(const Tree& tree, uint32_t top) const;
  bool any_phrase(const Tree& tree, uint32_t token,
                  const std::vector<std::vector<std::string>>& phrases, bool whole) const;

  Cues governors_, denied_governors_, modifiers_, markers_, prepositions_;
  Cues auxiliaries_;  // by their form
  Words inheriting_;  // prepositions under which a noun has the tense of its clause
  Words experts_;
  Words asking_;  // governors whose complement is a matter of asking
  std::vector<std::vector<std::string>> hedges_, backgrounds_;  // phrases as lemmas
};

}  // namespace letopis::extract
