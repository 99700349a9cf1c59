// encode_models --navec F --ner F --morph F --syntax F --out F
// Packs the published navec and slovnet tars (MODELS, sections A and B) into natasha.pack: weights
// in the panels of nn/kernels.h, batch norm folded, the vocabulary with a hash table. Exit 0, or 2
// with a message.
#include <simdjson.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>
#include <numeric>

#include "base/files.h"
#include "base/hash.h"
#include "base/pack.h"
#include "nn/kernels.h"
#include "nn/pack_reader.h"
#include "nn/shape.h"

namespace letopis::nn {
namespace {

using std::string;
using std::string_view;

constexpr size_t kTarBlock = 512;
// Fixed point holds what a layer gives out within so many standard deviations. On 118,000 tokens of
// news half of the channels never go beyond 16.
constexpr float kDeviations = 32.0F, kLeastBound = 1e-6F;

// The members of an uncompressed tar (POSIX ustar), by name.
Result<std::map<string, string>> read_tar(const string& path) {
  LT_ASSIGN(const string bytes, read_file(path));
  std::map<string, string> members;
  size_t at = 0;
  while (at + kTarBlock <= bytes.size() && bytes[at] != '\0') {
    const string name(bytes.c_str() + at, strnlen(bytes.c_str() + at, 100));
    const string octal = bytes.substr(at + 124, 12);
    char* end = nullptr;
    const unsigned long long size = std::strtoull(octal.c_str(), &end, 8);
    at += kTarBlock;
    if (end == octal.c_str() || size > bytes.size() - at)
      return Error{Code::kDamaged, "this tar is cut or damaged at member '" + name + "'", path};
    members[name] = bytes.substr(at, size);
    at += (size + kTarBlock - 1) / kTarBlock * kTarBlock;
  }
  if (members.empty()) return Error{Code::kDamaged, "this is no tar", path};
  return members;
}

Result<string> gunzip(string_view bytes, const string& place) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return Error{Code::kIo, "zlib does not start", place};
  string out;
  char block[1 << 16];
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(block);
    stream.avail_out = sizeof block;
    state = inflate(&stream, Z_NO_FLUSH);
    out.append(block, sizeof block - stream.avail_out);
  }
  inflateEnd(&stream);
  if (state != Z_STREAM_END) return Error{Code::kDamaged, "a compressed member is damaged", place};
  return out;
}

// The id that a tar states in its meta.json; its protocol must be 1.
Result<string> id_of(const std::map<string, string>& members, const string& place) {
  const auto meta = members.find("meta.json");
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  string_view id;
  uint64_t protocol = 0;
  if (meta == members.end() || parser.parse(meta->second).get(root) || root["id"].get(id) ||
      root["protocol"].get(protocol) || protocol != 1)
    return Error{Code::kDamaged,
                 "its meta.json is missing or states no id or another protocol than 1", place};
  return string(id);
}

template <class T>
std::vector<T> array_of(string_view bytes) {
  std::vector<T> items(bytes.size() / sizeof(T));
  std::memcpy(items.data(), bytes.data(), items.size() * sizeof(T));
  return items;
}

// One slovnet tar: its weights by their path in model.json.
class Source {
 public:
  static Result<Source> open(const string& path) {
    Source source;
    source.path_ = path;
    LT_ASSIGN(source.members_, read_tar(path));
    if (!source.members_.contains("model.json")) return source.fail("it has no model.json");
    simdjson::padded_string json(source.members_["model.json"]);
    source.parser_ = std::make_unique<simdjson::dom::parser>();
    if (source.parser_->parse(json).get(source.model_))
      return source.fail("its model.json is no JSON");
    LT_ASSIGN(source.id_, id_of(source.members_, path));
    return source;
  }

