#include "base/tsv.h"
#include "chronicle/query.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {

Exit cmd_events(const Args& args) {
  chronicle::EventQuery query;
  query.actor = args.get("--actor");
  query.with = args.get("--with");
  query.place = args.get("--place");
  query.modality = args.get("--modality");
  if (!query.modality.empty() && !modality_of(query.modality))
    return fail({Code::kBadInput, "there is no modality '" + query.modality + "'; see letopis events --help", "--modality"});
  const std::string acts = args.get("--act");
  for (const std::string_view act : split_cell(acts, ',')) query.acts.emplace_back(act);
  for (const auto& [option, since] : {std::pair("--since", true), std::pair("--until", false)}) {
    if (!args.has(option)) continue;
    const auto days = edtf_interval(args.get(option));
    if (!days) return fail({Code::kBadInput, "'" + args.get(option) + "' is no date (2024, 2024-11, 2024-11-27)", option});
    (since ? query.days.first : query.days.last) = since ? days->first : days->last;
  }
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  const auto table = chronicle::events(*store, query);
  if (table) return show(*table, args);
  if (table.error().code != Code::kNotFound) return fail(table.error());
  say(table.error().message);
  return Exit::kNothing;
}

}  // namespace letopis::cli
