#include "read/walk.h"

#include <algorithm>
#include <filesystem>

namespace letopis::read {

namespace fs = std::filesystem;

Walk walk(const std::string& folder) {
  Walk out;
  std::vector<fs::path> open = {folder};
  while (!open.empty()) {
    const fs::path here = std::move(open.back());
    open.pop_back();
    std::error_code failure;
    for (fs::directory_iterator at(here, failure), end; !failure && at != end;
         at.increment(failure)) {
      std::error_code unknown;
      const fs::path& path = at->path();
      if (path.filename().string().starts_with('.')) {
        ++out.left_out["hidden"];
      } else if (at->is_regular_file(unknown)) {
        out.files.push_back(path.string());
      } else if (at->is_symlink(unknown)) {
        ++out.left_out["links"];
      } else if (at->is_directory(unknown)) {
        open.push_back(path);
      } else {
        ++out.left_out["special"];
      }
    }
    if (failure)
      out.problems.push_back(
          {"io", "this folder cannot be read (" + failure.message() + "); see its permissions",
           here.string()});
  }
  std::sort(out.files.begin(), out.files.end());
  return out;
}

}  // namespace letopis::read
