// Who is one across articles. A block is an id that analyses propose (catalogue id, or kind and
// transliterated name); in it entities are told apart by their key. Not thread-safe.
#pragma once

#include <string>

#include "base/result.h"
#include "store/db.h"

namespace letopis::chronicle {

// Derives the entities of one block anew. The first in canonical order (what the catalogue knows
// before all others) bears the proposed id; each other one the id and a hash of its first evidence.
// REQUIRES: a transaction.
Result<void> derive_entities(store::Connection& db, const std::string& block);

}  // namespace letopis::chronicle
