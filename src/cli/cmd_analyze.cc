#include "cli/commands.h"
#include "cli/given_mentions.h"
#include "cli/session.h"
#include "export/analysis_json.h"
#include "run/analyze.h"
#include "run/pipeline.h"

namespace letopis::cli {
namespace {

// Reads all articles of the positionals and gives each result, in order, to `use`.
Exit each_analysis(const Args& args,
                   const std::function<Result<void>(const extract::Engine&, const Article&,
                                                    const Analysis&)>& use) {
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
  const auto done = run::run_pipeline<Result<Analysis>>(
      [&reader] { return reader->next(); },
      [&](std::span<const Article> slab, unsigned worker) {
        return run::analyze(*opened, slab, scratch[worker]);
      },
      [&](Article&& article, Result<Analysis>&& analysis) -> Result<void> {
        for (const Problem& problem : article.problems) {
          say(problem.place + ": " + problem.message);
          problems = true;
        }
        if (analysis.ok()) {
          return use(*opened, article, *analysis);
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
  if (args.has("--mentions") && args.has("--flat-names"))
    return fail({Code::kBadInput, "the mentions are the given ones or the tagger's, not both",
                 "--mentions"});
  extract::Scratch scratch;
  const std::string given = args.get("--mentions");
  if (!given.empty())
    return each_analysis(args,
                         [&](const extract::Engine& engine, const Article& article,
                             const Analysis& analysis) -> Result<void> {
                           LT_ASSIGN(std::vector<GivenMention> named,
                                     given_mentions(given, article));
                           engine.language().normalize(article, named, scratch);
                           print(exporting::analysis_json(article, analysis, named) + "\n");
                           return {};
                         });
  const auto mentions =
      args.has("--flat-names") ? exporting::Mentions::kFlat : exporting::Mentions::kAll;
  return each_analysis(args,
                       [mentions](const extract::Engine&, const Article& article,
                                  const Analysis& analysis) -> Result<void> {
                         print(exporting::analysis_json(article, analysis, mentions) + "\n");
                         return {};
                       });
}

}  // namespace letopis::cli
