// Errors are values. A function that can fail because of input, a file or a model returns
// Result<T>; it never throws for these. Asserts and exceptions are for bugs and for exhausted
// memory only.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace letopis {

// Stable names, shown to people and stored in `problems`.
enum class Code {
  kBadInput,  // the content of an article, record or argument cannot be read
  kBadRule,   // a file of our own data language is wrong: place says file:line:column
  kNotFound,  // a file, an id or a section is not there
  kIo,        // the system refused: disk full, no permission
  kDamaged,   // a pack or database fails its checksum or structure
  kVersion,   // a pack or database of another version
  kBusy,      // somebody else holds the lock
  kLimit,     // larger than a stated limit
};
std::string_view code_name(Code code);

struct Error {
  Code code = Code::kBadInput;
  std::string message;  // what is wrong and what to do about it
  std::string place;    // file, file:line:column, path#record or id; may be empty
};
// "place: message" for people.
std::string to_string(const Error& error);

// A value or an Error. REQUIRES: ok() before value(), !ok() before error().
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    assert(!ok());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

// Success without a value.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}
  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Error& error() const& {
    assert(!ok());
    return *error_;
  }
  Error&& error() && {
    assert(!ok());
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

// LT_TRY(expr): returns the error of a Result from the enclosing function.
// LT_ASSIGN(auto x, expr): the same, and binds the value otherwise.
#define LT_CONCAT_(a, b) a##b
#define LT_CONCAT(a, b) LT_CONCAT_(a, b)
#define LT_TRY(expr)                                                              \
  do {                                                                            \
    if (auto lt_result = (expr); !lt_result) return std::move(lt_result).error(); \
  } while (false)
#define LT_ASSIGN(declaration, expr) LT_ASSIGN_(LT_CONCAT(lt_result_, __LINE__), declaration, expr)
#define LT_ASSIGN_(name, declaration, expr)  \
  auto name = (expr);                        \
  if (!name) return std::move(name).error(); \
  declaration = std::move(name).value()

}  // namespace letopis
