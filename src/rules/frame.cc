#include "rules/frame.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace letopis::rules {
namespace {

using std::string_view;

constexpr std::array<string_view, 15> kRoles = {
    "agent", "co_agent", "recipient",  "host",     "visitor", "mediator", "beneficiary", "transit",
    "place", "venue",    "instrument", "occasion", "topic",   "object",   "count"};
constexpr std::array<string_view, 3> kStatusRoles = {"subject", "object", "party"};
constexpr std::array<string_view, 7> kStatusKinds = {
    "membership", "relation-level", "office", "document", "project", "sanctions", "flow"};
constexpr std::array<string_view, 17> kPlover = {
    "AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
    "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT", "none"};

// One line of the file, read from left to right.
struct Line {
  string_view text;
  uint32_t number = 0;
  size_t at = 0;

  void skip_space() {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  }
  bool done() {
    skip_space();
    return at >= text.size();
  }
  bool take(char c) {
    skip_space();
    if (at >= text.size() || text[at] != c) return false;
    ++at;
    return true;
  }
  // Letters up to a space or one of the marks of the language.
  string_view word(string_view stops = " \t,|:=&") {
    skip_space();
    const size_t begin = at;
    while (at < text.size() && stops.find(text[at]) == string_view::npos) ++at;
    return text.substr(begin, at - begin);
  }
  string_view rest() {
    skip_space();
    return text.substr(at);
  }
};

class Parser {
 public:
  Parser(string_view text, const std::string& path) : text_(text) { frame_.path = path; }

  Result<Frame> parse() {
    if (!utf8::valid(text_)) return Error{Code::kBadRule, "this file is not UTF-8", frame_.path};
    uint32_t number = 0;
    for (size_t begin = 0; begin <= text_.size();) {
      size_t end = text_.find('\n', begin);
      if (end == string_view::npos) end = text_.size();
      line_ = Line{text_.substr(begin, end - begin), ++number, 0};
      while (!line_.text.empty() && (line_.text.back() == '\r' || line_.text.back() == ' '))
        line_.text.remove_suffix(1);
      begin = end + 1;
      if (number == 1) {
        if (line_.text != kFrameHeader)
          return Error{Code::kVersion,
                       "the first line has to be '" + std::string(kFrameHeader) + "'",
                       frame_.path + ":1:1"};
        continue;
      }
      const bool example = line_.text.starts_with("ok:") || line_.text.starts_with("no:");
      if (const size_t hash = line_.text.find('#'); hash != string_view::npos && !example)
        line_.text = line_.text.substr(0, hash);
      if (line_.done()) continue;
      LT_TRY(statement());
    }
    return finish();
  }

 private:
  Error bad(const std::string& message) { return bad(message, line_.number, line_.at); }
  Error bad(const std::string& message, uint32_t number, size_t byte) const {
    const size_t column = utf8::length(line_.text.substr(0, std::min(byte, line_.text.size()))) + 1;
    return {Code::kBadRule, message,
            frame_.path + ":" + std::to_string(number) + ":" + std::to_string(column)};
  }

  Trigger& target() { return frame_.triggers.empty() ? common_ : frame_.triggers.back(); }

