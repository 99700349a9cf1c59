#include "store/db.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <cstring>
#include <utility>

namespace letopis::store {

Error sqlite_error(int code, std::string_view detail, const std::string& path) {
  const std::string said(detail);
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return {Code::kIo,
              "no space left (" + said +
                  "): free some and run the command again; nothing was half-written",
              path};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {Code::kIo,
              "the chronicle is read-only: check the permissions of the file and its folder (" +
                  said + ")",
              path};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Code::kBusy, "another program holds the chronicle: try again (" + said + ")", path};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Code::kDamaged,
              "the chronicle is damaged (" + said + "): restore a copy, or add the articles anew",
              path};
    case SQLITE_CANTOPEN:
      return {Code::kIo,
              "cannot open the chronicle (" + said +
                  "): check that the folder exists and may be written",
              path};
    case SQLITE_IOERR:
      return {Code::kIo,
              "the system refused to read or write (" + said +
                  "): check the disk and run the command again",
              path};
    case SQLITE_TOOBIG:
      return {Code::kLimit, "larger than the chronicle can hold (" + said + ")", path};
    case SQLITE_AUTH:
      return {Code::kBadInput, "only reading is allowed here (" + said + ")", path};
    default:
      return {Code::kBadInput, said, path};
  }
}

Statement::~Statement() {
  if (stmt_ == nullptr) return;
  if (own_) {
    sqlite3_finalize(stmt_);
    return;
  }
  sqlite3_reset(stmt_);
  sqlite3_clear_bindings(stmt_);
  *lent_ = false;
}

Statement& Statement::bind(std::string_view text) {
  const char* data = text.data() == nullptr ? "" : text.data();
  const int code =
      sqlite3_bind_text64(stmt_, next_++, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK && error_ == 0) error_ = code;
  return *this;
}
Statement& Statement::bind_blob_or_null(std::string_view bytes) {
  if (bytes.empty()) return bind_null();
  const int code =
      sqlite3_bind_blob64(stmt_, next_++, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
  if (code != SQLITE_OK && error_ == 0) error_ = code;
  return *this;
}
Statement& Statement::bind(int64_t number) {
  const int code = sqlite3_bind_int64(stmt_, next_++, number);
  if (code != SQLITE_OK && error_ == 0) error_ = code;
  return *this;
}
Statement& Statement::bind(double number) {
  const int code = sqlite3_bind_double(stmt_, next_++, number);
  if (code != SQLITE_OK && error_ == 0) error_ = code;
  return *this;
}
Statement& Statement::bind_null() {
  const int code = sqlite3_bind_null(stmt_, next_++);
  if (code != SQLITE_OK && error_ == 0) error_ = code;
  return *this;
}

Result<bool> Statement::step() {
  sqlite3* db = sqlite3_db_handle(stmt_);
  if (error_ != 0) return sqlite_error(error_, sqlite3_errstr(error_), *path_);
  const int code = sqlite3_step(stmt_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  Error error = sqlite_error(code, sqlite3_errmsg(db), *path_);
  sqlite3_reset(stmt_);
  return error;
}

void Statement::rewind() {
  sqlite3_reset(stmt_);
  next_ = 1;
}

Result<void> Statement::run() {
  LT_ASSIGN(const bool row, step());
  static_cast<void>(row);
  rewind();
  return {};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(stmt_, column) == SQLITE_NULL;
}
int64_t Statement::integer(int column) const { return sqlite3_column_int64(stmt_, column); }
double Statement::real(int column) const { return sqlite3_column_double(stmt_, column); }
std::string_view Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(stmt_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<size_t>(sqlite3_column_bytes(stmt_, column))};
}
int Statement::columns() const { return sqlite3_column_count(stmt_); }
std::string_view Statement::name(int column) const { return sqlite3_column_name(stmt_, column); }
bool Statement::numeric(int column) const {
  const int type = sqlite3_column_type(stmt_, column);
  return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}

struct Connection::State {
  struct Cached {
    sqlite3_stmt* stmt = nullptr;
    bool lent = false;
  };
  std::string path;
  sqlite3* db = nullptr;
  std::unordered_map<const char*, Cached> cache;  // node-based: addresses of Cached stay

  ~State() {
    for (auto& [sql, cached] : cache) sqlite3_finalize(cached.stmt);
    sqlite3_close(db);
  }
};

Connection::Connection(std::unique_ptr<State> state) : state_(std::move(state)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

namespace {

bool exists(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0;
}

// A path as SQLite's URI, every special byte escaped.
std::string uri_of(const std::string& path, std::string_view query) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out = "file:";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::strchr("?#%", c) != nullptr || byte < 0x21) {
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    } else {
      out += c;
    }
  }
  return out.append(query);
}

}  // namespace

