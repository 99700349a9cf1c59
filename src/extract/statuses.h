// How things stand: status claims (DOMAIN, section 2) made of what frames found. A frame gives
// subject, object and value; here two equal sides are put in order, an act opens the status that
// follows from it, and what one article says several times becomes one claim.
#pragma once

#include <optional>
#include <vector>

#include "doc/analysis.h"
#include "rules/frame.h"

namespace letopis::extract {

// The modality of a status that was told with a modality of acts: what occurred or goes on is
// asserted, what is offered is announced; nothing follows from what is only thought of.
std::optional<Modality> status_modality(Modality of_act);

// The statuses that an act opens, one for each filler of the subject. Dates are copied from what
// occurred or was turned down; what is still to come has none.
std::vector<Claim> opened(const rules::Frame& frame, const rules::Opening& opening,
                          const Claim& act, const Analysis& analysis);

// One claim for each filler of the subject. Two arguments `party` become subject and object in the
// order of their entities' ids, so that a pair has one name.
std::vector<Claim> sides(const Claim& status, const Analysis& analysis);

// Joins claims of equal kind, subject, object, value and modality, said by the same or by the
// article itself; sorts by evidence.
std::vector<Claim> joined(std::vector<Claim> statuses);

}  // namespace letopis::extract
