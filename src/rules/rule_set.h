// Token patterns as data: a file of named rules, each a pattern over the words of one sentence, an
// action with arguments for the code that asked, and examples that are executed. docs/rules.md
// describes the language.
//
// A pattern runs by backtracking; the number of ways through it is counted when it is loaded, and a
// pattern with more than kMostWays is refused, so that no text can make matching slow. Immutable
// after loading, thread-safe.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "doc/document.h"

namespace letopis::rules {

inline constexpr uint64_t kMostWays = 4096;
inline constexpr std::string_view kHeader = "letopis-rules";
inline constexpr int kVersion = 1;

// A stretch of tokens that the caller already knows (a person, an amount); <LABEL> in a pattern
// takes the longest one that begins at a token.
struct Mark {
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string_view label;
  double number = 0;
};

// morphs, arcs and lemmas may be absent: then atoms that need them match nothing. Marks are sorted
// by begin.
struct Input {
  const Document& doc;
  std::span<const Mark> marks = {};
};

// What a named part of a pattern took: tokens [begin, end), and the value of its atom (of the list,
// number, shape or mark).
struct Capture {
  static constexpr size_t kNumbers = 4;
  uint32_t begin = 0;
  uint32_t end = 0;
  std::array<double, kNumbers> numbers{};
  uint8_t count = 0;  // how many numbers are set
  std::string_view
      text;  // of a list entry or a mark's label; lives as long as the rule set or the mark
  bool set = false;
};

struct Example {
  std::string sentence;  // without the brackets
  Span span;             // what must match, bytes of the sentence; empty for `no:`
  uint32_t line = 0;
  bool ok = true;
};

struct RuleArgument {
  std::string key;
  std::string text;  // a literal, or the name of a capture
  double number = 0;
  bool numeric = false;
  bool capture = false;
  uint8_t slot = 0;  // where capture: which one, and which of its numbers
  uint8_t index = 0;
};

struct Rule {
  std::string file, name, action;
  uint32_t line = 0;
  std::vector<RuleArgument> arguments;
  std::vector<std::string> captures;  // names by slot
  std::vector<Example> examples;
  bool needs_morphs = false;  // cannot match without morphs, lemmas or arcs
};

// Tokens [begin, end) that a rule took: those of its part named "span", else all of them. Points
// into the rule set.
struct Match {
  const Rule* rule = nullptr;
  uint32_t begin = 0;
  uint32_t end = 0;
  std::vector<Capture> captures;

  const Capture* capture(std::string_view name) const;  // nullptr where it took no part
  // The value of an argument of the action: a literal or what its capture gave.
  std::optional<double> number(std::string_view key) const;
  std::optional<int> whole(
      std::string_view key) const;  // nullopt also where it is no whole number of an int
  std::string_view text(std::string_view key) const;  // empty where absent
  bool has(std::string_view key) const { return number(key).has_value() || !text(key).empty(); }
};

struct ExampleFailure {
  std::string place;  // file:line
  std::string rule, sentence, why;
};

struct Program;

class RuleSet {
 public:
  // Every file below the prefix, in the order of paths. Lists are known in all of them; errors say
  // file:line:column.
  static Result<RuleSet> load(const DataFiles& files, std::string_view prefix);
  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;
  ~RuleSet();

  // Matches from left to right without overlap: at each token the longest, among equals the rule
  // that stands first.
  std::vector<Match> find(const Input& input) const;

  // Fills tokens, sentences and, where it can, the other layers of a document whose article is set;
  // returns its marks.
  using Analyse = std::function<std::vector<Mark>(Document&)>;
  // Runs the examples against the whole set: an `ok:` must be taken by its rule with its span, a
  // `no:` never by its rule. A rule that needs models is passed over where the document has no
  // morphs.
  std::vector<ExampleFailure> check(const Analyse& analyse) const;

  std::span<const Rule> rules() const;
  // The value of a word in a list; nullopt where the list is unknown or lacks it.
  std::optional<std::string_view> look_up(std::string_view list, std::string_view word) const;

 private:
  explicit RuleSet(std::unique_ptr<Program> program);
  std::unique_ptr<Program> program_;
};

}  // namespace letopis::rules
