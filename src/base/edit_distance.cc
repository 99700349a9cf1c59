#include "base/edit_distance.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace letopis {
namespace {

std::u32string points_of(std::string_view text) {
  std::u32string out;
  for (size_t at = 0; at < text.size();) out += utf8::next(text, at);
  return out;
}

}  // namespace

size_t edit_distance(std::string_view a, std::string_view b) {
  const std::u32string from = points_of(a), to = points_of(b);
  std::vector<size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 1; i <= from.size(); ++i) {
    size_t diagonal = row[0]++;
    for (size_t j = 1; j <= to.size(); ++j) {
      const size_t changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[to.size()];
}

}  // namespace letopis
