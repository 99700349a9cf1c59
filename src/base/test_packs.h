// Where tests find the packs that the set-up makes. For tests only.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace letopis {

// The path of a pack, empty where it has not been made: then the test is skipped.
inline std::string test_pack(const std::string& name) {
  const char* folder = std::getenv("LETOPIS_PACKS");
  const std::string path = std::string(folder != nullptr ? folder : "build/packs") + "/" + name;
  return std::filesystem::exists(path) ? path : std::string();
}

// Turns one bit of a file over; twice gives the file back.
inline void flip_bit(const std::string& path, size_t bit) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  const auto at = static_cast<std::streamoff>(bit / 8);
  char byte = 0;
  file.seekg(at).get(byte);
  file.seekp(at).put(static_cast<char>(byte ^ (1 << bit % 8)));
}

#define LT_NEED_PACK(variable, name)            \
  const std::string variable = test_pack(name); \
  if (variable.empty())                         \
  GTEST_SKIP() << "needs the models: no pack " << (name) << "; run ./dev setup"

}  // namespace letopis
