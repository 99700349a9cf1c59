// The places around a trigger where the participants of an act stand: subject, object, cases,
// prepositions, adjectives; for a noun also those of the light verbs above it ("held talks", "talks
// took place"). The trigger's frame says which places fill which role; here they are only
// collected, best first.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "extract/tree.h"
#include "rules/frame.h"

namespace letopis::extract {

struct SlotFiller {
  rules::Slot slot;
  uint32_t token = kNoToken;  // head of the filler; coordination below it is not expanded
  float confidence = 1.0F;
};

// A trigger with the words that carry it, from the trigger up to the highest light word.
struct Site {
  std::vector<uint32_t> chain;
  std::vector<SlotFiller> fillers;
  uint32_t trigger() const { return chain.front(); }
  uint32_t top() const { return chain.back(); }
};

// The words above a noun that are light for it: the governor, and the governor of that one, as long
// as their lemmas are in `light`. Starts with the trigger; alone where there is none.
std::vector<uint32_t> light_chain(const Tree& tree, uint32_t trigger,
                                  const std::vector<std::string>& light);

// REQUIRES: chain from light_chain, or a verb alone.
Site collect_slots(const Tree& tree, std::vector<uint32_t> chain);

// Tokens of the trigger's clause with the preposition and case of a slot, or for subjects, objects
// and datives with the bare case, whatever the parser made of them; nearest to the trigger first,
// none further than `reach` tokens away.
std::vector<uint32_t> nearby(const Tree& tree, uint32_t trigger, const rules::Slot& slot,
                             uint32_t reach);

}  // namespace letopis::extract
