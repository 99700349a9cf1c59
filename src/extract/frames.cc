#include "extract/frames.h"

#include <algorithm>
#include <optional>

#include "extract/happenings.h"
#include "extract/statuses.h"
#include "extract/time_values.h"

namespace letopis::extract {
namespace {

using rules::Alternative;
using rules::Condition;
using rules::Constraint;
using rules::Frame;
using rules::Need;
using rules::RoleRule;
using rules::SlotKind;
using rules::Trigger;

constexpr std::string_view kActs = "ru/frames/", kStatuses = "ru/statuses/";
constexpr std::string_view kRepresentatives = "ru/frames/representatives.words";
constexpr std::string_view kGroups = "ru/frames/groups.words";
constexpr std::string_view kPolitical = "ru/frames/political.words";
constexpr std::string_view kPossessions = "ru/frames/possessions.words";
constexpr std::string_view kWordsHeader = "letopis-words 1";
constexpr std::string_view kOffice = "office";  // the kind of status
constexpr char kList = '@';                     // before the name of a file of words
constexpr uint32_t kReach = 8;                  // tokens a misattached argument may stand away
constexpr uint32_t kLiteralBytes = 160;         // longer phrases say no topic
constexpr float kNearby = 0.6F;                 // trust in an argument that the tree does not give
constexpr float kVerb = 0.9F, kNoun = 0.75F;
constexpr float kDescribed = 0.8F;      // trust in a participant without a name
constexpr float kImplicit = 0.5F;       // trust in participants that the sentence leaves out
constexpr uint32_t kImplicitReach = 2;  // sentences back to the act that names them
constexpr uint32_t kListReach = 2;      // sentences from a count to the list of those counted
constexpr float kSameSentence = 0.6F;   // trust in a filler that only shares the sentence
constexpr uint32_t kRemote = 6;  // tokens to a shared subject that still belongs to the phrase
constexpr uint32_t kDeep = 3;    // nouns between an act and a time that is not its own
constexpr Day kNews = 21;        // days before publication after which a dated act is background

// What fills a role: entities of one mention, or words.
struct Filled {
  uint32_t role = 0;
  std::vector<uint32_t> entities;
  std::string words;
  Span span;
  uint32_t token = kNoToken;
  float confidence = 1.0F;
  std::string post = {};   // the office meant, where the filler is a post
  bool described = false;  // `words` stand for somebody without a name
  bool remote = false;     // shared with another verb: no part of the evidence
};

bool listed(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// One lemma a line, behind a header.
Result<std::set<std::string, std::less<>>> words_of(const DataFiles& files, std::string_view path) {
  LT_ASSIGN(const std::string_view text, files.text(path));
  if (!text.starts_with(std::string(kWordsHeader) + "\n"))
    return Error{Code::kVersion, "the first line has to be '" + std::string(kWordsHeader) + "'",
                 std::string(path) + ":1:1"};
  std::set<std::string, std::less<>> words;
  for (size_t begin = text.find('\n') + 1; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    if (!word.empty() && word.front() != '#') words.emplace(word);
    begin = end + 1;
  }
  return words;
}

// "@posts" among the words of a condition: the words of posts.words.
Result<void> expand_lists(const DataFiles& files, Frame& frame) {
  for (Trigger& trigger : frame.triggers)
    for (Condition& condition : trigger.conditions) {
      std::vector<std::string> lemmas;
      for (std::string& lemma : condition.lemmas) {
        if (lemma.front() != kList) {
          lemmas.push_back(std::move(lemma));
          continue;
        }
        LT_ASSIGN(const auto words,
                  words_of(files, std::string(kActs) + lemma.substr(1) + ".words"));
        lemmas.insert(lemmas.end(), words.begin(), words.end());
      }
      condition.lemmas = std::move(lemmas);
    }
  return {};
}

}  // namespace

// One article on its way through the frames.
class FramePass {
 public:
  FramePass(const FrameFinder& finder, const Document& doc, const MentionIndex& index,
            Analysis& analysis)
      : finder_(finder), doc_(doc), index_(index), analysis_(analysis), tree_(doc) {
    time_heads_.reserve(analysis.times.size());
    for (const TimeExpression& time : analysis.times) time_heads_.push_back(head_of(time.span));
    experts_ = called_expert();
    officials_ = in_office();
  }

  void run() {
    statuses_ = std::move(analysis_.claims);  // offices, found with the names of their holders
    analysis_.claims.clear();
    for (Claim& office : statuses_) {
      attribute(office);
      // Who is quoted does not vouch for the own post.
      if (!office.said_by.empty() && office.said_by.front() == office.arguments.front().entity)
        office.said_by.clear();
    }
    for (uint32_t token = 0; token < doc_.size(); ++token) {
      const Morph& m = doc_.morphs[token];
      if (m.verbal() || (m.upos == Upos::kAdj && m.variant == Variant::kShort))
        try_uses(token, finder_.verbs_);
      else if (m.nominal())
        try_uses(token, finder_.nouns_);
    }
    for (Found& found : happenings(std::move(found_), analysis_.entities))
      analysis_.claims.push_back(std::move(found.claim));
    std::stable_sort(
        analysis_.claims.begin(), analysis_.claims.end(), [](const Claim& a, const Claim& b) {
          return a.evidence != b.evidence ? a.evidence < b.evidence : a.frame < b.frame;
        });
    for (Claim& status : joined(std::move(statuses_)))
      analysis_.claims.push_back(std::move(status));
  }

 private:
  using Uses = std::map<std::string, std::vector<FrameFinder::Use>, std::less<>>;

  uint32_t head_of(Span span) const {
    const Sentence range = index_.tokens(span);
    for (uint32_t t = range.begin; t < range.end; ++t)
      if (tree_.head(t) == kNoToken || tree_.head(t) < range.begin || tree_.head(t) >= range.end)
        return t;
    return kNoToken;
  }

