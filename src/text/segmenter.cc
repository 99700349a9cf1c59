#include "text/segmenter.h"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::text {
namespace {

using std::u32string;
using std::u32string_view;

// ------------------------------------------------------------------------------------------------------------
// tokens

// A run of one class of characters; the pieces that tokens are made of.
enum class Class : uint8_t { kCyrillic, kLatin, kDigits, kPunct, kSymbol, kOther };
struct Atom {
  Span span;
  Class kind;
  char32_t first;  // the character itself for kPunct, kSymbol, kOther, which are one character long
};

constexpr u32string_view kPunctuation =
    U"\\/"
    U"!#$%&*+,.:;<=>?@^_`|~\u2116\u2026\u2011\u2013\u2014\u2212-"
    U"\u00AB\u201C\u2018\u00BB\u201D\u2019\u201E\"'([{)]}";
constexpr u32string_view kTokenDashes = U"\u2011\u2013\u2014\u2212-";
constexpr u32string_view kEndings = U".?!\u2026";

bool in(u32string_view set, char32_t c) { return set.find(c) != u32string_view::npos; }

// The Russian alphabet: U+0410..U+044F and IO.
bool cyrillic(char32_t c) { return (c >= 0x410 && c <= 0x44F) || c == 0x401 || c == 0x451; }
bool latin(char32_t c) { return (c | 0x20U) - U'a' < 26 && c < 0x80; }

Class class_of(char32_t c) {
  if (cyrillic(c)) return Class::kCyrillic;
  if (latin(c)) return Class::kLatin;
  if (unicode::is_digit(c)) return Class::kDigits;
  if (in(kPunctuation, c)) return Class::kPunct;
  if (unicode::is_symbol(c)) return Class::kSymbol;
  return Class::kOther;
}

std::vector<Atom> atoms_of(std::string_view text, bool symbols) {
  std::vector<Atom> atoms;
  for (size_t at = 0; at < text.size();) {
    const auto begin = static_cast<uint32_t>(at);
    const char32_t c = utf8::next(text, at);
    if (unicode::is_space(c)) continue;
    Class kind = class_of(c);
    if (kind == Class::kSymbol && !symbols) kind = Class::kOther;
    const auto end = static_cast<uint32_t>(at);
    const bool runs = kind == Class::kCyrillic || kind == Class::kLatin || kind == Class::kDigits;
    if (runs && !atoms.empty() && atoms.back().kind == kind && atoms.back().span.end == begin)
      atoms.back().span.end = end;
    else
      atoms.push_back({{begin, end}, kind, c});
  }
  return atoms;
}

bool smiley(std::string_view text) {
  if (text.size() < 2 || !in(U"=:;", static_cast<char32_t>(static_cast<unsigned char>(text[0]))))
    return false;
  size_t at = text[1] == '-' ? 2 : 1;
  const size_t mouth = text.size() - at;
  if (mouth < 1 || mouth > 3) return false;
  for (; at < text.size(); ++at)
    if (text[at] != ')' && text[at] != '(') return false;
  return true;
}

// A sign of `signs` between two atoms that both please `fits`: on its left or on its right side.
template <class Fits>
bool bridged(const std::vector<Atom>& atoms, size_t right, u32string_view signs, Fits fits) {
  const Atom &a = atoms[right - 1], &b = atoms[right];
  const auto sign = [&](const Atom& atom) {
    return atom.kind == Class::kPunct && in(signs, atom.first);
  };
  if (sign(a)) return right >= 2 && fits(atoms[right - 2]) && fits(b);
  if (sign(b)) return right + 1 < atoms.size() && fits(a) && fits(atoms[right + 1]);
  return false;
}

// Whether atom `right` continues the token that began at byte `begin` (MODELS D, rules 1 to 7;
// apart from symbols, which razdel glues to the word beside them: a post's "▪️Word" is two
// tokens).
bool continues(std::string_view text, const std::vector<Atom>& atoms, size_t right,
               uint32_t begin) {
  const Atom &a = atoms[right - 1], &b = atoms[right];
  if (a.span.end != b.span.begin) return false;
  const auto word = [](const Atom& atom) {
    return atom.kind != Class::kPunct && atom.kind != Class::kSymbol;
  };
  const auto digits = [](const Atom& atom) { return atom.kind == Class::kDigits; };
  if (bridged(atoms, right, kTokenDashes, word) || bridged(atoms, right, U"_", word) ||
      bridged(atoms, right, U".,", digits) || bridged(atoms, right, U"/\\", digits))
    return true;
  if (a.kind == Class::kPunct && b.kind == Class::kPunct) {
    if (smiley(text.substr(begin, b.span.end - begin))) return true;
    if (in(kEndings, a.first) && in(kEndings, b.first)) return true;
    return a.first == b.first && (a.first == U'-' || a.first == U'*');
  }
  if (a.kind == Class::kSymbol && b.kind == Class::kSymbol) return true;
  const auto letters = [](const Atom& atom) {
    return atom.kind == Class::kOther || atom.kind == Class::kCyrillic ||
           atom.kind == Class::kLatin;
  };
  if ((a.kind == Class::kOther && letters(b)) || (b.kind == Class::kOther && letters(a)))
    return true;
  return b.first == U'!' && b.kind == Class::kPunct && unicode::lower(a.span.of(text)) == "yahoo";
}

TokenKind kind_of(Class kind) {
  switch (kind) {
    case Class::kCyrillic:
      return TokenKind::kCyrillic;
    case Class::kLatin:
      return TokenKind::kLatin;
    case Class::kDigits:
      return TokenKind::kNumber;
    case Class::kPunct:
      return TokenKind::kPunct;
    case Class::kSymbol:
    case Class::kOther:
      break;
  }
  return TokenKind::kOther;
}

// ---------------------------------------------------------------------------------------------------------
// sentences

constexpr u32string_view kQuotesOrOpening = U"\"\u201E'";
constexpr u32string_view kClosingQuotes = U"\u00BB\u201D\u2019";
constexpr u32string_view kClosingBrackets = U")]}";
constexpr u32string_view kSentenceDashes = U"\u2011\u2013\u2014\u2212-";
constexpr size_t kWindow = 10;      // characters that the rules look at on each side
constexpr size_t kListMarker = 20;  // longest text of a list marker
// "In the autumn of 1991-1995 yy": most tokens, and characters, of a time at the head of a
// sentence.
constexpr size_t kFronted = 9;
constexpr size_t kFrontedLength = 60;

bool delimits(char32_t c) {
  return in(kEndings, c) || c == U';' || in(kQuotesOrOpening, c) || in(kClosingQuotes, c) ||
         in(kClosingBrackets, c);
}

bool letter_like(char32_t c) {  // a word character that is no digit
  return c == U'_' || (!unicode::is_digit(c) && unicode::is_alnum(c));
}

// The token of the sentence rules that begins at `at`: letters, digits, or one other character;
// empty at white space.
u32string_view token_from(u32string_view text, size_t at) {
  if (at >= text.size() || unicode::is_space(text[at])) return {};
  size_t end = at + 1;
  if (letter_like(text[at]))
    while (end < text.size() && letter_like(text[end])) ++end;
  else if (unicode::is_digit(text[at]))
    while (end < text.size() && unicode::is_digit(text[end])) ++end;
  return text.substr(at, end - at);
}

std::vector<u32string_view> tokens_of(u32string_view text) {
  std::vector<u32string_view> out;
  for (size_t at = 0; at < text.size();) {
    const u32string_view token = token_from(text, at);
    if (!token.empty()) out.push_back(token);
    at += std::max<size_t>(token.size(), 1);
  }
  return out;
}

u32string lower(u32string_view text) {
  u32string out(text);
  for (char32_t& c : out) c = unicode::to_lower(c);
  return out;
}

bool all_letters(u32string_view token) {
  return !token.empty() &&
         std::all_of(token.begin(), token.end(), [](char32_t c) { return unicode::is_letter(c); });
}
bool all_digits(u32string_view token) {
  return !token.empty() &&
         std::all_of(token.begin(), token.end(), [](char32_t c) { return unicode::is_digit(c); });
}
bool lower_word(u32string_view token) {
  if (!all_letters(token)) return false;
  bool cased = false;
  for (const char32_t c : token) {
    if (unicode::is_upper(c)) return false;
    cased |= unicode::is_lower(c);
  }
  return cased;
}
// What may follow an abbreviation inside a sentence.
bool soft(u32string_view token) {
  return all_digits(token) || !all_letters(token) || lower_word(token);
}

// Length of the smiley at `at`, 0 if there is none.
size_t smiley_at(u32string_view text, size_t at) {
  if (at >= text.size() || !in(U"=:;", text[at])) return 0;
  size_t end = at + 1;
  if (end < text.size() && text[end] == U'-') ++end;
  const size_t mouth = end;
  while (end < text.size() && end - mouth < 3 && in(U")(", text[end])) ++end;
  return end > mouth ? end - at : 0;
}

}  // namespace

