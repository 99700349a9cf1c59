// A dossier: what a chronicle tells of one actor, or of a pair, as plain data. chronicle/ gathers
// it, export/ prints it; neither knows the other. Lines, articles and actors are sorted and address
// each other by index, so that the same chronicle gives the same dossier. Spans are bytes of an
// article's text. Words of acts, roles and values are the chronicle's ("visit", "host"); the words
// that people read are labels, data of a language.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace letopis {

enum class DossierSection : uint8_t {
  kStanding,   // statuses that hold: relations, memberships, sanctions, flows
  kTimeline,   // acts that happened or go on, by date
  kDocuments,  // texts that were signed, adopted, prepared …; refers to acts
  kProjects,   // the same for what is built
  kFigures,
  kQuotes,
  kDisputes,
  kPlanned,  // planned, announced, offered, possible: not yet true
  kDenied,   // what somebody says is not so
  kViews     // acts that only persons who speak for no state tell of: mostly opinions
};
inline constexpr DossierSection kDossierSections[] = {
    DossierSection::kStanding,  DossierSection::kTimeline, DossierSection::kViews,
    DossierSection::kPlanned,   DossierSection::kDenied,   DossierSection::kDisputes,
    DossierSection::kDocuments, DossierSection::kProjects, DossierSection::kFigures,
    DossierSection::kQuotes};                                   // as printed
std::string_view dossier_section_name(DossierSection section);  // "standing"

struct Dossier {
  static constexpr uint32_t kNone = 0xFFFFFFFFU;

  struct Post {
    std::string id;               // `explain` answers it
    std::string post, of;         // the post in the nominative; of whom or what: a name, or empty
    std::string value, asserted;  // in_office, former, …; the last day on which it was said
  };
  struct Actor {
    std::string id, kind, name;
    std::string state;  // name of the state it belongs to; empty for a state itself
    std::vector<Post> posts;
  };
  struct Article {
    std::string id, outlet, agency, title, published, url, language;
    std::string text;
    std::vector<Span> sentences;  // sorted
    std::vector<Span> furniture;  // menus, advertisements, counters; sorted
  };
  // Who or what fills a role: an actor, or words of the text.
  struct Filler {
    std::string role;
    uint32_t actor = kNone;
    std::string words;
  };
  // One text that tells the fact.
  struct Told {
    std::string id;  // of the claim, quote or figure
    uint32_t article = 0;
    std::vector<Span> marks;        // at least one; sorted
    std::vector<uint32_t> said_by;  // actors, nearest to the fact first; empty: the outlet itself
    std::string said_by_words;      // a source that has no name; empty where said_by is not
    std::string edtf, modality;
    bool hedged = false;
  };
  struct Also {
    std::string id, what;
  };
  struct Line {
    std::string id;    // `explain` answers it
    std::string kind;  // act, status, document, project, figure, quote, dispute
    std::string what;  // the act, kind of status, kind of quote, what a dispute is about
    DossierSection section = DossierSection::kTimeline;
    std::string edtf, until;  // when; a status: since and until. Empty where nothing is known
    std::string asserted;     // a status: the last day on which somebody says that it holds
    std::string anchor;       // what a date rests on
    std::string modality;
    std::string value, high, unit, approx;  // statuses: value; figures
    std::string replaced, replaced_since;   // statuses: the value that stood before
    // Disputes: what the two sides say stands in `value` and `replaced`, the kind of what they say
    // it of (of status, the act, "figure") in `unit`; told[0] and told[1] tell them.
    std::string why;
    // Quotes: 0 the first actor's side (of the second), 1 the second's (of the first; or somebody
    // else of the only one), 2 others, of both. Statuses: one of each kind. Others: 0.
    uint8_t group = 0;
    bool hedged = false;  // in every telling
    bool core = true;     // false: background or an aside in every telling
    bool disputed = false;
    uint32_t origins = 1;  // independent ones
    std::vector<Filler> fillers;
    std::vector<Told> told;      // at least one; the first speaks for the line
    std::vector<Also> also;      // further acts that the same words tell of the same parties
    std::vector<uint32_t> refs;  // lines that this one sums up or sets against each other
  };

  std::vector<uint32_t> about;    // one or two actors
  std::string at, known;          // ISO days; empty: not asked
  int64_t left_out = 0;           // texts that `known` leaves out for want of a record time
  std::vector<Actor> actors;      // the ones asked about, then by name and id
  std::vector<Article> articles;  // that something rests on, by date of publication
  std::vector<Line> lines;        // by section, then as they are read
};

}  // namespace letopis
