// Documents and projects of the dossier: one line for each text or work that the lines so far tell
// of, which refers to them.
#include <algorithm>

#include "chronicle/dossier_page.h"
#include "store/fold.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

struct Thing {
  DossierSection section;
  std::string kind, id;  // id: of the entity, else of the first line
  Dossier::Filler filler;
  std::vector<uint32_t> lines;
};

}  // namespace

Result<void> gather_things(DossierPage& page) {
  LT_ASSIGN(Statement select,
            page.db().prepare("SELECT id, kind FROM chronicle_entities WHERE entity = ?"));
  std::vector<std::pair<std::string, std::string>> known;  // id and kind of each actor
  for (const int64_t row : page.actor_rows()) {
    LT_ASSIGN(const bool found, select.bind(row).step());
    known.emplace_back(found ? select.string(0) : "", found ? select.string(1) : "");
    select.rewind();
  }
  std::vector<Thing> things;
  std::map<std::string, size_t> place;
  const auto own = [](const Dossier::Line& line) {  // a line that stands in the section itself
    return line.section == DossierSection::kDocuments || line.section == DossierSection::kProjects;
  };
  for (uint32_t i = 0; i < page.lines().size(); ++i) {
    const Dossier::Line& line = page.lines()[i];
    if (line.kind != "act" && !own(line)) continue;
    for (const Dossier::Filler& filler : line.fillers) {
      const bool named = filler.actor != Dossier::kNone;
      const std::string kind = named                         ? known[filler.actor].second
                               : filler.role == "instrument" ? "document"
                               : filler.role == "subject"    ? line.what
                                                             : "";
      if (kind != "document" && kind != "project") continue;
      const std::string key =
          kind + (named ? known[filler.actor].first : "\n" + store::fold(filler.words));
      const auto [at, added] = place.emplace(key, things.size());
      if (added)
        things.push_back(
            {kind == "document" ? DossierSection::kDocuments : DossierSection::kProjects,
             kind,
             named ? known[filler.actor].first : line.id,
             {kind, filler.actor, filler.words},
             {}});
      std::vector<uint32_t>& lines = things[at->second].lines;
      if (lines.empty() || lines.back() != i) lines.push_back(i);
    }
  }
  for (Thing& thing : things) {
    const auto stands = std::find_if(thing.lines.begin(), thing.lines.end(),
                                     [&](uint32_t n) { return own(page.lines()[n]); });
    if (stands != thing.lines.end()) {  // it says where the thing stands, and refers to the rest
      std::vector<uint32_t>& refs = page.lines()[*stands].refs;
      for (const uint32_t n : thing.lines)
        if (!own(page.lines()[n])) refs.push_back(n);
      continue;
    }
    const Dossier::Line& first = page.lines()[thing.lines.front()];
    Dossier::Line line;
    line.id = thing.id;
    line.kind = thing.kind;
    line.section = thing.section;
    line.edtf = first.edtf;
    line.fillers = {thing.filler};
    line.told = {first.told.front()};
    line.refs = std::move(thing.lines);
    page.add(std::move(line));
  }
  return {};
}

}  // namespace letopis::chronicle
