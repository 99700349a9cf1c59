// The first step of our data languages (rules, frames): a text with its name, its words with line
// and column, and errors that point at them. Comments run from '#' to the end of the line. Not
// thread-safe; views live as long as the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace letopis::rules {

enum class LexKind : uint8_t {
  kName,    // letters, digits, '_', '-', '.', '/' with a letter first
  kText,    // "in double quotes"; `text` is without them
  kLemma,   // 'in single quotes'
  kNumber,  // digits, a sign, a decimal point
  kPunct,   // one character, or one of the pairs "=>" and ".."
  kEnd,
};

struct Lexeme {
  LexKind kind = LexKind::kEnd;
  std::string_view text;
  size_t at = 0;      // byte offset of its first character
  uint32_t line = 1;  // from 1
  bool is(std::string_view punct) const { return kind == LexKind::kPunct && text == punct; }
  bool word(std::string_view name) const { return kind == LexKind::kName && text == name; }
};

class Source {
 public:
  // Both views outlive the source.
  Source(std::string_view path, std::string_view text);

  const Lexeme& peek() const { return next_; }
  Lexeme take();
  // Takes the next lexeme if it is this punctuation or this name.
  bool accept(std::string_view text);
  // The rest of the line from the lexeme that peek() shows, without white space at its end; goes to
  // the next line. Comments are not cut off here: sentences may hold '#'.
  std::string_view rest_of_line();
  bool at_end() const { return next_.kind == LexKind::kEnd; }
  // Set where an unclosed quote or an unknown character was met; the lexemes end there.
  const Result<void>& health() const { return health_; }

  // kBadRule with path:line:column; columns count code points from 1.
  Error error(const Lexeme& where, std::string message) const {
    return error_at(where.at, std::move(message));
  }
  Error error_at(size_t at, std::string message) const;
  std::string place(size_t at) const;
  std::string_view path() const { return path_; }

 private:
  void advance();

  std::string_view path_, text_;
  size_t at_ = 0;
  uint32_t line_ = 1;
  Lexeme next_;
  Result<void> health_;
};

// Checks and takes the first line, "letopis-rules 1".
Result<void> take_header(Source& source, std::string_view name, int version);

}  // namespace letopis::rules
