#include "extract/entities.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/unicode.h"
#include "base/utf8.h"
#include "text/segmenter.h"

namespace letopis::extract {
namespace {

using std::string_view;

constexpr string_view kIo = "\u0451", kIe = "\u0435";

std::string folded(string_view text) {
  std::string out = unicode::lower(text);
  for (size_t at = out.find(kIo); at != std::string::npos; at = out.find(kIo, at)) out.replace(at, kIo.size(), kIe);
  return out;
}

// Latin letters that look like Cyrillic ones, in an abbreviation, as the Cyrillic ones.
std::string without_look_alikes(string_view text) {
  static constexpr std::pair<char32_t, char32_t> kPairs[] = {
      {U'A', 0x410}, {U'B', 0x412}, {U'C', 0x421}, {U'E', 0x415}, {U'H', 0x41D}, {U'K', 0x41A},
      {U'M', 0x41C}, {U'O', 0x41E}, {U'P', 0x420}, {U'T', 0x422}, {U'X', 0x425}};
  bool cyrillic = false;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    cyrillic |= c >= 0x400 && c < 0x500;
  }
  if (!cyrillic) return std::string(text);
  std::string out;
  for (size_t at = 0; at < text.size();) {
    char32_t c = utf8::next(text, at);
    for (const auto& [latin, letter] : kPairs)
      if (c == latin) c = letter;
    utf8::append(out, c);
  }
  return out;
}

size_t common_prefix(string_view a, string_view b) {
  size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  return n;
}

}  // namespace

void Gazetteer::add(string_view phrase, bool exact, uint32_t value, const morph::Lexicon& lexicon) {
  Entry entry;
  entry.exact = exact;
  entry.value = value;
  for (const Token& token : text::Segmenter::tokens(phrase)) {
    const string_view word = token.span.of(phrase);
    std::vector<std::string> forms;
    if (exact) {
      forms.push_back(without_look_alikes(word));
    } else {
      forms.push_back(folded(word));
      for (const morph::Reading& reading : lexicon.readings(unicode::lower(word))) {
        if (reading.guessed) continue;
        forms.push_back(folded(lexicon.lemma(unicode::lower(word), reading.morph)));
      }
      if (token.kind == TokenKind::kCyrillic)
        for (const std::string& form : lexicon.forms(unicode::lower(word))) forms.push_back(folded(form));
      std::sort(forms.begin() + 1, forms.end());
      forms.erase(std::unique(forms.begin() + 1, forms.end()), forms.end());
    }
    entry.upper.push_back(!exact && unicode::starts_upper(word));
    entry.words.push_back(std::move(forms));
  }
  if (entry.words.empty()) return;
  std::set<std::string> keys(entry.words[0].begin(), entry.words[0].end());
  if (exact) keys = {folded(entry.words[0][0])};
  for (const std::string& key : keys) first_[key].push_back(static_cast<uint32_t>(entries_.size()));
  entries_.push_back(std::move(entry));
}

void Gazetteer::at(const Document& doc, uint32_t token, std::vector<Match>& out) const {
  out.clear();
  const auto fits = [&doc](const Entry& entry, size_t word, uint32_t t) {
    if (entry.exact) return without_look_alikes(doc.surface(t)) == entry.words[word][0];
    if (entry.upper[word] && !unicode::starts_upper(doc.surface(t))) return false;
    const std::string lower = folded(doc.lowers[t]), lemma = folded(doc.lemmas[t]);
    for (const std::string& form : entry.words[word])
      if (form == lower || form == lemma) return true;
    return false;
  };
  uint32_t longest = 0;
  const auto try_key = [&](const std::string& key) {
    const auto found = first_.find(key);
    if (found == first_.end()) return;
    for (const uint32_t index : found->second) {
      const Entry& entry = entries_[index];
      const auto n = static_cast<uint32_t>(entry.words.size());
      if (n < longest || token + n > doc.size()) continue;
      bool good = true;
      for (uint32_t w = 0; w < n && good; ++w) good = fits(entry, w, token + w);
      if (!good) continue;
      if (n > longest) out.clear();
      longest = n;
      const Match match{token, token + n, entry.value};
      if (std::none_of(out.begin(), out.end(), [&](const Match& m) { return m.value == match.value; })) out.push_back(match);
    }
  };
  const std::string lower = folded(doc.lowers[token]), lemma = folded(doc.lemmas[token]);
  try_key(lower);
  if (lemma != lower) try_key(lemma);
  if (const std::string surface = folded(without_look_alikes(doc.surface(token))); surface != lower) try_key(surface);
}

