#include <map>

#include "chronicle/derive.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/session.h"
#include "run/ingest.h"

namespace letopis::cli {

Exit cmd_add(const Args& args) {
  const auto options = reading(args);
  if (!options) return fail(options.error());
  const auto workers = threads(args);
  if (!workers) return fail(workers.error());
  auto reader = read::Reader::open(args.positionals, *options);
  if (!reader) return fail(reader.error());
  auto opened = engine(args);
  if (!opened) return fail(opened.error());
  auto store = chronicle(args, store::Mode::kWrite, &*opened);
  if (!store) return fail(store.error());

  Progress progress("add", args.has("--quiet"));
  const auto report =
      run::ingest(*reader, *opened, *store, *workers, [&progress](const run::IngestReport& so_far) {
        progress.step(so_far.articles, so_far.bytes, so_far.problems.size());
      });
  if (!report) return fail(report.error());
  for (const Problem& problem : report->problems) say(problem.place + ": " + problem.message);
  std::string line = std::to_string(report->articles) + " articles read";
  for (const auto& [change, count] : report->changes)
    line += ", " + std::to_string(count) + " " + change;
  say(line);
  if (!report->foreign.empty()) {
    std::string foreign = "Kept, but nothing is taken from texts in other languages than Russian:";
    for (const auto& [language, count] : report->foreign)
      foreign += " " + std::to_string(count) + " " + language;
    say(foreign);
  }
  if (!reader->report().passed_over.empty()) {
    std::string passed = "Passed over:";
    for (const auto& [extension, count] : reader->report().passed_over)
      passed +=
          " " + std::to_string(count) + " " + (extension.empty() ? "without extension" : extension);
    say(passed);
  }
  if (report->articles == 0) return no_article(args);
  return report->problems.empty() ? Exit::kDone : Exit::kFailed;
}

}  // namespace letopis::cli
