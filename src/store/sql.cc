#include "store/sql.h"

#include <sqlite3.h>

#include <string>

#include "base/json.h"

namespace letopis::store {
namespace {

int only_reading(void*, int action, const char* first, const char* second, const char*,
                 const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_FUNCTION:
      return second != nullptr && std::string_view(second) == "load_extension" ? SQLITE_DENY
                                                                               : SQLITE_OK;
    case SQLITE_PRAGMA:  // the search asks whether somebody has written meanwhile
      return first != nullptr && std::string_view(first) == "data_version" ? SQLITE_OK
                                                                           : SQLITE_DENY;
    default:
      return SQLITE_DENY;
  }
}

}  // namespace

Result<Table> table_of(Statement& statement) {
  Table table;
  for (int i = 0; i < statement.columns(); ++i)
    table.columns.push_back({std::string(statement.name(i)), false});
  while (true) {
    LT_ASSIGN(const bool more, statement.step());
    if (!more) break;
    std::vector<std::string>& row = table.rows.emplace_back();
    for (int i = 0; i < statement.columns(); ++i) {
      if (table.rows.size() == 1)
        table.columns[static_cast<size_t>(i)].number = statement.numeric(i);
      else if (!statement.is_null(i) && !statement.numeric(i))
        table.columns[static_cast<size_t>(i)].number = false;
      std::string cell;
      if (statement.numeric(i) &&
          statement.text(i).find_first_of(".eE") != std::string_view::npos) {
        JsonWriter json(cell);
        json.value(statement.real(i));
      } else {
        cell = statement.string(i);
      }
      row.push_back(std::move(cell));
    }
  }
  return table;
}

Result<Table> run_sql(Store& store, std::string_view select) {
  sqlite3* db = store.db().handle();
  // The search sets itself up when it is first named, by statements that a person may not make.
  LT_TRY(store.db().execute("SELECT rowid FROM search LIMIT 0"));
  // In force while the statement runs, too: VACUUM is checked only then.
  sqlite3_set_authorizer(db, only_reading, nullptr);
  const Result<Table> table = [&]() -> Result<Table> {
    LT_ASSIGN(Statement statement, store.db().prepare_once(select));
    if (statement.columns() == 0)
      return Error{Code::kBadInput, "only a SELECT can be asked here", {}};
    return table_of(statement);
  }();
  sqlite3_set_authorizer(db, nullptr, nullptr);
  return table;
}

}  // namespace letopis::store
