#include "text/languages.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <sstream>
#include <unordered_map>
#include <vector>

#include "base/unicode.h"
#include "base/utf8.h"
#include "text/look_alikes.h"

namespace letopis::text {
namespace {

constexpr std::string_view kPath = "languages.toml";
constexpr std::string_view kHome = "ru";
constexpr size_t kMost = 32;  // languages, one bit each

using Set = uint32_t;  // of languages
using Scores = std::array<float, kMost>;

// What a word adds to the score of a language. The undetermined language has 0 throughout, so a
// language must earn more than it loses.
constexpr float kWord = 1.0F;    // a frequent word
constexpr float kEnding = 0.4F;  // a known ending
constexpr float kAlone = 0.5F;   // no other language has all of its letters
constexpr float kStrange =
    -1.0F;  // the language lacks one of its letters, or never joins two of them
// A capital is likely a name, and names keep their letters everywhere; a frequent word with one
// counts as an ending does.
constexpr float kStrangeName = -0.25F;
// By how much the best language must lead the one that is expected, in all and per word: a sentence
// of names and numbers does not turn a paragraph, three plain words of another language do.
constexpr float kParagraphLead = 2.0F, kArticleLead = 1.5F, kLeadPerWord = 0.15F;
// By how much a paragraph must be more Russian than the foreign article around it: to leave Russian
// unread by mistake is no better than to read what is not.
constexpr float kHomeLead = 0.5F;
// What less earns than this per word (program text, lists of names) is of no known language.
constexpr float kLeastPerWord = 0.2F;
// From one Cyrillic word in so many words on, the others are titles and names in it. So is what
// stands between quotation marks, where enough stands outside.
constexpr size_t kCyrillicShare = 5;
constexpr size_t kParagraphWords = 4;  // a line with fewer words is a title, a name, a caption
constexpr uint32_t kSure = 2;          // least Score::sure of a language
constexpr size_t kLongestEnding = 6;   // code points

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == U'`' || c == U'\u2018' || c == U'\u2019' || c == U'\u02BB' ||
         c == U'\u02BC' || c == U'\u00B4';
}

// A word of a chunk that is an address, a handle, a tag or a file says nothing of the language.
bool is_address(std::string_view chunk) {
  for (size_t at = 0; at < chunk.size(); ++at) {
    const char c = chunk[at];
    if (c == '@' || c == '#' || c == '/' || c == '_' || c == '\\' || c == '=') return true;
    const bool inside = at > 0 && at + 1 < chunk.size();
    if (c == '.' && inside && static_cast<unsigned char>(chunk[at - 1]) < 0x80 &&
        std::isalnum(static_cast<unsigned char>(chunk[at - 1])) != 0 &&
        std::isalnum(static_cast<unsigned char>(chunk[at + 1])) != 0)
      return true;
  }
  return false;
}

struct Word {
  std::u32string lower;
  bool capital = false;
};

// The words of a piece of a line: runs of letters, with apostrophes between letters. `quoted` says
// whether the word in use stands between quotation marks.
template <class Use>
void each_word(std::string_view piece, bool& quoted, Use use) {
  Word word;
  const auto flush = [&] {
    while (!word.lower.empty() && word.lower.back() == U'\'') word.lower.pop_back();
    if (!word.lower.empty()) use(word);
    word.lower.clear();
  };
  const auto words = [&](std::string_view chunk) {
    for (size_t at = 0; at < chunk.size();) {
      const char32_t c = utf8::next(chunk, at);
      if (unicode::is_letter(c) && !is_apostrophe(c)) {
        if (word.lower.empty()) word.capital = unicode::is_upper(c);
        word.lower += unicode::to_lower(c);
      } else if (is_apostrophe(c) && !word.lower.empty()) {
        word.lower += U'\'';
      } else if (c != U'\u00AD' && !(c >= 0x300 && c < 0x370)) {  // soft hyphens, accents
        flush();
        if (c == U'\u00AB' || c == U'\u201E' || (c == U'\u201C' && !quoted))
          quoted = true;
        else if (c == U'\u00BB' || c == U'\u201D' || c == U'\u201C')
          quoted = false;
        else if (c == U'"')
          quoted = !quoted;
      }
    }
    flush();
  };
  for (size_t at = 0; at < piece.size();) {
    size_t end = at;
    for (size_t next = at; next < piece.size(); end = next)
      if (unicode::is_space(utf8::next(piece, next))) break;
    if (end == at) {
      utf8::next(piece, at);
      continue;
    }
    if (const std::string_view chunk = piece.substr(at, end - at); !is_address(chunk)) words(chunk);
    at = end;
  }
}

uint64_t pair(char32_t a, char32_t b) { return uint64_t{a} << 32 | b; }

// Looks views up where strings are kept.
struct WordHash {
  using is_transparent = void;
  size_t operator()(std::u32string_view word) const {
    return std::hash<std::u32string_view>()(word);
  }
};

struct Score {
  Scores of{};
  std::array<uint32_t, kMost> sure{};  // words that are of this language and not of the home one
  size_t words = 0;
  void add(const Score& other) {
    for (size_t i = 0; i < kMost; ++i) of[i] += other.of[i];
    for (size_t i = 0; i < kMost; ++i) sure[i] += other.sure[i];
    words += other.words;
  }
};

Error bad(std::string message, std::string_view language) {
  return {Code::kBadRule, std::move(message) + " (language '" + std::string(language) + "')",
          std::string(kPath)};
}

}  // namespace

