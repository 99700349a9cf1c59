// The project's own data (data/ru, data/world) as text files by relative path, from the pack that
// the build makes or from a folder (tests, `rules test`, --world). Immutable and thread-safe; views
// live as long as some copy of the object.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/pack.h"
#include "base/result.h"

namespace letopis {

inline constexpr std::string_view kDataPackKind = "letopis-data";
inline constexpr uint32_t kDataPackVersion = 1;

class DataFiles {
 public:
  // Every section of the pack is a file.
  static Result<DataFiles> from_pack(const std::string& path);
  // Every regular file below `folder`, by its path relative to it ("ru/frames/visit.frame"). Hidden
  // files are left out.
  static Result<DataFiles> from_folder(const std::string& folder);

  // A copy in which one file has another text (or is added).
  DataFiles with(std::string path, std::string text) const;

  Result<std::string_view> text(std::string_view path) const;  // kNotFound where absent
  // Paths that begin with a prefix ("ru/frames/"), sorted by bytes.
  std::vector<std::string_view> list(std::string_view prefix) const;
  // Hexadecimal; changes whenever any file changes, whatever the files came from. Reads them all.
  std::string checksum() const;

 private:
  struct Store;
  explicit DataFiles(std::shared_ptr<const Store> store) : store_(std::move(store)) {}
  std::shared_ptr<const Store> store_;
};

// The whole content of a file.
Result<std::string> read_file(const std::string& path);

}  // namespace letopis
