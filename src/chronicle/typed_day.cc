#include "chronicle/typed_day.h"

#include "base/calendar.h"

namespace letopis::chronicle {

Result<std::optional<std::string>> typed_day(const std::string& date, Edge edge,
                                             const char* option) {
  if (date.empty()) return std::optional<std::string>();
  const bool first = edge == Edge::kFirst;
  const auto days = edtf_interval(date);
  if (!days || (first ? days->first == Interval::kOpenBegin : days->last == Interval::kOpenEnd))
    return Error{Code::kBadInput, "'" + date + "' is no date (2024, 2024-11, 2024-11-27)", option};
  return std::optional(iso(first ? days->first : days->last));
}

}  // namespace letopis::chronicle
