// Hashes. SHA-256 names content (ids, evidence, versions); xxh3 guards packs and fills tables. Pure
// and thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace letopis {

std::string sha256_hex(std::string_view bytes);  // 64 lower-case hexadecimal digits
uint64_t hash64(std::string_view bytes) noexcept;

}  // namespace letopis
