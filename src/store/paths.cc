#include "store/paths.h"

#include <filesystem>

namespace letopis::store {

std::string full_path(const std::string& path) {
  if (path.empty() || path == "-") return {};
  const size_t mark = path.rfind('#');
  std::error_code failed;
  const bool whole = mark == std::string::npos || std::filesystem::exists(path, failed);
  const auto file = std::filesystem::absolute(whole ? path : path.substr(0, mark), failed);
  if (failed) return path;
  return file.lexically_normal().string() + (whole ? "" : path.substr(mark));
}

std::string full_place(const std::string& place) {
  const size_t colon = place.rfind(':');
  const bool line = colon != std::string::npos && colon > 0 && colon + 1 < place.size() &&
                    place.find_first_not_of("0123456789", colon + 1) == std::string::npos;
  const std::string file = line ? place.substr(0, colon) : place;
  const std::string full = full_path(file);
  return full.empty() ? place : full + (line ? place.substr(colon) : "");
}

}  // namespace letopis::store
