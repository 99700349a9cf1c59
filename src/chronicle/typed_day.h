// Days as people type them for an option: a year, a month or a day. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"

namespace letopis::chronicle {

enum class Edge : uint8_t { kFirst, kLast };

// The first or last day of a date as typed, ISO; nullopt where none was typed. `option` is the
// place of the error.
Result<std::optional<std::string>> typed_day(const std::string& date, Edge edge,
                                             const char* option);

}  // namespace letopis::chronicle
