// Names of states, bodies, places and media; adjectives and people of states; institutions of
// states.
#include <algorithm>

#include "base/unicode.h"
#include "base/utf8.h"
#include "extract/entity_pass.h"

namespace letopis::extract {

using std::string_view;

namespace {

// A word that can be no name by itself, whatever it looks like.
bool closed_class(const Morph& tag) {
  return tag.upos == Upos::kPron || tag.upos == Upos::kDet || tag.upos == Upos::kAdp ||
         tag.verbal() || tag.upos == Upos::kAdv || tag.upos == Upos::kSconj ||
         tag.upos == Upos::kCconj || tag.upos == Upos::kPart;
}

size_t common_prefix(string_view a, string_view b) {
  size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  return n;
}

}  // namespace

// The actor that the name of a place or seat stands for here, by preposition, case and governor;
// nullopt for the place.
std::optional<uint32_t> EntityPass::actor_of(uint32_t begin, uint32_t end,
                                             const world::Spelling& spelling) const {
  const auto means = f_.means_.find(folded(spelling.text));
  if (means == f_.means_.end()) return std::nullopt;
  const std::optional<uint32_t> actor = means->second;
  const bool seat = f_.catalogue_->rows()[means->second].kind ==
                    EntityKind::kOrg;  // of a body: an actor unless shown to be a place
  uint32_t head = begin;
  for (uint32_t t = begin; t < end; ++t)
    if (doc_.arcs[t].head == kNoToken || doc_.arcs[t].head < begin || doc_.arcs[t].head >= end) {
      head = t;
      break;
    }
  const Relation relation = doc_.arcs[head].relation;
  const uint32_t governor = doc_.arcs[head].head;
  uint32_t preposition = kNoToken;
  for (const uint32_t child : children_[head])
    if (doc_.arcs[child].relation == Relation::kCase && child < begin) preposition = child;
  if (preposition == kNoToken && begin > 0 && doc_.morphs[begin - 1].upos == Upos::kAdp)
    preposition = begin - 1;
  if (preposition != kNoToken) {
    // "In the Kremlin they say": a plural verb without a subject speaks for the actor.
    if (doc_.morphs[head].gcase == Case::kLoc && governor != kNoToken &&
        doc_.morphs[governor].finite() && doc_.morphs[governor].number == Number::kPlur &&
        doc_.lowers[preposition] != doc_.lemmas[head] &&
        std::none_of(children_[governor].begin(), children_[governor].end(),
                     [this](uint32_t c) {
                       const Relation r = doc_.arcs[c].relation;
                       return r == Relation::kNsubj || r == Relation::kNsubjPass;
                     }) &&
        listed("metonymy", "say", governor))
      return actor;
    if (listed("metonymy", "place", preposition) || doc_.morphs[head].gcase == Case::kLoc)
      return std::nullopt;
    for (uint32_t t = preposition; t > 0 && preposition - t < 3;
         --t)  // "to the north of X", "near X"
      if (listed("metonymy", "distance", t - 1)) return std::nullopt;
    return actor;
  }
  if (seat) return actor;
  if ((relation == Relation::kNsubj || relation == Relation::kNsubjPass) && governor != kNoToken &&
      doc_.morphs[governor].verbal())
    return actor;
  if ((relation == Relation::kObj || relation == Relation::kIobj) && governor != kNoToken &&
      listed("metonymy", "visit", governor))
    return std::nullopt;
  if (doc_.morphs[head].gcase == Case::kGen && governor != kNoToken &&
      listed("metonymy", "actor", governor))
    return actor;
  if (relation == Relation::kConj && governor != kNoToken) {
    const uint32_t other = entity_at_[governor];
    if (other == kNoEntity) return std::nullopt;
    return a_.entities[other].kind == EntityKind::kState ? actor : std::nullopt;
  }
  if (doc_.morphs[head].gcase == Case::kDat || doc_.morphs[head].gcase == Case::kIns) return actor;
  return std::nullopt;
}

void EntityPass::catalogue_names() {
  const Gazetteer::TextKeys keys(f_.names_, doc_);
  std::vector<const Name*> name_at(doc_.size(), nullptr);
  for (const Name& name : doc_.names)
    for (uint32_t t = name.begin; t < name.end; ++t) name_at[t] = &name;
  std::vector<Gazetteer::Match> matches;
  for (uint32_t t = 0; t < doc_.size(); ++t) {
    f_.names_.at(keys, t, matches);
    if (matches.empty()) {
      hyphen_lists(t);
      continue;
    }
    // Of several readings the one that the article has named before, else the first of the files.
    const Gazetteer::Match* match = &matches.front();
    for (const Gazetteer::Match& other : matches)
      if (by_row_.contains(f_.catalogue_->spellings()[other.value].row)) {
        match = &other;
        break;
      }
    const world::Spelling& spelling = f_.catalogue_->spellings()[match->value];
    const world::Row& row = f_.catalogue_->rows()[spelling.row];
    const bool one = match->end - match->begin == 1, full = spelling.form == MentionForm::kName;
    const Morph& tag = doc_.morphs[t];
    if (one && full &&
        (closed_class(tag) ||
         (tag.upos == Upos::kAdj && name_at[t] == nullptr && starts_sentence(t))))
      continue;
    // Inside a person's name of several words a place is a part of it, unless a whole name follows:
    // "ministr Frantsii Imya Familiya".
    if (const Name* name = name_at[t];
        name != nullptr && name->type == NameType::kPer && name->end - name->begin > 1 &&
        !(name->begin == t && row.kind == EntityKind::kState && name->end - match->end >= 2))
      continue;
    // A city that is also a surname or a common word: the tagger knows better.
    if (one && full && row.kind == EntityKind::kPlace &&
        !f_.means_.contains(folded(spelling.text)) &&
        (name_at[t] != nullptr ? name_at[t]->type == NameType::kPer : starts_sentence(t)))
      continue;
    if (row.kind == EntityKind::kMedium && one && full && !quoted(t) && starts_sentence(t) &&
        name_at[t] == nullptr)
      continue;
    uint32_t entity = entity_of_row(spelling.row);
    MentionForm form = spelling.form;
    EntityType type = row.type;
    if (row.kind == EntityKind::kPlace) {
      if (const auto actor = actor_of(match->begin, match->end, spelling)) {
        entity = entity_of_row(*actor);
        form = MentionForm::kMetonym;
        type = a_.entities[entity].type;
      }
    }
    mention(match->begin, match->end, type, form, {entity},
            form == MentionForm::kAbbreviation ? std::string(doc_.surface(t))
                                               : nominative(match->begin, match->end),
            "catalogue", 0.95F);
    take(match->begin, match->end, entity);
    t = match->end - 1;
  }
  // A place that was only looked up to be read as its state is none that the article names.
  for (auto at = by_row_.begin(); at != by_row_.end();) {
    const bool used = std::any_of(a_.mentions.begin(), a_.mentions.end(),
                                  [&](const Mention& m) { return m.entities[0] == at->second; });
    at = used || f_.catalogue_->rows()[at->first].kind == EntityKind::kState ? std::next(at)
                                                                             : by_row_.erase(at);
  }
}

// "A-B-C" as one word: every part a state or a place, each with its own span.
void EntityPass::hyphen_lists(uint32_t t) {
  const string_view surface = doc_.surface(t);
  if (surface.find('-') == string_view::npos || !unicode::starts_upper(surface)) return;
  struct Part {
    Span span;
    uint32_t row;
    MentionForm form;
  };
  std::vector<Part> parts;
  for (size_t at = 0; at <= surface.size();) {
    const size_t end = std::min(surface.find('-', at), surface.size());
    const string_view part = surface.substr(at, end - at);
    std::optional<Part> found;
    for (const world::Spelling& spelling : f_.catalogue_->spellings()) {
      const EntityKind kind = f_.catalogue_->rows()[spelling.row].kind;
      if ((kind != EntityKind::kState && kind != EntityKind::kPlace) || found) continue;
      if (spelling.form == MentionForm::kAbbreviation
              ? without_look_alikes(part) == spelling.text
              : spelling.form == MentionForm::kName && part == spelling.text)
        found = Part{{doc_.tokens[t].span.begin + static_cast<uint32_t>(at),
                      doc_.tokens[t].span.begin + static_cast<uint32_t>(end)},
                     spelling.row,
                     spelling.form};
    }
    if (!found) return;
    parts.push_back(*found);
    at = end + 1;
  }
  if (parts.size() < 2) return;
  for (const Part& part : parts) {
    uint32_t row = part.row;
    MentionForm form = part.form;
    if (const auto means = f_.means_.find(folded(f_.catalogue_->rows()[row].name));
        means != f_.means_.end()) {
      row = means->second;
      form = MentionForm::kMetonym;
    }
    const uint32_t entity = entity_of_row(row);
    a_.mentions.push_back({part.span,
                           a_.entities[entity].type,
                           form,
                           std::string(part.span.of(doc_.text())),
                           {entity},
                           {"catalogue", 0.9F}});
    take(t, t + 1, entity);
  }
}

// Ministries, parliaments, presidencies: a noun phrase of a kind of institution with its state
// before or behind.
void EntityPass::institutions() {
  const Gazetteer::TextKeys keys(f_.institutions_, doc_);
  std::vector<Gazetteer::Match> matches;
  for (uint32_t t = 0; t < doc_.size(); ++t) {
    if (taken_[t]) continue;
    f_.institutions_.at(keys, t, matches);
    if (matches.empty() || !doc_.morphs[t].nominal()) {
      // "Verkhovny sud": the phrase may begin with an adjective.
      if (matches.empty() || doc_.morphs[t].upos != Upos::kAdj || matches.front().end - t < 2)
        continue;
    }
    const uint32_t institution = matches.front().value;
    const world::Institution& kind = f_.catalogue_->institutions()[institution];
    uint32_t begin = t, end = matches.front().end;
    bool clash = false;
    for (uint32_t u = t; u < end; ++u) clash |= taken_[u];
    if (clash) continue;
    uint32_t owner = kNoEntity;
    if (begin > sentence_begin_[t] && doc_.morphs[begin - 1].upos == Upos::kAdj &&
        agree(begin - 1, t)) {
      const auto found = f_.adjectives_.find(folded(doc_.lemmas[begin - 1]));
      if (found != f_.adjectives_.end()) {
        owner = entity_of_row(found->second);
        --begin;
      }
    }
    if (owner == kNoEntity && end < doc_.size() && run_end_[end] != 0 &&
        entity_at_[end] != kNoEntity && sentence_[end] == sentence_[t]) {
      const EntityKind k = a_.entities[entity_at_[end]].kind;
      if (genitive(end, run_end_[end], entity_at_[end]) &&
          (k == EntityKind::kState || k == EntityKind::kPlace)) {
        owner = entity_at_[end];
        end = run_end_[end];
      }
    }
    uint32_t entity = kNoEntity;
    std::string normal = nominative(begin, end);
    if (owner != kNoEntity && a_.entities[owner].kind == EntityKind::kState) {
      const auto state = f_.catalogue_->find(a_.entities[owner].id);
      entity = entity_of_id(f_.catalogue_->institution_id(institution, *state), EntityKind::kOrg,
                            EntityType::kOrganization, normal);
    } else if (owner != kNoEntity) {
      entity = new_entity(EntityKind::kOrg, EntityType::kOrganization, normal);
    } else if (const auto last = last_institution_.find(kind.name);
               last != last_institution_.end()) {
      entity = last->second;
    }
    if (entity != kNoEntity) last_institution_[kind.name] = entity;
    std::vector<uint32_t> entities;
    if (entity != kNoEntity)
      entities.push_back(entity);
    else
      bare_institutions_.push_back({doc_.span_of(begin, end), t, institution});
    const bool letters = unicode::all_upper(doc_.surface(t)) && end - begin == 1;
    mention(begin, end, EntityType::kOrganization,
            letters            ? MentionForm::kAbbreviation
            : entities.empty() ? MentionForm::kDescriptor
                               : MentionForm::kName,
            entities, std::move(normal), "rule:institution", entities.empty() ? 0.6F : 0.85F);
    // The adjective and the state inside stay mentions of their own.
    run_end_[begin] = std::max(run_end_[begin], end);
    for (uint32_t u = begin; u < matches.front().end; ++u) {
      if (u < t) {
        entity_at_[u] = entity;  // the adjective: not taken, it is found again by adjectives()
        continue;
      }
      taken_[u] = true;
      entity_at_[u] = entity;
    }
    t = end - 1;
  }
}

EntityType EntityPass::place_type(uint32_t begin, uint32_t end) const {
  const auto type_of = [this](uint32_t t) -> std::optional<EntityType> {
    const std::string lemma = folded(doc_.lemmas[t]), lower = folded(doc_.lowers[t]);
    for (const world::Thing& thing : f_.catalogue_->things())
      if (thing.kind == EntityKind::kPlace)
        for (const std::string& noun : thing.nouns)
          if (noun == lemma || noun == lower) return thing.type;
    return std::nullopt;
  };
  for (uint32_t t = end; t-- > begin;)
    if (const auto type = type_of(t)) return *type;
  if (begin > sentence_begin_[begin])
    if (const auto type = type_of(begin - 1)) return *type;
  return EntityType::kCity;
}

// Places and organisations of the tagger that the catalogue does not know.
void EntityPass::tagger_names() {
  // From the end, since a body takes the body that stands behind it: "committee of the party".
  for (auto at = doc_.names.rbegin(); at != doc_.names.rend(); ++at) {
    const Name& name = *at;
    if (name.type == NameType::kPer) continue;
    uint32_t begin = name.begin, end = name.end;
    for (uint32_t t = begin + 1; t < end; ++t)
      if (doc_.surface(t) == "(") end = t;  // a gloss is a mention of its own
    const auto mark = [this](uint32_t t) {
      const string_view s = doc_.surface(t);
      return doc_.tokens[t].kind == TokenKind::kPunct && s != "\u00BB" && s != "\"" &&
             s != "\u00AB" && s != ")" && s != "\u201C" && s != "\u201D";
    };
    while (end > begin && mark(end - 1)) --end;
    while (begin < end && doc_.tokens[begin].kind == TokenKind::kPunct && !quoted(begin + 1))
      ++begin;
    if (begin == end) continue;
    bool covered = true, free = false;
    for (uint32_t t = begin; t < end; ++t) {
      covered &= taken_[t];
      free |= !taken_[t] && doc_.tokens[t].kind != TokenKind::kPunct;
    }
    if (covered || !free) continue;
    bool adjective = true;
    for (uint32_t t = begin; t < end; ++t) adjective &= doc_.morphs[t].upos == Upos::kAdj;
    if (adjective || (end - begin == 1 && utf8::length(doc_.surface(begin)) < 2)) continue;
    const bool org = name.type == NameType::kOrg;
    if (!org && end - begin == 1 && f_.demonyms_.contains(folded(doc_.lemmas[begin]))) continue;
    // A body takes the state, place or body that stands behind it in the genitive: "league of X".
    if (org && end < doc_.size() && run_end_[end] != 0 && doc_.morphs[end].gcase == Case::kGen &&
        entity_at_[end] != kNoEntity && sentence_[end] == sentence_[begin] &&
        a_.entities[entity_at_[end]].kind != EntityKind::kMedium && below(end, begin))
      end = run_end_[end];
    std::string normal = nominative(begin, end);
    const EntityType type = org ? EntityType::kOrganization : place_type(begin, end);
    const uint32_t entity = new_entity(org ? EntityKind::kOrg : EntityKind::kPlace, type, normal);
    mention(begin, end, a_.entities[entity].type, MentionForm::kName, {entity}, std::move(normal),
            "model:slovnet-ner", 0.8F);
    run_end_[begin] = std::max(run_end_[begin], end);
    for (uint32_t t = begin; t < end; ++t)
      if (!taken_[t]) {
        taken_[t] = true;
        entity_at_[t] = entity;
      }
  }
}

// "Party of the north (PS)", "Name (Name in other letters)": what stands in brackets right behind a
// name is another name of the same.
void EntityPass::glosses() {
  constexpr uint32_t kLongest = 8;
  const size_t names = a_.mentions.size();
  for (size_t i = 0; i < names; ++i) {
    const Mention m = a_.mentions[i];
    if (m.entities.size() != 1 || m.form == MentionForm::kAdjective) continue;
    const EntityKind kind = a_.entities[m.entities[0]].kind;
    if (kind != EntityKind::kPerson && kind != EntityKind::kOrg && kind != EntityKind::kMedium)
      continue;
    uint32_t open = token_at(doc_, m.span.end);
    if (open < doc_.size() && open > 0 &&
        (doc_.surface(open) == "\"" || doc_.surface(open) == "\u00BB"))
      ++open;
    if (open + 2 >= doc_.size() || doc_.surface(open) != "(") continue;
    uint32_t close = open + 1;
    while (close < doc_.size() && close <= open + kLongest && doc_.surface(close) != ")") ++close;
    if (close >= doc_.size() || doc_.surface(close) != ")" || close == open + 1) continue;
    const bool letters = close == open + 2 && utf8::length(doc_.surface(open + 1)) >= 2 &&
                         unicode::all_upper(doc_.surface(open + 1)) && kind != EntityKind::kPerson;
    bool latin = true;
    for (uint32_t t = open + 1; t < close; ++t)
      latin &= doc_.tokens[t].kind == TokenKind::kLatin || doc_.tokens[t].kind == TokenKind::kPunct;
    if (!letters && !latin) continue;
    uint32_t other = kNoEntity;
    for (uint32_t t = open + 1; t < close; ++t)
      if (entity_at_[t] != kNoEntity) other = entity_at_[t];
    if (other == m.entities[0]) continue;
    if (other != kNoEntity && a_.entities[other].catalogued) continue;
    if (other != kNoEntity) {  // the tagger saw a name there: wherever it stands, it is this one
      for (Mention& same : a_.mentions)
        for (uint32_t& e : same.entities)
          if (e == other) e = m.entities[0];
      for (uint32_t& e : entity_at_)
        if (e == other) e = m.entities[0];
      for (uint32_t& e : person_at_)
        if (e == other) e = m.entities[0];
    } else {
      mention(open + 1, close, m.type, letters ? MentionForm::kAbbreviation : MentionForm::kName,
              m.entities, std::string(doc_.span_of(open + 1, close).of(doc_.text())), "rule:gloss",
              0.85F);
      take(open + 1, close, m.entities[0]);
    }
  }
}

// "A-B-skiy": every part but the last is the first part of a compound; the mention stands for all
// the states.
void EntityPass::compound(uint32_t t, const std::string& lower) {
  std::vector<uint32_t> rows;
  size_t at = 0;
  for (size_t hyphen = lower.find('-'); hyphen != std::string::npos; hyphen = lower.find('-', at)) {
    const std::string part = lower.substr(at, hyphen - at + 1);
    std::optional<uint32_t> row;
    if (const auto found = f_.compounds_.find(part); found != f_.compounds_.end())
      row = found->second;
    if (!row)  // the main adjective's stem with its joining vowel
      for (const auto& [adjective, r] : f_.adjectives_) {
        const size_t stem = common_prefix(adjective, part);
        if (stem + 3 >= part.size() && stem + 5 >= adjective.size() && stem >= 6 &&
            (!row || r < *row))
          row = r;
      }
    if (!row) return;
    rows.push_back(*row);
    at = hyphen + 1;
  }
  const std::string last = lower.substr(at);
  for (const morph::Reading& reading : f_.lexicon_->readings(last)) {
    if (reading.morph.upos != Upos::kAdj) continue;
    const auto found = f_.adjectives_.find(folded(f_.lexicon_->lemma(last, reading.morph)));
    if (found == f_.adjectives_.end()) continue;
    rows.push_back(found->second);
    break;
  }
  if (rows.size() < 2) return;
  std::vector<uint32_t> entities;
  for (const uint32_t row : rows) entities.push_back(entity_of_row(row));
  mention(t, t + 1, EntityType::kCountry, MentionForm::kAdjective, entities,
          std::string(doc_.lemmas[t]), "catalogue", 0.95F);
}

void EntityPass::adjectives() {
  for (uint32_t t = 0; t < doc_.size(); ++t) {
    if (doc_.tokens[t].kind != TokenKind::kCyrillic) continue;
    const std::string lower = folded(doc_.lowers[t]);
    if (lower.find('-') != std::string::npos && !taken_[t]) {
      compound(t, lower);
      continue;
    }
    const Morph& tag = doc_.morphs[t];
    const std::string lemma = folded(doc_.lemmas[t]);
    if (tag.upos == Upos::kNoun && !taken_[t]) {
      const auto people = f_.demonyms_.find(lemma);
      if (people != f_.demonyms_.end())
        mention(t, t + 1, EntityType::kNationality, MentionForm::kDescriptor, {},
                nominative(t, t + 1), "catalogue", 0.9F);
      continue;
    }
    if (tag.upos != Upos::kAdj) continue;
    const auto found = f_.adjectives_.find(lemma);
    if (found == f_.adjectives_.end()) continue;
    // Inside a name of the catalogue an adjective is part of it; inside another name it is a
    // mention of its own.
    bool inside = false;
    for (const Mention& m : a_.mentions)
      if (m.span.contains(doc_.tokens[t].span) && m.origin.by == "catalogue") inside = true;
    if (inside) continue;
    const uint32_t entity = entity_of_row(found->second);
    mention(t, t + 1, a_.entities[entity].type, MentionForm::kAdjective, {entity},
            std::string(doc_.lemmas[t]), "catalogue", 0.95F);
    if (!taken_[t] && entity_at_[t] == kNoEntity) entity_at_[t] = entity;
  }
}

}  // namespace letopis::extract
