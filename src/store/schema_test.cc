#include "store/schema.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "base/files.h"
#include "store/test_articles.h"

namespace letopis::store {
namespace {

// Headings of docs/schema.md and the names in back quotes below each.
std::map<std::string, std::set<std::string>> documented() {
  const auto text = read_file("docs/schema.md");
  EXPECT_TRUE(text.ok());
  std::map<std::string, std::set<std::string>> out;
  std::string table;
  for (size_t at = 0; at < text->size();) {
    const size_t end = std::min(text->find('\n', at), text->size());
    const std::string line = text->substr(at, end - at);
    at = end + 1;
    if (line.starts_with("#")) table = line.starts_with("### ") ? line.substr(4) : "";
    if (line.starts_with("### ")) out[table];
    if (table.empty()) continue;
    for (size_t open = line.find('`'); open != std::string::npos;) {
      const size_t close = line.find('`', open + 1);
      out[table].insert(line.substr(open + 1, close - open - 1));
      open = line.find('`', close + 1);
    }
  }
  return out;
}

TEST(Schema, IsDocumentedInFull) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  const auto pages = documented();
  std::map<std::string, std::set<std::string>> real;
  auto select = store.db().prepare(
      "SELECT s.name, c.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c WHERE s.type IN "
      "('table', 'view') AND s.name NOT IN (SELECT name FROM pragma_table_list WHERE type = "
      "'shadow')");
  while (*select->step()) real[select->string(0)].insert(select->string(1));
  for (const auto& [table, columns] : real) {
    ASSERT_TRUE(pages.contains(table)) << "docs/schema.md lacks " << table;
    for (const std::string& column : columns)
      EXPECT_TRUE(pages.at(table).contains(column))
          << "docs/schema.md lacks " << table << "." << column;
  }
  for (const auto& [table, words] : pages)
    EXPECT_TRUE(real.contains(table)) << "docs/schema.md tells of " << table;
}

TEST(Schema, HasViewsThatCanBeRead) {
  const TempFolder folder;
  Store store = open_store(folder.file("a.db"));
  auto select = store.db().prepare("SELECT name FROM sqlite_schema WHERE type = 'view'");
  int views = 0;
  while (*select->step()) {
    EXPECT_TRUE(store.db().execute(("SELECT * FROM \"" + select->string(0) + "\"").c_str()).ok())
        << select->text(0);
    ++views;
  }
  EXPECT_EQ(views, 17);
}

}  // namespace
}  // namespace letopis::store
