#include "chronicle/figures.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {
namespace {

Result<Table> find(const Args& args, store::Store& store) {
  chronicle::FigureQuery query;
  if (!args.positionals.empty()) {
    LT_ASSIGN(query.of, named(args, store, args.positionals[0]));
  }
  query.unit = args.get("--unit");
  query.measure = args.get("--measure");
  query.since = args.get("--since");
  query.until = args.get("--until");
  return chronicle::figures(store, query);
}

}  // namespace

Exit cmd_figures(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  return answer(find(args, *store), args);
}

}  // namespace letopis::cli
