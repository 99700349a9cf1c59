// An opencorpora pack that fits into a test: two words of one paradigm and one guessed ending, in
// every section of the format (docs/formats.md). For tests only.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace letopis::morph {

// A word graph of these keys, in the published format (morph/dawg.h).
class SmallGraph {
 public:
  explicit SmallGraph(const std::vector<std::string>& keys)
      : units_(1, 0), used_(1, true), guide_(2, 0) {
    Node root;
    for (const std::string& key : keys) {
      Node* at = &root;
      for (const char c : key) at = &at->children[static_cast<unsigned char>(c)];
      at->ends = true;
    }
    place(root, 0);
  }
  std::string bytes() const {
    const auto count = static_cast<uint32_t>(units_.size());
    std::string out;
    const auto put = [&out](const void* from, size_t size) {
      out.append(static_cast<const char*>(from), size);
    };
    put(&count, sizeof count);
    put(units_.data(), units_.size() * sizeof(uint32_t));
    put(&count, sizeof count);
    put(guide_.data(), guide_.size());
    return out;
  }

 private:
  struct Node {
    std::map<unsigned char, Node> children;
    bool ends = false;
  };

  void reach(size_t index) {
    if (index < units_.size()) return;
    units_.resize(index + 1, 0);
    used_.resize(index + 1, false);
    guide_.resize(2 * (index + 1), 0);
  }
  // The node stands at `index`; its children stand at index ^ offset ^ label, where all are free.
  void place(const Node& node, uint32_t index) {
    reach(index);
    if (node.ends) units_[index] |= 1U << 8;
    if (node.children.empty()) return;
    uint32_t offset = 1;
    const auto fits = [&](uint32_t by) {
      for (const auto& [label, child] : node.children) {
        const uint32_t at = index ^ by ^ label;
        if (at < used_.size() && used_[at]) return false;
      }
      return true;
    };
    while (!fits(offset)) ++offset;
    units_[index] |= offset << 10;
    unsigned char before = 0;
    for (const auto& [label, child] : node.children) {
      const uint32_t at = index ^ offset ^ label;
      reach(at);
      used_[at] = true;
      units_[at] |= label;
      (before == 0 ? guide_[2 * index] : guide_[2 * (index ^ offset ^ before) + 1]) = label;
      before = label;
    }
    for (const auto& [label, child] : node.children) place(child, index ^ offset ^ label);
  }

  std::vector<uint32_t> units_;
  std::vector<bool> used_;
  std::vector<unsigned char> guide_;  // child, sibling per unit
};

inline std::map<std::string, std::string> small_pack() {
  std::map<std::string, std::string> sections;
  // Payloads in base 64 behind byte 1: paradigm and form, of a guess the count in front.
  sections["words"] = SmallGraph({"слово\1AAAAAA", "слова\1AAAAAQ", "ёлка\1AAEAAA"}).bytes();
  sections["prediction-suffixes-0"] = SmallGraph({"ово\1AAAABwAAAAA", "ово\1AAAAAQABAAA"}).bytes();
  sections["prediction-suffixes-1"] = SmallGraph({"ее\1AAAABwAAAAA"}).bytes();
  sections["prediction-suffixes-2"] = SmallGraph({"ший\1AAAABwAAAAA"}).bytes();
  const auto put = [&sections](const std::string& name, const auto& numbers) {
    sections[name].assign(reinterpret_cast<const char*>(numbers.data()),
                          numbers.size() * sizeof numbers[0]);
  };
  sections["suffixes"] = "оаы";
  put("suffixes.starts", std::vector<uint32_t>{0, 2, 4, 6});
  sections["tags"] =
      "NOUN,inan,neut sing,nomn\nNOUN,inan,neut sing,gent\nNOUN,inan,femn sing,nomn\n";
  // Suffixes, tags and prefixes of each form.
  put("paradigms", std::vector<uint16_t>{0, 1, 0, 1, 0, 0, 1, 2, 0});
  put("paradigms.starts", std::vector<uint32_t>{0, 6, 9});
  sections["prefixes"] = "\nпо\nнаи\n";
  return sections;
}

}  // namespace letopis::morph
