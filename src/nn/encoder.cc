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
  const std::vector<float> weight = unpack_panels(conv.panels(), conv.depth(), width);
  std::vector<float> words(kWordDim * step), of_shapes(kShapeDim * step);  // [dim][taps][width]
  for (size_t tap = 0; tap < kTaps; ++tap)
    for (size_t c = 0; c < kInputDim; ++c) {
      float* to = c < kWordDim ? words.data() + (c * kTaps + tap) * width
                               : of_shapes.data() + ((c - kWordDim) * kTaps + tap) * width;
      std::copy_n(weight.data() + (tap * kInputDim + c) * width, width, to);
    }
  const std::vector<float> none(step, 0.0F);
  made.of_words = Linear(words, none);
  std::vector<float> middle = none;
  std::copy(conv.bias().begin(), conv.bias().end(),
            middle.begin() + static_cast<std::ptrdiff_t>(width));
  Linear(of_shapes, middle)
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
