// One entity: who it is by the catalogue, how the articles call it, what stands and what it did
// last. Reads only; not thread-safe.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "doc/table.h"
#include "store/store.h"
#include "world/catalogue.h"

namespace letopis::chronicle {

struct ProfileQuery {
  std::string id;
  size_t last = 10;  // at most so many forms, statuses, acts, articles; the rest is counted
};
// field, value, date, note, id (that `explain` or `entity` takes). Fields in order: id, kind, type,
// name, wikidata, state, names of the catalogue, post and holder (office, of whom or who; date: the
// term; note: how certain), belongs to and has (members; the same), bodies (of a state), mentions,
// articles, form, status, act, article; "more" where something was left out. Of the catalogue alone
// where no article names it. kNotFound where neither knows the id.
Result<Table> profile(store::Store& store, const world::Catalogue& catalogue,
                      const ProfileQuery& query);

// Names of the chronicle that are nearest to one that it lacks: those of which it is a word, then
// those with one or two slips; the most named first, at most `most`.
Result<std::vector<std::string>> nearest_names(store::Store& store, const std::string& name,
                                               size_t most);

}  // namespace letopis::chronicle
