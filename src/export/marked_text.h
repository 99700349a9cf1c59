// An article's text as HTML with the evidence of many facts marked in it. Marks may lie in each
// other or overlap; each place is marked once, by its own number. Pure and thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace letopis::exporting {

struct Mark {
  Span span;
  std::string attributes;  // of the element, escaped: ` id="m3"`; an overlapped mark is written in
                           // two pieces, of which the first has them
};
// The part of `text` in `whole` with its marks; `dim` are parts that are page furniture. REQUIRES:
// spans on letter borders inside the text. Marks outside of `whole` are cut.
std::string marked_html(std::string_view text, Span whole, std::vector<Mark> marks,
                        const std::vector<Span>& dim);

}  // namespace letopis::exporting
