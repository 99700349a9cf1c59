// Speed of the neural taggers, on the texts of a folder:
//   LETOPIS_BENCH_TEXTS=folder LETOPIS_PACKS=build/packs nn_bench
// Reports articles/s and tokens/s of one core. Tokens and sentences are cut simply here: what they
// are matters little to the time that they take.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "base/test_packs.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "nn/models.h"

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
    const char* folder = std::getenv("LETOPIS_BENCH_TEXTS");
    if (folder == nullptr) return made;
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (entry.path().extension() == ".txt") paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    paths.resize(std::min(paths.size(), kArticles));
    made.articles.resize(paths.size());
    for (size_t i = 0; i < paths.size(); ++i) {
      if (auto text = read_file(paths[i])) made.articles[i].text = utf8::repair(*text);
      made.docs.push_back(cut(made.articles[i]));
      made.tokens += made.docs.back().size();
    }
    return made;
  }();
  return loaded;
}

void clear(std::span<Document> docs) {
  for (Document& doc : docs) {
    doc.morphs.clear();
    doc.arcs.clear();
    doc.names.clear();
  }
}

void tag(benchmark::State& state, const ModelOptions& options) {
  const std::string path = test_pack("natasha.pack");
  if (path.empty()) return state.SkipWithError("no natasha.pack; run ./dev setup");
  if (corpus().docs.empty())
    return state.SkipWithError("LETOPIS_BENCH_TEXTS names no folder with .txt files");
  const auto models = Models::open(path, options);
  if (!models) return state.SkipWithError(to_string(models.error()).c_str());
  Scratch scratch;
  std::vector<Document> docs;
  for (const Article& article : corpus().articles) docs.push_back(cut(article));
  const auto slab = static_cast<size_t>(state.range(0));
  for (auto _ : state) {
    clear(docs);
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

void BM_TagPortable(benchmark::State& state) { tag(state, {.kernels = Kernels::kPortable}); }
BENCHMARK(BM_TagPortable)->Arg(32)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace letopis::nn