// A piece of text as code points, with the byte offset of each and of the end.
struct Segmenter::Piece {
  u32string text;
  std::vector<uint32_t> bytes;

  explicit Piece(std::string_view utf8_text) {
    text.reserve(utf8_text.size());
    bytes.reserve(utf8_text.size() + 1);
    for (size_t at = 0; at < utf8_text.size();) {
      bytes.push_back(static_cast<uint32_t>(at));
      text.push_back(utf8::next(utf8_text, at));
    }
    bytes.push_back(static_cast<uint32_t>(utf8_text.size()));
  }
};

Result<Segmenter> Segmenter::load(const DataFiles& files, const SegmenterOptions& options) {
  constexpr std::string_view kPath = "ru/abbreviations.toml";
  LT_ASSIGN(const std::string_view source, files.text(kPath));
  toml::table table;
  try {
    table = toml::parse(source, kPath);
  } catch (const toml::parse_error& error) {
    return Error{Code::kBadRule, std::string(error.description()),
                 std::string(kPath) + ":" + std::to_string(error.source().begin.line) + ":" +
                     std::to_string(error.source().begin.column)};
  }
  Segmenter segmenter;
  segmenter.options_ = options;
  const auto words = [&table, kPath](std::string_view key,
                                     std::initializer_list<Words*> sets) -> Result<void> {
    const auto value = table[key].value<std::string>();
    if (!value)
      return Error{Code::kBadRule, "the key '" + std::string(key) + "' is missing or no string",
                   std::string(kPath)};
    std::istringstream stream(*value);
    for (std::string word; stream >> word;)
      for (Words* set : sets) set->insert(utf8::decode(word));
    return {};
  };
  LT_TRY(words("tail", {&segmenter.any_}));
  LT_TRY(words("head", {&segmenter.any_, &segmenter.head_}));
  LT_TRY(words("other", {&segmenter.any_}));
  LT_TRY(words("tail_pairs", {&segmenter.pairs_}));
  LT_TRY(words("head_pairs", {&segmenter.pairs_, &segmenter.head_pairs_}));
  LT_TRY(words("other_pairs", {&segmenter.pairs_}));
  LT_TRY(words("initials", {&segmenter.initials_}));
  LT_TRY(words("years", {&segmenter.years_}));
  LT_TRY(words("fronts", {&segmenter.fronts_}));
  Words letters;
  LT_TRY(words("list_letters", {&letters}));
  for (const u32string& some : letters) segmenter.list_letters_ += some;
  return segmenter;
}

