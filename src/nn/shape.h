// The word-shape feature of the slovnet models (MODELS, section B): a token's outline as written.
// Pure, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace letopis::nn {

// Id of the shape of a token, in the order of shape_names(). REQUIRES: token not empty.
uint16_t shape_of(std::string_view token);
// The vocabulary: "<pad>", "RU_X", …, "OTHER". The packer holds the models' own list against it.
std::vector<std::string> shape_names();

}  // namespace letopis::nn
