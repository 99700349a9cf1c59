// Words between quotation marks: direct speech with its tag, fragments, names that are no speech.
#include <algorithm>

#include "base/unicode.h"
#include "extract/speech_pass.h"

namespace letopis::extract {

using std::string_view;

namespace {
constexpr uint32_t kTagReach = 4;        // tokens from the dash to the verb of a tag
constexpr uint32_t kTagWords = 24;       // tokens of a tag inside the marks
constexpr uint32_t kBetweenBytes = 160;  // of the tag between two halves of a saying
}  // namespace

// A tag inside the marks ("We agree, - said X. - There is time.") stands apart from what is said,
// so that its verb is found; the quote itself is one, from mark to mark (pair()).
void SpeechPass::split_tags() {
  std::vector<QuotePair> pieces;
  for (const QuotePair& pair : pairs_) {
    const Sentence inner = index_.tokens(pair.inner);
    QuotePair rest = pair;
    bool goes_on = false;
    uint32_t begin = inner.begin;
    for (uint32_t t = begin + 2; t + 1 < inner.end; ++t) {
      if (!is_dash(doc_.surface(t)) || doc_.tokens[t - 1].kind != TokenKind::kPunct ||
          t < begin + 2)
        continue;
      uint32_t verb = kNoToken;
      for (uint32_t u = t + 1; u < inner.end && u <= t + kTagReach; ++u) {
        if (doc_.morphs[u].finite()) {
          if ((frames_of(u) & SpeechFinder::kQuote) != 0) verb = u;
          break;
        }
        if (doc_.tokens[u].kind == TokenKind::kPunct) break;
      }
      if (verb == kNoToken) continue;
      uint32_t end = verb + 1;
      while (end < inner.end && end < t + kTagWords &&
             !(is_dash(doc_.surface(end)) && doc_.tokens[end - 1].kind == TokenKind::kPunct))
        ++end;
      if (end < inner.end && !is_dash(doc_.surface(end))) continue;  // too long for a tag
      const bool comma = doc_.surface(t - 1) == ",";
      const uint32_t stop = doc_.tokens[t - 1].span.begin;
      const Span said{rest.inner.begin, comma ? stop : doc_.tokens[t - 1].span.end};
      pieces.push_back({{rest.outer.begin, stop}, said});
      continues_.push_back(goes_on);
      goes_on = true;
      begin = end + 1;
      rest.outer.begin = rest.inner.begin =
          end + 1 < inner.end ? doc_.tokens[end + 1].span.begin : pair.inner.end;
      t = end;
    }
    if (rest.inner.empty()) continue;
    pieces.push_back(rest);
    continues_.push_back(goes_on);
  }
  pairs_ = std::move(pieces);
}

// "…", - said X, - "…": the second half of one saying.
bool SpeechPass::resumes(size_t number, const Sentence& inner) const {
  const Span before = pairs_[number - 1].outer, here = pairs_[number].outer;
  if (inner.begin < 2 || before.end >= here.begin) return false;
  const Span between{before.end, here.begin};
  if (between.size() > kBetweenBytes || between.of(doc_.text()).find('\n') != string_view::npos)
    return false;
  uint32_t t = token_at(doc_, here.begin);
  return t > 1 && is_dash(doc_.surface(t - 1)) &&
         (doc_.surface(t - 2) == "," || doc_.surface(t - 2) == ".");
}

// A pair of marks: direct speech with its tag, a fragment, or no speech at all.
void SpeechPass::pair(size_t number) {
  const QuotePair& p = pairs_[number];
  const Sentence inner = index_.tokens(p.inner);
  if (inner.begin >= inner.end) return;
  const uint32_t words = inner.end - inner.begin;
  const uint32_t first_sentence = sentence_of(doc_, inner.begin),
                 last_sentence = sentence_of(doc_, inner.end - 1);
  const bool upper = unicode::starts_upper(doc_.surface(inner.begin));
  const bool opens_line = first_in_sentence(inner.begin);

  const bool speech = has_finite(inner) || words > 7;
  if (number > 0 && pair_sources_[number - 1].known() &&
      (continues_[number] || resumes(number, inner))) {
    if (continues_[number] && direct_[number - 1] != 0) {
      direct_[number] = direct_[number - 1];
      pair_sources_[number] = pair_sources_[number - 1];
      Quote& whole = a_.quotes[direct_[number] - 1];
      uint32_t end = p.inner.end;
      while (end > whole.span.end && doc_.text()[end - 1] == ' ') --end;
      whole.span.end = end;
      return;
    }
    Cue same;  // "…, - said X. - …"
    same.source = pair_sources_[number] = pair_sources_[number - 1];
    add(p.inner, QuoteKind::kDirect, same, last_sentence, 0.9F);
    return;
  }
  Cue cue;
  if (opens_line || upper) cue = tag_after(inner, last_sentence);
  if (cue.token == kNoToken) cue = colon_before(inner, first_sentence);
  if (cue.token != kNoToken && cue.source.known() && (speech || (upper && words >= 2))) {
    pair_sources_[number] = cue.source;
    add(p.inner, QuoteKind::kDirect, cue, last_sentence, 0.95F);
    direct_[number] = a_.quotes.size();
    told(last_sentence, cue);
    return;
  }
  // Signed: the next line is a dash and a name.
  if (opens_line && speech) {
    if (const uint32_t signer = signature(inner.end); signer != kNoEntity) {
      Cue signed_by;
      signed_by.source.entity = signer;
      add(p.inner, QuoteKind::kDirect, signed_by, last_sentence, 0.95F);
      return;
    }
  }
  // Inside an indirect quote or beside a cue of its sentence: a fragment, unless it is a name or
  // a term.
  if (named(p, inner) && words <= kTitleWords * 2) return;
  const Quote* around = nullptr;  // the innermost
  for (const Quote& quote : a_.quotes)
    if (quote.kind == QuoteKind::kIndirect && quote.span.contains(p.inner) &&
        (around == nullptr || quote.span.size() < around->span.size()))
      around = &quote;
  if (around != nullptr) {
    if (upper && words <= kTitleWords) return;
    Cue same;
    same.source = {around->speaker, around->speaker_text, around->speaker_span, true, kNoEntity};
    same.words = around->cue;
    same.span = around->cue_span;
    add(p.inner, QuoteKind::kFragment, same, first_sentence, 0.85F);
    return;
  }
  if (opens_line && upper && speech && words > 4) {  // a quote without a tag of its own
    untagged_.push_back(number);
    return;
  }
  if (words < 2 || (upper && words <= kTitleWords)) return;
  const Sentence s = doc_.sentences[first_sentence];
  for (uint32_t t = inner.begin; t-- > s.begin && t + kSpeechReach >= inner.begin;) {
    if (inside_[t] != 0 || frames_of(t) == 0) continue;
    const bool goes_on = std::any_of(children_[t].begin(), children_[t].end(), [&](uint32_t c) {
      return doc_.morphs[c].verb_form == VerbForm::kInf && c < t + 3;  // "go on to check"
    });
    if (goes_on && (frames_of(t) & SpeechFinder::kInfinitive) == 0) continue;
    const Cue by = cue_at(t);
    if (!by.source.named()) break;
    add(p.inner, QuoteKind::kFragment, by, first_sentence, 0.75F);
    return;
  }
  if (speech && words > 4) {
    Cue after = tag_after(inner, last_sentence);
    if (after.token != kNoToken && after.source.known())
      add(p.inner, QuoteKind::kDirect, after, last_sentence, 0.8F);
  }
}

bool SpeechPass::first_in_sentence(uint32_t t) const {
  const Sentence s = doc_.sentences[sentence_of(doc_, t)];
  while (t > s.begin && doc_.tokens[t - 1].kind == TokenKind::kPunct) --t;
  return t == s.begin;
}

// A cue verb behind the closing mark, with nothing but marks and adverbials between.
SpeechPass::Cue SpeechPass::tag_after(const Sentence& inner, uint32_t sentence_number) const {
  uint32_t t = inner.end;
  uint32_t limit = doc_.sentences[sentence_number].end;
  if (t < doc_.size() &&
      t >= limit) {  // the closing mark ended the sentence: the tag may be the next one
    const uint32_t next = sentence_of(doc_, t);
    if (doc_.tokens[t].kind != TokenKind::kPunct && !is_dash(doc_.surface(t))) return {};
    limit = doc_.sentences[next].end;
  }
  bool separated = false;
  while (t < limit && doc_.tokens[t].kind == TokenKind::kPunct) {
    separated |= doc_.surface(t) == "," || is_dash(doc_.surface(t));
    ++t;
  }
  if (!separated) return {};
  for (uint32_t n = 0; t < limit && n < kSpeechReach; ++t, ++n) {
    if (inside_[t] != 0) break;
    if (frames_of(t) != 0 && predicate(t)) {
      Cue cue = cue_at(t);
      const bool outlet =
          medium(cue.source.entity) ||
          (cue.frames & (SpeechFinder::kRelay | SpeechFinder::kThat)) == SpeechFinder::kRelay;
      if (outlet) {  // "reports the agency the words of X": the person whose words they are
        if (const Source origin = referred_to(doc_.sentences[sentence_of(doc_, t)]);
            origin.named() && !medium(origin.entity)) {
          cue.source = origin;
          return cue;
        }
        for (const uint32_t child : children_[t])  // "cites the words of X", "cites a report"
          if (doc_.arcs[child].relation == Relation::kObj && inside_[child] == 0)
            if (const Source owner = owner_of(child); owner.named() && !medium(owner.entity)) {
              cue.source = owner;
              return cue;
            }
        for (uint32_t u = t + 1; u < limit && u <= t + kSpeechReach; ++u) {
          const uint32_t e = entity_at(u);
          if (e != kNoEntity && a_.entities[e].kind == EntityKind::kPerson) {
            cue.source.entity = e;
            break;
          }
        }
      }
      return cue;
    }
    if (doc_.morphs[t].finite() || ends_sentence(doc_.surface(t))) break;
  }
  return {};
}

// "X skazal: «…»"
SpeechPass::Cue SpeechPass::colon_before(const Sentence& inner, uint32_t sentence_number) const {
  const Sentence s = doc_.sentences[sentence_number];
  uint32_t t = inner.begin;
  while (t > s.begin && doc_.tokens[t - 1].kind == TokenKind::kPunct && doc_.surface(t - 1) != ":")
    --t;
  uint32_t begin = s.begin, colon = kNoToken;
  if (t > s.begin && doc_.surface(t - 1) == ":") {
    colon = t - 1;
  } else if (t == s.begin && sentence_number > 0) {
    const Sentence above = doc_.sentences[sentence_number - 1];
    if (doc_.surface(above.end - 1) == ":") {
      colon = above.end - 1;
      begin = above.begin;
    }
  }
  if (colon == kNoToken) return {};
  // Farther back a cue is another quote's, and each quote of an endless sentence would walk it all.
  constexpr uint32_t kFarthest = 256;  // tokens
  begin = std::max(begin, colon - std::min(colon, kFarthest));
  for (uint32_t u = colon; u-- > begin;)
    if (inside_[u] == 0 && frames_of(u) != 0) return cue_at(u);
  for (uint32_t u = colon; u-- > begin;)
    if (const Cue phrase = source_phrase(u); phrase.token != kNoToken) return phrase;
  return {};
}

// "- Name Surname" as a line of its own within two sentences behind the quote.
uint32_t SpeechPass::signature(uint32_t end) const {
  if (end == 0) return kNoEntity;
  const uint32_t last = sentence_of(doc_, end - 1);
  for (uint32_t s = last + 1; s < doc_.sentences.size() && s <= last + 2; ++s) {
    const Sentence line = doc_.sentences[s];
    if (line.end - line.begin < 2 || line.end - line.begin > 5 ||
        !is_dash(doc_.surface(line.begin)))
      continue;
    const uint32_t entity = entity_at(line.begin + 1);
    if (entity != kNoEntity && a_.entities[entity].kind == EntityKind::kPerson) return entity;
  }
  return kNoEntity;
}

// Whether a quoted piece is the name of something: a mention fills it or the noun before it is
// named by it.
bool SpeechPass::named(const QuotePair& p, const Sentence& inner) const {
  for (const uint32_t m : index_.covering(inner.begin)) {
    const Mention& mention = a_.mentions[m];
    if (mention.form == MentionForm::kName && mention.span.begin <= p.inner.begin &&
        mention.span.end >= p.inner.end)
      return true;
  }
  return unicode::starts_upper(doc_.surface(inner.begin)) &&
         inner.end - inner.begin <= kTitleWords && !has_finite(inner);
}

}  // namespace letopis::extract
