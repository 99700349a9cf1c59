// One analysis as one JSON object, in the shape of the gold annotations. Offsets are Unicode code
// points, half-open.
#pragma once

#include <string>

#include "doc/analysis.h"
#include "doc/article.h"

namespace letopis::exporting {

// What stands in "mentions": all that extraction found, or Analysis::flat_names (PER, LOC, ORG).
enum class Mentions { kAll, kFlat };

// Without a line end. Events are named e1, e2, … and statuses s1, s2, … in the order of the claims.
std::string analysis_json(const Article& article, const Analysis& analysis,
                          Mentions mentions = Mentions::kAll);

}  // namespace letopis::exporting
