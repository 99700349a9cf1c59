// The claims of one block laid along valid time: which value stands on a day, which stand beside
// it, which are over or outweighed, and why. Pure; thread-safe. Internal to standing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chronicle/standing.h"

namespace letopis::chronicle {

// What a question asks of one block.
struct Moment {
  std::optional<Day> at, known;  // nullopt: no bound
  bool asked = false;            // `at` was given, not taken from the last article
  bool all = false;              // also what is over or outweighed
};

struct BlockRows {
  std::vector<Standing> rows;  // without sides, words and acts, which must be looked up
  int64_t undated = 0;         // claims left out since a day is unknown
};
// The rows of the claims [first, last), which are one block in canonical order. The claims must
// outlive the call only.
BlockRows rows_of_block(const std::vector<StatusClaim>& claims, size_t first, size_t last,
                        const Moment& moment);

// The claim that a row shows: the weightiest source, in plain words, with a date, most lately.
// REQUIRES: at least one claim.
const StatusClaim& shown(const std::vector<const StatusClaim*>& claims);
// Since when, over all claims of a value: a date that the weightiest source states, the sharpest
// first; else the first day on which it was said to hold.
std::string since_of(const std::vector<const StatusClaim*>& claims);

}  // namespace letopis::chronicle
