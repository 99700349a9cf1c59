// Who is named: mentions and entities of one article, from the tagger's names, the catalogue,
// institutions of states, posts and their holders, adjectives of states, and what refers back to
// them. Words are data (data/world/, data/ru/names/). Immutable, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/files.h"
#include "doc/analysis.h"
#include "doc/document.h"
#include "extract/gazetteer.h"
#include "morph/lexicon.h"
#include "morph/translit.h"
#include "world/catalogue.h"

namespace letopis::extract {

class EntityFinder {
 public:
  // Keeps references to the catalogue and the lexicon, which must outlive it.
  static Result<EntityFinder> load(const DataFiles& files, const world::Catalogue& catalogue,
                                   const morph::Lexicon& lexicon);
  // Fills analysis.entities and analysis.mentions. REQUIRES: all language layers;
  // analysis.published set.
  void find(const Document& doc, Analysis& analysis) const;

 private:
  friend class EntityPass;
  const world::Catalogue* catalogue_ = nullptr;
  const morph::Lexicon* lexicon_ = nullptr;
  morph::Translit translit_;
  Gazetteer names_;                                       // value: index of a spelling
  Gazetteer posts_;                                       // value: index of a post
  Gazetteer institutions_;                                // value: index of an institution
  Gazetteer things_;                                      // value: index of a thing
  std::unordered_map<std::string, uint32_t> adjectives_;  // lemma -> row
  std::unordered_map<std::string, uint32_t>
      compounds_;  // first part of a compound with its hyphen -> row
  std::unordered_map<std::string, uint32_t> demonyms_;  // lemma -> row of the state
  std::unordered_map<std::string, uint32_t> means_;     // metonym, folded -> row of the actor
  std::unordered_map<std::string, std::vector<uint32_t>> surnames_;  // folded -> person rows
  std::unordered_map<std::string, uint32_t> people_;  // folded full name -> person row
};

}  // namespace letopis::extract
