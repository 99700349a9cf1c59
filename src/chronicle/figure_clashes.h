// Which figures cannot both be true: one measure of the same owners for the same time, told by
// different voices, whose values lie outside each other's range. Texts about one day name figures of
// many things and of many hours, so figures of two texts must be of one stated month, year or other
// long time; those of one text must be told by two speakers. Rounding and hedges contradict nothing.
// Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/calendar.h"
#include "chronicle/clashes.h"

namespace letopis::chronicle {

struct FigureClaim {
  double value = 0, high = 0;  // equal unless a range
  std::string unit, approx, measure, words;
  std::vector<std::string> whose;    // keys of its owners, else of the states and organisations of its
                                     // sentence; sorted
  std::vector<std::string> periods;  // EDTF of the bounded times of its sentence; sorted
  Day longest = 0;                   // days of the longest of them
  std::vector<std::string> speakers;  // keys, nearest first; empty: the outlet itself
  std::string text_sha256;
};

// What the value may be by its hedge and by how far it is rounded.
std::pair<double, double> range_of(const FigureClaim& figure);
// About "value" where both cannot be true.
Clash clash_of(const FigureClaim& a, const FigureClaim& b);

}  // namespace letopis::chronicle