  void try_uses(uint32_t token, const Uses& uses) {
    const auto found = uses.find(doc_.lemmas[token]);
    if (found == uses.end()) return;
    // Of several triggers of one act at one word the one that fills most wins; of a status the
    // first, as its values are listed from the narrowest to the widest.
    std::map<uint32_t, Found> best;
    std::set<uint32_t> told;
    for (const FrameFinder::Use use : found->second) {
      const Frame& frame = finder_.frames_[use.frame];
      if (told.contains(use.frame)) continue;
      auto claim = try_trigger(frame, frame.triggers[use.trigger], token);
      if (!claim) continue;
      if (frame.status) {
        told.insert(use.frame);
        tell(frame, frame.triggers[use.trigger], token, std::move(*claim));
        continue;
      }
      const auto old = best.find(use.frame);
      if (old == best.end() || old->second.claim.arguments.size() < claim->claim.arguments.size())
        best.insert_or_assign(use.frame, std::move(*claim));
    }
    for (auto& [frame, found_here] : best) {
      // A bare noun ("against the accession of X") does not say that it came about.
      if (!found_here.trigger->noun || found_here.certain)
        for (const rules::Opening& opening : found_here.trigger->opens)
          for (Claim& status : opened(finder_.frames_[frame], opening, found_here.claim, analysis_))
            statuses_.push_back(std::move(status));
      if (!found_here.asked) found_.push_back(std::move(found_here));
    }
  }

  // ---- statuses

  void tell(const Frame& frame, const Trigger& trigger, uint32_t token, Found found) {
    Claim& claim = found.claim;
    // A bare noun names a thing, and says of it that it stands only where it is the predicate.
    const bool bare = trigger.noun && !found.certain && !found.dated && !trigger.presupposed &&
                      light_chain(tree_, token, trigger.light).size() == 1 &&
                      tree_.child(token, Relation::kNsubj) == kNoToken &&
                      tree_.relation(token) != Relation::kAppos;
    if (bare) return;
    const std::optional<Modality> modality = status_modality(claim.modality);
    if (!modality) return;
    // What only stands has no beginning, save where the text dates it or tells how it came about.
    // An attribute ("the signed agreement") tells of it in passing.
    const bool attribute =
        doc_.morphs[token].participle() && doc_.morphs[token].variant == Variant::kNone;
    const bool began =
        claim.modality == Modality::kOccurred && (found.dated || (found.certain && !attribute));
    const bool coming = (modality == Modality::kPlanned || modality == Modality::kAnnounced) &&
                        !trigger.planned_value.empty();
    claim.modality = coming ? Modality::kAsserted : trigger.modality.value_or(*modality);
    if (!began) claim.when = {};
    if (trigger.continues && !go_on(frame, claim)) return;
    const Morph& m = doc_.morphs[token];
    const bool was = m.verbal() && m.tense == Tense::kPast && !trigger.past_value.empty();
    if (!trigger.continues)
      claim.arguments.push_back({"value",
                                 kNoEntity,
                                 coming ? trigger.planned_value
                                 : was  ? trigger.past_value
                                        : trigger.value,
                                 {}});
    const bool known =
        std::any_of(claim.arguments.begin(), claim.arguments.end(), [](const Argument& a) {
          return a.role == "party" || (a.role == "subject" && a.entity != kNoEntity);
        });
    if (!known) {  // "thirteen states": who they are may follow
      listed_ = std::move(claim);
      return;
    }
    for (Claim& made : sides(claim, analysis_)) statuses_.push_back(std::move(made));
  }

  // "Among them are X and Y": as was said of those that were only counted.
  bool go_on(const Frame& frame, Claim& claim) const {
    if (!listed_ || listed_->frame != frame.act) return false;
    const uint32_t then = sentence_of(doc_, token_at(doc_, listed_->trigger.begin));
    if (then + kListReach < sentence_of(doc_, token_at(doc_, claim.trigger.begin))) return false;
    for (const Argument& argument : listed_->arguments)
      if (argument.role != "subject") claim.arguments.push_back(argument);
    claim.modality = listed_->modality;
    claim.when = listed_->when;
    claim.evidence.insert(claim.evidence.begin(), listed_->evidence.begin(),
                          listed_->evidence.end());
    return true;
  }

  // ---- conditions

  bool has_dependant(uint32_t token, const std::vector<std::string>& lemmas, int depth) const {
    for (const uint32_t c : tree_.children(token))
      if (listed(lemmas, doc_.lemmas[c]) || (depth > 1 && has_dependant(c, lemmas, depth - 1)))
        return true;
    return false;
  }

  bool near(uint32_t token, const std::vector<std::string>& lemmas) const {
    const Sentence& sentence = doc_.sentences[sentence_of(doc_, token)];
    for (uint32_t t = sentence.begin; t < sentence.end; ++t)
      if (listed(lemmas, doc_.lemmas[t])) return true;
    return false;
  }

  bool allowed(const Trigger& trigger, const Site& site) const {
    const uint32_t token = site.trigger();
    for (const Condition& condition : trigger.conditions) {
      bool holds = true;
      const uint32_t up = tree_.head(site.top());
      const auto with = [&] {
        return std::any_of(site.chain.begin(), site.chain.end(),
                           [&](uint32_t t) { return has_dependant(t, condition.lemmas, 2); });
      };
      switch (condition.kind) {
        case Condition::Kind::kWith:
          holds = with();
          break;
        case Condition::Kind::kNotWith:
          holds = !with();
          break;
        case Condition::Kind::kUnder:
          holds = up != kNoToken && listed(condition.lemmas, doc_.lemmas[up]);
          break;
        case Condition::Kind::kNotUnder:
          holds = up == kNoToken || !listed(condition.lemmas, doc_.lemmas[up]);
          break;
        case Condition::Kind::kSingular:
          holds = doc_.morphs[token].number == Number::kSing;
          break;
        case Condition::Kind::kNear:
          holds = near(token, condition.lemmas);
          break;
        case Condition::Kind::kNotNear:
          holds = !near(token, condition.lemmas);
          break;
      }
      if (!holds) return false;
    }
    return true;
  }

  // ---- fillers

  bool fits(const Mention& mention, const Constraint& constraint,
            std::vector<uint32_t>& entities) const {
    entities.clear();
    const bool type = std::find(constraint.types.begin(), constraint.types.end(), mention.type) !=
                      constraint.types.end();
    for (const uint32_t e : mention.entities) {
      const EntityKind kind = analysis_.entities[e].kind;
      const bool official = constraint.officials && officials_[e];
      if (type || official ||
          std::find(constraint.kinds.begin(), constraint.kinds.end(), kind) !=
              constraint.kinds.end())
        entities.push_back(e);
    }
    return !entities.empty();
  }

