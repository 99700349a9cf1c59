#include "rules/rule_set.h"

#include <algorithm>
#include <cmath>

#include "base/unicode.h"
#include "base/utf8.h"
#include "rules/program.h"

namespace letopis::rules {
namespace {

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }

// A number token may keep the comma or the full stop behind it.
std::string_view without_stop(std::string_view token) {
  if (token.size() > 1 && (token.back() == ',' || token.back() == '.') &&
      digit(token[token.size() - 2]))
    token.remove_suffix(1);
  return token;
}

std::optional<double> whole_number(std::string_view token) {
  token = without_stop(token);
  if (token.empty() || token.size() > 15) return std::nullopt;
  double number = 0;
  for (const char c : token) {
    if (!digit(c)) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

// I..XXXIX in capitals, Latin or their Cyrillic look-alike U+0425.
std::optional<double> roman_number(std::string_view token) {
  int total = 0, before = 0;
  size_t count = 0;
  for (size_t at = 0; at < token.size();) {
    const char32_t c = utf8::next(token, at);
    const int value = c == U'I' ? 1 : c == U'V' ? 5 : c == U'X' || c == U'\u0425' ? 10 : 0;
    if (value == 0 || ++count > 7) return std::nullopt;
    total += value > before ? value - 2 * before : value;
    before = value;
  }
  if (total == 0) return std::nullopt;
  return total;
}

bool agrees(const Morph& want, const Morph& have) {
  const auto same = [](auto a, auto b) { return static_cast<int>(a) == 0 || a == b; };
  return same(want.upos, have.upos) && same(want.gcase, have.gcase) &&
         same(want.number, have.number) && same(want.gender, have.gender) &&
         same(want.animacy, have.animacy) && same(want.aspect, have.aspect) &&
         same(want.verb_form, have.verb_form) && same(want.voice, have.voice) &&
         same(want.tense, have.tense) && same(want.mood, have.mood) &&
         same(want.person, have.person) && same(want.degree, have.degree) &&
         same(want.polarity, have.polarity) && same(want.variant, have.variant) &&
         same(want.num_form, have.num_form);
}

}  // namespace

std::optional<ShapeNumbers> fit_shape(std::string_view shape, std::string_view token) {
  token = without_stop(token);
  ShapeNumbers found;
  size_t at = 0;
  for (size_t i = 0; i < shape.size();) {
    if (shape[i] == 'N') {
      ++i;
      const size_t begin = at;
      double number = 0;
      while (at < token.size() && digit(token[at])) number = number * 10 + (token[at++] - '0');
      if (at == begin || at - begin > 15) return std::nullopt;
      found.numbers[found.count++] = number;
      continue;
    }
    if (shape[i] == '*') return found;
    if (at >= token.size()) return std::nullopt;
    const char32_t want = utf8::next(shape, i), have = unicode::to_lower(utf8::next(token, at));
    if (want != have && !(dash(want) && dash(have))) return std::nullopt;
  }
  if (at != token.size()) return std::nullopt;
  return found;
}

namespace {

// Runs the program over one document.
class Machine {
 public:
  Machine(const Program& program, const Input& input)
      : program_(program), input_(input), doc_(input.doc) {
    words_.resize(doc_.size());
    lemmas_.resize(doc_.size());
    std::string folded;
    for (uint32_t t = 0; t < doc_.size(); ++t) {
      words_[t] = program_.word(fold(doc_.surface(t)));
      if (doc_.lemmas.size() == doc_.size()) lemmas_[t] = program_.word(fold(doc_.lemmas[t]));
    }
    marks_.resize(doc_.size() + 1);
    uint32_t mark = 0;
    for (uint32_t t = 0; t <= doc_.size(); ++t) {
      while (mark < input.marks.size() && input.marks[mark].begin < t) ++mark;
      marks_[t] = mark;
    }
  }

  std::vector<Match> find() {
    std::vector<Match> found;
    for (const Sentence& sentence : doc_.sentences) {
      first_ = sentence.begin;
      last_ = std::min(sentence.end, doc_.size());
      for (uint32_t t = first_; t < last_;) {
        Match best = at(t);
        if (best.rule == nullptr) {
          ++t;
          continue;
        }
        t = std::max(t + 1, best.end);
        found.push_back(std::move(best));
      }
    }
    return found;
  }

 private:
  Match at(uint32_t token) {
    candidates_.clear();
    const auto add = [&](const std::vector<uint32_t>& rules) {
      candidates_.insert(candidates_.end(), rules.begin(), rules.end());
    };
    if (words_[token] != 0 && words_[token] < program_.by_word.size())
      add(program_.by_word[words_[token]]);
    if (lemmas_[token] != 0 && lemmas_[token] < program_.by_lemma.size())
      add(program_.by_lemma[lemmas_[token]]);
    const std::string_view surface = doc_.surface(token);
    if (digit(surface[0])) add(program_.by_digit);
    if (surface[0] == 'I' || surface[0] == 'V' || surface[0] == 'X' ||
        surface.starts_with("\u0425"))
      add(program_.by_roman);
    if (marks_[token] < input_.marks.size() && input_.marks[marks_[token]].begin == token)
      add(program_.by_mark);
    add(program_.by_any);
    std::sort(candidates_.begin(), candidates_.end());
    Match best;
    uint32_t before = 0xFFFFFFFFU;
    for (const uint32_t rule : candidates_) {
      if (rule == before) continue;
      before = rule;
      captures_.assign(program_.rules[rule].captures.size(), {});
      if (!run(program_.starts[rule], token)) continue;
      Match match{&program_.rules[rule], token, end_, captures_};
      if (const Capture* span = match.capture("span")) {
        match.begin = span->begin;
        match.end = span->end;
      }
      if (match.end > match.begin && match.end > best.end) best = std::move(match);
    }
    return best;
  }

  bool run(uint32_t pc, uint32_t token) {
    for (;;) {
      const Instruction& step = program_.code[pc];
      switch (step.op) {
        case Op::kDone:
          end_ = token;
          return true;
        case Op::kJump:
          pc = step.x;
          continue;
        case Op::kSplit: {
          if (run(step.x, token)) return true;
          pc = step.y;
          continue;
        }
        case Op::kTest: {
          if (token >= last_) return false;
          Capture taken;
          const uint32_t size = test(program_.tests[step.test], token, taken);
          if (size == 0) return false;
          if (step.slot == kNoSlot) {
            token += size;
            ++pc;
            continue;
          }
          const Capture old = captures_[step.slot];
          taken.begin = token;
          taken.end = token + size;
          taken.set = true;
          captures_[step.slot] = taken;
          if (run(pc + 1, token + size)) return true;
          captures_[step.slot] = old;
          return false;
        }
        case Op::kOpen:
        case Op::kClose: {
          const Capture old = captures_[step.slot];
          Capture& capture = captures_[step.slot];
          if (step.op == Op::kOpen) {
            capture = {};
            capture.begin = capture.end = token;
          } else {
            capture.end = token;
            capture.set = true;
          }
          if (run(pc + 1, token)) return true;
          captures_[step.slot] = old;
          return false;
        }
        case Op::kLookAhead:
        case Op::kLookBehind: {
          Capture ignored;
          const bool ahead = step.op == Op::kLookAhead;
          const bool inside = ahead ? token < last_ : token > first_;
          if ((inside && test(program_.tests[step.test], ahead ? token : token - 1, ignored) > 0) !=
              step.wanted)
            return false;
          ++pc;
          continue;
        }
        case Op::kStart:
          if (token != first_) return false;
          ++pc;
          continue;
        case Op::kEnd:
          if (token != last_) return false;
          ++pc;
          continue;
      }
    }
  }

  // How many tokens the atom takes at a token; 0 where it does not match. REQUIRES: token < last_.
  uint32_t test(const Test& t, uint32_t token, Capture& taken) const {
    const std::string_view surface = doc_.surface(token);
    uint32_t size = 1;
    switch (t.atom) {
      case Atom::kAny:
        break;
      case Atom::kWords:
        if (!std::binary_search(t.words.begin(), t.words.end(), words_[token])) return 0;
        break;
      case Atom::kLemmas:
        if (!std::binary_search(t.words.begin(), t.words.end(), lemmas_[token])) return 0;
        break;
      case Atom::kList:
        size = in_list(program_.lists[t.list], token, taken);
        if (size == 0) return 0;
        break;
      case Atom::kNumber:
      case Atom::kRoman: {
        const auto number = t.atom == Atom::kNumber ? whole_number(surface) : roman_number(surface);
        if (!number || *number < t.low || *number > t.high) return 0;
        taken.numbers[0] = *number;
        taken.count = 1;
        break;
      }
      case Atom::kShape: {
        bool fits = false;
        for (const std::string& shape : t.shapes) {
          const auto numbers = fit_shape(shape, surface);
          if (!numbers) continue;
          taken.numbers = numbers->numbers;
          taken.count = numbers->count;
          fits = true;
          break;
        }
        if (!fits) return 0;
        break;
      }
      case Atom::kMark:
        size = in_marks(t.label, token, taken);
        if (size == 0) return 0;
        break;
      case Atom::kCyrillic:
        if (doc_.tokens[token].kind != TokenKind::kCyrillic) return 0;
        break;
      case Atom::kLatin:
        if (doc_.tokens[token].kind != TokenKind::kLatin) return 0;
        break;
      case Atom::kPunct:
        if (doc_.tokens[token].kind != TokenKind::kPunct) return 0;
        break;
    }
    if (t.letters != Letters::kAnyCase &&
        (unicode::starts_upper(surface) != (t.letters == Letters::kUpper)))
      return 0;
    if (t.morph_given &&
        (doc_.morphs.size() != doc_.size() || !agrees(t.morph, doc_.morphs[token])))
      return 0;
    if (t.relation != Relation::kNone || t.head != kNoSlot || t.dependent != kNoSlot) {
      if (doc_.arcs.size() != doc_.size()) return 0;
      if (t.relation != Relation::kNone && doc_.arcs[token].relation != t.relation) return 0;
      if (t.head != kNoSlot) {
        const Capture& head = captures_[t.head];
        if (!head.set || doc_.arcs[token].head < head.begin || doc_.arcs[token].head >= head.end)
          return 0;
      }
      if (t.dependent != kNoSlot) {
        const Capture& dependent = captures_[t.dependent];
        if (!dependent.set || doc_.arcs[dependent.end - 1].head != token) return 0;
      }
    }
    return size;
  }

  uint32_t in_list(const WordList& list, uint32_t token, Capture& taken) const {
    const std::vector<WordId>& ids = list.lemmas ? lemmas_ : words_;
    if (ids[token] == 0) return 0;
    const auto found = list.phrases.find(ids[token]);
    if (found == list.phrases.end()) return 0;
    for (const Phrase& phrase : found->second) {
      const auto size = static_cast<uint32_t>(phrase.words.size());
      if (token + size > last_ ||
          !std::equal(phrase.words.begin(), phrase.words.end(), ids.begin() + token))
        continue;
      taken.text = phrase.value.text;
      taken.numbers[0] = phrase.value.number;
      taken.count = phrase.value.numeric ? 1 : 0;
      return size;
    }
    return 0;
  }

  uint32_t in_marks(std::string_view label, uint32_t token, Capture& taken) const {
    uint32_t size = 0;
    for (uint32_t i = marks_[token]; i < input_.marks.size() && input_.marks[i].begin == token;
         ++i) {
      const Mark& mark = input_.marks[i];
      if (mark.label != label || mark.end > last_ || mark.end - token <= size) continue;
      size = mark.end - token;
      taken.numbers[0] = mark.number;
      taken.count = 1;
      taken.text = mark.label;
    }
    return size;
  }

  const Program& program_;
  const Input& input_;
  const Document& doc_;
  std::vector<WordId> words_, lemmas_;  // per token
  std::vector<uint32_t> marks_;         // per token: the first mark that begins at it or after it
  std::vector<uint32_t> candidates_;
  std::vector<Capture> captures_;
  uint32_t first_ = 0, last_ = 0, end_ = 0;
};

}  // namespace

const Capture* Match::capture(std::string_view name) const {
  for (size_t i = 0; i < captures.size(); ++i)
    if (rule->captures[i] == name && captures[i].set) return &captures[i];
  return nullptr;
}

std::optional<double> Match::number(std::string_view key) const {
  for (const RuleArgument& argument : rule->arguments) {
    if (argument.key != key) continue;
    if (argument.numeric) return argument.number;
    if (!argument.capture) return std::nullopt;
    const Capture& capture = captures[argument.slot];
    if (capture.set && argument.index < capture.count) return capture.numbers[argument.index];
  }
  return std::nullopt;
}

std::optional<int> Match::whole(std::string_view key) const {
  const auto value = number(key);
  if (!value || *value != std::floor(*value) || std::fabs(*value) > 2e9) return std::nullopt;
  return static_cast<int>(*value);
}

std::string_view Match::text(std::string_view key) const {
  for (const RuleArgument& argument : rule->arguments) {
    if (argument.key != key || argument.numeric) continue;
    if (!argument.capture) return argument.text;
    if (captures[argument.slot].set) return captures[argument.slot].text;
  }
  return {};
}

RuleSet::RuleSet(std::unique_ptr<Program> program) : program_(std::move(program)) {}
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;
RuleSet::~RuleSet() = default;

Result<RuleSet> RuleSet::load(const DataFiles& files, std::string_view prefix) {
  auto program = std::make_unique<Program>();
  const std::vector<std::string_view> paths = files.list(prefix);
  if (paths.empty()) return Error{Code::kNotFound, "there are no rules here", std::string(prefix)};
  for (const std::string_view path : paths) {
    LT_ASSIGN(const std::string_view text, files.text(path));
    LT_TRY(parse_lists(path, text, *program));
  }
  for (const std::string_view path : paths) {
    LT_ASSIGN(const std::string_view text, files.text(path));
    LT_TRY(parse_rules(path, text, *program));
  }
  return RuleSet(std::move(program));
}

std::vector<Match> RuleSet::find(const Input& input) const {
  return Machine(*program_, input).find();
}

std::span<const Rule> RuleSet::rules() const { return program_->rules; }

std::optional<std::string_view> RuleSet::look_up(std::string_view list,
                                                 std::string_view word) const {
  const WordId id = program_->word(fold(word));
  for (const WordList& candidate : program_->lists) {
    if (candidate.name != list) continue;
    const auto found = candidate.phrases.find(id);
    if (found == candidate.phrases.end()) return std::nullopt;
    for (const Phrase& phrase : found->second)
      if (phrase.words.size() == 1) return phrase.value.text;
  }
  return std::nullopt;
}

std::vector<ExampleFailure> RuleSet::check(const Analyse& analyse) const {
  std::vector<ExampleFailure> failures;
  for (const Rule& rule : program_->rules) {
    for (const Example& example : rule.examples) {
      Article article;
      article.text = example.sentence;
      Document doc;
      doc.article = &article;
      const std::vector<Mark> marks = analyse(doc);
      if (rule.needs_morphs && doc.morphs.empty()) continue;
      std::string taken;
      bool right = false;
      for (const Match& match : find({doc, marks})) {
        const Span span = doc.span_of(match.begin, match.end);
        const bool same = match.rule == &rule;
        right = right || (same && span == example.span);
        if (same || span.overlaps(example.span))
          taken += " " + match.rule->name + "[" + std::string(span.of(article.text)) + "]";
        if (same && !example.ok) taken += "!";
      }
      const bool wrong = example.ok ? !right : taken.ends_with('!');
      if (!wrong) continue;
      failures.push_back(
          {rule.file + ":" + std::to_string(example.line), rule.name, example.sentence,
           example.ok ? (taken.empty() ? "nothing matches" : "it is taken by" + taken)
                      : "the rule takes" + taken});
    }
  }
  return failures;
}

}  // namespace letopis::rules
