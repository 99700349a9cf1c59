#include "chronicle/query.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {
namespace {

// One row per fact, then per source its place, its chain and its words in brackets inside their
// context.
Result<Table> table_of(const Result<chronicle::Explanation>& explained) {
  if (!explained) return explained.error();
  Table table{{{"field"}, {"value"}}, {{"id", explained->id}, {"kind", explained->kind}}};
  const auto add = [&table](const char* field, std::string value) {
    if (!value.empty()) table.rows.push_back({field, std::move(value)});
  };
  for (const auto& [field, value] : explained->facts) add(field.c_str(), value);
  for (const chronicle::Source& source : explained->sources) {
    add("source", source.article);
    add("claim", source.claim);
    add("outlet", source.outlet);
    add("agency", source.agency);
    add("title", source.title);
    add("published", source.published);
    add("url", source.url);
    add("path", source.path);
    add("sha256", source.sha256);
    add("said by", source.said_by);
    add("modality", source.modality);
    add("date", source.edtf);
    add("origin", source.origin);
    add("characters", std::to_string(source.begin) + "-" + std::to_string(source.end));
    add("words", source.before + "[" + source.words + "]" + source.after);
  }
  return table;
}

}  // namespace

Exit cmd_explain(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  return answer(table_of(chronicle::explain(*store, args.positionals.front())), args);
}

}  // namespace letopis::cli
