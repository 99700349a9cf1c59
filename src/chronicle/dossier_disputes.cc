// Disputes of the dossier: reports about its sides that cannot all be true, each with both sides'
// evidence.
#include "chronicle/disputes.h"
#include "chronicle/dossier_page.h"
#include "chronicle/standing.h"

namespace letopis::chronicle {

Result<void> gather_disputes(store::Store& store, DossierPage& page) {
  DisputeQuery query{{page.id(0)}, {}, page.so_far().known};
  if (page.pair()) query.with = {page.id(1)};
  LT_ASSIGN(const std::vector<Disagreement> found, disputes(store, query));
  for (const Disagreement& one : found) {
    if (one.kind == "office") continue;  // the page tells of states, not of their officials' posts
    Dossier::Line line;
    line.id = one.sides[0].id;
    line.kind = "dispute";
    line.what = one.about;
    line.section = DossierSection::kDisputes;
    line.unit = one.kind;
    line.value = one.sides[0].value;
    line.replaced = one.sides[1].value;
    line.why = one.why;
    for (const Party& party : one.parties)
      if (party.entity != 0)
        line.fillers.push_back({"of", page.actor(party.entity), ""});
      else if (!party.name.empty())
        line.fillers.push_back({"of", Dossier::kNone, party.name});
    if (!one.measure.empty()) line.fillers.push_back({"of", Dossier::kNone, one.measure});
    for (const DisputeSide& side : one.sides) {
      const bool figure = side.id.starts_with("f:");
      const std::string claim = side.id.starts_with("s:") ? side.id.substr(2) : side.id;
      LT_ASSIGN(Dossier::Told told,
                figure ? told_at(page, side.article, DossierPage::place(side.begin, side.end),
                                 side.id)
                       : told_by_claim(page, side.article, side.n, claim));
      told.edtf = side.edtf;
      told.modality = side.modality;
      line.told.push_back(std::move(told));
    }
    page.add(std::move(line));
  }
  return {};
}

}  // namespace letopis::chronicle
