#include "chronicle/status_values.h"

#include <algorithm>
#include <iterator>

namespace letopis::chronicle {
namespace {

constexpr bool kEnds = true, kWaits = true;

constexpr StatusValue kValues[] = {
    {"membership", "none", 0, kEnds, false, ""},
    {"membership", "interested", 1, false, kWaits, ""},
    {"membership", "applied", 2, false, kWaits, ""},
    {"membership", "invited", 2, false, kWaits, ""},
    {"membership", "candidate", 3, false, kWaits, ""},
    {"membership", "observer", 4, false, false, "tier"},
    {"membership", "dialogue_partner", 4, false, false, "tier"},
    {"membership", "partner_state", 4, false, false, "tier"},
    {"membership", "associate", 4, false, false, "tier"},
    {"membership", "member", 5, false, false, "tier"},
    {"membership", "suspended", 6, kEnds, false, ""},
    {"membership", "left", 6, kEnds, false, ""},
    {"membership", "expelled", 6, kEnds, false, ""},

    {"relation-level", "no_relations", 0, kEnds, false, ""},
    {"relation-level", "diplomatic", 1, false, false, ""},
    {"relation-level", "good_neighbourly", 2, false, false, ""},
    {"relation-level", "friendly", 2, false, false, ""},
    {"relation-level", "partnership", 3, false, false, ""},
    {"relation-level", "strategic_partnership", 4, false, false, ""},
    {"relation-level", "enhanced_strategic_partnership", 5, false, false, ""},
    {"relation-level", "comprehensive_strategic_partnership", 5, false, false, ""},
    {"relation-level", "strategic_partnership_and_alliance", 6, false, false, ""},
    {"relation-level", "comprehensive_strategic_partnership_and_alliance", 7, false, false, ""},
    {"relation-level", "downgraded", 8, kEnds, false, ""},
    {"relation-level", "suspended", 8, kEnds, false, ""},
    {"relation-level", "severed", 8, kEnds, false, ""},

    {"document", "drafted", 1, false, kWaits, ""},
    {"document", "prepared", 2, false, kWaits, ""},
    {"document", "agreed", 3, false, kWaits, ""},
    {"document", "initialled", 4, false, false, ""},
    {"document", "signed", 5, false, false, ""},
    {"document", "adopted", 5, false, false, ""},
    {"document", "ratified", 6, false, false, ""},
    {"document", "provisional", 6, false, false, ""},
    {"document", "in_force", 7, false, false, ""},
    {"document", "extended", 7, false, false, ""},
    {"document", "amended", 7, false, false, ""},
    {"document", "suspended", 8, kEnds, false, ""},
    {"document", "rejected", 8, kEnds, false, ""},
    {"document", "denounced", 8, kEnds, false, ""},
    {"document", "expired", 8, kEnds, false, ""},
    {"document", "superseded", 8, kEnds, false, ""},

    {"office", "nominated", 1, false, kWaits, ""},
    {"office", "elected", 2, false, kWaits, ""},
    {"office", "appointed", 2, false, kWaits, ""},
    {"office", "confirmed", 3, false, kWaits, ""},
    {"office", "acting", 4, false, false, ""},
    {"office", "in_office", 5, false, false, ""},
    {"office", "former", 6, kEnds, false, ""},
    {"office", "dismissed", 6, kEnds, false, ""},
    {"office", "resigned", 6, kEnds, false, ""},
    {"office", "died", 6, kEnds, false, ""},

    {"project", "proposed", 1, false, kWaits, ""},
    {"project", "announced", 2, false, kWaits, ""},
    {"project", "agreed", 3, false, kWaits, ""},
    {"project", "designed", 4, false, kWaits, ""},
    {"project", "financed", 5, false, kWaits, ""},
    {"project", "under_construction", 6, false, kWaits, ""},
    {"project", "commissioned", 7, false, false, ""},
    {"project", "operating", 8, false, false, ""},
    {"project", "expanded", 8, false, false, ""},
    {"project", "paused", 9, kEnds, false, ""},
    {"project", "cancelled", 9, kEnds, false, ""},
    {"project", "closed", 9, kEnds, false, ""},

    {"sanctions", "none", 0, kEnds, false, ""},
    {"sanctions", "threatened", 1, false, kWaits, ""},
    {"sanctions", "announced", 2, false, kWaits, ""},
    {"sanctions", "in_force", 3, false, false, ""},
    {"sanctions", "extended", 3, false, false, ""},
    {"sanctions", "expanded", 3, false, false, ""},
    {"sanctions", "eased", 3, false, false, ""},
    {"sanctions", "suspended", 4, kEnds, false, ""},
    {"sanctions", "lifted", 4, kEnds, false, ""},

    {"flow", "none", 0, kEnds, false, ""},
    {"flow", "planned", 1, false, kWaits, ""},
    {"flow", "flowing", 2, false, false, ""},
    {"flow", "rising", 2, false, false, "trend"},
    {"flow", "stable", 2, false, false, "trend"},
    {"flow", "falling", 2, false, false, "trend"},
    {"flow", "stopped", 3, kEnds, false, ""},
};

}  // namespace

const StatusValue* status_value(std::string_view kind, std::string_view value) {
  const auto* found = std::find_if(
      std::begin(kValues), std::end(kValues),
      [&](const StatusValue& known) { return known.kind == kind && known.value == value; });
  return found == std::end(kValues) ? nullptr : found;
}

bool values_add_up(std::string_view kind) { return kind != "membership" && kind != "flow"; }

}  // namespace letopis::chronicle
