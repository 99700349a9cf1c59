#include "cli/commands.h"
#include "cli/session.h"
#include "export/exporter.h"

namespace letopis::cli {

Exit cmd_export(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  const auto report = exporting::export_chronicle(*store, args.positionals[0], args.positionals[1]);
  if (!report) return fail(report.error());
  say(std::to_string(report->rows) + " rows in " + std::to_string(report->files.size()) +
      " files in " + args.positionals[1]);
  return Exit::kDone;
}

}  // namespace letopis::cli
