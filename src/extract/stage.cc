#include "extract/stage.h"

namespace letopis::extract {

std::string_view stage_name(Stage stage) {
  constexpr std::string_view kNames[] = {"text",   "models", "lemmas", "entities",
                                         "values", "speech", "frames"};
  return kNames[static_cast<size_t>(stage)];
}

}  // namespace letopis::extract
