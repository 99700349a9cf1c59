#include "base/tsv.h"

#include <algorithm>

namespace letopis {

Tsv read_tsv(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF"))
    text.remove_prefix(3);  // some editors begin a file with a byte order mark
  Tsv tsv;
  size_t number = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number == 1 && line.starts_with("# ")) tsv.header = line.substr(2);
    if (line.empty() || line[0] == '#') continue;
    TsvRow row{number, {}};
    for (size_t c = 0; c <= line.size();) {
      const size_t tab = std::min(line.find('\t', c), line.size());
      row.cells.push_back(line.substr(c, tab - c));
      c = tab + 1;
    }
    tsv.rows.push_back(std::move(row));
  }
  return tsv;
}

std::vector<std::string_view> split_cell(std::string_view cell, char separator) {
  std::vector<std::string_view> parts;
  for (size_t at = 0; at <= cell.size();) {
    const size_t end = std::min(cell.find(separator, at), cell.size());
    std::string_view part = cell.substr(at, end - at);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.push_back(part);
    at = end + 1;
  }
  return parts;
}

}  // namespace letopis
