// The questions that the commands ask. Every row carries an id that `explain` takes; what takes
// part is shown by name. A state stands also for the persons and organisations that belong to it.
// Reads only; not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "doc/table.h"
#include "store/store.h"

namespace letopis::chronicle {

struct EntityRef {
  std::string id, kind, name;
  int64_t articles = 0;  // that name it
};

// Entities that a name may mean, most named first: by id; else by any form seen in the texts; else
// by Latin script, in the usual romanisations. Empty where nobody is called so. (A caller with a
// lexicon asks again with the nominative.)
Result<std::vector<EntityRef>> find_entities(store::Store& store, const std::string& name);

struct EventQuery {
  std::vector<std::string>
      actor = {},
      with = {};  // ids of entities; an event must have somebody of each list that is not empty
  std::vector<std::string> acts = {};
  std::vector<std::string> place = {};  // ids
  std::string since = {}, until = {};   // EDTF; the event may lie between their first and last day
  std::string modality = {};
  int64_t limit = -1;  // no limit
};
// id, date, act, modality, participants, place, core, origins, outlet, title, published, words,
// claim. By date, unknown last.
Result<Table> events(store::Store& store, const EventQuery& query);

struct QuoteQuery {
  std::vector<std::string> by = {}, about = {};  // ids; about: named inside the words
  std::string words = {};                        // that occur in them, whatever the case
  int64_t limit = -1;
};
// id, speaker, kind, words, cue, via, outlet, title, published. In canonical order.
Result<Table> quotes(store::Store& store, const QuoteQuery& query);

// id, published, outlet, title, language, claims, quotes, path, sha256.
Result<Table> articles(store::Store& store, int64_t limit = -1);
// place (file, with the line or record), message (what is wrong, and the remedy), article, stage,
// code.
Result<Table> problems(store::Store& store, int64_t limit = -1);

// The two states with most events between them; nullopt where no event has two states.
Result<std::optional<std::pair<std::string, std::string>>> busiest_pair(store::Store& store);

// One place in one article on which a fact rests.
struct Source {
  std::string claim;  // id; empty for quotes, times, figures
  std::string modality, edtf, said_by, origin;
  double confidence = 1;
  std::string article, outlet, agency, title, published, url, path, sha256;
  int64_t begin = 0, end = 0;  // code points
  std::string before, words,
      after;  // before and after: the rest of the sentence, or up to 120 code points
};
struct Explanation {
  std::string id, kind;  // event, claim, status, quote, time, figure, entity, article
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<Source> sources;  // in canonical order; an entity: its mentions (at most 50)
};
// Any id that was ever printed and still stands. kNotFound.
Result<Explanation> explain(store::Store& store, const std::string& id);

}  // namespace letopis::chronicle
