// How far the words of a post reach, and who is called so by a verb: "Name was mayor of Y".
#include <algorithm>

#include "extract/entity_pass.h"

namespace letopis::extract {

// Whether a token behind the noun hangs on it as a complement: not as its apposition, its clause or
// its fellow in a list.
bool EntityPass::complement(uint32_t t, uint32_t noun) const {
  for (uint32_t steps = 0; t != kNoToken && steps < 12; ++steps, t = doc_.arcs[t].head) {
    const Relation r = doc_.arcs[t].relation;
    if (r == Relation::kAcl || r == Relation::kAclRelcl || r == Relation::kAppos ||
        r == Relation::kParataxis || r == Relation::kAdvcl || r == Relation::kNsubj)
      return false;
    if (doc_.arcs[t].head == noun) return r != Relation::kConj && r != Relation::kCc;
  }
  return false;
}

// From `begin` on over complements, up to a mark, a name of a person or what belongs elsewhere.
uint32_t EntityPass::complements_end(uint32_t begin, uint32_t noun) const {
  uint32_t end = begin;
  for (uint32_t t = begin; t < doc_.size() && sentence_[t] == sentence_[noun];) {
    if (doc_.tokens[t].kind == TokenKind::kPunct || doc_.morphs[t].verbal() || role_at_[t] != 0 ||
        person_at_[t] != kNoEntity || !complement(t, noun))
      break;
    // What stands in a list of complements goes with its fellow.
    t = run_end_[t] > t ? run_end_[t] : t + 1;
    if (doc_.morphs[t - 1].nominal() || entity_at_[t - 1] != kNoEntity) end = t;
  }
  return end;
}

// Back from `begin` over what agrees with the noun: adjectives, ordinals, "this".
uint32_t EntityPass::adjectives_begin(uint32_t begin, uint32_t noun) const {
  while (begin > sentence_begin_[noun]) {
    const uint32_t t = begin - 1;
    const Upos upos = doc_.morphs[t].upos;
    const bool own = doc_.arcs[t].head == noun && (doc_.arcs[t].relation == Relation::kAmod ||
                                                   doc_.arcs[t].relation == Relation::kDet);
    const bool word = upos == Upos::kAdj || upos == Upos::kDet || upos == Upos::kVerb;
    const bool names = person_at_[t] != kNoEntity || (taken_[t] && upos != Upos::kAdj);
    if (!own || !word || names || role_at_[t] != 0) break;
    begin = t;
  }
  return begin;
}

// Posts that a verb gives: whoever is the subject of "was mayor", the object of "appointed head".
void EntityPass::predicates() {
  const auto person_of = [&](uint32_t t) {
    for (const Seen& s : seen_)
      if (s.token == t && a_.entities[s.entity].kind == EntityKind::kPerson) return s.entity;
    return kNoEntity;
  };
  for (Role& role : roles_) {
    if (!role.persons.empty() || role.plural || role.inner) continue;
    const uint32_t noun = role.noun;
    uint32_t verb = noun;
    bool were = false, past = false;
    for (const uint32_t child : children_[noun])
      if (doc_.arcs[child].relation == Relation::kCop) {
        were = true;
        past = doc_.morphs[child].tense == Tense::kPast;
      }
    if (!were) {
      verb = doc_.arcs[noun].head;
      if (verb == kNoToken) continue;
      if (role.vacant) {  // "holds the post of X"
        verb = doc_.arcs[verb].head;
        if (verb == kNoToken || !listed("reference", "holding", verb)) continue;
        were = true;
      } else if (doc_.morphs[noun].gcase == Case::kIns && listed("reference", "predicate", verb)) {
        were = listed("reference", "being", verb);
      } else {
        continue;
      }
      past = doc_.morphs[verb].tense == Tense::kPast;
    }
    uint32_t person = kNoEntity;
    for (const uint32_t child : children_[verb]) {
      const Relation r = doc_.arcs[child].relation;
      if (r == Relation::kObj && !role.vacant) {
        person = person_of(child);
        break;
      }
      if ((r == Relation::kNsubj || r == Relation::kNsubjPass) && person == kNoEntity)
        person = person_of(child);
    }
    if (person == kNoEntity) continue;
    role.persons = {person};
    const Span span = doc_.span_of(role.begin, role.end);
    for (Mention& m : a_.mentions)
      if (m.span == span && m.form == MentionForm::kRole) {
        m.entities = {person};
        m.origin = {"rule:predicate", 0.75F};
      }
    if (!were) continue;  // how an office begins is told by acts
    role.former |= past;
    offices(role, false, "rule:predicate");
  }
}

}  // namespace letopis::extract
