// What stands: for each subject, kind and object (and post of an office) the value that holds on a
// valid day, as known on a record day, computed from the stored claims at the time of asking. So it
// is a function of the set of articles, whatever was added or removed in which order. Every claim
// is kept; which one is shown follows DOMAIN, section 6: the weight of the source, then the later
// valid time, then the more specific value, then more independent origins. Announced, planned,
// declined and denied values stand in rows of their own, beside what holds, and never replace it.
// Reads only; not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "chronicle/status_claims.h"
#include "doc/table.h"
#include "store/store.h"

namespace letopis::chronicle {

struct StandingFilter {
  // Ids of entities, alternatives of each other. `actor` and `with`: somebody of each list that is
  // not empty takes part in either role; a state also for the persons and organisations that belong
  // to it. Documents and projects, which name no parties, are theirs whose acts brought them about.
  std::vector<std::string> subject = {}, object = {}, actor = {}, with = {};
  std::vector<std::string> kinds = {};  // membership, relation-level, office, document, …
  std::string at = {};     // EDTF: what holds on its last day; empty: the last day on which an
                           // article of the chronicle (as known) was published
  std::string known = {};  // EDTF: only what was known on its last day; empty: everything
  bool all = false;        // also what is over or outweighed on that day
};

// A side of a standing as it is shown.
struct Side {
  std::string id, kind, name;  // id: empty for a literal; all empty where there is none
};

// Where a value stands on the day that was asked about.
enum class Place : uint8_t {
  kStands,     // it holds
  kBeside,     // not in place of what holds: announced, declined, denied, or a label
  kOver,       // something followed, its stated end has passed, or what was announced came about
  kOutweighed  // a weightier claim contradicts it, or says more
};
std::string_view place_name(Place place);  // "stands", …

struct Standing {
  std::string id;  // "s:" and the claim that is shown; `explain` takes it
  Place place = Place::kStands;
  std::string why;  // of what is over or outweighed
  std::string kind;
  Side subject, object;
  std::string post;  // offices, as the claim that is shown words it
  std::string value;
  std::string modality;  // asserted: it holds; announced, planned, declined, denied: it does not
  std::string since, until;  // EDTF; "../D": nobody says since when, D is the first day on which it
                             // was said; until: empty where open
  std::string said_last;     // the last day on which it was said; empty where unknown
  std::string replaced, replaced_since;  // the value that held before; empty where none is known
  std::string weight;                    // of the claim that is shown: document, body, party, …
  std::string said_by;    // names, nearest first, joined by " < "; empty: the outlet itself
  std::string act;        // id of the event that brought it about, where the same words tell of one
  std::string words;      // of the claim that is shown
  bool hedged = false;    // the claim that is shown
  bool disputed = false;  // some claim of this subject, kind and object cannot be true beside it
  int64_t origins = 0;    // independent ones of this value
  std::vector<StatusClaim>
      claims;  // of this value; the one that is shown first, then canonical order
};

struct Standings {
  std::string at, known;  // ISO days that were used; empty: no bound
  bool all = false;       // as asked
  int64_t undated = 0;    // claims left out since their record day (or valid day) is unknown
  std::vector<Standing>
      rows;  // by kind, subject, object, post; what holds before what is announced
};

// Errors: kBadInput where `at` or `known` is no date or a kind does not exist.
Result<Standings> standing(store::Store& store, const StandingFilter& filter);

// All rows of what the claim of this id (with or without "s:") is about, as it stands by the last
// article, also what is over or outweighed. Empty where the id is no status claim.
Result<Standings> standing_of(store::Store& store, const std::string& id);

// One row per standing: id, kind, subject, object, post, value, modality, since, until, place, why,
// disputed, source (who says so, through whom, when); in detail: replaced, weight, said_by, origins,
// claims, said_last, act, outlet, title, published, words.
Table standing_table(const Standings& standings);
// Whose words something is, in one cell: the chain, the outlet, the day of publication.
std::string source_words(const std::string& chain, const std::string& outlet,
                         const std::string& published);

// The blocks of status claims that a filter's subject, object, actor and with leave; nullopt: all.
Result<std::optional<std::vector<std::string>>> status_blocks(store::Connection& db,
                                                              const StandingFilter& filter);

// All that was ever said of what the claim of this id (with or without "s:") is about: one row per
// value and modality, whether it holds or not, the claims of each in canonical order. Empty where
// the id is no status claim.
Result<std::vector<Standing>> history(store::Store& store, const std::string& id);

// The kinds of statuses, in the order in which they are shown.
const std::vector<std::string>& status_kinds();

}  // namespace letopis::chronicle
