// What somebody else, a dictionary, knows of the tags that a token may have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace letopis::nn {

// Tags are indices in Models::tags(). Called from the thread that tags.
class TagGuide {
 public:
  // Bits by tag. A tag of `wholly` may be the token's; one of `classes` at least by its part of
  // speech.
  struct Tags {
    std::vector<uint64_t> wholly, classes;
  };

  virtual ~TagGuide() = default;
  virtual bool fits(size_t document, uint32_t token, uint16_t tag) const = 0;
  // The tags of a token whose best tag does not fit.
  virtual void tags(size_t document, uint32_t token, Tags& out) const = 0;
};

}  // namespace letopis::nn
