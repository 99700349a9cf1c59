#include "base/tsv.h"
#include "chronicle/query.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {
namespace {

Result<Table> find(const Args& args, store::Store& store) {
  chronicle::EventQuery query;
  LT_ASSIGN(query.actor, named(args, store, args.get("--actor")));
  LT_ASSIGN(query.with, named(args, store, args.get("--with")));
  LT_ASSIGN(query.place, named(args, store, args.get("--place")));
  query.modality = args.get("--modality");
  if (!query.modality.empty() && !modality_of(query.modality))
    return Error{Code::kBadInput,
                 "there is no modality '" + query.modality + "'; see letopis events --help",
                 "--modality"};
  const std::string acts = args.get("--act");
  for (const std::string_view act : split_cell(acts, ',')) query.acts.emplace_back(act);
  for (const char* option : {"--since", "--until"})
    if (args.has(option) && !edtf_interval(args.get(option)))
      return Error{Code::kBadInput,
                   "'" + args.get(option) + "' is no date (2024, 2024-11, 2024-11-27)", option};
  query.since = args.get("--since");
  query.until = args.get("--until");
  return chronicle::events(store, query);
}

}  // namespace

Exit cmd_events(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  return answer(find(args, *store), args);
}

}  // namespace letopis::cli
