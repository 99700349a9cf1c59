// Phrases that may stand in a text in any form: a trie over words, where a word of the text fits by
// its surface or its lemma, an abbreviation by its letters with case. Built at load, then immutable
// and thread-safe; a document's words are looked up once (TextKeys) and then walked from any token.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "doc/document.h"
#include "morph/lexicon.h"

namespace letopis::extract {

// Lower case, with U+0451 as U+0435.
std::string folded(std::string_view text);
// Latin letters that look like Cyrillic ones as these, in a word that has a Cyrillic letter. Letter
// case stays.
std::string without_look_alikes(std::string_view text);

class Gazetteer {
 public:
  // kExact: abbreviations, by their letters; an ending in lower case may follow three capitals or
  // more.
  enum class By : uint8_t { kForms, kExact };
  // A phrase whose first word has a capital fits only where the text has one. REQUIRES: phrase not
  // empty.
  void add(std::string_view phrase, By by, uint32_t value, const morph::Lexicon& lexicon);

  struct Match {
    uint32_t begin = 0, end = 0;  // tokens
    uint32_t value = 0;
  };
  // Keys of a document's words in this trie, looked up once.
  class TextKeys {
   public:
    TextKeys(const Gazetteer& gazetteer, const Document& doc);

   private:
    friend class Gazetteer;
    std::vector<std::array<uint32_t, 5>>
        keys_;  // per token; kNoKey where the trie has no such word
    // An abbreviation in mixed alphabets is cut into tokens: its key and its end, per first token;
    // kNoKey for none.
    std::vector<std::pair<uint32_t, uint32_t>> joined_;
  };
  // All matches of the greatest length that begin at a token, each value once.
  void at(const TextKeys& keys, uint32_t token, std::vector<Match>& out) const;

 private:
  enum Kind : uint32_t { kAny, kCapital, kLetters };
  static constexpr uint32_t kNoKey = 0xFFFFFFFFU;
  uint32_t intern(const std::string& word, Kind kind);
  uint32_t key(const std::string& word, Kind kind) const;
  uint32_t child(uint32_t node, uint32_t key) const;

  std::unordered_map<std::string, uint32_t> words_;
  std::unordered_map<uint64_t, uint32_t> edges_;      // node and key -> node
  std::vector<std::vector<uint32_t>> values_ = {{}};  // per node
};

}  // namespace letopis::extract