struct Languages::Table {
  // Languages by number; the last is the undetermined one. A language in two scripts has two.
  std::vector<std::string> codes, names;
  size_t home = 0;
  struct Letter {
    Set languages = 0;
    bool odd = false;  // some language never has it before some other letter
  };
  std::unordered_map<char32_t, Letter> letters;
  std::array<Letter, 0x600> low_letters;  // the same, of code points that fit
  using Words = std::unordered_map<std::u32string, Set, WordHash, std::equal_to<>>;
  Words words, endings;
  std::unordered_map<uint64_t, Set> never;  // a pair of letters

  Letter letter(char32_t c) const {
    if (c < low_letters.size()) return low_letters[c];
    const auto known = letters.find(c);
    return known == letters.end() ? Letter{} : known->second;
  }
  void weigh(const Word& word, Score& score) const;
  Score weigh(std::string_view text, std::span<const Span> pieces) const;
  size_t best(const Score& score) const;
  size_t decide(const Score& score, size_t expected, float lead, size_t least_words) const;
  size_t number(std::string_view code) const {
    const auto at = std::find(codes.begin(), codes.end(), code);
    return static_cast<size_t>(at - codes.begin());
  }
};

void Languages::Table::weigh(const Word& word, Score& score) const {
  const Set all = (Set{1} << (codes.size() - 1)) - 1;
  Set spelt = all, joined = all;
  char32_t before = 0;
  bool odd = false;
  for (const char32_t c : word.lower) {
    const Letter known = letter(c);
    spelt &= known.languages;
    if (spelt == 0) break;
    if (odd)
      if (const auto at = never.find(pair(before, c)); at != never.end()) joined &= ~at->second;
    before = c;
    odd = known.odd;
  }
  const bool alone = std::has_single_bit(spelt);
  spelt &= joined;
  // A script without spaces makes one word of many.
  const size_t count = spelt == 0 ? 1 + word.lower.size() / 8 : 1;
  score.words += count;
  const float strange = word.capital ? kStrangeName : kStrange * static_cast<float>(count);
  Set known = 0, ended = 0;
  if (const auto at = words.find(word.lower); at != words.end()) known = at->second & spelt;
  for (size_t size = std::min(word.lower.size() - 1, kLongestEnding); size > 0; --size) {
    const auto at = endings.find(std::u32string_view(word.lower).substr(word.lower.size() - size));
    if (at != endings.end()) ended |= at->second & spelt;
  }
  const Set own = Set{1} << home;
  Set sure = (spelt & own) == 0 ? spelt : known;
  if (word.capital || (known & own) != 0) sure = 0;
  for (; sure != 0; sure &= sure - 1) ++score.sure[static_cast<size_t>(std::countr_zero(sure))];
  for (Set left = all; left != 0; left &= left - 1) {
    const auto i = static_cast<size_t>(std::countr_zero(left));
    const Set bit = Set{1} << i;
    if ((spelt & bit) == 0)
      score.of[i] += strange;
    else if ((known & bit) != 0)
      score.of[i] += word.capital ? kEnding : kWord;
    else if ((ended & bit) != 0)
      score.of[i] += kEnding;
  }
  if (alone && spelt != 0) score.of[static_cast<size_t>(std::countr_zero(spelt))] += kAlone;
}

