#include "chronicle/query.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {
namespace {

Result<Table> find(const Args& args, store::Store& store) {
  chronicle::QuoteQuery query;
  LT_ASSIGN(query.by, named(args, store, args.get("--by")));
  LT_ASSIGN(query.about, named(args, store, args.get("--about")));
  query.words = args.get("--words");
  return chronicle::quotes(store, query);
}

}  // namespace

Exit cmd_quotes(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  return answer(find(args, *store), args);
}

}  // namespace letopis::cli
