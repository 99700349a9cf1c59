#include "extract/statuses.h"

#include <algorithm>

namespace letopis::extract {
namespace {

constexpr float kOpened = 0.95F;  // what follows from an act is as sure as the act, nearly

const Argument* filler(const Claim& claim, std::string_view role) {
  const auto found = std::find_if(claim.arguments.begin(), claim.arguments.end(),
                                  [role](const Argument& a) { return a.role == role; });
  return found == claim.arguments.end() ? nullptr : &*found;
}

Argument named(Argument argument, std::string_view role) {
  argument.role = role;
  return argument;
}

bool same_filler(const Claim& a, const Claim& b, std::string_view role) {
  const Argument *x = filler(a, role), *y = filler(b, role);
  if (x == nullptr || y == nullptr) return x == y;
  return x->entity == y->entity && x->literal == y->literal;
}

bool same(const Claim& a, const Claim& b) {
  // A project is one wherever it stands; who imposed sanctions is not to be guessed.
  const bool one_place =
      a.frame == "project" && (filler(a, "object") == nullptr || filler(b, "object") == nullptr);
  return a.frame == b.frame && a.modality == b.modality && same_filler(a, b, "subject") &&
         (one_place || same_filler(a, b, "object")) && same_filler(a, b, "value") &&
         (a.when.edtf.empty() || b.when.edtf.empty() || a.when.days.overlaps(b.when.days)) &&
         (a.said_by.empty() || b.said_by.empty() || a.said_by.front() == b.said_by.front());
}

// Of two values of time the one that says more.
bool narrower(const TimeValue& a, const TimeValue& b) {
  if (a.edtf.empty() || b.edtf.empty()) return b.edtf.empty() && !a.edtf.empty();
  return a.days.bounded() && !b.days.bounded();
}

}  // namespace

std::optional<Modality> status_modality(Modality of_act) {
  switch (of_act) {
    case Modality::kOccurred:
    case Modality::kOngoing:
    case Modality::kAsserted:
      return Modality::kAsserted;
    case Modality::kOffered:
    case Modality::kAnnounced:
      return Modality::kAnnounced;
    case Modality::kPlanned:
      return Modality::kPlanned;
    case Modality::kDeclined:
      return Modality::kDeclined;
    case Modality::kNegated:
    case Modality::kDenied:
      return Modality::kDenied;
    case Modality::kHypothetical:
      return std::nullopt;
  }
  return std::nullopt;
}

std::vector<Claim> opened(const rules::Frame& frame, const rules::Opening& opening,
                          const Claim& act, const Analysis& analysis) {
  std::vector<Claim> made;
  if (!opening.on.empty() &&
      std::find(opening.on.begin(), opening.on.end(), act.modality) == opening.on.end())
    return made;
  const std::optional<Modality> modality = opening.as ? opening.as : status_modality(act.modality);
  if (!modality) return made;
  const Argument* object = nullptr;
  if (opening.object) {
    object = filler(act, frame.roles[*opening.object].name);
    // Persons hold offices; bodies and states have members and impose sanctions.
    if (object != nullptr && object->entity != kNoEntity &&
        analysis.entities[object->entity].kind == EntityKind::kPerson)
      object = nullptr;
    if (object == nullptr && !opening.object_optional) return made;
  }
  const bool dated = act.modality == Modality::kOccurred || act.modality == Modality::kNegated;
  for (const Argument& argument : act.arguments) {
    if (argument.role != frame.roles[opening.subject].name) continue;
    if (object != nullptr && object->entity == argument.entity) continue;
    Claim status = act;
    status.kind = ClaimKind::kStatus;
    status.frame = opening.kind;
    status.plover.clear();
    status.mode.clear();
    status.contexts.clear();
    status.arguments = {named(argument, "subject")};
    if (object != nullptr) status.arguments.push_back(named(*object, "object"));
    status.arguments.push_back({"value", kNoEntity, opening.value, {}});
    status.modality = *modality;
    if (!dated) status.when = {};
    status.origin.confidence *= kOpened;
    made.push_back(std::move(status));
  }
  return made;
}

std::vector<Claim> sides(const Claim& status, const Analysis& analysis) {
  std::vector<Argument> parties, subjects, others;
  for (const Argument& argument : status.arguments)
    (argument.role == "party"     ? parties
     : argument.role == "subject" ? subjects
                                  : others)
        .push_back(argument);
  std::vector<Claim> made;
  const auto add = [&](const Argument& subject, const Argument* object) {
    Claim claim = status;
    claim.arguments = {named(subject, "subject")};
    if (object != nullptr) claim.arguments.push_back(named(*object, "object"));
    claim.arguments.insert(claim.arguments.end(), others.begin(), others.end());
    made.push_back(std::move(claim));
  };
  const Argument* object = filler(status, "object");
  for (const Argument& subject : subjects)
    if (object == nullptr || subject.entity == kNoEntity || subject.entity != object->entity)
      add(subject, nullptr);
  if (parties.size() != 2) return made;  // of three it is not said who stands how to whom
  if (analysis.entities[parties[1].entity].id < analysis.entities[parties[0].entity].id)
    std::swap(parties[0], parties[1]);
  add(parties[0], &parties[1]);
  return made;
}

std::vector<Claim> joined(std::vector<Claim> statuses) {
  std::vector<Claim> kept;
  for (Claim& claim : statuses) {
    const auto at =
        std::find_if(kept.begin(), kept.end(), [&](const Claim& k) { return same(k, claim); });
    if (at == kept.end()) {
      kept.push_back(std::move(claim));
      continue;
    }
    if (const Argument* object = filler(claim, "object");
        object != nullptr && filler(*at, "object") == nullptr)
      at->arguments.insert(at->arguments.begin() + 1, *object);
    if (narrower(claim.when, at->when)) at->when = claim.when;
    for (const Span span : claim.evidence)
      if (std::none_of(at->evidence.begin(), at->evidence.end(),
                       [span](Span s) { return s.overlaps(span); }))
        at->evidence.push_back(span);
    std::sort(at->evidence.begin(), at->evidence.end());
    at->core = at->core || claim.core;
    at->hedged = at->hedged && claim.hedged;
    if (claim.said_by.empty()) at->said_by.clear();  // the outlet says so too
    if (claim.origin.confidence > at->origin.confidence) at->origin = std::move(claim.origin);
  }
  std::stable_sort(kept.begin(), kept.end(), [](const Claim& a, const Claim& b) {
    return a.evidence != b.evidence ? a.evidence < b.evidence : a.frame < b.frame;
  });
  return kept;
}

}  // namespace letopis::extract