std::vector<Token> Segmenter::tokens(std::string_view text, const SegmenterOptions& options) {
  const std::vector<Atom> atoms = atoms_of(text, options.symbols);
  std::vector<Token> out;
  for (size_t i = 0; i < atoms.size(); ++i) {
    if (i > 0 && continues(text, atoms, i, out.back().span.begin))
      out.back().span.end = atoms[i].span.end;
    else
      out.push_back({atoms[i].span, kind_of(atoms[i].kind)});
  }
  return out;
}

TokenKind Segmenter::kind(std::string_view word) {
  for (size_t at = 0; at < word.size();)
    if (const char32_t c = utf8::next(word, at); !unicode::is_space(c)) return kind_of(class_of(c));
  return TokenKind::kOther;
}

bool Segmenter::list_marker(u32string_view token) const {
  if (all_digits(token)) return true;
  if (token.size() == 1 && (in(U".)", token[0]) || in(list_letters_, unicode::to_lower(token[0]))))
    return true;
  return std::all_of(token.begin(), token.end(), [](char32_t c) { return in(U"IVXML", c); });
}

// Whether what stands before a full stop is a year and its abbreviation.
bool Segmenter::after_year(std::span<const u32string_view> lefts) const {
  if (lefts.size() < 2 || !years_.contains(lower(lefts.back()))) return false;
  const u32string_view year = lefts[lefts.size() - 2];
  return all_digits(year) && (year.size() == 4 || year.size() == 2);
}

