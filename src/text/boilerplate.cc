#include "text/boilerplate.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <stdexcept>

#include "base/lazy.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "text/look_alikes.h"

namespace letopis::text {
namespace {

using std::string_view;

constexpr string_view kPath = "ru/boilerplate.rules";
constexpr string_view kFirstLine = "letopis-boilerplate 1";

struct Example {
  std::string text;
  bool masks;
  size_t line;
};

RE2::Options re2_options() {
  RE2::Options options;
  options.set_log_errors(false);
  return options;
}

// What a rule's pattern became.
struct Automaton {
  explicit Automaton(const std::string& pattern) : re2(pattern, re2_options()) {
    for (const auto& [name, group] : re2.NamedCapturingGroups()) {
      if (name.starts_with("author")) authors.push_back(group);
      if (name == "outlet") outlet = group;
      if (name == "date") date = group;
      if (name == "y") year = group;
      if (name == "m") month = group;
      if (name == "d") day = group;
    }
    std::sort(authors.begin(), authors.end());
  }
  RE2 re2;
  std::vector<int> authors;                                     // groups author, author2, …
  int outlet = -1, date = -1, year = -1, month = -1, day = -1;  // groups; -1 for none
};

// A pattern that was found well formed, made into an automaton when a text first needs it: most
// articles need few of them, and together they would take longer to make than an article to read.
class Pattern {
 public:
  Pattern(std::string pattern, std::string place)
      : pattern_(std::move(pattern)), place_(std::move(place)) {}
  const Automaton& automaton() const {
    return made_.get([this] {
      auto made = std::make_unique<const Automaton>(pattern_);
      // Well formed and yet too large for an automaton: the examples of the rules would have shown.
      if (!made->re2.ok()) throw std::runtime_error(place_ + ": " + made->re2.error());
      return made;
    });
  }

 private:
  std::string pattern_, place_;
  Lazy<Automaton> made_;
};

struct Rule {
  MaskKind kind = MaskKind::kMenu;
  Where where = Where::kAny;
  bool block = false;
  std::unique_ptr<RE2> with;  // small; where it is not found the rule does not hold; may be null
  std::unique_ptr<const Pattern> pattern;
  std::vector<Example> examples;
  size_t line = 0;

