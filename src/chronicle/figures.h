// The figures that articles name: how much, of what, whose, in whose words. Reads only; not
// thread-safe.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "doc/table.h"
#include "store/store.h"

namespace letopis::chronicle {

struct FigureQuery {
  // Ids: a figure of one of them, or one whose sentence names one of them or somebody who belongs
  // to one.
  std::vector<std::string> of = {};
  std::string unit = {};                // "USD", "percent"; whatever the case
  std::string measure = {};             // words that occur in the measure or in the sentence
  std::string since = {}, until = {};   // EDTF; the article may be published between them
};
// id, value, high (of a range), unit, approx, measure, of (whose, where the text says so), named
// (in the same sentence), words, source; in detail: said_by, kind (of the quote that holds it),
// sentence, outlet, title, published. In canonical order. kBadInput where a date is none.
Result<Table> figures(store::Store& store, const FigureQuery& query);

}  // namespace letopis::chronicle
