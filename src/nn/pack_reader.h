// What natasha.pack is called inside, shared with tools/encode_models, and checked access to its
// sections: numbers must be finite and of the expected count. Layout: docs/formats.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/pack.h"
#include "base/result.h"

namespace letopis::nn {

inline constexpr std::string_view kPackKind = "natasha";
inline constexpr uint32_t kPackVersion = 2;
inline constexpr size_t kWordDim = 300, kShapeDim = 30, kInputDim = kWordDim + kShapeDim,
                        kHidden = 64;
inline constexpr size_t kFrequent = 32768;  // words in the section words.frequent

// The floats of a section, all finite; kDamaged otherwise.
Result<std::span<const float>> floats(const Pack& pack, const std::string& name);
// The same, of exactly `count`.
Result<std::span<const float>> floats(const Pack& pack, const std::string& name, size_t count);
// The lines of a section; views live as long as the pack.
Result<std::vector<std::string_view>> lines(const Pack& pack, std::string_view name);
Error damaged(const Pack& pack, const std::string& what);

}  // namespace letopis::nn
