// The values of statuses and their order, as data: which value of a kind comes after which, which
// end a standing, and which cannot both be true on one day. A value that is not in the table is a
// label ("closest_ally"): it stands beside the others, opens and closes nothing. Pure, thread-safe.
#pragma once

#include <string_view>

namespace letopis::chronicle {

struct StatusValue {
  std::string_view kind, value;
  int order = 0;             // within the kind; equal: neither comes before the other
  bool ends = false;         // what stood before stands no more
  bool waits = false;        // a step on the way: over as soon as a higher value is reached
  std::string_view against;  // values of one kind with one such name exclude each other
};

// nullptr for a label.
const StatusValue* status_value(std::string_view kind, std::string_view value);

// Whether a higher value of this kind includes the lower ones (a ratified document is a signed
// one), or takes their place (a member is no observer any more).
bool values_add_up(std::string_view kind);

}  // namespace letopis::chronicle
