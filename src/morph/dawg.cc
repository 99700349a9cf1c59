#include "morph/dawg.h"

#include <cstring>

namespace letopis::morph {
namespace {

constexpr unsigned char kSeparator = 1;
constexpr int kLongestPayload = 16;  // characters of base 64
// Far more than any word takes in the published graphs (291); a damaged one may lead in circles, on
// more ways than could ever be walked.
constexpr size_t kMostSteps = 4096;
constexpr std::string_view kIe = "\u0435", kIo = "\u0451";

constexpr uint32_t offset_of(uint32_t unit) { return (unit >> 10) << ((unit & (1U << 9)) >> 6); }
constexpr bool has_leaf(uint32_t unit) { return (unit & (1U << 8)) != 0; }
constexpr uint32_t label_of(uint32_t unit) { return unit & ((1U << 31) | 0xFFU); }

int digit_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

std::string from_base64(std::string_view code) {
  std::string bytes;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : code) {
    const int digit = digit_of(c);
    if (digit < 0) break;
    bits = bits << 6 | static_cast<uint32_t>(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push_back(static_cast<char>(bits >> count & 0xFF));
    }
  }
  return bytes;
}

}  // namespace

Result<Dawg> Dawg::open(std::string_view bytes, const std::string& place) {
  const Error damaged{Code::kDamaged,
                      "a word graph of this pack is cut; run ./dev setup to build it anew", place};
  const auto number = [&bytes](size_t at) {
    uint32_t value = 0;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
  };
  Dawg dawg;
  if (bytes.size() < 4) return damaged;
  const size_t units = number(0);
  if (units == 0 || bytes.size() < 4 + units * 4 + 4) return damaged;
  const size_t guides = number(4 + units * 4);
  if (guides < units || bytes.size() < 8 + units * 4 + guides * 2) return damaged;
  dawg.units_ = {reinterpret_cast<const uint32_t*>(bytes.data() + 4), units};
  dawg.guide_ = {reinterpret_cast<const unsigned char*>(bytes.data() + 8 + units * 4), guides * 2};
  return dawg;
}

bool Dawg::follow(unsigned char label, uint32_t& index) const {
  const uint32_t next = index ^ offset_of(units_[index]) ^ label;
  if (next >= units_.size() || label_of(units_[next]) != label) return false;
  index = next;
  return true;
}

void Dawg::payloads(uint32_t index, std::string& code, std::string_view word, Search& search,
                    int depth) const {
  if (has_leaf(units_[index])) search.visit(from_base64(code), word);
  if (depth == kLongestPayload) return;
  for (unsigned char label = guide_[index * 2]; label != 0;) {
    uint32_t child = index;
    if (search.steps == 0 || !follow(label, child)) return;
    --search.steps;
    code.push_back(static_cast<char>(label));
    payloads(child, code, word, search, depth + 1);
    code.pop_back();
    label = guide_[child * 2 + 1];
  }
}

void Dawg::walk(std::string_view word, size_t at, uint32_t index, std::string& spelt,
                Search& search) const {
  const size_t length = spelt.size();
  for (; at < word.size(); ++at) {
    if (search.steps == 0) {
      spelt.resize(length);
      return;
    }
    --search.steps;
    if (word.substr(at).starts_with(kIe)) {
      uint32_t other = index;
      if (follow(static_cast<unsigned char>(kIo[0]), other) &&
          follow(static_cast<unsigned char>(kIo[1]), other)) {
        const size_t here = spelt.size();
        spelt += kIo;
        walk(word, at + kIe.size(), other, spelt, search);
        spelt.resize(here);
      }
    }
    if (!follow(static_cast<unsigned char>(word[at]), index)) {
      spelt.resize(length);
      return;
    }
    spelt.push_back(word[at]);
  }
  if (follow(kSeparator, index)) {
    std::string code;
    payloads(index, code, spelt, search, 0);
  }
  spelt.resize(length);
}

void Dawg::each(std::string_view word, const Visit& visit) const {
  std::string spelt;
  Search search{visit, kMostSteps};
  walk(word, 0, 0, spelt, search);
}

}  // namespace letopis::morph
