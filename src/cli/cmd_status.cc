#include "base/tsv.h"
#include "chronicle/standing.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {
namespace {

Result<Table> find(const Args& args, store::Store& store) {
  chronicle::StandingFilter filter;
  const auto asked = [&args](size_t n) {
    return n < args.positionals.size() ? args.positionals[n] : std::string();
  };
  LT_ASSIGN(filter.actor, named(args, store, asked(0)));
  LT_ASSIGN(filter.with, named(args, store, asked(1)));
  const std::string kinds = args.get("--kind");
  for (const std::string_view kind : split_cell(kinds, ',')) filter.kinds.emplace_back(kind);
  filter.at = args.get("--at");
  filter.known = args.get("--known");
  filter.all = args.has("--all");
  LT_ASSIGN(const chronicle::Standings found, chronicle::standing(store, filter));
  if (found.undated > 0 && !args.has("--quiet"))
    say(std::to_string(found.undated) +
        " claims are left out: nobody can say by which day they were known or held");
  return chronicle::standing_table(found);
}

}  // namespace

Exit cmd_status(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  return answer(find(args, *store), args);
}

}  // namespace letopis::cli
