// One analysis as one JSON object, in the shape of the gold annotations. Offsets are Unicode code
// points, half-open.
#pragma once

#include <string>

#include "doc/analysis.h"
#include "doc/article.h"

namespace letopis::exporting {

// Without a line end. Events are named e1, e2, … and statuses s1, s2, … in the order of the claims.
std::string analysis_json(const Article& article, const Analysis& analysis);

}  // namespace letopis::exporting
