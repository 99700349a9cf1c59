// One article on its way through the speech finder (extract/speech.h): shared by the files that
// find the source of a cue (speech_sources.cc), reported clauses (speech_clauses.cc) and words
// between quotation marks (speech_marks.cc). Internal to the room.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/speech.h"

namespace letopis::extract {

inline constexpr uint32_t kSpeechReach = 14;  // tokens between a quote and the cue that tags it
inline constexpr uint32_t kTitleWords =
    4;  // a quoted piece of so few tokens may be a name or a term

inline bool is_dash(std::string_view s) {
  return s == "-" || s == "\u2013" || s == "\u2014" || s == "\u2212";
}
inline bool ends_sentence(std::string_view s) {
  return !s.empty() && (s[0] == '.' || s[0] == '!' || s[0] == '?' || s == "\u2026");
}

class SpeechPass {
 public:
  SpeechPass(const SpeechFinder& finder, const Document& doc, const MentionIndex& index,
             Analysis& analysis);

  void run();

 private:
  struct Source {
    uint32_t entity = kNoEntity;
    std::string text;            // of an unnamed source
    Span span;                   // where that stands
    bool told = false;           // the text says that somebody says so, but not who
    uint32_t paper = kNoEntity;  // the document where the words stand
    bool named() const { return entity != kNoEntity || !text.empty(); }
    bool known() const { return named() || told; }
  };
  struct Cue {
    uint32_t token = kNoToken;
    unsigned frames = 0;
    Source source;
    std::string words;
    Span span;
  };

  // ---- sources: speech_sources.cc
  static Source of_entity(uint32_t entity);
  unsigned frames_of(uint32_t t) const;
  bool predicate(uint32_t t) const;
  bool impersonal(uint32_t t) const;
  bool medium(uint32_t entity) const;
  uint32_t entity_at(uint32_t t) const;
  Source described(uint32_t t) const;
  bool anaphor(uint32_t t) const;
  Source taken_up(uint32_t t) const;
  bool lone(uint32_t t) const;
  Source last_subject(uint32_t t) const;
  Source last_outlet(uint32_t t) const;
  Source author_before(uint32_t t) const;
  Source before(uint32_t t) const;
  Source source_at(uint32_t t) const;
  Source institution_of(uint32_t verb) const;
  bool agrees(uint32_t verb, uint32_t noun) const;
  Source subject_of(uint32_t verb) const;
  Cue cue_at(uint32_t t) const;
  Cue source_phrase(uint32_t noun) const;
  Source owner_of(uint32_t t) const;
  Source referred_to(const Sentence& s) const;
  void find_media();

  // ---- reported clauses: speech_clauses.cc
  // `cue`: the verb that reports the clause, whose own coordinated verbs end it.
  uint32_t clause_end(uint32_t from, const Sentence& s, uint32_t cue = kNoToken) const;
  bool tag_tail(uint32_t verb, uint32_t end) const;
  uint32_t opening(uint32_t cue, const Sentence& s) const;
  void sentence(uint32_t number);
  bool that_clause(uint32_t verb, uint32_t number);
  void clause_before(uint32_t verb, uint32_t number);
  void relayed(uint32_t verb, uint32_t comma, uint32_t number);
  void phrase_clause(const Cue& cue, uint32_t number);
  bool assessment(uint32_t verb, uint32_t number);
  bool topic(uint32_t verb, uint32_t number);
  Sentence below(uint32_t token) const;
  bool unsaid(uint32_t verb) const;
  bool back_reference(uint32_t verb, uint32_t number);
  void headline();

  // ---- lines: speech_lists.cc
  bool opens_line(uint32_t t) const;
  bool bullet(uint32_t number) const;
  Source announced(uint32_t number) const;
  void lists();
  void item(uint32_t number, const Cue& cue);
  void signed_line(uint32_t number);
  bool colon_name(uint32_t number, uint32_t& colon, uint32_t& name) const;

  // ---- marks: speech_marks.cc
  void split_tags();
  bool resumes(size_t number, const Sentence& inner) const;
  void pair(size_t number);
  bool first_in_sentence(uint32_t t) const;
  Cue tag_after(const Sentence& inner, uint32_t sentence_number) const;
  Cue colon_before(const Sentence& inner, uint32_t sentence_number) const;
  uint32_t signature(uint32_t end) const;
  bool named(const QuotePair& p, const Sentence& inner) const;

  // ---- all of it: speech.cc
  void add(Span span, QuoteKind kind, const Cue& cue, uint32_t sentence, float confidence);
  void told(uint32_t number, const Cue& cue);
  bool has_finite(const Sentence& range) const;
  Span tokens_span(uint32_t begin, uint32_t end) const { return doc_.span_of(begin, end); }
  void running();
  void finish();

  const SpeechFinder& f_;
  const Document& doc_;
  const MentionIndex& index_;
  Analysis& a_;
  std::vector<QuotePair> pairs_;
  std::vector<bool> continues_;  // per pair: goes on where the one before was broken by a tag
  std::vector<std::vector<uint32_t>> children_;
  std::vector<uint32_t> inside_;              // per token: pair + 1
  std::vector<std::vector<uint32_t>> media_;  // per sentence
  std::vector<std::vector<Cue>> tellers_;     // per sentence, in order
  std::vector<Source> pair_sources_;          // per pair: who said it, once known
  std::vector<size_t> untagged_;
  std::map<uint32_t, Source> colons_;  // sentences "X: …" -> X
  std::vector<size_t> direct_;         // per pair: 1 + index of its quote, 0 for none
};

}  // namespace letopis::extract