Result<EntityFinder> EntityFinder::load(const DataFiles& files, const world::Catalogue& catalogue,
                                        const morph::Lexicon& lexicon) {
  EntityFinder finder;
  finder.catalogue_ = &catalogue;
  finder.lexicon_ = &lexicon;
  LT_ASSIGN(finder.translit_, morph::Translit::load(files));
  for (uint32_t s = 0; s < catalogue.spellings().size(); ++s) {
    const world::Spelling& spelling = catalogue.spellings()[s];
    switch (spelling.form) {
      case MentionForm::kAdjective:
        if (spelling.text.ends_with('-'))
          finder.compounds_.emplace(folded(spelling.text), spelling.row);
        else
          finder.adjectives_.emplace(folded(spelling.text), spelling.row);
        break;
      case MentionForm::kMetonym: finder.means_.emplace(folded(spelling.text), spelling.means); break;
      case MentionForm::kAbbreviation: finder.names_.add(spelling.text, true, s, lexicon); break;
      default: finder.names_.add(spelling.text, false, s, lexicon);
    }
    if (catalogue.rows()[spelling.row].kind == EntityKind::kPerson && spelling.form == MentionForm::kName) {
      const size_t space = spelling.text.rfind(' ');
      finder.surnames_[folded(space == std::string::npos ? spelling.text : spelling.text.substr(space + 1))].push_back(spelling.row);
    }
  }
  for (uint32_t p = 0; p < catalogue.posts().size(); ++p)
    for (const std::string& noun : catalogue.posts()[p].nouns) finder.posts_.add(noun, false, p, lexicon);
  for (uint32_t t = 0; t < catalogue.things().size(); ++t)
    for (const std::string& noun : catalogue.things()[t].nouns) finder.things_.add(noun, false, t, lexicon);
  return finder;
}

// One document's work.
class EntityPass {
 public:
  EntityPass(const EntityFinder& finder, const Document& doc, Analysis& analysis)
      : f_(finder), doc_(doc), a_(analysis), taken_(doc.size(), false), person_at_(doc.size(), kNoEntity), entity_at_(doc.size(), kNoEntity) {
    children_.resize(doc.size());
    for (uint32_t t = 0; t < doc.size(); ++t)
      if (doc.arcs[t].head != kNoToken) children_[doc.arcs[t].head].push_back(t);
  }

