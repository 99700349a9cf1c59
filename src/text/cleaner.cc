#include "text/cleaner.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::text {
namespace {

using std::string_view;

constexpr string_view kPath = "ru/boilerplate.rules";
constexpr size_t kProse = 120;   // bytes from which a line that ends like a sentence is prose
constexpr size_t kShort = 160;   // bytes up to which a line behind an advertisement's mark belongs to it
constexpr size_t kBanner = 60;   // bytes of an outlet's banner

enum class Where { kAny, kHead, kTail, kStart };

struct Example {
  std::string text;
  bool masks;
  size_t line;
};
struct Rule {
  MaskKind kind;
  Where where;
  bool block = false;
  std::unique_ptr<RE2> pattern;
  int author = -1, date = -1;  // groups
  std::vector<Example> examples;
};

std::optional<MaskKind> kind_of(string_view name) {
  for (int k = 0; k <= static_cast<int>(MaskKind::kDuplicate); ++k)
    if (mask_kind_name(static_cast<MaskKind>(k)) == name) return static_cast<MaskKind>(k);
  return std::nullopt;
}

// Latin letters that look like Cyrillic ones, in words that hold Cyrillic letters too. Byte offsets change; only matching
// uses it.
std::string unify(string_view line) {
  static constexpr std::pair<char32_t, char32_t> kPairs[] = {
      {U'A', 0x410}, {U'B', 0x412}, {U'C', 0x421}, {U'E', 0x415}, {U'H', 0x41D}, {U'K', 0x41A}, {U'M', 0x41C}, {U'O', 0x41E},
      {U'P', 0x420}, {U'T', 0x422}, {U'X', 0x425}, {U'a', 0x430}, {U'c', 0x441}, {U'e', 0x435}, {U'o', 0x43E}, {U'p', 0x440},
      {U'x', 0x445}, {U'y', 0x443}};
  const std::u32string text = utf8::decode(line);
  std::u32string out = text;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin;
    bool cyrillic = false;
    while (end < text.size() && unicode::is_letter(text[end])) {
      cyrillic |= text[end] >= 0x400 && text[end] < 0x530;
      ++end;
    }
    if (cyrillic)
      for (size_t i = begin; i < end; ++i)
        for (const auto& [latin, letter] : kPairs)
          if (out[i] == latin) out[i] = letter;
    begin = end + 1;
  }
  return utf8::encode(out);
}

struct Line {
  Span span;  // without white space at its ends
  bool prose = false;
};

std::vector<Line> lines_of(string_view text, uint32_t from) {
  std::vector<Line> lines;
  for (size_t at = from; at <= text.size();) {
    const size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    size_t a = at, b = end;
    const auto space_at = [&](size_t i, size_t& next) {
      next = i;
      return unicode::is_space(utf8::next(text, next));
    };
    size_t next = 0;
    while (a < b && space_at(a, next)) a = next;
    while (b > a) {
      size_t previous = b;
      if (!unicode::is_space(utf8::previous(text, previous))) break;
      b = previous;
    }
    if (a < b) {
      const string_view line = text.substr(a, b - a);
      const bool ends = line.ends_with('.') || line.ends_with("\u00BB") || line.ends_with('"') || line.ends_with('!') ||
                        line.ends_with('?') || line.ends_with("\u2026") || line.ends_with(':') || line.ends_with(')');
      lines.push_back({{static_cast<uint32_t>(a), static_cast<uint32_t>(b)}, line.size() >= kProse && ends});
    }
    at = end + 1;
  }
  return lines;
}

std::string folded(string_view line) {
  std::string out;
  for (size_t at = 0; at < line.size();) {
    const char32_t c = unicode::to_lower(utf8::next(line, at));
    if (unicode::is_letter(c) || unicode::is_digit(c)) utf8::append(out, c);
  }
  return out;
}

}  // namespace

struct Cleaner::Rules {
  std::vector<Rule> rules;

  // The first rule that fits a whole line in this place.
  const Rule* fitting(string_view line, bool head, bool tail, std::string* author) const {
    for (const Rule& rule : rules) {
      if (rule.where == Where::kStart || (rule.where == Where::kHead && !head) || (rule.where == Where::kTail && !tail)) continue;
      std::vector<re2::StringPiece> groups(static_cast<size_t>(rule.pattern->NumberOfCapturingGroups()) + 1);
      const re2::StringPiece piece(line.data(), line.size());
      if (!rule.pattern->Match(piece, 0, piece.size(), RE2::ANCHOR_BOTH, groups.data(), static_cast<int>(groups.size()))) continue;
      if (author != nullptr && rule.author > 0) *author = groups[static_cast<size_t>(rule.author)].as_string();
      return &rule;
    }
    return nullptr;
  }
};

