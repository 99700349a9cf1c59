// Speed of the language organ as `parse` uses it, by stages, on the texts of a folder, and of
// opening it:
//   LETOPIS_BENCH_TEXTS=folder LETOPIS_PACKS=build/packs extract_bench
#include <benchmark/benchmark.h>

#include "base/bench_texts.h"
#include "base/test_packs.h"
#include "extract/language.h"
#include "morph/lexicon.h"

namespace letopis::extract {
namespace {

Result<Language> open() {
  const std::string pack = test_pack("natasha.pack");
  if (pack.empty()) return Error{Code::kNotFound, "no natasha.pack; run ./dev setup", ""};
  LT_ASSIGN(const DataFiles files, DataFiles::from_folder("data"));
  return Language::open(files, std::filesystem::path(pack).parent_path().string(), {});
}

void BM_Open(benchmark::State& state) {
  for (auto _ : state) {
    const auto language = open();
    if (!language) return state.SkipWithError(to_string(language.error()).c_str());
  }
}
BENCHMARK(BM_Open)->Unit(benchmark::kMillisecond);

// Slabs of 32 articles; the counters of each stage are its own rate.
void BM_Read(benchmark::State& state) {
  const auto language = open();
  if (!language) return state.SkipWithError(to_string(language.error()).c_str());
  const std::vector<std::string> texts = bench_texts(400);
  if (texts.empty()) return state.SkipWithError(kNoBenchTexts);
  std::vector<Article> articles(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) articles[i].text = texts[i];
  Scratch scratch;
  constexpr size_t kSlab = 32;
  for (auto _ : state)
    for (size_t at = 0; at < articles.size(); at += kSlab)
      benchmark::DoNotOptimize(language->read(
          std::span(articles).subspan(at, std::min(kSlab, articles.size() - at)), scratch));
  const double read = static_cast<double>(texts.size()) * static_cast<double>(state.iterations());
  state.counters["articles"] = {read, benchmark::Counter::kIsRate};
  for (const Stage stage : {Stage::kText, Stage::kModels, Stage::kLemmas})
    state.counters[std::string(stage_name(stage))] =
        read / std::chrono::duration<double>(scratch.spent[static_cast<size_t>(stage)]).count();
}
BENCHMARK(BM_Read)->Unit(benchmark::kMillisecond)->MinTime(2);

// Lemmas alone: documents as the models left them.
void BM_Lemmas(benchmark::State& state) {
  const auto language = open();
  if (!language) return state.SkipWithError(to_string(language.error()).c_str());
  const std::vector<std::string> texts = bench_texts(100);
  if (texts.empty()) return state.SkipWithError(kNoBenchTexts);
  std::vector<Article> articles(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) articles[i].text = texts[i];
  Scratch scratch;
  std::vector<Document> documents = language->read(articles, scratch);
  size_t tokens = 0;
  for (const Document& doc : documents) tokens += doc.size();
  for (auto _ : state)
    for (Document& doc : documents) {
      doc.pool = StringPool();
      language->lexicon().lemmatize(doc);
    }
  const auto rounds = static_cast<double>(state.iterations());
  const auto rate = benchmark::Counter::kIsRate;
  state.counters["articles"] = {static_cast<double>(texts.size()) * rounds, rate};
  state.counters["tokens"] = {static_cast<double>(tokens) * rounds, rate};
}
BENCHMARK(BM_Lemmas)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace letopis::extract
