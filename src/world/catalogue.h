// Who is who: states, organisations, places, media, persons with ids and codes (data/world/), their
// names in the language of the articles (data/ru/names/), who held which office when, who belongs
// to which body. Users add folders of the same form, whose rows stand beside ours. Format of the
// files: docs/catalogue.md. Everything is checked at load; errors name file and line. Immutable,
// thread-safe; references live as long as the catalogue.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/files.h"
#include "doc/analysis.h"

namespace letopis::world {

struct Row {
  std::string id;
  EntityKind kind = EntityKind::kState;
  EntityType type = EntityType::kCountry;
  std::string wikidata, iso3;
  std::string
      state;  // id of the state that it belongs to; empty for none, and for a contested place
  std::string name;  // display name, nominative
  std::string
      standing;  // "disputed", "historical", "observer" states, "contested" places; else empty
};

// A spelling that may stand in a text; nominative, as in the data file.
struct Spelling {
  uint32_t row;
  MentionForm form;  // kName, kAbbreviation, kAdjective (a lemma), kMetonym
  std::string text;
  uint32_t means =
      0;  // kMetonym: the row that is meant when it acts; `row` is the place or the seat
};

struct Post {
  std::string office;              // "president"
  std::vector<std::string> nouns;  // noun phrases, nominative
  std::vector<std::string> also;   // offices to look for where a state has none of this name
};

// A kind of body that every state has: "mfa". Those that the catalogue lists have rows of their
// own.
struct Institution {
  std::string name;
  std::vector<std::string> nouns;  // noun phrases and abbreviations, nominative
  std::string head;                // office of the state that its head holds; empty for none
};

struct Term {
  uint32_t person;
  std::string office;
  uint32_t of;
  Interval days;          // open ends where not certain
  std::string certainty;  // "certain", or a word that says why not
  std::string stated;     // as the file states it, "2012-05-07/..", where `days` says from which
                          // day on and until when it is known; empty where nothing is stated
};

struct Membership {
  uint32_t member, body;
  Interval days;
  std::string certainty;
  std::string stated;  // as for a term
};

// Head nouns of what has no catalogue: documents, occasions, projects; places by their kind
// ("oblast", "river").
struct Thing {
  EntityKind kind;
  EntityType type;
  std::vector<std::string> nouns;
};

class Catalogue {
 public:
  // Errors: kBadRule with file:line for a duplicate id, an unknown reference, kind, type or office,
  // a bad date, a term that ends before it begins, two certain holders of one office at once, a
  // cycle of membership, an entity without a name.
  static Result<Catalogue> load(const DataFiles& ours, std::span<const DataFiles> users);

  const std::vector<Row>& rows() const { return rows_; }
  const std::vector<Spelling>& spellings() const { return spellings_; }
  const std::vector<Spelling>& demonyms() const {
    return demonyms_;
  }  // people of a state; `form` is kDescriptor
  const std::vector<Post>& posts() const { return posts_; }
  const std::vector<Institution>& institutions() const { return institutions_; }
  const std::vector<Membership>& memberships() const { return memberships_; }
  const std::vector<Term>& terms() const { return terms_; }
  const std::vector<Thing>& things() const { return things_; }
  std::optional<uint32_t> find(std::string_view id) const;
  // A closed class of words of the finder, by its file's header and first column ("descriptor",
  // "state").
  const std::vector<std::string>& words(std::string_view header, std::string_view name) const;

  // The term of the only person who certainly held an office of a state or body on every one of
  // these days; nullptr where the catalogue cannot say so, also where a term that is still open was
  // not yet known to last so long.
  const Term* holder(std::string_view office, uint32_t of, Interval days) const;
  // The states and bodies that certainly belonged to a body on every one of these days, in the
  // order of the files.
  std::vector<uint32_t> members(uint32_t body, Interval days) const;
  // The office whose holder leads a state: "president" unless the files name another; empty where
  // nobody does for sure.
  std::string_view leading_office(uint32_t state) const;
  // The row of a state's own institution; nullopt where the catalogue lists none.
  std::optional<uint32_t> institution_of(uint32_t institution, uint32_t state) const;
  // The id of an institution of a state, listed or not: "org/kremlin", "org/mfa-of-france".
  std::string institution_id(uint32_t institution, uint32_t state) const;
  // Which institution an id names, and of which state (a row); nullopt for other ids.
  std::optional<std::pair<uint32_t, uint32_t>> institution(std::string_view id) const;
  // The state that an entity belongs to (a state: itself); empty for none.
  std::string_view state_of(std::string_view id) const;

 private:
  class Reader;
  struct Listed {
    uint32_t institution, state, row;
  };
  std::vector<Row> rows_;
  std::map<std::string, uint32_t, std::less<>> by_id_;
  std::vector<Spelling> spellings_, demonyms_;
  std::vector<Post> posts_;
  std::vector<Institution> institutions_;
  std::vector<Listed> listed_;
  std::vector<Term> terms_;
  std::vector<Membership> memberships_;
  std::vector<Thing> things_;
  std::map<uint32_t, std::string> leading_;                             // state -> office
  std::map<std::string, std::vector<std::string>, std::less<>> words_;  // "header/name"
};

}  // namespace letopis::world