Score Languages::Table::weigh(std::string_view text, std::span<const Span> pieces) const {
  std::array<std::array<Score, 2>, 2> parts;  // [quoted][cyrillic]
  for (const Span piece : pieces) {
    bool quoted = false;
    each_word(unify_look_alikes(piece.of(text)).text, quoted, [&](const Word& word) {
      const char32_t first = word.lower.front();
      weigh(word, parts[quoted][first >= 0x400 && first < 0x530]);
    });
  }
  auto& [latin, cyrillic] = parts[0];
  if (latin.words + cyrillic.words < kParagraphWords) {
    latin.add(parts[1][0]);
    cyrillic.add(parts[1][1]);
  }
  if (cyrillic.words * kCyrillicShare < cyrillic.words + latin.words) cyrillic.add(latin);
  return cyrillic;
}

// The language with the highest score that is not a matter of endings alone; home before all.
size_t Languages::Table::best(const Score& score) const {
  size_t best = home;
  for (size_t i = 0; i < codes.size(); ++i) {
    const bool likely = i + 1 == codes.size() || i == home || score.sure[i] >= kSure;
    if (likely && score.of[i] > score.of[best]) best = i;
  }
  return best;
}

size_t Languages::Table::decide(const Score& score, size_t expected, float lead,
                                size_t least_words) const {
  const size_t leader = best(score);
  const float ahead = score.of[leader] - score.of[expected];
  const bool enough = score.words >= least_words && ahead >= lead &&
                      ahead >= kLeadPerWord * static_cast<float>(score.words);
  if (!enough) return expected;
  const bool earned =
      leader == home || score.of[leader] >= kLeastPerWord * static_cast<float>(score.words);
  return earned ? leader : codes.size() - 1;
}

Languages::Languages(std::unique_ptr<const Table> table) : table_(std::move(table)) {}
Languages::Languages(Languages&&) noexcept = default;
Languages& Languages::operator=(Languages&&) noexcept = default;
Languages::~Languages() = default;

Result<Languages> Languages::load(const DataFiles& files) {
  LT_ASSIGN(const std::string_view source, files.text(kPath));
  toml::table parsed;
  try {
    parsed = toml::parse(source, kPath);
  } catch (const toml::parse_error& error) {
    return Error{Code::kBadRule, std::string(error.description()),
                 std::string(kPath) + ":" + std::to_string(error.source().begin.line) + ":" +
                     std::to_string(error.source().begin.column)};
  }
  auto table = std::make_unique<Table>();
  const toml::array* list = parsed["language"].as_array();
  if (list == nullptr || list->size() >= kMost)
    return Error{Code::kBadRule, "there are no [[language]] tables, or more than 31",
                 std::string(kPath)};
  for (const toml::node& node : *list) {
    const toml::table* language = node.as_table();
    if (language == nullptr)
      return Error{Code::kBadRule, "'language' is no table", std::string(kPath)};
    const auto text = [language](std::string_view key) {
      return (*language)[key].value<std::string>();
    };
    const auto code = text("code"), name = text("name"), letters = text("letters"),
               words = text("words"), endings = text("endings");
    if (!code || !name || !letters || !words || !endings)
      return bad("code, name, letters, words and endings are needed", code.value_or(""));
    const Set bit = Set{1} << table->codes.size();
    const std::u32string alphabet = utf8::decode(*letters);
    for (size_t i = 0; i < alphabet.size(); ++i) {
      const bool range = i + 2 < alphabet.size() && alphabet[i + 1] == U'-';
      const char32_t last = range ? alphabet[i + 2] : alphabet[i];
      if (last < alphabet[i] || last - alphabet[i] > 200)
        return bad("a run of letters goes backwards", *code);
      for (char32_t c = alphabet[i]; c <= last; ++c) table->letters[c].languages |= bit;
      if (range) i += 2;
    }
    const auto fill = [&](const std::string& from, auto& into) -> Result<void> {
      std::istringstream stream(from);
      for (std::string one; stream >> one;) {
        const std::u32string word = utf8::decode(one);
        for (const char32_t c : word)
          if ((table->letters[c].languages & bit) == 0)
            return bad("'" + one + "' has a letter that is not among its letters", *code);
        into[word] |= bit;
      }
      return {};
    };
    std::istringstream pairs(text("never").value_or(""));
    for (std::string one; pairs >> one;) {
      const std::u32string two = utf8::decode(one);
      if (two.size() != 2) return bad("'" + one + "' is no pair of letters", *code);
      table->never[pair(two[0], two[1])] |= bit;
      table->letters[two[0]].odd = true;
    }
    LT_TRY(fill(*words, table->words));
    LT_TRY(fill(*endings, table->endings));
    table->codes.push_back(*code);
    table->names.push_back(*name);
  }
  table->home = table->number(kHome);
  if (table->home == table->codes.size())
    return bad("the language that is analysed is missing", kHome);
  for (const auto& [c, known] : table->letters)
    if (c < table->low_letters.size()) table->low_letters[c] = known;
  table->codes.emplace_back(kUndetermined);
  table->names.emplace_back("an unknown language");
  return Languages(std::move(table));
}

