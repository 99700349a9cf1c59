// The three slovnet models over one pack: morphology, syntax and names of whole slabs of documents.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "doc/document.h"
#include "nn/kernels.h"
#include "nn/network.h"

namespace letopis::nn {

struct ModelOptions {
  Kernels kernels = Kernels::kAuto;
  bool tree = true;     // one tree per sentence; false: each token's best head, as the reference does
  bool fold_yo = true;  // look unknown words up again with U+0451 written as U+0435
};

// Working memory of one worker. Reused from slab to slab; grows to the largest chunk, not with the corpus.
struct Scratch {
  Buffers buffers;
  std::vector<float> hidden, scores, governors, dependents, arcs, product;
  std::vector<Input> inputs;
  std::vector<uint32_t> lengths;
};

// Immutable and thread-safe.
class Models {
 public:
  static Result<Models> open(const std::string& pack_path, const ModelOptions& options = {});
  static Result<Models> open(Pack pack, const ModelOptions& options = {});

  // Fills morphs, arcs and names of each document from its tokens and sentences. A document's result depends on nothing
  // but itself, to the last bit. Sentences longer than kLongest tokens are parsed in parts.
  void tag(std::span<Document> documents, Scratch& scratch) const;

  static constexpr uint32_t kLongest = 256;
  const std::string& version() const { return version_; }  // checksum of the pack
  const char* kernel_name() const { return name_of(gemm_); }

  // For tests of conformance: the numbers behind one sequence of tokens, as the reference computes them.
  struct Trace {
    std::vector<Input> inputs;
    std::vector<float> ner_hidden, emissions, morph_hidden, syntax_hidden, head_scores;
    std::vector<uint32_t> ner_tags, morph_tags, heads, relations;
  };
  Trace trace(std::span<const std::string> tokens, Scratch& scratch) const;

 private:
  Input input_of(std::string_view token) const;
  void encode(const Encoder& encoder, std::span<const Input> tokens, std::span<const uint32_t> lengths, Scratch& scratch,
              std::vector<float>& out) const;
  // Tag per token of one sequence.
  std::vector<uint8_t> names_of(const float* hidden, uint32_t n, Scratch& scratch, std::vector<float>* emissions) const;
  void parse(const float* hidden, uint32_t n, Scratch& scratch, std::vector<uint32_t>& heads,
             std::vector<uint32_t>& relations, std::vector<float>* scores) const;
  void tag_names(Document& doc, std::span<const Input> inputs, Scratch& scratch) const;
  void tag_sentences(Document& doc, std::span<const Input> inputs, Scratch& scratch) const;

  std::shared_ptr<const Pack> pack_;
  std::string version_;
  Gemm gemm_ = nullptr;
  bool tree_ = true, fold_yo_ = true;
  Words words_;
  Encoder ner_, morph_, syntax_;
  Linear ner_out_, morph_out_, head_dependent_, head_governor_, head_kernel_, relation_dependent_, relation_governor_,
      relation_kernel_;
  std::span<const float> transitions_, head_root_, relation_root_;
  std::vector<std::string> ner_tags_;
  std::vector<Morph> morph_tags_;
  std::vector<Relation> relations_;
};

}  // namespace letopis::nn
