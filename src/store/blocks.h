// What can become one thing across articles: the key of an entity, the block of an act or status. A
// block holds everything that a change of one of its members may change in the chronicle; derived
// anew as a whole (chronicle/derive.h). Pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "doc/analysis.h"

namespace letopis::store {

// Entities of one key are one entity: the catalogue id, else kind and full folded name. A person of
// whom a text gives one word, and a document or project that it calls by a common noun, are known in
// that text alone (`text_sha256`).
std::string entity_key(const Entity& entity, std::string_view text_sha256);

// Whether a filler of this role takes part in an act.
bool is_party(std::string_view role);
// agent and co_agent are one class; who meets whom is no order.
std::string_view party_class(std::string_view role);

// The act and the leading parties of a claim; nullopt for statuses and for acts in which nobody
// takes part: they make no event.
std::optional<std::string> event_block(const Claim& claim, const Analysis& analysis);

// What a status claim is about, besides its value: kind, subject, object, and the post of an
// office. Claims of one block speak of one standing. A level of relations has no order of sides.
// nullopt for acts and for statuses of nobody.
std::optional<std::string> status_block(const Claim& claim, const Analysis& analysis);

// The days on which claims are compared: those of the time, and for "about D" (D~) [D-3, D].
// nullopt where they are open or more than 31: such claims never merge.
std::optional<Interval> merge_days(const TimeValue& when);

}  // namespace letopis::store
