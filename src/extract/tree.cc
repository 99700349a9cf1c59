#include "extract/tree.h"

#include <algorithm>

#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::extract {
namespace {

constexpr int kMaxInheritance = 4;  // xcomp of conj of advcl …: longer chains are parser noise

bool is_auxiliary(Relation r) {
  return r == Relation::kAux || r == Relation::kAuxPass || r == Relation::kCop;
}

bool opens_clause(Relation r) {
  switch (r) {
    case Relation::kRoot:
    case Relation::kCcomp:
    case Relation::kAclRelcl:
    case Relation::kAdvcl:
    case Relation::kParataxis:
    case Relation::kCsubj:
    case Relation::kCsubjPass:
      return true;
    default:
      return false;
  }
}

bool is_pronoun_of_clause(const Morph& m) {
  return (m.upos == Upos::kPron || m.upos == Upos::kDet) && m.person == Person::kNone;
}

}  // namespace

Tree::Tree(const Document& doc) : doc_(&doc), starts_(doc.size() + 1, 0), list_() {
  for (const Arc& arc : doc.arcs)
    if (arc.head != kNoToken) ++starts_[arc.head + 1];
  for (size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  list_.resize(starts_.back());
  std::vector<uint32_t> next(starts_.begin(), starts_.end() - 1);
  for (uint32_t token = 0; token < doc.size(); ++token)
    if (doc.arcs[token].head != kNoToken) list_[next[doc.arcs[token].head]++] = token;
}

std::span<const uint32_t> Tree::children(uint32_t token) const {
  return std::span(list_).subspan(starts_[token], starts_[token + 1] - starts_[token]);
}

uint32_t Tree::child(uint32_t token, Relation wanted) const {
  for (const uint32_t c : children(token))
    if (relation(c) == wanted) return c;
  return kNoToken;
}

TokenRange Tree::subtree(uint32_t token) const {
  TokenRange range{token, token + 1};
  std::vector<uint32_t> open = {token};
  while (!open.empty()) {
    const uint32_t t = open.back();
    open.pop_back();
    range.begin = std::min(range.begin, t);
    range.end = std::max(range.end, t + 1);
    open.insert(open.end(), children(t).begin(), children(t).end());
  }
  return range;
}

bool Tree::below(uint32_t token, uint32_t ancestor) const {
  for (uint32_t t = token; t != kNoToken; t = head(t))
    if (t == ancestor) return true;
  return false;
}

bool Tree::heads_clause(uint32_t token) const {
  const Relation r = relation(token);
  if (head(token) == kNoToken || opens_clause(r)) return true;
  if (is_auxiliary(r)) return false;
  if (morph(token).verbal())
    return r != Relation::kAmod && r != Relation::kCase && r != Relation::kFixed;
  for (const uint32_t c : children(token)) {
    const Relation cr = relation(c);
    if (cr == Relation::kNsubj || cr == Relation::kNsubjPass || cr == Relation::kCop) return true;
  }
  return false;
}

uint32_t Tree::clause(uint32_t token) const {
  uint32_t t = token;
  while (!heads_clause(t)) t = head(t);
  return t;
}

uint32_t Tree::main_clause(uint32_t token) const {
  uint32_t t = clause(token);
  while (head(t) != kNoToken) {
    const VerbForm form = morph(t).verb_form;
    const bool short_form = morph(t).variant == Variant::kShort;  // "was signed" stands alone
    if (form != VerbForm::kInf && form != VerbForm::kConv &&
        (form != VerbForm::kPart || short_form))
      break;
    t = clause(head(t));
  }
  return t;
}

std::vector<uint32_t> Tree::conjuncts(uint32_t token) const {
  std::vector<uint32_t> members = {token};
  for (size_t i = 0; i < members.size(); ++i)
    for (const uint32_t c : children(members[i]))
      if (relation(c) == Relation::kConj) members.push_back(c);
  std::sort(members.begin(), members.end());
  return members;
}

uint32_t Tree::first_conjunct(uint32_t token) const {
  while (relation(token) == Relation::kConj && head(token) != kNoToken) token = head(token);
  return token;
}

bool Tree::passive(uint32_t verb) const {
  const Morph& m = morph(verb);
  if (m.voice == Voice::kPass) return true;
  if (m.voice == Voice::kAct) return false;
  return child(verb, Relation::kNsubjPass) != kNoToken ||
         child(verb, Relation::kAuxPass) != kNoToken;
}

// "the delegation, which arrived": the pronoun inside a relative clause stands for the noun that
// the clause modifies.
uint32_t Tree::resolve_relative(uint32_t verb, uint32_t filler) const {
  if (!is_pronoun_of_clause(morph(filler))) return filler;
  uint32_t t = verb;
  for (int depth = 0; depth < kMaxInheritance && head(t) != kNoToken; ++depth) {
    if (relation(t) == Relation::kAclRelcl) return head(t);
    if (relation(t) != Relation::kConj && relation(t) != Relation::kXcomp) break;
    t = head(t);
  }
  return filler;
}

// "The ministry will head X", in a language of free order: of two subjects around a verb without an
// object the first is its object.
uint32_t Tree::fronted_object(uint32_t verb) const {
  uint32_t first = kNoToken, second = kNoToken;
  for (const uint32_t c : children(verb)) {
    if (relation(c) == Relation::kObj) return kNoToken;
    if (relation(c) != Relation::kNsubj) continue;
    if (first == kNoToken)
      first = c;
    else if (second == kNoToken)
      second = c;
    else
      return kNoToken;
  }
  return second != kNoToken && first < verb && verb < second ? first : kNoToken;
}

std::vector<Dependant> Tree::agents(uint32_t verb) const { return agents(verb, 0); }

std::vector<Dependant> Tree::agents(uint32_t verb, int depth) const {
  std::vector<Dependant> found;
  if (passive(verb)) {
    for (const uint32_t c : children(verb))
      if (relation(c) == Relation::kOblAgent) found.push_back({c, 1.0F});
    if (!found.empty()) return found;
    for (const uint32_t c : children(verb))  // the parser often calls the agent a plain oblique
      if (relation(c) == Relation::kObl && morph(c).gcase == Case::kIns && preposition(c).empty())
        found.push_back({c, 0.8F});
    return found;
  }
  for (const uint32_t c : children(verb))
    if (relation(c) == Relation::kNsubj) found.push_back({resolve_relative(verb, c), 1.0F});
  if (fronted_object(verb) != kNoToken) found.erase(found.begin());
  if (!found.empty() || depth >= kMaxInheritance || head(verb) == kNoToken) return found;

  const uint32_t up = head(verb);
  const VerbForm form = morph(verb).verb_form;
  const auto inherit = [&](std::vector<Dependant> from, float factor) {
    for (Dependant& d : from) d.confidence *= factor;
    return from;
  };
  switch (relation(verb)) {
    case Relation::kConj:
      if (morph(up).verbal() && !passive(up)) return inherit(agents(up, depth + 1), 0.9F);
      if (morph(up).verbal() && child(up, Relation::kNsubjPass) != kNoToken)
        return {{child(up, Relation::kNsubjPass), 0.6F}};
      return found;
    case Relation::kXcomp:
    case Relation::kCcomp:
    case Relation::kCsubj:
    case Relation::kObl:
    case Relation::kAdvcl:
      if (form == VerbForm::kInf) {
        // "asked the minister to sign": who is asked acts; "promised to sign": who promises acts.
        for (const uint32_t c : children(up)) {
          const bool addressee = relation(c) == Relation::kIobj ||
                                 (relation(c) == Relation::kObj && c < verb) ||
                                 (relation(c) == Relation::kObl && morph(c).gcase == Case::kDat &&
                                  preposition(c).empty());
          if (addressee) return {{c, 0.8F}};
        }
        return inherit(agents(up, depth + 1), 0.95F);
      }
      if (form == VerbForm::kConv) return inherit(agents(up, depth + 1), 0.95F);
      // "X said that (it) will abstain": a language that drops pronouns keeps the subject of the
      // reporting verb, where the number fits; a plural of nobody ("they say") fits none.
      if (relation(verb) == Relation::kCcomp && form == VerbForm::kFin && morph(up).verbal()) {
        std::vector<Dependant> shared = agents(up, depth + 1);
        std::erase_if(shared, [&](const Dependant& d) {
          const bool several = conjuncts(d.token).size() > 1;
          return (morph(verb).number == Number::kPlur) !=
                 (several || morph(d.token).number == Number::kPlur);
        });
        return inherit(std::move(shared), 0.8F);
      }
      return found;
    case Relation::kAcl:
    case Relation::kAmod:
    case Relation::kAclRelcl:
      if (form == VerbForm::kPart) return {{up, 0.95F}};
      if (form == VerbForm::kInf && head(up) != kNoToken && morph(head(up)).verbal())
        return inherit(agents(head(up), depth + 1), 0.85F);  // "expressed the intention to visit"
      return found;
    default:
      return found;
  }
}

std::vector<Dependant> Tree::patients(uint32_t verb) const {
  std::vector<Dependant> found;
  const bool is_passive = passive(verb);
  for (const uint32_t c : children(verb)) {
    const Relation r = relation(c);
    if (is_passive ? (r == Relation::kNsubjPass || r == Relation::kNsubj) : r == Relation::kObj)
      found.push_back({resolve_relative(verb, c), 1.0F});
  }
  if (found.empty() && !is_passive && fronted_object(verb) != kNoToken)
    found.push_back({fronted_object(verb), 0.8F});
  if (!found.empty() || head(verb) == kNoToken || !is_passive) return found;
  const uint32_t up = head(verb);
  const Relation r = relation(verb);
  if (morph(verb).verb_form == VerbForm::kPart &&
      (r == Relation::kAcl || r == Relation::kAmod || r == Relation::kAclRelcl))
    return {{up, 0.95F}};
  if (r == Relation::kConj && morph(up).verbal() && passive(up)) {
    found = patients(up);
    for (Dependant& d : found) d.confidence *= 0.9F;
  }
  return found;
}

std::string Tree::preposition(uint32_t token) const {
  std::string joined;
  for (const uint32_t c : children(token)) {
    if (relation(c) != Relation::kCase) continue;
    if (!joined.empty()) joined += ' ';
    joined += doc_->lemmas[c];
    for (const uint32_t part : children(c))
      if (relation(part) == Relation::kFixed) joined.append(" ").append(doc_->lowers[part]);
  }
  // In a coordination the preposition stands once, before the first member.
  if (joined.empty() && relation(token) == Relation::kConj && head(token) != kNoToken)
    return preposition(head(token));
  return joined;
}

Case Tree::gcase(uint32_t token) const {
  const uint32_t numeral = child(token, Relation::kNummodGov);
  if (numeral != kNoToken) return morph(numeral).gcase;
  // Letters alone are not declined: what the tagger says of their case is a guess.
  const std::string_view surface = doc().surface(token);
  if (utf8::length(surface) > 1 && unicode::all_upper(surface)) return Case::kNone;
  return morph(token).gcase;
}

bool Tree::negated(uint32_t token) const {
  for (const uint32_t c : children(token)) {
    if (morph(c).polarity == Polarity::kNeg && morph(c).upos == Upos::kPart && c < token)
      return true;
    if (is_auxiliary(relation(c)) && negated(c)) return true;
  }
  return false;
}

bool Tree::conditional(uint32_t verb) const {
  if (morph(verb).mood == Mood::kCnd) return true;
  for (const uint32_t c : children(verb))
    if (relation(c) == Relation::kAux &&
        (morph(c).mood == Mood::kCnd || morph(c).upos == Upos::kPart))
      return true;
  return false;
}

Tense Tree::tense(uint32_t predicate) const {
  for (const uint32_t c : children(predicate))
    if (is_auxiliary(relation(c)) && morph(c).tense != Tense::kNone) return morph(c).tense;
  return morph(predicate).tense;
}

}  // namespace letopis::extract
