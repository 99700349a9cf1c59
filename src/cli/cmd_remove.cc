#include "chronicle/derive.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "run/ingest.h"

namespace letopis::cli {

Exit cmd_remove(const Args& args) {
  auto store = chronicle(args, store::Mode::kWrite);
  if (!store) return fail(store.error());
  const auto removed = store->remove(args.positionals.front());
  if (!removed) return fail(removed.error());
  const auto derived = chronicle::derive(*store);
  if (!derived) return fail(derived.error());
  for (const std::string& id : removed->articles) say("removed article " + id);
  say(std::to_string(removed->claims) + " claims, " + std::to_string(removed->quotes) +
      " quotes, " + std::to_string(removed->figures) + " figures, " +
      std::to_string(removed->times) + " times went with them");
  say(run::changes_of(*derived));
  return Exit::kDone;
}

}  // namespace letopis::cli
