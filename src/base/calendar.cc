#include "base/calendar.h"

#include <array>
#include <cstdio>

namespace letopis {

bool valid(Date date) noexcept {
  return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
         date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

int days_in_month(int year, int month) noexcept {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return kDays[static_cast<size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

// https://howardhinnant.github.io/date_algorithms.html: the year begins in March, an era has 400
// years.
Day to_day(Date date) noexcept {
  const int y = date.year - (date.month <= 2 ? 1 : 0);
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Date to_date(Day day) noexcept {
  const int z = day + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const int doe = z - era * 146097;
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153;
  const int month = mp < 10 ? mp + 3 : mp - 9;
  return {yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1};
}

int weekday(Day day) noexcept { return ((day + 3) % 7 + 7) % 7 + 1; }  // 1970-01-01 was a Thursday

std::string iso(Day day) {
  const Date date = to_date(day);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  return text;
}

std::string iso_month(int year, int month) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d", year, month);
  return text;
}

std::string edtf(Interval interval) {
  if (!interval.bounded()) {
    const std::string first = interval.first == Interval::kOpenBegin ? ".." : iso(interval.first);
    const std::string last = interval.last == Interval::kOpenEnd ? ".." : iso(interval.last);
    return first + "/" + last;
  }
  if (interval.first == interval.last) return iso(interval.first);
  const Date a = to_date(interval.first), b = to_date(interval.last);
  if (a.day == 1 && a.year == b.year && b.day == days_in_month(b.year, b.month)) {
    if (a.month == b.month) return iso_month(a.year, a.month);
    if (a.month == 1 && b.month == 12) return iso(interval.first).substr(0, 4);
  }
  return iso(interval.first) + "/" + iso(interval.last);
}

namespace {

constexpr bool digit_or_x(char c) { return (c >= '0' && c <= '9') || c == 'X'; }

bool pattern(std::string_view text, size_t width) {
  if (text.size() != width) return false;
  for (const char c : text)
    if (!digit_or_x(c)) return false;
  return true;
}

// Whether the decimal digits of `value`, padded to the width of `pattern`, fit it with X for any
// digit.
bool fits(int value, std::string_view pattern) {
  for (size_t i = pattern.size(); i-- > 0; value /= 10)
    if (pattern[i] != 'X' && pattern[i] - '0' != value % 10) return false;
  return true;
}

std::optional<Interval> one(std::string_view text) {
  const size_t clock = text.find('T');
  if (clock != std::string_view::npos) text = text.substr(0, clock);
  const std::string_view year = text.substr(0, 4);
  const std::string_view month = text.size() >= 7 ? text.substr(5, 2) : std::string_view("XX");
  const std::string_view day = text.size() >= 10 ? text.substr(8, 2) : std::string_view("XX");
  if (!pattern(year, 4) || !pattern(month, 2) || !pattern(day, 2)) return std::nullopt;
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  if ((text.size() >= 7 && text[4] != '-') || (text.size() == 10 && text[7] != '-'))
    return std::nullopt;
  if (year == "XXXX" && text.size() > 4) return Interval{};

  const bool season = text.size() == 7 && month[0] == '2' && month[1] >= '1' && month[1] <= '4';
  if (season) {
    const int start = 3 * (month[1] - '0');
    int first = 0, last = 0;
    for (int y = 1; y <= 9999; ++y) {
      if (!fits(y, year)) continue;
      if (first == 0) first = y;
      last = y;
    }
    if (first == 0) return std::nullopt;
    const int end_year = last + (start == 12 ? 1 : 0), end_month = (start + 1) % 12 + 1;
    return Interval{to_day({first, start, 1}),
                    to_day({end_year, end_month, days_in_month(end_year, end_month)})};
  }

  const auto search = [&](int y_from, int y_to, int step) -> std::optional<Day> {
    for (int y = y_from; y != y_to + step; y += step) {
      if (!fits(y, year)) continue;
      for (int i = 1; i <= 12; ++i) {
        const int m = step > 0 ? i : 13 - i;
        if (!fits(m, month)) continue;
        const int days = days_in_month(y, m);
        for (int k = 1; k <= days; ++k) {
          const int d = step > 0 ? k : days + 1 - k;
          if (fits(d, day)) return to_day({y, m, d});
        }
      }
    }
    return std::nullopt;
  };
  const std::optional<Day> first = search(1, 9999, 1), last = search(9999, 1, -1);
  if (!first || !last) return std::nullopt;
  return Interval{*first, *last};
}

}  // namespace

std::optional<Interval> edtf_interval(std::string_view raw) {
  std::string text;
  for (const char c : raw)
    if (c != '?' && c != '~' && c != '%' && c != ' ') text.push_back(c);
  if (text.empty()) return std::nullopt;

  const bool set = text.size() > 2 && ((text.front() == '[' && text.back() == ']') ||
                                       (text.front() == '{' && text.back() == '}'));
  if (set) {
    std::optional<Interval> whole;
    for (size_t at = 1; at < text.size();) {
      size_t comma = text.find(',', at);
      if (comma == std::string::npos) comma = text.size() - 1;
      std::string member = text.substr(at, comma - at);
      if (const size_t dots = member.find(".."); dots != std::string::npos)
        member.replace(dots, 2, "/");
      const auto part = edtf_interval(member);
      if (!part) return std::nullopt;
      whole = whole
                  ? Interval{std::min(whole->first, part->first), std::max(whole->last, part->last)}
                  : *part;
      at = comma + 1;
    }
    return whole;
  }

  const size_t slash = text.find('/');
  if (slash == std::string::npos) return one(text);
  const std::string_view view(text);
  const std::string_view a = view.substr(0, slash), b = view.substr(slash + 1);
  if (b.find('/') != std::string_view::npos) return std::nullopt;
  Interval interval;
  if (!a.empty() && a != "..") {
    const auto part = one(a);
    if (!part) return std::nullopt;
    interval.first = part->first;
  }
  if (!b.empty() && b != "..") {
    const auto part = one(b);
    if (!part) return std::nullopt;
    interval.last = part->last;
  }
  if (interval.first > interval.last) return std::nullopt;
  return interval;
}

}  // namespace letopis
