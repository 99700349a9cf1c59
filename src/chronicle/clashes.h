// Which status claims about one thing cannot all be true: pure rules over the claims of one block.
// Whoever says less than is true is not contradicted (a strategic partner is a partner), a plan is
// no claim that something is done, and to decline membership says nothing against partnership.
// Thread-safe.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "chronicle/status_claims.h"

namespace letopis::chronicle {

// What a modality says of the value: it holds, it is meant to, it is refused, it is denied.
enum class Stance : uint8_t { kHolds, kMeant, kRefused, kDenied };
Stance stance_of(std::string_view modality);

// The last day on which the claim asserts that its value holds; nullopt where no day is known.
std::optional<Day> last_held(const StatusClaim& claim);

struct Clash {
  std::string_view about;  // value, date or modality; empty: both can be true
  std::string why;
  bool weak = false;  // only a way of speaking may lie behind it (a title that somebody had or will
                      // have): it keeps a value from standing, and is no dispute
  explicit operator bool() const { return !about.empty(); }
};
// REQUIRES: claims of one block.
Clash clash_of(const StatusClaim& a, const StatusClaim& b);

// Two sides of a block: claims that agree with each other and cannot be true beside the other side.
struct Quarrel {
  std::string_view about;
  std::string why;                           // of the first pair in canonical order
  std::array<std::vector<size_t>, 2> sides;  // indices into the block, ascending; the side that
                                             // precedence prefers comes first
};
// By the first claim of each side; weak clashes are none. REQUIRES: the block in canonical order.
std::vector<Quarrel> quarrels(const std::vector<StatusClaim>& block);

// Whether the first group of claims outranks the second on one matter (DOMAIN, section 6): weight
// of the source, later valid time, the more specific value, more independent origins.
bool outranks(const std::vector<const StatusClaim*>& a, const std::vector<const StatusClaim*>& b);

}  // namespace letopis::chronicle