// Whether the words before a full stop only say when, so that the sentence goes on: few of them,
// the first one a preposition or the like, or a number.
bool Segmenter::fronted(u32string_view words) const {
  const std::vector<u32string_view> tokens = tokens_of(words);
  return !tokens.empty() && tokens.size() <= kFronted &&
         (fronts_.contains(lower(tokens.front())) || all_digits(tokens.front()));
}

bool Segmenter::joins_abbreviation(const Piece& piece, size_t from, size_t delimiter,
                                   u32string_view left, u32string_view right) const {
  const u32string_view window = u32string_view(piece.text).substr(from, delimiter - from);
  // "letter . letter" at the end of the window, spaces allowed.
  const auto skip_spaces = [&window](size_t end) {
    while (end > 0 && unicode::is_space(window[end - 1])) --end;
    return end;
  };
  const auto word = [](char32_t c) { return letter_like(c) || unicode::is_digit(c); };
  size_t end = skip_spaces(window.size());
  if (end > 0 && word(window[end - 1])) {
    const char32_t second = window[end - 1];
    end = skip_spaces(end - 1);
    if (end > 0 && window[end - 1] == U'.') {
      end = skip_spaces(end - 1);
      if (end > 0 && word(window[end - 1])) {
        const u32string pair = lower(u32string{window[end - 1], U'-', second});
        if (head_pairs_.contains(pair)) return true;
        if (pairs_.contains(pair)) return soft(right);
      }
    }
  }
  const u32string word_left = lower(left);
  return head_.contains(word_left) || (any_.contains(word_left) && soft(right));
}

