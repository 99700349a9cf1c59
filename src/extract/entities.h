// Who is named: mentions and entities of one article, from the tagger's names, the catalogue, posts and their holders,
// adjectives of states, and what refers back to them. Words are data (data/world/, data/ru/names/). Immutable, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/files.h"
#include "doc/analysis.h"
#include "doc/document.h"
#include "morph/lexicon.h"
#include "morph/translit.h"
#include "world/catalogue.h"

namespace letopis::extract {

// Phrases of the catalogue by the words they may begin with; a word of a text matches by its surface or its lemma.
class Gazetteer {
 public:
  struct Entry {
    std::vector<std::vector<std::string>> words;  // per word the folded forms that it accepts
    std::vector<bool> upper;                      // per word: the text must have a capital here
    bool exact = false;                           // abbreviations: letter case counts, look-alikes are folded
    uint32_t value = 0;                           // what the caller stored
  };
  void add(std::string_view phrase, bool exact, uint32_t value, const morph::Lexicon& lexicon);
  struct Match {
    uint32_t begin = 0, end = 0;  // tokens
    uint32_t value = 0;
  };
  // All matches of the greatest length at a token.
  void at(const Document& doc, uint32_t token, std::vector<Match>& out) const;

 private:
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::vector<uint32_t>> first_;  // folded form of the first word -> entries
};

class EntityFinder {
 public:
  // Keeps references to the catalogue and the lexicon, which must outlive it.
  static Result<EntityFinder> load(const DataFiles& files, const world::Catalogue& catalogue, const morph::Lexicon& lexicon);
  // Fills analysis.entities and analysis.mentions. REQUIRES: all language layers; analysis.published set.
  void find(const Document& doc, Analysis& analysis) const;

 private:
  friend class EntityPass;
  const world::Catalogue* catalogue_ = nullptr;
  const morph::Lexicon* lexicon_ = nullptr;
  morph::Translit translit_;
  Gazetteer names_;      // value: index of a spelling
  Gazetteer posts_;      // value: index of a post
  Gazetteer things_;     // value: index of a thing
  std::unordered_map<std::string, uint32_t> adjectives_;                 // lemma -> row
  std::unordered_map<std::string, uint32_t> compounds_;                  // first part of a compound with its hyphen -> row
  std::unordered_map<std::string, std::vector<uint32_t>> surnames_;      // folded -> person rows
  std::unordered_map<std::string, uint32_t> means_;                      // metonym, folded -> row of the actor
};

}  // namespace letopis::extract