  // The weight at a JSON pointer, with exactly this shape (0: any size in that place, written
  // back).
  Result<std::vector<float>> weight(const string& pointer, std::vector<size_t>& shape) const {
    simdjson::dom::element node;
    uint64_t number = 0;
    simdjson::dom::array sizes;
    if (model_.at_pointer(pointer).get(node) || node["array"].get(number) ||
        node["shape"].get(sizes))
      return fail("its model.json has no weight " + pointer);
    size_t i = 0, total = 1;
    for (const simdjson::dom::element size : sizes) {
      const uint64_t n = size.get_uint64().value_unsafe();
      if (i >= shape.size() || (shape[i] != 0 && shape[i] != n))
        return fail("the shape of " + pointer + " is not the known one");
      shape[i++] = n;
      total *= n;
    }
    const auto member = members_.find("arrays/" + std::to_string(number) + ".bin");
    if (i != shape.size() || member == members_.end() ||
        member->second.size() != total * sizeof(float))
      return fail("the array of " + pointer + " is missing or has another size");
    std::vector<float> values = array_of<float>(member->second);
    for (const float value : values)
      if (!std::isfinite(value))
        return fail("the array of " + pointer + " holds what is no number");
    return values;
  }
  Result<string> vocabulary(const string& name) const {
    const auto member = members_.find("vocabs/" + name + ".gz");
    if (member == members_.end()) return fail("it has no vocabulary " + name);
    return gunzip(member->second, path_);
  }
  // Id of the word vectors that the model was trained with.
  string embeddings() const {
    string_view id;
    return model_.at_pointer("/emb/word/id").get(id) ? string() : string(id);
  }
  const string& id() const { return id_; }
  Error fail(const string& why) const { return {Code::kDamaged, why, path_}; }

 private:
  string path_, id_;
  std::map<string, string> members_;
  std::unique_ptr<simdjson::dom::parser> parser_;
  simdjson::dom::element model_;
};

// weight(k, n) -> panels of kPanel columns.
template <class Weight>
void add_linear(PackWriter& pack, const string& name, size_t depth, size_t columns, Weight weight,
                const std::vector<float>& bias) {
  const size_t padded = (columns + kPanel - 1) / kPanel * kPanel;
  std::vector<float> panels(depth * padded, 0.0F), full(padded, 0.0F);
  for (size_t n = 0; n < columns; ++n) {
    if (!bias.empty()) full[n] = bias[n];
    for (size_t k = 0; k < depth; ++k)
      panels[(n / kPanel * depth + k) * kPanel + n % kPanel] = weight(k, n);
  }
  const std::vector<uint32_t> sizes = {static_cast<uint32_t>(depth),
                                       static_cast<uint32_t>(columns)};
  pack.add_array<uint32_t>(name + ".sizes", sizes);
  pack.add_array<float>(name + ".panels", panels);
  pack.add_array<float>(name + ".bias", full);
}

Result<void> add_dense(PackWriter& pack, const Source& source, const string& name,
                       const string& pointer, size_t columns) {
  std::vector<size_t> shape = {kHidden, columns};
  LT_ASSIGN(const auto weight, source.weight(pointer + "/weight", shape));
  std::vector<size_t> width = {shape[1]};
  LT_ASSIGN(const auto bias, source.weight(pointer + "/bias", width));
  add_linear(
      pack, name, kHidden, shape[1], [&](size_t k, size_t n) { return weight[k * shape[1] + n]; },
      bias);
  return {};
}

Result<void> add_encoder(PackWriter& pack, const Source& source, const string& model) {
  LT_ASSIGN(const string shapes, source.vocabulary("shape"));
  string expected;
  for (const string& name : shape_names()) expected += (expected.empty() ? "" : "\n") + name;
  if (shapes != expected) return source.fail("its shape vocabulary is not the known one");
  std::vector<size_t> shape = {shape_names().size(), kShapeDim};
  LT_ASSIGN(const auto embedding, source.weight("/emb/shape/weight", shape));
  pack.add_array<float>(model + ".shapes", embedding);
  size_t inputs = kInputDim;
  for (size_t l = 0; l < 3; ++l) {
    const string layer = "/encoder/layers/" + std::to_string(l),
                 name = model + ".conv" + std::to_string(l);
    std::vector<size_t> size = {0, inputs, 3};
    LT_ASSIGN(const auto weight, source.weight(layer + "/conv/weight", size));
    std::vector<size_t> width = {size[0]};
    LT_ASSIGN(const auto bias, source.weight(layer + "/conv/bias", width));
    LT_ASSIGN(const auto gain, source.weight(layer + "/norm/weight", width));
    LT_ASSIGN(const auto offset, source.weight(layer + "/norm/bias", width));
    LT_ASSIGN(const auto mean, source.weight(layer + "/norm/mean", width));
    LT_ASSIGN(const auto std_dev, source.weight(layer + "/norm/std", width));
    add_linear(
        pack, name, 3 * inputs, size[0],
        [&](size_t k, size_t n) { return weight[(n * inputs + k % inputs) * 3 + k / inputs]; },
        bias);
    std::vector<float> scale(size[0]), shift(size[0]), bounds(size[0]);
    if (!std::all_of(std_dev.begin(), std_dev.end(), [](float v) { return v > 0; }))
      return source.fail("the norm of " + layer + " has a deviation that is not positive");
    for (size_t n = 0; n < size[0]; ++n) {  // (y - mean) / std * gain + offset
      const double factor = double{gain[n]} / double{std_dev[n]};
      scale[n] = static_cast<float>(factor);
      shift[n] = static_cast<float>(double{offset[n]} - double{mean[n]} * factor);
      bounds[n] = std::max(std::fabs(offset[n]) + kDeviations * std::fabs(gain[n]), kLeastBound);
    }
    pack.add_array<float>(name + ".scale", scale);
    pack.add_array<float>(name + ".shift", shift);
    pack.add_array<float>(name + ".bounds", bounds);
    inputs = size[0];
  }
  return {};
}

