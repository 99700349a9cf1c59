// What benchmarks read: the .txt files below $LETOPIS_BENCH_TEXTS, in the order of their paths. For
// benchmarks only.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/utf8.h"

namespace letopis {

// At most `most` texts; empty where the variable names no folder with such files.
inline std::vector<std::string> bench_texts(size_t most) {
  std::vector<std::string> texts;
  const char* folder = std::getenv("LETOPIS_BENCH_TEXTS");
  if (folder == nullptr) return texts;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".txt") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  paths.resize(std::min(paths.size(), most));
  for (const std::string& path : paths)
    if (auto text = read_file(path)) texts.push_back(utf8::repair(*text));
  return texts;
}

inline constexpr const char* kNoBenchTexts =
    "LETOPIS_BENCH_TEXTS names no folder with .txt files; ./dev bench sets it";

}  // namespace letopis
