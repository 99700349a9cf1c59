#include "export/date_words.h"

#include <charconv>
#include <optional>

namespace letopis::exporting {
namespace {

// One end of an interval, taken apart; empty parts are not stated.
struct Point {
  std::string year, month, day;
  bool about = false, uncertain = false;
};

std::string without_zeros(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return std::string(digits);
}

std::optional<Point> point_of(std::string_view text) {
  Point point;
  while (!text.empty() && std::string_view("~?%").find(text.back()) != std::string_view::npos) {
    point.about = point.about || text.back() != '?';
    point.uncertain = point.uncertain || text.back() != '~';
    text.remove_suffix(1);
  }
  std::string* parts[] = {&point.year, &point.month, &point.day};
  constexpr size_t kWidth[] = {4, 2, 2};
  for (size_t i = 0; i < 3 && !text.empty(); ++i) {
    const size_t dash = text.find('-');
    const std::string_view part = text.substr(0, dash);
    if (part.size() != kWidth[i] || part.find_first_not_of("0123456789X") != std::string_view::npos)
      return std::nullopt;
    *parts[i] = part;
    text = dash == std::string_view::npos ? std::string_view() : text.substr(dash + 1);
  }
  return text.empty() ? std::optional(point) : std::nullopt;
}

std::string month(const Labels& labels, const Point& point, const char* form) {
  return labels.text("dates", "month-" + without_zeros(point.month) + form);
}

bool unspecified(std::string_view digits) { return digits.find('X') != std::string_view::npos; }

// The words of one point in the plain form, or (`of`) in the form after "about", "until", "from".
std::optional<std::string> words_of(const Point& point, bool of, const Labels& labels) {
  const char* form = of ? ".of" : "";
  const std::string year = without_zeros(point.year);
  if (unspecified(point.month) || unspecified(point.day)) return std::nullopt;
  if (point.year == "XXXX" && !point.day.empty())
    return labels.fill("dates", "yearless",
                       {{"d", without_zeros(point.day)}, {"m.of", month(labels, point, ".of")}});
  if (point.year.size() == 4 && point.month.empty() && point.year.ends_with('X') &&
      !unspecified(point.year.substr(0, 3)))
    return labels.fill("dates", std::string("decade") + form,
                       {{"y", without_zeros(point.year.substr(0, 3) + "0")}});
  if (unspecified(point.year)) return std::nullopt;
  if (point.month.empty()) return labels.fill("dates", std::string("year") + form, {{"y", year}});
  if (point.day.empty() && labels.has("dates", "season-" + point.month))
    return labels.fill("dates", "season-" + point.month, {{"y", year}});
  if (!labels.has("dates", "month-" + without_zeros(point.month))) return std::nullopt;
  return labels.fill("dates", std::string(point.day.empty() ? "month" : "day") + form,
                     {{"d", without_zeros(point.day)},
                      {"m", month(labels, point, "")},
                      {"m.of", month(labels, point, ".of")},
                      {"y", year}});
}

std::optional<std::string> one(std::string_view text, bool of, const Labels& labels) {
  const auto point = point_of(text);
  if (!point) return std::nullopt;
  auto words = words_of(*point, of || point->about, labels);
  if (words && point->about && !of) words = labels.fill("dates", "about", {{"date", *words}});
  if (words && point->uncertain) words = labels.fill("dates", "uncertain", {{"date", *words}});
  return words;
}

std::optional<std::string> between(std::string_view first, std::string_view last,
                                   const Labels& labels) {
  const auto a = point_of(first), b = point_of(last);
  if (!a || !b) return std::nullopt;
  const bool plain = !a->about && !b->about && !a->uncertain && !b->uncertain;
  if (plain && !a->day.empty() && !b->day.empty() && a->year == b->year && a->month == b->month &&
      !unspecified(a->year + a->month + a->day + b->day))
    return labels.fill("dates", "days",
                       {{"d", without_zeros(a->day)},
                        {"d2", without_zeros(b->day)},
                        {"m.of", month(labels, *a, ".of")},
                        {"y", without_zeros(a->year)}});
  const auto from = one(first, false, labels), to = one(last, false, labels);
  if (!from || !to) return std::nullopt;
  return labels.fill("dates", "between", {{"a", *from}, {"b", *to}});
}

}  // namespace

std::string date_words(std::string_view edtf, const Labels& labels) {
  if (edtf.empty()) return labels.text("dates", "unknown");
  const size_t slash = edtf.find('/');
  std::optional<std::string> words;
  if (slash == std::string_view::npos) {
    words = one(edtf, false, labels);
  } else {
    const std::string_view first = edtf.substr(0, slash), last = edtf.substr(slash + 1);
    const bool open_first = first.empty() || first == "..",
               open_last = last.empty() || last == "..";
    if (open_first && open_last) {
      words = labels.text("dates", "unknown");
    } else if (open_first || open_last) {
      words = one(open_first ? last : first, true, labels);
      if (words) words = labels.fill("dates", open_first ? "until" : "from", {{"date", *words}});
    } else {
      words = between(first, last, labels);
    }
  }
  return words.value_or(std::string(edtf));
}

std::string date_words_of(std::string_view edtf, const Labels& labels) {
  return one(edtf, true, labels).value_or(date_words(edtf, labels));
}

}  // namespace letopis::exporting