struct Vocabulary {
  string id;    // of the word vectors
  string text;  // words joined by \n, <unk> and <pad> at the end
};

Result<Vocabulary> add_words(PackWriter& pack, const string& path) {
  LT_ASSIGN(auto members, read_tar(path));
  LT_ASSIGN(string embeddings, id_of(members, path));
  const auto fail = [&path](const string& why) { return Error{Code::kDamaged, why, path}; };
  const string& pq = members["pq.bin"];
  if (pq.size() < 16) return fail("its pq.bin is cut");
  const auto sizes = array_of<uint32_t>(string_view(pq).substr(0, 16));
  const size_t vectors = sizes[0], dim = sizes[1], quanta = sizes[2], centroids = sizes[3];
  if (dim != kWordDim || quanta == 0 || dim % quanta != 0 ||
      pq.size() != 16 + vectors * quanta + quanta * centroids * (dim / quanta) * sizeof(float))
    return fail("its pq.bin has another size");
  LT_ASSIGN(const string vocabulary, gunzip(members["vocab.bin"], path));
  if (vocabulary.size() < 4) return fail("its vocabulary is cut");
  const uint32_t count = array_of<uint32_t>(string_view(vocabulary).substr(0, 4))[0];
  if (count != vectors || vocabulary.size() < 4 + size_t{count} * 4)
    return fail("its vocabulary has another size");
  string text = vocabulary.substr(4 + size_t{count} * 4);
  const string full = text;
  constexpr string_view kSpecial = "\n<unk>\n<pad>";
  if (!text.ends_with(kSpecial)) return fail("its vocabulary does not end with <unk> and <pad>");
  text.resize(text.size() - kSpecial.size());

  string joined;
  std::vector<uint32_t> offsets = {0};
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    joined.append(text, at, end - at);
    offsets.push_back(static_cast<uint32_t>(joined.size()));
    at = end + 1;
  }
  if (offsets.size() != vectors - 1) return fail("its vocabulary has another number of words");
  std::vector<uint32_t> table(1U << 19);
  if (table.size() < 2 * offsets.size())
    return fail("its vocabulary is larger than this program expects");
  for (uint32_t id = 0; id + 1 < offsets.size(); ++id) {
    size_t slot = hash64(string_view(joined).substr(offsets[id], offsets[id + 1] - offsets[id])) &
                  (table.size() - 1);
    while (table[slot] != 0) slot = (slot + 1) & (table.size() - 1);
    table[slot] = id + 1;
  }
  // The most frequent words first; <unk>, which stands for numbers and punctuation, before them
  // all.
  const auto counts = array_of<uint32_t>(string_view(vocabulary).substr(4, size_t{count} * 4));
  const auto unknown = static_cast<uint32_t>(offsets.size() - 1);
  std::vector<uint32_t> frequent(unknown);
  std::iota(frequent.begin(), frequent.end(), 0U);
  std::stable_sort(frequent.begin(), frequent.end(),
                   [&](uint32_t a, uint32_t b) { return counts[a] > counts[b]; });
  frequent.insert(frequent.begin(), unknown);
  frequent.resize(std::min(frequent.size(), kFrequent));
  pack.add_array<uint32_t>("words.frequent", frequent);
  pack.add_array<uint32_t>("words.sizes", sizes);
  pack.add("words.text", joined);
  pack.add_array<uint32_t>("words.offsets", offsets);
  pack.add_array<uint32_t>("words.table", table);
  pack.add("words.indexes", pq.substr(16, vectors * quanta));
  pack.add("words.codes", pq.substr(16 + vectors * quanta));
  return Vocabulary{std::move(embeddings), full};
}

