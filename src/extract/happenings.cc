#include "extract/happenings.h"

#include <algorithm>
#include <map>
#include <set>

namespace letopis::extract {
namespace {

constexpr uint32_t kTitleReach = 4;  // sentences between two tellings, one of them without names

bool intersect(const std::set<uint32_t>& a, const std::set<uint32_t>& b) {
  return std::any_of(a.begin(), a.end(), [&](uint32_t x) { return b.contains(x); });
}

class Joiner {
 public:
  Joiner(std::vector<Found> found, const std::vector<Entity>& entities)
      : found_(std::move(found)), entities_(entities) {}

  std::vector<Found> run() {
    // What one telling joins may join two tellings that had nothing in common before.
    for (size_t before = found_.size() + 1; found_.size() < before; merge()) before = found_.size();
    return std::move(found_);
  }

 private:
  std::set<uint32_t> sides(const Claim& claim) const {
    std::set<uint32_t> out;
    for (const Argument& a : claim.arguments)
      if (a.entity != kNoEntity && participant(a.role)) out.insert(a.entity);
    return out;
  }

  bool compatible(const Found& one, const Found& two) const {
    const Claim &a = one.claim, &b = two.claim;
    if (a.frame != b.frame) return false;
    const auto past = [](Modality m) {
      return m == Modality::kOccurred || m == Modality::kOngoing;
    };
    const bool same_modality = a.modality == b.modality || (past(a.modality) && past(b.modality));
    if (!same_modality && one.certain && two.certain) return false;
    const auto ea = sides(a), eb = sides(b);
    if (!intersect(ea, eb)) return false;
    if ((same_modality || (one.dated && two.dated)) && !a.when.days.overlaps(b.when.days))
      return false;
    std::map<std::string, std::set<uint32_t>> ra, rb;
    for (const Argument& x : a.arguments)
      if (x.entity != kNoEntity) ra[x.role].insert(x.entity);
    for (const Argument& x : b.arguments)
      if (x.entity != kNoEntity) rb[x.role].insert(x.entity);
    for (const auto& [role, set] : ra) {
      const auto other = rb.find(role);
      if (other == rb.end() || intersect(set, other->second)) continue;
      // Who is agent here may be partner there; but another place, document or occasion is another
      // happening.
      if (participant(role) && intersect(set, eb)) continue;
      return false;
    }
    return true;
  }

  void merge() {
    std::vector<Found> kept;
    for (Found& found : found_) {
      const auto at = std::find_if(kept.begin(), kept.end(),
                                   [&](const Found& k) { return compatible(k, found); });
      if (at == kept.end()) {
        kept.push_back(std::move(found));
        continue;
      }
      Claim& claim = found.claim;
      Claim* same = &at->claim;
      // What is said outranks what is assumed, a date of the text outranks one of publication.
      if (found.certain && !at->certain && claim.modality != same->modality) {
        same->modality = claim.modality;
        same->plover = claim.plover;
        same->mode = claim.mode;
        if (!at->dated) same->when = claim.when;
      }
      if (found.dated && !at->dated) same->when = claim.when;
      at->dated = at->dated || found.dated;
      at->certain = at->certain || found.certain;
      for (Argument& argument : claim.arguments) {
        const bool known =
            std::any_of(same->arguments.begin(), same->arguments.end(), [&](const Argument& a) {
              return (argument.entity != kNoEntity && a.entity == argument.entity &&
                      (a.role == argument.role || participant(argument.role))) ||
                     (argument.entity == kNoEntity && a.role == argument.role);
            });
        if (!known) same->arguments.push_back(std::move(argument));
      }
      for (const Span span : claim.evidence)
        if (std::none_of(same->evidence.begin(), same->evidence.end(),
                         [&](Span s) { return s.overlaps(span); }))
          same->evidence.push_back(span);
      std::sort(same->evidence.begin(), same->evidence.end());
      same->core = same->core || claim.core;
      same->hedged = same->hedged && claim.hedged;
      if (claim.said_by.empty()) same->said_by.clear();  // the outlet tells it too
      if (claim.origin.confidence > same->origin.confidence) same->origin = std::move(claim.origin);
    }
    found_ = std::move(kept);
    join_unnamed();
    drop_remainders();
  }

  // "Intends to sign": the plan is the signing's, and no act beside it.
  void drop_remainders() {
    std::vector<Span> acts;
    for (const Found& found : found_)
      if (!found.remainder) acts.push_back(found.claim.trigger);
    std::erase_if(found_, [&](const Found& found) {
      if (!found.remainder) return false;
      return std::any_of(
          found.claim.arguments.begin(), found.claim.arguments.end(), [&](const Argument& a) {
            return a.entity == kNoEntity &&
                   std::any_of(acts.begin(), acts.end(),
                               [&](Span trigger) { return a.span.overlaps(trigger); });
          });
    });
  }

  bool named(const Found& found) const {
    return std::any_of(
        found.claim.arguments.begin(), found.claim.arguments.end(), [&](const Argument& a) {
          return a.entity != kNoEntity && participant(a.role) && !entities_[a.entity].unnamed;
        });
  }

  // "The minister has resigned" over "Minister X has resigned": what nobody has done by name is
  // told by name close by.
  void join_unnamed() {
    std::vector<bool> joined(found_.size());
    for (size_t i = 0; i < found_.size(); ++i) {
      if (named(found_[i])) continue;
      for (size_t j = 0; j < found_.size() && !joined[i]; ++j) {
        const Claim &mine = found_[i].claim, &other = found_[j].claim;
        const uint32_t far = found_[i].sentence > found_[j].sentence
                                 ? found_[i].sentence - found_[j].sentence
                                 : found_[j].sentence - found_[i].sentence;
        if (i == j || joined[j] || mine.frame != other.frame || far > kTitleReach ||
            mine.modality != other.modality || !named(found_[j]))
          continue;
        joined[i] = true;
        Claim& whole = found_[j].claim;
        for (const Span span : mine.evidence)
          if (std::none_of(whole.evidence.begin(), whole.evidence.end(),
                           [&](Span s) { return s.overlaps(span); }))
            whole.evidence.push_back(span);
        std::sort(whole.evidence.begin(), whole.evidence.end());
      }
    }
    std::vector<Found> kept;
    for (size_t i = 0; i < found_.size(); ++i)
      if (!joined[i]) kept.push_back(std::move(found_[i]));
    found_ = std::move(kept);
  }

  std::vector<Found> found_;
  const std::vector<Entity>& entities_;
};

}  // namespace

bool participant(std::string_view role) {
  return role == "agent" || role == "co_agent" || role == "recipient" || role == "host" ||
         role == "visitor" || role == "mediator" || role == "beneficiary" || role == "object" ||
         role == "subject" || role == "party";
}

std::vector<Found> happenings(std::vector<Found> found, const std::vector<Entity>& entities) {
  return Joiner(std::move(found), entities).run();
}

}  // namespace letopis::extract
