#include "cli/commands.h"
#include "cli/session.h"
#include "export/analysis_json.h"
#include "run/analyze.h"
#include "run/pipeline.h"

namespace letopis::cli {
namespace {

// Reads all articles of the positionals and gives each result, in order, to `use`.
Exit each_analysis(const Args& args,
                   const std::function<void(const Article&, const Analysis&)>& use) {
  const auto options = reading(args);
  if (!options) return fail(options.error());
  const auto workers = threads(args);
  if (!workers) return fail(workers.error());
  auto reader = read::Reader::open(args.positionals, *options);
  if (!reader) return fail(reader.error());
  auto opened = engine(args);
  if (!opened) return fail(opened.error());
  std::vector<extract::Scratch> scratch(*workers);
  bool problems = false;
  const auto done =
      run::run_pipeline([&reader] { return reader->next(); },
                        [&](std::span<const Article> slab, unsigned worker) {
                          return run::analyze(*opened, slab, scratch[worker]);
                        },
                        [&](Article&& article, Result<Analysis>&& analysis) -> Result<void> {
                          for (const Problem& problem : article.problems) {
                            say(problem.place + ": " + problem.message);
                            problems = true;
                          }
                          if (analysis.ok()) {
                            use(article, *analysis);
                          } else {
                            say(to_string(analysis.error()));
                            problems = true;
                          }
                          return {};
                        },
                        {.threads = *workers});
  if (!done) return fail(done.error());
  for (const Problem& problem : reader->report().problems)
    say(problem.place + ": " + problem.message);
  if (reader->report().articles == 0) return no_article(args);
  return problems || !reader->report().problems.empty() ? Exit::kFailed : Exit::kDone;
}

}  // namespace

Exit cmd_analyze(const Args& args) {
  if (args.get("--format", "jsonl") != "jsonl")
    return fail({Code::kBadInput, "analyze prints JSON Lines (jsonl)", "--format"});
  const auto mentions =
      args.has("--flat-names") ? exporting::Mentions::kFlat : exporting::Mentions::kAll;
  return each_analysis(args, [mentions](const Article& article, const Analysis& analysis) {
    print(exporting::analysis_json(article, analysis, mentions) + "\n");
  });
}

}  // namespace letopis::cli
