#include "chronicle/clashes.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "chronicle/status_values.h"

namespace letopis::chronicle {
namespace {

// Two dates of one fact: a beginning told as a longer time is no date.
constexpr Day kLongestDate = 366;
// Intentions change; only these close to each other contradict.
constexpr Day kOneMoment = 7;

std::string said(const StatusClaim& claim) {
  std::string out = claim.value + " is " + claim.modality;
  if (!claim.edtf.empty()) out += " from " + claim.edtf;
  if (claim.known) out += ", said by " + iso(*claim.known);
  return out;
}

Clash against(std::string_view about, const StatusClaim& a, const StatusClaim& b) {
  return {about, said(a) + "; " + said(b), false};
}

// A whole date, not "about the day of publication".
bool has_date(const StatusClaim& claim) {
  return claim.dated() && !claim.edtf.ends_with('~') &&
         claim.when.last - claim.when.first < kLongestDate;
}

bool one_voice(const StatusClaim& a, const StatusClaim& b) {
  if (a.text_sha256 != b.text_sha256) return false;
  return std::equal(a.speakers.begin(), a.speakers.end(), b.speakers.begin(), b.speakers.end(),
                    [](const Party& x, const Party& y) { return x.key == y.key; });
}

std::optional<Day> said_first(const StatusClaim& claim) {
  if (claim.published_days.first != Interval::kOpenBegin) return claim.published_days.first;
  return claim.known;
}

// Both say that something holds, with different values of the table.
Clash both_hold(const StatusClaim& a, const StatusValue& x, const StatusClaim& b,
                const StatusValue& y) {
  if (x.ends && y.ends) return {};
  if (x.ends || y.ends) {
    const StatusClaim& end = x.ends ? a : b;
    const StatusClaim& holds = x.ends ? b : a;
    const auto ended = end.since(), held = last_held(holds);
    if (!ended || !held || *held <= *ended) return {};
    if (has_date(holds)) return {};  // what began before it ended is history, later it began anew
    return against("value", holds, end);
  }
  if (x.order == y.order) {
    if (x.against.empty() || x.against != y.against) return {};
    if (has_date(a) && has_date(b))
      return a.when.overlaps(b.when) && a.when.last - a.when.first < kOneMoment
                 ? against("value", a, b)
                 : Clash{};
    const auto from = a.since(), other = b.since(), to = last_held(a), until = last_held(b);
    if (!from || !other || !to || !until || *from > *until || *other > *to) return {};
    return against("value", a, b);
  }
  if (values_add_up(x.kind)) return {};
  const bool first_is_lower = x.order < y.order;
  const StatusClaim& low = first_is_lower ? a : b;
  const StatusClaim& high = first_is_lower ? b : a;
  const StatusValue& step = first_is_lower ? x : y;
  if (!step.waits && (step.against.empty() || step.against != (first_is_lower ? y : x).against))
    return {};
  const auto reached = high.since();
  // A dated lower tier is what was before, or what it became; a dated step on the way is one day.
  const std::optional<Day> still = !has_date(low) ? last_held(low)
                                   : step.waits   ? std::optional(low.when.first)
                                                  : std::nullopt;
  if (!reached || !still || *still <= *reached) return {};
  return against("value", low, high);
}

}  // namespace

Stance stance_of(std::string_view modality) {
  if (modality == "asserted" || modality == "occurred" || modality == "ongoing")
    return Stance::kHolds;
  if (modality == "declined") return Stance::kRefused;
  if (modality == "denied" || modality == "negated") return Stance::kDenied;
  return Stance::kMeant;
}

std::optional<Day> last_held(const StatusClaim& claim) {
  if (claim.until.first != Interval::kOpenBegin) return claim.until.first;
  const auto said = said_first(claim), since = claim.since();
  if (!said || !since) return said ? said : since;
  return std::max(*said, *since);
}

namespace {

Clash clash_of_statuses(const StatusClaim& a, const StatusClaim& b) {
  const StatusValue* x = status_value(a.kind, a.value);
  const StatusValue* y = status_value(b.kind, b.value);
  const Stance s = stance_of(a.modality), t = stance_of(b.modality);
  if (s > t) return clash_of_statuses(b, a);
  const bool levels = a.kind == "membership" || a.kind == "relation-level";
  if (s == Stance::kHolds && t == Stance::kHolds) {
    if (a.value != b.value) return x != nullptr && y != nullptr ? both_hold(a, *x, b, *y) : Clash{};
    if (levels && has_date(a) && has_date(b) && !a.when.overlaps(b.when))
      return against("date", a, b);
    return {};
  }
  if (a.value != b.value || s == t) return {};
  const auto day = said_first(b);
  if (s == Stance::kHolds && t == Stance::kMeant) {
    if (!levels || !has_date(a) || !day || *day <= a.when.last || b.dated()) return {};
    return against("modality", a, b);
  }
  if (s == Stance::kHolds) {  // refused or denied, unless it began afterwards
    if (!day || (has_date(a) && a.when.first > *day)) return {};
    return against("modality", a, b);
  }
  if (t == Stance::kDenied) return against("modality", a, b);
  const auto other = said_first(a);  // meant and refused
  if (!day || !other || std::max(*day, *other) - std::min(*day, *other) > kOneMoment) return {};
  return against("modality", a, b);
}

}  // namespace

Clash clash_of(const StatusClaim& a, const StatusClaim& b) {
  if (a.id == b.id || one_voice(a, b)) return {};
  Clash clash = clash_of_statuses(a, b);
  // "President N" is said of whoever was it, and will be it.
  const auto title = [](const StatusClaim& claim) {
    const StatusValue* value = status_value(claim.kind, claim.value);
    return claim.kind == "office" && stance_of(claim.modality) == Stance::kHolds &&
           !has_date(claim) && (value == nullptr || !value->ends);
  };
  clash.weak = clash && (title(a) || title(b));
  return clash;
}

bool outranks(const std::vector<const StatusClaim*>& a, const std::vector<const StatusClaim*>& b) {
  const auto rank = [](const std::vector<const StatusClaim*>& group) {
    Weight weight = Weight::kExpert;
    Day latest = Interval::kOpenBegin;
    int order = 0;
    bool act = false;
    for (const StatusClaim* claim : group) {
      weight = std::min(weight, claim->weight);
      latest = std::max(latest, last_held(*claim).value_or(Interval::kOpenBegin));
      act = act || stance_of(claim->modality) != Stance::kMeant;
      const StatusValue* value = status_value(claim->kind, claim->value);
      order = std::max(order, value == nullptr ? 0 : value->order);
    }
    // Smaller is stronger. An announcement never outranks an act.
    return std::tuple(!act, weight, -int64_t{latest}, -order, -origins_of(group));
  };
  return rank(a) < rank(b);
}

std::vector<Quarrel> quarrels(const std::vector<StatusClaim>& block) {
  // Claims of one value, stance and date agree; so the sides of a quarrel are such groups.
  std::map<std::tuple<std::string_view, Stance, std::string_view>, std::vector<size_t>> by_look;
  bool ended = false;
  for (size_t i = 0; i < block.size(); ++i) {
    const StatusClaim& claim = block[i];
    by_look[{claim.value, stance_of(claim.modality), claim.edtf}].push_back(i);
    const StatusValue* value = status_value(claim.kind, claim.value);
    ended = ended || (value != nullptr && value->ends);
  }
  std::map<std::tuple<std::string_view, std::string, std::string>, Quarrel> found;
  for (auto a = by_look.begin(); a != by_look.end(); ++a)
    for (auto b = std::next(a); b != by_look.end(); ++b) {
      std::array<std::vector<size_t>, 2> sides;
      Clash first;
      std::pair<size_t, size_t> at;
      for (const size_t i : a->second)
        for (const size_t j : b->second) {
          Clash clash = clash_of(block[i], block[j]);
          if (!clash || clash.weak) continue;
          sides[0].push_back(i);
          sides[1].push_back(j);
          if (const auto here = std::minmax(i, j); !first || std::pair<size_t, size_t>(here) < at) {
            first = std::move(clash);
            at = here;
          }
        }
      // Something may begin twice where it ended in between.
      if (!first || (first.about == "date" && ended)) continue;
      const auto name = [&first](const auto& look) {
        return std::string(std::get<0>(look)) + " " +
               std::to_string(static_cast<int>(std::get<1>(look))) +
               (first.about == "date" ? " " + std::string(std::get<2>(look)) : std::string());
      };
      Quarrel& quarrel = found[{first.about, name(a->first), name(b->first)}];
      if (quarrel.why.empty()) {
        quarrel.about = first.about;
        quarrel.why = first.why;
      }
      for (size_t side = 0; side < 2; ++side)
        quarrel.sides[side].insert(quarrel.sides[side].end(), sides[side].begin(),
                                   sides[side].end());
    }
  std::vector<Quarrel> out;
  for (auto& [name, quarrel] : found) {
    std::array<std::vector<const StatusClaim*>, 2> groups;
    for (size_t side = 0; side < 2; ++side) {
      auto& members = quarrel.sides[side];
      std::sort(members.begin(), members.end());
      members.erase(std::unique(members.begin(), members.end()), members.end());
      for (const size_t i : members) groups[side].push_back(&block[i]);
    }
    if (outranks(groups[1], groups[0])) std::swap(quarrel.sides[0], quarrel.sides[1]);
    out.push_back(std::move(quarrel));
  }
  std::sort(out.begin(), out.end(), [](const Quarrel& a, const Quarrel& b) {
    return std::tuple(a.sides[0].front(), a.sides[1].front(), a.about) <
           std::tuple(b.sides[0].front(), b.sides[1].front(), b.about);
  });
  return out;
}

}  // namespace letopis::chronicle
