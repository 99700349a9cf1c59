#include "doc/analysis.h"

#include <algorithm>

#include "base/hash.h"

namespace letopis {
namespace {

using std::string_view;

constexpr std::array<string_view, 29> kTypes = {"AGE",        "AWARD",        "CITY",
                                                "COUNTRY",    "CRIME",        "DATE",
                                                "DISEASE",    "DISTRICT",     "EVENT",
                                                "FACILITY",   "FAMILY",       "IDEOLOGY",
                                                "LANGUAGE",   "LAW",          "LOCATION",
                                                "MONEY",      "NATIONALITY",  "NUMBER",
                                                "ORDINAL",    "ORGANIZATION", "PENALTY",
                                                "PERCENT",    "PERSON",       "PRODUCT",
                                                "PROFESSION", "RELIGION",     "STATE_OR_PROVINCE",
                                                "TIME",       "WORK_OF_ART"};
constexpr std::array<string_view, 9> kKinds = {"person",  "state",    "org",  "place", "document",
                                               "project", "occasion", "bloc", "medium"};
constexpr std::array<string_view, 7> kForms = {"name",         "role",    "descriptor", "adjective",
                                               "abbreviation", "metonym", "pronoun"};
constexpr std::array<string_view, 6> kAnchors = {"absolute", "publication", "text",
                                                 "event",    "utterance",   "none"};
constexpr std::array<string_view, 3> kQuoteKinds = {"direct", "fragment", "indirect"};
constexpr std::array<string_view, 10> kModalities = {
    "occurred", "ongoing", "planned",  "offered",   "hypothetical",
    "negated",  "denied",  "asserted", "announced", "declined"};

template <class E, size_t N>
std::optional<E> index_of(const std::array<string_view, N>& names, string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<E>(found - names.begin());
}

}  // namespace

string_view entity_type_name(EntityType type) { return kTypes[static_cast<size_t>(type)]; }
std::optional<EntityType> entity_type_of(string_view name) {
  return index_of<EntityType>(kTypes, name);
}
string_view entity_kind_name(EntityKind kind) { return kKinds[static_cast<size_t>(kind)]; }
std::optional<EntityKind> entity_kind_of(string_view name) {
  return index_of<EntityKind>(kKinds, name);
}
string_view mention_form_name(MentionForm form) { return kForms[static_cast<size_t>(form)]; }
string_view anchor_kind_name(AnchorKind kind) { return kAnchors[static_cast<size_t>(kind)]; }
string_view quote_kind_name(QuoteKind kind) { return kQuoteKinds[static_cast<size_t>(kind)]; }
string_view dispute_item_name(DisputeItem::Of of) {
  constexpr string_view kNames[] = {"claim", "time", "figure"};
  return kNames[static_cast<size_t>(of)];
}

string_view modality_name(Modality modality) { return kModalities[static_cast<size_t>(modality)]; }
std::optional<Modality> modality_of(string_view name) {
  return index_of<Modality>(kModalities, name);
}

std::string Claim::id(string_view text_sha256) const {
  std::string content(text_sha256);
  content.append("\n").append(frame);
  for (const Span span : evidence)
    content.append("\n")
        .append(std::to_string(span.begin))
        .append("-")
        .append(std::to_string(span.end));
  content.append("\n")
      .append(std::to_string(trigger.begin))
      .append("-")
      .append(std::to_string(trigger.end));
  for (const Argument& argument :
       arguments) {  // one verb with coordinated objects evokes several claims
    if (argument.span.empty()) continue;
    content.append("\n")
        .append(argument.role)
        .append(" ")
        .append(std::to_string(argument.span.begin));
    content.append("-").append(std::to_string(argument.span.end));
  }
  return sha256_hex(content).substr(0, 16);
}

}  // namespace letopis
