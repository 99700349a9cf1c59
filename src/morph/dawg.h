// Read-only word graphs of the format that the OpenCorpora dictionary is published in (dawgdic: an
// array of 32-bit units, then a guide of child and sibling labels). Keys are UTF-8 words, a
// separator byte 1, and a payload in base 64. A view into a pack; immutable, thread-safe, safe on
// damaged data (every index is checked, and a look-up ends after so many steps).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace letopis::morph {

class Dawg {
 public:
  // REQUIRES: the bytes outlive the object and are 4-byte aligned.
  static Result<Dawg> open(std::string_view bytes, const std::string& place);

  // Calls visit(payload bytes, word as stored) for every payload of the word and, where the word
  // has U+0435, also of its spellings with U+0451.
  using Visit = std::function<void(std::string_view payload, std::string_view word)>;
  void each(std::string_view word, const Visit& visit) const;

 private:
  // One look-up: whom to tell, and the steps that it may still take.
  struct Search {
    const Visit& visit;
    size_t steps;
  };
  bool follow(unsigned char label, uint32_t& index) const;
  void walk(std::string_view word, size_t at, uint32_t index, std::string& spelt,
            Search& search) const;
  void payloads(uint32_t index, std::string& code, std::string_view word, Search& search,
                int depth) const;

  std::span<const uint32_t> units_;
  std::span<const unsigned char> guide_;  // child, sibling per unit
};

}  // namespace letopis::morph
