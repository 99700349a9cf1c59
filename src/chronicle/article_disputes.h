// What one article says and what cannot all be true: two values of a status by different sayers, an
// act and its denial, two values of one figure, a weekday that contradicts the date beside it. Pure;
// thread-safe.
#pragma once

#include <vector>

#include "doc/analysis.h"

namespace letopis::chronicle {

// In the order of the items: claims, figures, times.
std::vector<Dispute> article_disputes(const Analysis& analysis, std::string_view text);

}  // namespace letopis::chronicle
