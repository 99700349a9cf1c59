#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/session.h"
#include "run/ingest.h"

namespace letopis::cli {

Exit cmd_refresh(const Args& args) {
  auto opened = engine(args);
  if (!opened) return fail(opened.error());
  const auto workers = threads(args);
  if (!workers) return fail(workers.error());
  auto store = chronicle(args, store::Mode::kWrite, &*opened);
  if (!store) return fail(store.error());
  Progress progress("refresh", args.has("--quiet"));
  const auto report =
      run::refresh(*opened, *store, *workers, [&progress](const run::IngestReport& so_far) {
        progress.step(so_far.articles, so_far.bytes, so_far.problems.size());
      });
  if (!report) return fail(report.error());
  for (const Problem& problem : report->problems) say(problem.place + ": " + problem.message);
  say(std::to_string(report->articles) + " articles analysed anew; " +
      run::changes_of(report->derived));
  return report->problems.empty() ? Exit::kDone : Exit::kFailed;
}

}  // namespace letopis::cli
