#include "chronicle/act_clashes.h"

#include <algorithm>

namespace letopis::chronicle {
namespace {

// Days between a report and its denial where neither says when.
constexpr Day kOneMatter = 7;

bool one_voice(const ActClaim& a, const ActClaim& b) {
  if (a.speakers.empty() != b.speakers.empty()) return false;
  return a.speakers.empty() ? a.text_sha256 == b.text_sha256
                            : a.speakers.front() == b.speakers.front();
}

bool told(const ActClaim& claim) {
  return claim.modality == "occurred" || claim.modality == "ongoing";
}

bool disjoint(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::none_of(a.begin(), a.end(), [&b](const std::string& key) { return b.contains(key); });
}

bool near(const ActClaim& a, const ActClaim& b) {
  if (a.text_sha256 == b.text_sha256) return true;
  if (!a.published || !b.published) return false;
  return a.published->first - b.published->last <= kOneMatter &&
         b.published->first - a.published->last <= kOneMatter;
}

}  // namespace

Clash clash_of(const ActClaim& a, const ActClaim& b) {
  if (a.block != b.block || a.block.empty()) return {};
  if (!told(a)) return told(b) ? clash_of(b, a) : Clash{};
  if (b.modality != "denied" || one_voice(a, b)) return {};
  for (const auto& [part, keys] : a.others) {
    const auto other = b.others.find(part);
    if (other != b.others.end() && disjoint(keys, other->second)) return {};
  }
  const bool one_time = a.days && b.days ? a.days->overlaps(*b.days)
                                         : a.when.overlaps(b.when) && near(a, b);
  if (!one_time) return {};
  return {"modality", "one tells it as " + a.modality + ", the other says that it is not so", false};
}

}  // namespace letopis::chronicle
