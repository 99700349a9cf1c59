// Statuses of the dossier: what stands between the sides, what each is a member of, where the
// documents and projects of the page stand, and which posts its people hold.
#include <algorithm>
#include <iterator>
#include <set>

#include "chronicle/dossier_page.h"
#include "chronicle/standing.h"

namespace letopis::chronicle {
namespace {

DossierSection section_of(const Standing& row) {
  if (row.kind == "document") return DossierSection::kDocuments;
  if (row.kind == "project") return DossierSection::kProjects;
  if (row.modality == "denied") return DossierSection::kDenied;
  if (row.modality == "announced" || row.modality == "planned") return DossierSection::kPlanned;
  return DossierSection::kStanding;
}

// Statuses of one kind stand together, what lies between the sides first; behind acts.
uint8_t group_of(const std::string& kind) {
  constexpr std::string_view kKinds[] = {"relation-level", "membership", "sanctions", "flow"};
  return static_cast<uint8_t>(
      1 + std::distance(std::begin(kKinds), std::find(std::begin(kKinds), std::end(kKinds), kind)));
}

void fill(DossierPage& page, Dossier::Line& line, const char* role, const Party& party,
          const Side& side) {
  if (party.entity != 0)
    line.fillers.push_back({role, page.actor(party.entity), ""});
  else if (!side.name.empty())
    line.fillers.push_back({role, Dossier::kNone, side.name});
}

Result<void> add(DossierPage& page, const Standing& row) {
  Dossier::Line line;
  line.id = row.id;
  line.kind = "status";
  line.what = row.kind;
  line.section = section_of(row);
  line.group = group_of(row.kind);
  line.edtf = row.since;
  line.until = row.until;
  line.asserted = row.said_last;
  line.modality = row.modality;
  line.value = row.value;
  line.replaced = row.replaced;
  line.replaced_since = row.replaced_since;
  line.hedged = row.hedged;
  line.disputed = row.disputed;
  line.core = false;
  line.origins = static_cast<uint32_t>(row.origins);
  const StatusClaim& shown = row.claims.front();
  fill(page, line, "subject", shown.subject, row.subject);
  fill(page, line, "object", shown.object, row.object);
  for (const StatusClaim& claim : row.claims) {
    LT_ASSIGN(Dossier::Told told, told_by_claim(page, claim.article, claim.n, claim.id));
    told.edtf = claim.edtf;
    told.modality = claim.modality;
    told.hedged = claim.hedged;
    line.core = line.core || claim.core;
    line.told.push_back(std::move(told));
  }
  page.add(std::move(line));
  return {};
}

Result<std::vector<Standing>> rows(store::Store& store, const DossierPage& page,
                                   StandingFilter filter) {
  filter.at = page.so_far().at;
  filter.known = page.so_far().known;
  LT_ASSIGN(Standings found, standing(store, filter));
  return std::move(found.rows);
}

}  // namespace

Result<void> gather_standing(store::Store& store, DossierPage& page) {
  std::set<std::string> seen;
  const auto collect = [&](StandingFilter filter) -> Result<void> {
    LT_ASSIGN(const std::vector<Standing> found, rows(store, page, std::move(filter)));
    for (const Standing& row : found)
      if (seen.insert(row.id).second) LT_TRY(add(page, row));
    return {};
  };
  if (!page.pair())
    return collect(
        {.actor = {page.id(0)}, .kinds = {"membership", "relation-level", "sanctions", "flow"}});
  LT_TRY(collect({.actor = {page.id(0)},
                  .with = {page.id(1)},
                  .kinds = {"membership", "relation-level", "sanctions", "flow"}}));
  // What each belongs to; of its own persons and organisations not.
  LT_ASSIGN(const std::vector<Standing> memberships,
            rows(store, page, {.subject = {page.id(0), page.id(1)}, .kinds = {"membership"}}));
  for (const Standing& row : memberships)
    if ((row.subject.id == page.id(0) || row.subject.id == page.id(1)) &&
        seen.insert(row.id).second)
      LT_TRY(add(page, row));
  return {};
}

Result<void> gather_things_standing(store::Store& store, DossierPage& page) {
  std::set<std::string> acts;
  for (const Dossier::Line& line : page.lines())
    if (line.kind == "act") acts.insert(line.id);
  const std::set<int64_t> actors(page.actor_rows().begin(), page.actor_rows().end());
  LT_ASSIGN(const std::vector<Standing> found,
            rows(store, page, {.kinds = {"document", "project"}}));
  const auto of_sides = [&page](const Side& side) {
    return side.id == page.id(0) || (page.pair() && side.id == page.id(1));
  };
  for (const Standing& row : found) {
    const int64_t subject = row.claims.front().subject.entity;
    if ((subject != 0 && actors.contains(subject)) || acts.contains(row.act) ||
        (!page.pair() && of_sides(row.object)))
      LT_TRY(add(page, row));
  }
  return {};
}

Result<void> gather_posts(store::Store& store, Dossier& dossier) {
  std::vector<std::string> persons;
  for (const Dossier::Actor& actor : dossier.actors)
    if (actor.kind == "person") persons.push_back(actor.id);
  if (persons.empty()) return {};
  LT_ASSIGN(const Standings found, standing(store, {.subject = persons,
                                                    .kinds = {"office"},
                                                    .at = dossier.at,
                                                    .known = dossier.known}));
  for (const Standing& row : found.rows)
    for (Dossier::Actor& actor : dossier.actors)
      if (actor.id == row.subject.id && row.modality == "asserted" && !row.post.empty())
        actor.posts.push_back({row.id, row.post, row.object.name, row.value, row.said_last});
  for (Dossier::Actor& actor : dossier.actors)  // the last ones that were told
    std::stable_sort(
        actor.posts.begin(), actor.posts.end(),
        [](const Dossier::Post& a, const Dossier::Post& b) { return a.asserted > b.asserted; });
  return {};
}

}  // namespace letopis::chronicle