  Result<void> statement() {
    const size_t start = line_.at;
    const string_view key = line_.word();
    if (key == "ok" || key == "no") return example(key == "ok");
    if (key == "act") return single(frame_.act);
    if (key == "status") {
      frame_.status = true;
      LT_TRY(single(frame_.act));
      return known_status(frame_.act);
    }
    if (key == "opens") return opens();
    if (key == "continues" || key == "presupposed") {
      if (!frame_.status || frame_.triggers.empty())
        return bad("'" + std::string(key) + "' belongs below a trigger of a status");
      (key == "continues" ? target().continues : target().presupposed) = true;
      return {};
    }
    if (key == "plover") return plover();
    if (key == "planned") {
      LT_TRY(single(frame_.planned_plover));
      return known_plover(frame_.planned_plover);
    }
    if (key == "spoken" || key == "remainder") {
      if (!line_.done() || frame_.status)
        return bad("'" + std::string(key) + "' stands alone, and of acts only");
      (key == "spoken" ? frame_.spoken : frame_.remainder) = true;
      return {};
    }
    if (key == "cameo") return single(frame_.cameo);
    if (key == "contexts") return list(frame_.contexts, "a context");
    if (key == "role") return role();
    if (key == "verb" || key == "noun") return trigger(key == "noun");
    if (key == "need") return need();
    if (key == "mode" || key == "modality" || key == "light" || key == "only-light" ||
        key == "implicit" || key == "value" || key == "assumed")
      return of_trigger(key);
    if (key == "with") return condition(Condition::Kind::kWith);
    if (key == "not-with") return condition(Condition::Kind::kNotWith);
    if (key == "under") return condition(Condition::Kind::kUnder);
    if (key == "not-under") return condition(Condition::Kind::kNotUnder);
    if (key == "near") return condition(Condition::Kind::kNear);
    if (key == "not-near") return condition(Condition::Kind::kNotNear);
    if (key == "singular") {
      target().conditions.push_back({Condition::Kind::kSingular, {}});
      return {};
    }
    if (line_.take('=')) return rule(key, start);
    line_.at = start;
    return bad("'" + std::string(key) + "' begins no statement; see docs/frames.md");
  }

  Result<void> single(std::string& into) {
    if (!into.empty()) return bad("this is given twice");
    into = line_.word(" \t");
    if (into.empty()) return bad("a word is missing here");
    if (!line_.done()) return bad("one word only");
    return {};
  }

  Result<void> list(std::vector<std::string>& into, const char* what) {
    do {
      line_.skip_space();
      std::string item;
      while (!line_.done()) {  // a lemma may have several words
        const size_t before = line_.at;
        const string_view part = line_.word(" \t,");
        if (part.empty()) {
          line_.at = before;
          break;
        }
        if (!item.empty()) item += ' ';
        item += part;
      }
      if (item.empty()) return bad(std::string(what) + " is missing here");
      if (std::find(into.begin(), into.end(), item) != into.end())
        return bad("'" + item + "' is listed twice");
      into.push_back(std::move(item));
    } while (line_.take(','));
    return {};
  }

  Result<void> known_plover(std::string& code) {
    if (std::find(kPlover.begin(), kPlover.end(), code) == kPlover.end())
      return bad("'" + code + "' is no PLOVER type (or 'none')");
    if (code == "none") code.clear();
    return {};
  }

  Result<void> plover() {
    if (seen_plover_) return bad("this is given twice");
    seen_plover_ = true;
    frame_.plover = line_.word(" \t");
    LT_TRY(known_plover(frame_.plover));
    frame_.mode = line_.word(" \t");
    if (!line_.done()) return bad("a type and a mode only");
    return {};
  }

  Result<Constraint> constraint(string_view stops) {
    Constraint made;
    do {
      line_.skip_space();
      const size_t start = line_.at;
      const string_view name = line_.word(stops);
      if (name == "text") {
        made.words = true;
      } else if (name == "official") {
        made.officials = true;
      } else if (name == "post") {
        made.posts = true;
      } else if (name == "actor") {  // who can act: shorthand
        for (const EntityKind kind :
             {EntityKind::kPerson, EntityKind::kState, EntityKind::kOrg, EntityKind::kBloc})
          made.kinds.push_back(kind);
      } else if (name == "any") {
        for (int kind = 0; kind <= static_cast<int>(EntityKind::kMedium); ++kind)
          made.kinds.push_back(static_cast<EntityKind>(kind));
      } else if (const auto kind = entity_kind_of(name)) {
        made.kinds.push_back(*kind);
      } else if (const auto type = entity_type_of(name)) {
        made.types.push_back(*type);
      } else {
        line_.at = start;
        return bad("'" + std::string(name) +
                   "' is neither a kind of entity, nor a type of mention, nor actor, official, "
                   "post, any, text");
      }
    } while (line_.take(','));
    return made;
  }

