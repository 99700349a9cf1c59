// The engine: all organs over one set of packs, and the one pass from articles to analyses.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "doc/analysis.h"
#include "extract/language.h"

namespace letopis::extract {

struct EngineOptions {
  std::string data;                 // folder with natasha.pack, opencorpora.pack, letopis.pack
  std::vector<std::string> worlds;  // folders with actors of the user's own
  nn::ModelOptions models;
  std::vector<std::pair<std::string, std::string>>
      overrides;            // data files to read instead of the pack's: path, text
  bool flat_names = false;  // also fill Analysis::flat_names
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
  // The organ of its first stages.
  const Language& language() const;

  // The catalogue's id of the state that an entity belongs to; empty where it is not known.
  std::string_view state_of(std::string_view entity_id) const;

  // Runs the examples of one data file (frames, rules of time and figures, boilerplate) as it is
  // loaded; one line per failure, with file and line. kNotFound where no loaded file has this path.
  Result<std::vector<std::string>> check_examples(std::string_view path, Scratch& scratch) const;

  // Names program, models and data; analyses of another version are stale.
  const std::string& version() const;
  const char* kernel_name() const;

 private:
  struct Organs;
  explicit Engine(std::unique_ptr<Organs> organs);
  std::unique_ptr<Organs> organs_;
};

}  // namespace letopis::extract
