#include "nn/pack_reader.h"

#include <algorithm>
#include <bit>

namespace letopis::nn {

Error damaged(const Pack& pack, const std::string& what) {
  return {Code::kDamaged, what + "; run ./dev setup to build this pack anew", pack.path()};
}

Result<std::span<const float>> floats(const Pack& pack, const std::string& name) {
  LT_ASSIGN(const std::span<const float> numbers, pack.array<float>(name));
  // Without a way out of the loop it runs in vectors.
  uint32_t strange = 0;
  for (const float x : numbers) {
    constexpr uint32_t kExponent = 0x7F800000U;  // all ones where x is infinite or no number
    strange |= static_cast<uint32_t>((std::bit_cast<uint32_t>(x) & kExponent) == kExponent);
  }
  if (numbers.empty() || strange != 0)
    return damaged(pack, "the section '" + name + "' is empty or holds what is no number");
  return numbers;
}

Result<std::span<const float>> floats(const Pack& pack, const std::string& name, size_t count) {
  LT_ASSIGN(const std::span<const float> numbers, floats(pack, name));
  if (numbers.size() != count)
    return damaged(pack, "the section '" + name + "' holds " + std::to_string(numbers.size()) +
                             " numbers, not " + std::to_string(count));
  return numbers;
}

Result<std::vector<std::string_view>> lines(const Pack& pack, std::string_view name) {
  LT_ASSIGN(const std::string_view text, pack.text(name));
  std::vector<std::string_view> list;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    list.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return list;
}

}  // namespace letopis::nn
