// Where the reports of a chronicle cannot all be true: computed from the stored claims at the time
// of asking, as what stands is. Nothing is resolved: both sides are shown with their reporters.
// Reads only; not thread-safe.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/result.h"
#include "chronicle/status_claims.h"
#include "doc/table.h"
#include "store/store.h"

namespace letopis::chronicle {

struct DisputeQuery {
  // Ids: somebody of each list that is not empty, or who belongs to a state of it, takes part.
  std::vector<std::string> actor = {}, with = {};
  std::string known = {};  // EDTF: only what was known on its last day; empty: everything
};

// One side, as its weightiest or first report tells it.
struct DisputeSide {
  std::string id;        // that `explain` takes: s: and claim, claim, f: or t:
  std::string value;     // of a status; words of a figure; empty for acts and days
  std::string modality;  // of a claim
  std::string edtf;      // of a claim or a day; empty where not known
  std::string said_by;  // names, nearest first, joined by " < "; empty: the outlet itself
  std::string outlet, title, published, words;
  int64_t article = 0, n = 0;    // its row
  int64_t begin = 0, end = 0;    // code points
  std::vector<std::string> ids;  // of all its reports
};

struct Disagreement {
  std::string kind;    // of status, the act, "figure", "day"
  std::string about;   // value, date, modality
  std::string matter;   // of what: names, post or measure, or the words of two days
  std::string measure;  // of a figure; the post of an office
  std::string why;
  std::vector<Party> parties;        // with `entity` rows
  std::array<DisputeSide, 2> sides;  // the weightier first, where there is a weight
};

// By kind and matter. kBadInput where `known` is no date.
Result<std::vector<Disagreement>> disputes(store::Store& store, const DisputeQuery& query);

// kind, about, matter, one, one_source, one_id, other, other_source, other_id, why; in detail:
// one_words, one_title, one_reports, the same of the other.
Table dispute_table(const std::vector<Disagreement>& found);

}  // namespace letopis::chronicle
