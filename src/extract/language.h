// The language organ: from a text to words, lemmas, tags, syntax and names. It knows no actors and
// no acts, so it opens in a fraction of the time that the engine takes.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "doc/document.h"
#include "doc/given.h"
#include "extract/language_rules.h"
#include "extract/stage.h"
#include "nn/models.h"

namespace letopis::morph {
class Lexicon;
}

namespace letopis::extract {

// Immutable and thread-safe after opening.
class Language {
 public:
  // `folder` holds natasha.pack and opencorpora.pack. Errors name the pack or data file, its place
  // and the remedy.
  static Result<Language> open(const DataFiles& files, const std::string& folder,
                               const nn::ModelOptions& models, const LanguageRules& rules = {});
  Language(Language&&) noexcept;
  ~Language();

  // One document per article, in order, pointing into the articles. What an article gets depends on
  // nothing but the article.
  std::vector<Document> read(std::span<const Article> slab, Scratch& scratch) const;
  // The same for a text that is prose of the home language throughout: a name, an example.
  Document read_prose(const Article& article, Scratch& scratch) const;
  // The same for sentences and words given (CoNLL-U): documents with article, sentences and spans
  // of tokens, of which it fills the kinds and the other layers.
  void complete(std::span<Document> documents, Scratch& scratch) const;

  // Fills `normal` of names that somebody else found in the article, wherever they stand: page
  // furniture and foreign paragraphs too. A span that cuts a word keeps the words as they are.
  // REQUIRES: spans inside the text, on letter borders.
  void normalize(const Article& article, std::span<GivenMention> mentions, Scratch& scratch) const;
  // A name as a person may type it, in the nominative.
  std::string nominative(const std::string& name) const;

  const morph::Lexicon& lexicon() const;  // at a stable address, also when this object is moved
  // "Kazakh" for "kk"; "an unknown language" for one that the data lack.
  std::string_view language_name(std::string_view code) const;
  // Runs the examples of the rules of page furniture; one line per failure, naming file and line.
  std::vector<std::string> check_boilerplate() const;

  std::string version() const;  // of models and dictionary, a line each
  const char* kernel_name() const;

 private:
  struct Organs;
  explicit Language(std::unique_ptr<const Organs> organs);
  void understand(std::span<Document> documents, Scratch& scratch) const;
  std::unique_ptr<const Organs> organs_;
};

}  // namespace letopis::extract
