// Civil days (proleptic Gregorian), intervals of days, and EDTF (ISO 8601-2:2019, level 1 and what
// the product uses of level 2) in both directions. Pure and thread-safe.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace letopis {

struct Date {
  int year = 1970;
  int month = 1;  // 1..12
  int day = 1;    // 1..31
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

using Day = int32_t;  // days since 1970-01-01

bool valid(Date date) noexcept;  // years 1..9999
int days_in_month(int year, int month) noexcept;
Day to_day(Date date) noexcept;  // Hinnant, "days_from_civil"
Date to_date(Day day) noexcept;
int weekday(Day day) noexcept;  // 1 Monday .. 7 Sunday (ISO 8601)

// First and last day, both inside. An open or unknown end is kOpenBegin or kOpenEnd.
struct Interval {
  static constexpr Day kOpenBegin = std::numeric_limits<Day>::min();
  static constexpr Day kOpenEnd = std::numeric_limits<Day>::max();
  Day first = kOpenBegin;
  Day last = kOpenEnd;

  bool bounded() const { return first != kOpenBegin && last != kOpenEnd; }
  bool overlaps(Interval other) const { return first <= other.last && other.first <= last; }
  friend constexpr auto operator<=>(const Interval&, const Interval&) = default;
};

// YYYY-MM-DD.
std::string iso(Day day);
std::string iso_month(int year, int month);  // YYYY-MM
// EDTF of an interval without qualifiers: a day, a month or a year where it is exactly one, else
// first/last, an open end as "..".
std::string edtf(Interval interval);
// The days that an EDTF string allows; nullopt if it cannot be read. Qualifiers (? ~ %) and times
// of day are dropped; open (..) and unknown (empty) ends are both unbounded; unspecified digits (X)
// give the earliest and the latest real day that fits; a set gives its hull; seasons 21-24 run from
// March; last day before first day is nullopt. Without a year at all ("XXXX-10-25") both ends are
// unbounded.
std::optional<Interval> edtf_interval(std::string_view text);

}  // namespace letopis
