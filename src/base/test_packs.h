// Where tests find the packs that the set-up makes. For tests only.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace letopis {

// The path of a pack, empty where it has not been made: then the test is skipped.
inline std::string test_pack(const std::string& name) {
  const char* folder = std::getenv("LETOPIS_PACKS");
  const std::string path = std::string(folder != nullptr ? folder : "build/packs") + "/" + name;
  return std::filesystem::exists(path) ? path : std::string();
}

#define LT_NEED_PACK(variable, name)            \
  const std::string variable = test_pack(name); \
  if (variable.empty())                         \
  GTEST_SKIP() << "needs the models: no pack " << (name) << "; run ./dev setup"

}  // namespace letopis