  const Mention* mention_at(uint32_t token, const Constraint& constraint, Span trigger,
                            std::vector<uint32_t>& entities) const {
    if (const Mention* best = index_.best(token);
        best != nullptr && !best->span.overlaps(trigger) && fits(*best, constraint, entities))
      return best;
    const auto covering = index_.covering(token);
    for (auto m = covering.rbegin(); m != covering.rend(); ++m) {  // the smallest first
      const Mention& mention = analysis_.mentions[*m];
      if (!mention.span.overlaps(trigger) && fits(mention, constraint, entities)) return &mention;
    }
    return nullptr;
  }

  // The entities that one member of a coordination stands for; of what belongs to somebody ("the
  // decision of X") its owner, where `owned` is asked for.
  bool resolve(uint32_t token, const Constraint& constraint, Span trigger, int depth, bool owned,
               std::vector<Filled>& out, float confidence) const {
    if (constraint.posts) {
      for (const PostWords& post : analysis_.posts)
        if (post.span.contains(doc_.tokens[token].span)) {
          out.push_back({0, {post.of}, {}, post.span, token, confidence, post.post});
          return true;
        }
      return false;
    }
    std::vector<uint32_t> entities;
    const Mention* mention = mention_at(token, constraint, trigger, entities);
    const bool person =
        mention != nullptr && analysis_.entities[entities.front()].kind == EntityKind::kPerson;
    if (mention == nullptr || (!person && doc_.morphs[token].animacy == Animacy::kAnim)) {
      // "president X": the name is an apposition of the post, and outranks the state behind the
      // post.
      if (depth < 2)
        for (const uint32_t c : tree_.children(token)) {
          const Relation r = tree_.relation(c);
          const bool enumeration = r == Relation::kParataxis && doc_.morphs[c].nominal() &&
                                   c > token;  // "three states: X, Y, Z"
          if (r != Relation::kAppos && r != Relation::kFlatName && r != Relation::kFlat &&
              !enumeration)
            continue;
          bool any = false;
          for (const uint32_t member : tree_.conjuncts(c))
            any |= resolve(member, constraint, trigger, depth + 1, owned, out, confidence * 0.95F);
          if (any) return true;
        }
    }
    if (mention != nullptr) {
      Span span = mention->span;  // with the name after the post
      for (const uint32_t c : tree_.children(token))
        if (tree_.relation(c) == Relation::kAppos || tree_.relation(c) == Relation::kFlatName)
          for (const uint32_t m : index_.covering(c)) {
            const Mention& other = analysis_.mentions[m];
            if (std::find(other.entities.begin(), other.entities.end(), entities.front()) !=
                other.entities.end())
              span = hull(span, other.span);
          }
      out.push_back(
          {0, std::move(entities), {}, span, token, confidence * mention->origin.confidence});
      return true;
    }
    // "He was a minister, who left": said of the subject of that predicate.
    if (const uint32_t subject = tree_.child(token, Relation::kNsubj);
        depth < 2 && mention == nullptr && subject != kNoToken && !tree_.morph(token).verbal() &&
        resolve(subject, constraint, trigger, depth + 1, owned, out, confidence * 0.9F))
      return true;
    if (depth < 2 && (finder_.representatives_.contains(doc_.lemmas[token]) ||
                      (owned && finder_.possessions_.contains(doc_.lemmas[token])))) {
      bool any = false;
      for (const uint32_t c : tree_.children(token)) {
        const Relation r = tree_.relation(c);
        if (r == Relation::kAmod || (r == Relation::kNmod && tree_.morph(c).gcase == Case::kGen &&
                                     tree_.preposition(c).empty()))
          for (const uint32_t member : tree_.conjuncts(c))
            any |= resolve(member, constraint, trigger, depth + 1, owned, out, confidence * 0.85F);
      }
      if (any)
        for (Filled& filled : out)
          if (filled.token != token && tree_.below(filled.token, token))
            filled.span = hull(filled.span, doc_.tokens[token].span);
      return any;
    }
    return false;
  }

  std::vector<Filled> expand(uint32_t token, const Constraint& constraint, Span trigger, bool owned,
                             float confidence) const {
    std::vector<Filled> out;
    for (const uint32_t member : tree_.conjuncts(token))
      resolve(member, constraint, trigger, 0, owned, out, confidence);
    return out;
  }

  // The noun with what describes it, without clauses; nothing where a pronoun stands for something
  // said elsewhere or where the words are a time.
  std::optional<Filled> words_at(uint32_t token, float confidence) const {
    const bool infinitive = tree_.morph(token).verb_form == VerbForm::kInf;
    if (!tree_.morph(token).nominal() && !infinitive) return std::nullopt;
    TokenRange range{token, token + 1};
    std::vector<uint32_t> open = {token};
    while (!open.empty()) {
      const uint32_t t = open.back();
      open.pop_back();
      // "This step" says which; "this" alone, and whose it is, does not.
      const Upos pos = tree_.morph(t).upos;
      if (pos == Upos::kPron || (pos == Upos::kDet && t == token)) return std::nullopt;
      range = {std::min(range.begin, t), std::max(range.end, t + 1)};
      for (const uint32_t c : tree_.children(t)) {
        const Relation r = tree_.relation(c);
        const bool clause = r == Relation::kAcl || r == Relation::kAclRelcl ||
                            r == Relation::kAdvcl || r == Relation::kParataxis ||
                            tree_.morph(c).verbal();
        const bool mark =
            r == Relation::kPunct || (t == token && (r == Relation::kCase || r == Relation::kCc));
        if (!clause && !mark) open.push_back(c);
      }
    }
    const Span span = doc_.span_of(range.begin, range.end);
    if (span.size() > kLiteralBytes) return std::nullopt;
    for (const TimeExpression& time : analysis_.times)
      if (time.span.overlaps(span) && time.value.anchor != AnchorKind::kEvent)
        return std::nullopt;  // a feast is an occasion too
    return Filled{0, {}, std::string(span.of(doc_.text())), span, token, confidence};
  }

