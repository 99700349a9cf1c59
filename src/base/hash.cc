#include "base/hash.h"

#include <openssl/sha.h>
#if defined(__x86_64__)
#include <xxh_x86dispatch.h>  // the same functions with the widest vectors that the processor has
#else
#include <xxhash.h>
#endif

#include <array>
#include <new>

namespace letopis {

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(digest.size() * 2);
  for (const unsigned char byte : digest) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 15]);
  }
  return hex;
}

uint64_t hash64(std::string_view bytes) noexcept { return XXH3_64bits(bytes.data(), bytes.size()); }

void Hash64::Free::operator()(XXH3_state_s* state) const { XXH3_freeState(state); }
Hash64::Hash64() : state_(XXH3_createState()) {
  if (state_ == nullptr) throw std::bad_alloc();
  XXH3_64bits_reset(state_.get());
}
void Hash64::add(std::string_view piece) noexcept {
  XXH3_64bits_update(state_.get(), piece.data(), piece.size());
}
uint64_t Hash64::value() const noexcept { return XXH3_64bits_digest(state_.get()); }

}  // namespace letopis
