// One analysis as one JSON object, in the shape of the gold annotations. Offsets are Unicode code
// points, half-open.
#pragma once

#include <span>
#include <string>

#include "doc/analysis.h"
#include "doc/article.h"
#include "doc/given.h"

namespace letopis::exporting {

// What stands in "mentions": all that extraction found, or Analysis::flat_names (PER, LOC, ORG).
enum class Mentions { kAll, kFlat };

// Without a line end. Events are named e1, e2, … and statuses s1, s2, … in the order of the claims.
std::string analysis_json(const Article& article, const Analysis& analysis,
                          Mentions mentions = Mentions::kAll);
// The same with names found by somebody else in "mentions".
std::string analysis_json(const Article& article, const Analysis& analysis,
                          std::span<const GivenMention> mentions);

}  // namespace letopis::exporting
