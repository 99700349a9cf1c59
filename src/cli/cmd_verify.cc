#include "chronicle/verify.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {

Exit cmd_verify(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  const auto report = chronicle::verify(*store);
  if (!report) return fail(report.error());
  say(std::to_string(report->articles) + " articles, " + std::to_string(report->spans) +
      " spans, " + std::to_string(report->events) + " events checked, " +
      std::to_string(report->faults.size()) + " faults");
  if (report->faults.empty()) return Exit::kDone;
  Table table{{{"id"}, {"fault"}}, {}};
  for (const chronicle::Fault& fault : report->faults) table.rows.push_back({fault.id, fault.what});
  show(table, args);
  return Exit::kFailed;
}

}  // namespace letopis::cli
