// Which acts one text tells and another denies: the same act of the same parties at a time that may
// be the same, by different voices. That something has not happened ("negated") is mostly said of
// another happening of the same kind, and contradicts nothing. Pure; thread-safe.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "chronicle/clashes.h"

namespace letopis::chronicle {

struct ActClaim {
  std::string block;     // act and leading parties
  std::string modality;  // occurred, ongoing, denied; others clash with nothing
  Interval when;
  std::optional<Interval> days;            // on which it is compared; nullopt: too wide or open
  std::optional<Interval> published;       // nullopt where not bounded
  std::vector<std::string> speakers;       // keys, nearest first; empty: the outlet itself
  std::string text_sha256;
  std::map<std::string, std::set<std::string>> others;  // keys of the other parties, by their class
};

// About "modality". REQUIRES: nothing; claims of different blocks never clash.
Clash clash_of(const ActClaim& a, const ActClaim& b);

}  // namespace letopis::chronicle