  Result<void> role() {
    line_.skip_space();
    const size_t start = line_.at;
    const string_view name = line_.word();
    const bool known =
        frame_.status
            ? std::find(kStatusRoles.begin(), kStatusRoles.end(), name) != kStatusRoles.end()
            : std::find(kRoles.begin(), kRoles.end(), name) != kRoles.end();
    if (!known) {
      line_.at = start;
      return bad("'" + std::string(name) + "' is no role of " +
                 (frame_.status ? "a status" : "an act"));
    }
    if (find_role(name)) {
      line_.at = start;
      return bad("role '" + std::string(name) + "' is declared twice");
    }
    if (!frame_.triggers.empty()) return bad("roles are declared before the first trigger");
    LT_ASSIGN(Constraint may, constraint(" \t,"));
    if (!line_.done()) return bad("kinds are separated by commas");
    frame_.roles.push_back({std::string(name), std::move(may)});
    return {};
  }

  std::optional<uint32_t> find_role(string_view name) const {
    for (uint32_t i = 0; i < frame_.roles.size(); ++i)
      if (frame_.roles[i].name == name) return i;
    return std::nullopt;
  }

  Result<uint32_t> known_role(string_view stops = " \t,|:=&") {
    line_.skip_space();
    const size_t start = line_.at;
    const string_view name = line_.word(stops);
    const auto found = find_role(name);
    if (found) return *found;
    line_.at = start;
    return bad("role '" + std::string(name) + "' is not declared in this file");
  }

  Result<void> trigger(bool noun) {
    Trigger made;
    made.noun = noun;
    made.line = line_.number;
    LT_TRY(list(made.lemmas, "a lemma"));
    made.name = made.lemmas.front();
    frame_.triggers.push_back(std::move(made));
    return {};
  }

  Result<void> of_trigger(string_view key) {
    if (frame_.triggers.empty())
      return bad("'" + std::string(key) + "' belongs below a verb or noun line");
    Trigger& trigger = frame_.triggers.back();
    if (key == "light" || key == "only-light") {
      if (!trigger.noun) return bad("only nouns have light verbs");
      trigger.light_required = trigger.light_required || key == "only-light";
      return list(trigger.light, "a lemma");
    }
    if (key == "implicit") return list(trigger.implicit, "an act");
    if (key == "value") {
      if (!frame_.status) return bad("only statuses have values; an act 'opens' one");
      trigger.value = line_.word();
      if (trigger.value.empty()) return bad("the value is missing");
      while (!line_.done()) {
        const string_view when = line_.word();
        if (when != "planned" && when != "past")
          return bad("'planned' or 'past' and a value may stand here");
        std::string& other = when == "past" ? trigger.past_value : trigger.planned_value;
        other = line_.word();
        if (other.empty()) return bad("the value after '" + std::string(when) + "' is missing");
      }
      return {};
    }
    std::string value;
    LT_TRY(single(value));
    if (key == "mode") {
      trigger.mode = value == "none" ? "" : value;
      return {};
    }
    const auto modality = modality_of(value);
    if (!modality) return bad("'" + value + "' is no modality");
    (key == "assumed" ? trigger.assumed : trigger.modality) = *modality;
    return {};
  }

  Result<void> known_status(string_view kind) {
    if (std::find(kStatusKinds.begin(), kStatusKinds.end(), kind) == kStatusKinds.end())
      return bad("'" + std::string(kind) + "' is no kind of status");
    return {};
  }

  Result<Modality> known_modality(string_view name) {
    if (const auto modality = modality_of(name)) return *modality;
    return bad("'" + std::string(name) + "' is no modality");
  }

  // opens membership member subject=agent object=object on planned,offered as announced
  Result<void> opens() {
    if (frame_.status) return bad("only acts open a status");
    Opening made;
    made.kind = line_.word();
    LT_TRY(known_status(made.kind));
    made.value = line_.word();
    if (made.value.empty()) return bad("the value is missing");
    bool subject = false;
    while (!line_.done()) {
      const size_t start = line_.at;
      const string_view key = line_.word();
      if (key == "on") {
        do {
          LT_ASSIGN(const Modality modality, known_modality(line_.word(" \t,")));
          made.on.push_back(modality);
        } while (line_.take(','));
      } else if (key == "as") {
        LT_ASSIGN(made.as, known_modality(line_.word()));
      } else if ((key == "subject" || key == "object") && line_.take('=')) {
        LT_ASSIGN(const uint32_t role, known_role(" \t?"));
        if (key == "subject") {
          made.subject = role;
          subject = true;
        } else {
          made.object = role;
          made.object_optional = line_.take('?');
        }
      } else {
        line_.at = start;
        return bad("subject=, object=, on or as may stand here");
      }
    }
    if (!subject) return bad("'subject=' is missing");
    target().opens.push_back(std::move(made));
    return {};
  }

