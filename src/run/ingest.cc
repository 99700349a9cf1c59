#include "run/ingest.h"

#include <deque>

#include "run/analyze.h"

namespace letopis::run {
namespace {

constexpr size_t kBatch = 256;  // articles per transaction

double seconds(std::chrono::steady_clock::duration time) {
  return std::chrono::duration<double>(time).count();
}

// `again`: articles are analysed even where the store knows them.
Result<IngestReport> run(const Source& source, const extract::Engine& engine, store::Store& store,
                         const PipelineOptions& options, const OnProgress& progress) {
  IngestReport report;
  std::vector<extract::Scratch> scratch(options.threads);
  std::optional<store::Transaction> batch;
  size_t in_batch = 0;
  std::chrono::steady_clock::duration storing{};
  const auto store_clock = [&storing](auto work) {
    const auto start = std::chrono::steady_clock::now();
    auto result = work();
    storing += std::chrono::steady_clock::now() - start;
    return result;
  };
  std::optional<Error> failed;

  // What the store knows already need not be analysed. Asked on the calling thread, where the
  // source runs.
  const Source fresh = [&]() -> std::optional<Article> {
    while (!failed) {
      std::optional<Article> article = source();
      if (!article) return std::nullopt;
      auto known = store.known(*article, engine.version());
      if (!known) {
        failed = known.error();
        return std::nullopt;
      }
      if (!*known) return article;
      ++report.articles;
      report.bytes += article->text.size();
      ++report.changes[std::string(store::change_name((*known)->change))];
      report.problems.insert(report.problems.end(), article->problems.begin(),
                             article->problems.end());
    }
    return std::nullopt;
  };
  const Work<Result<Analysis>> analyze = [&](std::span<const Article> slab, unsigned worker) {
    return run::analyze(engine, slab, scratch[worker]);
  };
  const Sink<Result<Analysis>> sink = [&](Article&& article,
                                          Result<Analysis>&& analysis) -> Result<void> {
    ++report.articles;
    report.bytes += article.text.size();
    report.problems.insert(report.problems.end(), article.problems.begin(), article.problems.end());
    if (!analysis) {
      report.problems.push_back(
          {std::string(code_name(analysis.error().code)), analysis.error().message, article.path});
      return {};
    }
    if (!analysis->foreign.empty() && analysis->sentences.empty())
      ++report.foreign[analysis->language];
    return store_clock([&]() -> Result<void> {
      if (!batch) {
        LT_ASSIGN(store::Transaction begun, store.batch());
        batch.emplace(std::move(begun));
      }
      const auto put = store.put(article, *analysis, engine.version());
      if (!put) {
        if (put.error().code != Code::kBadInput) return put.error();
        report.problems.push_back({"bad-analysis", put.error().message, article.path});
        return {};
      }
      ++report.changes[std::string(store::change_name(put->change))];
      if (++in_batch >= kBatch) {
        LT_TRY(batch->commit());
        batch.reset();
        in_batch = 0;
      }
      if (progress) progress(report);
      return {};
    });
  };
  LT_TRY(run_pipeline<Result<Analysis>>(fresh, analyze, sink, options));
  if (failed) return *failed;
  if (batch) LT_TRY(store_clock([&] { return batch->commit(); }));
  batch.reset();

  const auto start = std::chrono::steady_clock::now();
  LT_ASSIGN(report.derived, chronicle::derive(store));
  const auto deriving = std::chrono::steady_clock::now() - start;
  for (size_t s = 0; s < extract::kStages; ++s) {
    std::chrono::steady_clock::duration spent{};
    for (const extract::Scratch& one : scratch) spent += one.spent[s];
    report.stages.emplace_back(extract::stage_name(static_cast<extract::Stage>(s)), seconds(spent));
  }
  report.stages.emplace_back("store", seconds(storing));
  report.stages.emplace_back("derive", seconds(deriving));
  return report;
}

}  // namespace

Result<IngestReport> ingest(read::Reader& reader, const extract::Engine& engine,
                            store::Store& store, unsigned threads, const OnProgress& progress) {
  LT_ASSIGN(IngestReport report, run([&reader] { return reader.next(); }, engine, store,
                                     {.threads = threads}, progress));
  for (const std::string& path : reader.paths()) LT_TRY(store.forget_problems(path));
  for (const Problem& problem : reader.report().problems) {
    LT_TRY(store.note(problem));
    report.problems.push_back(problem);
  }
  return report;
}

Result<IngestReport> ingest_articles(std::vector<Article> articles, const extract::Engine& engine,
                                     store::Store& store, const PipelineOptions& options) {
  size_t next = 0;
  const Source source = [&]() -> std::optional<Article> {
    if (next == articles.size()) return std::nullopt;
    return std::move(articles[next++]);
  };
  return run(source, engine, store, options, {});
}

Result<IngestReport> refresh(const extract::Engine& engine, store::Store& store, unsigned threads,
                             const OnProgress& progress) {
  LT_ASSIGN(const std::vector<std::string> stale, store.stale(engine.version()));
  size_t next = 0;
  std::optional<Error> failed;
  const Source source = [&]() -> std::optional<Article> {
    if (next == stale.size()) return std::nullopt;
    auto article = store.article(stale[next++]);
    if (article) return std::move(*article);
    failed = article.error();
    return std::nullopt;
  };
  LT_ASSIGN(IngestReport report, run(source, engine, store, {.threads = threads}, progress));
  if (failed) return *failed;
  return report;
}

std::string changes_of(const chronicle::DeriveReport& derived) {
  return std::to_string(derived.appeared.size()) + " events appeared, " +
         std::to_string(derived.changed.size()) + " changed, " +
         std::to_string(derived.vanished.size()) + " vanished";
}

}  // namespace letopis::run
