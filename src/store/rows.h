// The rows of one analysis: written, cleared. Byte offsets become code points here and nowhere else
// in the store.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.h"
#include "doc/analysis.h"
#include "doc/article.h"
#include "store/db.h"

namespace letopis::store {

// The catalogue id of the state to which an entity belongs; empty where nothing is known.
using StateLookup = std::function<std::string(const Entity&)>;

// What an analysis was made of: the text and the metadata given with the article.
std::string analysis_key(const Article& article);

// Writes everything under the row number of an article that has no rows yet, and marks the blocks
// that it touches. REQUIRES: a transaction. kBadInput where a span of the analysis does not fit its
// text; then the caller rolls back.
Result<void> write_rows(Connection& db, int64_t row, const Article& article,
                        const Analysis& analysis, const std::string& version,
                        const StateLookup& state_of);

// Takes them out again and marks the blocks that they touched. REQUIRES: a transaction.
Result<void> clear_rows(Connection& db, int64_t row);

// ISO day, nullopt where open.
std::optional<std::string> day_or_null(Day day);
// An array of strings as JSON, and back.
std::string json_strings(const std::vector<std::string>& items);
std::vector<std::string> strings_of_json(std::string_view json);
// Confidence as it is stored and shown: four decimals.
double shown_confidence(float confidence);
// What verify compares the words of a span with.
int64_t words_hash(std::string_view words);

}  // namespace letopis::store
