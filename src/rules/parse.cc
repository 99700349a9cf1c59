// From the text of rules to the program: lists first, so that every file may use them, then the
// rules.
#include <algorithm>
#include <charconv>

#include "base/unicode.h"
#include "base/utf8.h"
#include "rules/program.h"

namespace letopis::rules {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(at, begin), text.size());
    parts.push_back(trim(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// ----------------------------------------------------------------------------------------------------------------
// lists

// "stem(a b)" gives its forms, "-" among the endings the stem alone; several brackets give every
// combination.
Result<std::vector<std::string>> forms_of(std::string_view word, const Source& source,
                                          const Lexeme& where) {
  std::vector<std::string> forms = {""};
  for (size_t at = 0; at < word.size();) {
    const size_t open = std::min(word.find('(', at), word.size());
    for (std::string& form : forms) form += word.substr(at, open - at);
    if (open == word.size()) break;
    const size_t close = word.find(')', open);
    if (close == std::string_view::npos)
      return source.error(where, "these endings are not closed with ')': " + std::string(word));
    std::vector<std::string> longer;
    for (const std::string& form : forms)
      for (const std::string_view ending : split(word.substr(open + 1, close - open - 1), ' '))
        if (!ending.empty()) longer.push_back(form + (ending == "-" ? "" : std::string(ending)));
    if (longer.empty())
      return source.error(where, "no endings inside the brackets of " + std::string(word));
    forms = std::move(longer);
    at = close + 1;
  }
  for (std::string& form : forms) form = fold(form);
  return forms;
}

// Words of a phrase; spaces inside brackets do not part words.
std::vector<std::string_view> words_of(std::string_view phrase) {
  std::vector<std::string_view> words;
  size_t begin = 0;
  int depth = 0;
  for (size_t i = 0; i <= phrase.size(); ++i) {
    if (i < phrase.size() && phrase[i] == '(') ++depth;
    if (i < phrase.size() && phrase[i] == ')') --depth;
    if (i == phrase.size() || (phrase[i] == ' ' && depth == 0)) {
      if (i > begin) words.push_back(phrase.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  return words;
}

Result<void> add_phrase(std::string_view phrase, const Value& value, const Source& source,
                        const Lexeme& where, Program& program, WordList& list) {
  std::vector<std::vector<WordId>> sequences = {{}};
  for (const std::string_view word : words_of(phrase)) {
    LT_ASSIGN(const std::vector<std::string> forms, forms_of(word, source, where));
    std::vector<std::vector<WordId>> longer;
    for (const auto& sequence : sequences) {
      for (const std::string& form : forms) {
        longer.push_back(sequence);
        longer.back().push_back(program.intern(form));
      }
    }
    sequences = std::move(longer);
  }
  if (sequences.front().empty()) return source.error(where, "an empty phrase");
  for (auto& words : sequences) {
    auto& same = list.phrases[words.front()];
    same.push_back({std::move(words), value});
    std::stable_sort(same.begin(), same.end(), [](const Phrase& a, const Phrase& b) {
      return a.words.size() > b.words.size();
    });
  }
  return {};
}

// After "list": name ["lemmas"], then lines "phrase, phrase = value" up to "end".
Result<void> parse_list(Source& source, Program& program, bool keep) {
  const Lexeme name = source.take();
  if (name.kind != LexKind::kName) return source.error(name, "a list needs a name");
  WordList list;
  list.name = std::string(name.text);
  if (source.peek().line == name.line) {
    const Lexeme kind = source.take();
    if (!kind.word("lemmas"))
      return source.error(kind, "after the name of a list stands \"lemmas\" or nothing");
    list.lemmas = true;
  }
  if (keep && std::any_of(program.lists.begin(), program.lists.end(),
                          [&](const WordList& l) { return l.name == list.name; }))
    return source.error(name, "there is a list " + list.name + " already");
  for (;;) {
    const Lexeme at = source.peek();
    if (at.kind == LexKind::kEnd) return source.error(name, "this list has no line \"end\"");
    const std::string_view whole = source.rest_of_line();
    const std::string_view line = trim(whole.substr(0, whole.find('#')));
    if (line == "end") break;
    if (!keep) continue;
    const size_t equals = line.rfind('=');
    Value value;
    if (equals != std::string_view::npos) {
      value.text = std::string(trim(line.substr(equals + 1)));
      const auto number = number_of(value.text);
      value.numeric = number.has_value();
      value.number = number.value_or(0);
    }
    for (const std::string_view phrase : split(line.substr(0, equals), ','))
      LT_TRY(add_phrase(phrase, value, source, at, program, list));
  }
  if (keep) program.lists.push_back(std::move(list));
  return {};
}

// -------------------------------------------------------------------------------------------------------------
// patterns

struct Node;
using NodeRef = std::shared_ptr<const Node>;
enum class Shape : uint8_t { kAtom, kSequence, kChoice, kRepeat, kGroup, kLook, kStart, kEnd };
struct Node {
  Shape shape = Shape::kSequence;
  Test test;  // kAtom, kLook
  std::vector<NodeRef> parts;
  uint32_t low = 1, high = 1;   // kRepeat
  std::string name;             // kAtom, kGroup: capture
  std::string head, dependent;  // kAtom: captures that its conditions name
  bool ahead = true, wanted = true;
};

NodeRef node(Node made) { return std::make_shared<const Node>(std::move(made)); }

uint64_t ways(const Node& n) {
  const auto capped = [](uint64_t a) { return std::min<uint64_t>(a, 1U << 20); };
  switch (n.shape) {
    case Shape::kSequence:
    case Shape::kGroup: {
      uint64_t all = 1;
      for (const NodeRef& part : n.parts) all = capped(all * ways(*part));
      return all;
    }
    case Shape::kChoice: {
      uint64_t all = 0;
      for (const NodeRef& part : n.parts) all = capped(all + ways(*part));
      return all;
    }
    case Shape::kRepeat: {
      uint64_t all = 0, power = 1;
      for (uint32_t i = 0; i <= n.high; ++i) {
        if (i >= n.low) all = capped(all + power);
        power = capped(power * ways(*n.parts[0]));
      }
      return all;
    }
    default:
      return 1;
  }
}

bool nullable(const Node& n) {
  switch (n.shape) {
    case Shape::kAtom:
      return false;
    case Shape::kSequence:
    case Shape::kGroup:
      return std::all_of(n.parts.begin(), n.parts.end(),
                         [](const NodeRef& p) { return nullable(*p); });
    case Shape::kChoice:
      return std::any_of(n.parts.begin(), n.parts.end(),
                         [](const NodeRef& p) { return nullable(*p); });
    case Shape::kRepeat:
      return n.low == 0 || nullable(*n.parts[0]);
    default:
      return true;
  }
}

void firsts(const Node& n, std::vector<const Test*>& out) {
  if (n.shape == Shape::kAtom) out.push_back(&n.test);
  for (const NodeRef& part : n.parts) {
    firsts(*part, out);
    if ((n.shape == Shape::kSequence || n.shape == Shape::kGroup) && !nullable(*part)) return;
  }
}

class Parser {
 public:
  Parser(Source& source, Program& program) : source_(source), program_(program) {}

  Result<void> run() {
    while (!source_.at_end()) {
      const Lexeme word = source_.take();
      if (word.word("list")) {
        LT_TRY(parse_list(source_, program_, false));
      } else if (word.word("def")) {
        LT_TRY(definition());
      } else if (word.word("rule")) {
        LT_TRY(rule());
      } else {
        return source_.error(word, "here begins a \"list\", a \"def\" or a \"rule\"");
      }
    }
    return source_.health();
  }

 private:
  Result<void> definition() {
    const Lexeme name = source_.take();
    if (name.kind != LexKind::kName) return source_.error(name, "a definition needs a name");
    if (!source_.accept("="))
      return source_.error(source_.peek(), "\"=\" belongs behind the name of a definition");
    line_ = name.line;
    LT_ASSIGN(const NodeRef body, choice());
    line_ = 0;
    if (!definitions_.emplace(std::string(name.text), body).second)
      return source_.error(name, "this name is defined already");
    return {};
  }

  Result<void> rule() {
    const Lexeme name = source_.take();
    if (name.kind != LexKind::kName) return source_.error(name, "a rule needs a name");
    Rule made;
    made.file = std::string(source_.path());
    made.name = std::string(name.text);
    made.line = name.line;
    if (std::any_of(program_.rules.begin(), program_.rules.end(),
                    [&](const Rule& r) { return r.name == made.name; }))
      return source_.error(name, "there is a rule " + made.name + " already");
    LT_ASSIGN(const NodeRef pattern, choice());
    if (nullable(*pattern)) return source_.error(name, "this pattern could match nothing at all");
    if (const uint64_t count = ways(*pattern); count > kMostWays)
      return source_.error(name, "there are too many ways through this pattern (" +
                                     std::to_string(count) + ", at most " +
                                     std::to_string(kMostWays) + "); part it into several rules");
    if (!source_.accept("=>"))
      return source_.error(source_.peek(), "\"=>\" and an action belong behind a pattern");
    const auto start = static_cast<uint32_t>(program_.code.size());
    LT_TRY(emit(*pattern, made, name));
    program_.code.push_back({});
    LT_TRY(action(made));
    LT_TRY(examples(made));
    index(*pattern);
    program_.starts.push_back(start);
    program_.rules.push_back(std::move(made));
    return {};
  }

  Result<void> action(Rule& made) {
    const Lexeme word = source_.take();
    if (word.kind != LexKind::kName) return source_.error(word, "an action is a word");
    made.action = std::string(word.text);
    while (source_.peek().line == word.line && !source_.at_end()) {
      const Lexeme key = source_.take();
      if (key.kind != LexKind::kName || !source_.accept("="))
        return source_.error(key, "arguments are written key=value");
      RuleArgument argument;
      argument.key = std::string(key.text);
      argument.capture = source_.accept("$");
      const Lexeme value = source_.take();
      argument.text = std::string(value.text);
      if (argument.capture) {
        if (const size_t dot = argument.text.rfind('.'); dot != std::string::npos) {
          const auto which = number_of(std::string_view(argument.text).substr(dot + 1));
          if (!which || *which < 1 || *which > static_cast<double>(Capture::kNumbers))
            return source_.error(value, "numbers of a capture are .1 to .4");
          argument.index = static_cast<uint8_t>(*which - 1);
          argument.text.resize(dot);
        }
        const auto found = std::find(made.captures.begin(), made.captures.end(), argument.text);
        if (found == made.captures.end())
          return source_.error(value, "the pattern has no part named " + argument.text);
        argument.slot = static_cast<uint8_t>(found - made.captures.begin());
      } else if (value.kind == LexKind::kNumber) {
        argument.number = number_of(value.text).value_or(0);
        argument.numeric = true;
      } else if (value.kind != LexKind::kName && value.kind != LexKind::kText) {
        return source_.error(value, "a value is a word, a number, a text in quotes or $part");
      }
      made.arguments.push_back(std::move(argument));
    }
    return {};
  }

  Result<void> examples(Rule& made) {
    size_t ok = 0, no = 0;
    while (source_.peek().word("ok") || source_.peek().word("no")) {
      const Lexeme kind = source_.take();
      if (!source_.accept(":"))
        return source_.error(source_.peek(), "\":\" belongs behind ok and no");
      const Lexeme at = source_.peek();
      Example example;
      example.ok = kind.text == "ok";
      example.line = kind.line;
      example.sentence = std::string(source_.rest_of_line());
      ++(example.ok ? ok : no);
      if (example.ok) {
        const size_t open = example.sentence.find('['), close = example.sentence.find(']');
        if (open == std::string::npos || close == std::string::npos || close < open)
          return source_.error(at, "an ok: marks what must match with [ ]");
        example.sentence.erase(close, 1).erase(open, 1);
        example.span = {static_cast<uint32_t>(open), static_cast<uint32_t>(close - 1)};
      }
      made.examples.push_back(std::move(example));
    }
    if (ok == 0 || no == 0)
      return source_.error(source_.peek(), "rule " + made.name + " needs an ok: and a no: example");
    return {};
  }

  // choice = sequence { "|" sequence }
  Result<NodeRef> choice() {
    Node made;
    made.shape = Shape::kChoice;
    do {
      LT_ASSIGN(NodeRef part, sequence());
      made.parts.push_back(std::move(part));
    } while (source_.accept("|"));
    if (made.parts.size() == 1) return made.parts[0];
    return node(std::move(made));
  }

  bool ends_sequence() const {
    const Lexeme& next = source_.peek();
    if (line_ != 0 && next.line != line_) return true;  // a definition fills one line
    return next.kind == LexKind::kEnd || next.is("|") || next.is(")") || next.is("=>");
  }

  Result<NodeRef> sequence() {
    Node made;
    while (!ends_sequence()) {
      LT_ASSIGN(NodeRef part, item());
      made.parts.push_back(std::move(part));
    }
    if (made.parts.empty()) return source_.error(source_.peek(), "a pattern is missing here");
    if (made.parts.size() == 1) return made.parts[0];
    return node(std::move(made));
  }

  // item = [name ":"] atom [conditions] ["?" | "{" low "," high "}"]
  Result<NodeRef> item() {
    LT_ASSIGN(NodeRef made, atom());
    if (source_.accept("?")) return repeat(made, 0, 1);
    if (!source_.accept("{")) return made;
    const Lexeme low = source_.take();
    if (!source_.accept(","))
      return source_.error(source_.peek(), "a repetition is written {low,high}");
    const Lexeme high = source_.take();
    const double from = number_of(low.text).value_or(-1), to = number_of(high.text).value_or(-1);
    if (from < 0 || to < from || to < 1 || to > 16)
      return source_.error(low, "a repetition runs from 0 or more to at most 16");
    if (!source_.accept("}")) return source_.error(source_.peek(), "\"}\" is missing");
    return repeat(made, static_cast<uint32_t>(from), static_cast<uint32_t>(to));
  }

  static NodeRef repeat(NodeRef body, uint32_t low, uint32_t high) {
    Node made;
    made.shape = Shape::kRepeat;
    made.parts = {std::move(body)};
    made.low = low;
    made.high = high;
    return node(std::move(made));
  }

  Result<NodeRef> atom() {
    Lexeme first = source_.take();
    if (first.is("(")) return group("");
    if (first.is("[")) return conditions({}, first);
    if (first.is("<")) return mark("");
    if (first.kind == LexKind::kText || first.kind == LexKind::kLemma) return words(first, "");
    if (first.kind != LexKind::kName)
      return source_.error(first, "a word in quotes, a list or an atom is expected here");
    std::string name;
    if (source_.accept(":")) {
      name = std::string(first.text);
      first = source_.take();
      if (first.is("(")) return group(name);
      if (first.is("<")) return mark(name);
      if (first.is("[")) {
        Node made;
        made.name = name;
        return conditions(std::move(made), first);
      }
      if (first.kind == LexKind::kText || first.kind == LexKind::kLemma) return words(first, name);
      if (first.kind != LexKind::kName)
        return source_.error(first, "a word in quotes, a list or an atom is expected here");
    }
    return named(first, std::move(name));
  }

  Result<NodeRef> group(std::string name) {
    const uint32_t outer = line_;
    line_ = 0;
    LT_ASSIGN(const NodeRef body, choice());
    line_ = outer;
    if (!source_.accept(")")) return source_.error(source_.peek(), "\")\" is missing");
    if (name.empty()) return body;
    Node made;
    made.shape = Shape::kGroup;
    made.parts = {body};
    made.name = std::move(name);
    return node(std::move(made));
  }

  Result<NodeRef> mark(std::string name) {
    const Lexeme label = source_.take();
    if (label.kind != LexKind::kName || !source_.accept(">"))
      return source_.error(label, "a mark is written <LABEL>");
    Node made;
    made.shape = Shape::kAtom;
    made.test.atom = Atom::kMark;
    made.test.label = std::string(label.text);
    made.name = std::move(name);
    return conditions_follow(std::move(made));
  }

  // "a|b" is one test; "a b|c" a choice of phrases.
  Result<NodeRef> words(const Lexeme& quoted, std::string name) {
    const Atom kind = quoted.kind == LexKind::kText ? Atom::kWords : Atom::kLemmas;
    Node all;
    all.shape = Shape::kChoice;
    Node single;
    single.shape = Shape::kAtom;
    single.test.atom = kind;
    for (const std::string_view phrase : split(quoted.text, '|')) {
      const std::vector<std::string_view> parts = words_of(phrase);
      if (parts.empty()) return source_.error(quoted, "an empty word");
      if (parts.size() == 1) {
        single.test.words.push_back(program_.intern(fold(parts[0])));
        continue;
      }
      Node sequence;
      for (const std::string_view part : parts) {
        Node word;
        word.shape = Shape::kAtom;
        word.test.atom = kind;
        word.test.words = {program_.intern(fold(part))};
        sequence.parts.push_back(node(std::move(word)));
      }
      all.parts.push_back(node(std::move(sequence)));
    }
    std::sort(single.test.words.begin(), single.test.words.end());
    if (all.parts.empty()) {
      single.name = std::move(name);
      return conditions_follow(std::move(single));
    }
    if (!single.test.words.empty()) all.parts.push_back(node(std::move(single)));
    NodeRef made = all.parts.size() == 1 ? all.parts[0] : node(std::move(all));
    if (name.empty()) return made;
    Node outer;
    outer.shape = Shape::kGroup;
    outer.parts = {std::move(made)};
    outer.name = std::move(name);
    return node(std::move(outer));
  }

  Result<NodeRef> named(const Lexeme& word, std::string name) {
    Node made;
    made.shape = Shape::kAtom;
    made.name = std::move(name);
    Test& test = made.test;
    if (word.word("start") || word.word("end")) {
      made.shape = word.text == "start" ? Shape::kStart : Shape::kEnd;
      return node(std::move(made));
    }
    if (word.word("not") || word.word("not-after") || word.word("before") || word.word("after"))
      return look(word);
    if (word.word("any")) {
      test.atom = Atom::kAny;
    } else if (word.word("cyrillic")) {
      test.atom = Atom::kCyrillic;
    } else if (word.word("latin")) {
      test.atom = Atom::kLatin;
    } else if (word.word("punct")) {
      test.atom = Atom::kPunct;
    } else if (word.word("number") || word.word("roman")) {
      test.atom = word.text == "number" ? Atom::kNumber : Atom::kRoman;
      if (source_.accept("(")) {
        const Lexeme low = source_.take();
        const bool range = source_.accept("..");
        const Lexeme high = source_.take();
        const auto from = number_of(low.text), to = number_of(high.text);
        if (!range || !from || !to || *to < *from)
          return source_.error(low, "a range is written (low..high)");
        test.low = *from;
        test.high = *to;
        if (!source_.accept(")")) return source_.error(source_.peek(), "\")\" is missing");
      }
    } else if (word.word("shape")) {
      test.atom = Atom::kShape;
      const bool open = source_.accept("(");
      const Lexeme shapes = source_.take();
      if (!open || shapes.kind != LexKind::kText || !source_.accept(")"))
        return source_.error(shapes, "a shape is written shape(\"N-N\")");
      for (const std::string_view shape : split(shapes.text, '|')) {
        if (!shape.starts_with('N') || std::count(shape.begin(), shape.end(), 'N') >
                                           static_cast<std::ptrdiff_t>(Capture::kNumbers))
          return source_.error(shapes, "a shape begins with N, for a number, and has at most four");
        std::string folded;
        for (const char c : shape) folded.push_back(c);
        test.shapes.push_back(std::move(folded));
      }
    } else if (const auto found = definitions_.find(std::string(word.text));
               found != definitions_.end()) {
      if (made.name.empty()) return found->second;
      if (found->second->shape == Shape::kAtom && found->second->name.empty()) {
        Node copy = *found->second;
        copy.name = std::move(made.name);
        return conditions_follow(std::move(copy));
      }
      made.shape = Shape::kGroup;
      made.parts = {found->second};
      return node(std::move(made));
    } else {
      const auto list = std::find_if(program_.lists.begin(), program_.lists.end(),
                                     [&](const WordList& l) { return l.name == word.text; });
      if (list == program_.lists.end())
        return source_.error(word,
                             "there is no list, definition or atom " + std::string(word.text));
      test.atom = Atom::kList;
      test.list = static_cast<uint32_t>(list - program_.lists.begin());
    }
    return conditions_follow(std::move(made));
  }

  Result<NodeRef> look(const Lexeme& word) {
    if (!source_.accept("("))
      return source_.error(source_.peek(), "\"(\" belongs behind " + std::string(word.text));
    const uint32_t outer = line_;
    line_ = 0;
    LT_ASSIGN(const NodeRef body, choice());
    line_ = outer;
    if (!source_.accept(")")) return source_.error(source_.peek(), "\")\" is missing");
    // A look is one token wide; several are looks one after another (all must fail, or one must
    // hold).
    std::vector<NodeRef> tests =
        body->shape == Shape::kChoice ? body->parts : std::vector<NodeRef>{body};
    Node all;
    const bool wanted = word.text == "before" || word.text == "after";
    all.shape = wanted ? Shape::kChoice : Shape::kSequence;
    for (const NodeRef& test : tests) {
      if (test->shape != Shape::kAtom || !test->name.empty())
        return source_.error(word, "a look takes single atoms without names");
      Node made = *test;
      made.shape = Shape::kLook;
      made.wanted = wanted;
      made.ahead = word.text == "not" || word.text == "before";
      all.parts.push_back(node(std::move(made)));
    }
    if (all.parts.size() == 1) return all.parts[0];
    return node(std::move(all));
  }

  Result<NodeRef> conditions_follow(Node made) {
    if (source_.peek().is("[") && !ends_sequence())
      return conditions(std::move(made), source_.take());
    return node(std::move(made));
  }

  // "[NOUN Case=Gen rel=nmod head=part upper]"; the bracket is taken.
  Result<NodeRef> conditions(Node made, const Lexeme& open) {
    made.shape = Shape::kAtom;
    Test& test = made.test;
    std::string upos = "X", features;
    while (!source_.accept("]")) {
      const Lexeme key = source_.take();
      if (key.kind != LexKind::kName)
        return source_.error(open, "these conditions are not closed with \"]\"");
      if (!source_.accept("=")) {
        if (key.text == "upper" || key.text == "lower") {
          test.letters = key.text == "upper" ? Letters::kUpper : Letters::kLower;
        } else if (upos_of(key.text)) {
          upos = std::string(key.text);
        } else {
          return source_.error(key, "no part of speech is called " + std::string(key.text));
        }
        continue;
      }
      const Lexeme value = source_.take();
      if (key.text == "rel") {
        std::string relation(value.text);
        if (source_.accept(":")) relation += ":" + std::string(source_.take().text);
        const auto found = relation_of(relation);
        if (!found) return source_.error(value, "no relation is called " + relation);
        test.relation = *found;
      } else if (key.text == "head") {
        made.head = std::string(value.text);
      } else if (key.text == "governs") {
        made.dependent = std::string(value.text);
      } else {
        const std::string feature = std::string(key.text) + "=" + std::string(value.text);
        if (!morph_of("X|" + feature)) return source_.error(key, "UD has no feature " + feature);
        features += "|" + feature;
      }
    }
    if (upos != "X" || !features.empty()) {
      // Features must be sorted for morph_of no more than for us: they are set one by one.
      const auto morph = morph_of(upos + features);
      if (!morph) return source_.error(open, "these features do not go together");
      test.morph = *morph;
      if (upos == "X") test.morph.upos = Upos::kNone;
      test.morph_given = true;
    }
    return node(std::move(made));
  }

  // -------------------------------------------------------------------------------------------------------------
  // code

  Result<uint8_t> slot(Rule& made, const std::string& name, bool create, const Lexeme& where) {
    if (name.empty()) return kNoSlot;
    const auto found = std::find(made.captures.begin(), made.captures.end(), name);
    if (found != made.captures.end()) return static_cast<uint8_t>(found - made.captures.begin());
    if (!create)
      return source_.error(where, "a condition names " + name + ", which stands nowhere before it");
    if (made.captures.size() >= 16)
      return source_.error(where, "a rule has at most 16 named parts");
    made.captures.push_back(name);
    return static_cast<uint8_t>(made.captures.size() - 1);
  }

  uint32_t here() const { return static_cast<uint32_t>(program_.code.size()); }

  Result<void> emit(const Node& n, Rule& made, const Lexeme& where) {
    std::vector<Instruction>& code = program_.code;
    Instruction step;
    switch (n.shape) {
      case Shape::kAtom:
      case Shape::kLook: {
        step.op = n.shape == Shape::kAtom ? Op::kTest : n.ahead ? Op::kLookAhead : Op::kLookBehind;
        step.wanted = n.wanted;
        Test test = n.test;
        LT_ASSIGN(test.head, slot(made, n.head, false, where));
        LT_ASSIGN(test.dependent, slot(made, n.dependent, false, where));
        LT_ASSIGN(step.slot, slot(made, n.shape == Shape::kAtom ? n.name : "", true, where));
        const bool lemmas = test.atom == Atom::kList && program_.lists[test.list].lemmas;
        if (n.shape == Shape::kAtom && (lemmas || test.needs_morphs())) made.needs_morphs = true;
        step.test = static_cast<uint32_t>(program_.tests.size());
        program_.tests.push_back(std::move(test));
        code.push_back(step);
        return {};
      }
      case Shape::kStart:
      case Shape::kEnd:
        step.op = n.shape == Shape::kStart ? Op::kStart : Op::kEnd;
        code.push_back(step);
        return {};
      case Shape::kSequence:
        for (const NodeRef& part : n.parts) LT_TRY(emit(*part, made, where));
        return {};
      case Shape::kGroup: {
        LT_ASSIGN(step.slot, slot(made, n.name, true, where));
        step.op = Op::kOpen;
        code.push_back(step);
        LT_TRY(emit(*n.parts[0], made, where));
        step.op = Op::kClose;
        code.push_back(step);
        return {};
      }
      case Shape::kChoice: {
        std::vector<uint32_t> jumps;
        for (size_t i = 0; i < n.parts.size(); ++i) {
          const bool last = i + 1 == n.parts.size();
          const uint32_t fork = here();
          if (!last) code.push_back({.op = Op::kSplit, .x = fork + 1});
          LT_TRY(emit(*n.parts[i], made, where));
          if (last) break;
          jumps.push_back(here());
          code.push_back({.op = Op::kJump});
          code[fork].y = here();
        }
        for (const uint32_t jump : jumps) code[jump].x = here();
        return {};
      }
      case Shape::kRepeat: {
        for (uint32_t i = 0; i < n.low; ++i) LT_TRY(emit(*n.parts[0], made, where));
        std::vector<uint32_t> forks;
        for (uint32_t i = n.low; i < n.high; ++i) {
          forks.push_back(here());
          code.push_back({.op = Op::kSplit, .x = here() + 1});
          LT_TRY(emit(*n.parts[0], made, where));
        }
        for (const uint32_t fork : forks) code[fork].y = here();
        return {};
      }
    }
    return {};
  }

  void index(const Node& pattern) {
    const auto rule = static_cast<uint32_t>(program_.rules.size());
    const auto add = [&](std::vector<uint32_t>& to) {
      if (to.empty() || to.back() != rule) to.push_back(rule);
    };
    const auto add_word = [&](std::vector<std::vector<uint32_t>>& to, WordId word) {
      if (to.size() <= word) to.resize(word + 1);
      add(to[word]);
    };
    std::vector<const Test*> tests;
    firsts(pattern, tests);
    for (const Test* test : tests) {
      switch (test->atom) {
        case Atom::kWords:
          for (const WordId word : test->words) add_word(program_.by_word, word);
          break;
        case Atom::kLemmas:
          for (const WordId word : test->words) add_word(program_.by_lemma, word);
          break;
        case Atom::kList: {
          const WordList& list = program_.lists[test->list];
          for (const auto& [word, phrases] : list.phrases)
            add_word(list.lemmas ? program_.by_lemma : program_.by_word, word);
          break;
        }
        case Atom::kNumber:
        case Atom::kShape:
          add(program_.by_digit);
          break;
        case Atom::kRoman:
          add(program_.by_roman);
          break;
        case Atom::kMark:
          add(program_.by_mark);
          break;
        default:
          add(program_.by_any);
          break;
      }
    }
  }

  Source& source_;
  Program& program_;
  std::unordered_map<std::string, NodeRef> definitions_;
  uint32_t line_ = 0;  // the line that a definition must stay on; 0 elsewhere
};

}  // namespace

bool dash(char32_t c) { return c == U'-' || (c >= U'\u2010' && c <= U'\u2015') || c == U'\u2212'; }

std::string fold(std::string_view word) {
  std::string folded;
  for (size_t at = 0; at < word.size();) {
    const char32_t c = unicode::to_lower(utf8::next(word, at));
    utf8::append(folded, c == U'\u0451' ? U'\u0435' : dash(c) ? U'-' : c);
  }
  return folded;
}

Result<void> parse_lists(std::string_view path, std::string_view text, Program& program) {
  Source source(path, text);
  LT_TRY(take_header(source, kHeader, kVersion));
  while (!source.at_end()) {
    if (source.peek().word("list")) {
      source.take();
      LT_TRY(parse_list(source, program, true));
    } else {
      source.rest_of_line();
    }
  }
  return {};
}

Result<void> parse_rules(std::string_view path, std::string_view text, Program& program) {
  Source source(path, text);
  LT_TRY(take_header(source, kHeader, kVersion));
  Result<void> parsed = Parser(source, program).run();
  // An unclosed quote ends the text early; it is the better explanation of what is missing.
  if (!source.health()) return source.health().error();
  return parsed;
}

}  // namespace letopis::rules
