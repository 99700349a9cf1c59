#include "extract/slots.h"

#include <algorithm>

namespace letopis::extract {
namespace {

using rules::Slot;
using rules::SlotKind;

bool listed(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool nominal_dependant(Relation r) {
  switch (r) {
    case Relation::kObl:
    case Relation::kOblAgent:
    case Relation::kNmod:
    case Relation::kIobj:
    case Relation::kObj:
    case Relation::kAdvmod:
    case Relation::kDep:
    case Relation::kAppos:
    case Relation::kOrphan:
    case Relation::kParataxis:
    case Relation::kXcomp:  // "became president"
      return true;
    default:
      return false;
  }
}

Slot bare(Case gcase) {
  switch (gcase) {
    case Case::kDat:
      return {SlotKind::kDative, "", Case::kNone};
    case Case::kGen:
      return {SlotKind::kGenitive, "", Case::kNone};
    case Case::kIns:
      return {SlotKind::kInstrumental, "", Case::kNone};
    default:
      return {SlotKind::kObject, "", gcase};
  }
}

class Collector {
 public:
  Collector(const Tree& tree, Site& site) : tree_(tree), site_(site) {}

  void verb(uint32_t v, float weight) {
    for (const Dependant& d : tree_.agents(v))
      add({SlotKind::kSubject, "", Case::kNone}, d.token, d.confidence * weight);
    for (const Dependant& d : tree_.patients(v))
      add({SlotKind::kObject, "", Case::kNone}, d.token, d.confidence * weight);
    // "Dismissed X, accusing of fraud": the converb shares the object of its verb.
    const uint32_t over = tree_.head(v);
    if (over != kNoToken && tree_.morph(v).verb_form == VerbForm::kConv &&
        tree_.relation(v) == Relation::kAdvcl && over < v && tree_.morph(over).verbal() &&
        tree_.patients(v).empty() && tree_.child(v, Relation::kCcomp) == kNoToken &&
        tree_.child(v, Relation::kXcomp) == kNoToken)
      for (const Dependant& d : tree_.patients(over))
        add({SlotKind::kObject, "", Case::kNone}, d.token, d.confidence * weight * 0.6F);
    obliques(v, weight, false);
    for (const uint32_t c : tree_.children(v))  // "refused to hand over"
      if (tree_.relation(c) == Relation::kXcomp && tree_.morph(c).verb_form == VerbForm::kInf)
        add({SlotKind::kObject, "", Case::kNone}, c, weight * 0.9F);
    for (const uint32_t c : tree_.children(v))  // "demanded that X withdraw"
      if (c > v && tree_.morph(c).verbal() &&
          (tree_.relation(c) == Relation::kCcomp || tree_.relation(c) == Relation::kAdvcl) &&
          tree_.child(c, Relation::kMark) != kNoToken)
        for (const uint32_t inner : tree_.children(c))
          if (tree_.relation(inner) == Relation::kNsubj)
            add({SlotKind::kThat, "", Case::kNone}, inner, weight * 0.9F);
    // Prepositional phrases after an object are often the verb's own: "met X in Berlin", "signed a
    // treaty with X".
    for (const uint32_t c : tree_.children(v)) {
      const Relation r = tree_.relation(c);
      if (r != Relation::kObj && r != Relation::kObl && r != Relation::kIobj &&
          r != Relation::kNsubjPass)
        continue;
      for (const uint32_t inner : tree_.children(c))
        if (tree_.relation(inner) == Relation::kNmod && !tree_.preposition(inner).empty())
          add({SlotKind::kPreposition, tree_.preposition(inner), tree_.gcase(inner)}, inner,
              weight * 0.85F);
    }
    // An infinitive's circumstances often hang on the word that governs it, and a coordinated verb
    // shares what stands before the first.
    const uint32_t up = tree_.head(v);
    if (up == kNoToken) return;
    if (tree_.relation(v) == Relation::kXcomp || tree_.relation(v) == Relation::kCsubj)
      obliques(up, weight * 0.8F, false);
    if (tree_.relation(v) == Relation::kConj && tree_.morph(up).verbal())
      obliques(up, weight * 0.5F, false);
  }

  void noun(uint32_t n, float weight) {
    obliques(n, weight, true);
    for (const uint32_t c : tree_.children(n)) {
      const Upos pos = tree_.morph(c).upos;
      if (tree_.relation(c) == Relation::kNsubj)  // "X is a member"
        add({SlotKind::kSubject, "", Case::kNone}, c, weight);
      if (tree_.relation(c) == Relation::kAmod)
        add({SlotKind::kAdjective, "", Case::kNone}, c, weight);
      if (pos == Upos::kDet || (pos == Upos::kPron && tree_.relation(c) == Relation::kNmod))
        add({SlotKind::kGenitive, "", Case::kNone}, c, weight * 0.9F);
    }
    if (tree_.relation(n) == Relation::kConj && tree_.morph(tree_.head(n)).nominal()) {
      const uint32_t first = tree_.first_conjunct(n);  // "the meeting and talks of the ministers"
      obliques(first, weight * 0.6F, true);
    }
    if (tree_.relation(n) == Relation::kAppos && tree_.morph(tree_.head(n)).nominal()) {
      // "X, a member of Y"; "X is a partner, a country that matters": said of the subject.
      const uint32_t subject = tree_.child(tree_.head(n), Relation::kNsubj);
      add({SlotKind::kHead, "", Case::kNone}, subject == kNoToken ? tree_.head(n) : subject,
          weight * 0.9F);
    }
    // "talks and consultations with X": what follows the last member belongs to all.
    for (const uint32_t c : tree_.conjuncts(n))
      if (c != n) obliques(c, weight * 0.7F, true);
  }

  void context(uint32_t n) {
    const uint32_t clause = tree_.clause(n);
    if (clause == n) return;
    for (const Dependant& d : tree_.agents(clause))
      if (!tree_.below(n, d.token))
        add({SlotKind::kContext, "", Case::kNone}, d.token, d.confidence * 0.7F);
    for (const Dependant& d : tree_.patients(clause))
      if (!tree_.below(n, d.token))
        add({SlotKind::kBeside, "", Case::kNone}, d.token, d.confidence * 0.7F);
  }

 private:
  void obliques(uint32_t head, float weight, bool at_noun) {
    for (const uint32_t c : tree_.children(head)) {
      const Relation r = tree_.relation(c);
      const Morph& m = tree_.morph(c);
      if (!nominal_dependant(r) || m.upos == Upos::kAdv || m.upos == Upos::kPunct) continue;
      if (r == Relation::kAppos && !at_noun) continue;
      std::string preposition = tree_.preposition(c);
      if (!preposition.empty()) {
        // "through the territory of X", "in the course of X": the noun and its genitive may as well
        // be one preposition. And "talks with X in Y": the parser likes to hang Y on X.
        for (const uint32_t inner : tree_.children(c)) {
          if (tree_.relation(inner) != Relation::kNmod) continue;
          std::string second = tree_.preposition(inner);
          if (!second.empty())
            add({SlotKind::kPreposition, std::move(second), tree_.gcase(inner)}, inner,
                weight * 0.8F);
          else if (tree_.morph(inner).gcase == Case::kGen)
            add({SlotKind::kPreposition, preposition + " " + std::string(tree_.doc().lowers[c]),
                 Case::kGen},
                inner, weight * 0.95F);
        }
        add({SlotKind::kPreposition, std::move(preposition), tree_.gcase(c)}, c, weight);
      } else if (r == Relation::kOblAgent && at_noun) {
        add({SlotKind::kInstrumental, "", Case::kNone}, c, weight);
      } else if (at_noun ? (r == Relation::kNmod || r == Relation::kObl || r == Relation::kIobj)
                         : (r == Relation::kIobj || r == Relation::kObl || r == Relation::kNmod ||
                            (r == Relation::kXcomp && m.nominal()))) {
        const Slot slot =
            r == Relation::kIobj ? Slot{SlotKind::kDative, "", Case::kNone} : bare(m.gcase);
        if (slot.kind != SlotKind::kObject) add(slot, c, weight);
        // Rare and indeclinable names: the tagger's case is a guess, and a bare noun after a noun
        // is most often a genitive.
        if (at_noun && m.upos == Upos::kPropn && slot.kind != SlotKind::kGenitive)
          add({SlotKind::kGenitive, "", Case::kNone}, c, weight * 0.7F);
      }
    }
  }

  void add(Slot slot, uint32_t token, float confidence) {
    if (std::find(site_.chain.begin(), site_.chain.end(), token) != site_.chain.end()) return;
    for (const SlotFiller& old : site_.fillers)
      if (old.token == token && old.slot == slot) return;
    site_.fillers.push_back({std::move(slot), token, confidence});
  }

  const Tree& tree_;
  Site& site_;
};

}  // namespace

std::vector<uint32_t> light_chain(const Tree& tree, uint32_t trigger,
                                  const std::vector<std::string>& light) {
  std::vector<uint32_t> chain = {trigger};
  if (light.empty()) return chain;
  uint32_t at = trigger;
  for (int step = 0; step < 3; ++step) {
    uint32_t up = tree.head(tree.first_conjunct(at));
    // A noun in the genitive of another noun is not carried by the verb above that one.
    if (up == kNoToken || !listed(light, tree.doc().lemmas[up])) break;
    chain.push_back(up);
    if (tree.morph(up).verbal()) break;
    at = up;
  }
  // "a meeting held by …": a participle below the noun is its light verb too.
  if (chain.size() == 1)
    for (const uint32_t c : tree.children(trigger)) {
      const Relation r = tree.relation(c);
      if ((r == Relation::kAcl || r == Relation::kAmod || r == Relation::kAclRelcl) &&
          tree.morph(c).verbal() && listed(light, tree.doc().lemmas[c])) {
        chain.push_back(c);
        break;
      }
    }
  return chain;
}

Site collect_slots(const Tree& tree, std::vector<uint32_t> chain) {
  Site site;
  site.chain = std::move(chain);
  Collector collector(tree, site);
  float weight = 1.0F;
  for (const uint32_t token : site.chain) {
    const Morph& m = tree.morph(token);
    if (m.verbal() || (m.upos == Upos::kAdj && m.variant == Variant::kShort))
      collector.verb(token, weight);
    else
      collector.noun(token, weight);
    weight *= 0.95F;
  }
  if (!tree.morph(site.top()).verbal()) collector.context(site.top());
  std::stable_sort(
      site.fillers.begin(), site.fillers.end(),
      [](const SlotFiller& a, const SlotFiller& b) { return a.confidence > b.confidence; });
  return site;
}

std::vector<uint32_t> nearby(const Tree& tree, uint32_t trigger, const Slot& slot, uint32_t reach) {
  std::vector<uint32_t> found;
  const bool bare_case = slot.kind == SlotKind::kObject || slot.kind == SlotKind::kSubject ||
                         slot.kind == SlotKind::kDative;
  if (slot.kind != SlotKind::kPreposition && !bare_case) return found;
  if (bare_case && (!tree.morph(trigger).verbal() || tree.passive(trigger))) return found;
  if (slot.kind == SlotKind::kObject && !tree.patients(trigger).empty())
    return found;  // it has one, if no participant
  if (slot.kind == SlotKind::kSubject && !tree.agents(trigger).empty()) return found;
  const Document& doc = tree.doc();
  const Sentence& sentence = doc.sentences[sentence_of(doc, trigger)];
  const uint32_t clause = tree.main_clause(trigger);
  const uint32_t begin = trigger > sentence.begin + reach ? trigger - reach : sentence.begin;
  const uint32_t end = std::min(sentence.end, trigger + reach + 1);
  for (uint32_t t = begin; t < end; ++t) {
    const Morph& m = tree.morph(t);
    if (!m.nominal() && m.upos != Upos::kPron) continue;
    const Case gcase = tree.gcase(t);
    if (slot.kind == SlotKind::kPreposition && slot.gcase != Case::kNone && gcase != slot.gcase)
      continue;
    if (slot.kind == SlotKind::kObject) {
      const bool accusative =
          gcase == Case::kAcc || (gcase == Case::kGen && m.animacy == Animacy::kAnim);
      if (!accusative || t < trigger) continue;
    }
    if (slot.kind == SlotKind::kSubject && gcase != Case::kNom) continue;
    if (bare_case) {
      // Inside another phrase nothing is lost, save for what follows a place: "received in the
      // palace the president of X".
      const Relation r = tree.relation(t);
      const uint32_t up = tree.head(t);
      const bool after_place = r == Relation::kNmod && up != kNoToken && tree.head(up) == trigger &&
                               !tree.preposition(up).empty();
      if (r == Relation::kAppos || r == Relation::kFlat || r == Relation::kFlatName ||
          (r == Relation::kNmod && !after_place))
        continue;
    }
    if (slot.kind == SlotKind::kDative && gcase != Case::kDat) continue;
    if (tree.relation(t) == Relation::kConj || tree.preposition(t) != slot.preposition) continue;
    if (bare_case ? tree.clause(t) == tree.clause(trigger) : tree.main_clause(t) == clause)
      found.push_back(t);
  }
  std::stable_sort(found.begin(), found.end(), [&](uint32_t a, uint32_t b) {
    const auto distance = [&](uint32_t t) {
      return t > trigger ? t - trigger : 2 * (trigger - t);
    };  // arguments follow
    return distance(a) < distance(b);
  });
  return found;
}

}  // namespace letopis::extract
