// A line with the Latin letters that look like Cyrillic ones read as Cyrillic, in words that hold
// Cyrillic letters too, and the way back to its bytes. For matching only. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace letopis::text {

struct Unified {
  std::string text;
  std::vector<uint32_t>
      back;  // byte of `text` -> byte of the line, one more than bytes; empty where nothing changed
  Span origin(size_t begin, size_t end) const {
    if (back.empty()) return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    return {back[begin], back[end]};
  }
};
Unified unify_look_alikes(std::string_view line);

}  // namespace letopis::text
