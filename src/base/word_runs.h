// The words that a search knows: unbroken runs of letters and digits, with the accents that stand
// on them. Pure and thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "base/span.h"

namespace letopis {

// Bytes of each run, in order.
std::vector<Span> word_runs(std::string_view text);

// Whether a code point is an accent that stands on the letter before it.
bool is_accent(char32_t c) noexcept;

}  // namespace letopis
