// Articles through the workers in slabs, the results back in the order of reading. Slabs are cut by
// count and bytes alone, so the output does not depend on the number of workers.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/result.h"
#include "doc/article.h"
#include "run/slabs.h"

namespace letopis::run {

struct PipelineOptions {
  unsigned threads = 1;  // workers, at least 1; the reader and the writer share the calling thread
  size_t slab_articles = 32;      // articles per slab
  size_t slab_bytes = 256 << 10;  // a slab is closed early when its texts reach this size
};

using Source = std::function<std::optional<Article>()>;
// One result per article, in order. Called from several threads at once; `worker` < threads tells
// which (for scratch).
template <class Out>
using Work = std::function<std::vector<Out>(std::span<const Article> slab, unsigned worker)>;
// Called on the calling thread. An error stops the run and is returned.
template <class Out>
using Sink = std::function<Result<void>(Article&& article, Out&& out)>;

// Runs source to its end. An exception in a worker (a bug, memory exhausted) is thrown again here
// after all have stopped.
template <class Out>
Result<void> run_pipeline(const Source& source, const Work<Out>& work, const Sink<Out>& sink,
                          const PipelineOptions& options) {
  struct Slab {
    std::vector<Article> articles;
    std::vector<Out> outs;
  };
  const auto cut = [&]() -> std::optional<Slab> {
    Slab slab;
    size_t bytes = 0;
    while (slab.articles.size() < options.slab_articles && bytes < options.slab_bytes) {
      std::optional<Article> article = source();
      if (!article) break;
      bytes += article->text.size();
      slab.articles.push_back(std::move(*article));
    }
    if (slab.articles.empty()) return std::nullopt;
    return slab;
  };
  return run_slabs<Slab>(
      {cut, [&](Slab& slab, unsigned worker) { slab.outs = work(slab.articles, worker); },
       [&](Slab&& slab) -> Result<void> {
         for (size_t i = 0; i < slab.articles.size(); ++i)
           LT_TRY(sink(std::move(slab.articles[i]), std::move(slab.outs[i])));
         return {};
       }},
      options.threads);
}

}  // namespace letopis::run
