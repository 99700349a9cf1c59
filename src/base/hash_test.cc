#include "base/hash.h"

#include <gtest/gtest.h>

namespace letopis {
namespace {

TEST(Hash, ByPiecesIsThatOfTheWhole) {
  std::string bytes;
  for (size_t i = 0; i < 5000; ++i) bytes.push_back(static_cast<char>(i * i % 251));
  for (const size_t size : {0U, 1U, 16U, 240U, 256U, 1025U, 5000U})
    for (const size_t piece : {1U, 7U, 256U, 4096U}) {
      const std::string_view whole = std::string_view(bytes).substr(0, size);
      Hash64 hash;
      for (size_t at = 0; at < size; at += piece) hash.add(whole.substr(at, piece));
      EXPECT_EQ(hash.value(), hash64(whole)) << size << " by " << piece;
    }
}

}  // namespace
}  // namespace letopis
