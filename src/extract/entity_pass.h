// The entity finder's work on one document, private to it: the state that its steps share. The
// steps are entity_names.cc (catalogue, tagger, adjectives, institutions), entity_persons.cc,
// entity_roles.cc (posts and who holds them), entity_things.cc (documents, occasions, projects) and
// reference.cc (who is meant by pronouns and common nouns).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/entities.h"

namespace letopis::extract {

class EntityPass {
 public:
  EntityPass(const EntityFinder& finder, const Document& doc, Analysis& analysis);
  void run();

 private:
  // --- shared helpers (entities.cc)
  uint32_t entity_of_row(uint32_t row);
  uint32_t new_entity(EntityKind kind, EntityType type, std::string name);
  // The entity of an id that the catalogue may or may not list.
  uint32_t entity_of_id(const std::string& id, EntityKind kind, EntityType type,
                        const std::string& name);
  void mention(uint32_t begin, uint32_t end, EntityType type, MentionForm form,
               std::vector<uint32_t> entities, std::string normal, std::string by,
               float confidence);
  void take(uint32_t begin, uint32_t end, uint32_t entity);
  void prune();
  std::string nominative(uint32_t begin, uint32_t end,
                         morph::PhraseKind kind = morph::PhraseKind::kOther) const;
  bool listed(std::string_view header, std::string_view name, uint32_t token) const;
  bool starts_sentence(uint32_t t) const { return sentence_begin_[t] == t; }
  bool quoted(uint32_t t) const;
  bool below(uint32_t t, uint32_t ancestor) const;  // the token hangs on the other one in the tree
  bool agree(uint32_t a, uint32_t b) const;         // equal case, as far as the tagger says
  // A name at [t, end) that may be a genitive: the tagger's case is not sure where cases look
  // alike, the nominative is.
  bool genitive(uint32_t t, uint32_t end, uint32_t entity) const;
  bool state_of_row_named(uint32_t row) const;

  // --- names (entity_names.cc)
  void catalogue_names();
  void hyphen_lists(uint32_t t);
  std::optional<uint32_t> actor_of(uint32_t begin, uint32_t end,
                                   const world::Spelling& spelling) const;
  void institutions();
  void tagger_names();
  void glosses();
  EntityType place_type(uint32_t begin, uint32_t end) const;
  void adjectives();
  void compound(uint32_t t, const std::string& lower);

  // --- persons (entity_persons.cc)
  struct Person {
    uint32_t entity;
    std::vector<std::string> words;  // folded nominative, surname last
    int masculine = 0, feminine = 0;
    Gender gender() const {
      return masculine > feminine   ? Gender::kMasc
             : feminine > masculine ? Gender::kFem
                                    : Gender::kNone;
    }
  };
  void persons();
  std::optional<uint32_t> catalogue_person(const std::vector<std::string>& words) const;

  // --- posts (entity_roles.cc)
  struct Role {
    uint32_t begin, end;  // tokens: from the adjective of a state to the owner
    uint32_t noun;        // head token
    uint32_t post;
    Sentence phrase;           // the post alone, without whose it is
    std::vector<uint32_t> of;  // entities
    std::vector<uint32_t> persons;
    bool plural = false, inner = false, explicit_of = false;
    bool vacant = false;  // the post as such, without anybody
    bool guessed_of = false;  // the owner is a "country" of which the text told last
    // The one who holds it no longer or not yet; for another; who is chosen for it.
    bool former = false, acting = false, elect = false;
  };
  void posts();
  void find_roles();
  void add_role(uint32_t begin, uint32_t end, uint32_t noun, uint32_t post);
  void parse_owner(size_t role);
  void further_complements(Role& role);
  uint32_t own_state(uint32_t person) const;
  uint32_t main_state() const;
  uint32_t last_state_before(uint32_t token) const;
  void same_holder(size_t role);
  void name_behind(Role& role);
  void name_before(Role& role);
  void resolve(Role& role, std::string& by);
  void post_words();
  std::string post_name(const Role& role) const;
  void offices(const Role& role, bool named, const std::string& by);
  uint32_t entity_run(uint32_t t, uint32_t& entity) const;
  std::pair<std::string, uint32_t> office_of(const Role& role, uint32_t of) const;
  uint32_t holder(const std::string& office, uint32_t of, std::string& by);

  // --- how far a post reaches, and who is called so by a verb (entity_role_extents.cc)
  bool complement(uint32_t t, uint32_t noun) const;
  uint32_t complements_end(uint32_t begin, uint32_t noun) const;
  uint32_t adjectives_begin(uint32_t begin, uint32_t noun) const;
  void predicates();

  void things();

  // --- references (reference.cc)
  struct Seen {
    uint32_t token, entity;  // head token of a mention
    bool subject;
  };
  void collect_seen();
  void insert_seen(Seen seen);
  void references();
  uint32_t referent(uint32_t t, Gender gender) const;
  // A kind of body that every state has, named without whose it is.
  struct BareInstitution {
    Span span;
    uint32_t noun;         // token
    uint32_t institution;  // of the catalogue
  };
  uint32_t state_behind(uint32_t entity) const;
  uint32_t state_in_sight(uint32_t t) const;
  void authority(uint32_t t);
  void bare_institution(const BareInstitution& bare);
  void pronoun(uint32_t t);
  void common_noun(uint32_t t);
  void rulers(uint32_t t);
  void body_noun(uint32_t t);
  void leaders(const Role& role);
  bool leads(uint32_t person) const;
  Gender gender_of(uint32_t entity) const;

  const EntityFinder& f_;
  const Document& doc_;
  Analysis& a_;
  std::vector<uint32_t> sentence_, sentence_begin_;  // per token
  std::vector<bool> spoken_;  // per sentence: whether it is quoted as a whole
  std::vector<std::vector<uint32_t>> children_;
  std::vector<bool> taken_;          // per token: inside a name
  std::vector<uint32_t> person_at_;  // per token: the person whose name covers it
  std::vector<uint32_t> entity_at_;  // per token: the entity whose name or adjective covers it
  std::vector<uint32_t> run_end_;    // per token: where a name that begins here ends; 0 for none
  std::vector<uint32_t> role_at_;    // per token: 1 + index of the role whose head it is
  std::map<uint32_t, uint32_t> by_row_;  // catalogue row -> entity
  std::map<std::string, uint32_t, std::less<>> by_id_;
  std::vector<Person> people_;
  std::vector<Role> roles_;
  std::map<std::pair<std::string, uint32_t>, uint32_t>
      holders_;  // office and state or body -> person named here
  std::map<std::string, uint32_t> last_holder_, last_noun_, last_thing_, last_institution_;
  std::string last_office_;
  std::vector<Seen> seen_;
  std::vector<BareInstitution> bare_institutions_;  // in the order of the text
  std::map<uint32_t, uint32_t> offices_;            // person -> state in whose office they are
  std::vector<Mention> found_;
  std::map<uint32_t, Gender> genders_;
};

}  // namespace letopis::extract
