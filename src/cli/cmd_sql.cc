#include "cli/commands.h"
#include "cli/session.h"
#include "store/sql.h"

namespace letopis::cli {

Exit cmd_sql(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  return answer(store::run_sql(*store, args.positionals.front()), args);
}

}  // namespace letopis::cli
