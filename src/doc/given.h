// Names that somebody else found, of which only the normal form is asked.
#pragma once

#include <string>

#include "base/span.h"

namespace letopis {

struct GivenMention {
  Span span;
  std::string type;    // as given: PER, LOC, ORG, or any other word
  std::string normal;  // nominative, letter case restored; empty before Language::normalize
};

}  // namespace letopis