  bool whole_line() const {
    return where == Where::kAny || where == Where::kHead || where == Where::kAfter ||
           where == Where::kTail;
  }
};

std::optional<MaskKind> kind_of(string_view name) {
  for (int k = 0; k <= static_cast<int>(MaskKind::kDuplicate); ++k)
    if (mask_kind_name(static_cast<MaskKind>(k)) == name) return static_cast<MaskKind>(k);
  return std::nullopt;
}

std::optional<Where> where_of(string_view name) {
  static constexpr std::pair<string_view, Where> kNames[] = {
      {"any", Where::kAny},   {"head", Where::kHead},   {"after", Where::kAfter},
      {"tail", Where::kTail}, {"start", Where::kStart}, {"lead", Where::kLead},
      {"part", Where::kPart}, {"url", Where::kUrl}};
  for (const auto& [known, where] : kNames)
    if (known == name) return where;
  return std::nullopt;
}

std::vector<string_view> words_of(string_view line) {
  std::vector<string_view> words;
  for (size_t at = 0; at < line.size();) {
    const size_t end = std::min(line.find(' ', at), line.size());
    if (end > at) words.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

int number_of(string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// The names of the groups of a well formed pattern.
std::vector<string_view> groups_of(string_view pattern) {
  constexpr string_view kBegin = "(?P<";
  std::vector<string_view> names;
  for (size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\') {
      ++at;
    } else if (pattern.substr(at).starts_with(kBegin)) {
      const string_view rest = pattern.substr(at + kBegin.size());
      names.push_back(rest.substr(0, rest.find('>')));
    }
  }
  return names;
}

bool is_group(string_view name) {
  return name.starts_with("author") || name == "outlet" || name == "date" || name == "y" ||
         name == "m" || name == "d";
}

}  // namespace

struct Boilerplate::Rules {
  std::vector<Rule> rules;
  std::map<std::string, int> months;         // lower case
  std::map<std::string, std::string> lists;  // what {name} stands for
  std::unique_ptr<RE2::Set> lines;  // the patterns of whole lines, in the order of line_rules
  std::vector<size_t> line_rules;

  // Replaces {name} by its list; {2,5} is a count.
  std::optional<std::string> expand(string_view pattern, std::string& unknown) const {
    std::string out;
    for (size_t at = 0; at < pattern.size(); ++at) {
      const size_t close = pattern[at] == '{' ? pattern.find('}', at) : string_view::npos;
      if (close == string_view::npos || pattern[at + 1] < 'a' || pattern[at + 1] > 'z') {
        out.push_back(pattern[at]);
        continue;
      }
      const auto found = lists.find(std::string(pattern.substr(at + 1, close - at - 1)));
      if (found == lists.end()) {
        unknown = pattern.substr(at, close - at + 1);
        return std::nullopt;
      }
      out.append("(?:").append(found->second).append(")");
      at = close;
    }
    return out;
  }

  // The date that the groups of a match say; false where they say one that does not exist.
  bool read_date(const Automaton& automaton, const std::vector<re2::StringPiece>& groups,
                 Published& published, string_view& at) const {
    const auto group = [&groups](int index) -> string_view {
      if (index < 0 || groups[static_cast<size_t>(index)].data() == nullptr) return {};
      return {groups[static_cast<size_t>(index)].data(), groups[static_cast<size_t>(index)].size()};
    };
    if (const string_view edtf = group(automaton.date); !edtf.empty()) {
      const auto days = edtf_interval(edtf);
      if (!days) return false;
      published.edtf = edtf;
      published.days = *days;
      at = edtf;
      return true;
    }
    const string_view day = group(automaton.day), month = group(automaton.month),
                      year = group(automaton.year);
    if (day.empty() || month.empty()) return true;
    Date date{2000, 0, number_of(day)};  // a leap year, so that 29 February can stand without one
    if (month[0] >= '0' && month[0] <= '9') {
      date.month = number_of(month);
    } else if (const auto found = months.find(unicode::lower(month)); found != months.end()) {
      date.month = found->second;
    }
    if (!year.empty()) date.year = year.size() == 2 ? 2000 + number_of(year) : number_of(year);
    if (!valid(date)) return false;
    if (year.empty()) {
      char text[16];
      std::snprintf(text, sizeof text, "XXXX-%02d-%02d", date.month, date.day);
      published.edtf = text;
      published.days = {};
    } else {
      published.edtf = iso(to_day(date));
      published.days = {to_day(date), to_day(date)};
    }
    const char* begin = day.data();
    const char* end = day.data() + day.size();
    for (const string_view part : {month, year}) {
      if (part.empty()) continue;
      begin = std::min(begin, part.data());
      end = std::max(end, part.data() + part.size());
    }
    at = {begin, static_cast<size_t>(end - begin)};
    return true;
  }

  // `text` as it is matched, `line` the way back from it.
  std::optional<Found> match(const Rule& rule, string_view text, const Unified& line,
                             size_t from) const {
    const re2::StringPiece piece(text.data(), text.size());
    if (rule.with && !rule.with->Match(piece, from, piece.size(), RE2::UNANCHORED, nullptr, 0))
      return std::nullopt;
    const Automaton& automaton = rule.pattern->automaton();
    std::vector<re2::StringPiece> groups(
        static_cast<size_t>(automaton.re2.NumberOfCapturingGroups()) + 1);
    const RE2::Anchor anchor = rule.whole_line() ? RE2::ANCHOR_BOTH
                               : rule.where == Where::kPart || rule.where == Where::kUrl
                                   ? RE2::UNANCHORED
                                   : RE2::ANCHOR_START;
    if (!automaton.re2.Match(piece, from, piece.size(), anchor, groups.data(),
                             static_cast<int>(groups.size())))
      return std::nullopt;
    Found found;
    string_view date;
    if (!read_date(automaton, groups, found.published, date)) return std::nullopt;
    const auto span_of = [&line, text](const char* data, size_t size) {
      const auto begin = static_cast<size_t>(data - text.data());
      return line.origin(begin, begin + size);
    };
    found.kind = rule.kind;
    found.block = rule.block;
    found.span = span_of(groups[0].data(), groups[0].size());
    for (const int group : automaton.authors)
      if (const auto& author = groups[static_cast<size_t>(group)]; !author.empty())
        found.authors.push_back(span_of(author.data(), author.size()));
    if (automaton.outlet > 0)
      if (const auto& outlet = groups[static_cast<size_t>(automaton.outlet)]; !outlet.empty())
        found.outlet = span_of(outlet.data(), outlet.size());
    if (!date.empty()) found.date = span_of(date.data(), date.size());
    return found;
  }
};

Boilerplate::Boilerplate(std::unique_ptr<const Rules> rules) : rules_(std::move(rules)) {}
Boilerplate::Boilerplate(Boilerplate&&) noexcept = default;
Boilerplate& Boilerplate::operator=(Boilerplate&&) noexcept = default;
Boilerplate::~Boilerplate() = default;

Result<Boilerplate> Boilerplate::load(const DataFiles& files) {
  LT_ASSIGN(const string_view source, files.text(kPath));
  auto all = std::make_unique<Rules>();
  std::vector<Rule>& rules = all->rules;
  RE2::Options options = re2_options();
  options.set_max_mem(64 << 20);
  all->lines = std::make_unique<RE2::Set>(options, RE2::ANCHOR_BOTH);
  RE2::Set others(options, RE2::UNANCHORED);  // never compiled: it tells whether patterns are right
  size_t number = 0;
  const auto bad = [&number](std::string what) {
    return Error{Code::kBadRule, std::move(what),
                 std::string(kPath) + ":" + std::to_string(number)};
  };
  for (size_t at = 0; at < source.size();) {
    const size_t end = std::min(source.find('\n', at), source.size());
    const string_view line = source.substr(at, end - at);
    at = end + 1;
    ++number;
    if (number == 1) {
      if (line != kFirstLine)
        return bad("the first line must be '" + std::string(kFirstLine) + "'");
      continue;
    }
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("month ")) {
      const auto words = words_of(line.substr(6));
      const int month = words.empty() ? 0 : number_of(words[0]);
      if (words.size() < 2 || month < 1 || month > 12) return bad("expected: month NUMBER NAME…");
      std::string& list = all->lists["month"];
      for (size_t i = 1; i < words.size(); ++i) {
        all->months[unicode::lower(words[i])] = month;
        list.append(list.empty() ? "" : "|")
            .append(RE2::QuoteMeta({words[i].data(), words[i].size()}));
      }
    } else if (line.starts_with("list ")) {
      const size_t name_end = line.find(' ', 5);
      if (name_end == string_view::npos) return bad("expected: list NAME ALTERNATIVE|…");
      std::string unknown;
      const auto list = all->expand(line.substr(name_end + 1), unknown);
      if (!list) return bad("there is no list " + unknown + " above this line");
      all->lists[std::string(line.substr(5, name_end - 5))] = *list;
    } else if (line.starts_with("rule ")) {
      const size_t kind_end = line.find(' ', 5);
      const size_t where_end =
          kind_end == string_view::npos ? kind_end : line.find(' ', kind_end + 1);
      if (where_end == string_view::npos) return bad("expected: rule KIND WHERE PATTERN");
      const string_view kind_name = line.substr(5, kind_end - 5),
                        where_name = line.substr(kind_end + 1, where_end - kind_end - 1);
      const auto kind = kind_of(kind_name);
      if (!kind) return bad("'" + std::string(kind_name) + "' is no kind of boilerplate");
      const auto where = where_of(where_name);
      if (!where)
        return bad("'" + std::string(where_name) +
                   "' is no place: any, head, after, tail, start, lead, part, url");
      std::string unknown;
      const auto pattern = all->expand(line.substr(where_end + 1), unknown);
      if (!pattern) return bad("there is no list " + unknown + " above this line");
      Rule rule;
      rule.kind = *kind;
      rule.where = *where;
      rule.line = number;
      std::string wrong;
      RE2::Set& set = rule.whole_line() ? *all->lines : others;
      if (set.Add(*pattern, &wrong) < 0) return bad("this pattern is wrong: " + wrong);
      if (rule.whole_line()) all->line_rules.push_back(rules.size());
      for (const string_view name : groups_of(*pattern))
        if (!is_group(name))
          return bad("'" + std::string(name) + "' is no group: author, outlet, date, y, m, d");
      rule.pattern = std::make_unique<const Pattern>(
          *pattern, std::string(kPath) + ":" + std::to_string(number));
      rules.push_back(std::move(rule));
    } else if (line == "block" && !rules.empty()) {
      rules.back().block = true;
    } else if (line.starts_with("with ") && !rules.empty()) {
      rules.back().with = std::make_unique<RE2>(std::string(line.substr(5)), re2_options());
      if (!rules.back().with->ok())
        return bad("this pattern is wrong: " + rules.back().with->error());
    } else if ((line.starts_with("ok: ") || line.starts_with("no: ")) && !rules.empty()) {
      rules.back().examples.push_back(
          {std::string(line.substr(4)), line.starts_with("ok"), number});
    } else {
      return bad("expected 'month', 'list', 'rule', 'block', 'with', 'ok:' or 'no:'");
    }
  }
  for (const Rule& rule : rules) {
    const auto has = [&rule](bool masks) {
      return std::any_of(rule.examples.begin(), rule.examples.end(),
                         [masks](const Example& e) { return e.masks == masks; });
    };
    number = rule.line;
    if (!has(true) || !has(false)) return bad("every rule needs an ok: and a no: line");
  }
  if (!all->lines->Compile())
    return Error{Code::kBadRule, "the rules together are too large", std::string(kPath)};
  return Boilerplate(std::move(all));
}

std::optional<Found> Boilerplate::line(string_view line, bool head, bool after, bool tail) const {
  const Unified unified = unify_look_alikes(line);
  std::vector<int> fitting;
  RE2::Set::ErrorInfo error{RE2::Set::kNoError};
  if (!rules_->lines->Match(unified.text, &fitting, &error)) {
    if (error.kind == RE2::Set::kNoError) return std::nullopt;
    // The automaton of all rules ran out of memory: one rule after another.
    fitting.resize(rules_->line_rules.size());
    for (size_t i = 0; i < fitting.size(); ++i) fitting[i] = static_cast<int>(i);
  }
  std::sort(fitting.begin(), fitting.end());
  for (const int i : fitting) {
    const Rule& rule = rules_->rules[rules_->line_rules[static_cast<size_t>(i)]];
    if ((rule.where == Where::kHead && !head) || (rule.where == Where::kAfter && !after) ||
        (rule.where == Where::kTail && !tail))
      continue;
    if (auto found = rules_->match(rule, unified.text, unified, 0)) return found;
  }
  return std::nullopt;
}

std::optional<Found> Boilerplate::part(string_view text, Where where) const {
  for (const Rule& rule : rules_->rules)
    if (rule.where == where)
      if (auto found = rules_->match(rule, text, {}, 0)) return found;
  return std::nullopt;
}

std::vector<Found> Boilerplate::parts(string_view line) const {
  std::vector<Found> all;
  for (const Rule& rule : rules_->rules) {
    if (rule.where != Where::kPart) continue;
    for (size_t at = 0; at < line.size();) {
      auto found = rules_->match(rule, line, {}, at);
      if (!found || found->span.empty()) break;
      at = found->span.end;
      all.push_back(std::move(*found));
    }
  }
  return all;
}

std::vector<std::string> Boilerplate::check_examples() const {
  std::vector<std::string> failures;
  for (const Rule& rule : rules_->rules)
    for (const Example& example : rule.examples) {
      const Unified line = unify_look_alikes(example.text);
      const bool fits = rules_->match(rule, line.text, line, 0).has_value();
      if (fits != example.masks)
        failures.push_back(std::string(kPath) + ":" + std::to_string(example.line) + ": " +
                           (fits ? "masked: " : "not masked: ") + example.text);
    }
  return failures;
}

}  // namespace letopis::text
