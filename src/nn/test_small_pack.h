// A natasha pack that fits into a test: three words, narrow layers, weights without meaning. It has
// every section that the published models have (docs/formats.md). For tests only.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "nn/pack_reader.h"
#include "nn/shape.h"

namespace letopis::nn {

class SmallPack {
 public:
  // Section by section.
  static std::map<std::string, std::string> sections() { return SmallPack().sections_; }

 private:
  SmallPack() {
    words({"слово", "и", "."});
    for (const std::string model : {"ner", "morph", "syntax"}) encoder(model);
    sections_["ner.tags"] = "<pad>\nO\nB-PER\nI-PER\nB-LOC";
    layer("ner.out", kHidden, 5);
    numbers("ner.transitions", 5 * 5);
    sections_["morph.tags"] = "<pad>\nNOUN|Case=Nom\nVERB\nPUNCT";
    layer("morph.out", kHidden, 4);
    sections_["syntax.relations"] = "<pad>\nroot\nnsubj\npunct";
    for (const std::string part : {"head", "rel"}) {
      for (const std::string side : {".head", ".tail"})
        layer("syntax." + part + side, kHidden, kPart);
      numbers("syntax." + part + ".root", kHidden);
    }
    layer("syntax.head.kernel", kPart, kPart);
    layer("syntax.rel.kernel", kPart, kPart * 4);
  }

  static constexpr size_t kPart = 16, kNarrow = 16, kPanelWidth = 16, kCentroids = 2;

  template <class T>
  void put(const std::string& name, const std::vector<T>& items) {
    sections_[name].assign(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T));
  }
  // Numbers between -.5 and .5 that are the same every time.
  void numbers(const std::string& name, size_t count) {
    std::vector<float> made(count);
    for (float& number : made) {
      seed_ = seed_ * 1664525 + 1013904223;
      number = static_cast<float>(seed_ >> 8) / static_cast<float>(1U << 24) - 0.5F;
    }
    put(name, made);
  }
  void layer(const std::string& name, uint32_t depth, uint32_t columns) {
    const size_t padded = (columns + kPanelWidth - 1) / kPanelWidth * kPanelWidth;
    put<uint32_t>(name + ".sizes", {depth, columns});
    numbers(name + ".panels", depth * padded);
    numbers(name + ".bias", padded);
  }
  void encoder(const std::string& model) {
    numbers(model + ".shapes", shape_names().size() * kShapeDim);
    size_t in = kInputDim;
    for (size_t i = 0; i < 3; ++i) {
      const std::string name = model + ".conv" + std::to_string(i);
      const size_t width = i == 2 ? kHidden : kNarrow;
      layer(name, static_cast<uint32_t>(3 * in), static_cast<uint32_t>(width));
      numbers(name + ".scale", width);
      numbers(name + ".shift", width);
      put(name + ".bounds", std::vector<float>(width, 4.0F));
      in = width;
    }
  }
  void words(const std::vector<std::string>& list) {
    std::string text;
    std::vector<uint32_t> offsets = {0}, table(8, 0);
    for (const std::string& word : list) {
      text += word;
      offsets.push_back(static_cast<uint32_t>(text.size()));
      size_t slot = hash64(word) % table.size();
      while (table[slot] != 0) slot = (slot + 1) % table.size();
      table[slot] = static_cast<uint32_t>(offsets.size() - 1);
    }
    const auto vectors = static_cast<uint32_t>(list.size() + 2);
    sections_["words.text"] = text;
    put("words.offsets", offsets);
    put("words.table", table);
    put<uint32_t>("words.frequent", {vectors - 2, 0});
    put<uint32_t>("words.sizes", {vectors, kWordDim, 1, kCentroids});
    put("words.indexes", std::vector<uint8_t>(vectors, 1));
    numbers("words.codes", kCentroids * kWordDim);
  }

  std::map<std::string, std::string> sections_;
  uint32_t seed_ = 1;
};

}  // namespace letopis::nn