void Languages::find(Document& doc) const {
  struct Paragraph {
    std::vector<Span> pieces;  // of one line, between masks
    Score score;
  };
  std::vector<Paragraph> paragraphs;
  Score whole;
  const std::string_view text = doc.text();
  size_t mask = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t stop = std::min(text.find_first_of("\r\n", at), text.size());
    Paragraph paragraph;
    for (size_t from = at; from < stop;) {
      while (mask < doc.masks.size() && doc.masks[mask].span.end <= from) ++mask;
      size_t to = stop, next = stop;
      if (mask < doc.masks.size() && doc.masks[mask].span.begin < stop) {
        to = std::max<size_t>(from, doc.masks[mask].span.begin);
        next = doc.masks[mask].span.end;
      }
      if (from < to) {
        paragraph.pieces.push_back({static_cast<uint32_t>(from), static_cast<uint32_t>(to)});
      }
      from = next;
    }
    if (!paragraph.pieces.empty()) {
      paragraph.score = table_->weigh(text, paragraph.pieces);
      whole.add(paragraph.score);
      paragraphs.push_back(std::move(paragraph));
    }
    at = stop + 1;
  }

  // A tag of several parts ("kk-KZ") begins with the language.
  const std::string given = unicode::lower(doc.article->language.substr(0, 2));
  size_t expected = table_->number(given);
  if (given.empty() || expected == table_->codes.size()) expected = table_->home;
  // Paragraphs vote by their words, lest two halves in two languages give a third one.
  std::vector<size_t> votes(table_->codes.size());
  for (const Paragraph& paragraph : paragraphs)
    if (paragraph.score.words >= kParagraphWords)
      votes[table_->decide(paragraph.score, expected, kArticleLead, kParagraphWords)] +=
          paragraph.score.words;
  size_t article = expected;
  for (size_t i = 0; i < votes.size(); ++i)
    if (votes[i] > votes[article]) article = i;
  if (votes[article] == 0) article = table_->decide(whole, expected, kArticleLead, 1);
  doc.language = table_->codes[article];
  for (const Paragraph& paragraph : paragraphs) {
    const bool russian =
        article != table_->home && table_->best(paragraph.score) == table_->home &&
        paragraph.score.of[table_->home] >= paragraph.score.of[article] + kHomeLead;
    const size_t language =
        russian ? table_->home
                : table_->decide(paragraph.score, article, kParagraphLead, kParagraphWords);
    if (table_->codes[language] == kHome) continue;
    for (const Span piece : paragraph.pieces)
      doc.foreign.push_back({piece, table_->codes[language]});
  }
}

std::string_view Languages::name(std::string_view code) const {
  const size_t at = table_->number(code);
  return at == table_->codes.size() ? table_->names.back() : table_->names[at];
}

}  // namespace letopis::text
