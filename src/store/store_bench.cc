// Articles per second into the store, one core: cmake -DLETOPIS_BENCH=ON,
// build/release/src/store/store_bench.
#include <benchmark/benchmark.h>

#include "store/test_articles.h"

namespace letopis::store {
namespace {

// About 90 rows an article: as an article of 1,000 letters gives them.
Draft dense(int i) {
  Draft draft = held_visit();
  std::string text = draft.article.text;
  for (int k = 0; k < 8; ++k)
    text += " Велонь и Ардания подписали договор номер " + std::to_string(i) + "-" +
            std::to_string(k) + ".";
  draft.article.text = text;
  draft.article.text_sha256 = draft.analysis.text_sha256 = sha256_hex(text);
  draft.article.url += "/" + std::to_string(i);
  draft.article.path += std::to_string(i);
  for (int k = 0; k < 3; ++k) {
    draft.act("meet", "Ардания подписали договор", "2031-05-12", {{"agent", 0U}, {"co_agent", 1U}})
        .trigger.begin += static_cast<uint32_t>(2 * k);
    draft.time("11 мая", "2031-05-11");
  }
  for (int k = 0; k < 20; ++k)
    draft.analysis.mentions.push_back(draft.analysis.mentions[static_cast<size_t>(k) % 4]);
  return draft;
}

void BM_Put(benchmark::State& state) {
  std::vector<Draft> drafts;
  for (int i = 0; i < 2000; ++i) drafts.push_back(dense(i));
  const std::string path =
      (std::filesystem::temp_directory_path() / ("letopis-bench-" + std::to_string(getpid())))
          .string();
  int64_t rows = 0;
  for (auto _ : state) {
    state.PauseTiming();
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
    auto store = std::make_unique<Store>(open_store(path));
    state.ResumeTiming();
    for (size_t i = 0; i < drafts.size(); i += 100) {
      auto batch = store->batch();
      for (size_t k = i; k < i + 100; ++k)
        if (!store->put(drafts[k].article, drafts[k].analysis, "1").ok())
          state.SkipWithError("put");
      if (!batch->commit().ok()) state.SkipWithError("commit");
    }
    state.PauseTiming();
    rows = 0;
    for (const char* sql :
         {"SELECT count(*) FROM article_mentions", "SELECT count(*) FROM article_claims",
          "SELECT count(*) FROM article_roles", "SELECT count(*) FROM article_names",
          "SELECT count(*) FROM article_entities", "SELECT count(*) FROM article_evidence",
          "SELECT count(*) FROM article_times", "SELECT count(*) FROM article_figures",
          "SELECT count(*) FROM article_chains"})
      rows += store->db().number(sql)->value_or(0);
    store.reset();
    state.ResumeTiming();
  }
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * drafts.size()));
  state.counters["rows/article"] = static_cast<double>(rows) / static_cast<double>(drafts.size());
}
BENCHMARK(BM_Put)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace letopis::store
