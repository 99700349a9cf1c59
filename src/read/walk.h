// The files below a folder, to the bottom, in the order of the bytes of their paths. Symbolic links
// to folders are not followed (they may form a circle); hidden names are left out; both are
// counted. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "doc/article.h"

namespace letopis::read {

struct Walk {
  std::vector<std::string> files;
  std::map<std::string, uint64_t> left_out;  // "hidden", "links", "special"
  std::vector<Problem> problems;             // folders that cannot be read
};
Walk walk(const std::string& folder);

}  // namespace letopis::read
