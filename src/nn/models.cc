#include "nn/models.h"

#include <algorithm>

#include "nn/encoder.h"
#include "nn/morph_tagger.h"
#include "nn/ner.h"
#include "nn/pack_reader.h"
#include "nn/parser.h"
#include "nn/slab.h"

namespace letopis::nn {
namespace {

// Tokens worked on together: enough that common words repeat, few enough that their products stay
// in the cache.
constexpr size_t kSlabTokens = 8192;
// Rows convolved together: their three layers stay in the second-level cache.
constexpr uint32_t kChunkRows = 160;

Error no_kernels(Kernels kernels) {
  const char* name = kernels == Kernels::kAvx512 ? "AVX-512" : "AVX2 with FMA";
  return {Code::kBadInput,
          std::string("this processor or build lacks ") + name + "; choose the automatic kernels",
          ""};
}

// A sentence of a document of the slab.
struct Place {
  uint32_t doc;
  Sentence sentence;
};

// Tokens of a sequence that are convolved at once: memory does not grow with a long one beyond its
// states.
constexpr uint32_t kLongestRun = 4096;

// Encodes sequences 0 … count-1 in chunks of whole sequences, a long one in pieces, and calls
// use(index, begin, states, size) with the states of its tokens [begin, begin + size), in order.
// `place(i)` gives the first token and the size of a sequence.
template <class Place, class Use>
void each_piece(const Encoder& encoder, const Slab& slab, size_t count, Rows& rows,
                EncoderScratch& scratch, Place place, Use use) {
  encoder.prepare(slab, scratch);
  for (size_t i = 0; i < count;) {
    if (const auto [first, size] = place(i); size > kLongestRun) {
      for (uint32_t at = 0; at < size; at += kLongestRun) {
        const uint32_t end = std::min(size, at + kLongestRun);
        const uint32_t from = at - std::min(at, Encoder::kReach);
        rows.clear();
        rows.add(first + from, std::min(size, end + Encoder::kReach) - from);
        encoder.run(slab, rows, scratch);
        use(i, at, scratch.states.data() + (rows.sequences[0].row + at - from) * kHidden, end - at);
      }
      ++i;
      continue;
    }
    rows.clear();
    size_t end = i;
    for (; end < count && (end == i || rows.rows < kChunkRows); ++end) {
      const auto [begin, tokens] = place(end);
      if (tokens > kLongestRun) break;
      rows.add(begin, tokens);
    }
    encoder.run(slab, rows, scratch);
    for (const Sequence& sequence : rows.sequences)
      use(i++, 0U, scratch.states.data() + sequence.row * kHidden, sequence.size);
  }
}

}  // namespace

struct Scratch::State {
  std::shared_ptr<const void> net;  // keeps alive the word list that `slab` refers to
  Slab slab;
  Rows rows;
  std::vector<Place> sentences;
  EncoderScratch encoder;
  Buffer joined;  // states of a long sentence
  NerScratch ner;
  MorphScratch morph;
  ParserScratch parser;
};

struct Models::Net {
  Pack pack;
  const KernelTable* kernels;
  ModelOptions options;
  Words words;
  std::span<const uint32_t> common;
  std::unique_ptr<const Encoder> ner_encoder, morph_encoder, syntax_encoder;
  NerHead ner;
  MorphHead morph;
  ParserHead parser;

