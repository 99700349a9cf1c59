// Full-text search over the sentences of the articles. Reads only; not thread-safe.
#pragma once

#include <string>

#include "base/result.h"
#include "chronicle/search_query.h"
#include "doc/table.h"
#include "store/store.h"

namespace letopis::chronicle {

struct SearchQuery {
  std::string words = {};              // as typed: see search_query.h
  LemmasOf lemmas_of = {};             // may be empty: then a word is found as it stands alone
  std::string since = {}, until = {};  // EDTF; the article may be published between them
  int64_t limit = -1;                  // no limit
};
// article, published, outlet, sentence (with [ ] around what was found; a long one cut around it);
// in detail: title, text (the whole sentence), begin, end (of the sentence, code points), marks
// (begin-end of each word found). In canonical order. A word in Latin letters finds also whoever is
// called so, in the script of the texts. kBadInput where the question or a date makes no sense.
Result<Table> search(store::Store& store, const SearchQuery& query);

// Articles whose analysis is older than the search and that it therefore lacks.
Result<int64_t> not_searchable(store::Store& store);

}  // namespace letopis::chronicle