  Result<void> condition(Condition::Kind kind) {
    Condition made{kind, {}};
    LT_TRY(list(made.lemmas, "a lemma"));
    target().conditions.push_back(std::move(made));
    return {};
  }

  // need visitor host|place      need 2 agent|co_agent
  Result<void> need() {
    uint32_t count = 1;
    line_.skip_space();
    if (line_.at < line_.text.size() && line_.text[line_.at] >= '1' && line_.text[line_.at] <= '9')
      count = static_cast<uint32_t>(line_.text[line_.at++] - '0');
    if (line_.done()) return bad("a role is missing here");
    while (!line_.done()) {
      Need made;
      made.count = count;
      do {
        LT_ASSIGN(const uint32_t role, known_role());
        made.roles.push_back(role);
      } while (line_.take('|'));
      target().needs.push_back(std::move(made));
    }
    return {};
  }

  Result<Slot> slot() {
    line_.skip_space();
    const size_t start = line_.at;
    // A preposition may have several words: everything up to '+' belongs to it.
    const size_t stop = line_.text.find_first_of("|&:", line_.at);
    string_view name = line_.text.substr(
        line_.at, stop == string_view::npos ? string_view::npos : stop - line_.at);
    line_.at += name.size();
    while (!name.empty() && (name.back() == ' ' || name.back() == '\t')) name.remove_suffix(1);
    constexpr std::array<std::pair<string_view, SlotKind>, 13> kSlots = {
        {{"subj", SlotKind::kSubject},
         {"obj", SlotKind::kObject},
         {"dat", SlotKind::kDative},
         {"gen", SlotKind::kGenitive},
         {"ins", SlotKind::kInstrumental},
         {"adj", SlotKind::kAdjective},
         {"context", SlotKind::kContext},
         {"beside", SlotKind::kBeside},
         {"head", SlotKind::kHead},
         {"that", SlotKind::kThat},
         {"speaker", SlotKind::kSpeaker},
         {"office", SlotKind::kOffice},
         {"sentence", SlotKind::kSentence}}};
    for (const auto& [word, kind] : kSlots)
      if (word == name) return Slot{kind, "", Case::kNone};
    const size_t plus = name.find('+');
    if (plus == string_view::npos || plus == 0) {
      line_.at = start;
      return bad("'" + std::string(name) +
                 "' is no place: subj obj dat gen ins adj context beside head that speaker office "
                 "sentence, or "
                 "preposition+Case");
    }
    const auto gcase = case_of(name.substr(plus + 1));
    if (!gcase || *gcase == Case::kNone) {
      line_.at = start + plus + 1;
      return bad("'" + std::string(name.substr(plus + 1)) + "' is no case");
    }
    return Slot{SlotKind::kPreposition, std::string(name.substr(0, plus)), *gcase};
  }

  Result<void> rule(string_view name, size_t start) {
    const auto role = find_role(name);
    if (!role) {
      line_.at = start;
      return bad("'" + std::string(name) + "' is neither a statement nor a role of this file");
    }
    RoleRule made{*role, {}};
    for (bool also = false;;) {
      LT_ASSIGN(Slot where, slot());
      Alternative alternative{std::move(where), {}, also};
      if (line_.take(':')) {
        LT_ASSIGN(alternative.constraint, constraint(" \t,|&"));
      }
      made.alternatives.push_back(std::move(alternative));
      also = line_.take('&');
      if (!also && !line_.take('|')) break;
    }
    if (!line_.done()) return bad("'|' or '&' separates places");
    for (const RoleRule& other : target().rules)
      if (other.role == made.role) {
        line_.at = start;
        return bad("role '" + std::string(name) + "' has a rule here already");
      }
    target().rules.push_back(std::move(made));
    return {};
  }

