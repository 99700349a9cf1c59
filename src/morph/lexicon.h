// Words of Russian: readings, lemmas and forms by the OpenCorpora dictionary, with a guesser for
// words that it lacks and a table of name endings. Immutable, thread-safe.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/files.h"
#include "base/pack.h"
#include "doc/document.h"
#include "morph/dawg.h"

namespace letopis::morph {

inline constexpr std::string_view kPackKind = "opencorpora";
inline constexpr uint32_t kPackVersion = 1;

// What the dictionary says of a form besides its UD features; bits of Reading::marks.
enum Mark : uint8_t {
  kGivenName = 1,
  kSurname = 2,
  kPatronymic = 4,
  kToponym = 8,
  kAbbreviation = 16,
  kFixed = 32
};

struct Reading {
  Morph morph;
  uint16_t kind = 0;  // morph as its index in Lexicon::kinds()
  uint8_t marks = 0;
  bool guessed = false;
  uint16_t paradigm = 0, form = 0;  // of the dictionary
  std::string word;                 // as the dictionary spells it (with U+0451), lower case
};

// A word with its readings, and the lemmas that it got for tags so far.
struct Word {
  explicit Word(std::vector<Reading> found);

  std::vector<Reading> readings;
  std::vector<uint16_t> kinds;  // of the readings, each once
  bool guessed = false;         // the dictionary lacks it
  bool one_form = false;        // it is not declined
  std::vector<std::pair<Morph, std::string>> lemmas;
};

// Words of the documents read so far, so that a word that comes again is looked up once. One per
// worker, not thread-safe; forgets all when it has grown large.
class Words {
 public:
  // Before the words of some documents; what was found before is valid until then.
  void begin() {
    if (words_.size() > kMost) words_.clear();
  }

 private:
  friend class Lexicon;
  static constexpr size_t kMost = 16384;
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, Word, Hash, std::equal_to<>> words_;
};

enum class PhraseKind { kPerson, kOther };

struct LexiconOptions {
  bool correct_tags = true;  // of names, where the table of endings rules a case out
};

class Lexicon {
 public:
  static Result<Lexicon> open(const std::string& pack_path, const DataFiles& files,
                              const LexiconOptions& options = {});

  // Fills doc.lowers. Per token its word, in `words`; nullptr for what is no word: numbers, signs,
  // Latin letters.
  std::vector<Word*> look_up(Document& doc, Words& words) const;
  // Fills doc.lemmas, of words as look_up() gave them, and, unless the options say otherwise, puts
  // case and gender right of a name in doc.morphs whose ending rules the tagger's out. REQUIRES:
  // doc.morphs filled.
  void lemmatize(Document& doc, std::span<Word* const> words) const;
  void lemmatize(Document& doc) const;  // both

  // What a reading may say of a form, each once.
  std::span<const Morph> kinds() const { return kinds_; }

  // Readings of a word, lower case: the dictionary's, else the guesser's by the ending; empty where
  // neither knows.
  std::vector<Reading> readings(std::string_view word) const;
  // Dictionary form of a word by the reading that agrees best with a tag; the word itself where
  // nothing is known.
  std::string lemma(std::string_view word, const Morph& tag) const;
  // The form of a reading's paradigm with another case, number and gender; nullopt where there is
  // none.
  std::optional<std::string> inflect(const Reading& reading, Case gcase, Number number,
                                     Gender gender) const;
  // Forms that a noun or name in the nominative, lower case, may take: by the dictionary, else by
  // the table of name endings (then some that do not exist are among them). With the word itself.
  std::vector<std::string> forms(std::string_view word) const;
  // Nominative of tokens [begin, end), letter case restored from the text: of every part of a
  // person's name, else of the head noun and what agrees with it. REQUIRES: begin < end <=
  // doc.size(), morphs, arcs and lowers filled.
  std::string nominative(const Document& doc, uint32_t begin, uint32_t end, PhraseKind kind) const;

  const std::string& version() const { return version_; }

 private:
  struct Tag {
    uint16_t kind;
    uint8_t marks;
  };
  struct Ending {
    std::string ending, nominative;
    Case gcase;
    Gender gender;
  };
  std::span<const uint16_t> paradigm(uint16_t id) const;
  std::string form_of(const Reading& reading, size_t form) const;
  const Reading* choose(const std::vector<Reading>& readings, const Morph& tag) const;
  // Of a word whose readings are at hand.
  std::string lemma_of(std::string_view word, const std::vector<Reading>& all,
                       const Morph& tag) const;
  void constrain_name(std::string_view lower, const std::vector<Reading>& all, Morph& tag) const;
  std::string name_part(std::string_view lower, const Morph& tag, Gender gender) const;
  std::string head_word(std::string_view lower, const Morph& tag, Gender gender,
                        Number number) const;

  LexiconOptions options_;
  std::shared_ptr<const Pack> pack_;
  std::string version_;
  std::optional<Dawg> words_;
  std::vector<Dawg> endings_;  // by paradigm prefix: "", and two prefixes of comparatives
  std::span<const uint16_t> paradigms_;
  std::span<const uint32_t> starts_;  // of each paradigm in paradigms_
  std::span<const uint32_t> suffix_starts_;
  std::string_view suffixes_;
  std::vector<std::string> prefixes_;
  std::vector<Morph> kinds_;
  std::vector<Tag> tags_;
  std::vector<Ending> name_endings_;  // longest first
};

}  // namespace letopis::morph
