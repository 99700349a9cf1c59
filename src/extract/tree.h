// Walking the dependency tree of a document: dependants, clauses, coordination, and who does what
// to whom once passives, participles, infinitives and shared subjects are undone. It knows
// Universal Dependencies, not Russian. A Tree points into its document and is valid as long as the
// document's tokens, morphs and arcs are. Immutable after construction.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "doc/document.h"

namespace letopis::extract {

// Tokens [begin, end).
struct TokenRange {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool holds(uint32_t token) const { return begin <= token && token < end; }
};

// A dependant found for a predicate, and how sure the way to it was (1: a direct arc; less:
// inherited).
struct Dependant {
  uint32_t token = kNoToken;
  float confidence = 1.0F;
  friend bool operator==(const Dependant&, const Dependant&) = default;
};

class Tree {
 public:
  // REQUIRES: doc.morphs and doc.arcs filled, one tree per sentence.
  explicit Tree(const Document& doc);

  const Document& doc() const { return *doc_; }
  const Morph& morph(uint32_t token) const { return doc_->morphs[token]; }
  uint32_t head(uint32_t token) const { return doc_->arcs[token].head; }
  Relation relation(uint32_t token) const { return doc_->arcs[token].relation; }
  // Dependants in the order of the text.
  std::span<const uint32_t> children(uint32_t token) const;
  // The first dependant with a relation; kNoToken if none.
  uint32_t child(uint32_t token, Relation relation) const;
  // Hull of the token and all below it.
  TokenRange subtree(uint32_t token) const;
  // True for the token itself too.
  bool below(uint32_t token, uint32_t ancestor) const;

  // The word that heads the innermost clause around a token (itself, if it heads one): a finite
  // verb, an infinitive, a participle, a converb, or a predicate that is no verb. Never kNoToken.
  uint32_t clause(uint32_t token) const;
  bool heads_clause(uint32_t token) const;
  // The innermost clause that can stand alone: like clause(), but passes over infinitives,
  // participles and converbs.
  uint32_t main_clause(uint32_t token) const;

  // The token and the members coordinated below it, in the order of the text.
  std::vector<uint32_t> conjuncts(uint32_t token) const;
  // The first member of the coordination that holds a token.
  uint32_t first_conjunct(uint32_t token) const;

  // Forms: "was signed", "is being signed", "signed by" with a passive subject, auxiliary or voice.
  bool passive(uint32_t verb) const;
  // Who acts and who is acted upon. Subjects are inherited by infinitives (of a verb, adjective or
  // noun), coordinated verbs and converbs; a participle acts on, or is acted upon by, the noun that
  // it modifies; a relative pronoun stands for the noun before it. Only heads are given:
  // coordination is the caller's to expand. Empty: nobody is found.
  std::vector<Dependant> agents(uint32_t verb) const;
  std::vector<Dependant> patients(uint32_t verb) const;

  // Case-marking prepositions of a nominal as one string of lemmas ("in", "in course"); empty if it
  // has none.
  std::string preposition(uint32_t token) const;
  // Case of a nominal; where a numeral governs it, the case of the whole phrase is not known:
  // kNone.
  Case gcase(uint32_t token) const;

  // A negative particle ("not") that binds this word, its copula or its auxiliary.
  bool negated(uint32_t token) const;
  // Conditional: by its mood, or by a particle that marks it ("would").
  bool conditional(uint32_t verb) const;
  // Tense of a predicate, taken from its auxiliary or copula where it has one ("will visit", "was
  // signed").
  Tense tense(uint32_t predicate) const;

 private:
  std::vector<Dependant> agents(uint32_t verb, int depth) const;
  uint32_t fronted_object(uint32_t verb) const;
  uint32_t resolve_relative(uint32_t verb, uint32_t filler) const;

  const Document* doc_;
  std::vector<uint32_t> starts_;  // CSR: children of t are list_[starts_[t] .. starts_[t + 1])
  std::vector<uint32_t> list_;
};

}  // namespace letopis::extract
