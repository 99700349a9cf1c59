// replay FILE|FOLDER ...: runs the harness on the files, each once. Exit 0; 1 where there is none;
// 77 where the harness says that it cannot run here. What is wrong with an input ends the program,
// and the name of the input stands in the last line.
#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/files.h"
#include "target.h"

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  for (int i = 1; i < argc; ++i) {
    if (fs::is_directory(argv[i]))
      for (const auto& entry : fs::directory_iterator(argv[i])) paths.push_back(entry.path());
    else
      paths.emplace_back(argv[i]);
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    const auto bytes = letopis::read_file(path);
    if (!bytes) {
      std::fprintf(stderr, "%s\n", to_string(bytes.error()).c_str());
      return 1;
    }
    std::fprintf(stderr, "%s\n", path.c_str());
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes->data()), bytes->size());
  }
  std::fprintf(stderr, "%zu inputs\n", paths.size());
  return paths.empty() ? 1 : 0;
}
