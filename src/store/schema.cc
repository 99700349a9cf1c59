#include "store/schema.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <vector>

namespace letopis::store {
namespace {

constexpr char kMagic[] = "SQLite format 3";  // with its NUL the first 16 bytes of every database

uint32_t big_endian(const char* bytes) {
  uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

// From each older version to the next. Derived tables are never converted: their blocks are marked
// to be derived anew.
struct Step {
  int from;
  const char* sql;
};
constexpr Step kSteps[] = {
    // 2: disputes inside an article, and the state to which a person or an organisation belongs.
    {1, R"SQL(
CREATE TABLE article_disputes (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  a INTEGER NOT NULL, b INTEGER NOT NULL,
  about TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;
ALTER TABLE article_entities ADD COLUMN state TEXT;
ALTER TABLE chronicle_entities ADD COLUMN state TEXT;
CREATE INDEX chronicle_entities_state ON chronicle_entities (state) WHERE state IS NOT NULL;
UPDATE article_entities SET state = proposed WHERE kind = 'state';
INSERT OR IGNORE INTO dirty SELECT DISTINCT 'entity', proposed FROM article_entities;
)SQL"},
    // 3: the search. Only an analysis knows dictionary forms, so each is made anew by `refresh`.
    {2, R"SQL(
CREATE TABLE article_words (
  row INTEGER PRIMARY KEY,
  surface TEXT NOT NULL,
  lemma TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search USING fts5(
  surface, lemma, content = 'article_words', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 0'
);
UPDATE analyses SET version = '';
)SQL"},
    // 4: disputes of times and figures. The table was empty; `refresh` fills it.
    {3, R"SQL(
DROP TABLE article_disputes;
CREATE TABLE article_disputes (
  article INTEGER NOT NULL REFERENCES stored_articles,
  n INTEGER NOT NULL,
  a_of TEXT NOT NULL, a INTEGER NOT NULL,
  b_of TEXT NOT NULL, b INTEGER NOT NULL,
  about TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;
)SQL"},
};

// The views of this program in place of whatever views the file has.
Result<void> renew_views(Connection& db) {
  std::vector<std::string> drops;
  {
    LT_ASSIGN(
        Statement names,
        db.prepare(
            "SELECT printf('DROP VIEW \"%w\"', name) FROM sqlite_schema WHERE type = 'view'"));
    while (true) {
      LT_ASSIGN(const bool row, names.step());
      if (!row) break;
      drops.push_back(names.string(0));
    }
  }
  for (const std::string& drop : drops) LT_TRY(db.execute(drop.c_str()));
  const char* views = std::strstr(kSchema, "\nCREATE VIEW");
  return db.execute(views);
}

Error system_error(const std::string& path, const char* what) {
  return {Code::kIo, std::string(what) + ": " + std::strerror(errno), path};
}

}  // namespace

Result<FileKind> file_kind(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) return FileKind::kAbsent;
    return system_error(path, "cannot look at the file");
  }
  if (!S_ISREG(info.st_mode)) return FileKind::kOther;
  if (info.st_size == 0) return FileKind::kEmpty;
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{Code::kIo, "no permission to read the file", path};
  char head[100] = {};
  file.read(head, sizeof head);
  if (file.gcount() < 100 || std::memcmp(head, kMagic, sizeof kMagic) != 0) return FileKind::kOther;
  return big_endian(head + 68) == static_cast<uint32_t>(kApplicationId) ? FileKind::kChronicle
                                                                        : FileKind::kOtherDatabase;
}

Result<void> create_chronicle(const std::string& path) {
  const std::string fresh = path + ".new-" + std::to_string(getpid());
  std::remove(fresh.c_str());
  sqlite3* db = nullptr;
  int code =
      sqlite3_open_v2(fresh.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  const std::string sql = "BEGIN;\n" + std::string(kSchema) +
                          "PRAGMA application_id = " + std::to_string(kApplicationId) +
                          ";\nPRAGMA user_version = " + std::to_string(kSchemaVersion) +
                          ";\nCOMMIT;\n";
  if (code == SQLITE_OK) code = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
  Result<void> result;
  if (code != SQLITE_OK)
    result = sqlite_error(code, db != nullptr ? sqlite3_errmsg(db) : "no memory", path);
  sqlite3_close(db);
  if (result.ok() && std::rename(fresh.c_str(), path.c_str()) != 0)
    result = system_error(path, "cannot put the file in its place");
  if (!result.ok()) std::remove(fresh.c_str());
  return result;
}

Result<std::string> migrate(Connection& db, const std::string& path, int from) {
  std::string copy = path + ".v" + std::to_string(from) + "-copy";
  for (int n = 2; access(copy.c_str(), F_OK) == 0; ++n)
    copy = path + ".v" + std::to_string(from) + "-copy-" + std::to_string(n);
  {
    LT_ASSIGN(Statement into, db.prepare("VACUUM INTO ?"));
    LT_TRY(into.bind(copy).run());
  }
  LT_ASSIGN(Transaction transaction, Transaction::begin(db));
  for (int version = from; version < kSchemaVersion; ++version) {
    const Step* step = nullptr;
    for (const Step& candidate : kSteps)
      if (candidate.from == version) step = &candidate;
    if (step == nullptr)
      return Error{
          Code::kVersion,
          "schema " + std::to_string(from) + " is too old to be brought up: add the articles anew",
          path};
    LT_TRY(db.execute(step->sql));
  }
  LT_TRY(renew_views(db));
  LT_TRY(db.execute(("PRAGMA user_version = " + std::to_string(kSchemaVersion)).c_str()));
  LT_TRY(transaction.commit());
  return copy;
}

}  // namespace letopis::store