  // A filler may serve one role only; an entity may be participant once.
  bool add(const Frame& frame, uint32_t role, std::vector<Filled> candidates,
           std::vector<Filled>& filled) const {
    bool any = false;
    for (Filled& candidate : candidates) {
      bool taken = false;
      for (const Filled& other : filled) {
        taken |= other.token == candidate.token && other.role != role;
        if (participant(frame.roles[role].name) && participant(frame.roles[other.role].name) &&
            frame.roles[role].name != "object")
          std::erase_if(candidate.entities, [&](uint32_t e) {
            return std::find(other.entities.begin(), other.entities.end(), e) !=
                   other.entities.end();
          });
      }
      if (taken || (candidate.entities.empty() && candidate.words.empty())) continue;
      candidate.role = role;
      filled.push_back(std::move(candidate));
      any = true;
    }
    return any;
  }

  void fill(const Frame& frame, const RoleRule& rule, const Site& site, bool fall_back,
            std::vector<Filled>& filled) const {
    const Span trigger = doc_.tokens[site.trigger()].span;
    const bool recipient = frame.roles[rule.role].name == "recipient";
    bool done = false;
    for (const Alternative& alternative : rule.alternatives) {
      if (done && !alternative.also) continue;
      const Constraint& constraint = alternative.constraint.empty()
                                         ? frame.roles[rule.role].constraint
                                         : alternative.constraint;
      bool any = false;
      if (alternative.slot.kind == SlotKind::kSentence)
        any = add(frame, rule.role, only(frame, rule.role, constraint, trigger, filled), filled);
      if (alternative.slot.kind == SlotKind::kSpeaker)
        any = add(frame, rule.role, state_of_speaker(trigger), filled);
      if (alternative.slot.kind == SlotKind::kOffice)
        any = add(frame, rule.role, office_of_subject(frame, filled), filled);
      const bool owned = recipient && alternative.slot.kind != SlotKind::kSubject;
      for (const SlotFiller& filler : site.fillers) {
        const bool same =
            filler.slot.kind == alternative.slot.kind &&
            (filler.slot.kind != SlotKind::kPreposition ||
             (filler.slot.preposition == alternative.slot.preposition &&
              (alternative.slot.gcase == Case::kNone ||
               filler.slot.gcase == alternative.slot.gcase || filler.slot.gcase == Case::kNone)));
        if (!same) continue;
        const bool better_known =
            any && filler.confidence < 0.9F;  // weaker readings of the same place add noise
        if (better_known) continue;
        auto candidates = expand(filler.token, constraint, trigger, owned, filler.confidence);
        // "according to …" comes first, topics follow.
        const bool topical =
            filler.slot.kind != SlotKind::kPreposition || filler.token > site.trigger();
        const uint32_t far = filler.token > site.trigger() ? filler.token - site.trigger()
                                                           : site.trigger() - filler.token;
        for (Filled& candidate : candidates)
          candidate.remote = filler.slot.kind == SlotKind::kContext ||
                             (filler.slot.kind == SlotKind::kSubject && filler.confidence < 0.95F &&
                              far > kRemote);
        // What somebody is asked or refuses to do is a matter, never a party.
        const bool infinitive = tree_.morph(filler.token).verb_form == VerbForm::kInf;
        const std::string& role = frame.roles[rule.role].name;
        const bool matter = !infinitive || role == "object" || role == "topic";
        if (candidates.empty() && somebody(frame, rule.role, constraint, filler.token))
          if (auto words = words_at(filler.token, filler.confidence * kDescribed)) {
            words->described = true;
            candidates.push_back(std::move(*words));
          }
        if (candidates.empty() && constraint.words && topical && matter)
          if (auto words = words_at(filler.token, filler.confidence))
            candidates.push_back(std::move(*words));
        any |= add(frame, rule.role, std::move(candidates), filled);
      }
      if (!any && alternative.slot.kind == SlotKind::kSubject)
        any = add(frame, rule.role, first_person(site, constraint), filled);
      if (!any && (alternative.slot.kind == SlotKind::kSubject ||
                   alternative.slot.kind == SlotKind::kObject))
        any = add(frame, rule.role, elided(site, alternative.slot.kind, constraint), filled);
      if (!any && fall_back)
        for (const uint32_t token : nearby(tree_, site.trigger(), alternative.slot, kReach)) {
          any = add(frame, rule.role, expand(token, constraint, trigger, owned, kNearby), filled);
          if (any) break;
        }
      const bool one_side =
          frame.roles[rule.role].name == "party" && sides_of(rule.role, filled) < 2;
      done = done || (any && !one_side);
    }
  }

  // Whether a noun that names nobody stands for people all the same.
  bool somebody(const Frame& frame, uint32_t role, const Constraint& constraint,
                uint32_t token) const {
    const std::string& name = frame.roles[role].name;
    if (frame.status || !participant(name) || name == "object") return false;
    const Morph& m = tree_.morph(token);
    if (m.upos != Upos::kNoun || index_.best(token) != nullptr) return false;
    const auto allows = [&](EntityKind kind) {
      return std::find(constraint.kinds.begin(), constraint.kinds.end(), kind) !=
             constraint.kinds.end();
    };
    return (m.animacy == Animacy::kAnim && allows(EntityKind::kPerson)) ||
           (allows(EntityKind::kOrg) && finder_.groups_.contains(doc_.lemmas[token]));
  }

  static size_t sides_of(uint32_t role, const std::vector<Filled>& filled) {
    size_t sides = 0;
    for (const Filled& f : filled) sides += f.role == role ? f.entities.size() : 0;
    return sides;
  }

