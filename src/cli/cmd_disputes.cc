#include "chronicle/disputes.h"

#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {
namespace {

Result<Table> find(const Args& args, store::Store& store) {
  chronicle::DisputeQuery query;
  const auto asked = [&args](size_t n) {
    return n < args.positionals.size() ? args.positionals[n] : std::string();
  };
  LT_ASSIGN(query.actor, named(args, store, asked(0)));
  LT_ASSIGN(query.with, named(args, store, asked(1)));
  query.known = args.get("--known");
  LT_ASSIGN(const auto found, chronicle::disputes(store, query));
  return chronicle::dispute_table(found);
}

}  // namespace

Exit cmd_disputes(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  return answer(find(args, *store), args);
}

}  // namespace letopis::cli