Cleaner::Cleaner(std::unique_ptr<const Rules> rules) : rules_(std::move(rules)) {}
Cleaner::Cleaner(Cleaner&&) noexcept = default;
Cleaner& Cleaner::operator=(Cleaner&&) noexcept = default;
Cleaner::~Cleaner() = default;

Result<Cleaner> Cleaner::load(const DataFiles& files) {
  LT_ASSIGN(const string_view source, files.text(kPath));
  auto rules = std::make_unique<Rules>();
  size_t number = 0;
  const auto bad = [&number](std::string what) {
    return Error{Code::kBadRule, std::move(what), std::string(kPath) + ":" + std::to_string(number)};
  };
  for (size_t at = 0; at < source.size();) {
    const size_t end = std::min(source.find('\n', at), source.size());
    const string_view line = source.substr(at, end - at);
    at = end + 1;
    ++number;
    if (number == 1) {
      if (line != "letopis-boilerplate 1") return bad("the first line must be 'letopis-boilerplate 1'");
      continue;
    }
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("rule ")) {
      const size_t kind_end = line.find(' ', 5);
      const size_t where_end = kind_end == string_view::npos ? kind_end : line.find(' ', kind_end + 1);
      if (where_end == string_view::npos) return bad("expected: rule KIND WHERE PATTERN");
      Rule rule;
      const auto kind = kind_of(line.substr(5, kind_end - 5));
      if (!kind) return bad("'" + std::string(line.substr(5, kind_end - 5)) + "' is no kind of boilerplate");
      rule.kind = *kind;
      const string_view where = line.substr(kind_end + 1, where_end - kind_end - 1);
      if (where == "any") rule.where = Where::kAny;
      else if (where == "head") rule.where = Where::kHead;
      else if (where == "tail") rule.where = Where::kTail;
      else if (where == "start") rule.where = Where::kStart;
      else return bad("'" + std::string(where) + "' is no place: any, head, tail, start");
      RE2::Options options;
      options.set_case_sensitive(rule.kind != MaskKind::kAd);
      options.set_log_errors(false);
      rule.pattern = std::make_unique<RE2>(std::string(line.substr(where_end + 1)), options);
      if (!rule.pattern->ok()) return bad("this pattern is wrong: " + rule.pattern->error());
      const auto& groups = rule.pattern->NamedCapturingGroups();
      if (const auto found = groups.find("author"); found != groups.end()) rule.author = found->second;
      if (const auto found = groups.find("date"); found != groups.end()) rule.date = found->second;
      rules->rules.push_back(std::move(rule));
    } else if (line == "block" && !rules->rules.empty()) {
      rules->rules.back().block = true;
    } else if ((line.starts_with("ok: ") || line.starts_with("no: ")) && !rules->rules.empty()) {
      rules->rules.back().examples.push_back({std::string(line.substr(4)), line.starts_with("ok"), number});
    } else {
      return bad("expected 'rule', 'block', 'ok:' or 'no:'");
    }
  }
  for (const Rule& rule : rules->rules) {
    const auto has = [&rule](bool masks) {
      return std::any_of(rule.examples.begin(), rule.examples.end(), [masks](const Example& e) { return e.masks == masks; });
    };
    if (!has(true) || !has(false)) return Error{Code::kBadRule, "every rule needs an ok: and a no: line: " + rule.pattern->pattern(), std::string(kPath)};
  }
  return Cleaner(std::move(rules));
}

std::vector<std::string> Cleaner::check_examples() const {
  std::vector<std::string> failures;
  for (const Rule& rule : rules_->rules)
    for (const Example& example : rule.examples) {
      const std::string text = unify(example.text);
      const bool fits = rule.where == Where::kStart ? RE2::PartialMatch(" " + text, "^(?:" + rule.pattern->pattern() + ")")
                                                    : RE2::FullMatch(text, *rule.pattern);
      if (fits != example.masks)
        failures.push_back(std::string(kPath) + ":" + std::to_string(example.line) + ": " + (fits ? "masked: " : "not masked: ") + example.text);
    }
  return failures;
}

