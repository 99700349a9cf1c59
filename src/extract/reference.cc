// Who is meant by what names nobody: pronouns, "the country", "the sides", "both leaders".
// Precision first: where two are as likely, nobody is meant.
#include <algorithm>
#include <map>
#include <set>

#include "base/unicode.h"
#include "extract/entity_pass.h"

namespace letopis::extract {

using std::string_view;

namespace {
constexpr string_view kLeading[] = {"president",  "prime-minister", "chairman",
                                    "chancellor", "monarch",        "leader"};
constexpr uint32_t kBack = 3;      // sentences that a pronoun looks into, its own included
constexpr uint32_t kBackNoun = 4;  // sentences that a common noun looks back
constexpr uint32_t kNearer = 2;    // so many times as often as any other state is the text's own
}  // namespace

void EntityPass::collect_seen() {
  for (const Mention& m : a_.mentions) {
    if (m.entities.size() != 1) continue;
    const uint32_t first = token_at(doc_, m.span.begin), last = token_at(doc_, m.span.end);
    if (first >= last) continue;
    uint32_t head = first;
    for (uint32_t t = first; t < last; ++t)
      if (doc_.arcs[t].head == kNoToken || doc_.arcs[t].head < first || doc_.arcs[t].head >= last) {
        head = t;
        break;
      }
    const Relation r = doc_.arcs[head].relation;
    const uint32_t governor = doc_.arcs[head].head;
    bool subject = r == Relation::kNsubj || r == Relation::kNsubjPass;
    if ((r == Relation::kAppos || r == Relation::kFlatName) && governor != kNoToken)
      subject = doc_.arcs[governor].relation == Relation::kNsubj;
    // Whose words open a sentence ("according to X") is its speaker, as good as its subject.
    if (r == Relation::kNmod && governor != kNoToken && governor < head &&
        governor - sentence_begin_[head] <= 2)
      subject = true;
    seen_.push_back({head, m.entities[0], subject});
    if (m.form != MentionForm::kAdjective &&
        a_.entities[m.entities[0]].kind != EntityKind::kPerson &&
        doc_.morphs[head].gender != Gender::kNone)
      genders_.emplace(m.entities[0], doc_.morphs[head].gender);
  }
  std::stable_sort(seen_.begin(), seen_.end(),
                   [](const Seen& a, const Seen& b) { return a.token < b.token; });
}

void EntityPass::insert_seen(Seen seen) {
  seen_.insert(std::upper_bound(seen_.begin(), seen_.end(), seen,
                                [](const Seen& a, const Seen& b) { return a.token < b.token; }),
               seen);
}

Gender EntityPass::gender_of(uint32_t entity) const {
  for (const Person& p : people_)
    if (p.entity == entity) return p.gender();
  const auto found = genders_.find(entity);
  return found == genders_.end() ? Gender::kNone : found->second;
}

// Sentence by sentence backwards: the last subject, else the only person there. An object is not
// the subject of its own verb, and next to a body or state of the same gender that is the subject a
// person who is none is not meant.
uint32_t EntityPass::referent(uint32_t t, Gender gender) const {
  const uint32_t sentence = sentence_[t];
  const bool subject =
      doc_.arcs[t].relation == Relation::kNsubj || doc_.arcs[t].relation == Relation::kNsubjPass;
  const bool possessive = doc_.morphs[t].upos == Upos::kDet ||
                          doc_.arcs[t].relation == Relation::kDet ||
                          doc_.arcs[t].relation == Relation::kNmod;
  const uint32_t verb = subject || possessive ? kNoToken : doc_.arcs[t].head;
  for (uint32_t back = 0, steps = 0; back < kBack && steps <= sentence; ++steps) {
    // What somebody else says in between is passed over.
    if (spoken_[sentence - steps] && !spoken_[sentence]) continue;
    ++back;
    const Sentence where = doc_.sentences[sentence - steps];
    uint32_t any = kNoEntity;
    bool several = false, other = false;
    for (auto s = seen_.rbegin(); s != seen_.rend(); ++s) {
      if (s->token >= std::min(where.end, t)) continue;
      if (s->token < where.begin) break;
      const Gender g = gender_of(s->entity);
      if (a_.entities[s->entity].kind != EntityKind::kPerson) {
        other |= steps == 0 && g == gender && any == kNoEntity && s->subject;
        continue;
      }
      if ((g != Gender::kNone && g != gender) ||
          (verb != kNoToken && s->subject && doc_.arcs[s->token].head == verb))
        continue;
      if (s->subject) return s->entity;
      several |= any != kNoEntity && any != s->entity;
      any = s->entity;
    }
    if (any != kNoEntity && !several && (subject || !other)) return any;
  }
  return kNoEntity;
}

void EntityPass::pronoun(uint32_t t) {
  const Morph& tag = doc_.morphs[t];
  if (tag.upos != Upos::kPron && tag.upos != Upos::kDet) return;
  const std::string form = folded(doc_.lowers[t]);  // by the form: some forms mostly mean things
  const auto among = [&](string_view name) {
    const auto& forms = f_.catalogue_->words("reference", name);
    return std::find(forms.begin(), forms.end(), form) != forms.end();
  };
  const bool he = among("he");
  if (!he && !among("she")) return;
  if (tag.number == Number::kPlur) return;
  const uint32_t who = referent(t, he ? Gender::kMasc : Gender::kFem);
  if (who == kNoEntity) return;
  found_.push_back({doc_.tokens[t].span,
                    EntityType::kPerson,
                    MentionForm::kPronoun,
                    std::string(doc_.lowers[t]),
                    {who},
                    {"rule:pronoun", 0.7F}});
  insert_seen({t, who, doc_.arcs[t].relation == Relation::kNsubj});
}

// "The country", "the sides", "both states".
void EntityPass::common_noun(uint32_t t) {
  const Morph& tag = doc_.morphs[t];
  if (!tag.nominal() || taken_[t] || entity_at_[t] != kNoEntity) return;
  const bool one = tag.number == Number::kSing && listed("descriptor", "state", t);
  const bool both = tag.number == Number::kPlur && listed("descriptor", "states", t);
  if (!one && !both) return;
  uint32_t begin = t;
  for (const uint32_t child : children_[t]) {
    const Relation r = doc_.arcs[child].relation;
    if (child + 1 == t && listed("reference", one ? "this" : "both", child)) {
      begin = child;
      continue;
    }
    if (r == Relation::kNmod || r == Relation::kAmod || r == Relation::kDet ||
        r == Relation::kNummod || r == Relation::kNummodGov || r == Relation::kAcl ||
        r == Relation::kAclRelcl || r == Relation::kAppos || r == Relation::kFlatName)
      return;
  }
  if (t + 1 < doc_.size() && sentence_[t + 1] == sentence_[t] && entity_at_[t + 1] != kNoEntity)
    return;
  std::vector<uint32_t> states;
  for (auto s = seen_.rbegin(); s != seen_.rend(); ++s) {
    if (s->token >= t) continue;
    if (sentence_[s->token] + kBackNoun < sentence_[t]) break;
    uint32_t state = s->entity;
    if (a_.entities[state].kind != EntityKind::kState) continue;
    // "The ambassador of X in Y called it the republic's success": X's.
    for (const Role& role : roles_)
      if (one && role.begin <= s->token && s->token < role.end && role.of.size() == 1 &&
          a_.entities[role.of[0]].kind == EntityKind::kState)
        state = role.of[0];
    if (std::find(states.begin(), states.end(), state) == states.end()) states.push_back(state);
    if (one) break;
  }
  if (states.empty() || (both && states.size() != 2)) return;
  std::sort(states.begin(), states.end());
  found_.push_back({doc_.span_of(begin, t + 1),
                    EntityType::kCountry,
                    MentionForm::kDescriptor,
                    std::string(doc_.lemmas[t]),
                    states,
                    {"rule:descriptor", 0.6F}});
}

// "The leadership of X", "the X side", "the authorities of the union": the state, region or body.
void EntityPass::rulers(uint32_t t) {
  if (!doc_.morphs[t].nominal() || taken_[t] || entity_at_[t] != kNoEntity ||
      !listed("descriptor", "rulers", t))
    return;
  uint32_t begin = t, end = t + 1, of = kNoEntity, entity = kNoEntity;
  if (const uint32_t stop = t + 1 < doc_.size() ? entity_run(t + 1, entity) : t + 1;
      stop > t + 1 && sentence_[t + 1] == sentence_[t] && genitive(t + 1, stop, entity)) {
    of = entity;
    end = stop;
  } else if (t > sentence_begin_[t] && doc_.morphs[t - 1].upos == Upos::kAdj && agree(t - 1, t)) {
    for (const Mention& m : a_.mentions)
      if (m.form == MentionForm::kAdjective && m.span == doc_.tokens[t - 1].span &&
          m.entities.size() == 1)
        of = m.entities[0];
    if (of == kNoEntity) return;
    begin = t - 1;
  }
  if (of == kNoEntity || a_.entities[of].kind == EntityKind::kPerson) return;
  if (listed("descriptor", "authority", t) && a_.entities[of].kind == EntityKind::kState) return;
  found_.push_back({doc_.span_of(begin, end),
                    a_.entities[of].type,
                    MentionForm::kDescriptor,
                    nominative(begin, end),
                    {of},
                    {"rule:rulers", 0.8F}});
  insert_seen({t, of, doc_.arcs[t].relation == Relation::kNsubj});
}

// "The agency", "the party", "the alliance": the body of that kind of which the text told last.
void EntityPass::body_noun(uint32_t t) {
  if (!doc_.morphs[t].nominal() || taken_[t] || entity_at_[t] != kNoEntity ||
      doc_.morphs[t].number != Number::kSing ||
      unicode::starts_upper(doc_.surface(t)) != starts_sentence(t))
    return;
  const bool medium = listed("descriptor", "medium", t), office = listed("descriptor", "office", t),
             body = listed("descriptor", "body", t), named = listed("descriptor", "named", t);
  if (!medium && !office && !body && !named) return;
  uint32_t begin = t;
  for (const uint32_t child : children_[t]) {
    const Relation r = doc_.arcs[child].relation;
    if (child + 1 == t && listed("reference", "this", child)) {
      begin = child;
      continue;
    }
    if (r != Relation::kCase && r != Relation::kPunct && r != Relation::kCc &&
        r != Relation::kConj && r != Relation::kAclRelcl && r != Relation::kAcl)
      return;
  }
  // Right before a name it tells what the name is: "the paper X", "the paper «X»".
  const uint32_t next = t + 2 < doc_.size() && quoted(t + 2) ? t + 2 : t + 1;
  if (next < doc_.size() && sentence_[next] == sentence_[t] &&
      (run_end_[next] != 0 || entity_at_[next] != kNoEntity))
    return;
  const std::string noun = folded(doc_.lemmas[t]);
  const auto fits = [&](const Seen& s) {
    const Entity& e = a_.entities[s.entity];
    if (medium && e.kind == EntityKind::kMedium) return true;
    if (e.kind != EntityKind::kOrg && e.kind != EntityKind::kBloc) return false;
    if (office && f_.catalogue_->institution(e.id)) return true;
    const auto row = f_.catalogue_->find(e.id);
    if (body && row && f_.catalogue_->rows()[*row].state.empty()) return true;
    if (!named) return false;
    const std::string name = " " + folded(e.name) + " ";
    if (name.find(" " + noun + " ") != std::string::npos) return true;
    const uint32_t before = s.token > 0 && quoted(s.token) ? s.token - 1 : s.token;
    return before > 0 && folded(doc_.lemmas[before - 1]) == noun;
  };
  for (auto s = seen_.rbegin(); s != seen_.rend(); ++s) {
    if (s->token >= t || !fits(*s)) continue;
    found_.push_back({doc_.span_of(begin, t + 1),
                      a_.entities[s->entity].type,
                      MentionForm::kDescriptor,
                      std::string(doc_.lemmas[t]),
                      {s->entity},
                      {"rule:descriptor", 0.6F}});
    insert_seen({t, s->entity, doc_.arcs[t].relation == Relation::kNsubj});
    return;
  }
}

// The state of a state, of its body, or of whoever holds an office there; kNoEntity without one.
uint32_t EntityPass::state_behind(uint32_t entity) const {
  if (a_.entities[entity].kind == EntityKind::kState) return entity;
  if (a_.entities[entity].kind == EntityKind::kOrg) {
    const auto state = by_id_.find(f_.catalogue_->state_of(a_.entities[entity].id));
    return state == by_id_.end() ? kNoEntity : state->second;
  }
  const auto office = offices_.find(entity);
  return office == offices_.end() ? kNoEntity : office->second;
}

// The state that a text speaks of at a token: the only one since the sentence before; else the one
// that was told of much more often than any other so far. kNoEntity where two are as likely.
uint32_t EntityPass::state_in_sight(uint32_t t) const {
  std::map<uint32_t, uint32_t> told;
  std::set<uint32_t> near;
  for (const Seen& s : seen_) {
    if (s.token >= t) break;
    const uint32_t state = state_behind(s.entity);
    if (state == kNoEntity) continue;
    ++told[state];
    if (sentence_[s.token] + 1 >= sentence_[t]) near.insert(state);
  }
  uint32_t best = kNoEntity, most = 0, second = 0;
  for (const auto& [state, times] : told)
    if (times > most) {
      second = most;
      most = times;
      best = state;
    } else {
      second = std::max(second, times);
    }
  const uint32_t found = near.size() == 1           ? *near.begin()
                         : most >= kNearer * second ? best
                                                    : kNoEntity;
  if (found == kNoEntity) return kNoEntity;
  // "X accused the authorities": not its own.
  const uint32_t verb = doc_.arcs[t].head;
  const Relation r = doc_.arcs[t].relation;
  if (verb != kNoToken && r != Relation::kNsubj && r != Relation::kNsubjPass)
    for (const Seen& s : seen_)
      if (s.subject && doc_.arcs[s.token].head == verb && state_behind(s.entity) == found)
        return kNoEntity;
  return found;
}

// "The authorities", "the authorities of X", "X's military": the state acts.
void EntityPass::authority(uint32_t t) {
  if (!doc_.morphs[t].nominal() || taken_[t] || entity_at_[t] != kNoEntity ||
      doc_.morphs[t].number != Number::kPlur || !listed("descriptor", "authority", t))
    return;
  uint32_t begin = t, end = t + 1, state = kNoEntity;
  for (const uint32_t child : children_[t]) {
    const Relation r = doc_.arcs[child].relation;
    if (r == Relation::kNmod || r == Relation::kAmod || r == Relation::kAppos) {
      // Somebody's: a state's beside it, or else nobody's that is known.
      const bool owner = entity_at_[child] != kNoEntity && child != t &&
                         a_.entities[entity_at_[child]].kind == EntityKind::kState &&
                         (child + 1 == t || (child == t + 1 && r == Relation::kNmod));
      bool adjective = false;
      for (const Mention& m : a_.mentions)
        if (child + 1 == t && m.span == doc_.tokens[child].span && m.entities.size() == 1 &&
            a_.entities[m.entities[0]].kind == EntityKind::kState) {
          state = m.entities[0];
          adjective = true;
        }
      if (!owner && !adjective) {
        if (r == Relation::kAmod) continue;  // "the local authorities" are as good as any
        return;
      }
      if (owner) state = entity_at_[child];
      begin = std::min(begin, child);
      end = std::max(end, child + 1 == t ? t + 1 : run_end_[child]);
    }
  }
  if (end <= t) return;
  const bool named = state != kNoEntity;
  if (!named) state = state_in_sight(t);
  if (state == kNoEntity) return;
  found_.push_back({doc_.span_of(begin, end),
                    EntityType::kCountry,
                    MentionForm::kDescriptor,
                    std::string(doc_.lemmas[t]),
                    {state},
                    {"rule:authority", named ? 0.8F : 0.6F}});
  insert_seen({t, state, doc_.arcs[t].relation == Relation::kNsubj});
}

// Kinds of bodies that every state has, told of without a state: those of the state in sight.
void EntityPass::bare_institution(const BareInstitution& bare) {
  const uint32_t state = state_in_sight(bare.noun);
  if (state == kNoEntity) return;
  const auto row = f_.catalogue_->find(a_.entities[state].id);
  if (!row) return;
  const world::Institution& kind = f_.catalogue_->institutions()[bare.institution];
  for (Mention& m : a_.mentions) {
    if (m.span != bare.span || m.form == MentionForm::kRole || !m.entities.empty()) continue;
    m.entities = {entity_of_id(f_.catalogue_->institution_id(bare.institution, *row),
                               EntityKind::kOrg, EntityType::kOrganization,
                               kind.nouns.front() + " (" + a_.entities[state].name + ")")};
    m.origin = {"rule:institution-in-sight", 0.6F};
    insert_seen({bare.noun, m.entities[0], doc_.arcs[bare.noun].relation == Relation::kNsubj});
    return;
  }
}

bool EntityPass::leads(uint32_t person) const {
  const auto leading = [](string_view office) {
    return std::find(std::begin(kLeading), std::end(kLeading), office) != std::end(kLeading);
  };
  for (const Role& role : roles_)
    if (role.persons.size() == 1 && role.persons[0] == person && !role.former &&
        leading(f_.catalogue_->posts()[role.post].office))
      return true;
  const auto row = f_.catalogue_->find(a_.entities[person].id);
  if (!row) return false;
  for (const world::Term& term : f_.catalogue_->terms())
    if (term.person == *row && leading(term.office) && term.days.overlaps(a_.published.days) &&
        a_.published.days.bounded())
      return true;
  return false;
}

// "The heads of state": the two leaders of whom the sentences before tell.
void EntityPass::leaders(const Role& role) {
  if (!role.plural || !role.of.empty() || !role.persons.empty() ||
      !listed("reference", "leaders", role.noun))
    return;
  // "Leaders of the countries" are these two, "leaders of the countries of the union" are others.
  for (const uint32_t child : children_[role.noun]) {
    if (child < role.phrase.end || doc_.arcs[child].relation != Relation::kNmod) continue;
    if (!listed("descriptor", "states", child) || entity_at_[child] != kNoEntity) return;
    for (const uint32_t further : children_[child])
      if (doc_.arcs[further].relation == Relation::kNmod) return;
  }
  std::vector<uint32_t> persons;
  for (auto s = seen_.rbegin(); s != seen_.rend(); ++s) {
    if (s->token >= role.noun) continue;
    if (sentence_[s->token] + kBackNoun < sentence_[role.noun]) break;
    if (a_.entities[s->entity].kind != EntityKind::kPerson || !leads(s->entity)) continue;
    if (std::find(persons.begin(), persons.end(), s->entity) == persons.end())
      persons.push_back(s->entity);
  }
  if (persons.size() != 2) return;
  std::sort(persons.begin(), persons.end());
  const Span span = doc_.span_of(role.begin, role.end);
  for (Mention& m : a_.mentions)
    if (m.span == span && m.form == MentionForm::kRole) {
      m.entities = persons;
      m.origin = {"rule:leaders", 0.6F};
    }
}

void EntityPass::references() {
  collect_seen();
  for (const Role& role : roles_)
    if (role.persons.size() == 1 && role.of.size() == 1 && !role.former)
      if (const uint32_t state = state_behind(role.of[0]); state != kNoEntity)
        offices_.emplace(role.persons[0], state);
  auto bare = bare_institutions_.begin();
  for (uint32_t t = 0; t < doc_.size(); ++t) {
    pronoun(t);
    common_noun(t);
    rulers(t);
    body_noun(t);
    authority(t);
    for (; bare != bare_institutions_.end() && bare->noun <= t; ++bare) bare_institution(*bare);
  }
  predicates();
  for (const Role& role : roles_) leaders(role);
  for (Mention& m : found_) a_.mentions.push_back(std::move(m));
}

}  // namespace letopis::extract
