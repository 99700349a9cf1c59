// What people ask of a chronicle, as tables. Reads only; every row bears an id that explain() resolves. Rows come in a fixed
// order: by time, then record time, then id. Not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/result.h"
#include "doc/table.h"
#include "store/store.h"

namespace letopis::chronicle {

// Ids of the entities that a name may mean: as written in some article, in another case form, or in Latin letters; an
// entity id is taken as it is. Empty where there is none.
Result<std::vector<std::string>> entities_named(store::Store& store, std::string_view name);

struct EventQuery {
  std::string actor, with, place;   // names; a state stands also for the persons and bodies that belong to it
  std::vector<std::string> acts;    // empty: all
  std::string modality;             // empty: all
  Interval days;                    // open: all; else events that may have happened in it
};
// id, date, act, modality, roles, said_by, sources, title, outlet, published, words
Result<Table> events(store::Store& store, const EventQuery& query);

struct QuoteQuery {
  std::string by, about, words;
};
// id, published, speaker, kind, words, cue, via, outlet, title
Result<Table> quotes(store::Store& store, const QuoteQuery& query);

Result<Table> articles(store::Store& store);
Result<Table> problems(store::Store& store);

// The two states that most events bring together; nullopt where there are none.
std::optional<std::pair<std::string, std::string>> busiest_pair(store::Store& store);

// section, date, what, words, source, id. `b` may be empty. kNotFound where a name means nobody.
struct Dossier {
  std::string title;
  Table lines;
};
Result<Dossier> dossier(store::Store& store, const std::string& a, const std::string& b);

// field, value: everything about an event, claim, quote, figure, time, entity or article, with its place in the text and
// the words around it. kNotFound.
Result<Table> explain(store::Store& store, std::string_view id);

}  // namespace letopis::chronicle
