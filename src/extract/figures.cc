#include "extract/figures.h"

#include <algorithm>
#include <array>
#include <optional>

#include "extract/figure_owners.h"

namespace letopis::extract {
namespace {

using rules::Match;

constexpr std::string_view kCardinal = "N", kOrdinal = "O", kVague = "V";
constexpr uint32_t kReach = 6;                 // tokens between a number and its noun
constexpr double kExact = 9007199254740992.0;  // 2^53: beyond, a double keeps no single units

bool counts(Relation relation) {
  return relation == Relation::kNummod || relation == Relation::kNummodGov ||
         relation == Relation::kNummodEntity;
}

constexpr std::array<std::string_view, 7> kTimes = {"year", "month",  "week",  "day",
                                                    "hour", "minute", "second"};

class Collector {
 public:
  Collector(const Document& doc, const rules::RuleSet& rules, const std::vector<Numeral>& numerals,
            Analysis& analysis)
      : doc_(doc), rules_(rules), numerals_(numerals), analysis_(analysis) {}

  void take(const Match& match) {
    const auto n = match.number("n");
    if (!n) return;
    const std::string& action = match.rule->action;
    Figure figure;
    figure.value = figure.high = *n;
    figure.unit = match.text("unit");
    figure.approx = match.text("approx").empty() ? "exact" : match.text("approx");
    figure.origin = {"rule:figures/" + match.rule->name, 0.9F};
    const Numeral* numeral =
        at(match.capture("n") != nullptr ? match.capture("n")->begin : match.begin);
    if (numeral != nullptr && numeral->kind != NumeralKind::kOrdinal)
      figure.high = std::max(numeral->high, figure.value);
    if (figure.approx == "upto") figure.approx = bound(match.begin) ? "less" : "exact";
    uint32_t end = match.end;
    if (numeral != nullptr && glued(numeral->begin)) return;

    if (action == "range") {
      const auto high = match.number("high");
      const rules::Capture* last = match.capture("m");
      const Numeral* second = last != nullptr ? at(last->begin) : nullptr;
      if (!high || second == nullptr || numeral == nullptr) return;
      figure.high = *high;
      if (numeral->scale == 1 && second->scale > 1 && figure.value * second->scale <= *high)
        figure.value *= second->scale;
      if (figure.value > figure.high) return;
      if (figure.unit.empty() && !add_noun(*second, figure, end)) return;
    } else if (action == "count") {
      if (numeral == nullptr || !countable(*numeral)) return;
      if (!add_noun(*numeral, figure, end)) return;
    } else if (action == "ordinal") {
      if (!add_ordinal_noun(match, numeral, figure, end)) return;
    } else if (action == "long") {
      // How old somebody is says nothing between states.
      const uint32_t noun = doc_.arcs[match.begin].head;
      if (noun == kNoToken || lasts(figure.unit, match.begin) ||
          doc_.morphs[noun].gcase == Case::kNone ||
          doc_.morphs[noun].animacy == Animacy::kAnim || doc_.morphs[noun].upos == Upos::kPropn)
        return;
    }
    if (figure.high > kExact && figure.approx == "exact") figure.approx = "about";
    figure.span = doc_.span_of(match.begin, end);
    const uint32_t number_end = numeral != nullptr ? numeral->end : match.end;
    const uint32_t last = std::max(end, number_end), noun = measured(match.begin, last);
    if (noun != kNoToken) {
      figure.measure = phrase(noun, match.begin, last);
      // "Dollars of the USA" are nobody's.
      if (action != "money" || noun < match.begin || noun >= last) figure.of = owners(noun, match.begin, last);
    }
    analysis_.figures.push_back(std::move(figure));
  }

 private:
  const Numeral* at(uint32_t token) const {
    const auto found = std::lower_bound(numerals_.begin(), numerals_.end(), token,
                                        [](const Numeral& n, uint32_t t) { return n.begin < t; });
    return found != numerals_.end() && found->begin == token ? &*found : nullptr;
  }

