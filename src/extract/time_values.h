// Values of time as the gold writes them (gold/README: "D~", "../D", "D/.."), made from the day of
// publication. Where that day is unknown, the value is empty and unbounded: nothing is guessed.
// Pure and thread-safe.
#pragma once

#include <string>

#include "base/calendar.h"
#include "doc/analysis.h"

namespace letopis::extract {

// A value from EDTF that we wrote; unbounded days where it cannot be read.
TimeValue time_value(std::string edtf, AnchorKind anchor);
TimeValue time_value(Interval days, AnchorKind anchor);

TimeValue at_publication(const Published& published);  // D: ongoing, or where the text says "today"
TimeValue at_publication_about(
    const Published& published);                    // D~: the article's own news without a date
TimeValue past_open(const Published& published);    // ../D: an undated past act
TimeValue future_open(const Published& published);  // D/..: an undated future act

}  // namespace letopis::extract