Result<void> encode(const std::map<string, string>& files, const string& out) {
  PackWriter pack;
  LT_ASSIGN(const Vocabulary words, add_words(pack, files.at("--navec")));
  string ids = words.id + "\n";
  std::map<string, Source> sources;
  for (const char* model : {"ner", "morph", "syntax"}) {
    LT_ASSIGN(Source source, Source::open(files.at(string("--") + model)));
    LT_ASSIGN(const string vocabulary, source.vocabulary("word"));
    if (source.embeddings() != words.id)
      return source.fail("it wants other word vectors than " + words.id);
    if (vocabulary != words.text) return source.fail("its words are not those of the embeddings");
    ids += source.id() + "\n";
    LT_TRY(add_encoder(pack, source, model));
    sources.emplace(model, std::move(source));
  }

  const Source &ner = sources.at("ner"), &morph = sources.at("morph"),
               &syntax = sources.at("syntax");
  LT_TRY(add_dense(pack, ner, "ner.out", "/head/proj", 0));
  std::vector<size_t> square = {0, 0};
  LT_ASSIGN(const auto transitions, ner.weight("/head/crf/transitions", square));
  pack.add_array<float>("ner.transitions", transitions);
  LT_ASSIGN(string ner_tags, ner.vocabulary("tag"));
  pack.add("ner.tags", std::move(ner_tags));

  LT_TRY(add_dense(pack, morph, "morph.out", "/head/proj", 0));
  LT_ASSIGN(string morph_tags, morph.vocabulary("tag"));
  pack.add("morph.tags", std::move(morph_tags));

  constexpr size_t kFeed = 32;
  LT_ASSIGN(string relations, syntax.vocabulary("rel"));
  const size_t count =
      static_cast<size_t>(std::count(relations.begin(), relations.end(), '\n')) + 1;
  pack.add("syntax.relations", std::move(relations));
  for (const string part : {"head", "rel"}) {
    for (const string side : {"head", "tail"})
      LT_TRY(add_dense(pack, syntax, "syntax." + part + "." + side,
                       "/" + part + "/" + side + "/proj", kFeed));
    std::vector<size_t> root_size = {kHidden},
                        kernel_size = {kFeed, part == "head" ? kFeed : kFeed * count};
    LT_ASSIGN(const auto root, syntax.weight("/" + part + "/root", root_size));
    pack.add_array<float>("syntax." + part + ".root", root);
    LT_ASSIGN(const auto kernel, syntax.weight("/" + part + "/kernel", kernel_size));
    const size_t columns = kernel_size[1];
    // Relations: column r * kFeed + k becomes k * count + r, so that scores of all relations lie
    // side by side.
    add_linear(pack, "syntax." + part + ".kernel", kFeed, columns,
               [&](size_t k, size_t n) {
                 const size_t column = part == "head" ? n : n % count * kFeed + n / count;
                 return kernel[k * columns + column];
               },
               {});
  }
  pack.add("ids", std::move(ids));
  return pack.write(out, kPackKind, kPackVersion);
}

}  // namespace
}  // namespace letopis::nn

int main(int argc, char** argv) {
  std::map<std::string, std::string> files;
  for (int i = 1; i + 1 < argc; i += 2) files[argv[i]] = argv[i + 1];
  for (const char* name : {"--navec", "--ner", "--morph", "--syntax", "--out"})
    if (!files.contains(name)) {
      std::fprintf(
          stderr,
          "usage: encode_models --navec F --ner F --morph F --syntax F --out F (%s is missing)\n",
          name);
      return 2;
    }
  if (const auto done = letopis::nn::encode(files, files["--out"]); !done) {
    std::fprintf(stderr, "encode_models: %s\n", to_string(done.error()).c_str());
    return 2;
  }
  return 0;
}