  // Ages and durations of the story measure nothing; terms of a treaty or a sentence do.
  bool lasts(std::string_view unit, uint32_t token) const {
    if (std::find(kTimes.begin(), kTimes.end(), unit) == kTimes.end()) return false;
    const Sentence& s = doc_.sentences[sentence_of(doc_, token)];
    for (uint32_t t = s.begin; t < s.end; ++t)
      if (rules_.look_up("term", doc_.lemmas[t])) return false;
    return true;
  }

  // "one" is an article more often than a count; a number behind a sign of number or a colon is a
  // name or an hour.
  bool countable(const Numeral& n) const {
    if (n.value == 1 && !n.digits) return false;
    if (n.begin > 0) {
      const std::string_view before = doc_.surface(n.begin - 1);
      // "art. 228", "part 2": a place in a law.
      const bool article =
          n.begin > 1 && before == "." && rules_.look_up("article", doc_.lemmas[n.begin - 2]);
      if (before == "\u2116" || before == "#" || article ||
          (before == ":" && adjacent(n.begin - 1) && n.digits))
        return false;
    }
    return !(n.end < doc_.size() && doc_.surface(n.end) == ":" && adjacent(n.end - 1) &&
             adjacent(n.end));
  }
  bool adjacent(uint32_t token) const {
    return token + 1 < doc_.size() &&
           doc_.tokens[token].span.end == doc_.tokens[token + 1].span.begin;
  }

  // A number inside an address or a code ("%D0%BD", "A4").
  bool glued(uint32_t token) const {
    if (token == 0 || !adjacent(token - 1)) return false;
    const TokenKind before = doc_.tokens[token - 1].kind;
    return before == TokenKind::kLatin || before == TokenKind::kCyrillic ||
           before == TokenKind::kNumber || doc_.surface(token - 1) == "%" ||
           doc_.surface(token - 1) == "-";
  }

  // "to 20" bounds a count from above, unless something grew to it.
  bool bound(uint32_t token) const {
    if (token == 0) return true;
    const Morph& before = doc_.morphs[token - 1];
    if (before.verbal()) return before.verb_form == VerbForm::kInf || before.tense == Tense::kFut;
    return true;
  }

  bool modifier(uint32_t token) const {
    const Morph& m = doc_.morphs[token];
    const char first = doc_.surface(token)[0];
    return m.upos == Upos::kAdj || m.upos == Upos::kDet || m.upos == Upos::kNum || m.participle() ||
           first == '"' || first == '(' || doc_.surface(token) == "\u00AB" ||
           m.upos == Upos::kCconj || doc_.surface(token) == ",";
  }

  bool only_modifiers(uint32_t begin, uint32_t end) const {
    for (uint32_t t = begin; t < end; ++t)
      if (!modifier(t) && doc_.morphs[t].upos != Upos::kAdv && doc_.morphs[t].upos != Upos::kPart &&
          doc_.morphs[t].upos != Upos::kAdp && !doc_.morphs[t].nominal())
        return false;
    return true;
  }

  // The noun that a number counts: what it modifies in the tree, else the genitive behind it.
  uint32_t noun_of(const Numeral& n) const {
    const uint32_t last = doc_.sentences[sentence_of(doc_, n.begin)].end;
    for (uint32_t t = n.begin; t < n.end; ++t) {
      const uint32_t head = doc_.arcs[t].head;
      if (head == kNoToken || head < n.end || head >= n.end + kReach || head >= last) continue;
      if (counts(doc_.arcs[t].relation) && noun(head)) return head;
    }
    for (uint32_t t = n.end; t < std::min(last, n.end + kReach); ++t) {
      if (noun(t)) {
        const uint32_t head = doc_.arcs[t].head;
        const bool ours =
            n.scale > 1 || (head != kNoToken && head >= n.begin && head < n.end) ||
            (t == n.end && doc_.morphs[t].gcase == Case::kGen && free_before(n.begin));
        return ours ? t : kNoToken;
      }
      if (!modifier(t)) break;
    }
    return kNoToken;
  }
  // No noun before the number that it could belong to as a name ("resolution 1701 of the council").
  bool free_before(uint32_t token) const {
    return token == 0 || !(doc_.morphs[token - 1].nominal());
  }
  bool noun(uint32_t token) const {
    return doc_.morphs[token].upos == Upos::kNoun ||
           rules_.look_up("unit", doc_.lemmas[token]).has_value();
  }

