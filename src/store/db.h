// SQLite with RAII: connections, cached prepared statements, errors as values. SQL text is always a
// literal of the program (or the user's own text in `letopis sql`, under an authorizer); values are
// bound, never spliced. Not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace letopis::store {

// A prepared statement on loan from a Connection's cache: reset and unbound when it goes. Bind
// calls count parameters from 1 in the order of the calls. The first error sticks and is returned
// by step() or run().
class Statement {
 public:
  Statement(Statement&& other) noexcept
      : stmt_(other.stmt_),
        error_(other.error_),
        next_(other.next_),
        path_(other.path_),
        lent_(other.lent_),
        own_(other.own_) {
    other.stmt_ = nullptr;
  }
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(std::string_view text);
  Statement& bind(const char* text) { return bind(std::string_view(text)); }
  Statement& bind(const std::string& text) { return bind(std::string_view(text)); }
  Statement& bind(int64_t number);
  Statement& bind(int32_t number) { return bind(static_cast<int64_t>(number)); }
  Statement& bind(uint32_t number) { return bind(static_cast<int64_t>(number)); }
  Statement& bind(uint64_t) = delete;
  Statement& bind(bool truth) { return bind(static_cast<int64_t>(truth)); }
  Statement& bind(double number);
  Statement& bind_null();
  Statement& bind_or_null(std::string_view text) { return text.empty() ? bind_null() : bind(text); }
  Statement& bind_blob_or_null(std::string_view bytes);
  template <class T>
  Statement& bind(const std::optional<T>& value) {
    return value ? bind(*value) : bind_null();
  }

  // Whether there is a row.
  Result<bool> step();
  // Back to the start, for other values; what was bound stays until it is bound again.
  void rewind();
  // For statements without rows; afterwards the statement may be bound and run again.
  Result<void> run();

  // The current row; columns count from 0. Views are valid until the next step.
  bool is_null(int column) const;
  int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;
  std::string string(int column) const { return std::string(text(column)); }
  int columns() const;
  std::string_view name(int column) const;
  bool numeric(int column) const;  // whether the value of the current row is an integer or a real

 private:
  friend class Connection;
  Statement(sqlite3_stmt* stmt, const std::string* path, bool* lent, bool own)
      : stmt_(stmt), path_(path), lent_(lent), own_(own) {}
  sqlite3_stmt* stmt_;
  int error_ = 0;
  int next_ = 1;
  const std::string* path_;
  bool* lent_;
  bool own_;
};

class Connection {
 public:
  enum class Access { kRead, kWrite };
  // Opens an existing file. Errors: kNotFound, kIo, kDamaged.
  static Result<Connection> open(const std::string& path, Access access);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  // A prepared statement. `sql` must be a string literal: its address is the key of the cache.
  Result<Statement> prepare(const char* sql);
  // One statement that a person typed; refuses more than one statement.
  Result<Statement> prepare_once(std::string_view sql);
  // Several statements without parameters or results.
  Result<void> execute(const char* sql);
  // The first column of the first row; nullopt where there is no row.
  Result<std::optional<int64_t>> number(const char* sql);

  int64_t last_row() const;
  int64_t changes() const;
  bool in_transaction() const;
  const std::string& path() const;
  sqlite3* handle() const;
  Error error(int code) const;

 private:
  struct State;
  explicit Connection(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// BEGIN IMMEDIATE … COMMIT; rolls back when it goes uncommitted.
class Transaction {
 public:
  static Result<Transaction> begin(Connection& db);
  Transaction(Transaction&& other) noexcept : db_(other.db_) { other.db_ = nullptr; }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Connection* db) : db_(db) {}
  Connection* db_;
};

// The error of a SQLite result code, with place and remedy.
Error sqlite_error(int code, std::string_view detail, const std::string& path);

}  // namespace letopis::store
