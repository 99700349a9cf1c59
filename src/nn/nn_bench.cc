// Speed of the neural taggers, on the texts of a folder:
//   LETOPIS_BENCH_TEXTS=folder LETOPIS_PACKS=build/packs nn_bench
// Reports articles/s and tokens/s of one core. Tokens and sentences are cut simply here: what they
// are matters little to the time that they take.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>

#include "base/bench_texts.h"
#include "base/test_packs.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "nn/encoder.h"
#include "nn/fixed.h"
#include "nn/models.h"
#include "nn/morph_tagger.h"
#include "nn/ner.h"
#include "nn/pack_reader.h"
#include "nn/parser.h"

namespace letopis::nn {
namespace {

constexpr size_t kArticles = 400;

// Runs of letters and digits, other characters alone; a sentence ends at a full stop before a space
// and at a line break.
Document cut(const Article& article) {
  Document doc;
  doc.article = &article;
  const std::string_view text = article.text;
  uint32_t sentence = 0;
  const auto close = [&] {
    if (doc.size() > sentence) doc.sentences.push_back({sentence, doc.size()});
    sentence = doc.size();
  };
  bool joins = false;
  for (size_t at = 0; at < text.size();) {
    const auto begin = static_cast<uint32_t>(at);
    const char32_t c = utf8::next(text, at);
    const auto end = static_cast<uint32_t>(at);
    const bool word = unicode::is_letter(c) || unicode::is_digit(c);
    if (c == '\n' || (c == ' ' && doc.size() > 0 && doc.surface(doc.size() - 1) == ".")) close();
    if (!unicode::is_space(c)) {
      if (word && joins)
        doc.tokens.back().span.end = end;
      else
        doc.tokens.push_back({{begin, end}, word ? TokenKind::kCyrillic : TokenKind::kPunct});
    }
    joins = word;
  }
  close();
  return doc;
}

struct Corpus {
  std::vector<Article> articles;
  std::vector<Document> docs;
  size_t tokens = 0;
};

// Empty where there is no folder of texts.
const Corpus& corpus() {
  static const Corpus loaded = [] {
    Corpus made;
    const std::vector<std::string> texts = bench_texts(kArticles);
    made.articles.resize(texts.size());
    for (size_t i = 0; i < texts.size(); ++i) {
      made.articles[i].text = texts[i];
      made.docs.push_back(cut(made.articles[i]));
      made.tokens += made.docs.back().size();
    }
    return made;
  }();
  return loaded;
}

void tag(benchmark::State& state, const ModelOptions& options) {
  const std::string path = test_pack("natasha.pack");
  if (path.empty()) return state.SkipWithError("no natasha.pack; run ./dev setup");
  if (corpus().docs.empty()) return state.SkipWithError(kNoBenchTexts);
  const auto models = Models::open(path, options);
  if (!models) return state.SkipWithError(to_string(models.error()).c_str());
  Scratch scratch;
  std::vector<Document> docs;
  for (const Article& article : corpus().articles) docs.push_back(cut(article));
  const auto slab = static_cast<size_t>(state.range(0));
  for (auto _ : state) {
    for (size_t begin = 0; begin < docs.size(); begin += slab)
      models->tag(std::span(docs).subspan(begin, std::min(slab, docs.size() - begin)), scratch);
  }
  const auto rounds = static_cast<double>(state.iterations());
  const auto rate = benchmark::Counter::kIsRate;
  state.counters["articles"] = {static_cast<double>(docs.size()) * rounds, rate};
  state.counters["tokens"] = {static_cast<double>(corpus().tokens) * rounds, rate};
  state.counters["per_article"] =
      static_cast<double>(corpus().tokens) / static_cast<double>(docs.size());
}

void BM_Tag(benchmark::State& state) { tag(state, {}); }
BENCHMARK(BM_Tag)->Arg(1)->Arg(32)->Unit(benchmark::kMillisecond)->MinTime(2);

void BM_TagFloat(benchmark::State& state) { tag(state, {.precision = Precision::kFloat}); }
BENCHMARK(BM_TagFloat)->Arg(32)->Unit(benchmark::kMillisecond)->MinTime(2);

void BM_TagPortable(benchmark::State& state) { tag(state, {.kernels = Kernels::kPortable}); }
BENCHMARK(BM_TagPortable)->Arg(32)->Unit(benchmark::kMillisecond)->Iterations(1);

void BM_Open(benchmark::State& state) {
  const std::string path = test_pack("natasha.pack");
  const auto precision = state.range(0) != 0 ? Precision::kFloat : Precision::kFixed;
  for (auto _ : state) {
    const auto models = Models::open(path, {.precision = precision});
    if (!models) return state.SkipWithError(to_string(models.error()).c_str());
  }
}
BENCHMARK(BM_Open)->ArgName("float")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

// One stage after another over the first 4096 tokens, in sentences; `tokens` is the rate of that
// stage alone.
struct Stage {
  Pack pack;
  const KernelTable& kernels;
  Words words;
  std::span<const uint32_t> common;
  std::unique_ptr<const Encoder> encoder;
  NerHead ner;
  MorphHead morph;
  ParserHead parser;
  std::vector<Document> docs;
  Slab slab;
  Rows rows;
  EncoderScratch scratch;