  // ok: sentence => role=word,word role=word modality
  Result<void> example(bool holds) {
    if (!line_.take(':')) return bad("':' is missing");
    FrameExample made;
    made.holds = holds;
    made.line = line_.number;
    const size_t arrow = line_.text.find("=>", line_.at);
    if (holds == (arrow == string_view::npos))
      return bad(holds ? "'=>' and what is expected is missing" : "a no: line expects nothing");
    string_view sentence =
        line_.text.substr(line_.at, arrow == string_view::npos ? arrow : arrow - line_.at);
    while (!sentence.empty() && sentence.front() == ' ') sentence.remove_prefix(1);
    while (!sentence.empty() && sentence.back() == ' ') sentence.remove_suffix(1);
    if (sentence.empty()) return bad("the sentence is missing");
    made.text = sentence;
    if (holds) {
      line_.at = arrow + 2;
      while (!line_.done()) {
        const size_t start = line_.at;
        const string_view word = line_.word();
        if (!line_.take('=')) {
          made.modality = modality_of(word);
          if (made.modality) continue;
          line_.at = start;
          return bad("'" + std::string(word) + "' is neither role=… nor a modality");
        }
        if (word == "value" || word == "opens") {
          made.value = line_.word();
          continue;
        }
        const auto role = find_role(word);
        if (!role) {
          line_.at = start;
          return bad("role '" + std::string(word) + "' is not declared in this file");
        }
        Expected expected{*role, {}};
        do {
          const string_view filler = line_.word(" \t,");
          if (filler.empty()) return bad("a word is missing here");
          expected.fillers.emplace_back(filler);
        } while (line_.take(','));
        made.roles.push_back(std::move(expected));
      }
    }
    frame_.examples.push_back(std::move(made));
    return {};
  }

  Result<Frame> finish() {
    const auto missing = [&](const char* what) {
      return Error{Code::kBadRule, std::string(what) + " is missing in this file", frame_.path};
    };
    if (text_.empty()) return Error{Code::kVersion, "this file is empty", frame_.path};
    if (frame_.act.empty()) return missing("'act' or 'status'");
    if (!seen_plover_ && !frame_.status) return missing("'plover'");
    if (frame_.triggers.empty()) return missing("a 'verb' or 'noun'");
    const auto count = [&](bool holds) {
      return std::count_if(frame_.examples.begin(), frame_.examples.end(),
                           [&](const FrameExample& e) { return e.holds == holds; });
    };
    if (count(true) == 0) return missing("an 'ok:' example");
    if (count(false) == 0) return missing("a 'no:' example");
    for (Trigger& trigger : frame_.triggers) {
      for (const RoleRule& rule : common_.rules) {
        const bool own = std::any_of(trigger.rules.begin(), trigger.rules.end(),
                                     [&](const RoleRule& r) { return r.role == rule.role; });
        if (!own) trigger.rules.push_back(rule);
      }
      if (trigger.needs.empty()) trigger.needs = common_.needs;
      if (trigger.opens.empty()) trigger.opens = common_.opens;
      if (frame_.status && trigger.value.empty() && !trigger.continues)
        return Error{Code::kBadRule,
                     "trigger '" + trigger.name + "' has no value: add a 'value' line",
                     frame_.path + ":" + std::to_string(trigger.line) + ":1"};
      trigger.conditions.insert(trigger.conditions.end(), common_.conditions.begin(),
                                common_.conditions.end());
      if (trigger.needs.empty())
        return Error{Code::kBadRule,
                     "trigger '" + trigger.name + "' needs no role: add a 'need' line",
                     frame_.path + ":" + std::to_string(trigger.line) + ":1"};
    }
    return std::move(frame_);
  }

  string_view text_;
  Line line_;
  Frame frame_;
  Trigger common_;  // statements before the first trigger
  bool seen_plover_ = false;
};

}  // namespace

Result<Frame> parse_frame(string_view text, const std::string& path) {
  return Parser(text, path).parse();
}

}  // namespace letopis::rules
