#include "chronicle/query.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {

Exit cmd_articles(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  return answer(args.has("--problems") ? chronicle::problems(*store) : chronicle::articles(*store),
                args);
}

}  // namespace letopis::cli
