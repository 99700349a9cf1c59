// From stored claims to the chronicle: entities across articles, and events from claims of one
// happening. Every block that a put or a removal touched is derived anew as a whole, in canonical
// order (record time, text hash, offset), never from its former value; so the chronicle is a
// function of the set of articles. Not thread-safe.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace letopis::chronicle {

struct DeriveReport {
  std::vector<std::string> appeared, changed,
      vanished;  // ids of events, sorted; changed: rests on other claims, or reads otherwise
  int64_t entities = 0, events = 0;  // blocks derived
  int64_t indexed = 0;               // articles whose words came into the search
};

// Completes the chronicle and its search, and clears the list of what was to be done, in one transaction. Without
// anything to do: an empty report. REQUIRES: a store open for writing.
Result<DeriveReport> derive(store::Store& store);

}  // namespace letopis::chronicle
