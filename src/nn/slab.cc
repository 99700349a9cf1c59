#include "nn/slab.h"

#include "nn/pack_reader.h"
#include "nn/shape.h"

namespace letopis::nn {
namespace {

constexpr uint32_t kNoSlot = 0xFFFFFFFFU;

}  // namespace

void Slab::fill(std::span<const Document> docs, const Words& list,
                std::span<const uint32_t> common_ids, bool fold_yo) {
  if (list_ != &list || seen_.size() != common_ids.size() || slot_of_.size() != list.size()) {
    slot_of_.assign(list.size(), kNoSlot);
    for (uint32_t slot = 0; slot < common_ids.size(); ++slot) slot_of_[common_ids[slot]] = slot;
    list_ = &list;
    seen_.assign(common_ids.size(), 0);
  } else {
    for (const uint32_t slot : common) seen_[slot] = 0;
    for (const uint32_t word : words) slot_of_[word] = kNoSlot;
  }
  slots.clear();
  shapes.clear();
  first.clear();
  common.clear();
  words.clear();
  for (const Document& doc : docs) {
    first.push_back(static_cast<uint32_t>(slots.size()));
    for (uint32_t token = 0; token < doc.size(); ++token) {
      const std::string_view surface = doc.surface(token);
      const uint32_t word = list.find(surface, fold_yo, lower_);
      uint32_t& slot = slot_of_[word];
      if (slot == kNoSlot) {
        slot = static_cast<uint32_t>(common_ids.size() + words.size());
        words.push_back(word);
      } else if (slot < common_ids.size() && seen_[slot] == 0) {
        seen_[slot] = 1;
        common.push_back(slot);
      }
      slots.push_back(slot);
      shapes.push_back(shape_of(surface));
    }
  }
  first.push_back(static_cast<uint32_t>(slots.size()));
  float* out = vectors.need(words.size() * kWordDim);
  for (size_t i = 0; i < words.size(); ++i) list.vector(words[i], out + i * kWordDim);
}

}  // namespace letopis::nn
