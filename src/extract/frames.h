// Acts: who did what to whom, when, and in whose words. Evaluates the frame files (data/ru/frames/)
// over the trees of an article and writes claims. The frames hold all words; here is only the way
// from places in the tree to participants, time, modality, attribution and evidence, and the
// joining of what one article tells several times.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "doc/analysis.h"
#include "extract/mention_index.h"
#include "extract/modality.h"
#include "extract/slots.h"
#include "rules/frame.h"

namespace letopis::extract {

// Immutable after loading, thread-safe.
class FrameFinder {
 public:
  // Reads ru/frames/*.frame, the *.words beside them and ru/modality.cues. Errors name
  // file:line:column.
  static Result<FrameFinder> load(const DataFiles& files);

  // Appends the acts of the article to analysis.claims, sorted by evidence. A claim has at least
  // one participant, one span of evidence, and evidence inside the text. REQUIRES: entities,
  // mentions, times and quotes of the analysis found.
  void find(const Document& doc, const MentionIndex& index, Analysis& analysis) const;

  const std::vector<rules::Frame>& frames() const { return frames_; }

 private:
  friend class FramePass;
  struct Use {
    uint32_t frame, trigger;
  };
  FrameFinder() = default;

  std::vector<rules::Frame> frames_;
  std::map<std::string, std::vector<Use>, std::less<>> verbs_, nouns_;  // by lemma of the trigger
  std::set<std::string, std::less<>>
      representatives_,  // nouns whose genitive or adjective acts ("authorities of X")
      political_,        // unnamed ones whose acts count where nobody has a name
      groups_,           // inanimate nouns that are people ("the opposition")
      possessions_;      // nouns that stand for their owner where something is done to them
  ModalityJudge modality_;
};

}  // namespace letopis::extract
