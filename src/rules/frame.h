// The frame language: what a word of a language says about who did what to whom, or about how
// things stand. One file describes one act (data/ru/frames/<act>.frame) or one kind of status
// (data/ru/statuses/<kind>.frame); docs/frames.md is its grammar. Here it is parsed and checked;
// extract/frames.h matches it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "doc/analysis.h"

namespace letopis::rules {

// What may fill a role: kinds of entities, types of mentions, or any words at all.
struct Constraint {
  std::vector<EntityKind> kinds;
  std::vector<EntityType> types;
  bool words = false;      // "text": the phrase itself, as a literal, where no entity fits
  bool officials = false;  // "official": a person of whom an office is told or known
  bool posts = false;      // "post": words of a post, for the state or body where it is held
  bool empty() const { return kinds.empty() && types.empty() && !words && !officials && !posts; }
};

// A place in the sentence, seen from the trigger.
enum class SlotKind : uint8_t {
  kSubject,  // who acts: passives, participles, infinitives undone
  kObject,   // who or what is acted upon
  kDative,
  kGenitive,
  kInstrumental,  // bare cases
  kPreposition,   // preposition (a lemma, several words joined by a space) and case
  kAdjective,     // an adjective or hyphenated pair of states at a noun
  kContext,       // who acts in the clause around a noun ("during his visit, X said")
  kBeside,        // who is acted upon in that clause ("congratulated X on the election")
  kHead,          // of an apposition: the noun of which it is said
  kThat,          // who acts in the clause that says what is asked ("demanded that X leave")
  kSpeaker,       // the state of whoever is quoted
  kOffice,        // where the subject is told to hold an office
  kSentence,      // the only one of its kind in the sentence, or the only two
};
struct Slot {
  SlotKind kind = SlotKind::kSubject;
  std::string preposition;
  Case gcase = Case::kNone;  // of kPreposition; kNone: any
  friend bool operator==(const Slot&, const Slot&) = default;
};

struct Alternative {
  Slot slot;
  Constraint constraint;  // empty: that of the role
  bool also = false;      // counts even where an earlier one is filled
};
struct RoleRule {
  uint32_t role = 0;  // index into Frame::roles
  std::vector<Alternative> alternatives;
};

struct Role {
  std::string name;
  Constraint constraint;
};

struct Condition {
  enum class Kind : uint8_t {
    kWith,  // a dependant of the trigger (two steps deep) has one of the lemmas
    kNotWith,
    kUnder,  // the word above the trigger has one of the lemmas
    kNotUnder,
    kNear,      // some word of the sentence has one of the lemmas
    kNotNear,   // none has
    kSingular,  // the trigger is singular
  };
  Kind kind = Kind::kWith;
  std::vector<std::string> lemmas;
};

// Alternatives of roles, one of which has to be filled; `count` fillers at least over all of them.
struct Need {
  std::vector<uint32_t> roles;
  uint32_t count = 1;
};

// A status that an act opens, told as well: who joined is a member.
struct Opening {
  std::string kind, value;
  uint32_t subject = 0;            // indices into Frame::roles
  std::optional<uint32_t> object;  // none: a status of one side
  bool object_optional = false;    // "object=role?": one side will do
  std::vector<Modality> on;        // modalities of the act under which it holds; empty: all but
                                   // hypothetical
  std::optional<Modality> as;  // modality of the status; none: that which follows from the act's
};

struct Trigger {
  bool noun = false;
  std::string name;  // first lemma; part of a claim's origin
  std::vector<std::string> lemmas;
  std::vector<std::string>
      light;  // verbs (and nouns under verbs) whose places count as the trigger's own
  bool light_required = false;
  std::vector<RoleRule>
      rules;  // own rules first, then the common ones for roles that have none here
  std::vector<Condition> conditions;
  std::vector<Need> needs;
  std::vector<std::string> implicit;  // acts told shortly before, whose participants fill a need
                                      // that the sentence leaves open
  std::optional<std::string> mode;
  std::optional<Modality> modality;
  std::optional<Modality> assumed;  // where nothing in the sentence says how far it came
  std::vector<Opening> opens;       // of acts; the common ones where a trigger has none
  std::string value;                // of statuses
  std::string planned_value;  // asserted where the value itself is planned or offered; may be empty
  std::string past_value;     // of an imperfective past: what was so then; may be empty
  bool presupposed = false;   // a bare noun is enough: who speaks of it takes it as standing
  bool continues = false;     // goes on with a list: kind, value and object of the status told last
  uint32_t line = 0;
};

struct Expected {
  uint32_t role = 0;
  std::vector<std::string> fillers;  // words of the sentence
};
struct FrameExample {
  bool holds = true;  // ok: or no:
  std::string text;
  std::vector<Expected> roles;
  std::optional<Modality> modality;
  std::string value;  // of the status that is expected
  uint32_t line = 0;
};

struct Frame {
  std::string path;
  std::string act;         // or the kind of a status
  bool spoken = false;     // done by the words that tell it: once said, it has occurred
  bool remainder = false;  // told only where what it is about is no act of its own
  bool status = false;  // roles subject, object, party (each of two equals); triggers have values
  std::string plover, mode, cameo;  // of what happened
  std::string planned_plover;       // of what is planned, offered or hypothetical; empty: the same
  std::vector<std::string> contexts;
  std::vector<Role> roles;
  std::vector<Trigger> triggers;
  std::vector<FrameExample> examples;
};

inline constexpr std::string_view kFrameHeader = "letopis-frame 1";

// Errors: kBadRule with path:line:column, kVersion for another header. The text may be anything.
Result<Frame> parse_frame(std::string_view text, const std::string& path);

}  // namespace letopis::rules
