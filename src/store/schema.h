// The schema as the program carries it, the marks that make a SQLite file a chronicle, and the way
// from older schemas.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "store/db.h"

namespace letopis::store {

extern const char kSchema[];                           // schema.sql
inline constexpr int32_t kApplicationId = 0x4C65746F;  // "Leto"
inline constexpr int kSchemaVersion = 4;

// What the first bytes of a file say, read without SQLite so that a foreign file is never touched.
enum class FileKind { kAbsent, kEmpty, kChronicle, kOtherDatabase, kOther };
Result<FileKind> file_kind(const std::string& path);

// Brings an older schema to kSchemaVersion in one transaction, after a copy named
// "<path>.v<old>-copy" beside it. An existing copy is never overwritten: the next gets "-2" and so
// on. Returns the copy's path.
Result<std::string> migrate(Connection& db, const std::string& path, int from);

// Writes a new, empty chronicle: built beside its place and renamed, so that no half chronicle is
// ever seen.
Result<void> create_chronicle(const std::string& path);

}  // namespace letopis::store
