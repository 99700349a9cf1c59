// Status claims as the chronicle weighs them: what is said to stand, when, by whom, and how much
// that source counts on this matter (DESIGN: claims are kept apart from what is concluded). Reads
// only what the analyses of the claims' own articles say, so that what is derived from a block is a
// function of its claims. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/result.h"
#include "store/db.h"

namespace letopis::chronicle {

// Who says so, strongest first.
enum class Weight : uint8_t {
  kDocument,  // the text of a document
  kBody,      // the organisation itself or its official; officials of both sides
  kParty,     // an official of one side
  kOfficial,  // an official of somebody else
  kMedium,    // an agency or another outlet that is quoted
  kOutlet,    // the outlet in its own words
  kExpert     // somebody who speaks for himself
};
std::string_view weight_name(Weight weight);  // "document", "body", "party", …

// An entity as the article that makes the claim knows it.
struct Party {
  int64_t entity = 0;  // its row in the chronicle; 0 for a literal
  std::string key, kind, name, state;
  std::string office;  // speakers: key of what they hold an office of, by the same article
};

struct StatusClaim {
  int64_t article = 0, n = 0;  // its row
  std::string id, block, kind, value, post, modality, edtf, until_edtf, origin;
  std::string article_id, text_sha256, outlet, agency, title, published;
  Party subject, object;        // object: with an empty key where there is none
  std::vector<Party> speakers;  // nearest to the fact first
  Interval when, until, published_days;
  std::optional<Day> known;  // last possible day of publication
  double confidence = 1;
  bool hedged = false, core = true;
  Weight weight = Weight::kOutlet;
  int64_t begin = 0, end = 0;  // its first evidence, code points

  bool dated() const { return when.bounded(); }
  // The day from which it surely holds: the last day of a stated beginning, else the day on which
  // it is said to hold. nullopt where neither is known.
  std::optional<Day> since() const;
};

// The claims of one block, in canonical order.
Result<std::vector<StatusClaim>> status_claims(store::Connection& db, const std::string& block);
// The claims of many blocks (a JSON list), of all where there is none; by block, in it in canonical
// order.
Result<std::vector<StatusClaim>> status_claims(
    store::Connection& db, const std::optional<std::vector<std::string>>& blocks);

// Independent origins of claims: those of one text, or of texts of one declared agency, have one.
int64_t origins_of(const std::vector<const StatusClaim*>& claims);

}  // namespace letopis::chronicle
