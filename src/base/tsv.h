// Tab-separated data files of the project: '#' starts a comment line, blank lines are skipped.
// Views into the text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace letopis {

struct TsvRow {
  size_t line = 0;  // 1-based
  std::vector<std::string_view> cells;
  // The cell, empty where the row is shorter.
  std::string_view at(size_t column) const {
    return column < cells.size() ? cells[column] : std::string_view();
  }
};

struct Tsv {
  std::string_view header;  // the first line without "# ", empty where the file has none
  std::vector<TsvRow> rows;
};

Tsv read_tsv(std::string_view text);
// Parts between `separator`s, outer spaces stripped, empty ones left out.
std::vector<std::string_view> split_cell(std::string_view cell, char separator);

}  // namespace letopis
