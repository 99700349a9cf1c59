// Speed of what happens to a text before the models, stage by stage, on the texts of a folder:
//   LETOPIS_BENCH_TEXTS=folder text_bench
#include <benchmark/benchmark.h>

#include "base/bench_texts.h"
#include "doc/article.h"
#include "text/cleaner.h"
#include "text/languages.h"
#include "text/segmenter.h"

namespace letopis::text {
namespace {

struct Organs {
  Cleaner cleaner;
  Languages languages;
  Segmenter segmenter;

  static Result<Organs> load() {
    LT_ASSIGN(const DataFiles files, DataFiles::from_folder("data"));
    LT_ASSIGN(Cleaner cleaner, Cleaner::load(files));
    LT_ASSIGN(Languages languages, Languages::load(files));
    LT_ASSIGN(Segmenter segmenter, Segmenter::load(files));
    return Organs{std::move(cleaner), std::move(languages), std::move(segmenter)};
  }
};

// `work` of one text after another; each gets what the stages before it make of the text.
template <class Prepare, class Work>
void each_text(benchmark::State& state, Prepare prepare, Work work) {
  const auto organs = Organs::load();
  if (!organs) return state.SkipWithError(to_string(organs.error()).c_str());
  const std::vector<std::string> texts = bench_texts(400);
  if (texts.empty()) return state.SkipWithError(kNoBenchTexts);
  std::vector<Article> articles(texts.size());
  std::vector<Document> prepared(texts.size());
  size_t bytes = 0;
  for (size_t i = 0; i < texts.size(); ++i) {
    articles[i].text = texts[i];
    prepared[i].article = &articles[i];
    prepare(*organs, prepared[i]);
    bytes += texts[i].size();
  }
  for (auto _ : state)
    for (const Document& from : prepared) {
      Document doc;
      doc.article = from.article;
      doc.masks = from.masks;
      doc.foreign = from.foreign;
      work(*organs, doc);
      benchmark::DoNotOptimize(doc);
    }
  const auto rounds = static_cast<double>(state.iterations());
  const auto rate = benchmark::Counter::kIsRate;
  state.counters["articles"] = {static_cast<double>(texts.size()) * rounds, rate};
  state.counters["bytes"] = {static_cast<double>(bytes) * rounds, rate};
}

void BM_Clean(benchmark::State& state) {
  each_text(
      state, [](const Organs&, Document&) {},
      [](const Organs& organs, Document& doc) { organs.cleaner.clean(doc); });
}
BENCHMARK(BM_Clean)->Unit(benchmark::kMillisecond);

void BM_Languages(benchmark::State& state) {
  each_text(
      state, [](const Organs& organs, Document& doc) { organs.cleaner.clean(doc); },
      [](const Organs& organs, Document& doc) { organs.languages.find(doc); });
}
BENCHMARK(BM_Languages)->Unit(benchmark::kMillisecond);

void BM_Segment(benchmark::State& state) {
  each_text(
      state,
      [](const Organs& organs, Document& doc) {
        organs.cleaner.clean(doc);
        organs.languages.find(doc);
      },
      [](const Organs& organs, Document& doc) { organs.segmenter.split(doc); });
}
BENCHMARK(BM_Segment)->Unit(benchmark::kMillisecond);

void BM_Load(benchmark::State& state) {
  for (auto _ : state) {
    const auto organs = Organs::load();
    if (!organs) return state.SkipWithError(to_string(organs.error()).c_str());
  }
}
BENCHMARK(BM_Load)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace letopis::text
