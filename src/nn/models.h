// The neural taggers of the language organ: morphology and syntax of each sentence, names of each
// article, by the compact models packed in natasha.pack (tools/encode_models). One model object
// serves all workers; each worker brings a Scratch.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/pack.h"
#include "base/result.h"
#include "doc/document.h"
#include "nn/encoder.h"
#include "nn/kernels.h"
#include "nn/tag_guide.h"

namespace letopis::nn {

struct ModelOptions {
  Kernels kernels = Kernels::kAuto;
  Precision precision = Precision::kFixed;
  bool tree = true;  // one tree per sentence; false: each token's best head, as the reference does
  bool fold_yo = true;  // look unknown words up again with U+0451 written as U+0435
  // Words, the most frequent first, whose first-layer products are kept once they have occurred,
  // for all workers, in fixed point: 4.8 KB each.
  size_t common_words = 16384;
};

// Working memory of one worker; grows to what its largest slab needs and is reused. Not
// thread-safe.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;

 private:
  friend class Models;
  struct State;
  std::unique_ptr<State> state_;
};

// Immutable and thread-safe; copies share one network.
class Models {
 public:
  // Errors: those of Pack::open; kDamaged where sections do not fit together or hold numbers that
  // are not finite; kBadInput where this processor lacks the kernels asked for.
  static Result<Models> open(const std::string& pack_path, const ModelOptions& options = {});
  static Result<Models> open(Pack pack, const ModelOptions& options = {});

  // Fills morphs, arcs and names of each document from its tokens and sentences. Single-threaded.
  // What a document gets never depends, to the last bit of the scores, on the other documents of
  // the slab. A token outside all sentences gets an empty Morph and Arc. The guide, if any, knows
  // the documents by their place in `docs`.
  void tag(std::span<Document> docs, Scratch& scratch, const TagGuide* guide = nullptr) const;
  // All tags of a token, each once; the first says nothing.
  std::span<const Morph> tags() const;

  const std::string& version() const;  // checksum of the pack
  const char* kernel_name() const;     // the set in use: "avx2"

  // For tests of conformance: the numbers behind one sentence, as the reference computes them.
  struct Trace {
    std::vector<uint32_t> words, shapes;
    std::vector<float> ner_hidden, emissions, morph_hidden, syntax_hidden, head_scores;
    std::vector<uint32_t> ner_tags, morph_tags;
    std::vector<Arc> arcs;
  };
  Trace trace(const Document& sentence) const;

 private:
  struct Net;
  explicit Models(std::shared_ptr<const Net> net) : net_(std::move(net)) {}
  std::shared_ptr<const Net> net_;
};

}  // namespace letopis::nn
