#include "extract/modality.h"

#include <algorithm>

namespace letopis::extract {
namespace {

using std::string_view;

constexpr string_view kPath = "ru/modality.cues";
constexpr string_view kHeader = "letopis-modality 1";
constexpr int kClimb =
    3;  // complements of complements; further up the cue speaks of something else

std::vector<std::string> words_of(string_view text) {
  std::vector<std::string> words;
  size_t at = 0;
  while (at < text.size()) {
    while (at < text.size() && text[at] == ' ') ++at;
    const size_t begin = at;
    while (at < text.size() && text[at] != ' ') ++at;
    if (at > begin) words.emplace_back(text.substr(begin, at - begin));
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& w : words) out += (out.empty() ? "" : " ") + w;
  return out;
}

// What is said of a plan that is denied, of a refusal that is denied, …
Modality under_negation(Modality m) {
  return m == Modality::kNegated ? Modality::kPlanned : Modality::kNegated;
}

}  // namespace

Result<ModalityJudge> ModalityJudge::load(const DataFiles& files) {
  LT_ASSIGN(string_view text, files.text(kPath));
  ModalityJudge judge;
  uint32_t number = 0;
  const auto bad = [&](size_t column, const std::string& message) {
    return Error{Code::kBadRule, message,
                 std::string(kPath) + ":" + std::to_string(number) + ":" + std::to_string(column)};
  };
  for (size_t begin = 0; begin <= text.size();) {
    size_t end = text.find('\n', begin);
    if (end == string_view::npos) end = text.size();
    string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (number == 1) {
      if (line != kHeader)
        return Error{Code::kVersion, "the first line has to be '" + std::string(kHeader) + "'",
                     std::string(kPath) + ":1:1"};
      continue;
    }
    line = line.substr(0, line.find('#'));
    if (line.find_first_not_of(' ') == string_view::npos) continue;
    const size_t colon = line.find(':');
    if (colon == string_view::npos) return bad(1, "expected '<value> <place>: lemmas'");
    const std::vector<std::string> key = words_of(line.substr(0, colon));
    Cues* cues = nullptr;
    Words* plain = nullptr;
    std::vector<std::vector<std::string>>* phrases = nullptr;
    std::optional<Modality> value;
    if (key.size() == 1) {
      if (key[0] == "expert") plain = &judge.experts_;
      if (key[0] == "asked") plain = &judge.asking_;
      if (key[0] == "inherit") plain = &judge.inheriting_;
      if (key[0] == "hedge") phrases = &judge.hedges_;
      if (key[0] == "background") phrases = &judge.backgrounds_;
    } else if (key.size() == 2) {
      value = modality_of(key[0]);
      if (!value) return bad(1, "'" + key[0] + "' is no modality");
      if (key[1] == "governor") cues = &judge.governors_;
      if (key[1] == "not-governor") cues = &judge.denied_governors_;
      if (key[1] == "modifier") cues = &judge.modifiers_;
      if (key[1] == "marker") cues = &judge.markers_;
      if (key[1] == "auxiliary") cues = &judge.auxiliaries_;
      if (key[1] == "preposition") cues = &judge.prepositions_;
    }
    if (cues == nullptr && plain == nullptr && phrases == nullptr)
      return bad(1, "'" + joined(key) + "' is no place of a cue");
    string_view rest = line.substr(colon + 1);
    while (!rest.empty()) {
      const size_t comma = rest.find(',');
      std::vector<std::string> cue = words_of(rest.substr(0, comma));
      rest = comma == string_view::npos ? string_view() : rest.substr(comma + 1);
      if (cue.empty()) return bad(colon + 2, "a lemma is missing");
      const std::string whole = joined(cue);
      if (cues != nullptr && !cues->emplace(whole, *value).second)
        return bad(colon + 2, "'" + whole + "' is listed twice");
      if (plain != nullptr) plain->insert(whole);
      if (phrases != nullptr) phrases->push_back(std::move(cue));
    }
  }
  return judge;
}

// What the auxiliary or copula of a predicate says by its form ("will be").
std::optional<Modality> ModalityJudge::of_auxiliary(const Tree& tree, uint32_t predicate) const {
  for (const uint32_t c : tree.children(predicate)) {
    const Relation r = tree.relation(c);
    if (r != Relation::kAux && r != Relation::kAuxPass && r != Relation::kCop) continue;
    if (const auto found = auxiliaries_.find(tree.doc().lowers[c]); found != auxiliaries_.end())
      return found->second;
  }
  return std::nullopt;
}

std::optional<Modality> ModalityJudge::of_verb(const Tree& tree, uint32_t verb) const {
  if (tree.negated(verb)) return Modality::kNegated;
  if (tree.conditional(verb) || tree.morph(verb).mood == Mood::kImp) return Modality::kHypothetical;
  for (const uint32_t c : tree.children(verb)) {
    if (tree.relation(c) == Relation::kMark)
      if (const auto found = markers_.find(tree.doc().lemmas[c]); found != markers_.end())
        return found->second;
    if (tree.relation(c) == Relation::kAdvmod || tree.relation(c) == Relation::kAux)
      if (const auto found = modifiers_.find(tree.doc().lemmas[c]); found != modifiers_.end())
        return found->second;
  }
  if (const auto auxiliary = of_auxiliary(tree, verb)) return auxiliary;
  const Morph& m = tree.morph(verb);
  const Tense tense = tree.tense(verb);
  if (m.verb_form == VerbForm::kInf && tense == Tense::kNone) return std::nullopt;
  if (tense == Tense::kFut) return Modality::kPlanned;
  if (tense == Tense::kPres) return Modality::kOngoing;
  if (tense == Tense::kPast) return Modality::kOccurred;
  if (m.verb_form == VerbForm::kConv || m.verb_form == VerbForm::kPart)
    return m.aspect == Aspect::kImp ? Modality::kOngoing : Modality::kOccurred;
  return std::nullopt;
}

std::optional<Modality> ModalityJudge::of_noun(const Tree& tree, uint32_t noun) const {
  if (tree.negated(noun)) return Modality::kNegated;
  if (const auto auxiliary = of_auxiliary(tree, noun)) return auxiliary;
  if (tree.child(noun, Relation::kCop) != kNoToken)  // "X will be a member"
    return tree.tense(noun) == Tense::kFut ? Modality::kPlanned : Modality::kOngoing;
  for (const uint32_t c : tree.children(noun)) {
    const Relation r = tree.relation(c);
    if (r != Relation::kAmod && r != Relation::kAcl && r != Relation::kDet) continue;
    if (const auto found = modifiers_.find(tree.doc().lemmas[c]); found != modifiers_.end())
      return tree.negated(c) ? under_negation(found->second) : found->second;
  }
  const std::string preposition = tree.preposition(noun);
  if (preposition.empty()) return std::nullopt;
  const auto found = prepositions_.find(preposition);
  const bool over = found != prepositions_.end() && found->second == Modality::kOccurred;
  if (found != prepositions_.end() && !over) return found->second;
  // "In the course of the visit they will sign", "after joining they will sign": neither is over yet.
  if (over || inheriting_.contains(preposition)) {
    const uint32_t clause = tree.clause(noun);
    if (clause == noun || !tree.morph(clause).verbal())
      return over ? std::optional(Modality::kOccurred) : std::nullopt;
    const auto around = from_above(tree, clause, of_verb(tree, clause));
    const bool coming = around == Modality::kPlanned || around == Modality::kOffered ||
                        around == Modality::kHypothetical;
    return coming ? Modality::kPlanned : Modality::kOccurred;
  }
  return std::nullopt;
}

// Cues above: "plans to …", "cancelled the visit", "denied that …". A cue that only says "planned"
// does not overrule a tense; refusals, denials and possibilities do.
std::optional<Modality> ModalityJudge::from_above(const Tree& tree, uint32_t top,
                                                  std::optional<Modality> own) const {
  uint32_t at = top;
  for (int step = 0; step < kClimb; ++step) {
    const Relation r = tree.relation(at);
    const uint32_t up = tree.head(at);
    if (up == kNoToken) break;
    if (r == Relation::kConj) {  // "plans to visit X and sign Y"
      at = up;
      continue;
    }
    const bool complement =
        r == Relation::kXcomp || r == Relation::kCcomp || r == Relation::kCsubj ||
        r == Relation::kCsubjPass || r == Relation::kAcl || r == Relation::kNsubj ||
        r == Relation::kNsubjPass || r == Relation::kObj || r == Relation::kNmod ||
        r == Relation::kObl || r == Relation::kIobj || r == Relation::kAdvcl;
    if (!complement) break;
    // A participle only describes its noun: what governs the noun says nothing about it.
    if ((r == Relation::kAcl || r == Relation::kAdvcl) && tree.morph(at).verbal() &&
        tree.morph(at).verb_form != VerbForm::kInf)
      break;
    const auto lemma = tree.doc().lemmas[up];
    if (tree.negated(up))
      if (const auto found = denied_governors_.find(lemma); found != denied_governors_.end())
        return found->second;
    if (const auto found = governors_.find(lemma); found != governors_.end()) {
      const bool weak = found->second == Modality::kPlanned ||
                        found->second == Modality::kOccurred || found->second == Modality::kOngoing;
      if (!(own && weak)) {
        if (tree.negated(up)) return under_negation(found->second);
        return weak && tree.tense(up) == Tense::kFut ? Modality::kPlanned : found->second;
      }
    }
    // A reported clause keeps its own tense: only what stands directly over it is asked.
    if (r == Relation::kCcomp || r == Relation::kNsubj || r == Relation::kNsubjPass ||
        r == Relation::kAdvcl)
      break;
    if (r == Relation::kXcomp && !own)
      own = of_verb(tree, up);  // "began to supply" has the tense of "began"
    else if (own && tree.morph(up).verbal())
      break;
    at = up;
  }
  return own;
}

// "Called on X to release the prisoners": the call is the act.
bool ModalityJudge::asked(const Tree& tree, uint32_t top) const {
  uint32_t at = top;
  for (int step = 0; step < kClimb; ++step) {
    const Relation r = tree.relation(at);
    const uint32_t up = tree.head(at);
    const bool complement = r == Relation::kXcomp || r == Relation::kCcomp ||
                            r == Relation::kConj || r == Relation::kObj || r == Relation::kObl ||
                            r == Relation::kIobj || r == Relation::kNmod || r == Relation::kAcl ||
                            r == Relation::kAdvcl;
    if (up == kNoToken || !complement) return false;
    // "Discussed it at the meeting": where, not what.
    if (r == Relation::kObl && tree.gcase(at) == Case::kLoc &&
        inheriting_.contains(tree.preposition(at)))
      return false;
    const bool reported = r == Relation::kCcomp || r == Relation::kAdvcl;
    const Morph& m = tree.morph(at);
    if (reported && m.verbal() && m.verb_form != VerbForm::kInf) {
      // A reported clause is asked for only where its mark says so ("that he should").
      const uint32_t mark = tree.child(at, Relation::kMark);
      if (mark == kNoToken || !markers_.contains(tree.doc().lemmas[mark])) return false;
    }
    if (r != Relation::kConj && asking_.contains(tree.doc().lemmas[up])) return true;
    if (r != Relation::kConj && tree.morph(up).finite()) return false;
    at = up;
  }
  return false;
}

bool ModalityJudge::any_phrase(const Tree& tree, uint32_t token,
                               const std::vector<std::vector<std::string>>& phrases,
                               bool whole) const {
  const Document& doc = tree.doc();
  const Sentence& sentence = doc.sentences[sentence_of(doc, token)];
  const uint32_t clause = tree.main_clause(token);
  for (uint32_t t = sentence.begin; t < sentence.end; ++t)
    for (const auto& phrase : phrases) {
      if (t + phrase.size() > sentence.end) continue;
      bool same = true;
      for (uint32_t i = 0; i < phrase.size() && same; ++i)
        same = doc.lemmas[t + i] == phrase[i] || doc.lowers[t + i] == phrase[i];
      if (!same) continue;
      if (whole) return true;
      // Words that weaken stand in the clause of the trigger, or in one that has it as its reported
      // clause.
      const uint32_t mine = tree.main_clause(t);
      if (mine == clause || tree.below(clause, mine)) return true;
    }
  return false;
}

Judgement ModalityJudge::judge(const Tree& tree, const Site& site) const {
  std::optional<Modality> own;
  for (const uint32_t token :
       site.chain) {  // the trigger's own modifiers first, then the verb that carries it
    const auto said = tree.morph(token).verbal() ? of_verb(tree, token) : of_noun(tree, token);
    if (said && (!own || *said == Modality::kNegated || *own == Modality::kOccurred)) own = said;
  }
  Judgement judgement;
  const auto all = from_above(tree, site.top(), own);
  judgement.certain = all.has_value();
  const bool infinitive = tree.morph(site.top()).verb_form == VerbForm::kInf;
  judgement.modality = all.value_or(infinitive ? Modality::kHypothetical : Modality::kOccurred);
  judgement.asked = asked(tree, site.top());
  judgement.hedged = any_phrase(tree, site.trigger(), hedges_, false);
  judgement.background = any_phrase(tree, site.trigger(), backgrounds_, false);
  return judgement;
}

}  // namespace letopis::extract
