// encode_data DATA_DIR OUT
// Packs every file of the project's own data (data/ru, data/world) into letopis.pack, by its
// relative path. Exit 0, or 2.
#include <cstdio>

#include "base/files.h"
#include "base/pack.h"

namespace letopis {
namespace {

Result<void> encode(const std::string& folder, const std::string& out) {
  LT_ASSIGN(const DataFiles files, DataFiles::from_folder(folder));
  PackWriter pack;
  for (const std::string_view path : files.list("")) {
    LT_ASSIGN(const std::string_view text, files.text(path));
    pack.add(std::string(path), std::string(text));
  }
  return pack.write(out, kDataPackKind, kDataPackVersion);
}

}  // namespace
}  // namespace letopis

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: encode_data DATA_DIR OUT\n");
    return 2;
  }
  if (const auto done = letopis::encode(argv[1], argv[2]); !done) {
    std::fprintf(stderr, "encode_data: %s\n", to_string(done.error()).c_str());
    return 2;
  }
  return 0;
}