  static Result<Stage> open(Precision precision) {
    LT_ASSIGN(Pack pack, Pack::open(test_pack("natasha.pack"), kPackKind, kPackVersion));
    const KernelTable& kernels = *kernel_table(Kernels::kAuto);
    LT_ASSIGN(Words words, Words::open(pack));
    const auto common =
        words.frequent().first(precision == Precision::kFloat ? 0 : ModelOptions{}.common_words);
    LT_ASSIGN(auto encoder, Encoder::open(pack, "syntax", words, common, kernels, precision));
    LT_ASSIGN(NerHead ner, NerHead::open(pack, kernels, precision));
    LT_ASSIGN(MorphHead morph, MorphHead::open(pack, kernels, precision));
    LT_ASSIGN(ParserHead parser, ParserHead::open(pack, kernels, precision));
    Stage stage{std::move(pack),
                kernels,
                words,
                common,
                std::move(encoder),
                std::move(ner),
                std::move(morph),
                std::move(parser),
                {},
                {},
                {},
                {}};
    uint32_t tokens = 0;
    for (const Document& doc : corpus().docs) {
      if (tokens + doc.size() > 4096) break;
      stage.docs.push_back(cut(*doc.article));
      for (const Sentence& sentence : doc.sentences)
        stage.rows.add(tokens + sentence.begin, sentence.end - sentence.begin);
      tokens += doc.size();
    }
    stage.slab.fill(stage.docs, stage.words, stage.common, true);
    stage.encoder->prepare(stage.slab, stage.scratch);
    stage.encoder->run(stage.slab, stage.rows, stage.scratch);
    return stage;
  }
};

template <class Work>
void stage(benchmark::State& state, Work work) {
  if (corpus().docs.empty()) return state.SkipWithError(kNoBenchTexts);
  auto opened = Stage::open(state.range(0) != 0 ? Precision::kFloat : Precision::kFixed);
  if (!opened) return state.SkipWithError(to_string(opened.error()).c_str());
  for (auto _ : state) work(*opened);
  state.counters["tokens"] = {
      static_cast<double>(opened->slab.slots.size()) * static_cast<double>(state.iterations()),
      benchmark::Counter::kIsRate};
  state.counters["own_words"] = static_cast<double>(opened->slab.words.size());
}

void BM_Lookup(benchmark::State& state) {
  stage(state, [](Stage& s) { s.slab.fill(s.docs, s.words, s.common, true); });
}
BENCHMARK(BM_Lookup)->ArgName("float")->Arg(0)->Arg(1);
void BM_WordProducts(benchmark::State& state) {
  stage(state, [](Stage& s) { s.encoder->prepare(s.slab, s.scratch); });
}
BENCHMARK(BM_WordProducts)->ArgName("float")->Arg(0)->Arg(1);
void BM_Encoder(benchmark::State& state) {
  stage(state, [](Stage& s) { s.encoder->run(s.slab, s.rows, s.scratch); });
}
BENCHMARK(BM_Encoder)->ArgName("float")->Arg(0)->Arg(1);
template <class Use>
void each_sentence(Stage& s, Use use) {
  for (const Sequence& sequence : s.rows.sequences)
    use(s.scratch.states.data() + sequence.row * kHidden, sequence.size);
}
void BM_NerHead(benchmark::State& state) {
  NerScratch scratch;
  stage(state, [&](Stage& s) {
    each_sentence(s, [&](const float* states, size_t count) {
      s.ner.read(states, 0, count, scratch);
      s.ner.tag(count, scratch);
    });
  });
}
BENCHMARK(BM_NerHead)->ArgName("float")->Arg(0)->Arg(1);
void BM_MorphHead(benchmark::State& state) {
  MorphScratch scratch;
  stage(state, [&](Stage& s) {
    each_sentence(s,
                  [&](const float* states, size_t count) { s.morph.tag(states, count, scratch); });
  });
}
BENCHMARK(BM_MorphHead)->ArgName("float")->Arg(0)->Arg(1);
void BM_ParserHead(benchmark::State& state) {
  ParserScratch scratch;
  std::vector<Arc> arcs;
  stage(state, [&](Stage& s) {
    each_sentence(s, [&](const float* states, size_t count) {
      arcs.resize(count);
      s.parser.parse(states, 0, Decode::kTree, arcs, scratch);
    });
  });
}
BENCHMARK(BM_ParserHead)->ArgName("float")->Arg(0)->Arg(1);

// Bare products in the shapes of the second layer, of the morphology head and of the word products;
// `macs` are multiply-adds.
void product(benchmark::State& state, bool fixed) {
  const auto depth = static_cast<size_t>(state.range(0)),
             columns = static_cast<size_t>(state.range(1));
  constexpr size_t kRows = 160;
  const std::vector<float> weight(depth * columns, 0.5F), bias(columns, 0.1F),
      a((kRows + 3) * depth, 0.25F);
  std::vector<float> c(kRows * columns);
  Linear linear(weight, bias);
  if (fixed) linear.fix();
  const KernelTable& kernels = *kernel_table(Kernels::kAuto);
  for (auto _ : state) {
    linear.run(kernels, a.data(), depth, kRows, Finish::kRelu, c.data(), columns);
    benchmark::DoNotOptimize(c.data());
  }
  state.counters["macs"] = {
      static_cast<double>(kRows * depth * columns) * static_cast<double>(state.iterations()),
      benchmark::Counter::kIsRate};
}
void BM_ProductFloat(benchmark::State& state) { product(state, false); }
BENCHMARK(BM_ProductFloat)->Args({384, 128})->Args({64, 768})->Args({300, 768})->Args({32, 1536});
void BM_ProductFixed(benchmark::State& state) { product(state, true); }
BENCHMARK(BM_ProductFixed)->Args({384, 128})->Args({64, 768})->Args({300, 768})->Args({32, 1536});

// The second layer's convolution; `macs` are those of the plain one, of which it saves a third.
void BM_Convolution(benchmark::State& state) {
  constexpr size_t kInputs = 256, kColumns = 128, kRows = 160;
  const std::vector<float> weight(3 * kInputs * kColumns, 0.5F), ones(kColumns, 1.0F),
      bounds(kInputs, 1.0F);
  const FixedConvolution1d convolution(Linear(weight, ones), ones, ones, bounds, ones);
  const std::vector<int16_t> in((kRows + 3) * kInputs, 100);
  std::vector<int16_t> out(kRows * kColumns);
  Block<int16_t> scratch;
  for (auto _ : state) {
    convolution.run(*kernel_table(Kernels::kAuto), in.data(), kRows, out.data(), scratch);
    benchmark::DoNotOptimize(out.data());
  }
  state.counters["macs"] = {
      static_cast<double>(kRows * 3 * kInputs * kColumns) * static_cast<double>(state.iterations()),
      benchmark::Counter::kIsRate};
}
BENCHMARK(BM_Convolution);

}  // namespace
}  // namespace letopis::nn
