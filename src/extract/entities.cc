#include "extract/entities.h"

#include <algorithm>

#include "base/unicode.h"
#include "extract/entity_pass.h"
#include "extract/speech.h"

namespace letopis::extract {

using std::string_view;

namespace {
constexpr uint32_t kMark = 3;  // bytes of a quotation mark or a full stop at a sentence's edge
}

Result<EntityFinder> EntityFinder::load(const DataFiles& files, const world::Catalogue& catalogue,
                                        const morph::Lexicon& lexicon) {
  EntityFinder finder;
  finder.catalogue_ = &catalogue;
  finder.lexicon_ = &lexicon;
  LT_ASSIGN(finder.translit_, morph::Translit::load(files));
  for (uint32_t s = 0; s < catalogue.spellings().size(); ++s) {
    const world::Spelling& spelling = catalogue.spellings()[s];
    const std::string key = folded(spelling.text);
    if (catalogue.rows()[spelling.row].kind ==
        EntityKind::kPerson) {  // persons come with the tagger's names
      const size_t space = key.rfind(' ');
      auto& rows = finder.surnames_[space == std::string::npos ? key : key.substr(space + 1)];
      if (std::find(rows.begin(), rows.end(), spelling.row) == rows.end())
        rows.push_back(spelling.row);
      finder.people_.emplace(key, spelling.row);
      continue;
    }
    switch (spelling.form) {
      case MentionForm::kAdjective:
        (key.ends_with('-') ? finder.compounds_ : finder.adjectives_).emplace(key, spelling.row);
        break;
      case MentionForm::kMetonym:
        finder.means_.emplace(key, spelling.means);
        break;
      case MentionForm::kAbbreviation:
        finder.names_.add(spelling.text, Gazetteer::By::kExact, s, lexicon);
        break;
      default:
        finder.names_.add(spelling.text, Gazetteer::By::kForms, s, lexicon);
    }
  }
  for (const world::Spelling& people : catalogue.demonyms())
    finder.demonyms_.emplace(folded(people.text), people.row);
  const auto add_all = [&lexicon](Gazetteer& to, const std::vector<std::string>& nouns,
                                  uint32_t value) {
    for (const std::string& noun : nouns) {
      // What holds two capitals or more is an abbreviation: "MID", "Minoborony" is not.
      const bool letters = noun.size() > 3 && unicode::all_upper(noun);
      to.add(noun, letters ? Gazetteer::By::kExact : Gazetteer::By::kForms, value, lexicon);
    }
  };
  for (uint32_t p = 0; p < catalogue.posts().size(); ++p)
    add_all(finder.posts_, catalogue.posts()[p].nouns, p);
  for (uint32_t i = 0; i < catalogue.institutions().size(); ++i)
    add_all(finder.institutions_, catalogue.institutions()[i].nouns, i);
  for (uint32_t t = 0; t < catalogue.things().size(); ++t)
    add_all(finder.things_, catalogue.things()[t].nouns, t);
  return finder;
}

void EntityFinder::find(const Document& doc, Analysis& analysis) const {
  EntityPass(*this, doc, analysis).run();
}

EntityPass::EntityPass(const EntityFinder& finder, const Document& doc, Analysis& analysis)
    : f_(finder),
      doc_(doc),
      a_(analysis),
      sentence_(doc.size()),
      sentence_begin_(doc.size()),
      children_(doc.size()),
      taken_(doc.size(), false),
      person_at_(doc.size(), kNoEntity),
      entity_at_(doc.size(), kNoEntity),
      run_end_(doc.size(), 0),
      role_at_(doc.size(), 0) {
  for (uint32_t s = 0; s < doc.sentences.size(); ++s)
    for (uint32_t t = doc.sentences[s].begin; t < doc.sentences[s].end; ++t) {
      sentence_[t] = s;
      sentence_begin_[t] = doc.sentences[s].begin;
    }
  for (uint32_t t = 0; t < doc.size(); ++t)
    if (doc.arcs[t].head != kNoToken) children_[doc.arcs[t].head].push_back(t);
  // Sentences that lie whole between quotation marks are another's words.
  spoken_.resize(doc.sentences.size());
  const std::vector<QuotePair> pairs = quote_pairs(doc);
  for (size_t s = 0, p = 0; s < doc.sentences.size(); ++s) {
    const Span span = doc.span_of(doc.sentences[s].begin, doc.sentences[s].end);
    while (p < pairs.size() && pairs[p].inner.end + kMark < span.end) ++p;
    spoken_[s] = p < pairs.size() && span.begin + kMark >= pairs[p].inner.begin;
  }
}

void EntityPass::run() {
  catalogue_names();
  institutions();
  tagger_names();
  adjectives();
  persons();
  glosses();
  posts();
  things();
  references();
  prune();
  std::stable_sort(a_.mentions.begin(), a_.mentions.end(), [](const Mention& a, const Mention& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
}

uint32_t EntityPass::entity_of_row(uint32_t row) {
  const auto [at, added] = by_row_.emplace(row, static_cast<uint32_t>(a_.entities.size()));
  if (added) {
    const world::Row& r = f_.catalogue_->rows()[row];
    by_id_.emplace(r.id, at->second);
    a_.entities.push_back({r.id, r.kind, r.type, r.name, r.wikidata, true});
  }
  return at->second;
}

uint32_t EntityPass::entity_of_id(const std::string& id, EntityKind kind, EntityType type,
                                  const std::string& name) {
  if (const auto row = f_.catalogue_->find(id)) return entity_of_row(*row);
  const auto [at, added] = by_id_.emplace(id, static_cast<uint32_t>(a_.entities.size()));
  if (added) a_.entities.push_back({id, kind, type, name, "", false});
  return at->second;
}

uint32_t EntityPass::new_entity(EntityKind kind, EntityType type, std::string name) {
  // A name whose opening mark lies before it keeps no closing one.
  constexpr string_view kOpen = "\u00AB", kClose = "\u00BB";
  if (const size_t close = name.find(kClose); close < name.find(kOpen)) {
    name.erase(close, kClose.size());
    if (name.find(kOpen) != std::string::npos && name.find(kClose) == std::string::npos)
      name += kClose;
  }
  std::string slug = f_.translit_.slug(name).substr(0, 60);
  while (slug.ends_with('-')) slug.pop_back();
  return entity_of_id(std::string(entity_kind_name(kind)) + "/" + slug, kind, type, name);
}

void EntityPass::mention(uint32_t begin, uint32_t end, EntityType type, MentionForm form,
                         std::vector<uint32_t> entities, std::string normal, std::string by,
                         float confidence) {
  a_.mentions.push_back({doc_.span_of(begin, end),
                         type,
                         form,
                         std::move(normal),
                         std::move(entities),
                         {std::move(by), confidence}});
}

void EntityPass::take(uint32_t begin, uint32_t end, uint32_t entity) {
  run_end_[begin] = std::max(run_end_[begin], end);
  for (uint32_t t = begin; t < end; ++t) {
    taken_[t] = true;
    entity_at_[t] = entity;
  }
}

// Entities that were looked up but are not mentioned in the end are dropped.
void EntityPass::prune() {
  std::vector<uint32_t> moved(a_.entities.size(), kNoEntity);
  for (const Mention& m : a_.mentions)
    for (const uint32_t e : m.entities) moved[e] = 0;
  // A post at a body that the text does not name ("spokesman of the president of X") is one of the
  // state's.
  for (Claim& claim : a_.claims)
    for (Argument& argument : claim.arguments) {
      if (argument.entity == kNoEntity || moved[argument.entity] != kNoEntity) continue;
      const auto state = by_id_.find(f_.catalogue_->state_of(a_.entities[argument.entity].id));
      if (state != by_id_.end()) argument.entity = state->second;
    }
  std::erase_if(a_.claims, [&](const Claim& claim) {
    return std::any_of(claim.arguments.begin(), claim.arguments.end(), [&](const Argument& a) {
      return a.entity != kNoEntity && moved[a.entity] == kNoEntity;
    });
  });
  for (PostWords& post : a_.posts)
    if (moved[post.of] == kNoEntity) {
      const auto state = by_id_.find(f_.catalogue_->state_of(a_.entities[post.of].id));
      if (state != by_id_.end()) post.of = state->second;
    }
  std::erase_if(a_.posts, [&](const PostWords& post) { return moved[post.of] == kNoEntity; });
  std::vector<Entity> kept;
  for (uint32_t e = 0; e < a_.entities.size(); ++e) {
    if (moved[e] == kNoEntity) continue;
    moved[e] = static_cast<uint32_t>(kept.size());
    kept.push_back(std::move(a_.entities[e]));
  }
  a_.entities = std::move(kept);
  for (Mention& m : a_.mentions)
    for (uint32_t& e : m.entities) e = moved[e];
  for (Claim& claim : a_.claims)
    for (Argument& argument : claim.arguments)
      if (argument.entity != kNoEntity) argument.entity = moved[argument.entity];
  for (PostWords& post : a_.posts) post.of = moved[post.of];
}

std::string EntityPass::nominative(uint32_t begin, uint32_t end, morph::PhraseKind kind) const {
  return f_.lexicon_->nominative(doc_, begin, end, kind);
}

bool EntityPass::listed(string_view header, string_view name, uint32_t token) const {
  const auto& words = f_.catalogue_->words(header, name);
  if (words.empty()) return false;
  const std::string lower = folded(doc_.lowers[token]), lemma = folded(doc_.lemmas[token]);
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& w) { return w == lower || w == lemma; });
}

bool EntityPass::quoted(uint32_t t) const {
  if (t == 0) return false;
  const string_view mark = doc_.surface(t - 1);
  return mark == "\u00AB" || mark == "\"" || mark == "\u201E" || mark == "\u201C";
}

bool EntityPass::below(uint32_t t, uint32_t ancestor) const {
  for (uint32_t steps = 0; t != kNoToken && steps < 40; ++steps, t = doc_.arcs[t].head)
    if (t == ancestor) return true;
  return false;
}

bool EntityPass::agree(uint32_t a, uint32_t b) const {
  const Case x = doc_.morphs[a].gcase, y = doc_.morphs[b].gcase;
  return x == y || x == Case::kNone || y == Case::kNone;
}

bool EntityPass::genitive(uint32_t t, uint32_t end, uint32_t entity) const {
  const Case gcase = doc_.morphs[t].gcase;
  return gcase == Case::kGen || gcase == Case::kNone || unicode::all_upper(doc_.surface(t)) ||
         doc_.span_of(t, end).of(doc_.text()) != a_.entities[entity].name;
}

bool EntityPass::state_of_row_named(uint32_t row) const {
  const auto state = f_.catalogue_->find(f_.catalogue_->rows()[row].state);
  return state && by_row_.contains(*state);
}

}  // namespace letopis::extract