Result<Connection> Connection::open(const std::string& path, Access access) {
  if (!exists(path))
    return Error{Code::kNotFound, "there is no chronicle here: make one with `letopis add`", path};
  auto state = std::make_unique<State>();
  state->path = path;
  const int write = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  const int read = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
  int code =
      sqlite3_open_v2(path.c_str(), &state->db, access == Access::kWrite ? write : read, nullptr);
  if (code == SQLITE_OK) sqlite3_busy_timeout(state->db, 5000);
  // The first read finds out whether the file can be used at all.
  if (code == SQLITE_OK)
    code = sqlite3_exec(state->db, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
  const int plain = code & 0xFF;
  if (access == Access::kRead && (plain == SQLITE_CANTOPEN || plain == SQLITE_READONLY) &&
      !exists(path + "-wal")) {
    // A chronicle at rest in a folder that may not be written: SQLite wants to make its -shm there.
    // Without a log there is nothing that the file itself does not hold.
    sqlite3_close(state->db);
    state->db = nullptr;
    code = sqlite3_open_v2(uri_of(path, "?immutable=1").c_str(), &state->db, read | SQLITE_OPEN_URI,
                           nullptr);
    if (code == SQLITE_OK)
      code =
          sqlite3_exec(state->db, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
  }
  if (code != SQLITE_OK)
    return sqlite_error(code, state->db != nullptr ? sqlite3_errmsg(state->db) : "no memory", path);
  sqlite3_extended_result_codes(state->db, 1);
  return Connection(std::move(state));
}

Result<Statement> Connection::prepare(const char* sql) {
  State::Cached& cached = state_->cache[sql];
  if (cached.lent)
    return prepare_once(sql);  // the same statement is in use further up: a fresh one
  if (cached.stmt == nullptr) {
    const int code =
        sqlite3_prepare_v3(state_->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &cached.stmt, nullptr);
    if (code != SQLITE_OK) return error(code);
  }
  cached.lent = true;
  return Statement(cached.stmt, &state_->path, &cached.lent, false);
}

Result<Statement> Connection::prepare_once(std::string_view sql) {
  sqlite3_stmt* stmt = nullptr;
  const char* tail = nullptr;
  const int code =
      sqlite3_prepare_v3(state_->db, sql.data(), static_cast<int>(sql.size()), 0, &stmt, &tail);
  if (code != SQLITE_OK) return error(code);
  if (stmt == nullptr) return Error{Code::kBadInput, "there is no SQL statement in the text", {}};
  const std::string_view rest(tail, static_cast<size_t>(sql.data() + sql.size() - tail));
  if (rest.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    sqlite3_finalize(stmt);
    return Error{
        Code::kBadInput, "one statement at a time: give the second in a call of its own", {}};
  }
  return Statement(stmt, &state_->path, nullptr, true);
}

Result<void> Connection::execute(const char* sql) {
  const int code = sqlite3_exec(state_->db, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error(code);
  return {};
}

Result<std::optional<int64_t>> Connection::number(const char* sql) {
  LT_ASSIGN(Statement statement, prepare(sql));
  LT_ASSIGN(const bool row, statement.step());
  return row && !statement.is_null(0) ? std::optional(statement.integer(0))
                                      : std::optional<int64_t>();
}

int64_t Connection::last_row() const { return sqlite3_last_insert_rowid(state_->db); }
int64_t Connection::changes() const { return sqlite3_changes64(state_->db); }
bool Connection::in_transaction() const { return sqlite3_get_autocommit(state_->db) == 0; }
const std::string& Connection::path() const { return state_->path; }
sqlite3* Connection::handle() const { return state_->db; }
Error Connection::error(int code) const {
  return sqlite_error(code, sqlite3_errmsg(state_->db), state_->path);
}

Result<Transaction> Transaction::begin(Connection& db) {
  LT_TRY(db.execute("BEGIN IMMEDIATE"));
  return Transaction(&db);
}

Transaction::~Transaction() {
  if (db_ == nullptr || !db_->in_transaction()) return;
  static_cast<void>(db_->execute(
      "ROLLBACK"));  // what failed has been told; a rollback that fails changes nothing
}

Result<void> Transaction::commit() {
  LT_TRY(db_->execute("COMMIT"));
  db_ = nullptr;
  return {};
}

}  // namespace letopis::store