  void run() {
    catalogue_names();
    tagger_names();
    adjectives();
    persons();
    posts();
    things();
    references();
    std::stable_sort(a_.mentions.begin(), a_.mentions.end(), [](const Mention& a, const Mention& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
  }

 private:
  struct Person {
    uint32_t entity;
    std::vector<std::string> words;  // folded nominative, surname last
    Gender gender;
  };

  uint32_t entity_of_row(uint32_t row) {
    const auto [at, added] = by_row_.emplace(row, static_cast<uint32_t>(a_.entities.size()));
    if (added) {
      const world::Row& r = f_.catalogue_->rows()[row];
      a_.entities.push_back({r.id, r.kind, r.type, r.name, r.wikidata, true});
    }
    return at->second;
  }
  uint32_t new_entity(EntityKind kind, EntityType type, const std::string& name) {
    std::string id = f_.translit_.slug(name).substr(0, 60);
    while (id.ends_with('-')) id.pop_back();
    id = std::string(entity_kind_name(kind)) + "/" + id;
    // The catalogue's own entity in a form that it did not foresee.
    if (const auto row = f_.catalogue_->find(id)) return entity_of_row(*row);
    for (uint32_t e = 0; e < a_.entities.size(); ++e)
      if (a_.entities[e].id == id) return e;
    a_.entities.push_back({id, kind, type, name, "", false});
    return static_cast<uint32_t>(a_.entities.size() - 1);
  }
  void mention(uint32_t begin, uint32_t end, EntityType type, MentionForm form, std::vector<uint32_t> entities, std::string normal,
               const char* by, float confidence) {
    a_.mentions.push_back({doc_.span_of(begin, end), type, form, std::move(normal), std::move(entities), {by, confidence}});
  }
  void take(uint32_t begin, uint32_t end, uint32_t entity) {
    for (uint32_t t = begin; t < end; ++t) {
      taken_[t] = true;
      entity_at_[t] = entity;
    }
  }
  std::string nominative(uint32_t begin, uint32_t end, bool person = false) const {
    return f_.lexicon_->nominative(doc_, begin, end, person ? morph::PhraseKind::kPerson : morph::PhraseKind::kOther);
  }
  bool sentence_start(uint32_t t) const { return doc_.sentences[sentence_of(doc_, t)].begin == t; }

  // The actor that a place name stands for here, by its preposition, case and governor.
  std::optional<uint32_t> actor_of(uint32_t begin, uint32_t end) const {
    if (end - begin != 1) return std::nullopt;
    const auto means = f_.means_.find(folded(doc_.lemmas[begin]));
    if (means == f_.means_.end()) return std::nullopt;
    const auto has = [this](string_view name, uint32_t t) {
      const auto& words = f_.catalogue_->words("metonymy", name);
      const std::string lower = folded(doc_.lowers[t]), lemma = folded(doc_.lemmas[t]);
      return std::any_of(words.begin(), words.end(), [&](const std::string& w) { return w == lower || w == lemma; });
    };
    for (const uint32_t child : children_[begin])
      if (doc_.arcs[child].relation == Relation::kCase && child < begin) {
        if (has("place", child)) return std::nullopt;
        return doc_.morphs[begin].gcase == Case::kLoc ? std::nullopt : std::optional<uint32_t>(means->second);
      }
    if (begin > 0 && doc_.morphs[begin - 1].upos == Upos::kAdp) {
      if (has("place", begin - 1)) return std::nullopt;
      return means->second;
    }
    const Relation relation = doc_.arcs[begin].relation;
    const uint32_t governor = doc_.arcs[begin].head;
    if ((relation == Relation::kNsubj || relation == Relation::kNsubjPass) && governor != kNoToken && doc_.morphs[governor].verbal())
      return means->second;
    if (doc_.morphs[begin].gcase == Case::kGen && governor != kNoToken && has("actor", governor)) return means->second;
    if (doc_.morphs[begin].gcase == Case::kDat || doc_.morphs[begin].gcase == Case::kIns) return means->second;
    if (relation == Relation::kConj && governor != kNoToken && entity_at_[governor] != kNoEntity &&
        a_.entities[entity_at_[governor]].kind == EntityKind::kState)
      return means->second;
    return std::nullopt;
  }

  void catalogue_names() {
    std::vector<Gazetteer::Match> matches;
    for (uint32_t t = 0; t < doc_.size(); ++t) {
      f_.names_.at(doc_, t, matches);
      if (matches.empty()) continue;
      const Gazetteer::Match& match = matches.front();
      const world::Spelling& spelling = f_.catalogue_->spellings()[match.value];
      const world::Row& row = f_.catalogue_->rows()[spelling.row];
      if (row.kind == EntityKind::kPerson) continue;  // persons come with the tagger's names
      const Morph& tag = doc_.morphs[t];
      const bool one = match.end - match.begin == 1;
      if (one && spelling.form == MentionForm::kName &&
          (tag.upos == Upos::kPron || tag.upos == Upos::kDet || tag.upos == Upos::kAdp || tag.verbal() || tag.upos == Upos::kAdv))
        continue;
      // Inside a longer name of the tagger that is a person's, a place name is a surname or part of one.
      bool person = false;
      for (const Name& name : doc_.names)  // unless it stands before a whole name: "ministr Frantsii Imya Familiya"
        person |= name.type == NameType::kPer && name.begin <= t && t < name.end && name.end - name.begin > 1 &&
                  !(name.begin == t && row.kind == EntityKind::kState && name.end - match.end >= 2);
      if (person) continue;
      if (row.kind == EntityKind::kMedium && one && spelling.form == MentionForm::kName && !quoted(t) && sentence_start(t)) {
        bool named = false;
        for (const Name& name : doc_.names) named |= name.begin <= t && t < name.end;
        if (!named) continue;
      }
      uint32_t entity = entity_of_row(spelling.row);
      MentionForm form = spelling.form;
      EntityType type = row.type;
      if (row.kind == EntityKind::kPlace) {
        if (const auto actor = actor_of(match.begin, match.end)) {
          entity = entity_of_row(*actor);
          form = MentionForm::kMetonym;
          type = a_.entities[entity].type;
        }
      } else if (row.kind == EntityKind::kOrg && f_.means_.contains(folded(spelling.text))) {
        form = MentionForm::kMetonym;
      }
      mention(match.begin, match.end, type, form, {entity}, form == MentionForm::kAbbreviation ? std::string(doc_.surface(t)) : nominative(match.begin, match.end), "catalogue", 0.95F);
      take(match.begin, match.end, entity);
      t = match.end - 1;
    }
    prune();
  }
  // Entities that were looked up but not mentioned in the end (a place read as its state) are dropped at the end.
  void prune() {
    std::vector<bool> used(a_.entities.size(), false);
    for (const Mention& m : a_.mentions)
      for (const uint32_t e : m.entities) used[e] = true;
    std::vector<uint32_t> moved(a_.entities.size(), kNoEntity);
    std::vector<Entity> kept;
    for (uint32_t e = 0; e < a_.entities.size(); ++e)
      if (used[e]) {
        moved[e] = static_cast<uint32_t>(kept.size());
        kept.push_back(std::move(a_.entities[e]));
      }
    a_.entities = std::move(kept);
    for (Mention& m : a_.mentions)
      for (uint32_t& e : m.entities) e = moved[e];
    for (auto at = by_row_.begin(); at != by_row_.end();) {
      if (moved[at->second] == kNoEntity) {
        at = by_row_.erase(at);
      } else {
        at->second = moved[at->second];
        ++at;
      }
    }
    for (uint32_t& e : entity_at_)
      if (e != kNoEntity) e = moved[e];
  }

  bool quoted(uint32_t t) const {
    return t > 0 && (doc_.surface(t - 1) == "\u00AB" || doc_.surface(t - 1) == "\"" || doc_.surface(t - 1) == "\u201E");
  }

  // Places and organisations of the tagger that the catalogue does not know.
  void tagger_names() {
    for (const Name& name : doc_.names) {
      if (name.type == NameType::kPer) continue;
      bool covered = true;
      for (uint32_t t = name.begin; t < name.end; ++t) covered &= taken_[t];
      if (covered) continue;
      bool adjective = true;
      for (uint32_t t = name.begin; t < name.end; ++t) adjective &= doc_.morphs[t].upos == Upos::kAdj;
      if (adjective || (name.end - name.begin == 1 && utf8::length(doc_.surface(name.begin)) < 2)) continue;
      std::string normal = nominative(name.begin, name.end);
      const bool org = name.type == NameType::kOrg;
      const uint32_t entity = new_entity(org ? EntityKind::kOrg : EntityKind::kPlace, org ? EntityType::kOrganization : EntityType::kCity, normal);
      mention(name.begin, name.end, a_.entities[entity].type, MentionForm::kName, {entity}, std::move(normal), "model:slovnet-ner", 0.8F);
      for (uint32_t t = name.begin; t < name.end; ++t)
        if (!taken_[t]) {
          taken_[t] = true;
          entity_at_[t] = entity;
        }
    }
  }

  void adjectives() {
    for (uint32_t t = 0; t < doc_.size(); ++t) {
      if (taken_[t] || doc_.tokens[t].kind != TokenKind::kCyrillic) continue;
      const Morph& tag = doc_.morphs[t];
      const std::string lemma = folded(doc_.lemmas[t]), lower = folded(doc_.lowers[t]);
      // "A-B-skiy": every part but the last is the first part of a compound.
      if (lower.find('-') != std::string::npos) {
        std::vector<uint32_t> states;
        size_t at = 0;
        for (size_t hyphen = lower.find('-'); hyphen != std::string::npos; hyphen = lower.find('-', at)) {
          const std::string part = lower.substr(at, hyphen - at + 1);
          std::optional<uint32_t> row;
          if (const auto found = f_.compounds_.find(part); found != f_.compounds_.end()) row = found->second;
          if (!row)  // the main adjective's stem with its joining vowel: "kazakhstansko-"
            for (const auto& [adjective, r] : f_.adjectives_) {
              const size_t stem = common_prefix(adjective, part);
              if (stem + 3 >= part.size() && stem + 5 >= adjective.size() && stem >= 6) row = r;
            }
          at = hyphen + 1;
          if (!row) {
            states.clear();
            break;
          }
          states.push_back(*row);
        }
        if (states.empty() && lower.find('-') != std::string::npos) continue;
        const std::string last = lower.substr(at);
        for (const morph::Reading& reading : f_.lexicon_->readings(last)) {
          if (reading.morph.upos != Upos::kAdj) continue;
          const auto found = f_.adjectives_.find(folded(f_.lexicon_->lemma(last, reading.morph)));
          if (found == f_.adjectives_.end()) continue;
          states.push_back(found->second);
          break;
        }
        if (states.size() < 2) continue;
        std::vector<uint32_t> entities;
        for (const uint32_t row : states) entities.push_back(entity_of_row(row));
        mention(t, t + 1, EntityType::kCountry, MentionForm::kAdjective, entities, std::string(doc_.lemmas[t]), "catalogue", 0.95F);
        continue;
      }
      if (tag.upos != Upos::kAdj) continue;
      const auto found = f_.adjectives_.find(lemma);
      if (found == f_.adjectives_.end()) continue;
      const uint32_t entity = entity_of_row(found->second);
      mention(t, t + 1, a_.entities[entity].type, MentionForm::kAdjective, {entity}, std::string(doc_.lemmas[t]), "catalogue", 0.95F);
      entity_at_[t] = entity;
    }
  }

  static bool same_word(const std::string& a, const std::string& b) {
    if (a == b) return true;
    // The nominative of a name that the dictionary lacks may miss by an ending.
    const size_t shorter = std::min(a.size(), b.size()), longer = std::max(a.size(), b.size());
    return shorter >= 8 && longer - shorter <= 4 && common_prefix(a, b) + 2 >= shorter;
  }
  static bool initial_of(const std::string& initial, const std::string& word) {
    return utf8::length(initial) == 1 && word.starts_with(initial);
  }
  // One person or two? Surnames must agree; given names must not contradict each other.
  static bool same_person(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a.empty() || b.empty()) return false;
    if (a.size() == 1 && b.size() > 1) return same_word(a[0], b.back());
    if (b.size() == 1 && a.size() > 1) return same_word(b[0], a.back());
    if (!same_word(a.back(), b.back())) return false;
    return a.size() == 1 || same_word(a.front(), b.front()) || initial_of(a.front(), b.front()) || initial_of(b.front(), a.front());
  }

  std::optional<uint32_t> catalogue_person(const std::vector<std::string>& words) const {
    const auto rows = f_.surnames_.find(words.back());
    const auto first_word = [this](uint32_t row) {
      const std::string& name = f_.catalogue_->rows()[row].name;
      return folded(name.substr(0, name.find(' ')));
    };
    if (rows != f_.surnames_.end()) {
      std::optional<uint32_t> only;
      for (const uint32_t row : rows->second) {
        if (words.size() > 1 && !same_word(first_word(row), words.front()) && !initial_of(words.front(), first_word(row))) continue;
        if (only) return std::nullopt;
        only = row;
      }
      if (only) return only;
    }
    // Names whose surname stands first, and longer ones: all words equal.
    if (words.size() > 1)
      for (const auto& [surname, list] : f_.surnames_)
        for (const uint32_t row : list) {
          std::string joined;
          for (const std::string& word : words) joined += (joined.empty() ? "" : " ") + word;
          if (folded(f_.catalogue_->rows()[row].name) == joined) return row;
        }
    return std::nullopt;
  }

  void persons() {
    for (Name name : doc_.names) {
      if (name.type != NameType::kPer) continue;
      while (name.begin + 1 < name.end && taken_[name.begin]) ++name.begin;
      bool covered = false;
      for (uint32_t t = name.begin; t < name.end; ++t) covered |= taken_[t];
      if (covered) continue;
      std::string normal = nominative(name.begin, name.end, true);
      std::vector<std::string> words;
      for (const Token& token : text::Segmenter::tokens(normal))
        if (token.kind != TokenKind::kPunct) words.push_back(folded(token.span.of(normal)));
      if (words.empty()) continue;
      Person* known = nullptr;
      for (auto p = people_.rbegin(); p != people_.rend() && known == nullptr; ++p)
        if (same_person(p->words, words)) known = &*p;
      if (known != nullptr) {
        if (known->words.size() < words.size()) {
          known->words = words;
          if (!a_.entities[known->entity].catalogued) a_.entities[known->entity].name = normal;
        }
      } else {
        uint32_t entity = kNoEntity;
        if (const auto row = catalogue_person(words)) entity = entity_of_row(*row);
        else entity = new_entity(EntityKind::kPerson, EntityType::kPerson, normal);
        people_.push_back({entity, words, doc_.morphs[name.begin].gender});
        known = &people_.back();
      }
      const uint32_t entity = known->entity;
      mention(name.begin, name.end, EntityType::kPerson, MentionForm::kName, {entity}, std::move(normal), "model:slovnet-ner", 0.9F);
      take(name.begin, name.end, entity);
      for (uint32_t t = name.begin; t < name.end; ++t) person_at_[t] = entity;
    }
    // Surnames of these persons that the tagger passed over, as in a headline.
    for (uint32_t t = 0; t < doc_.size(); ++t) {
      if (taken_[t] || doc_.morphs[t].upos != Upos::kPropn || !unicode::starts_upper(doc_.surface(t))) continue;
      const std::string normal = nominative(t, t + 1, true), word = folded(normal);
      const Person* only = nullptr;
      for (const Person& p : people_)
        if (p.words.back() == word) only = only == nullptr ? &p : only;
      if (only == nullptr) continue;
      mention(t, t + 1, EntityType::kPerson, MentionForm::kName, {only->entity}, normal, "rule:surname", 0.7F);
      take(t, t + 1, only->entity);
      person_at_[t] = only->entity;
    }
    // The id of a person follows the fullest name of the article.
    for (const Person& p : people_)
      if (!a_.entities[p.entity].catalogued) {
        const std::string id = "person/" + f_.translit_.slug(a_.entities[p.entity].name).substr(0, 60);
        bool clash = false;
        for (const Entity& e : a_.entities) clash |= e.id == id;
        if (!clash) a_.entities[p.entity].id = id;
      }
  }

  // A mention that begins exactly at a token; its last token + 1, or the token itself where there is none.
  uint32_t entity_run(uint32_t t, uint32_t& entity) const {
    if (t >= doc_.size() || entity_at_[t] == kNoEntity || person_at_[t] != kNoEntity || !taken_[t]) return t;
    entity = entity_at_[t];
    uint32_t end = t + 1;
    while (end < doc_.size() && entity_at_[end] == entity && taken_[end] && doc_.morphs[end].upos != Upos::kAdj) {
      bool starts = false;
      for (const Mention& m : a_.mentions) starts |= m.span.begin == doc_.tokens[end].span.begin && m.form != MentionForm::kAdjective;
      if (starts) break;
      ++end;
    }
    return end;
  }

  void posts() {
    std::vector<Gazetteer::Match> matches;
    for (uint32_t t = 0; t < doc_.size(); ++t) {
      if (taken_[t] && person_at_[t] == kNoEntity && !doc_.morphs[t].nominal()) continue;
      f_.posts_.at(doc_, t, matches);
      if (matches.empty() || person_at_[t] != kNoEntity) continue;
      const world::Post& post = f_.catalogue_->posts()[matches.front().value];
      uint32_t begin = t, end = matches.front().end;
      std::vector<uint32_t> of;
      // Adjectives before: of a state, or plain ones that agree.
      while (begin > 0 && doc_.morphs[begin - 1].upos == Upos::kAdj && doc_.morphs[begin - 1].gcase == doc_.morphs[t].gcase && t - begin < 3) {
        --begin;
        for (const Mention& m : a_.mentions)
          if (m.form == MentionForm::kAdjective && m.span == doc_.tokens[begin].span) of.insert(of.end(), m.entities.begin(), m.entities.end());
        if (!of.empty()) break;
      }
      if (of.empty()) begin = t;
      // The genitive behind: states, bodies; several for a plural post.
      for (;;) {
        uint32_t entity = kNoEntity;
        uint32_t next = end;
        if (!of.empty() && next < doc_.size() && (doc_.morphs[next].upos == Upos::kCconj || doc_.surface(next) == ",") &&
            doc_.morphs[t].number == Number::kPlur)
          ++next;
        else if (next > matches.front().end)
          break;
        const uint32_t stop = entity_run(next, entity);
        if (stop == next || entity == kNoEntity) break;
        // Not a genitive: the name as it stands in the catalogue, unless it is one that has a single form.
        if (doc_.morphs[next].gcase != Case::kGen && doc_.morphs[next].gcase != Case::kNone && !unicode::all_upper(doc_.surface(next)) &&
            doc_.span_of(next, stop).of(doc_.text()) == a_.entities[entity].name)
          break;
        of.push_back(entity);
        end = stop;
      }
      // "posol X v Y"
      if (post.office == "ambassador" && !of.empty() && end + 1 < doc_.size() && doc_.morphs[end].upos == Upos::kAdp) {
        uint32_t entity = kNoEntity;
        const uint32_t stop = entity_run(end + 1, entity);
        if (stop > end + 1) end = stop;
      }
      // A name right behind, or right before with a comma.
      uint32_t person = kNoEntity;
      if (end < doc_.size() && person_at_[end] != kNoEntity) person = person_at_[end];
      if (person == kNoEntity && begin >= 2 && doc_.surface(begin - 1) == "," && person_at_[begin - 2] != kNoEntity &&
          sentence_of(doc_, begin) == sentence_of(doc_, begin - 2) && doc_.morphs[t].gcase != Case::kIns)
        person = person_at_[begin - 2];
      std::vector<uint32_t> entities;
      const bool plural = doc_.morphs[t].number == Number::kPlur;
      if (person != kNoEntity && !plural) {
        entities = {person};
        for (const uint32_t o : of) holders_[{post.office, o}] = person;
        last_holder_[post.office] = person;
        last_noun_[folded(doc_.lemmas[t])] = person;
      } else {
        for (const uint32_t o : of)
          if (const uint32_t held = holder(post, o); held != kNoEntity && std::find(entities.begin(), entities.end(), held) == entities.end())
            entities.push_back(held);
        if (of.empty() && !plural) {
          if (const auto found = last_noun_.find(folded(doc_.lemmas[t])); found != last_noun_.end()) entities = {found->second};
          else if (const auto last = last_holder_.find(post.office); last != last_holder_.end()) entities = {last->second};
        }
        if (plural && entities.size() < of.size()) entities.clear();
      }
      if (entities.size() == 1 && !of.empty()) {
        last_holder_[post.office] = entities[0];
        last_noun_[folded(doc_.lemmas[t])] = entities[0];
      }
      mention(begin, end, EntityType::kProfession, MentionForm::kRole, entities, nominative(begin, end), "rule:post", entities.empty() ? 0.6F : 0.85F);
      for (uint32_t u = begin; u < end; ++u) taken_[u] = true;
      t = end - 1;
    }
  }
  // Who holds a post of a state here: whom the article named, else the catalogue on the days of publication.
  uint32_t holder(const world::Post& post, uint32_t of) {
    std::vector<std::string> offices = {post.office};
    offices.insert(offices.end(), post.also.begin(), post.also.end());
    for (const std::string& office : offices)
      if (const auto found = holders_.find({office, of}); found != holders_.end()) return found->second;
    if (post.office == "head" || post.office == "president")
      for (const char* office : {"president", "head", "chairman"})
        if (const auto found = holders_.find({office, of}); found != holders_.end()) return found->second;
    const auto row = f_.catalogue_->find(a_.entities[of].id);
    if (!row) return kNoEntity;
    for (const std::string& office : offices)
      if (const auto person = f_.catalogue_->holder(office, *row, a_.published.days)) {
        const uint32_t entity = entity_of_row(*person);
        holders_[{office, of}] = entity;
        return entity;
      }
    return kNoEntity;
  }

  // Documents, occasions and projects: the noun phrase of a head noun.
  void things() {
    std::vector<Gazetteer::Match> matches;
    for (uint32_t t = 0; t < doc_.size(); ++t) {
      if (taken_[t]) continue;
      f_.things_.at(doc_, t, matches);
      if (matches.empty()) continue;
      const auto& thing = f_.catalogue_->things()[matches.front().value];
      const uint32_t noun = matches.front().end - 1;
      if (!doc_.morphs[noun].nominal()) continue;
      uint32_t begin = matches.front().begin, end = matches.front().end;
      const Sentence s = doc_.sentences[sentence_of(doc_, noun)];
      while (begin > s.begin) {
        const Morph& m = doc_.morphs[begin - 1];
        const bool modifier = (m.upos == Upos::kAdj || m.upos == Upos::kNum || (m.participle() && m.variant == Variant::kNone)) &&
                              (m.gcase == doc_.morphs[noun].gcase || m.gcase == Case::kNone || m.upos == Upos::kNum);
        if (!modifier || doc_.tokens[begin - 1].kind == TokenKind::kPunct) break;
        --begin;
      }
      // To the right as far as the tree hangs on the noun, without clauses and commas.
      const auto below = [&](uint32_t u) {
        for (uint32_t steps = 0; u != kNoToken && steps < 30; ++steps, u = doc_.arcs[u].head)
          if (u == noun) return true;
        return false;
      };
      while (end < s.end && end - begin < 24) {
        const string_view surface = doc_.surface(end);
        const bool mark = surface == "\u00AB" || surface == "\u00BB" || surface == "\"";
        if ((doc_.tokens[end].kind == TokenKind::kPunct && !mark) || doc_.morphs[end].finite() || !below(end)) break;
        if (doc_.arcs[end].relation == Relation::kCc && doc_.arcs[end].head != kNoToken && doc_.arcs[doc_.arcs[end].head].head == noun &&
            doc_.arcs[doc_.arcs[end].head].relation == Relation::kConj)
          break;
        ++end;
      }
      while (end > noun + 1 && (doc_.morphs[end - 1].upos == Upos::kAdp || doc_.morphs[end - 1].upos == Upos::kCconj ||
                                (doc_.tokens[end - 1].kind == TokenKind::kPunct && doc_.surface(end - 1) != "\u00BB" && doc_.surface(end - 1) != "\"")))
        --end;
      std::string normal = nominative(begin, end);
      // A bare noun refers to the last thing of its head noun; else it is a new one.
      uint32_t entity = kNoEntity;
      const std::string head = folded(doc_.lemmas[noun]);
      if (end - begin == 1)
        if (const auto found = last_thing_.find(head); found != last_thing_.end()) entity = found->second;
      if (entity == kNoEntity) entity = new_entity(thing.kind, thing.type, normal);
      last_thing_[head] = entity;
      mention(begin, end, thing.type, end - begin == 1 ? MentionForm::kDescriptor : MentionForm::kName, {entity}, std::move(normal), "rule:thing", 0.7F);
      entity_at_[noun] = entity;
    }
  }

  // Pronouns and common nouns that stand for somebody named before.
  void references() {
    struct Seen {
      uint32_t token, entity;
      bool subject;
    };
    std::vector<Seen> seen;  // named mentions by their head token
    std::vector<Mention> found;
    for (const Mention& m : a_.mentions) {
      if (m.entities.size() != 1) continue;
      const uint32_t first = token_at(doc_, m.span.begin), last = token_at(doc_, m.span.end);
      uint32_t head = first;
      for (uint32_t t = first; t < last; ++t)
        if (doc_.arcs[t].head == kNoToken || doc_.arcs[t].head < first || doc_.arcs[t].head >= last) {
          head = t;
          break;
        }
      const Relation r = doc_.arcs[head].relation;
      bool subject = r == Relation::kNsubj || r == Relation::kNsubjPass;
      if ((r == Relation::kAppos || r == Relation::kFlatName) && doc_.arcs[head].head != kNoToken)
        subject = doc_.arcs[doc_.arcs[head].head].relation == Relation::kNsubj;
      // Whose words open a sentence ("according to X") is its speaker, as good as its subject.
      const uint32_t governor = doc_.arcs[head].head;
      if (r == Relation::kNmod && governor != kNoToken && governor < head && governor - doc_.sentences[sentence_of(doc_, head)].begin <= 2)
        subject = true;
      seen.push_back({head, m.entities[0], subject});
    }
    std::stable_sort(seen.begin(), seen.end(), [](const Seen& a, const Seen& b) { return a.token < b.token; });
    const auto listed = [this](string_view name, uint32_t t) {
      const auto& words = f_.catalogue_->words("descriptor", name);
      const std::string lemma = folded(doc_.lemmas[t]);
      return std::find(words.begin(), words.end(), lemma) != words.end();
    };
    const auto gender_of = [this](uint32_t entity) {
      for (const Person& p : people_)
        if (p.entity == entity) return p.gender;
      return Gender::kNone;
    };
    for (uint32_t t = 0; t < doc_.size(); ++t) {
      const Morph& tag = doc_.morphs[t];
      const uint32_t sentence = sentence_of(doc_, t);
      if (tag.upos == Upos::kPron && tag.person == letopis::Person::k3 && tag.number == Number::kSing && tag.gcase == Case::kNom &&
          (tag.gender == Gender::kMasc || tag.gender == Gender::kFem)) {
        // Sentence by sentence backwards: the last subject, else the only person there.
        uint32_t best = kNoEntity;
        for (uint32_t back = 0; back <= 2 && back <= sentence && best == kNoEntity; ++back) {
          const Sentence where = doc_.sentences[sentence - back];
          uint32_t any = kNoEntity;
          bool several = false;
          for (auto s = seen.rbegin(); s != seen.rend(); ++s) {
            if (s->token >= std::min(where.end, t) || a_.entities[s->entity].kind != EntityKind::kPerson) continue;
            if (s->token < where.begin) break;
            const Gender g = gender_of(s->entity);
            if (g != Gender::kNone && g != tag.gender) continue;
            several |= any != kNoEntity && any != s->entity;
            any = s->entity;
            if (s->subject && best == kNoEntity) best = s->entity;
          }
          if (best == kNoEntity && !several) best = any;
        }
        if (best == kNoEntity) continue;
        found.push_back({doc_.tokens[t].span, EntityType::kPerson, MentionForm::kPronoun, std::string(doc_.lowers[t]), {best}, {"rule:pronoun", 0.7F}});
        const auto place = std::upper_bound(seen.begin(), seen.end(), t, [](uint32_t x, const Seen& y) { return x < y.token; });
        seen.insert(place, {t, best, true});
        continue;
      }
      if (!tag.nominal() || taken_[t] || entity_at_[t] != kNoEntity) continue;
      const bool one = tag.number == Number::kSing && listed("state", t), both = tag.number == Number::kPlur && listed("states", t);
      if (!one && !both) continue;
      bool modified = false;
      for (const uint32_t child : children_[t]) {
        const Relation r = doc_.arcs[child].relation;
        modified |= r == Relation::kNmod || r == Relation::kAmod || r == Relation::kNummod || r == Relation::kNummodGov ||
                    r == Relation::kAcl || r == Relation::kAclRelcl || r == Relation::kAppos || r == Relation::kFlatName;
      }
      if (t + 1 < doc_.size() && doc_.tokens[t + 1].span.begin - doc_.tokens[t].span.end <= 1 && entity_at_[t + 1] != kNoEntity) modified = true;
      if (modified) continue;
      std::vector<uint32_t> states;
      for (auto s = seen.rbegin(); s != seen.rend(); ++s) {
        if (s->token >= t) continue;
        if (sentence_of(doc_, s->token) + 4 < sentence) break;
        if (a_.entities[s->entity].kind != EntityKind::kState) continue;
        if (std::find(states.begin(), states.end(), s->entity) == states.end()) states.push_back(s->entity);
        if (one) break;
      }
      if (states.empty() || (both && states.size() != 2)) continue;
      found.push_back({doc_.tokens[t].span, EntityType::kCountry, MentionForm::kDescriptor, std::string(doc_.lemmas[t]), states, {"rule:descriptor", 0.6F}});
    }
    for (Mention& m : found) a_.mentions.push_back(std::move(m));
  }

  const EntityFinder& f_;
  const Document& doc_;
  Analysis& a_;
  std::vector<bool> taken_;             // per token: inside a name
  std::vector<uint32_t> person_at_;     // per token: the person whose name covers it
  std::vector<uint32_t> entity_at_;     // per token: the entity whose name or adjective covers it
  std::vector<std::vector<uint32_t>> children_;
  std::map<uint32_t, uint32_t> by_row_; // catalogue row -> entity
  std::vector<Person> people_;
  std::map<std::pair<std::string, uint32_t>, uint32_t> holders_;  // office and state -> person
  std::map<std::string, uint32_t> last_holder_, last_noun_, last_thing_;
};

void EntityFinder::find(const Document& doc, Analysis& analysis) const { EntityPass(*this, doc, analysis).run(); }

}  // namespace letopis::extract
