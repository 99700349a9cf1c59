// Acts found in an article become its happenings: what is told several times, or once without a
// name, is one claim with all its words. Pure.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "doc/analysis.h"
#include "rules/frame.h"

namespace letopis::extract {

// A claim and how it came to its values, until the article is read to its end.
struct Found {
  Claim claim;
  bool dated = false;   // a time of the text
  bool certain = true;  // its modality was said, not defaulted
  const rules::Trigger* trigger = nullptr;
  uint32_t sentence = 0;
  bool remainder = false;  // counts only where its matter is no act of its own
  bool asked = false;      // only asked for or refused: another act's matter
};

// Whether a role says who takes part, as against where, when and with what.
bool participant(std::string_view role);

// In the order of their first telling. `entities`: those that the claims' arguments point at.
std::vector<Found> happenings(std::vector<Found> found, const std::vector<Entity>& entities);

}  // namespace letopis::extract
