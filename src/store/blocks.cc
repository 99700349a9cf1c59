#include "store/blocks.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/unicode.h"
#include "base/utf8.h"
#include "store/fold.h"

namespace letopis::store {
namespace {

constexpr std::array<std::string_view, 7> kParties = {"agent",     "co_agent", "visitor",    "host",
                                                      "recipient", "mediator", "beneficiary"};
// The class that leads an act, in the order of preference. An object leads only where no party is
// named ("the summit of N").
constexpr std::array<std::string_view, 7> kLeads = {"visitor",     "agent",    "host",  "recipient",
                                                    "beneficiary", "mediator", "object"};
constexpr Day kLongestMerge = 31;
constexpr Day kAbout = 3;

std::string filler_key(const Argument& argument, const Analysis& analysis) {
  if (argument.entity != kNoEntity)
    return entity_key(analysis.entities[argument.entity], analysis.text_sha256);
  return "literal|" + fold(argument.literal) + "|" + analysis.text_sha256;
}

}  // namespace

namespace {

// "The agreement", "the power station": a common noun phrase names nothing beyond its own text.
bool common_noun(std::string_view name) {
  size_t words = 1;
  for (size_t at = 0; at < name.size();) {
    const char32_t c = utf8::next(name, at);
    if (unicode::is_upper(c) || unicode::is_digit(c)) return false;
    words += unicode::is_space(c) ? 1 : 0;
  }
  return words <= 2;
}

}  // namespace

std::string entity_key(const Entity& entity, std::string_view text_sha256) {
  if (entity.catalogued) return entity.id;
  std::string folded = fold(entity.name);
  const bool one_word = folded.find(' ') == std::string::npos;
  std::string key(entity_kind_name(entity.kind));
  key.append("|").append(folded);
  const bool thing = entity.kind == EntityKind::kDocument || entity.kind == EntityKind::kProject;
  if ((one_word && entity.kind == EntityKind::kPerson) || entity.unnamed ||
      (thing && common_noun(entity.name)))
    key.append("|").append(text_sha256);
  return key;
}

bool is_party(std::string_view role) {
  return std::find(kParties.begin(), kParties.end(), role) != kParties.end();
}

std::string_view party_class(std::string_view role) {
  return role == "co_agent" ? std::string_view("agent") : role;
}

std::optional<std::string> event_block(const Claim& claim, const Analysis& analysis) {
  if (claim.kind != ClaimKind::kAct) return std::nullopt;
  for (const std::string_view lead : kLeads) {
    std::vector<std::string> keys;
    for (const Argument& argument : claim.arguments)
      if (party_class(argument.role) == lead) keys.push_back(filler_key(argument, analysis));
    if (keys.empty()) continue;
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    std::string block = claim.frame + "|" + std::string(lead);
    for (const std::string& key : keys) block.append("\n").append(key);
    return block;
  }
  return std::nullopt;
}

std::optional<std::string> status_block(const Claim& claim, const Analysis& analysis) {
  if (claim.kind != ClaimKind::kStatus) return std::nullopt;
  std::string subject, object, post;
  for (const Argument& argument : claim.arguments) {
    std::string* part = argument.role == "subject"  ? &subject
                        : argument.role == "object" ? &object
                        : argument.role == "post"   ? &post
                                                    : nullptr;
    if (part != nullptr && part->empty()) *part = filler_key(argument, analysis);
  }
  if (subject.empty()) return std::nullopt;
  if (claim.frame == "relation-level" && !object.empty() && object < subject)
    std::swap(subject, object);
  // A post is a word of the language, the same in every text.
  if (const size_t mark = post.rfind('|'); post.starts_with("literal|"))
    post = post.substr(8, mark - 8);
  return claim.frame + "|status\n" + subject + "\n" + object +
         (claim.frame == "office" ? "\n" + post : std::string());
}

std::optional<Interval> merge_days(const TimeValue& when) {
  Interval days = when.days;
  if (!days.bounded()) return std::nullopt;
  if (when.edtf.ends_with('~') && days.first == days.last) days.first -= kAbout;
  if (days.last < days.first || days.last - days.first >= kLongestMerge) return std::nullopt;
  return days;
}

}  // namespace letopis::store