  // `before`: documents of the guide that come before these.
  void tag(std::span<Document> docs, const TagGuide* guide, size_t before,
           Scratch::State& state) const;
};

Scratch::Scratch() : state_(std::make_unique<State>()) {}
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

Result<Models> Models::open(const std::string& pack_path, const ModelOptions& options) {
  LT_ASSIGN(Pack pack, Pack::open(pack_path, kPackKind, kPackVersion));
  return open(std::move(pack), options);
}

Result<Models> Models::open(Pack pack, const ModelOptions& options) {
  const KernelTable* const kernels = kernel_table(options.kernels);
  if (kernels == nullptr) return no_kernels(options.kernels);
  LT_ASSIGN(Words words, Words::open(pack));
  const size_t kept = options.precision == Precision::kFloat ? 0 : options.common_words;
  const auto common = words.frequent().first(std::min(kept, words.frequent().size()));
  const auto encoder = [&](const char* model) {
    return Encoder::open(pack, model, words, common, *kernels, options.precision);
  };
  LT_ASSIGN(auto ner_encoder, encoder("ner"));
  LT_ASSIGN(auto morph_encoder, encoder("morph"));
  LT_ASSIGN(auto syntax_encoder, encoder("syntax"));
  LT_ASSIGN(NerHead ner, NerHead::open(pack, *kernels, options.precision));
  LT_ASSIGN(MorphHead morph, MorphHead::open(pack, *kernels, options.precision));
  LT_ASSIGN(ParserHead parser, ParserHead::open(pack, *kernels, options.precision));
  return Models(std::make_shared<const Net>(Net{std::move(pack), kernels, options, words, common,
                                                std::move(ner_encoder), std::move(morph_encoder),
                                                std::move(syntax_encoder), std::move(ner),
                                                std::move(morph), std::move(parser)}));
}

const std::string& Models::version() const { return net_->pack.checksum(); }
const char* Models::kernel_name() const { return net_->kernels->name; }

void Models::Net::tag(std::span<Document> docs, const TagGuide* guide, size_t before,
                      Scratch::State& state) const {
  const Slab& slab = state.slab;
  state.slab.fill(docs, words, common, options.fold_yo);
  state.sentences.clear();
  for (uint32_t i = 0; i < docs.size(); ++i) {
    docs[i].morphs.assign(docs[i].size(), Morph{});
    docs[i].arcs.assign(docs[i].size(), Arc{});
    docs[i].names.clear();
    for (const Sentence& sentence : docs[i].sentences)
      if (sentence.begin < sentence.end) state.sentences.push_back({i, sentence});
  }
  const auto article = [&](size_t i) {
    return std::pair(slab.first[i], slab.first[i + 1] - slab.first[i]);
  };
  const auto sentence = [&](size_t i) {
    const Place& place = state.sentences[i];
    return std::pair(slab.first[place.doc] + place.sentence.begin,
                     place.sentence.end - place.sentence.begin);
  };

  each_piece(*ner_encoder, slab, docs.size(), state.rows, state.encoder, article,
             [&](size_t i, uint32_t begin, const float* states, uint32_t size) {
               const uint32_t whole = docs[i].size();
               ner.read(states, begin, size, state.ner);
               if (begin + size < whole) return;
               ner.tag(whole, state.ner);
               ner.names(state.ner.tags, docs[i].names);
             });
  each_piece(*morph_encoder, slab, state.sentences.size(), state.rows, state.encoder, sentence,
             [&](size_t i, uint32_t begin, const float* states, uint32_t size) {
               const auto& [doc, place] = state.sentences[i];
               const uint32_t first = place.begin + begin;
               if (guide == nullptr)
                 morph.tag(states, size, state.morph);
               else
                 morph.tag(states, size, *guide, before + doc, first, state.morph);
               Morph* out = docs[doc].morphs.data() + first;
               for (const uint16_t tag : state.morph.tags) *out++ = morph.morphs()[tag];
             });
  each_piece(*syntax_encoder, slab, state.sentences.size(), state.rows, state.encoder, sentence,
             [&](size_t i, uint32_t begin, const float* states, uint32_t size) {
               const Sentence& place = state.sentences[i].sentence;
               const uint32_t whole = place.end - place.begin;
               if (size < whole) {
                 float* joined = state.joined.need(size_t{whole} * kHidden);
                 std::copy_n(states, size_t{size} * kHidden, joined + size_t{begin} * kHidden);
                 states = joined;
               }
               if (begin + size < whole) return;
               parser.parse(
                   states, place.begin, options.tree ? Decode::kTree : Decode::kArgMax,
                   std::span(docs[state.sentences[i].doc].arcs).subspan(place.begin, whole),
                   state.parser);
             });
}

std::span<const Morph> Models::tags() const { return net_->morph.morphs(); }

void Models::tag(std::span<Document> docs, Scratch& scratch, const TagGuide* guide) const {
  Scratch::State& state = *scratch.state_;
  if (state.net != net_) {
    state = Scratch::State();
    state.net = net_;
  }
  for (size_t before = 0; !docs.empty();) {
    size_t count = 0, tokens = 0;
    while (count < docs.size() && (count == 0 || tokens + docs[count].tokens.size() <= kSlabTokens))
      tokens += docs[count++].tokens.size();
    net_->tag(docs.first(count), guide, before, state);
    before += count;
    docs = docs.subspan(count);
  }
}

Models::Trace Models::trace(const Document& sentence) const {
  const Net& net = *net_;
  Trace trace;
  const uint32_t count = sentence.size();
  Scratch::State state;
  state.slab.fill({&sentence, 1}, net.words, net.common, net.options.fold_yo);
  std::string lower;
  for (uint32_t token = 0; token < count; ++token)
    trace.words.push_back(net.words.find(sentence.surface(token), net.options.fold_yo, lower));
  trace.shapes = state.slab.shapes;
  const auto encode = [&](const Encoder& encoder, std::vector<float>& hidden) {
    each_piece(
        encoder, state.slab, 1, state.rows, state.encoder,
        [&](size_t) { return std::pair(0U, count); },
        [&](size_t, uint32_t, const float* states, uint32_t size) {
          hidden.insert(hidden.end(), states, states + size * kHidden);
        });
  };
  encode(*net.ner_encoder, trace.ner_hidden);
  net.ner.read(trace.ner_hidden.data(), 0, count, state.ner);
  net.ner.tag(count, state.ner);
  trace.ner_tags.assign(state.ner.tags.begin(), state.ner.tags.end());
  for (uint32_t token = 0; token < count; ++token) {
    const float* scores = state.ner.scores.data() + token * net.ner.score_step();
    trace.emissions.insert(trace.emissions.end(), scores, scores + net.ner.tags());
  }
  encode(*net.morph_encoder, trace.morph_hidden);
  net.morph.tag(trace.morph_hidden.data(), count, state.morph);
  trace.morph_tags.assign(state.morph.tags.begin(), state.morph.tags.end());
  encode(*net.syntax_encoder, trace.syntax_hidden);
  trace.arcs.resize(count);
  net.parser.parse(trace.syntax_hidden.data(), 0,
                   net.options.tree ? Decode::kTree : Decode::kArgMax, trace.arcs, state.parser);
  for (uint32_t token = 0; token < count; ++token) {
    const float* scores = state.parser.scores.data() + token * ParserHead::score_step(count);
    trace.head_scores.insert(trace.head_scores.end(), scores, scores + count + 1);
  }
  return trace;
}

}  // namespace letopis::nn