  bool add_noun(const Numeral& n, Figure& figure, uint32_t& end) {
    const uint32_t found = noun_of(n);
    if (found == kNoToken) return false;
    const std::string_view lemma = doc_.lemmas[found];
    if (rules_.look_up("no-count", lemma)) return false;
    const auto unit = rules_.look_up("unit", lemma);
    figure.unit = std::string(unit.value_or(lemma));
    if (figure.unit == "hour" && n.begin > 0 && doc_.morphs[n.begin - 1].upos == Upos::kAdp)
      return false;  // the time of day
    if (lasts(figure.unit, n.begin)) return false;
    end = std::max(end, found + 1);
    return true;
  }

  bool add_ordinal_noun(const Match& match, const Numeral* numeral, Figure& figure, uint32_t& end) {
    const uint32_t last = doc_.sentences[sentence_of(doc_, match.begin)].end;
    const uint32_t from = numeral != nullptr ? numeral->end : match.end;
    uint32_t found = kNoToken;
    const uint32_t head = doc_.arcs[from - 1].head;
    if (head != kNoToken && head >= from && head < std::min(last, from + kReach) &&
        doc_.morphs[head].upos == Upos::kNoun && only_modifiers(from, head)) {
      found = head;
    } else if (from < last && doc_.morphs[from].upos == Upos::kNoun && numeral == nullptr) {
      found = from;
    }
    if (found == kNoToken || rules_.look_up("no-ordinal", doc_.lemmas[found])) return false;
    const auto unit = rules_.look_up("unit", doc_.lemmas[found]);
    if (unit && std::find(kTimes.begin(), kTimes.end(), *unit) != kTimes.end()) return false;
    figure.unit = "ordinal";
    end = std::max(end, found + 1);
    return true;
  }

  std::vector<uint32_t> owners(uint32_t noun, uint32_t begin, uint32_t end) {
    if (analysis_.mentions.empty()) return {};
    if (!owners_) owners_.emplace(doc_, analysis_);
    return owners_->of(noun, begin, end);
  }

  // What the figure is about: the noun that governs it, or the subject of the verb that does;
  // kNoToken where that is whoever acts.
  uint32_t measured(uint32_t begin, uint32_t end) const {
    uint32_t t = begin;
    for (uint32_t i = begin; i < end; ++i) {
      const uint32_t head = doc_.arcs[i].head;
      if (head != kNoToken && (head < begin || head >= end) && !doc_.tokens[i].span.empty() &&
          doc_.morphs[i].upos != Upos::kAdp) {
        t = head;
        break;
      }
    }
    if (t >= begin && t < end) return end - 1;
    for (int steps = 0;
         steps < 3 && t != kNoToken && !doc_.morphs[t].verbal() && !doc_.morphs[t].nominal();
         ++steps)
      t = doc_.arcs[t].head;
    if (t == kNoToken) return kNoToken;
    if (doc_.morphs[t].nominal()) return t;
    for (uint32_t i = 0; i < doc_.size(); ++i) {
      const Relation r = doc_.arcs[i].relation;
      if (doc_.arcs[i].head == t && (i < begin || i >= end) &&
          (r == Relation::kNsubj || r == Relation::kNsubjPass))
        return actor(i) ? kNoToken : i;
    }
    return end - 1;
  }

