// Hashes. SHA-256 names content (ids, evidence, versions); xxh3 guards packs and fills tables. Pure
// and thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct XXH3_state_s;

namespace letopis {

std::string sha256_hex(std::string_view bytes);  // 64 lower-case hexadecimal digits
uint64_t hash64(std::string_view bytes) noexcept;

// hash64 of bytes that come piece by piece.
class Hash64 {
 public:
  Hash64();
  void add(std::string_view piece) noexcept;
  uint64_t value() const noexcept;

 private:
  struct Free {
    void operator()(XXH3_state_s* state) const;
  };
  std::unique_ptr<XXH3_state_s, Free> state_;
};

}  // namespace letopis
