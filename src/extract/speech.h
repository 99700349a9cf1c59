// Whose words: direct, fragment and indirect quotes with speaker, cue and relay. Cues are data
// (data/ru/speech/); the structure (marks, clauses, subjects) is language-neutral UD.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "doc/analysis.h"
#include "doc/document.h"
#include "extract/mention_index.h"

namespace letopis::extract {

// A pair of quotation marks: `inner` is what stands between them.
struct QuotePair {
  Span outer, inner;
};
// Outermost pairs of quotation marks in unmasked text, in order: « », „ “, “ ”, and straight " by
// spacing. A mark that stays open ends with its paragraph where the next one opens again (a quote
// of several paragraphs), else it is dropped. Linear time.
std::vector<QuotePair> quote_pairs(const Document& doc);

class SpeechFinder {
 public:
  static Result<SpeechFinder> load(const DataFiles& files);

  // Fills analysis.quotes (sorted by span) and said_by of the figures inside them. REQUIRES:
  // entities found.
  void find(const Document& doc, const MentionIndex& index, Analysis& analysis) const;

 private:
  friend class SpeechPass;
  enum Frame : unsigned {
    kThat = 1,
    kQuote = 2,
    kAssess = 4,
    kRelay = 8,
    kAbout = 16,
    kObject = 32,
    kImpersonal = 64,
    kInfinitive = 128,  // asks or promises to do something
    kIn = 256,          // "accused of": in with what
    kFor = 512          // "thanked for"
  };
  using Words = std::set<std::string, std::less<>>;
  std::map<std::string, unsigned, std::less<>> cues_;  // lemma -> frames
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>>
      sources_;  // noun -> prepositions
  Words complementisers_, as_, relay_notes_, references_, carriers_, roles_, bodies_, papers_,
      letters_, relatives_, pronouns_, there_, in_, about_, this_, feasts_, outlets_, offices_,
      for_, unless_, doubted_, bullets_, anonymous_, podiums_, owners_;
};

}  // namespace letopis::extract
