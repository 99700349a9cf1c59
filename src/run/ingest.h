// Articles through the engine into the chronicle, and texts of the chronicle through a newer
// engine.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "chronicle/derive.h"
#include "extract/engine.h"
#include "read/reader.h"
#include "run/pipeline.h"
#include "store/store.h"

namespace letopis::run {

struct IngestReport {
  uint64_t articles = 0;
  uint64_t bytes = 0;
  std::map<std::string, uint64_t> changes;  // store::change_name -> how many articles
  std::map<std::string, uint64_t> foreign;  // language -> articles of which nothing else is read
  std::vector<Problem> problems;            // in the order of reading
  std::vector<std::pair<std::string, double>> stages;  // CPU seconds, of all workers together
  chronicle::DeriveReport derived;
};
using OnProgress = std::function<void(const IngestReport&)>;

// Reads to the end, analyses with `threads` workers, stores in batches, derives. What went wrong
// with one article is a problem; an error (disk full, database gone) ends the run, and what was
// stored before stays.
Result<IngestReport> ingest(read::Reader& reader, const extract::Engine& engine,
                            store::Store& store, unsigned threads, const OnProgress& progress);
// The same for articles in memory, in slabs as they are told.
Result<IngestReport> ingest_articles(std::vector<Article> articles, const extract::Engine& engine,
                                     store::Store& store, const PipelineOptions& options);
// Analyses anew what another version of the engine had analysed.
Result<IngestReport> refresh(const extract::Engine& engine, store::Store& store, unsigned threads,
                             const OnProgress& progress);

// "3 events appeared, 1 changed, 0 vanished", for people.
std::string changes_of(const chronicle::DeriveReport& derived);

}  // namespace letopis::run
