// Words that are told without marks: reported clauses, clauses beside a cue, what an outlet passes
// on, what somebody is called, what somebody spoke of.
#include <algorithm>

#include "base/unicode.h"
#include "extract/speech_pass.h"

namespace letopis::extract {

using std::string_view;

namespace {
constexpr uint32_t kLeadReach = 4;  // tokens from "as" to its verb
}  // namespace

// The end of a reported clause that begins at `from`: the sentence's end without its final mark,
// but not past the next cue of the same sentence nor into a relay tail.
uint32_t SpeechPass::clause_end(uint32_t from, const Sentence& s, uint32_t cue) const {
  uint32_t end = s.end;
  // "Said that A, and noted that B": B is told by another verb.
  for (uint32_t t = from + 1; cue != kNoToken && t < end; ++t) {
    if (!doc_.morphs[t].finite() || doc_.arcs[t].relation != Relation::kConj ||
        doc_.arcs[t].head != cue || inside_[t] != 0)
      continue;
    uint32_t stop = t;  // back to the conjunction or comma that opens its clause
    for (uint32_t u = t; u-- > from + 1;)
      if (doc_.morphs[u].upos == Upos::kCconj || doc_.surface(u) == ",") {
        stop = u;
        break;
      }
    end = stop;
    break;
  }
  while (end > from && doc_.tokens[end - 1].kind == TokenKind::kPunct && inside_[end - 1] == 0 &&
         doc_.surface(end - 1) != "\u00BB" && doc_.surface(end - 1) != "\"" &&
         doc_.surface(end - 1) != "\u201D" && doc_.surface(end - 1) != "\u201C" &&
         doc_.surface(end - 1) != ")")
    --end;
  for (uint32_t t = from + 1; t + 1 < end; ++t) {
    if (inside_[t] != 0 || doc_.surface(t) != ",") continue;
    uint32_t u = t + 1;
    while (u + 1 < end && (f_.as_.contains(doc_.lowers[u]) || is_dash(doc_.surface(u)))) ++u;
    const Morph& m = doc_.morphs[u];
    const unsigned frames = frames_of(u);
    if (frames == 0) continue;
    if (m.verb_form == VerbForm::kConv ||
        (m.finite() && u + 1 < end &&
         (frames & (SpeechFinder::kRelay | SpeechFinder::kQuote)) != 0 && tag_tail(u, end)))
      return t;
  }
  return end;
}

// Whether from a cue verb to the end of the sentence there is nothing but its subject and
// adverbials: no other finite verb.
bool SpeechPass::tag_tail(uint32_t verb, uint32_t end) const {
  for (uint32_t t = verb + 1; t < end; ++t)
    if (inside_[t] == 0 && !f_.relatives_.contains(doc_.lemmas[t]) &&
        ((doc_.morphs[t].finite() && frames_of(t) == 0) ||
         f_.complementisers_.contains(doc_.lowers[t])))
      return false;
  return true;
}

// Where what is told begins behind a cue that leads: behind the first comma that neither goes on
// with a list or an apposition of the source nor describes it.
uint32_t SpeechPass::opening(uint32_t cue, const Sentence& s) const {
  uint32_t first = s.end;
  for (uint32_t t = cue + 1; t + 1 < s.end; ++t) {
    if (inside_[t] != 0 || doc_.surface(t) != ",") continue;
    if (first == s.end) first = t + 1;
    const uint32_t next = t + 1;
    if (f_.relatives_.contains(doc_.lemmas[next])) continue;
    const Upos pos = doc_.morphs[next].upos;
    if (inside_[next] != 0 ||
        (pos == Upos::kAdp && next + 1 < s.end &&
         !f_.relatives_.contains(doc_.lemmas[next + 1])) ||
        pos == Upos::kSconj)
      return next;
    for (uint32_t u = next; u < s.end && doc_.surface(u) != ","; ++u)
      if (predicate(u) || (u > next && is_dash(doc_.surface(u)))) return next;
  }
  return first;
}

void SpeechPass::sentence(uint32_t number) {
  const Sentence s = doc_.sentences[number];
  for (uint32_t t = s.begin; t < s.end; ++t) {
    if (inside_[t] != 0) continue;
    if (const Cue phrase = source_phrase(t); phrase.token != kNoToken && phrase.source.known()) {
      phrase_clause(phrase, number);
      continue;
    }
    const unsigned frames = frames_of(t);
    if (frames == 0) continue;
    const Morph& m = doc_.morphs[t];
    if (m.verb_form == VerbForm::kInf || unsaid(t)) continue;
    if ((frames & SpeechFinder::kAssess) != 0 && assessment(t, number)) continue;
    if ((frames & (SpeechFinder::kThat | SpeechFinder::kRelay)) != 0 && that_clause(t, number))
      continue;
    if ((frames & SpeechFinder::kAbout) != 0 && back_reference(t, number)) continue;
    if ((frames & (SpeechFinder::kQuote | SpeechFinder::kThat)) != 0) clause_before(t, number);
    topic(t, number);
  }
}

// "X said …, that …"
bool SpeechPass::that_clause(uint32_t verb, uint32_t number) {
  const Sentence s = doc_.sentences[number];
  for (uint32_t t = verb + 1; t + 1 < s.end && t <= verb + kSpeechReach; ++t) {
    if (inside_[t] != 0 && inside_[verb] == 0) break;
    if (doc_.surface(t) == "," && t + 2 < s.end &&
        f_.complementisers_.contains(doc_.lowers[t + 1])) {
      if (f_.unless_.contains(doc_.lemmas[t - 1])) return false;  // "on condition that"
      for (const uint32_t child : children_[verb])                // "if the court finds that"
        if (doc_.arcs[child].relation == Relation::kMark && f_.unless_.contains(doc_.lemmas[child]))
          return false;
      Cue cue = cue_at(verb);
      if (!cue.source.known()) return false;
      const uint32_t begin = doc_.surface(t + 2) == "," && t + 3 < s.end ? t + 3 : t + 2;
      const uint32_t end = clause_end(begin, s, verb);
      if (begin < end) {
        add(tokens_span(begin, end), QuoteKind::kIndirect, cue, number, 0.9F);
        told(number, cue);
      }
      return true;
    }
    if (doc_.morphs[t].finite() || ends_sentence(doc_.surface(t)) || doc_.surface(t) == ":") break;
  }
  return false;
}

// "…, said X." with the words before the cue; "As X said, …" with those behind it.
void SpeechPass::clause_before(uint32_t verb, uint32_t number) {
  const Sentence s = doc_.sentences[number];
  if (!predicate(verb)) return;
  for (const uint32_t child : children_[verb])  // "go on to move" tells of no words
    if (doc_.morphs[child].verb_form == VerbForm::kInf && child < verb + 3) return;
  uint32_t comma = verb;
  while (comma > s.begin &&
         (comma == verb || is_dash(doc_.surface(comma)) || f_.as_.contains(doc_.lowers[comma]) ||
          doc_.morphs[comma].upos == Upos::kAdv))
    --comma;
  bool leads = f_.as_.contains(doc_.lowers[s.begin]) && verb <= s.begin + kLeadReach;
  // "As was expected, …" only confirms what somebody thought before.
  if (leads && doc_.morphs[s.begin + 1].upos != Upos::kNoun && impersonal(verb) &&
      (doc_.morphs[s.begin + 1].upos == Upos::kPart ||
       doc_.morphs[s.begin + 1].upos == Upos::kCconj))
    return;
  if (comma == s.begin && leads) {
    const uint32_t begin = opening(verb, s);
    if (begin >= s.end) return;
    Cue cue = cue_at(verb);
    if (!cue.source.known()) return;
    const uint32_t stop = clause_end(begin, s);
    if (begin < stop) add(tokens_span(begin, stop), QuoteKind::kIndirect, cue, number, 0.8F);
    told(number, cue);
    return;
  }
  if (verb < s.begin + 3 || doc_.surface(comma) != "," || !tag_tail(verb, s.end)) return;
  bool clause = false;
  for (uint32_t t = s.begin; t < comma; ++t) {
    if (inside_[t] != 0) {
      // The sentence is a direct quote with its tag, or the tag of a quote that began above:
      // handled with the pair.
      if (doc_.tokens[comma].span.begin >= pairs_[inside_[t] - 1].outer.end &&
          pairs_[inside_[t] - 1].outer.begin <= doc_.tokens[s.begin].span.begin)
        return;
      continue;
    }
    clause |= predicate(t) || doc_.morphs[t].verb_form == VerbForm::kInf;
  }
  if (!clause) return;
  Cue cue = cue_at(verb);
  if (!cue.source.known()) return;
  // After an earlier cue's clause only the rest is this one's; an outlet passes on the whole.
  if (!medium(cue.source.entity))
    for (uint32_t t = s.begin; t < comma; ++t)
      if (inside_[t] == 0 && frames_of(t) != 0 && doc_.morphs[t].finite()) return;
  if (medium(cue.source.entity) || (cue.frames & (SpeechFinder::kRelay | SpeechFinder::kThat)) ==
                                       SpeechFinder::kRelay) {  // an outlet's verb
    relayed(verb, comma, number);
    return;
  }
  // "As X told" is a parenthesis that sources the sentence; the words are the same.
  add(tokens_span(s.begin, comma), QuoteKind::kIndirect, cue, number, 0.8F);
  told(number, cue);
}

// "…, reports X with reference to Y": Y's words, else X's own.
void SpeechPass::relayed(uint32_t verb, uint32_t comma, uint32_t number) {
  const Sentence s = doc_.sentences[number];
  for (const Quote& quote : a_.quotes)  // somebody speaks there already: X only passes it on
    if (quote.span.begin >= doc_.tokens[s.begin].span.begin && quote.speaker != kNoEntity) return;
  Cue cue = cue_at(verb);
  if (const Source origin = referred_to(s); origin.named()) cue.source = origin;
  if (!cue.source.known()) return;
  add(tokens_span(s.begin, comma), QuoteKind::kIndirect, cue, number, 0.6F);
}

// "According to X, …" and "…, in the opinion of X, …"
void SpeechPass::phrase_clause(const Cue& cue, uint32_t number) {
  const Sentence s = doc_.sentences[number];
  uint32_t end = cue.token + 1;
  while (end < s.end && doc_.surface(end) != "," && !doc_.morphs[end].finite()) ++end;
  const bool closed = end < s.end && doc_.surface(end) == ",";
  const bool leads = cue.token <= s.begin + 3;
  if (leads) {
    uint32_t begin = closed ? opening(cue.token, s) : end;
    if (begin < s.end && f_.complementisers_.contains(doc_.lowers[begin])) ++begin;
    const uint32_t stop = clause_end(begin, s);
    if (begin < stop) add(tokens_span(begin, stop), QuoteKind::kIndirect, cue, number, 0.9F);
  } else {
    const uint32_t stop = clause_end(s.begin, s);
    if (s.begin < stop) add(tokens_span(s.begin, stop), QuoteKind::kIndirect, cue, number, 0.8F);
  }
  if (!medium(cue.source.entity)) told(number, cue);
}

// "Called X so and so": what was called what.
bool SpeechPass::assessment(uint32_t verb, uint32_t number) {
  const Sentence s = doc_.sentences[number];
  if (!doc_.morphs[verb].finite()) return false;
  bool object = false, as_what = false;
  for (const uint32_t child : children_[verb]) {
    const Morph& m = doc_.morphs[child];
    object |= doc_.arcs[child].relation == Relation::kObj || (m.nominal() && m.gcase == Case::kAcc);
    as_what |= m.gcase == Case::kIns || f_.as_.contains(doc_.lowers[child]);
  }
  for (uint32_t t = verb + 1; t < s.end && t <= verb + 8 && !as_what; ++t)
    as_what = doc_.morphs[t].gcase == Case::kIns;
  if (!object || !as_what) return false;
  Cue cue = cue_at(verb);
  if (!cue.source.named() || medium(cue.source.entity)) return false;
  const bool subject = std::any_of(children_[verb].begin(), children_[verb].end(), [&](uint32_t c) {
    return doc_.arcs[c].relation == Relation::kNsubj;
  });
  if (!subject && doc_.morphs[verb].number == Number::kPlur) return false;  // "what they call X"
  const uint32_t end = clause_end(verb + 1, s, verb), begin = verb + 1;
  if (begin < end)
    add({doc_.tokens[begin].span.begin, doc_.tokens[end - 1].span.end}, QuoteKind::kIndirect, cue,
        number, 0.75F);
  told(number, cue);
  return true;
}

// The words of a phrase: its head with all below it.
Sentence SpeechPass::below(uint32_t token) const {
  Sentence range{token, token + 1};
  std::vector<uint32_t> open = {token};
  while (!open.empty()) {
    const uint32_t at = open.back();
    open.pop_back();
    range = {std::min(range.begin, at), std::max(range.end, at + 1)};
    open.insert(open.end(), children_[at].begin(), children_[at].end());
  }
  return range;
}

// "Did not say that" tells nothing; "did not rule out that" does, "ruled out that" does not.
bool SpeechPass::unsaid(uint32_t verb) const {
  const bool negated =
      std::any_of(children_[verb].begin(), children_[verb].end(), [&](uint32_t child) {
        return child < verb && doc_.morphs[child].polarity == Polarity::kNeg &&
               doc_.morphs[child].upos == Upos::kPart;
      });
  return negated != f_.doubted_.contains(doc_.lemmas[verb]);
}

// "Spoke of a new treaty", "stressed the importance of talks", "called to stop", "accused of
// theft": what is spoken of, without the one to whom it is said.
bool SpeechPass::topic(uint32_t verb, uint32_t number) {
  const Sentence s = doc_.sentences[number];
  const Morph& m = doc_.morphs[verb];
  if (!m.finite() && m.verb_form != VerbForm::kConv) return false;
  for (const Quote& quote : a_.quotes)
    if (quote.cue_span == doc_.tokens[verb].span) return false;
  const unsigned frames = frames_of(verb);
  for (const uint32_t child : children_[verb]) {
    if (inside_[child] != 0 && inside_[verb] == 0) continue;
    const Relation r = doc_.arcs[child].relation;
    uint32_t preposition = kNoToken;
    for (const uint32_t c : children_[child])
      if (doc_.arcs[c].relation == Relation::kCase) preposition = std::min(preposition, c);
    const auto behind = [&](const std::set<std::string, std::less<>>& words) {
      return preposition != kNoToken && words.contains(doc_.lowers[preposition]);
    };
    const bool noun = doc_.morphs[child].nominal();
    const bool asked = (frames & SpeechFinder::kInfinitive) != 0 && child > verb &&
                       doc_.morphs[child].verb_form == VerbForm::kInf &&
                       (r == Relation::kXcomp || r == Relation::kCcomp || r == Relation::kObj ||
                        r == Relation::kAdvcl || r == Relation::kCsubj);
    const bool spoken = noun && (frames & SpeechFinder::kAbout) != 0 && behind(f_.about_) &&
                        !f_.this_.contains(doc_.lowers[child]);
    const bool blamed = noun && (frames & SpeechFinder::kIn) != 0 && child > verb &&
                        behind(f_.in_) && doc_.morphs[child].gcase == Case::kLoc;
    const bool thanked =
        noun && (frames & SpeechFinder::kFor) != 0 && child > verb && behind(f_.for_);
    const bool stressed = noun && (frames & SpeechFinder::kObject) != 0 && child > verb &&
                          preposition == kNoToken && r == Relation::kObj &&
                          doc_.morphs[child].animacy != Animacy::kAnim &&
                          !f_.feasts_.contains(doc_.lemmas[child]);
    if (!asked && !spoken && !blamed && !thanked && !stressed) continue;
    const Sentence phrase = below(child);
    uint32_t begin = std::max(phrase.begin, s.begin);
    if (child > verb) begin = std::max(begin, verb + 1);
    if (preposition != kNoToken && preposition + 1 > begin && preposition < child)
      begin = preposition + 1;
    uint32_t end = std::min(phrase.end, child > verb ? clause_end(begin, s, verb) : verb);
    while (end > begin && doc_.tokens[end - 1].kind == TokenKind::kPunct && inside_[end - 1] == 0)
      --end;
    if (begin >= end) continue;
    Cue cue = cue_at(verb);
    if (!cue.source.named() || medium(cue.source.entity)) return false;
    add(tokens_span(begin, end), QuoteKind::kIndirect, cue, number, 0.65F);
    told(number, cue);
    return true;
  }
  return false;
}

// "X told about this": the sentence above is X's.
bool SpeechPass::back_reference(uint32_t verb, uint32_t number) {
  const Sentence s = doc_.sentences[number];
  if (number == 0 || s.begin + 2 >= s.end || !f_.about_.contains(doc_.lowers[s.begin]) ||
      !f_.this_.contains(doc_.lowers[s.begin + 1]) || verb > s.begin + kSpeechReach)
    return false;
  Cue cue = cue_at(verb);
  if (!cue.source.known()) return false;
  const Sentence above = doc_.sentences[number - 1];
  const Span span = tokens_span(above.begin, above.end);
  const bool taken = std::any_of(a_.quotes.begin(), a_.quotes.end(),
                                 [&](const Quote& quote) { return quote.span.overlaps(span); });
  const Span title = a_.headline.title;
  if (!taken && has_finite(above) && !(title.contains(span) && !title.empty())) {
    const uint32_t end = clause_end(above.begin, above);
    if (above.begin < end)
      add(tokens_span(above.begin, end), QuoteKind::kIndirect, cue, number, 0.6F);
  }
  told(number, cue);
  return true;
}

}  // namespace letopis::extract