void Cleaner::clean(Document& doc) const {
  const string_view text = doc.text();
  const Article& article = *doc.article;
  uint32_t start = text.starts_with("\uFEFF") ? 3 : 0;

  for (const Rule& rule : rules_->rules) {
    if (rule.where != Where::kStart) continue;
    std::vector<re2::StringPiece> groups(static_cast<size_t>(rule.pattern->NumberOfCapturingGroups()) + 1);
    const string_view rest = text.substr(start, 200);
    const re2::StringPiece piece(rest.data(), rest.size());
    if (!rule.pattern->Match(piece, 0, piece.size(), RE2::ANCHOR_START, groups.data(), static_cast<int>(groups.size()))) continue;
    const uint32_t end = start + static_cast<uint32_t>(groups[0].size());
    doc.masks.push_back({{start, end}, rule.kind});
    if (rule.date > 0) {
      const re2::StringPiece& date = groups[static_cast<size_t>(rule.date)];
      if (const auto days = edtf_interval({date.data(), date.size()})) {
        doc.headline.published = {date.as_string(), *days, DateSource::kCrawlerLine};
        const auto at = static_cast<uint32_t>(date.data() - text.data());
        doc.headline.date_span = {at, at + static_cast<uint32_t>(date.size())};
      }
    }
    start = end;
  }

  const std::vector<Line> lines = lines_of(text, start);
  if (lines.empty()) return;
  size_t first_prose = lines.size(), last_prose = lines.size();
  for (size_t i = 0; i < lines.size(); ++i)
    if (lines[i].prose) {
      if (first_prose == lines.size()) first_prose = i;
      last_prose = i;
    }
  std::vector<std::optional<MaskKind>> masked(lines.size());
  bool block = false;
  for (size_t i = 0; i < lines.size(); ++i) {
    const string_view line = lines[i].span.of(text);
    const bool head = i < first_prose, tail = last_prose != lines.size() && i > last_prose;
    if (block && (!tail || line.size() > kShort)) block = false;
    if (line.size() > 400) continue;  // no rule masks so long a line
    std::string author;
    const Rule* rule = rules_->fitting(unify(line), head, tail, &author);
    if (rule != nullptr) {
      masked[i] = rule->kind;
      block |= rule->block && tail;
      if (!author.empty()) {
        const auto at = static_cast<uint32_t>(line.size() >= author.size() ? line.size() - author.size() : 0);
        doc.headline.authors.push_back({lines[i].span.begin + at, lines[i].span.end});
      }
    } else if (block) {
      masked[i] = MaskKind::kAd;
    }
  }
  // A banner: the first line is the outlet's name, or a short line above a title that stands twice.
  const std::string outlet = folded(article.outlet);
  std::map<std::string, size_t> seen;
  std::optional<size_t> repeated;
  for (size_t i = 0; i < lines.size() && i < first_prose + 2; ++i) {
    if (masked[i]) continue;
    const std::string key = folded(lines[i].span.of(text));
    if (key.size() < 20) continue;
    const auto [at, added] = seen.emplace(key, i);
    if (added) continue;
    masked[i] = MaskKind::kDuplicate;
    if (!repeated) repeated = at->second;
  }
  if (!masked[0] && lines.size() > 2 && lines[0].span.size() <= kBanner) {
    const bool named = !outlet.empty() && folded(lines[0].span.of(text)) == outlet;
    if (named || (repeated && *repeated == 1)) {
      masked[0] = MaskKind::kMenu;
      doc.headline.outlet = lines[0].span;
    }
  }
  for (size_t i = 0; i < lines.size(); ++i)
    if (masked[i]) doc.masks.push_back({lines[i].span, *masked[i]});

  // The title: the given one where the text begins with it, else a first line of its own that does not end as a sentence.
  for (size_t i = 0; i < lines.size(); ++i) {
    if (masked[i]) continue;
    const string_view line = lines[i].span.of(text);
    const bool given = !article.title.empty() && folded(line) == folded(article.title);
    const bool own_line = i + 1 < lines.size() && line.size() < 400 && !line.ends_with('.') && !line.ends_with(':') && !line.ends_with(';') &&
                          !line.ends_with(',') && !lines[i].prose;
    if (given || own_line) doc.headline.title = lines[i].span;
    break;
  }
}

}  // namespace letopis::text