  // "In 2002 elected to the council.": a sentence without a subject goes on with that of the one
  // before it, in the same paragraph.
  std::vector<Filled> elided(const Site& site, SlotKind slot, const Constraint& constraint) const {
    const uint32_t verb = site.top();
    const Morph& m = tree_.morph(verb);
    const bool passive = tree_.passive(verb);
    if (tree_.head(verb) != kNoToken || !m.verbal() || passive != (slot == SlotKind::kObject) ||
        m.number != Number::kSing || m.gender == Gender::kNone || m.gender == Gender::kNeut ||
        tree_.child(verb, Relation::kNsubj) != kNoToken ||
        tree_.child(verb, Relation::kNsubjPass) != kNoToken)
      return {};
    const uint32_t number = sentence_of(doc_, verb);
    if (number == 0) return {};
    const Sentence here = doc_.sentences[number], before = doc_.sentences[number - 1];
    const Span gap{doc_.tokens[before.end - 1].span.end, doc_.tokens[here.begin].span.begin};
    if (gap.of(doc_.text()).find('\n') != std::string_view::npos) return {};
    for (uint32_t t = before.begin; t < before.end; ++t) {
      const Relation r = tree_.relation(t);
      if ((r != Relation::kNsubj && r != Relation::kNsubjPass) || tree_.head(t) == kNoToken ||
          tree_.head(tree_.head(t)) != kNoToken)
        continue;
      std::vector<Filled> found;
      const Morph& subject = tree_.morph(t);
      if (subject.number == Number::kSing && subject.gender == m.gender)
        resolve(t, constraint, doc_.tokens[verb].span, 0, false, found, kImplicit);
      for (Filled& f : found) {
        f.span = {};
        f.token = kNoToken;
      }
      std::erase_if(found, [&](const Filled& f) {
        return analysis_.entities[f.entities.front()].kind != EntityKind::kPerson;
      });
      return found;
    }
    return {};
  }

  // "I ask", "we shall help", in somebody's words: that one, or the state for which one speaks.
  std::vector<Filled> first_person(const Site& site, const Constraint& constraint) const {
    uint32_t verb = kNoToken;
    bool several = false;
    for (const uint32_t t : site.chain) {
      if (!tree_.morph(t).verbal()) continue;
      const uint32_t subject = tree_.child(t, Relation::kNsubj);
      const uint32_t who = subject == kNoToken ? t : subject;
      const Morph& m = tree_.morph(who);
      if (m.person != Person::k1 || (subject != kNoToken && m.upos != Upos::kPron)) continue;
      verb = t;
      several = m.number == Number::kPlur;
    }
    if (verb == kNoToken) return {};
    Claim asked;
    asked.trigger = doc_.tokens[verb].span;
    attribute(asked);
    if (asked.said_by.empty()) return {};
    const auto allows = [&](uint32_t e) {
      const EntityKind kind = analysis_.entities[e].kind;
      return (constraint.officials && officials_[e]) ||
             std::find(constraint.kinds.begin(), constraint.kinds.end(), kind) !=
                 constraint.kinds.end();
    };
    if (several)
      for (Filled& state : state_of_speaker(asked.trigger))
        if (allows(state.entities.front())) return {std::move(state)};
    const uint32_t speaker = asked.said_by.front();
    if (!allows(speaker)) return {};
    return {{0, {speaker}, {}, {}, kNoToken, kSameSentence}};
  }

  // "Our ally": that of the state in whose office the speaker is, as the article tells.
  std::vector<Filled> state_of_speaker(Span trigger) const {
    Claim asked;
    asked.trigger = trigger;
    attribute(asked);
    if (asked.said_by.empty()) return {};
    for (const Claim& claim : statuses_)
      if (claim.frame == kOffice && claim.arguments[0].entity == asked.said_by.front() &&
          analysis_.entities[claim.arguments[1].entity].kind == EntityKind::kState)
        return {{0, {claim.arguments[1].entity}, {}, {}, kNoToken, kSameSentence}};
    return {};
  }

  // "X resigned": from the office that the article says X holds.
  std::vector<Filled> office_of_subject(const Frame& frame,
                                        const std::vector<Filled>& filled) const {
    for (const Filled& f : filled) {
      if (frame.roles[f.role].name != "subject" || f.entities.size() != 1) continue;
      for (const Claim& claim : statuses_) {
        if (claim.frame != kOffice || claim.arguments[0].entity != f.entities.front()) continue;
        Filled made{0, {claim.arguments[1].entity}, {}, {}, kNoToken, kSameSentence};
        for (const Argument& a : claim.arguments)
          if (a.role == "post") made.post = a.literal;
        return {made};
      }
    }
    return {};
  }

  // The only one in the sentence that fits and fills no other role; of parties the only two.
  std::vector<Filled> only(const Frame& frame, uint32_t role, const Constraint& constraint,
                           Span trigger, const std::vector<Filled>& filled) const {
    const uint32_t wanted = frame.roles[role].name == "party" ? 2 : 1;
    const Sentence& s = doc_.sentences[sentence_of(doc_, token_at(doc_, trigger.begin))];
    const Span whole = doc_.span_of(s.begin, s.end);
    std::vector<Filled> made;
    std::vector<uint32_t> entities;
    for (const Mention& mention : analysis_.mentions) {
      if (!whole.contains(mention.span) || mention.span.overlaps(trigger) ||
          !fits(mention, constraint, entities))
        continue;
      for (const uint32_t e : entities) {
        const auto has = [e](const Filled& f) {
          return std::find(f.entities.begin(), f.entities.end(), e) != f.entities.end();
        };
        if (std::any_of(filled.begin(), filled.end(), has) ||
            std::any_of(made.begin(), made.end(), has))
          continue;
        made.push_back(
            {role, {e}, {}, mention.span, token_at(doc_, mention.span.begin), kSameSentence});
      }
    }
    if (made.size() != wanted) made.clear();
    return made;
  }

  bool satisfied(const Need& need, const std::vector<Filled>& filled) const {
    std::set<uint32_t> entities;
    uint32_t words = 0;
    for (const Filled& f : filled) {
      if (std::find(need.roles.begin(), need.roles.end(), f.role) == need.roles.end()) continue;
      entities.insert(f.entities.begin(), f.entities.end());
      words += f.words.empty() ? 0 : 1;
    }
    return entities.size() + words >= need.count;
  }

  // "In the course of the visit a treaty was signed": by those who were at the visit.
  void recall(const Trigger& trigger, const Need& need, uint32_t token,
              std::vector<Filled>& filled) const {
    if (trigger.implicit.empty()) return;
    const uint32_t sentence = sentence_of(doc_, token);
    for (auto found = found_.rbegin(); found != found_.rend(); ++found) {
      const Claim& claim = found->claim;
      if (found->sentence + kImplicitReach < sentence) return;
      if (!listed(trigger.implicit, claim.frame)) continue;
      Filled made;
      made.role = need.roles.front();
      made.confidence = kImplicit;
      for (const Argument& a : claim.arguments)
        if (a.entity != kNoEntity &&
            (a.role == "agent" || a.role == "co_agent" || a.role == "visitor" || a.role == "host"))
          made.entities.push_back(a.entity);
      if (made.entities.size() < 2) continue;
      std::erase_if(filled, [&](const Filled& f) {
        return std::find(need.roles.begin(), need.roles.end(), f.role) != need.roles.end();
      });
      filled.push_back(std::move(made));
      return;
    }
  }

