// The engine: all organs over one set of packs, and the one pass from articles to analyses.
#pragma once

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "doc/analysis.h"
#include "doc/document.h"
#include "doc/given.h"
#include "extract/language_rules.h"
#include "nn/models.h"

namespace letopis::extract {

struct EngineOptions {
  std::string data;                 // folder with natasha.pack, opencorpora.pack, letopis.pack
  std::vector<std::string> worlds;  // folders with actors of the user's own
  nn::Kernels kernels = nn::Kernels::kAuto;
  std::vector<std::pair<std::string, std::string>>
      overrides;                // data files to read instead of the pack's: path, text
  bool flat_names = false;      // also fill Analysis::flat_names
  LanguageRules language = {};  // all on, but to compare and to measure
};

enum class Stage { kText, kModels, kLemmas, kEntities, kValues, kSpeech, kFrames };
inline constexpr size_t kStages = 7;
std::string_view stage_name(Stage stage);

// Working memory of one worker, and the time it spent per stage.
struct Scratch {
  nn::Scratch nn;
  std::array<std::chrono::steady_clock::duration, kStages> spent{};
};

// Immutable and thread-safe after opening.
class Engine {
 public:
  // Errors name the pack or data file, its place and the remedy.
  static Result<Engine> open(const EngineOptions& options);
  Engine(Engine&&) noexcept;
  ~Engine();

  // One result per article, in order: a bad article does not spoil its neighbours. The result for
  // an article depends on nothing but the article and the engine's version.
  std::vector<Result<Analysis>> analyze(std::span<const Article> slab, Scratch& scratch) const;
  // The language stages alone: one document per article, pointing into the articles.
  std::vector<Document> read(std::span<const Article> slab, Scratch& scratch) const;
  // The same for sentences and words given (CoNLL-U): documents with article, sentences and spans
  // of tokens, of which it fills the kinds and the other layers.
  void complete(std::span<Document> documents, Scratch& scratch) const;

  // The catalogue's id of the state that an entity belongs to; empty where it is not known.
  std::string_view state_of(std::string_view entity_id) const;

  // Fills `normal` of names that somebody else found in the article, wherever they stand: page
  // furniture and foreign paragraphs too. A span that cuts a word keeps the words as they are.
  // REQUIRES: spans inside the text, on letter borders.
  void normalize(const Article& article, std::span<GivenMention> mentions, Scratch& scratch) const;

  // A name as a person may type it, in the nominative.
  std::string nominative(const std::string& name) const;

  // Runs the examples of one data file (frames, rules of time and figures, boilerplate) as it is
  // loaded; one line per failure, with file and line. kNotFound where no loaded file has this path.
  Result<std::vector<std::string>> check_examples(std::string_view path, Scratch& scratch) const;

  // Names program, models and data; analyses of another version are stale.
  const std::string& version() const;
  const char* kernel_name() const;

 private:
  struct Organs;
  void understand(std::span<Document> documents, Scratch& scratch) const;
  explicit Engine(std::unique_ptr<Organs> organs);
  std::unique_ptr<Organs> organs_;
};

}  // namespace letopis::extract
