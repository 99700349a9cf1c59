#include "store/sql.h"

#include <gtest/gtest.h>

#include "store/test_articles.h"

namespace letopis::store {
namespace {

TEST(Sql, AnswersASelectWithItsColumns) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  ASSERT_TRUE(store.put(held_visit().article, held_visit().analysis, "1").ok());
  const auto table = run_sql(store, "SELECT words, value, 0.5 AS half FROM figures;");
  ASSERT_TRUE(table.ok()) << to_string(table.error());
  EXPECT_EQ(table->columns[1].name, "value");
  EXPECT_TRUE(table->columns[1].number);
  EXPECT_FALSE(table->columns[0].number);
  EXPECT_EQ(table->rows,
            (std::vector<std::vector<std::string>>{{"2 млрд долларов", "2000000000", "0.5"}}));
}

TEST(Sql, RefusesEverythingButReading) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  for (const char* sql :
       {"DELETE FROM texts", "INSERT INTO log VALUES (1,'','','','')", "ATTACH 'x.db' AS x",
        "PRAGMA user_version = 9", "CREATE TABLE t (a)", "DROP VIEW claims", "BEGIN",
        "VACUUM INTO 'x.db'", "SELECT 1; SELECT 2", "", "SELEC 1", "SELECT load_extension('x')",
        "WITH a AS (SELECT 1) DELETE FROM texts"}) {
    const auto table = run_sql(store, sql);
    ASSERT_FALSE(table.ok()) << sql;
    EXPECT_EQ(table.error().code, Code::kBadInput) << sql;
  }
  EXPECT_FALSE(std::filesystem::exists("x.db"));
}

}  // namespace
}  // namespace letopis::store
