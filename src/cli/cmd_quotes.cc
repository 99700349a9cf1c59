#include "chronicle/query.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {

Exit cmd_quotes(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  const auto table = chronicle::quotes(*store, {args.get("--by"), args.get("--about"), args.get("--words")});
  if (table) return show(*table, args);
  if (table.error().code != Code::kNotFound) return fail(table.error());
  say(table.error().message);
  return Exit::kNothing;
}

}  // namespace letopis::cli
