// The executed examples of frame files: compares what an analysis found in an example's sentence
// with what the file says.
#pragma once

#include <string>
#include <string_view>

#include "doc/analysis.h"
#include "rules/frame.h"

namespace letopis::extract {

// Empty where the example holds; else what is wrong with it, without the place. A filler holds if
// one of its words stands in the span of the role or in a mention of the entity that fills it.
// REQUIRES: analysis of example.text.
std::string check_example(const rules::Frame& frame, const rules::FrameExample& example,
                          const Analysis& analysis);

}  // namespace letopis::extract
