// Posts: who is meant by "the president of X", "X's leader Name", "Name, head of the ministry of
// Y", and by the bare post later. What the article names wins over the catalogue; the catalogue
// answers only for days on which it is certain.
#include <algorithm>

#include "base/unicode.h"
#include "extract/entity_pass.h"

namespace letopis::extract {

using std::string_view;

namespace {

constexpr string_view kHead = "head", kLeader = "leader", kMinister = "minister",
                      kOccupation = "occupation", kColleague = "colleague",
                      kAmbassador = "ambassador", kPresident = "president";
constexpr uint32_t kBeside = 3;  // bytes between a name and its post: a comma, a space, a dash
// Offices that only the article itself can tie to a person: many hold one at a time.
constexpr string_view kMany[] = {"ambassador", "member",         "expert",
                                 "commander",  "minister",       "aide",
                                 "occupation", "representative", "speaker"};

// Offices that only states have.
constexpr string_view kOfState[] = {"president",         "vice-president", "prime-minister",
                                    "chancellor",        "monarch",        "crown-prince",
                                    "foreign-minister",  "minister",       "defence-minister",
                                    "deputy-minister",   "ambassador",     "vice-prime-minister",
                                    "secretary-of-state"};

bool of_state(string_view office) {
  return std::find(std::begin(kOfState), std::end(kOfState), office) != std::end(kOfState);
}

bool many(string_view office) {
  return std::find(std::begin(kMany), std::end(kMany), office) != std::end(kMany);
}

}  // namespace

void EntityPass::posts() {
  find_roles();
  for (size_t r = roles_.size(); r-- > 0;) {
    parse_owner(r);
    further_complements(roles_[r]);
  }
  for (Role& role : roles_)
    if (!role.inner) name_behind(role);
  for (size_t r = roles_.size(); r-- > 0;) same_holder(r);
  for (Role& role : roles_) {
    // "Adviser of the president of X Name": the name is the adviser's.
    const bool outer_has_it =
        role.inner && std::any_of(roles_.begin(), roles_.end(), [&role](const Role& outer) {
          return outer.begin < role.begin && outer.end >= role.end && !outer.persons.empty();
        });
    if (role.inner && role.persons.empty() && !outer_has_it) name_behind(role);
    name_before(role);
  }
  for (Role& role : roles_) {
    // "To the post of president": of nobody yet. Who holds it is told by the verb.
    const uint32_t head = doc_.arcs[role.noun].head;
    role.vacant = role.persons.empty() && head != kNoToken && head < role.noun &&
                  listed("reference", "office-noun", head);
    if (role.vacant) continue;
    std::string by = "rule:post";
    const bool named = !role.persons.empty();
    resolve(role, by);
    offices(role, named, by);
    role.begin = adjectives_begin(role.begin, role.noun);
    role.end = complements_end(role.end, role.noun);
    mention(role.begin, role.end, EntityType::kProfession, MentionForm::kRole, role.persons,
            nominative(role.begin, role.end), by, role.persons.empty() ? 0.6F : 0.85F);
    // "The president of the country" has the country inside.
    for (uint32_t u = role.begin; u < role.end; ++u)
      taken_[u] = taken_[u] || !listed("descriptor", role.plural ? "states" : "state", u);
  }
  post_words();
}

// For the rules of statuses: where the post of these words is held.
void EntityPass::post_words() {
  for (const Role& role : roles_) {
    const std::string& office = f_.catalogue_->posts()[role.post].office;
    if (role.inner || office == kColleague || office == kOccupation) continue;
    uint32_t of = role.of.size() == 1 ? role.of.front() : kNoEntity;
    if (of == kNoEntity && !role.explicit_of && of_state(office)) of = main_state();
    if (of == kNoEntity) continue;
    a_.posts.push_back({doc_.span_of(role.begin, role.end), of, post_name(role)});
  }
}

void EntityPass::find_roles() {
  const Gazetteer::TextKeys keys(f_.posts_, doc_);
  const auto& posts = f_.catalogue_->posts();
  const auto occupation = std::find_if(posts.begin(), posts.end(), [](const world::Post& post) {
    return post.office == kOccupation;
  });
  std::vector<Gazetteer::Match> matches;
  for (uint32_t t = 0; t < doc_.size(); ++t) {
    if (taken_[t]) continue;
    f_.posts_.at(keys, t, matches);
    if (!matches.empty()) {
      const Gazetteer::Match& match = matches.front();
      uint32_t noun = t;
      while (noun + 1 < match.end && !doc_.morphs[noun].nominal()) ++noun;
      if (!doc_.morphs[noun].nominal()) continue;
      add_role(t, match.end, noun, match.value);
      t = match.end - 1;
    } else if (occupation != posts.end() && t + 1 < doc_.size() && run_end_[t + 1] != 0 &&
               person_at_[t + 1] != kNoEntity && sentence_[t + 1] == sentence_[t] &&
               doc_.morphs[t].upos == Upos::kNoun && doc_.morphs[t].animacy == Animacy::kAnim &&
               doc_.morphs[t].number == Number::kSing && agree(t, t + 1) &&
               !unicode::starts_upper(doc_.surface(t))) {
      // No post of the lists, but a common noun for a person right before a name: "painter Name".
      add_role(t, t + 1, t, static_cast<uint32_t>(occupation - posts.begin()));
    }
  }
}

void EntityPass::add_role(uint32_t begin, uint32_t end, uint32_t noun, uint32_t post) {
  Role role{begin, end, noun, post, {begin, end}, {}, {}};
  role.plural = doc_.morphs[noun].number == Number::kPlur;
  // Adjectives before: of a state, or plain ones between it and the noun, all agreeing.
  for (uint32_t b = begin; b > sentence_begin_[begin] && begin - b < 3 &&
                           doc_.morphs[b - 1].upos == Upos::kAdj && agree(b - 1, noun);
       --b) {
    if (listed("reference", "elect", b - 1)) {
      role.elect = true;
      continue;
    }
    if (listed("reference", "former", b - 1)) {
      role.former = true;
      continue;
    }
    for (const Mention& m : a_.mentions)
      if (m.form == MentionForm::kAdjective && m.span == doc_.tokens[b - 1].span)
        role.of.insert(role.of.end(), m.entities.begin(), m.entities.end());
    if (!role.of.empty()) {
      role.begin = b - 1;
      break;
    }
  }
  if (begin > sentence_begin_[begin]) {
    role.former = role.former || listed("reference", "former", begin - 1);
    role.elect = role.elect || listed("reference", "elect", begin - 1);
  }
  for (const std::string& prefix : f_.catalogue_->words("reference", "former-prefix"))
    if (doc_.lowers[noun].starts_with(prefix)) role.former = true;
  const string_view before = doc_.text().substr(0, doc_.tokens[role.begin].span.begin);
  for (const std::string& words : f_.catalogue_->words("reference", "acting"))
    if (before.size() > words.size() &&
        folded(unicode::lower(before.substr(before.size() - words.size() - 1))) ==
            folded(words) + " ")
      role.acting = true;
  roles_.push_back(std::move(role));
  role_at_[noun] = static_cast<uint32_t>(roles_.size());
}

// The end of a name of a state, body or place that begins at a token, or the token itself where
// there is none.
uint32_t EntityPass::entity_run(uint32_t t, uint32_t& entity) const {
  if (t >= doc_.size() || run_end_[t] == 0 || entity_at_[t] == kNoEntity ||
      person_at_[t] != kNoEntity)
    return t;
  entity = entity_at_[t];
  return run_end_[t];
}

// What stands behind the post in the genitive: states, bodies, another post ("spokesman of the
// president of X").
void EntityPass::parse_owner(size_t r) {
  Role& role = roles_[r];
  const std::string& office = f_.catalogue_->posts()[role.post].office;
  const uint32_t after = role.end;
  for (uint32_t next = role.end; next < doc_.size() && sentence_[next] == sentence_[role.noun];) {
    uint32_t entity = kNoEntity;
    const uint32_t stop = entity_run(next, entity);
    if (stop > next) {
      if (!genitive(next, stop, entity)) break;
      // "Heads of the ministry of A and B": the ministry of B is meant.
      if (!role.of.empty() && a_.entities[entity].kind == EntityKind::kState)
        if (const auto first = f_.catalogue_->institution(a_.entities[role.of.front()].id))
          if (const auto state = f_.catalogue_->find(a_.entities[entity].id);
              state && first->second != *state)
            entity = entity_of_id(f_.catalogue_->institution_id(first->first, *state),
                                  EntityKind::kOrg, EntityType::kOrganization,
                                  f_.catalogue_->institutions()[first->first].nouns.front() + " (" +
                                      f_.catalogue_->rows()[*state].name + ")");
      role.of.push_back(entity);
      role.explicit_of = true;
      role.end = stop;
    } else if (next == after) {
      // Another post, alone or with its adjective.
      size_t inner = roles_.size();
      for (size_t i = r + 1; i < roles_.size() && roles_[i].begin <= next; ++i)
        if (roles_[i].begin == next) inner = i;
      if (inner == roles_.size() || !(doc_.morphs[roles_[inner].noun].gcase == Case::kGen)) break;
      Role& of = roles_[inner];
      if (of.plural && role.plural) break;
      of.inner = true;
      role.end = of.end;
      role.explicit_of = true;
      // "Spokesman of the president of X": of X.
      role.of.insert(role.of.end(), of.of.begin(), of.of.end());
      break;
    } else {
      break;
    }
    // Several owners of several holders: "presidents of X and Y".
    next = role.end;
    if (!role.plural || next >= doc_.size()) break;
    if (doc_.morphs[next].upos != Upos::kCconj && doc_.surface(next) != ",") break;
    ++next;
  }
  // "ambassador of X in Y"
  if (office == kAmbassador && role.end + 1 < doc_.size() &&
      doc_.morphs[role.end].upos == Upos::kAdp) {
    uint32_t entity = kNoEntity;
    const uint32_t stop = entity_run(role.end + 1, entity);
    if (stop > role.end + 1) role.end = stop;
  }
}

// What else belongs to the post: whose the owner is ("of the department of the ministry"), what no
// list knows ("minister of sea and air of X").
void EntityPass::further_complements(Role& role) {
  if (role.plural || role.inner) return;
  const bool owned = !role.of.empty();
  for (uint32_t t = role.end; t < doc_.size() && sentence_[t] == sentence_[role.noun];) {
    uint32_t entity = kNoEntity;
    const uint32_t stop = entity_run(t, entity);
    if (stop > t) {
      if (!genitive(t, stop, entity)) return;
      if (!owned && role.of.empty()) role.of.push_back(entity);
      role.explicit_of = true;
      role.end = t = stop;
      continue;
    }
    const bool word = doc_.morphs[t].nominal() || doc_.morphs[t].upos == Upos::kAdj;
    if (person_at_[t] != kNoEntity || role_at_[t] != 0 || !word ||
        doc_.morphs[t].gcase != Case::kGen || !complement(t, role.noun))
      return;
    ++t;
    if (!doc_.morphs[t - 1].nominal()) continue;
    if (listed("descriptor", "state", t - 1)) {
      const uint32_t state = last_state_before(role.begin);
      if (!owned && role.of.empty() && state != kNoEntity) {
        role.of.push_back(state);
        role.guessed_of = true;
      }
    } else if (role.of.empty()) {
      role.phrase.end = t;
    }
    role.explicit_of = true;
    role.end = t;
  }
}

uint32_t EntityPass::last_state_before(uint32_t token) const {
  uint32_t last = kNoEntity, at = 0;
  for (const Mention& m : a_.mentions) {
    if (m.entities.size() != 1 || a_.entities[m.entities[0]].kind != EntityKind::kState) continue;
    const uint32_t t = token_at(doc_, m.span.begin);
    if (t < token && t >= at) last = m.entities[0], at = t;
  }
  return last;
}

// The state of a person of the catalogue, where the text names it.
uint32_t EntityPass::own_state(uint32_t person) const {
  const auto row = f_.catalogue_->find(a_.entities[person].id);
  if (!row) return kNoEntity;
  const auto state = by_id_.find(f_.catalogue_->rows()[*row].state);
  return state == by_id_.end() ? kNoEntity : state->second;
}

// The state that the text names far more often than any other, if there is one.
uint32_t EntityPass::main_state() const {
  std::map<uint32_t, uint32_t> times;
  for (const Mention& m : a_.mentions)
    for (const uint32_t e : m.entities)
      if (a_.entities[e].kind == EntityKind::kState) ++times[e];
  uint32_t first = kNoEntity, most = 0, second = 0;
  for (const auto& [state, count] : times) {
    if (count > most) {
      second = most;
      most = count;
      first = state;
    } else {
      second = std::max(second, count);
    }
  }
  return most >= 2 && most >= 2 * second ? first : kNoEntity;
}

// "The emir of X sheikh Name", "minister of Y, chairman of Z Name": two posts of one person.
void EntityPass::same_holder(size_t r) {
  Role& role = roles_[r];
  if (r + 1 >= roles_.size() || !role.persons.empty() || role.inner || role.plural) return;
  const Role& next = roles_[r + 1];
  if (next.persons.size() != 1 || next.plural || sentence_[next.noun] != sentence_[role.noun] ||
      !agree(role.noun, next.noun))
    return;
  const bool beside = next.begin == role.end;
  const bool comma = next.begin == role.end + 1 && doc_.surface(role.end) == ",";
  const bool listed_both = doc_.arcs[next.noun].relation == Relation::kConj;
  if (beside || (comma && !listed_both)) role.persons = next.persons;
}

void EntityPass::name_behind(Role& role) {
  uint32_t t = role.end;
  if (t < doc_.size() && person_at_[t] == kNoEntity)  // "adviser on trade Name"
    t = complements_end(role.end, role.noun);
  if (t >= doc_.size() || person_at_[t] == kNoEntity || sentence_[t] != sentence_[role.noun])
    return;
  // "X's lawyers" are not X.
  const bool owner = doc_.morphs[t].gcase == Case::kGen &&
                     doc_.morphs[role.noun].gcase != Case::kGen &&
                     doc_.arcs[t].relation == Relation::kNmod;
  if (!role.acting && !agree(role.noun, t) && (doc_.arcs[t].head != role.noun || owner)) return;
  role.persons.push_back(person_at_[t]);
  if (!role.plural) return;
  // "presidents of X and Y Name Surname and Name Surname"
  for (t = run_end_[t];
       t + 1 < doc_.size() && (doc_.morphs[t].upos == Upos::kCconj || doc_.surface(t) == ",") &&
       person_at_[t + 1] != kNoEntity && run_end_[t + 1] != 0;
       t = run_end_[t + 1])
    role.persons.push_back(person_at_[t + 1]);
}

// "Name, post of the body": the post stands after a comma, in the same case, and a mark closes it;
// or the tree says so.
void EntityPass::name_before(Role& role) {
  if (!role.persons.empty() || role.plural || role.begin < 2 ||
      sentence_begin_[role.noun] + 1 >= role.begin)
    return;
  const uint32_t comma = role.begin - 1, name = role.begin - 2;
  const string_view mark = doc_.surface(comma);
  const bool dash = mark == "-" || mark == "\u2013" || mark == "\u2014";
  if ((mark != "," && mark != "(" && !dash) || person_at_[name] == kNoEntity) return;
  uint32_t first = name;
  while (first > sentence_begin_[name] && person_at_[first - 1] == person_at_[name] &&
         run_end_[first] == 0)
    --first;
  if (!agree(role.noun, first) && !agree(role.noun, name)) return;
  if (doc_.morphs[role.noun].gcase != Case::kNom && doc_.morphs[role.noun].gcase == Case::kIns &&
      doc_.morphs[first].gcase != Case::kIns)
    return;
  const bool closed = role.end >= doc_.size() || sentence_[role.end] != sentence_[role.noun] ||
                      doc_.tokens[role.end].kind == TokenKind::kPunct;
  const bool apposition = doc_.arcs[role.noun].relation == Relation::kAppos &&
                          doc_.arcs[role.noun].head != kNoToken &&
                          person_at_[doc_.arcs[role.noun].head] == person_at_[name];
  // "…, with the president of A Name, the leader of B said": the post is a subject of its own.
  const bool subject = doc_.arcs[role.noun].relation == Relation::kNsubj ||
                       doc_.arcs[role.noun].relation == Relation::kNsubjPass;
  if (apposition || (closed && !subject)) role.persons.push_back(person_at_[name]);
}

// The office that a post means for one owner: the head of a ministry holds the state's office.
std::pair<std::string, uint32_t> EntityPass::office_of(const Role& role, uint32_t of) const {
  const world::Post& post = f_.catalogue_->posts()[role.post];
  if (post.office == kHead || post.office == kMinister)
    if (const auto found = f_.catalogue_->institution(a_.entities[of].id)) {
      const world::Institution& kind = f_.catalogue_->institutions()[found->first];
      const auto state = by_row_.find(found->second);
      if (!kind.head.empty() && state != by_row_.end()) return {kind.head, state->second};
    }
  if ((post.office == kLeader || post.office == kHead) &&
      a_.entities[of].kind == EntityKind::kState)
    if (const auto state = f_.catalogue_->find(a_.entities[of].id))
      if (const string_view office = f_.catalogue_->leading_office(*state); !office.empty())
        return {std::string(office), of};
  return {post.office, of};
}

void EntityPass::resolve(Role& role, std::string& by) {
  const world::Post& post = f_.catalogue_->posts()[role.post];
  const std::string noun = folded(doc_.lemmas[role.noun]);
  const auto remember = [&](uint32_t person) {
    last_noun_[noun] = person;
    if (post.office == kOccupation) return;
    last_holder_[post.office] = person;
    for (const uint32_t o : role.of) {
      const std::string office = office_of(role, o).first;
      last_holder_[office] = person;
      const auto state = f_.catalogue_->find(a_.entities[o].id);
      if (state && a_.entities[o].kind == EntityKind::kState &&
          office == f_.catalogue_->leading_office(*state))
        last_holder_[std::string(kLeader)] = person;
    }
  };
  if (!role.persons.empty()) {
    // "President of the country Name": of the own country, where that is known.
    if (role.guessed_of && role.persons.size() == 1)
      if (const auto row = f_.catalogue_->find(a_.entities[role.persons[0]].id);
          row && !f_.catalogue_->rows()[*row].state.empty()) {
        const uint32_t state = own_state(role.persons[0]);
        role.of.clear();
        if (state != kNoEntity) role.of.push_back(state);
      }
    // "Prime minister Name": of the state of a known person, or of that which the text is about.
    if (role.persons.size() == 1 && role.of.empty() && !role.explicit_of && of_state(post.office)) {
      uint32_t state = own_state(role.persons[0]);
      if (state == kNoEntity && !a_.entities[role.persons[0]].catalogued) state = main_state();
      if (state != kNoEntity) role.of.push_back(state);
    }
    if (role.persons.size() == 1 && !role.former && !role.elect)
      for (const uint32_t o : role.of) holders_[office_of(role, o)] = role.persons[0];
    if (role.persons.size() == role.of.size() && role.of.size() > 1 && !role.former)
      for (size_t i = 0; i < role.of.size(); ++i)
        holders_[office_of(role, role.of[i])] = role.persons[i];
    if (!role.of.empty() && post.office != kColleague)
      last_office_ = office_of(role, role.of[0]).first;
    if (role.persons.size() == 1) remember(role.persons[0]);
    return;
  }
  for (const uint32_t o : role.of) {
    auto [office, of] = office_of(role, o);
    if (office == kColleague)
      office = last_office_.empty() ? std::string(kPresident) : last_office_;
    const uint32_t held =
        role.former || role.acting || role.elect ? kNoEntity : holder(office, of, by);
    if (held != kNoEntity &&
        std::find(role.persons.begin(), role.persons.end(), held) == role.persons.end())
      role.persons.push_back(held);
  }
  if (!role.of.empty()) {
    if (role.plural && role.persons.size() < role.of.size())
      role.persons.clear();  // some of them only: nobody can be named
    if (role.persons.size() == 1 && !role.plural) remember(role.persons[0]);
    if (!role.of.empty() && post.office != kColleague && !many(post.office))
      last_office_ = office_of(role, role.of[0]).first;
    return;
  }
  if (role.plural || role.explicit_of || role.former) return;
  // The bare post: whoever was last called so. A possessive or a further genitive makes it somebody
  // else's.
  for (const uint32_t child : children_[role.noun])
    if (doc_.arcs[child].relation == Relation::kNmod && child >= role.end &&
        doc_.morphs[child].gcase == Case::kGen)
      return;
  if (const auto found = last_noun_.find(noun); found != last_noun_.end())
    role.persons = {found->second};
  else if (const auto last = last_holder_.find(post.office);
           last != last_holder_.end() && post.office != kOccupation)
    role.persons = {last->second};
}

std::string EntityPass::post_name(const Role& role) const {
  std::string post = role.plural && role.phrase.end == role.phrase.begin + 1
                         ? std::string(doc_.lemmas[role.noun])
                         : nominative(role.phrase.begin, role.phrase.end);
  const std::string_view first = doc_.surface(role.phrase.begin);
  // A capital at the head of a sentence: posts are common nouns.
  if (unicode::starts_upper(first) && !unicode::all_upper(first)) post = unicode::lower(post);
  return post;
}

// Who holds an office is a status that the text tells with the name beside the post, or with the
// post alone of somebody whom it names elsewhere.
void EntityPass::offices(const Role& role, bool named, const std::string& by) {
  const std::string& office = f_.catalogue_->posts()[role.post].office;
  if (role.of.empty() || office == kColleague) return;
  // A profession is held at a body ("reporter of the agency"), not in a country.
  const EntityKind at = a_.entities[role.of.front()].kind;
  if (office == kOccupation && at != EntityKind::kOrg && at != EntityKind::kMedium) return;
  const string_view value = role.elect    ? "elected"
                            : role.former ? "former"
                            : role.acting ? "acting"
                                          : "in_office";
  const bool pairs = role.persons.size() == role.of.size();
  if (role.persons.size() != 1 && !pairs) return;
  for (size_t i = 0; i < role.persons.size(); ++i) {
    const uint32_t person = role.persons[i];
    Span evidence = doc_.span_of(role.begin, role.end);
    Span name;
    for (const Mention& m : a_.mentions) {
      if (m.form != MentionForm::kName || m.entities != std::vector<uint32_t>{person}) continue;
      const bool beside =
          m.span.begin <= evidence.end + kBeside && m.span.end + kBeside >= evidence.begin;
      if (name.empty() || (named && beside)) name = m.span;
      if (named && beside) break;
    }
    if (name.empty()) continue;
    if (named) evidence = hull(evidence, name);
    Claim claim;
    claim.kind = ClaimKind::kStatus;
    claim.frame = "office";
    claim.arguments = {{"subject", person, "", named ? name : evidence},
                       {"object", role.of[pairs ? i : 0], "", {}},
                       {"value", kNoEntity, std::string(value), {}},
                       {"post", kNoEntity, post_name(role), {}}};
    claim.modality = Modality::kAsserted;
    claim.trigger = doc_.tokens[role.noun].span;
    claim.evidence = {evidence};
    claim.origin = {named ? "rule:office" : by, named ? 0.9F : 0.7F};
    a_.claims.push_back(std::move(claim));
  }
}

// Who holds an office of a state or body here: whom the article named, else the catalogue on the
// days of publication.
uint32_t EntityPass::holder(const std::string& office, uint32_t of, std::string& by) {
  std::vector<std::string> offices = {office};
  for (const world::Post& post : f_.catalogue_->posts())
    if (post.office == office) offices.insert(offices.end(), post.also.begin(), post.also.end());
  for (const std::string& o : offices)
    if (const auto found = holders_.find({o, of}); found != holders_.end()) return found->second;
  if (office == kMinister) {  // "the French minister": the one of whom the article tells
    uint32_t only = kNoEntity;
    for (const auto& [held, person] : holders_)
      if (held.second == of && held.first.ends_with("-minister") && held.first != "prime-minister")
        only = only == kNoEntity || only == person ? person : kNoEntity;
    return only;
  }
  const auto row = f_.catalogue_->find(a_.entities[of].id);
  if (!row) return kNoEntity;
  for (const std::string& o : offices) {
    if (many(o)) continue;
    const world::Term* term = f_.catalogue_->holder(o, *row, a_.published.days);
    if (term == nullptr) continue;
    const uint32_t person = entity_of_row(term->person);
    holders_[{o, of}] = person;
    by = "catalogue:" + o + " of " + f_.catalogue_->rows()[term->of].id + " " + edtf(term->days);
    return person;
  }
  return kNoEntity;
}

}  // namespace letopis::extract
