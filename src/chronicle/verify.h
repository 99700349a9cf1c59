// Re-checks a whole chronicle: every span against the stored text and its hash, every invariant of
// what was derived, every row that should point to another. Reads only. Not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace letopis::chronicle {

struct Fault {
  std::string id;  // of the article, claim, event or entity
  std::string what;
};

struct VerifyReport {
  int64_t articles = 0, spans = 0, events = 0;  // checked
  std::vector<Fault> faults;                    // in canonical order
};

Result<VerifyReport> verify(store::Store& store);

}  // namespace letopis::chronicle
