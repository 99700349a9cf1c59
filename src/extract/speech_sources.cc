// Whose words: from a cue to the one who speaks, by name, by what stands for a name, or unnamed.
#include <algorithm>

#include "base/unicode.h"
#include "extract/speech_pass.h"

namespace letopis::extract {

using std::string_view;

namespace {

constexpr uint32_t kTellerBack = 3;        // sentences that "he" and "the expert" look back
constexpr uint32_t kAuthorBack = 3;        // sentences that "the document" looks back
constexpr uint32_t kBodyBack = 5;          // sentences that "the agency" looks back
constexpr uint32_t kPhraseBytes = 200;     // a longer description names nobody
constexpr uint32_t kSubjectReach = 20;     // tokens from a verb to a subject behind it
constexpr uint32_t kInstitutionReach = 5;  // tokens to "in the ministry" beside "said"

// The last word of what a source is called: names and attributes, no clauses.
bool describes(Relation r) {
  return r == Relation::kAmod || r == Relation::kNmod || r == Relation::kAppos ||
         r == Relation::kFlat || r == Relation::kFlatName || r == Relation::kNummod ||
         r == Relation::kNummodGov || r == Relation::kCase;
}

}  // namespace

SpeechPass::Source SpeechPass::of_entity(uint32_t entity) {
  Source source;
  source.entity = entity;
  return source;
}

// A full participle describes; a short one ("it was announced") tells, where it has no subject to
// agree with; who speaks of "us" is the author.
unsigned SpeechPass::frames_of(uint32_t t) const {
  const Morph& m = doc_.morphs[t];
  const bool shortened = m.variant == Variant::kShort;
  if (!m.verbal() && !shortened) return 0;
  if (m.participle() && (!shortened || m.gender != Gender::kNeut)) return 0;
  if (m.person == Person::k1 || m.person == Person::k2) return 0;
  const auto found = f_.cues_.find(doc_.lemmas[t]);
  return found == f_.cues_.end() ? 0 : found->second;
}

bool SpeechPass::predicate(uint32_t t) const {
  return doc_.morphs[t].finite() || doc_.morphs[t].variant == Variant::kShort;
}

bool SpeechPass::impersonal(uint32_t t) const {
  return (frames_of(t) & SpeechFinder::kImpersonal) != 0 || doc_.morphs[t].participle();
}

bool SpeechPass::medium(uint32_t entity) const {
  return entity != kNoEntity && a_.entities[entity].kind == EntityKind::kMedium;
}

// The entity that a nominal token stands for: of the mention headed by it, else the smallest one
// that covers it.
uint32_t SpeechPass::entity_at(uint32_t t) const {
  if (const Mention* mention = index_.best(t)) return mention->entities.front();
  const auto covering = index_.covering(t);
  for (size_t i = covering.size(); i-- > 0;)
    if (const Mention& m = a_.mentions[covering[i]];
        !m.entities.empty() && m.form != MentionForm::kAdjective)
      return m.entities.front();
  return kNoEntity;
}

// A source without a name: the noun with its attributes, as written; "a source in the ministry"
// says more than "a source".
SpeechPass::Source SpeechPass::described(uint32_t t) const {
  Sentence range{t, t + 1};
  std::vector<uint32_t> open = {t};
  while (!open.empty()) {
    const uint32_t at = open.back();
    open.pop_back();
    range = {std::min(range.begin, at), std::max(range.end, at + 1)};
    for (const uint32_t child : children_[at])
      if (describes(doc_.arcs[child].relation) && !doc_.morphs[child].verbal() &&
          !(at == t && doc_.arcs[child].relation == Relation::kCase))
        open.push_back(child);
  }
  Source source;
  source.span = tokens_span(range.begin, range.end);
  if (source.span.size() > kPhraseBytes ||
      source.span.of(doc_.text()).find('\n') != string_view::npos)
    source.span = doc_.tokens[t].span;
  source.text = std::string(source.span.of(doc_.text()));
  return source;
}

// A bare noun that takes up a speaker ("the expert", "the diplomat"): of nobody in particular.
bool SpeechPass::anaphor(uint32_t t) const {
  const Morph& m = doc_.morphs[t];
  if (m.number == Number::kPlur) return false;
  // "The playwright", of whom the text has just told; "a doctor" is anybody.
  if (m.upos == Upos::kNoun && m.animacy == Animacy::kAnim && lone(t) &&
      !f_.anonymous_.contains(doc_.lemmas[t]))
    return true;
  if (!f_.roles_.contains(doc_.lemmas[t])) return false;
  return std::none_of(children_[t].begin(), children_[t].end(), [&](uint32_t child) {
    const Relation r = doc_.arcs[child].relation;
    // "The agency's interlocutor" is whoever speaks to it.
    const bool outlet = r == Relation::kNmod &&
                        (f_.outlets_.contains(doc_.lemmas[child]) || medium(entity_at(child)));
    return (r == Relation::kNmod && !outlet) || r == Relation::kAppos || r == Relation::kFlatName;
  });
}

// The person of whom the sentence before told, or this one so far.
SpeechPass::Source SpeechPass::last_subject(uint32_t t) const {
  if (f_.anonymous_.contains(doc_.lemmas[t])) return {};
  const uint32_t number = sentence_of(doc_, t);
  for (uint32_t s = number + 1; s-- > 0 && s + 1 >= number;) {
    const Sentence range = doc_.sentences[s];
    for (uint32_t u = range.begin; u < std::min(range.end, t); ++u) {
      const Relation r = doc_.arcs[u].relation;
      if (r != Relation::kNsubj && r != Relation::kNsubjPass) continue;
      if (const uint32_t entity = entity_at(u);
          entity != kNoEntity && a_.entities[entity].kind == EntityKind::kPerson)
        return of_entity(entity);
    }
    if (s == 0) break;
  }
  return {};
}

// "The agency", "the ministry": the outlet or body named last before it, where it stands alone.
SpeechPass::Source SpeechPass::taken_up(uint32_t t) const {
  const bool outlet = f_.outlets_.contains(doc_.lemmas[t]);
  const bool office = f_.offices_.contains(doc_.lemmas[t]);
  if ((!outlet && !office && !f_.bodies_.contains(doc_.lemmas[t])) ||
      doc_.morphs[t].number == Number::kPlur)
    return {};
  for (const uint32_t child : children_[t]) {
    const Relation r = doc_.arcs[child].relation;
    if (r == Relation::kNmod || r == Relation::kAmod || r == Relation::kAppos ||
        r == Relation::kFlatName)
      return {};
  }
  const uint32_t number = sentence_of(doc_, t);
  const uint32_t first = doc_.sentences[number > kBodyBack ? number - kBodyBack : 0].begin;
  for (uint32_t u = t; u-- > first;) {
    const Mention* mention = index_.best(u);
    if (mention == nullptr || mention->entities.size() != 1) continue;
    const EntityKind kind = a_.entities[mention->entities[0]].kind;
    if (!outlet && !office && doc_.lemmas[u] != doc_.lemmas[t]) continue;
    if (kind == (outlet ? EntityKind::kMedium : EntityKind::kOrg)) {
      Source source;
      source.entity = mention->entities[0];
      return source;
    }
  }
  return {};
}

// Who spoke last before a token, unless the forms of the verbs say that it is somebody else.
SpeechPass::Source SpeechPass::before(uint32_t t) const {
  const Morph& here = doc_.morphs[t];
  const uint32_t number = sentence_of(doc_, t);
  for (uint32_t s = number + 1; s-- > 0 && s + kTellerBack >= number;) {
    if (s >= tellers_.size()) continue;
    for (size_t i = tellers_[s].size(); i-- > 0;) {
      const Cue& cue = tellers_[s][i];
      if (!cue.source.named() || medium(cue.source.entity)) continue;
      if (cue.token != kNoToken) {
        if (cue.token >= t) continue;
        const Morph& verb = doc_.morphs[cue.token];
        if (verb.verbal() && verb.gender != Gender::kNone && here.gender != Gender::kNone &&
            here.gender != verb.gender && here.upos != Upos::kNoun)
          return {};
        if (verb.verbal() && (here.number == Number::kPlur) != (verb.number == Number::kPlur) &&
            verb.number != Number::kNone)
          return {};
      }
      return cue.source;
    }
  }
  return {};
}

SpeechPass::Source SpeechPass::source_at(uint32_t t) const {
  Source source;
  if (doc_.morphs[t].upos == Upos::kPron || doc_.morphs[t].upos == Upos::kDet) {
    // "…, who said": the noun that the clause describes.
    const uint32_t verb = doc_.arcs[t].head;
    if (f_.relatives_.contains(doc_.lemmas[t])) {
      if (verb != kNoToken && doc_.arcs[verb].relation == Relation::kAclRelcl &&
          doc_.arcs[verb].head != kNoToken && doc_.morphs[doc_.arcs[verb].head].nominal())
        return source_at(doc_.arcs[verb].head);
      return {};
    }
    if (!f_.pronouns_.contains(doc_.lemmas[t])) return {};
    source = before(t);
    if (!source.named()) source.entity = entity_at(t);
    source.told = true;
    return source;
  }
  source.entity = entity_at(t);
  if (source.entity != kNoEntity) {
    // A post and a name in apposition are one person: prefer the person over an organisation or
    // state inside the post.
    if (a_.entities[source.entity].kind != EntityKind::kPerson)
      for (const uint32_t child : children_[t])
        if (doc_.arcs[child].relation == Relation::kAppos ||
            doc_.arcs[child].relation == Relation::kFlatName) {
          const uint32_t other = entity_at(child);
          if (other != kNoEntity && a_.entities[other].kind == EntityKind::kPerson)
            source.entity = other;
        }
    return source;
  }
  // "X's friend Y": the apposition is the speaker; a genitive is one only where it agrees.
  for (const bool genitive : {false, true})
    for (const uint32_t child : children_[t]) {
      const Relation r = doc_.arcs[child].relation;
      if (genitive ? r != Relation::kNmod : r != Relation::kAppos && r != Relation::kFlatName)
        continue;
      const uint32_t other = entity_at(child);
      if (other == kNoEntity) continue;
      const bool person = a_.entities[other].kind == EntityKind::kPerson;
      if (genitive ? person && doc_.morphs[child].gcase == doc_.morphs[t].gcase : true) {
        source.entity = other;
        return source;
      }
    }
  if (anaphor(t)) {
    source = before(t);
    if (source.named()) return source;
    if (source = last_subject(t); source.named()) return source;
  }
  if (const Source body = taken_up(t); body.named()) return body;
  if (!doc_.morphs[t].nominal()) {  // "the man set free, X": a name below what is no noun
    for (const uint32_t child : children_[t])
      if (const uint32_t other = entity_at(child); other != kNoEntity &&
                                                   a_.entities[other].kind == EntityKind::kPerson &&
                                                   doc_.morphs[child].gcase == doc_.morphs[t].gcase)
        return of_entity(other);
    // "Those protesting say"
    if (doc_.morphs[t].participle() || doc_.morphs[t].upos == Upos::kAdj) source = described(t);
    return source;
  }
  // Things do not speak, save bodies and papers.
  const bool speaks = doc_.morphs[t].animacy != Animacy::kInan ||
                      doc_.morphs[t].upos == Upos::kPropn || f_.bodies_.contains(doc_.lemmas[t]) ||
                      f_.papers_.contains(doc_.lemmas[t]) || f_.roles_.contains(doc_.lemmas[t]);
  if (speaks) return described(t);
  return source;
}

// Nothing says of whom or of what kind it is.
bool SpeechPass::lone(uint32_t t) const {
  return std::all_of(children_[t].begin(), children_[t].end(), [&](uint32_t child) {
    const Relation r = doc_.arcs[child].relation;
    return r == Relation::kCase || r == Relation::kPunct || r == Relation::kDet;
  });
}

// "Said in the ministry", "the document says": the place is the speaker.
SpeechPass::Source SpeechPass::institution_of(uint32_t verb) const {
  const bool impersonal_verb = impersonal(verb);
  const Sentence s = doc_.sentences[sentence_of(doc_, verb)];
  const uint32_t begin = verb > s.begin + kInstitutionReach ? verb - kInstitutionReach : s.begin;
  const uint32_t end = std::min(s.end, verb + 2 * kInstitutionReach);
  const auto at = [&](uint32_t t) -> Source {
    if (inside_[t] != inside_[verb]) return {};
    if (f_.there_.contains(doc_.lowers[t]) && doc_.arcs[t].head == verb) return before(t);
    if (!doc_.morphs[t].nominal()) return {};
    bool stands_in = false;
    for (const uint32_t child : children_[t])
      stands_in |=
          doc_.arcs[child].relation == Relation::kCase && f_.in_.contains(doc_.lowers[child]);
    const Case gcase = doc_.morphs[t].gcase;
    if (!stands_in || gcase == Case::kAcc || gcase == Case::kNom) return {};
    const uint32_t entity = entity_at(t);
    const bool document = entity != kNoEntity && index_.best(t) != nullptr &&
                          a_.entities[entity].kind == EntityKind::kDocument;
    if (impersonal_verb && (document || f_.papers_.contains(doc_.lemmas[t]))) {
      // Of whom the paper is; a letter goes on with whom the text has just quoted.
      Source author = owner_of(t);
      if ((author.entity == kNoEntity || author.entity == entity) &&
          (f_.letters_.contains(doc_.lemmas[t]) || lone(t))) {
        if (const Source last = before(t); last.named())
          author = last;
        else if (const Source maker = author_before(t); maker.named())
          author = maker;
      }
      if (document && author.entity != entity && author.entity != kNoEntity) author.paper = entity;
      if (author.named()) return author;
    }
    if (entity != kNoEntity && index_.best(t) != nullptr) {
      const EntityKind kind = a_.entities[entity].kind;
      if (kind == EntityKind::kOrg || kind == EntityKind::kMedium || kind == EntityKind::kBloc ||
          (!impersonal_verb && kind == EntityKind::kState))
        return of_entity(entity);
    }
    if (const Source body = taken_up(t); body.named()) return body;
    if (f_.carriers_.contains(doc_.lemmas[t]))  // "on the site of X"
      for (const uint32_t child : children_[t])
        if (child > t && doc_.morphs[child].gcase == Case::kGen)
          if (const uint32_t owner = entity_at(child);
              owner != kNoEntity && a_.entities[owner].kind != EntityKind::kMedium &&
              a_.entities[owner].kind != EntityKind::kPlace)
            return of_entity(owner);
    if (f_.bodies_.contains(doc_.lemmas[t])) return described(t);
    return {};
  };
  for (uint32_t t = verb + 1; t < end; ++t) {
    if (doc_.surface(t) == "," && t + 1 < end &&
        (f_.complementisers_.contains(doc_.lowers[t + 1]) || !impersonal_verb))
      break;
    if (const Source found = at(t); found.named()) return found;
    if (doc_.morphs[t].finite()) break;
  }
  for (uint32_t t = verb; t-- > begin;) {
    if (doc_.surface(t) == "," || doc_.morphs[t].finite()) break;
    if (const Source found = at(t); found.named()) return found;
  }
  return {};
}

bool SpeechPass::agrees(uint32_t verb, uint32_t noun) const {
  const Morph &v = doc_.morphs[verb], &n = doc_.morphs[noun];
  const bool joined = std::any_of(children_[noun].begin(), children_[noun].end(), [&](uint32_t c) {
    return doc_.arcs[c].relation == Relation::kConj;
  });
  if (v.number == Number::kPlur && n.number == Number::kSing && !joined) return false;
  if (v.number == Number::kSing && n.number == Number::kPlur) return false;
  if (v.number == Number::kSing && v.gender != Gender::kNone && n.gender != Gender::kNone &&
      v.gender != n.gender && n.animacy != Animacy::kAnim && n.upos != Upos::kPropn)
    return false;
  return true;
}

// The subject of a cue verb: its own, that of the verb it is joined to; without one, for a plural
// or impersonal verb, the institution beside it; else the nearest nominative after or before it.
SpeechPass::Source SpeechPass::subject_of(uint32_t verb) const {
  const bool impersonal_verb = impersonal(verb);
  if (impersonal_verb) {
    Source source = institution_of(verb);
    source.told = true;
    return source;
  }
  for (uint32_t at = verb, steps = 0; at != kNoToken && steps < 4; ++steps) {
    for (const uint32_t child : children_[at]) {
      const Relation r = doc_.arcs[child].relation;
      if ((r == Relation::kNsubj || r == Relation::kNsubjPass) &&
          (inside_[child] == 0 || inside_[child] == inside_[verb]) && child < verb + kSubjectReach)
        return source_at(child);
    }
    const Relation r = doc_.arcs[at].relation;
    // What is joined beside the speech ("…, said X") has no part in its subject.
    const bool inherits = r == Relation::kConj || r == Relation::kAdvcl || r == Relation::kXcomp ||
                          (r == Relation::kParataxis && doc_.morphs[at].number != Number::kPlur);
    if (!inherits) break;
    at = doc_.arcs[at].head;
    if (at != kNoToken && !doc_.morphs[at].verbal()) break;
  }
  if (doc_.morphs[verb].number == Number::kPlur)
    if (const Source body = institution_of(verb); body.named()) return body;
  const Sentence s = doc_.sentences[sentence_of(doc_, verb)];
  const auto nominative = [&](uint32_t t) {
    const Morph& m = doc_.morphs[t];
    return inside_[t] == 0 && (m.nominal() || m.upos == Upos::kPron) && m.gcase == Case::kNom &&
           agrees(verb, t);
  };
  const auto opens_clause = [&](uint32_t t) {
    return doc_.surface(t) == ":" || f_.complementisers_.contains(doc_.lowers[t]) ||
           f_.relatives_.contains(doc_.lemmas[t]);
  };
  for (uint32_t t = verb + 1; t < s.end && t <= verb + kSpeechReach; ++t) {
    if (doc_.morphs[t].finite() || opens_clause(t)) break;
    if (nominative(t)) return source_at(t);
  }
  for (uint32_t t = verb; t-- > s.begin && t + kSpeechReach >= verb;) {
    if (doc_.morphs[t].finite() || opens_clause(t)) break;
    if (nominative(t)) return source_at(t);
  }
  return {};
}

SpeechPass::Cue SpeechPass::cue_at(uint32_t t) const {
  return {t, frames_of(t), subject_of(t), std::string(doc_.surface(t)), doc_.tokens[t].span};
}

// "According to X": the noun's genitive; the whole phrase is the cue.
SpeechPass::Cue SpeechPass::source_phrase(uint32_t noun) const {
  const auto found = f_.sources_.find(doc_.lemmas[noun]);
  if (found == f_.sources_.end() || noun == 0) return {};
  uint32_t preposition = kNoToken;
  for (uint32_t back = 1; back <= 2 && back <= noun; ++back)
    if (found->second.contains(doc_.lowers[noun - back])) {
      preposition = noun - back;
      break;
    }
  if (preposition == kNoToken || inside_[noun] != 0) return {};
  Cue cue;
  cue.token = noun;
  cue.frames = SpeechFinder::kThat;
  cue.span = hull(doc_.tokens[preposition].span, doc_.tokens[noun].span);
  cue.words = std::string(cue.span.of(doc_.text()));
  const Upos between = doc_.morphs[noun - 1].upos;
  if (noun - preposition == 2 && between != Upos::kDet && between != Upos::kPron &&
      between != Upos::kAdj && !doc_.morphs[noun - 1].participle())
    return {};
  if (noun - preposition == 2 && f_.owners_.contains(doc_.lowers[noun - 1])) {
    cue.source = before(noun - 1);
    if (!cue.source.named()) cue.source.entity = entity_at(noun - 1);
    if (!cue.source.named()) cue.source = last_outlet(noun);  // "by its information"
    cue.source.told = true;
    return cue;
  }
  cue.source.told = true;  // "according to first reports": somebody's
  const Sentence s = doc_.sentences[sentence_of(doc_, noun)];
  const auto dates = [&](uint32_t t) {
    return std::any_of(a_.times.begin(), a_.times.end(), [&](const TimeExpression& time) {
      return time.span.overlaps(doc_.tokens[t].span);
    });
  };
  // "By the words of X", but not "by official data, X …".
  const auto joined = [&](uint32_t child) {
    for (uint32_t t = noun + 1; t < child; ++t)
      if (doc_.surface(t) == "," && inside_[t] == 0) return false;
    return true;
  };
  for (const uint32_t child : children_[noun])
    if (child > noun && joined(child) && doc_.arcs[child].relation != Relation::kParataxis &&
        (doc_.morphs[child].nominal() || doc_.morphs[child].upos == Upos::kPron)) {
      if (dates(child)) return {};
      cue.source = source_at(child);
      return cue;
    }
  for (uint32_t t = noun + 1; t < s.end && t <= noun + 4; ++t) {
    if (doc_.tokens[t].kind == TokenKind::kPunct && inside_[t] == 0) break;
    if (doc_.morphs[t].nominal() || index_.best(t) != nullptr) {
      if (dates(t)) return {};
      cue.source = source_at(t);
      break;
    }
  }
  // "According to the document": of whoever made it.
  if (!cue.source.named() && f_.papers_.contains(doc_.lemmas[noun]))
    if (const Source author = author_before(noun); author.named()) {
      cue.source = author;
      cue.source.told = true;
    }
  return cue;
}

// Of words and papers the one whose they are ("the words of X"), if that is somebody.
SpeechPass::Source SpeechPass::owner_of(uint32_t t) const {
  if (f_.papers_.contains(doc_.lemmas[t]) || f_.relay_notes_.contains(doc_.lemmas[t]))
    for (const uint32_t child : children_[t])
      if (child > t && doc_.morphs[child].nominal() && doc_.morphs[child].gcase == Case::kGen)
        if (const Source owner = source_at(child); owner.named()) return owner;
  return source_at(t);
}

// "By its information": the outlet named last.
SpeechPass::Source SpeechPass::last_outlet(uint32_t t) const {
  const uint32_t number = sentence_of(doc_, t);
  const uint32_t first = doc_.sentences[number > 1 ? number - 1 : 0].begin;
  for (uint32_t u = t; u-- > first;)
    if (const Mention* m = index_.best(u);
        m != nullptr && m->entities.size() == 1 && medium(m->entities[0]))
      return of_entity(m->entities[0]);
  return {};
}

// Who made the paper of which the text goes on to speak: "X signed a decree. The document says …".
SpeechPass::Source SpeechPass::author_before(uint32_t t) const {
  const uint32_t number = sentence_of(doc_, t);
  for (uint32_t s = number; s-- > 0 && s + kAuthorBack >= number;)
    for (uint32_t u = doc_.sentences[s].end; u-- > doc_.sentences[s].begin;) {
      const uint32_t verb = doc_.arcs[u].head;
      if (inside_[u] != 0 || verb == kNoToken || !f_.papers_.contains(doc_.lemmas[u]) ||
          !doc_.morphs[verb].finite())
        continue;
      for (const uint32_t child : children_[verb])
        if (child != u && doc_.arcs[child].relation == Relation::kNsubj)
          if (const Source source = source_at(child);
              source.entity != kNoEntity && !medium(source.entity))
            return source;
    }
  return {};
}

// "With reference to X": whose words an outlet passes on.
SpeechPass::Source SpeechPass::referred_to(const Sentence& s) const {
  for (uint32_t t = s.begin; t + 1 < s.end; ++t) {
    if (inside_[t] != 0 || !f_.references_.contains(doc_.lemmas[t])) continue;
    for (uint32_t u = t + 1; u < s.end && u <= t + 5; ++u)
      if (doc_.morphs[u].nominal() && doc_.morphs[u].gcase != Case::kNom) return owner_of(u);
  }
  return {};
}

// Outlets and agencies that pass on the words of a sentence, nearest to the speaker first: those
// referred to, subjects of a relay verb, in "(quoted from X)", whom the words were said to, or
// where they stand.
void SpeechPass::find_media() {
  media_.resize(doc_.sentences.size());
  for (uint32_t s = 0; s < doc_.sentences.size(); ++s) {
    std::vector<uint32_t> referred, others;
    const auto collect = [&](uint32_t begin, uint32_t end, std::vector<uint32_t>& list) {
      for (uint32_t u = begin; u < end; ++u) {
        if (inside_[u] != 0) continue;
        for (const uint32_t m : index_.covering(u)) {
          const Mention& mention = a_.mentions[m];
          if (mention.entities.size() != 1 || !medium(mention.entities[0])) continue;
          if (std::find(list.begin(), list.end(), mention.entities[0]) == list.end())
            list.push_back(mention.entities[0]);
        }
      }
    };
    const Sentence range = doc_.sentences[s];
    for (uint32_t t = range.begin; t < range.end; ++t) {
      if (inside_[t] != 0) continue;
      const uint32_t back = t > range.begin + 4 ? t - 4 : range.begin;
      const uint32_t end = std::min(range.end, t + 9);
      if (f_.references_.contains(doc_.lemmas[t])) {
        collect(t, end, referred);
        collect(back, t, others);
      }
      const bool relay_verb = (frames_of(t) & SpeechFinder::kRelay) != 0;
      const bool note =
          f_.relay_notes_.contains(doc_.lemmas[t]) && t > 0 && doc_.surface(t - 1) == "(";
      if (relay_verb || note) collect(back, end, others);
      if (f_.carriers_.contains(doc_.lemmas[t])) collect(t, std::min(range.end, t + 5), others);
      if (frames_of(t) != 0)
        for (const uint32_t child : children_[t])
          if (doc_.morphs[child].gcase == Case::kDat ||
              doc_.arcs[child].relation == Relation::kIobj)
            collect(child, child + 1, others);
    }
    for (const uint32_t m : others)
      if (std::find(referred.begin(), referred.end(), m) == referred.end()) referred.push_back(m);
    media_[s] = std::move(referred);
  }
}

}  // namespace letopis::extract
