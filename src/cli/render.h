// One renderer for every listing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "doc/table.h"

namespace letopis::cli {

enum class Format { kTable, kJson, kJsonl, kCsv, kMarkdown };
std::optional<Format> format_of(std::string_view name);

// The whole table as text. kTable leaves columns of detail out and fits `width` columns by cutting
// long cells with an ellipsis; 0: no limit.
std::string render(const Table& table, Format format, size_t width);

}  // namespace letopis::cli
