// Who is who: states, organisations, places, media, persons with ids and codes (data/world/), their names in the language
// of the articles (data/ru/names/), who held which office when, who belongs to which body. Users add folders of the same
// form. Checked at load. Immutable, thread-safe.
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
  std::string state;  // id of the state that it belongs to; empty for none
  std::string name;   // display name, nominative
};

// A spelling that may stand in a text; `words` are nominative as in the data file.
struct Spelling {
  uint32_t row;
  MentionForm form;      // kName, kAbbreviation, kAdjective, kMetonym
  std::string text;
  uint32_t means = 0;    // kMetonym: the row that is meant when it acts; `row` is the place
};

struct Post {
  std::string office;               // "president"
  std::vector<std::string> nouns;   // noun phrases, nominative
  std::vector<std::string> also;    // offices to look for where a state has none of this name
};

struct Term {
  uint32_t person;
  std::string office;
  uint32_t of;
  Interval days;          // open ends where not certain
  std::string certainty;
};

struct Membership {
  uint32_t member, body;
  Interval days;
  std::string certainty;
};

class Catalogue {
 public:
  // Errors: kBadRule with file:line for a duplicate id, an unknown reference, a bad date, a term that ends before it
  // begins, a cycle of belonging.
  static Result<Catalogue> load(const DataFiles& ours, std::span<const DataFiles> users);

  const std::vector<Row>& rows() const { return rows_; }
  const std::vector<Spelling>& spellings() const { return spellings_; }
  const std::vector<Post>& posts() const { return posts_; }
  const std::vector<Membership>& memberships() const { return memberships_; }
  std::optional<uint32_t> find(std::string_view id) const;
  // A closed class of words of the finder, by its file's header and first column ("descriptor", "state").
  const std::vector<std::string>& words(std::string_view header, std::string_view name) const;
  struct Thing {
    EntityKind kind;
    EntityType type;
    std::vector<std::string> nouns;
  };
  const std::vector<Thing>& things() const { return things_; }
  // The only person who certainly held an office of a state or body on every one of these days; nullopt otherwise.
  std::optional<uint32_t> holder(std::string_view office, uint32_t of, Interval days) const;
  const std::vector<Term>& terms() const { return terms_; }
  // The state that an entity belongs to (a state: itself); empty for none.
  std::string_view state_of(std::string_view id) const;

 private:
  Result<void> read(const DataFiles& files);
  std::vector<Row> rows_;
  std::map<std::string, uint32_t, std::less<>> by_id_;
  std::vector<Spelling> spellings_;
  std::vector<Post> posts_;
  std::vector<Term> terms_;
  std::vector<Membership> memberships_;
  std::vector<Thing> things_;
  std::map<std::string, std::vector<std::string>, std::less<>> words_;  // "header/name"
};

}  // namespace letopis::world
