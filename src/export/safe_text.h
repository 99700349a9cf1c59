// Words of articles and names on their way into a page: whatever they hold, they stay words. Marks
// that would turn the direction of writing, and characters that are not for printing, become
// U+FFFD. Pure and thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace letopis::exporting {

// One line: breaks and runs of blanks become one blank, none at the ends.
std::string one_line(std::string_view text);
// The same, cut at a blank to at most `code_points`, with an ellipsis.
std::string shortened(std::string_view text, size_t code_points);

// Escaped for HTML, as content or inside a quoted attribute. Line breaks stay.
void append_html(std::string& out, std::string_view text);
std::string html(std::string_view text);
// One line with the marks of Markdown (and of HTML in it) escaped.
std::string markdown(std::string_view text);

}  // namespace letopis::exporting
