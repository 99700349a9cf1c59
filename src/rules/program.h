// The compiled form of a rule set. Inner header of rules/: made by parse.cc, run by rule_set.cc.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/rule_set.h"
#include "rules/source.h"

namespace letopis::rules {

using WordId = uint32_t;  // of the words that the rules mention; 0 for all others
inline constexpr uint8_t kNoSlot = 0xFF;

struct Value {
  std::string text;
  double number = 0;
  bool numeric = false;
};

struct Phrase {
  std::vector<WordId> words;
  Value value;
};

struct WordList {
  std::string name;
  bool lemmas = false;
  // By first word; longest phrase first.
  std::unordered_map<WordId, std::vector<Phrase>> phrases;
};

enum class Atom : uint8_t {
  kAny,
  kWords,
  kLemmas,
  kList,
  kNumber,
  kRoman,
  kShape,
  kMark,
  kCyrillic,
  kLatin,
  kPunct
};
enum class Letters : uint8_t { kAnyCase, kUpper, kLower };

// One atom with its conditions: what may stand at a token.
struct Test {
  Atom atom = Atom::kAny;
  std::vector<WordId> words;        // kWords, kLemmas: sorted
  uint32_t list = 0;                // kList
  double low = 0, high = 1e15;      // kNumber, kRoman
  std::vector<std::string> shapes;  // kShape
  std::string label;                // kMark
  Morph morph;                      // every field that is set must agree
  bool morph_given = false;
  Letters letters = Letters::kAnyCase;
  Relation relation = Relation::kNone;
  uint8_t head = kNoSlot;       // the token's governor lies in this capture
  uint8_t dependent = kNoSlot;  // the token governs the last token of this capture
  bool needs_morphs() const {
    return morph_given || relation != Relation::kNone || head != kNoSlot || dependent != kNoSlot ||
           atom == Atom::kLemmas;
  }
};

enum class Op : uint8_t {
  kTest,
  kSplit,
  kJump,
  kOpen,
  kClose,
  kLookAhead,
  kLookBehind,
  kStart,
  kEnd,
  kDone
};
struct Instruction {
  Op op = Op::kDone;
  bool wanted = true;      // looks: whether the test must hold
  uint8_t slot = kNoSlot;  // kTest, kOpen, kClose
  uint32_t test = 0;
  uint32_t x = 0, y = 0;  // kSplit: first and second choice; kJump: x
};

struct WordHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

struct Program {
  std::unordered_map<std::string, WordId, WordHash, std::equal_to<>> vocabulary;
  std::vector<WordList> lists;
  std::vector<Test> tests;
  std::vector<Instruction> code;
  std::vector<uint32_t> starts;  // per rule: where its code begins
  std::vector<Rule> rules;

  // Rules by what may stand first.
  std::vector<std::vector<uint32_t>> by_word, by_lemma;  // by WordId
  std::vector<uint32_t> by_digit, by_mark, by_roman, by_any;

  WordId word(std::string_view folded) const {
    const auto found = vocabulary.find(folded);
    return found == vocabulary.end() ? 0 : found->second;
  }
  WordId intern(const std::string& folded) {
    return vocabulary.emplace(folded, static_cast<WordId>(vocabulary.size() + 1)).first->second;
  }
};

bool dash(char32_t c);
// Lower case, U+0451 as U+0435, any dash as '-'.
std::string fold(std::string_view word);
// Adds the lists, then the rules of one file.
Result<void> parse_lists(std::string_view path, std::string_view text, Program& program);
Result<void> parse_rules(std::string_view path, std::string_view text, Program& program);

// The numbers of a token by a shape: N stands for digits, '-' for any dash, '*' for the rest.
// nullopt where it does not fit.
struct ShapeNumbers {
  std::array<double, Capture::kNumbers> numbers{};
  uint8_t count = 0;
};
std::optional<ShapeNumbers> fit_shape(std::string_view shape, std::string_view token);

}  // namespace letopis::rules