  std::optional<Found> try_trigger(const Frame& frame, const Trigger& trigger, uint32_t token) {
    std::vector<uint32_t> chain = {token};
    // "Takes place after the meeting": what takes place is something else.
    if (trigger.noun && !finder_.modality_.dates(tree_.preposition(token)))
      chain = light_chain(tree_, token, trigger.light);
    if (trigger.light_required && chain.size() == 1) return std::nullopt;
    const Site site = collect_slots(tree_, std::move(chain));
    if (!allowed(trigger, site)) return std::nullopt;
    std::vector<Filled> filled;
    for (const RoleRule& rule : trigger.rules) fill(frame, rule, site, false, filled);
    for (const Need& need : trigger.needs) {
      if (satisfied(need, filled)) continue;
      for (const RoleRule& rule : trigger.rules)  // the tree may be wrong: look around
        if (std::find(need.roles.begin(), need.roles.end(), rule.role) != need.roles.end() &&
            std::none_of(filled.begin(), filled.end(),
                         [&](const Filled& f) { return f.role == rule.role; }))
          fill(frame, rule, site, true, filled);
      if (!satisfied(need, filled)) recall(trigger, need, token, filled);
      if (!satisfied(need, filled)) return std::nullopt;
    }
    const bool any = std::any_of(filled.begin(), filled.end(), [&](const Filled& f) {
      return participant(frame.roles[f.role].name) &&
             ((f.described && finder_.political_.contains(doc_.lemmas[f.token])) ||
              std::any_of(f.entities.begin(), f.entities.end(), [&](uint32_t e) {
                return !analysis_.entities[e].unnamed ||
                       (f.token != kNoToken && finder_.political_.contains(doc_.lemmas[f.token]));
              }));
    });
    if (!any) return std::nullopt;
    const Judgement judgement = finder_.modality_.judge(tree_, site);
    // "Refused to join": the refusal is the act; what follows for the membership is told all the
    // same.
    if (judgement.asked && !frame.status && trigger.opens.empty()) return std::nullopt;
    Found found = claim_of(frame, trigger, site, filled, judgement);
    found.asked = judgement.asked;
    // What did not happen, or only might, says nothing about who was meant.
    const bool recalled = std::any_of(filled.begin(), filled.end(),
                                      [](const Filled& f) { return f.token == kNoToken; });
    const Modality m = found.claim.modality;
    if (recalled && m != Modality::kOccurred && m != Modality::kOngoing && m != Modality::kPlanned)
      return std::nullopt;
    return found;
  }

  // ---- the claim

  Found claim_of(const Frame& frame, const Trigger& trigger, const Site& site,
                 const std::vector<Filled>& filled, Judgement judgement) {
    Claim claim;
    claim.kind = frame.status ? ClaimKind::kStatus : ClaimKind::kAct;
    claim.frame = frame.act;
    claim.contexts = frame.contexts;
    claim.trigger = doc_.tokens[site.trigger()].span;

    const uint32_t sentence = sentence_of(doc_, site.trigger());
    Span evidence = claim.trigger;
    for (const uint32_t t : site.chain) evidence = hull(evidence, doc_.tokens[t].span);
    for (const SlotFiller& filler :
         site.fillers)  // what was done to what belongs to the phrase, whoever that is
      if (filler.slot.kind == SlotKind::kObject && filler.confidence == 1.0F)
        evidence = hull(evidence, doc_.tokens[filler.token].span);
    const bool shared_only = std::all_of(
        filled.begin(), filled.end(), [](const Filled& f) { return f.remote || f.span.empty(); });
    float confidence = trigger.noun ? kNoun : kVerb;
    float weakest = 1.0F;
    for (const Filled& f : filled) {
      if (f.entities.empty()) {
        claim.arguments.push_back(
            {frame.roles[f.role].name, kNoEntity, f.words, f.span, f.described});
      } else {
        for (const uint32_t e : f.entities) {
          const bool repeated =
              std::any_of(claim.arguments.begin(), claim.arguments.end(), [&](const Argument& a) {
                return a.role == frame.roles[f.role].name && a.entity == e;
              });
          if (!repeated) claim.arguments.push_back({frame.roles[f.role].name, e, "", f.span});
        }
        if (!f.post.empty()) claim.arguments.push_back({"post", kNoEntity, f.post, {}});
        if (participant(frame.roles[f.role].name)) weakest = std::min(weakest, f.confidence);
      }
      if ((!f.remote || shared_only) && !f.span.empty()) evidence = hull(evidence, f.span);
    }
    confidence *= weakest;

    const auto time = time_of(site);
    if (time) evidence = hull(evidence, analysis_.times[*time].span);
    claim.evidence = {clip(evidence, sentence)};

    attribute(claim);
    // Who condemns or asks does so by the very words: nobody else vouches for it.
    if (frame.spoken && !claim.said_by.empty())
      for (const Argument& a : claim.arguments)
        if (a.role == "agent" && a.entity == claim.said_by.front()) {
          claim.said_by.erase(claim.said_by.begin());
          break;
        }
    if (frame.spoken && judgement.modality == Modality::kOngoing)
      judgement.modality = Modality::kOccurred;
    settle(claim, trigger, judgement, time, sentence);
    const bool coming = claim.modality == Modality::kPlanned ||
                        claim.modality == Modality::kOffered ||
                        claim.modality == Modality::kHypothetical;
    claim.plover = coming && !frame.planned_plover.empty() ? frame.planned_plover : frame.plover;
    claim.mode = coming && !frame.planned_plover.empty() ? "" : trigger.mode.value_or(frame.mode);
    if (!judgement.certain) confidence *= 0.9F;
    claim.hedged = judgement.hedged;
    claim.origin = {"rule:" + frame.act + "/" + trigger.name, confidence};
    return {std::move(claim), time.has_value(), judgement.certain,
            &trigger,         sentence,         frame.remainder};
  }

