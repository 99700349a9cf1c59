#include <algorithm>

#include "base/files.h"
#include "chronicle/profile.h"
#include "chronicle/query.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "store/fold.h"
#include "world/catalogue.h"

namespace letopis::cli {
namespace {

Result<world::Catalogue> catalogue(const Args& args) {
  LT_ASSIGN(const std::string folder, data_folder());
  LT_ASSIGN(const DataFiles ours, DataFiles::from_pack(folder + "/letopis.pack"));
  std::vector<DataFiles> users;
  for (const std::string& path : args.all("--world")) {
    LT_ASSIGN(DataFiles world, DataFiles::from_folder(path));
    users.push_back(std::move(world));
  }
  return world::Catalogue::load(ours, users);
}

// How many times as many articles somebody needs to be meant by a name that others have, too.
constexpr int64_t kFarMore = 4;

// Entities that only the catalogue knows by this name.
std::vector<std::string> listed(const world::Catalogue& catalogue, const std::string& name) {
  if (catalogue.find(name)) return {name};
  std::vector<std::string> ids;
  const std::string folded = store::fold(name);
  for (const world::Spelling& spelling : catalogue.spellings()) {
    const std::string& id = catalogue.rows()[spelling.row].id;
    if (spelling.form != MentionForm::kMetonym && store::fold(spelling.text) == folded &&
        std::find(ids.begin(), ids.end(), id) == ids.end())
      ids.push_back(id);
  }
  return ids;
}

Table candidates(const std::vector<chronicle::EntityRef>& found) {
  Table table{{{"id"}, {"kind"}, {"name"}, {"articles", true}}, {}};
  for (const chronicle::EntityRef& one : found)
    table.rows.push_back({one.id, one.kind, one.name, std::to_string(one.articles)});
  return table;
}

Result<Table> find(const Args& args, store::Store& store) {
  LT_ASSIGN(const world::Catalogue known, catalogue(args));
  LT_ASSIGN(const size_t last, number(args, "--last", 10));
  std::string name;
  for (const std::string& word : args.positionals) name += (name.empty() ? "" : " ") + word;
  LT_ASSIGN(std::vector<chronicle::EntityRef> found, chronicle::find_entities(store, name));
  if (found.empty()) {
    const std::vector<std::string> ids = listed(known, name);
    if (ids.size() == 1) return chronicle::profile(store, known, {ids.front(), last});
    LT_ASSIGN(found, called(args, store, name));
  }
  // Of several, the one of whom this is the whole name, and not a part or another name.
  const std::string folded = store::fold(name);
  const auto whole = [&folded](const chronicle::EntityRef& one) {
    return store::fold(one.name) == folded;
  };
  if (found.size() > 1 && std::count_if(found.begin(), found.end(), whole) == 1)
    found = {*std::find_if(found.begin(), found.end(), whole)};
  // Or the one whom nearly all articles mean, while some have somebody else of that name.
  int64_t others = 0;
  for (size_t n = 1; n < found.size(); ++n) others += found[n].articles;
  if (found.size() > 1 && found.front().articles > kFarMore * others) {
    say("'" + name + "' is taken for " + found.front().id + "; " + std::to_string(found.size() - 1) +
        " others are called so, in " + std::to_string(others) + " articles: " + found[1].id +
        (found.size() > 2 ? ", …" : ""));
    found.resize(1);
  }
  if (found.size() == 1) return chronicle::profile(store, known, {found.front().id, last});
  say(std::to_string(found.size()) + " are called so; ask again with an id");
  return candidates(found);
}

}  // namespace

Exit cmd_entity(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  return answer(find(args, *store), args);
}

}  // namespace letopis::cli
