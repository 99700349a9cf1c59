// The rules of ru/boilerplate.rules: which lines, and parts of lines, are not an article's own
// prose, and what they say about its author, outlet and date. The file describes its own syntax.
// Immutable, thread-safe; linear in the line.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "doc/document.h"

namespace letopis::text {

// Where a rule applies. The first four look at a whole line; the others find a part of the text.
enum class Where { kAny, kHead, kAfter, kTail, kStart, kLead, kPart, kUrl };

struct Found {
  MaskKind kind = MaskKind::kMenu;
  bool block = false;         // what follows is masked too
  Span span;                  // of the line given
  std::vector<Span> authors;  // of the line given, as the others
  Span outlet;
  Span date;
  Published published;  // DateSource is the caller's affair
};

class Boilerplate {
 public:
  // Errors name file and line.
  static Result<Boilerplate> load(const DataFiles& files);
  Boilerplate(Boilerplate&&) noexcept;
  Boilerplate& operator=(Boilerplate&&) noexcept;
  ~Boilerplate();

  // The first whole-line rule of the places that fits. The line has no white space at its ends.
  std::optional<Found> line(std::string_view line, bool head, bool after, bool tail) const;
  // The first rule of a place (start, lead: at the beginning; url: anywhere) that is found.
  std::optional<Found> part(std::string_view text, Where where) const;
  // All parts of a line that rules of the place `part` find; they may overlap.
  std::vector<Found> parts(std::string_view line) const;

  // Runs the examples of the rules; one line per failure, naming file and line.
  std::vector<std::string> check_examples() const;

 private:
  struct Rules;
  explicit Boilerplate(std::unique_ptr<const Rules> rules);
  std::unique_ptr<const Rules> rules_;
};

}  // namespace letopis::text