  // Inside the sentence, begun with the preposition or the adjectives of its first noun.
  Span clip(Span span, uint32_t sentence) const {
    const Sentence& s = doc_.sentences[sentence];
    const Span whole = doc_.span_of(s.begin, s.end);
    span = {std::max(span.begin, whole.begin), std::min(span.end, whole.end)};
    uint32_t first = token_at(doc_, span.begin);
    while (first > s.begin) {
      const Relation r = tree_.relation(first - 1);
      const uint32_t up = tree_.head(first - 1);
      const bool belongs =
          r == Relation::kCase || r == Relation::kAmod || r == Relation::kDet ||
          r == Relation::kNummod || r == Relation::kNummodGov || r == Relation::kFixed ||
          r == Relation::kAuxPass || r == Relation::kAux ||
          (r == Relation::kAdvmod && doc_.morphs[first - 1].polarity == Polarity::kNeg);
      if (!belongs || up == kNoToken || up + 1 < first || doc_.tokens[up].span.begin >= span.end)
        break;
      --first;
    }
    span.begin = std::min(span.begin, doc_.tokens[first].span.begin);
    return span;
  }

  // The time expression that belongs to the act: one below its words; else one in the same clause;
  // else one that the clause shares with a coordinated verb. Never across a reported clause.
  std::optional<size_t> time_of(const Site& site) const {
    std::optional<size_t> best;
    int best_rank = 100;
    const uint32_t sentence = sentence_of(doc_, site.trigger());
    const uint32_t clause = tree_.clause(site.top());
    const uint32_t main = tree_.main_clause(site.top());
    for (size_t i = 0; i < analysis_.times.size(); ++i) {
      const uint32_t head = time_heads_[i];
      if (head == kNoToken || sentence_of(doc_, head) != sentence ||
          analysis_.times[i].value.edtf.empty())
        continue;
      if (deep(head, site) || of_attribute(head, site)) continue;
      // An attribute or a feast below a noun dates that noun ("invited to the jubilee's parade"),
      // not the act around it.
      const bool attribute = tree_.relation(head) == Relation::kAmod ||
                             (tree_.relation(head) == Relation::kNmod &&
                              analysis_.times[i].value.anchor == AnchorKind::kEvent);
      if (attribute && tree_.head(head) != site.trigger()) continue;
      int rank = 100;
      if (tree_.head(head) == site.trigger())
        rank = 0;
      else if (std::find(site.chain.begin(), site.chain.end(), tree_.head(head)) !=
               site.chain.end())
        rank = 1;
      else if (tree_.below(head, site.trigger()) &&
               tree_.clause(head) == tree_.clause(site.trigger()))
        rank = 2;
      else if (tree_.clause(head) == clause)
        rank = 3;
      else if (tree_.main_clause(head) == main)
        rank = 4;
      else if (const uint32_t other = tree_.main_clause(head);
               tree_.relation(other) == Relation::kConj && tree_.head(other) == main && head < main)
        rank = 4;  // before the first of two verbs, whatever the parser hangs it on
      else if (tree_.relation(main) == Relation::kConj &&
               tree_.main_clause(head) == tree_.head(main) && head < main)
        rank = 5;
      if (rank < best_rank) {
        best_rank = rank;
        best = i;
      }
    }
    // "On Thursday, the second day of the visit", "on Monday, 12 November": the day of the event
    // and the date outrank the weekday beside them.
    if (best && *best + 1 < analysis_.times.size()) {
      const TimeExpression &first = analysis_.times[*best], &next = analysis_.times[*best + 1];
      const bool beside = next.span.begin <= first.span.end + 2;
      const bool better =
          next.value.anchor == AnchorKind::kEvent || (next.value.anchor == AnchorKind::kAbsolute &&
                                                      first.value.anchor != AnchorKind::kAbsolute);
      if (beside && better && !next.value.edtf.empty()) ++*best;
    }
    return best;
  }

  // "The minister appointed in June has resigned": June is the appointment's.
  bool of_attribute(uint32_t head, const Site& site) const {
    for (uint32_t t = tree_.head(head); t != kNoToken; t = tree_.head(t)) {
      if (std::find(site.chain.begin(), site.chain.end(), t) != site.chain.end()) return false;
      const Morph& m = tree_.morph(t);
      const Relation r = tree_.relation(t);
      if (m.participle() && m.variant == Variant::kNone &&
          (r == Relation::kAmod || r == Relation::kAcl))
        return !tree_.below(site.trigger(), t);
    }
    return false;
  }

  // Whether a time hangs on a noun far below the words of an act: "accuse of an attempt to prepare
  // a murder in May".
  bool deep(uint32_t head, const Site& site) const {
    uint32_t steps = 0, at = tree_.head(head);
    if (at == kNoToken || !tree_.morph(at).nominal() || index_.best(at) != nullptr) return false;
    for (; at != kNoToken && steps < kDeep; ++steps, at = tree_.head(at))
      if (std::find(site.chain.begin(), site.chain.end(), at) != site.chain.end()) return false;
    return steps == kDeep && tree_.below(head, site.top());
  }

  void attribute(Claim& claim) const {
    const Quote* inner = nullptr;
    for (const Quote& quote : analysis_.quotes)
      if (quote.span.contains(claim.trigger) &&
          (inner == nullptr || quote.span.size() < inner->span.size()))
        inner = &quote;
    if (inner == nullptr) return;
    if (inner->speaker != kNoEntity) claim.said_by.push_back(inner->speaker);
    for (const uint32_t relay : inner->via)
      if (std::find(claim.said_by.begin(), claim.said_by.end(), relay) == claim.said_by.end())
        claim.said_by.push_back(relay);
  }

  // Whether an entity is anywhere called by a word of opinion ("expert X").
  std::vector<bool> called_expert() const {
    std::vector<bool> experts(analysis_.entities.size());
    const auto expert = [&](uint32_t t) {
      const uint32_t up = tree_.head(t);
      return finder_.modality_.expert(doc_.lemmas[t]) ||
             (up != kNoToken && tree_.relation(t) == Relation::kAppos &&
              finder_.modality_.expert(doc_.lemmas[up]));
    };
    for (const Mention& mention : analysis_.mentions) {
      const Sentence range = index_.tokens(mention.span);
      for (uint32_t t = range.begin; t < range.end; ++t)
        if (expert(t))
          for (const uint32_t e : mention.entities) experts[e] = true;
    }
    return experts;
  }

