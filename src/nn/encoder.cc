#include "nn/encoder.h"

#include <algorithm>

#include "nn/pack_reader.h"
#include "nn/shape.h"

namespace letopis::nn {

Result<EncoderLayers> EncoderLayers::open(const Pack& pack, const std::string& model,
                                          const KernelTable& kernels) {
  EncoderLayers made;
  made.shapes = shape_names().size();
  LT_ASSIGN(const auto shapes, floats(pack, model + ".shapes", made.shapes * kShapeDim));
  size_t in = kInputDim;
  for (size_t i = 0; i < made.layers.size(); ++i) {
    Layer& layer = made.layers[i];
    const std::string name = model + ".conv" + std::to_string(i);
    LT_ASSIGN(layer.conv, Linear::open(pack, name, kTaps * in, 0));
    if (layer.conv.used() != layer.width())
      return damaged(pack, "the width of '" + name + "' is no multiple of 16");
    LT_ASSIGN(layer.scale, floats(pack, name + ".scale", layer.width()));
    LT_ASSIGN(layer.shift, floats(pack, name + ".shift", layer.width()));
    LT_ASSIGN(layer.bounds, floats(pack, name + ".bounds", layer.width()));
    if (std::any_of(layer.bounds.begin(), layer.bounds.end(), [](float b) { return b <= 0; }))
      return damaged(pack, "a bound of '" + name + "' is not positive");
    in = layer.width();
  }
  if (in != kHidden) return damaged(pack, "the encoder '" + model + "' has another width");

  const Linear& conv = made.layers[0].conv;
  const size_t width = conv.columns(), step = made.step();
  std::vector<Linear::Piece> words, of_shapes;
  for (size_t tap = 0; tap < kTaps; ++tap) {
    words.push_back({conv, tap * kInputDim});
    of_shapes.push_back({conv, tap * kInputDim + kWordDim});
  }
  std::vector<float> middle(step, 0.0F);
  made.of_words = Linear(words, kWordDim, middle);
  std::copy(conv.bias().begin(), conv.bias().end(),
            middle.begin() + static_cast<std::ptrdiff_t>(width));
  Linear(of_shapes, kShapeDim, middle)
      .run(kernels, shapes.data(), kShapeDim, made.shapes, Finish::kPlain,
           made.of_shapes.need(made.shapes * step), step);
  return made;
}

Result<std::unique_ptr<const Encoder>> Encoder::open(const Pack& pack, const std::string& model,
                                                     const Words& words,
                                                     std::span<const uint32_t> common,
                                                     const KernelTable& kernels,
                                                     Precision precision) {
  LT_ASSIGN(EncoderLayers layers, EncoderLayers::open(pack, model, kernels));
  return precision == Precision::kFloat ? float_encoder(std::move(layers), kernels)
                                        : fixed_encoder(std::move(layers), words, common, kernels);
}

}  // namespace letopis::nn
