// The stages of the one pass, and the working memory of one worker with the time it spent in each.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>

#include "morph/lexicon.h"
#include "nn/models.h"

namespace letopis::extract {

enum class Stage { kText, kModels, kLemmas, kEntities, kValues, kSpeech, kFrames };
inline constexpr size_t kStages = 7;
std::string_view stage_name(Stage stage);

// Not thread-safe; grows to what its largest slab needs and is reused.
struct Scratch {
  nn::Scratch nn;
  morph::Words words;
  std::array<std::chrono::steady_clock::duration, kStages> spent{};
};

// Adds the time until it is destroyed to a stage.
class StageClock {
 public:
  StageClock(Scratch& scratch, Stage stage) : spent_(scratch.spent[static_cast<size_t>(stage)]) {}
  StageClock(const StageClock&) = delete;
  StageClock& operator=(const StageClock&) = delete;
  ~StageClock() { spent_ += std::chrono::steady_clock::now() - start_; }

 private:
  std::chrono::steady_clock::duration& spent_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace letopis::extract
