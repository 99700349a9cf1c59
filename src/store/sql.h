// Answers as tables: of the program's own statements, and of a SELECT that a person typed, which
// may read and nothing else.
#pragma once

#include <string_view>

#include "base/result.h"
#include "doc/table.h"
#include "store/db.h"
#include "store/store.h"

namespace letopis::store {

// All rows of a statement that is bound and not yet stepped.
Result<Table> table_of(Statement& statement);

// One SELECT (or WITH … SELECT) over the documented views. Everything but reading is refused:
// kBadInput.
Result<Table> run_sql(Store& store, std::string_view select);

}  // namespace letopis::store
