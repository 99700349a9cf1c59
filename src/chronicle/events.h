// Which claims tell of one happening. Claims merge when act and leading parties are the same (that
// is their block), both times are bounded and overlap, no other party differs, and no named place,
// document, occasion or object differs. Planned and held are states of one event. Not thread-safe.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/result.h"
#include "store/db.h"

namespace letopis::chronicle {

// One claim as the rule sees it.
struct Told {
  int64_t article = 0, n = 0;  // its row
  std::string id, text_sha256, agency, article_id;
  std::optional<std::string> known_from;
  std::optional<Interval> days;  // nullopt: it never merges by time
  std::string frame, plover, mode, edtf, first, last, anchor, modality;
  bool core = true;
  std::set<std::string> others[4];  // parties besides the leading ones, by class: host, recipient,
                                    // beneficiary, mediator
  std::set<std::string> places, place_states, documents, occasions,
      objects;  // keys of named things
};

// Whether two claims of one block tell of one happening.
bool one_happening(const Told& a, const Told& b);

// Whether `a` rather than `b` shows its time and modality for their event: what happened before
// what was planned, a stated day before "about", the shorter interval. Among equals the first in
// canonical order speaks.
bool speaks_before(const Told& a, const Told& b);

// How many independent origins claims have: claims of one text, or of texts of one declared agency,
// have one.
int64_t independent_origins(const std::vector<const Told*>& claims);

// The state that a claim of this modality gives to its event: planned, held, under-way, offered,
// possible, denied.
std::string_view state_of_modality(std::string_view modality);

// Derives the events of one block anew. REQUIRES: a transaction; entities are derived.
Result<void> derive_events(store::Connection& db, const std::string& block);

}  // namespace letopis::chronicle