// Whether no sentence ends at the delimiter [begin, end) of a sentence that began at `sentence`
// (MODELS D, rules 1 to 11).
bool Segmenter::joins(const Piece& piece, size_t sentence, size_t begin, size_t end) const {
  const u32string_view text = piece.text;
  const size_t left_from = begin > kWindow ? begin - kWindow : 0;
  const u32string_view before = text.substr(left_from, begin - left_from),
                       after = text.substr(end, kWindow);
  const std::vector<u32string_view> lefts = tokens_of(before), rights = tokens_of(after);
  if (lefts.empty() || rights.empty()) return true;
  const u32string_view left = lefts.back(), right = rights.front();
  if (!unicode::is_space(after[0])) return true;
  if (lower_word(right)) return true;
  if (right.size() == 1 && delimits(right[0]) && !in(kQuotesOrOpening, right[0])) return true;
  size_t first = 0;
  while (first < after.size() && unicode::is_space(after[first])) ++first;
  if (smiley_at(after, first) > 0) return true;

  const char32_t sign = end - begin == 1 ? text[begin] : U'\0';
  if (sign == U'.' && options_.years && after_year(lefts) && !soft(right))
    return begin - sentence <= kFrontedLength && fronted(text.substr(sentence, begin - sentence));
  if (sign == U'.') {
    if (joins_abbreviation(piece, left_from, begin, left, right)) return true;
    if (pairs_.contains(lower(u32string(left) + U'-' + u32string(right)))) return true;
    if ((left.size() == 1 && unicode::is_upper(left[0])) || initials_.contains(lower(left)))
      return true;
  }
  if ((sign == U'.' || sign == U')') && begin - sentence <= kListMarker) {
    const std::vector<u32string_view> marker = tokens_of(text.substr(sentence, begin - sentence));
    if (std::all_of(marker.begin(), marker.end(),
                    [this](u32string_view t) { return list_marker(t); }))
      return true;
  }
  const bool ended = left.size() == 1 && in(kEndings, left[0]);
  if (in(kClosingQuotes, sign) && !ended) return true;
  if (in(kQuotesOrOpening, sign) && (unicode::is_space(before.back()) || !ended)) return true;
  if (in(kClosingBrackets, sign) && !ended) return true;
  if (right.size() == 1 && in(kSentenceDashes, right[0])) {
    for (const u32string_view token : rights)
      if (all_letters(token) || all_digits(token)) return lower_word(token);
  }
  return false;
}

std::vector<Span> Segmenter::sentences(std::string_view utf8_text) const {
  const Piece piece(utf8_text);
  const u32string_view text = piece.text;
  std::vector<Span> out;
  size_t sentence = 0;
  const auto close = [&](size_t end) {
    size_t from = sentence, to = end;
    while (from < to && unicode::is_space(text[from])) ++from;
    while (to > from && unicode::is_space(text[to - 1])) --to;
    if (from < to) out.push_back({piece.bytes[from], piece.bytes[to]});
    sentence = end;
  };
  for (size_t at = 0; at < text.size();) {
    const size_t smile = smiley_at(text, at);
    const size_t end = at + std::max<size_t>(smile, 1);
    if ((smile > 0 || delimits(text[at])) && !joins(piece, sentence, at, end)) close(end);
    at = end;
  }
  close(text.size());
  return out;
}

void Segmenter::split(Document& doc) const {
  const std::string_view whole = doc.text();
  const auto piece = [&](uint32_t begin, uint32_t end) {
    for (const Span& local : sentences(whole.substr(begin, end - begin))) {
      const Span span{local.begin + begin, local.end + begin};
      const uint32_t from = doc.sentences.empty() ? 0 : doc.sentences.back().end;
      uint32_t to = from;
      while (to < doc.size() && doc.tokens[to].span.end <= span.end) ++to;
      if (to > from) doc.sentences.push_back({from, to});
    }
  };
  const auto stretch = [&](uint32_t begin, uint32_t end) {
    if (begin >= end) return;
    for (Token token : tokens(whole.substr(begin, end - begin), options_)) {
      token.span.begin += begin;
      token.span.end += begin;
      doc.tokens.push_back(token);
    }
    if (!options_.lines) return piece(begin, end);
    for (uint32_t at = begin; at < end;) {
      const auto stop =
          static_cast<uint32_t>(std::min<size_t>(whole.find_first_of("\r\n", at), end));
      piece(at, stop);
      at = stop + 1;
    }
  };
  uint32_t at = 0;
  for (const Span span : passed_over(doc)) {
    stretch(at, span.begin);
    at = span.end;
  }
  stretch(at, static_cast<uint32_t>(whole.size()));
}

}  // namespace letopis::text
