// How many slips of the pen lie between two words: letters put in, left out or changed. Pure and
// thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace letopis {

// In code points; both are UTF-8.
size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace letopis
