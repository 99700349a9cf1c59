#include "chronicle/query.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {

Exit cmd_articles(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  const auto table = args.has("--problems") ? chronicle::problems(*store) : chronicle::articles(*store);
  return table ? show(*table, args) : fail(table.error());
}

}  // namespace letopis::cli