  // Whether an entity is a person of whom the article tells, or the catalogue knows, an office.
  std::vector<bool> in_office() const {
    std::vector<bool> officials(analysis_.entities.size());
    for (size_t e = 0; e < officials.size(); ++e)
      officials[e] =
          analysis_.entities[e].kind == EntityKind::kPerson && analysis_.entities[e].catalogued;
    for (const Claim& claim : analysis_.claims)
      if (claim.frame == kOffice && claim.arguments.front().entity != kNoEntity)
        officials[claim.arguments.front().entity] = true;
    return officials;
  }

  // Modality, time and weight, which lean on each other.
  void settle(Claim& claim, const Trigger& trigger, const Judgement& judgement,
              std::optional<size_t> time, uint32_t sentence) const {
    const Published& published = analysis_.published;
    claim.modality =
        trigger.modality && !judgement.certain ? *trigger.modality : judgement.modality;
    if (trigger.assumed && !judgement.certain) claim.modality = *trigger.assumed;
    if (trigger.modality &&
        (judgement.modality == Modality::kOccurred || judgement.modality == Modality::kOngoing))
      claim.modality = *trigger.modality;
    const bool dated = published.known() && published.days.bounded();
    // "Earlier they discussed the coming visit": the time of the talk, not of the visit.
    if (time && dated &&
        (claim.modality == Modality::kPlanned || claim.modality == Modality::kOffered) &&
        analysis_.times[*time].value.days.first == Interval::kOpenBegin)
      time.reset();
    if (time) {
      claim.when = analysis_.times[*time].value;
      const Interval days = claim.when.days;
      if (dated && days.first != Interval::kOpenBegin && days.first > published.days.last &&
          (claim.modality == Modality::kOccurred || claim.modality == Modality::kOngoing))
        claim.modality = Modality::kPlanned;  // "arrives tomorrow"
      if (dated && days.last != Interval::kOpenEnd && days.last < published.days.first &&
          claim.modality == Modality::kOngoing)
        claim.modality = Modality::kOccurred;  // the narrator's present
      if (dated && !judgement.certain && days.last < published.days.first &&
          (claim.modality == Modality::kPlanned || trigger.assumed))
        claim.modality = Modality::kOccurred;
    }
    const bool past = claim.modality == Modality::kOccurred ||
                      claim.modality == Modality::kNegated || claim.modality == Modality::kDenied;
    const bool old =
        judgement.background || (time && dated && claim.when.days.last != Interval::kOpenEnd &&
                                 claim.when.days.last + kNews < published.days.first);
    claim.core = !old && (claim.said_by.empty() || !experts_[claim.said_by.front()]);
    if (time || !published.known()) return;
    if (claim.modality == Modality::kOngoing)
      claim.when = at_publication(published);
    else if (!past)
      claim.when = future_open(published);
    else if (!old && told_by_media(claim) && own_news(claim, sentence))
      claim.when = at_publication_about(published);
    else
      claim.when = past_open(published);
  }

  // By the outlet, or by those whom it has the news from.
  bool told_by_media(const Claim& claim) const {
    return std::all_of(claim.said_by.begin(), claim.said_by.end(), [&](uint32_t e) {
      return analysis_.entities[e].kind == EntityKind::kMedium;
    });
  }

  // An act that the article tells itself, in a clause of its own: not a bare noun, and not far down
  // the text.
  bool own_news(const Claim& claim, uint32_t sentence) const {
    const uint32_t token = token_at(doc_, claim.trigger.begin);
    return doc_.morphs[token].verbal() || sentence < 4 ||
           claim.evidence.front().size() > 2 * claim.trigger.size();
  }

  const FrameFinder& finder_;
  const Document& doc_;
  const MentionIndex& index_;
  Analysis& analysis_;
  Tree tree_;
  std::vector<uint32_t> time_heads_;
  std::vector<bool> experts_, officials_;  // per entity
  std::vector<Found> found_;               // in the order of their triggers
  std::vector<Claim> statuses_;
  std::optional<Claim> listed_;  // the last status of those that were only counted
};

Result<FrameFinder> FrameFinder::load(const DataFiles& files) {
  FrameFinder finder;
  LT_ASSIGN(finder.modality_, ModalityJudge::load(files));
  for (const std::string_view folder : {kActs, kStatuses}) {
    for (const std::string_view path : files.list(folder)) {
      if (!path.ends_with(".frame")) continue;
      LT_ASSIGN(const std::string_view text, files.text(path));
      LT_ASSIGN(Frame frame, rules::parse_frame(text, std::string(path)));
      const std::string_view named = path.substr(folder.size(), path.size() - folder.size() - 6);
      if (frame.act != named || frame.status != (folder == kStatuses))
        return Error{Code::kBadRule, "'" + frame.act + "' stands in a file of another name or kind",
                     std::string(path)};
      LT_TRY(expand_lists(files, frame));
      finder.frames_.push_back(std::move(frame));
    }
    if (finder.frames_.empty())
      return Error{Code::kNotFound, "there is no frame file", std::string(folder)};
  }
  for (uint32_t f = 0; f < finder.frames_.size(); ++f)
    for (uint32_t t = 0; t < finder.frames_[f].triggers.size(); ++t) {
      const Trigger& trigger = finder.frames_[f].triggers[t];
      for (const std::string& lemma : trigger.lemmas)
        (trigger.noun ? finder.nouns_ : finder.verbs_)[lemma].push_back({f, t});
    }
  LT_ASSIGN(finder.representatives_, words_of(files, kRepresentatives));
  LT_ASSIGN(finder.possessions_, words_of(files, kPossessions));
  LT_ASSIGN(finder.groups_, words_of(files, kGroups));
  LT_ASSIGN(finder.political_, words_of(files, kPolitical));
  return finder;
}

void FrameFinder::find(const Document& doc, const MentionIndex& index, Analysis& analysis) const {
  FramePass(*this, doc, index, analysis).run();
}

}  // namespace letopis::extract