  // Who pays or asks is not what is measured.
  bool actor(uint32_t token) const {
    const Span word = doc_.tokens[token].span;
    return std::any_of(analysis_.mentions.begin(), analysis_.mentions.end(), [&](const Mention& m) {
      if (!m.span.contains(word) || m.entities.empty()) return false;
      const EntityKind kind = analysis_.entities[m.entities.front()].kind;
      return kind == EntityKind::kPerson || kind == EntityKind::kState || kind == EntityKind::kOrg;
    });
  }

  // The noun with its adjectives before and one noun behind, as written.
  std::string phrase(uint32_t noun, uint32_t begin, uint32_t end) const {
    uint32_t first = noun, last = noun + 1;
    const bool inside = noun >= begin && noun < end;
    while (first > 0 && doc_.arcs[first - 1].head == noun &&
           doc_.arcs[first - 1].relation == Relation::kAmod &&
           (inside || first - 1 >= end || first - 1 < begin))
      --first;
    if (last < doc_.size() && doc_.arcs[last].head == noun &&
        doc_.arcs[last].relation == Relation::kNmod && (last < begin || inside))
      ++last;
    if (doc_.tokens[noun].kind != TokenKind::kCyrillic &&
        doc_.tokens[noun].kind != TokenKind::kLatin)
      return {};
    return std::string(doc_.span_of(first, last).of(doc_.text()));
  }

  const Document& doc_;
  const rules::RuleSet& rules_;
  const std::vector<Numeral>& numerals_;
  Analysis& analysis_;
  std::optional<FigureOwners> owners_;
};

std::string_view label(NumeralKind kind) {
  return kind == NumeralKind::kCardinal  ? kCardinal
         : kind == NumeralKind::kOrdinal ? kOrdinal
                                         : kVague;
}

}  // namespace

Result<FigureFinder> FigureFinder::load(const DataFiles& files) {
  LT_ASSIGN(Numerals numerals, Numerals::load(files));
  LT_ASSIGN(rules::RuleSet loaded, rules::RuleSet::load(files, "ru/figures/"));
  static constexpr std::array<std::string_view, 6> kActions = {"money", "measure", "range",
                                                               "count", "ordinal", "long"};
  for (const rules::Rule& rule : loaded.rules())
    if (std::find(kActions.begin(), kActions.end(), rule.action) == kActions.end())
      return Error{Code::kBadRule, "no action on figures is called " + rule.action,
                   rule.file + ":" + std::to_string(rule.line)};
  return FigureFinder(std::move(numerals), std::move(loaded));
}

void FigureFinder::find(const Document& doc, Analysis& analysis) const {
  const std::vector<Numeral> numerals = numerals_.find(doc);
  std::vector<rules::Mark> marks;
  size_t time = 0;  // the first expression of time that may still cover a number
  for (const Numeral& n : numerals) {
    const Span span = doc.span_of(n.begin, n.end);
    while (time < analysis.times.size() && analysis.times[time].span.end <= span.begin) ++time;
    const bool dated = time < analysis.times.size() && analysis.times[time].span.overlaps(span);
    if (!dated) marks.push_back({n.begin, n.end, label(n.kind), n.value});
  }
  Collector collector(doc, rules_, numerals, analysis);
  for (const Match& match : rules_.find({doc, marks})) collector.take(match);
}

std::vector<rules::ExampleFailure> FigureFinder::check(
    const std::function<void(Document&)>& analyse) const {
  std::vector<rules::ExampleFailure> failures = numerals_.rules().check([&](Document& doc) {
    analyse(doc);
    return std::vector<rules::Mark>();
  });
  const auto more = rules_.check([&](Document& doc) {
    analyse(doc);
    std::vector<rules::Mark> marks;
    for (const Numeral& n : numerals_.find(doc))
      marks.push_back({n.begin, n.end, label(n.kind), n.value});
    return marks;
  });
  failures.insert(failures.end(), more.begin(), more.end());
  return failures;
}

}  // namespace letopis::extract
