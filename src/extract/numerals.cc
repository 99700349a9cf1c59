#include "extract/numerals.h"

#include <cmath>
#include <optional>

#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::extract {
namespace {

enum class Part : uint8_t {
  kNone,
  kDigit,
  kTeen,
  kTen,
  kHundred,
  kScale,
  kScales,
  kFraction,
  kHalf,
  kVague,
  kOrdinal
};

Part part_of(std::string_view action) {
  if (action == "digit") return Part::kDigit;
  if (action == "teen") return Part::kTeen;
  if (action == "ten") return Part::kTen;
  if (action == "hundred") return Part::kHundred;
  if (action == "scale") return Part::kScale;
  if (action == "scales") return Part::kScales;
  if (action == "fraction") return Part::kFraction;
  if (action == "half") return Part::kHalf;
  if (action == "vague") return Part::kVague;
  if (action == "ordinal") return Part::kOrdinal;
  return Part::kNone;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// A token as digits: "30", "2,5", a range "30-35", an ordinal with its ending behind a dash.
struct Digits {
  double value = 0, high = 0;
  bool whole = true, ordinal = false;
  size_t length = 0;  // characters of the first number
};

std::optional<double> number_at(std::string_view token, size_t& at, bool& whole) {
  const size_t begin = at;
  double value = 0;
  while (at < token.size() && digit(token[at])) value = value * 10 + (token[at++] - '0');
  if (at == begin) return std::nullopt;
  if (at + 1 < token.size() && (token[at] == ',' || token[at] == '.') && digit(token[at + 1])) {
    whole = false;
    double power = 1;
    for (++at; at < token.size() && digit(token[at]); ++at, power *= 10)
      value = value * 10 + (token[at] - '0');
    value /= power;  // one division of whole numbers: the nearest double
  }
  return value;
}

std::optional<Digits> digits_of(std::string_view token) {
  Digits found;
  size_t at = 0;
  const auto first = number_at(token, at, found.whole);
  if (!first) return std::nullopt;
  found.length = at;
  found.value = found.high = *first;
  if (at == token.size()) return found;
  // One comma or full stop behind the number belongs to the sentence; what follows it is another
  // number's business.
  if (at + 1 == token.size() && (token[at] == ',' || token[at] == '.')) return found;
  const char32_t c = utf8::next(token, at);
  if (c != U'-' && (c < U'\u2010' || c > U'\u2015') && c != U'\u2212') return std::nullopt;
  if (at == token.size()) return std::nullopt;
  if (const auto second = number_at(token, at, found.whole)) {
    if (at != token.size() || *second < *first) return std::nullopt;
    found.high = *second;
    return found;
  }
  // Grown endings of ordinals have one or two letters; an anniversary has more and is no bare
  // number.
  size_t letters = 0;
  while (at < token.size()) {
    if (!unicode::is_letter(utf8::next(token, at)) || ++letters > 3) return std::nullopt;
  }
  found.ordinal = true;
  return found;
}

// Three digits behind a space, as in "30 000".
bool group(const Document& doc, uint32_t token, std::optional<Digits>& digits) {
  if (token == 0) return false;
  const Span before = doc.tokens[token - 1].span, here = doc.tokens[token].span;
  const std::string_view gap = doc.text().substr(before.end, here.begin - before.end);
  if (utf8::length(gap) != 1) return false;
  size_t at = 0;
  if (!unicode::is_space(utf8::next(gap, at)) || gap == "\n") return false;
  digits = digits_of(doc.surface(token));
  return digits && digits->length >= 3 && digit(doc.surface(token)[2]) && !digits->ordinal &&
         digits->high == digits->value && digits->value < 1000;
}

class Reader {
 public:
  Reader(const Document& doc, std::vector<std::pair<Part, double>> parts,
         std::vector<uint32_t> sizes)
      : doc_(doc), parts_(std::move(parts)), sizes_(std::move(sizes)) {}

  std::vector<Numeral> run() {
    std::vector<Numeral> found;
    for (const Sentence& sentence : doc_.sentences) {
      last_ = std::min(sentence.end, doc_.size());
      for (uint32_t t = sentence.begin; t < last_;) {
        Numeral numeral;
        numeral.begin = t;
        if (digit(doc_.surface(t)[0]) ? in_digits(t, numeral) : in_words(t, numeral)) {
          numeral.end = t;
          found.push_back(numeral);
        } else {
          t = numeral.begin + 1;
        }
      }
    }
    return found;
  }

 private:
  bool scales(uint32_t token) const {
    return parts_[token].first == Part::kScale || parts_[token].first == Part::kScales;
  }

  bool scale(uint32_t& t, double& low, double& high, Numeral& numeral) {
    bool any = false;
    numeral.scale = 1;
    while (t < last_ && scales(t)) {
      numeral.scale *= parts_[t].second;
      low *= parts_[t].second;
      high *= parts_[t].second;
      ++t;
      any = true;
      // Abbreviations carry their own full stop.
      if (t + 1 < last_ && doc_.surface(t) == "." &&
          doc_.tokens[t].span.begin == doc_.tokens[t - 1].span.end)
        ++t;
    }
    return any;
  }

  // "three tens".
  void multiply(uint32_t& t, double& low, double& high) const {
    if (t >= last_ || parts_[t].first != Part::kVague) return;
    low *= parts_[t].second;
    high *= parts_[t].second;
    ++t;
  }

  bool in_digits(uint32_t& t, Numeral& numeral) {
    const auto first = digits_of(doc_.surface(t));
    if (!first) return false;
    numeral.digits = true;
    double low = first->value, high = first->high;
    bool whole = first->whole;
    const bool stop = doc_.surface(t).back() == ',' || doc_.surface(t).back() == '.';
    ++t;
    if (first->ordinal) {
      numeral.kind = NumeralKind::kOrdinal;
      numeral.value = numeral.high = low;
      return true;
    }
    if (whole && first->length <= 3 && low > 0 && low == high && !stop) {
      std::optional<Digits> next;
      while (whole && t < last_ && group(doc_, t, next)) {
        low = low * 1000 + next->value;
        whole = next->whole;
        ++t;
        if (doc_.surface(t - 1).back() == ',' || doc_.surface(t - 1).back() == '.') break;
      }
      if (low > first->value) high = low;
    }
    if (!stop) {
      if (t < last_ && parts_[t].first == Part::kHalf) {
        low += 0.5;
        high += 0.5;
        t += sizes_[t];
      }
      bool scaled = scale(t, low, high, numeral);
      // A rest in smaller digits behind the word of the scale.
      while (scaled && low == high && t < last_) {
        const auto rest = digits_of(doc_.surface(t));
        if (!rest || rest->ordinal || rest->high != rest->value || !rest->whole ||
            rest->value >= 1000)
          break;
        uint32_t after = t + 1;
        double more = rest->value, same = more;
        Numeral part;
        scaled = doc_.surface(t).back() != ',' && doc_.surface(t).back() != '.' &&
                 scale(after, more, same, part);
        if (part.scale >= numeral.scale) break;
        numeral.scale = part.scale;
        low = high = low + more;
        t = after;
      }
    }
    multiply(t, low, high);
    if (numeral.scale > 1 && high < 1e15) {  // 4.1 million is whole
      low = std::round(low * 1000) / 1000;
      high = std::round(high * 1000) / 1000;
    }
    numeral.value = low;
    numeral.high = high;
    return true;
  }

  bool in_words(uint32_t& t, Numeral& numeral) {
    if (parts_[t].first == Part::kVague || parts_[t].first == Part::kScales) {
      numeral.kind = NumeralKind::kVague;
      numeral.value = numeral.high = parts_[t].second;
      ++t;
      double low = numeral.value, high = low;
      if (scale(t, low, high, numeral)) numeral.value = numeral.high = low;
      return true;
    }
    double total = 0, lower_than = 1e18;
    bool any = false;
    while (t < last_) {
      double group = 0;
      bool part = false;
      double below = 1000;  // the next word of the group must be of a lower order
      while (t < last_) {
        const auto [kind, value] = parts_[t];
        const double order =
            kind == Part::kHundred                                                   ? 100
            : kind == Part::kTen                                                     ? 10
            : kind == Part::kDigit || kind == Part::kTeen || kind == Part::kFraction ? 1
                                                                                     : 0;
        if (order == 0 || order >= below || (kind == Part::kTeen && below <= 10)) break;
        group += value;
        below = kind == Part::kTeen || kind == Part::kFraction ? 1 : order;
        part = true;
        ++t;
      }
      if (t < last_ && parts_[t].first == Part::kOrdinal &&
          (!part || (below > 1 && parts_[t].second < below))) {
        numeral.kind = NumeralKind::kOrdinal;
        numeral.value = numeral.high = total + group + parts_[t].second;
        ++t;
        return true;
      }
      if (part && t < last_ && parts_[t].first == Part::kHalf) {
        group += 0.5;
        t += sizes_[t];
      }
      const bool scaled = t < last_ && scales(t) && (part || parts_[t].first == Part::kScale) &&
                          parts_[t].second < lower_than;
      if (!part && !scaled) break;
      if (!scaled) {
        total += group;
        any = true;
        break;
      }
      if (!part) group = 1;
      lower_than = parts_[t].second;
      double high = group;
      scale(t, group, high, numeral);
      total += group;
      any = true;
    }
    if (!any) return false;
    double high = total;
    multiply(t, total, high);
    numeral.value = numeral.high = total;
    return true;
  }

  const Document& doc_;
  std::vector<std::pair<Part, double>> parts_;  // per token
  std::vector<uint32_t> sizes_;                 // tokens of the part that begins here
  uint32_t last_ = 0;
};

}  // namespace

Result<Numerals> Numerals::load(const DataFiles& files) {
  LT_ASSIGN(rules::RuleSet words, rules::RuleSet::load(files, "ru/numerals/"));
  for (const rules::Rule& rule : words.rules())
    if (part_of(rule.action) == Part::kNone)
      return Error{Code::kBadRule, "no part of a number is called " + rule.action,
                   rule.file + ":" + std::to_string(rule.line)};
  return Numerals(std::move(words));
}

std::vector<Numeral> Numerals::find(const Document& doc) const {
  std::vector<std::pair<Part, double>> parts(doc.size(), {Part::kNone, 0.0});
  std::vector<uint32_t> sizes(doc.size(), 1);
  for (const rules::Match& match : words_.find({doc})) {
    parts[match.begin] = {part_of(match.rule->action), match.number("value").value_or(0)};
    sizes[match.begin] = match.end - match.begin;
  }
  return Reader(doc, std::move(parts), std::move(sizes)).run();
}

}  // namespace letopis::extract
