// What is told by the layout of lines: "X: …", the lines behind a colon, the items of a list of
// somebody's statements.
#include <algorithm>

#include "extract/speech_pass.h"

namespace letopis::extract {

using std::string_view;

namespace {
constexpr uint32_t kNameTokens = 12;  // before the colon of "X: …"
constexpr uint32_t kSignature = 6;    // tokens of the speaker at the end of a line
constexpr uint32_t kListLines = 60;   // a longer list has lost its speaker
}  // namespace

bool SpeechPass::opens_line(uint32_t t) const {
  if (t == 0) return true;
  const Span gap{doc_.tokens[t - 1].span.end, doc_.tokens[t].span.begin};
  return gap.of(doc_.text()).find('\n') != string_view::npos;
}

// Whether the line of a sentence is an item of a list.
bool SpeechPass::bullet(uint32_t number) const {
  for (uint32_t t = doc_.sentences[number].begin;; --t) {
    if (opens_line(t)) return f_.bullets_.contains(doc_.lowers[t]);
    if (t == 0) return false;
  }
}

// Who is going to speak in the lines below: the subject of a cue in a sentence that ends with a
// colon, or the only one whom it names beside words of speech ("From X's statement:").
SpeechPass::Source SpeechPass::announced(uint32_t number) const {
  const Sentence s = doc_.sentences[number];
  if (number < tellers_.size() && !tellers_[number].empty() &&
      tellers_[number].back().source.named() && !medium(tellers_[number].back().source.entity))
    return tellers_[number].back().source;
  bool speech = false;
  std::vector<uint32_t> people;
  for (uint32_t t = s.begin; t < s.end; ++t) {
    if (frames_of(t) != 0 && doc_.morphs[t].finite()) {
      const Source source = subject_of(t);
      if (source.named() && !medium(source.entity)) return source;
      speech = true;
    }
    speech |= f_.papers_.contains(doc_.lemmas[t]) || f_.relay_notes_.contains(doc_.lemmas[t]) ||
              f_.podiums_.contains(doc_.lemmas[t]);
    const Mention* mention = index_.best(t);
    if (mention == nullptr || mention->entities.size() != 1 ||
        a_.entities[mention->entities[0]].kind != EntityKind::kPerson)
      continue;
    if (std::find(people.begin(), people.end(), mention->entities[0]) == people.end())
      people.push_back(mention->entities[0]);
  }
  if (speech && people.empty() && number > 0)  // "X met the press. The main points:"
    for (const Mention& mention : a_.mentions) {
      const Sentence above = doc_.sentences[number - 1];
      if (!tokens_span(above.begin, above.end).contains(mention.span) ||
          mention.entities.size() != 1 ||
          a_.entities[mention.entities[0]].kind != EntityKind::kPerson)
        continue;
      if (std::find(people.begin(), people.end(), mention.entities[0]) == people.end())
        people.push_back(mention.entities[0]);
    }
  return speech && people.size() == 1 ? of_entity(people[0]) : Source{};
}

// One sentence of a line that somebody says, unless it tells itself whose it is.
void SpeechPass::item(uint32_t number, const Cue& cue) {
  const Sentence s = doc_.sentences[number];
  uint32_t begin = s.begin;
  while (begin < s.end && doc_.tokens[begin].kind == TokenKind::kPunct && inside_[begin] == 0)
    ++begin;
  const uint32_t end = clause_end(begin, s);
  if (begin >= end) return;
  const Span span = tokens_span(begin, end);
  for (const Quote& quote : a_.quotes)
    if (quote.span.overlaps(span)) return;
  add(span, QuoteKind::kIndirect, cue, number, 0.6F);
}

// "… - X": a line that ends with a dash and the speaker.
void SpeechPass::signed_line(uint32_t number) {
  const Sentence s = doc_.sentences[number];
  if (!opens_line(s.begin) || (s.end < doc_.size() && !opens_line(s.end))) return;
  uint32_t end = s.end;
  while (end > s.begin && doc_.tokens[end - 1].kind == TokenKind::kPunct) --end;
  uint32_t dash = end;
  while (dash > s.begin && end - dash < kSignature && !is_dash(doc_.surface(dash - 1))) --dash;
  if (dash <= s.begin + 3 || dash == end || !is_dash(doc_.surface(dash - 1))) return;
  // The first word behind the dash is the speaker's, and none of the words is a verb.
  uint32_t speaker = kNoEntity;
  for (uint32_t t = dash; t < end; ++t) {
    if (doc_.morphs[t].verbal() || inside_[t] != 0) return;
    if (speaker != kNoEntity || doc_.morphs[t].gcase == Case::kGen) continue;
    const Mention* mention = index_.best(t);
    if (mention != nullptr && mention->entities.size() == 1 &&
        mention->span.begin <= doc_.tokens[dash].span.begin)
      speaker = mention->entities[0];
  }
  uint32_t begin = s.begin, stop = dash - 1;
  while (begin < stop && doc_.tokens[begin].kind == TokenKind::kPunct && inside_[begin] == 0)
    ++begin;
  while (stop > begin && doc_.tokens[stop - 1].kind == TokenKind::kPunct && inside_[stop - 1] == 0)
    --stop;
  if (speaker == kNoEntity || begin >= stop || !has_finite({begin, stop})) return;
  const EntityKind kind = a_.entities[speaker].kind;
  if (kind == EntityKind::kPlace || kind == EntityKind::kState) return;
  const Span span = tokens_span(begin, stop);
  for (const Quote& quote : a_.quotes)
    if (quote.span.overlaps(span)) return;
  Cue cue;
  cue.source = of_entity(speaker);
  add(span, QuoteKind::kIndirect, cue, number, 0.6F);
}

void SpeechPass::lists() {
  for (uint32_t number = 0; number < doc_.sentences.size(); ++number) signed_line(number);
  Source speaker;
  uint32_t lines = 0;
  for (uint32_t number = 0; number < doc_.sentences.size(); ++number) {
    const Sentence s = doc_.sentences[number];
    const bool more = number + 1 < doc_.sentences.size();
    uint32_t last = s.end;
    while (last > s.begin && doc_.surface(last - 1) != ":" &&
           doc_.tokens[last - 1].kind == TokenKind::kPunct && inside_[last - 1] == 0)
      --last;
    const bool colon = last > s.begin && doc_.surface(last - 1) == ":";
    const Sentence next = more ? doc_.sentences[number + 1] : Sentence{s.end, s.end};
    if (colon && more && opens_line(next.begin)) {
      const Source found = announced(number);
      if (found.named()) {
        speaker = found;
        lines = 0;
      }
      if (!found.named() || bullet(number + 1) || inside_[next.begin] != 0) continue;
      // "X said:" and a line without marks: every sentence of that line.
      Cue cue;
      for (uint32_t t = s.begin; t < s.end; ++t)
        if (frames_of(t) != 0 && doc_.morphs[t].finite()) cue = cue_at(t);
      cue.source = found;
      for (uint32_t n = number + 1; n < doc_.sentences.size(); ++n) {
        if (n > number + 1 && opens_line(doc_.sentences[n].begin)) break;
        item(n, cue);
        cue = {};
        cue.source = found;
      }
      continue;
    }
    // "X: …" and then his other points.
    if (const auto said = colons_.find(number);
        said != colons_.end() && more && bullet(number + 1) && !bullet(number)) {
      speaker = said->second;
      lines = 0;
      continue;
    }
    if (!speaker.named()) continue;
    if (bullet(number)) {
      if (++lines > kListLines) speaker = {};
      Cue cue;
      cue.source = speaker;
      if (speaker.named()) item(number, cue);
    } else if (opens_line(s.begin) && !colon && !(more && bullet(number + 1))) {
      speaker = {};  // the text goes on
    }
  }
}

// "X: …", "X in an interview with Y: …": a line that begins with nothing but the speaker.
bool SpeechPass::colon_name(uint32_t number, uint32_t& colon, uint32_t& name) const {
  const Sentence s = doc_.sentences[number];
  uint32_t begin = s.begin;
  while (begin < s.end && doc_.tokens[begin].kind == TokenKind::kPunct) ++begin;
  colon = begin;
  while (colon < s.end && colon < begin + kNameTokens && doc_.surface(colon) != ":") {
    if (predicate(colon) || inside_[colon] != 0) return false;
    ++colon;
  }
  if (colon >= s.end || doc_.surface(colon) != ":" || colon == begin || colon + 2 >= s.end)
    return false;
  name = kNoToken;
  for (uint32_t t = begin; t < colon && name == kNoToken; ++t)
    if (doc_.arcs[t].head == kNoToken || doc_.arcs[t].head < begin || doc_.arcs[t].head >= colon)
      name = t;
  if (name == kNoToken || !doc_.morphs[name].nominal()) return false;
  const Case gcase = doc_.morphs[name].gcase;
  if (gcase != Case::kNom && doc_.morphs[name].upos != Upos::kPropn) return false;
  // Everything else describes the speaker, or says to whom it was said.
  for (uint32_t t = begin; t < colon; ++t)
    if (t != name && doc_.arcs[t].head == name && f_.in_.contains(doc_.lowers[t])) return false;
  for (const uint32_t child : children_[name]) {
    if (child >= colon || doc_.tokens[child].kind == TokenKind::kPunct) continue;
    bool preposition = false, carried = f_.carriers_.contains(doc_.lemmas[child]);
    for (const uint32_t c : children_[child])
      preposition |= doc_.arcs[c].relation == Relation::kCase;
    if (preposition && !carried) return false;
  }
  return true;
}

void SpeechPass::headline() {
  const Span title = a_.headline.title;
  for (uint32_t number = 0; number < doc_.sentences.size(); ++number) {
    const Sentence s = doc_.sentences[number];
    if (!opens_line(s.begin)) continue;
    uint32_t colon = 0, name = 0;
    if (!colon_name(number, colon, name)) continue;
    const bool over = !title.empty() && title.contains(tokens_span(s.begin, s.end));
    Cue cue;
    cue.token = colon;
    cue.words = std::string(doc_.surface(colon));
    cue.span = doc_.tokens[colon].span;
    cue.source = of_entity(entity_at(name));
    if (cue.source.entity == kNoEntity ||
        a_.entities[cue.source.entity].kind != EntityKind::kPerson)
      for (const uint32_t child : children_[name])  // "political scientist X"
        if (child < colon && (doc_.arcs[child].relation == Relation::kAppos ||
                              doc_.arcs[child].relation == Relation::kFlatName))
          if (const uint32_t other = entity_at(child);
              other != kNoEntity && a_.entities[other].kind == EntityKind::kPerson)
            cue.source = of_entity(other);
    const auto speaks = [&](uint32_t entity) {
      const EntityKind kind = a_.entities[entity].kind;
      return kind == EntityKind::kPerson || kind == EntityKind::kMedium ||
             (kind == EntityKind::kOrg && index_.best(name) != nullptr);
    };
    if (cue.source.entity != kNoEntity && !speaks(cue.source.entity)) cue.source = {};
    const bool outlets =
        f_.bodies_.contains(doc_.lemmas[name]) && doc_.morphs[name].number == Number::kPlur;
    if (cue.source.entity == kNoEntity && over && f_.roles_.contains(doc_.lemmas[name])) {
      // "Expert: …": the one whom the article then quotes.
      for (const Quote& quote : a_.quotes)
        if (quote.kind == QuoteKind::kDirect && quote.speaker != kNoEntity &&
            a_.entities[quote.speaker].kind == EntityKind::kPerson) {
          cue.source = of_entity(quote.speaker);
          break;
        }
    }
    if (!cue.source.named() && over && (f_.roles_.contains(doc_.lemmas[name]) || outlets))
      cue.source = described(name);
    if (!cue.source.named() || inside_[colon + 1] != 0) continue;
    const Span said = tokens_span(colon + 1, s.end);
    const bool taken = std::any_of(a_.quotes.begin(), a_.quotes.end(), [&](const Quote& quote) {
      return quote.kind == QuoteKind::kDirect && quote.span.overlaps(said);
    });
    if (taken) continue;
    const uint32_t end = clause_end(colon + 1, s);
    if (colon + 1 < end) add(tokens_span(colon + 1, end), QuoteKind::kIndirect, cue, number, 0.7F);
    colons_[number] = cue.source;
  }
}

}  // namespace letopis::extract
