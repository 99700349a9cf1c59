#include "extract/frame_examples.h"

#include <algorithm>

namespace letopis::extract {
namespace {

bool names(const Argument& argument, std::string_view word, std::string_view text,
           const Analysis& analysis) {
  if (argument.span.of(text).find(word) != std::string_view::npos) return true;
  if (argument.entity == kNoEntity) return false;
  return std::any_of(analysis.mentions.begin(), analysis.mentions.end(), [&](const Mention& m) {
    return std::find(m.entities.begin(), m.entities.end(), argument.entity) != m.entities.end() &&
           m.span.of(text).find(word) != std::string_view::npos;
  });
}

std::string differences(const rules::Frame& frame, const rules::FrameExample& example,
                        const Claim& claim, const Analysis& analysis) {
  std::string wrong;
  if (!example.value.empty()) {
    const bool told =
        std::any_of(analysis.claims.begin(), analysis.claims.end(), [&](const Claim& c) {
          return c.kind == ClaimKind::kStatus && (!frame.status || &c == &claim) &&
                 std::any_of(c.arguments.begin(), c.arguments.end(), [&](const Argument& a) {
                   return a.role == "value" && a.literal == example.value;
                 });
        });
    if (!told) wrong += " no status has the value '" + example.value + "';";
  }
  if (example.modality && claim.modality != *example.modality)
    wrong += " modality is " + std::string(modality_name(claim.modality)) + ";";
  for (const rules::Expected& expected : example.roles) {
    const std::string& role = frame.roles[expected.role].name;
    for (const std::string& word : expected.fillers) {
      const bool found =
          std::any_of(claim.arguments.begin(), claim.arguments.end(), [&](const Argument& a) {
            const bool side = role == "party" && (a.role == "subject" || a.role == "object");
            return (side || a.role == role) && names(a, word, example.text, analysis);
          });
      if (!found) wrong += " " + role + " is not '" + word + "';";
    }
  }
  return wrong;
}

}  // namespace

std::string check_example(const rules::Frame& frame, const rules::FrameExample& example,
                          const Analysis& analysis) {
  std::string least;
  bool any = false;
  for (const Claim& claim : analysis.claims) {
    if (claim.frame != frame.act || (claim.kind == ClaimKind::kStatus) != frame.status) continue;
    if (!example.holds) return "'" + frame.act + "' is found where it should not be";
    std::string wrong = differences(frame, example, claim, analysis);
    if (wrong.empty()) return "";
    if (!any || wrong.size() < least.size()) least = std::move(wrong);
    any = true;
  }
  if (!example.holds) return "";
  return any ? "'" + frame.act + "':" + least : "'" + frame.act + "' is not found";
}

}  // namespace letopis::extract
