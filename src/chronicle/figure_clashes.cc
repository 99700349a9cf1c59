#include "chronicle/figure_clashes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/json.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "store/fold.h"

namespace letopis::chronicle {
namespace {

// Units that say when, how old or in which place, not how much.
constexpr std::array<std::string_view, 8> kNoAmount = {"ordinal", "year", "month",  "week",
                                                       "day",     "hour", "minute", "second"};
// A hedge may be off by so much; a bare number by half its last digit that is no zero, at most by
// kRounded.
constexpr double kHedge = 0.15, kRounded = 0.05;
constexpr Day kLongTime = 28;  // a month
constexpr size_t kLeastMeasure = 5;  // letters of a word that says what is measured

// Two forms of one word: as long a beginning as forms of a word share.
bool one_word(std::string_view a, std::string_view b) {
  constexpr size_t kEnding = 3, kLeastStem = 4;
  const size_t letters = std::max(utf8::length(a), utf8::length(b));
  const size_t stem = std::max(kLeastStem, letters > kEnding ? letters - kEnding : letters);
  size_t i = 0, j = 0, shared = 0;
  while (i < a.size() && j < b.size() && utf8::next(a, i) == utf8::next(b, j)) ++shared;
  return shared >= std::min(stem, letters);
}

bool one_measure(const FigureClaim& a, const FigureClaim& b) {
  const std::string one = store::fold(a.measure), other = store::fold(b.measure);
  const auto words = split_cell(one, ' '), others = split_cell(other, ' ');
  if (words.empty() || words.size() != others.size()) return false;
  const std::string said = store::fold(a.words), said_other = store::fold(b.words);
  bool tells = false;  // more than the unit itself
  for (size_t n = 0; n < words.size(); ++n) {
    if (!one_word(words[n], others[n])) return false;
    tells = tells || (utf8::length(words[n]) >= kLeastMeasure &&
                      said.find(words[n]) == std::string::npos &&
                      said_other.find(others[n]) == std::string::npos);
  }
  return tells;
}

// The place of the last digit that is no zero: 29.8 -> 0.1, 1500 -> 100.
double grain(double value) {
  if (value == 0 || !std::isfinite(value)) return 0;
  double unit = 1;
  while (std::fabs(std::fmod(value, unit * 10)) < unit / 2 && unit < std::fabs(value)) unit *= 10;
  if (unit > 1) return unit;
  for (int n = 0; n < 6 && std::fabs(value / unit - std::round(value / unit)) > 1e-6; ++n) unit /= 10;
  return unit;
}

bool one_time(const FigureClaim& a, const FigureClaim& b) {
  if (a.periods != b.periods) return false;
  return a.text_sha256 == b.text_sha256 || a.longest >= kLongTime;
}

// An outlet that also cites somebody does not contradict him.
bool one_voice(const FigureClaim& a, const FigureClaim& b) {
  if (a.speakers.empty() || b.speakers.empty()) return a.text_sha256 == b.text_sha256;
  return a.speakers.front() == b.speakers.front();
}

std::string number(double value) {
  std::string out;
  JsonWriter json(out);
  json.value(value);
  return out;
}

std::string said(const FigureClaim& figure) {
  std::string out = number(figure.value);
  if (figure.high > figure.value) out += "–" + number(figure.high);
  if (figure.approx != "exact" && !figure.approx.empty()) out = figure.approx + " " + out;
  return out;
}

}  // namespace

std::pair<double, double> range_of(const FigureClaim& figure) {
  const double low = std::min(figure.value, figure.high),
               high = std::max(figure.value, figure.high);
  const double slack = std::min(grain(low) / 2, std::fabs(low) * kRounded);
  if (figure.approx == "more") return {low - slack, std::numeric_limits<double>::infinity()};
  if (figure.approx == "less") return {-std::numeric_limits<double>::infinity(), high + slack};
  if (figure.approx == "almost") return {low * (1 - kHedge), high + slack};
  if (figure.approx == "about") return {low * (1 - kHedge), high * (1 + kHedge)};
  return {low - slack, high + slack};
}

Clash clash_of(const FigureClaim& a, const FigureClaim& b) {
  if (a.unit.empty() || a.unit != b.unit) return {};
  const auto same = [](double x, double y) { return !(x < y || y < x); };
  if (same(a.value, b.value) && same(a.high, b.high)) return {};
  if (std::find(kNoAmount.begin(), kNoAmount.end(), a.unit) != kNoAmount.end()) return {};
  if (a.whose.empty() || a.whose != b.whose) return {};
  if (one_voice(a, b) || !one_time(a, b) || !one_measure(a, b)) return {};
  const auto [low, high] = range_of(a);
  const auto [other_low, other_high] = range_of(b);
  if (low < other_high && other_low < high) return {};
  return {"value", said(a) + " against " + said(b), false};
}

}  // namespace letopis::chronicle
