// Gathers the dossier of an actor or of a pair (doc/dossier.h) from the chronicle: events in which
// both take part, what stands between them, figures, what each says of the other, clashes. A state
// stands also for the persons and organisations that belong to it. Reads only; the same chronicle
// gives the same dossier. Not thread-safe.
#pragma once

#include <string>

#include "base/result.h"
#include "doc/dossier.h"
#include "store/store.h"

namespace letopis::chronicle {

struct DossierQuery {
  std::string a, b;   // ids of entities; b may be empty
  std::string at;     // EDTF: statuses that hold on its last day, acts that had begun by then
  std::string known;  // EDTF: articles published by its last day; those without a day are left out
};
// kNotFound for an unknown entity, kBadInput for what is no date.
Result<Dossier> gather_dossier(store::Store& store, const DossierQuery& query);

}  // namespace letopis::chronicle
