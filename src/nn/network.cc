#include "nn/network.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "base/hash.h"

namespace letopis::nn {

Result<Words> Words::open(const Pack& pack) {
  Words words;
  LT_ASSIGN(words.text_, pack.text("words.text"));
  LT_ASSIGN(words.offsets_, pack.array<uint32_t>("words.offsets"));
  LT_ASSIGN(words.table_, pack.array<uint32_t>("words.table"));
  LT_ASSIGN(words.indexes_, pack.array<uint8_t>("words.indexes"));
  LT_ASSIGN(words.codes_, pack.array<float>("words.codes"));
  LT_ASSIGN(const auto sizes, pack.array<uint32_t>("words.sizes"));  // vectors, dim, quanta, centroids
  const Error damaged{Code::kDamaged, "the embeddings of this pack do not fit together; run ./dev setup", pack.path()};
  if (sizes.size() != 4 || sizes[1] != kWordDim || sizes[2] == 0 || kWordDim % sizes[2] != 0) return damaged;
  words.quanta_ = sizes[2];
  words.centroids_ = sizes[3];
  words.part_ = kWordDim / words.quanta_;
  if (words.offsets_.size() < 2) return damaged;
  words.words_ = static_cast<uint32_t>(words.offsets_.size() - 1);
  if (sizes[0] != words.words_ + 2 || words.indexes_.size() != size_t{sizes[0]} * words.quanta_ ||
      words.codes_.size() != words.quanta_ * words.centroids_ * words.part_ || words.centroids_ > 256 ||
      words.table_.empty() || (words.table_.size() & (words.table_.size() - 1)) != 0 ||
      words.table_.size() < words.words_ || words.offsets_.back() != words.text_.size())
    return damaged;
  for (const uint8_t index : words.indexes_)
    if (index >= words.centroids_) return damaged;
  return words;
}

uint32_t Words::exact(std::string_view word) const {
  const size_t mask = table_.size() - 1;
  for (size_t slot = hash64(word) & mask;; slot = (slot + 1) & mask) {
    const uint32_t entry = table_[slot];
    if (entry == 0) return words_;
    const uint32_t id = entry - 1;
    if (text_.substr(offsets_[id], offsets_[id + 1] - offsets_[id]) == word) return id;
  }
}

uint32_t Words::find(std::string_view lower, bool fold) const {
  const uint32_t id = exact(lower);
  if (id != words_ || !fold) return id;
  constexpr std::string_view kIo = "\u0451", kIe = "\u0435";
  size_t at = lower.find(kIo);
  if (at == std::string_view::npos) return id;
  std::string folded(lower);
  for (; at != std::string::npos; at = folded.find(kIo, at)) folded.replace(at, kIo.size(), kIe);
  return exact(folded);
}

void Words::decode(uint32_t id, float* vector) const noexcept {
  const uint8_t* index = indexes_.data() + size_t{id} * quanta_;
  for (size_t q = 0; q < quanta_; ++q) {
    const float* code = codes_.data() + (q * centroids_ + index[q]) * part_;
    for (size_t i = 0; i < part_; ++i) *vector++ = code[i];
  }
}

Result<Linear> Linear::open(const Pack& pack, const std::string& name) {
  Linear linear;
  LT_ASSIGN(const auto sizes, pack.array<uint32_t>(name + ".sizes"));  // depth, columns
  LT_ASSIGN(linear.panels, pack.array<float>(name + ".panels"));
  LT_ASSIGN(linear.bias, pack.array<float>(name + ".bias"));
  if (sizes.size() == 2) {
    linear.depth = sizes[0];
    linear.used = sizes[1];
    linear.columns = (linear.used + kPanel - 1) / kPanel * kPanel;
  }
  const auto finite = [](std::span<const float> values) {
    return std::all_of(values.begin(), values.end(), [](float v) { return v - v == 0; });
  };
  if (linear.used == 0 || linear.depth == 0 || linear.panels.size() != linear.depth * linear.columns ||
      linear.bias.size() != linear.columns || !finite(linear.panels) || !finite(linear.bias))
    return Error{Code::kDamaged, "the weights '" + name + "' of this pack do not fit or are no numbers; run ./dev setup",
                 pack.path()};
  return linear;
}

Result<Encoder> Encoder::open(const Pack& pack, const std::string& model) {
  Encoder encoder;
  LT_ASSIGN(encoder.shapes_, pack.array<float>(model + ".shapes"));
  size_t inputs = kInputDim;
  for (size_t l = 0; l < 3; ++l) {
    const std::string name = model + ".conv" + std::to_string(l);
    Layer layer;
    LT_ASSIGN(layer.conv, Linear::open(pack, name));
    LT_ASSIGN(layer.scale, pack.array<float>(name + ".scale"));
    LT_ASSIGN(layer.shift, pack.array<float>(name + ".shift"));
    if (layer.conv.depth != 3 * inputs || layer.conv.used != layer.conv.columns ||
        layer.scale.size() != layer.conv.columns || layer.shift.size() != layer.conv.columns)
      return Error{Code::kDamaged, "the layer '" + name + "' of this pack does not fit; run ./dev setup", pack.path()};
    inputs = layer.conv.columns;
    encoder.layers_.push_back(layer);
  }
  if (inputs != kHidden || encoder.shapes_.size() % kShapeDim != 0)
    return Error{Code::kDamaged, "the encoder of '" + model + "' does not fit; run ./dev setup", pack.path()};
  return encoder;
}

void Encoder::run(Gemm gemm, const Words& words, std::span<const Input> tokens, std::span<const uint32_t> lengths,
                  Buffers& buffers, std::vector<float>& out) const {
  out.resize(tokens.size() * kHidden);
  if (tokens.empty()) return;
  // Row 0 and the row behind each sequence are zero; kTile spare rows let the last tile read and write past the end.
  const size_t rows = 1 + tokens.size() + lengths.size();
  const auto room = [rows](std::vector<float>& buffer, size_t width) {
    const size_t need = (rows + kTile + 2) * width;
    if (buffer.size() < need) buffer.resize(need);
    std::fill(buffer.begin() + static_cast<std::ptrdiff_t>(rows * width), buffer.begin() + static_cast<std::ptrdiff_t>(need), 0.0F);
    return buffer.data();
  };
  const auto zero_between = [&lengths](float* buffer, size_t width) {
    std::fill_n(buffer, width, 0.0F);
    size_t row = 1;
    for (const uint32_t length : lengths) {
      row += length;
      std::fill_n(buffer + row * width, width, 0.0F);
      ++row;
    }
  };

  float* x = room(buffers.input, kInputDim);
  zero_between(x, kInputDim);
  size_t row = 1, token = 0;
  for (const uint32_t length : lengths) {
    for (uint32_t i = 0; i < length; ++i, ++row, ++token) {
      words.decode(tokens[token].word, x + row * kInputDim);
      std::memcpy(x + row * kInputDim + kWordDim, shapes_.data() + tokens[token].shape * kShapeDim, kShapeDim * sizeof(float));
    }
    ++row;
  }

  std::vector<float>* outputs[] = {&buffers.first, &buffers.second, &buffers.third};
  const float* in = x;
  for (size_t l = 0; l < layers_.size(); ++l) {
    const Layer& layer = layers_[l];
    const size_t width = layer.conv.columns;
    float* y = room(*outputs[l], width);
    // Row r of the product reads rows r-1, r, r+1 of the input, which lie side by side.
    layer.conv.run(gemm, in, layer.inputs(), rows - 2, y + width);
    activate(y + width, rows - 2, width, width, layer.scale.data(), layer.shift.data());
    zero_between(y, width);
    in = y;
  }

  float* to = out.data();
  row = 1;
  for (const uint32_t length : lengths) {
    std::memcpy(to, in + row * kHidden, length * kHidden * sizeof(float));
    to += length * kHidden;
    row += length + 1;
  }
}

}  // namespace letopis::nn
