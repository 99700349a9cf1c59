// The only place with threads: one reader, a bounded queue of slabs, N workers, results put back in
// order, one writer. The output does not depend on the number of workers: slabs are cut by count
// alone, a worker sees one slab at a time, and the sink is called on the calling thread in the
// order of reading.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "doc/analysis.h"
#include "doc/article.h"

namespace letopis::run {

struct PipelineOptions {
  unsigned threads = 1;  // workers, at least 1; the reader and the writer share the calling thread
  size_t slab_articles = 32;      // articles per slab
  size_t slab_bytes = 256 << 10;  // a slab is closed early when its texts reach this size
};

using Source = std::function<std::optional<Article>()>;
// One result per article, in order. Called from several threads at once; `worker` < threads tells
// which (for scratch).
using Analyze =
    std::function<std::vector<Result<Analysis>>(std::span<const Article> slab, unsigned worker)>;
// Called on the calling thread. An error stops the run and is returned.
using Sink = std::function<Result<void>(Article&& article, Result<Analysis>&& analysis)>;

// Runs source to its end. An exception in a worker (a bug, memory exhausted) is thrown again here
// after all have stopped.
Result<void> run_pipeline(const Source& source, const Analyze& analyze, const Sink& sink,
                          const PipelineOptions& options);

}  // namespace letopis::run
