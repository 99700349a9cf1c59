#include "chronicle/query.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {

Exit cmd_explain(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  const auto table = chronicle::explain(*store, args.positionals.front());
  if (table) return show(*table, args);
  if (table.error().code != Code::kNotFound) return fail(table.error());
  say(to_string(table.error()));
  return Exit::kNothing;
}

}  // namespace letopis::cli
