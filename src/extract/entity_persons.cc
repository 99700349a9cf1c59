// Persons by the tagger's names: one person for a full name and the surname alone, told apart by
// given names.
#include <algorithm>

#include "base/unicode.h"
#include "base/utf8.h"
#include "extract/entity_pass.h"
#include "text/segmenter.h"

namespace letopis::extract {

using std::string_view;

namespace {

using Words = std::vector<std::string>;

bool same_word(const std::string& a, const std::string& b) {
  if (a == b) return true;
  // The nominative of a name that the dictionary lacks may miss by an ending.
  size_t prefix = 0;
  while (prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix]) ++prefix;
  const size_t shorter = std::min(a.size(), b.size()), longer = std::max(a.size(), b.size());
  return shorter >= 8 && longer - shorter <= 4 && prefix + 2 >= shorter;
}

bool initial_of(const std::string& initial, const std::string& word) {
  return utf8::length(initial) <= 2 && word.starts_with(initial);
}

bool given_names_fit(const std::string& a, const std::string& b) {
  return same_word(a, b) || initial_of(a, b) || initial_of(b, a);
}

// One person or two? Surnames must agree; given names must not contradict each other.
bool same_person(const Words& a, const Words& b) {
  if (a.size() == 1 || b.size() == 1) return same_word(a.back(), b.back()) || a == b;
  return same_word(a.back(), b.back()) && given_names_fit(a.front(), b.front());
}

}  // namespace

std::optional<uint32_t> EntityPass::catalogue_person(const Words& words) const {
  std::string full;
  for (const std::string& word : words) full += (full.empty() ? "" : " ") + word;
  if (const auto found = f_.people_.find(full); found != f_.people_.end() && words.size() > 1)
    return found->second;
  const auto rows = f_.surnames_.find(words.back());
  if (rows == f_.surnames_.end()) return std::nullopt;
  std::optional<uint32_t> only;
  for (const uint32_t row : rows->second) {
    const std::string& name = f_.catalogue_->rows()[row].name;
    if (words.size() > 1 && !given_names_fit(folded(name.substr(0, name.find(' '))), words.front()))
      continue;
    // A surname alone is this person's only where the article also names the person's state.
    if (words.size() == 1 && !f_.catalogue_->rows()[row].state.empty() && !state_of_row_named(row))
      continue;
    if (only) return std::nullopt;
    only = row;
  }
  return only;
}

void EntityPass::persons() {
  struct Found {
    uint32_t begin, end;
    std::string normal;
    Words words;
    size_t person = SIZE_MAX;
  };
  std::vector<Found> names;
  for (const Name& name : doc_.names) {
    if (name.type != NameType::kPer) continue;
    uint32_t begin = name.begin, end = name.end;
    // A gloss in other letters and marks at the ends are no part of the name; nor is a post or
    // title before it.
    for (uint32_t t = begin + 1; t < end; ++t)
      if (doc_.surface(t) == "(") end = t;
    while (end > begin && doc_.tokens[end - 1].kind == TokenKind::kPunct &&
           doc_.surface(end - 1) != ".")
      --end;
    if (end > begin + 1 && doc_.surface(end - 1) == "." && utf8::length(doc_.surface(end - 2)) > 2)
      --end;
    while (begin < end && (taken_[begin] || doc_.tokens[begin].kind == TokenKind::kPunct)) ++begin;
    while (begin + 1 < end && listed("reference", "title", begin)) ++begin;
    if (begin >= end) continue;
    // "B.Obama", "Dzh. Komi": initials that stand before belong to it.
    while (begin >= 2 && doc_.surface(begin - 1) == "." && !taken_[begin - 2] &&
           unicode::starts_upper(doc_.surface(begin - 2)) &&
           utf8::length(doc_.surface(begin - 2)) <= 2 &&
           doc_.tokens[begin - 1].span.begin == doc_.tokens[begin - 2].span.end &&
           sentence_[begin] == sentence_[begin - 2] &&
           doc_.tokens[begin].kind == TokenKind::kCyrillic)
      begin -= 2;
    bool covered = false;
    for (uint32_t t = begin; t < end; ++t) covered |= taken_[t];
    if (covered) continue;
    if (!names.empty() && names.back().end > begin)
      continue;  // the tagger's piece of the same name
    Found found{begin, end, nominative(begin, end, morph::PhraseKind::kPerson), {}};
    for (const Token& token : text::Segmenter::tokens(found.normal))
      if (token.kind != TokenKind::kPunct)
        found.words.push_back(folded(token.span.of(found.normal)));
    if (!found.words.empty()) names.push_back(std::move(found));
  }

  // Surnames that the tagger knows elsewhere in the article but missed here.
  std::map<std::string, const Found*> forms;
  for (const Found& name : names)
    if (name.words.back().size() >= 8)
      for (const std::string& form : f_.lexicon_->forms(name.words.back()))
        forms.emplace(folded(form), &name);
  std::vector<Found> missed;
  size_t next = 0;
  for (uint32_t t = 0; t < doc_.size(); ++t) {
    while (next < names.size() && names[next].end <= t) ++next;
    if ((next < names.size() && names[next].begin <= t) || taken_[t] || quoted(t) ||
        !unicode::starts_upper(doc_.surface(t)))
      continue;
    if (!doc_.morphs[t].nominal() && doc_.morphs[t].upos != Upos::kX) continue;
    const auto form = forms.find(folded(doc_.lowers[t]));
    if (form == forms.end()) continue;
    std::string normal = nominative(t, t + 1, morph::PhraseKind::kPerson);
    missed.push_back({t, t + 1, std::move(normal), {form->second->words.back()}});
  }
  names.insert(names.end(), std::make_move_iterator(missed.begin()),
               std::make_move_iterator(missed.end()));
  std::sort(names.begin(), names.end(),
            [](const Found& a, const Found& b) { return a.begin < b.begin; });

  // Full names first, in the order of the text, then what stands alone: the nearest bearer before
  // it, else the first after.
  std::vector<uint32_t> first_at;  // per person: token of the first full name
  for (Found& name : names) {
    if (name.words.size() < 2) continue;
    for (size_t p = people_.size(); p-- > 0 && name.person == SIZE_MAX;)
      if (same_person(people_[p].words, name.words)) name.person = p;
    if (name.person == SIZE_MAX) {
      name.person = people_.size();
      people_.push_back({kNoEntity, name.words});
      first_at.push_back(name.begin);
    } else if (people_[name.person].words.size() < name.words.size()) {
      people_[name.person].words = name.words;
    }
  }
  const size_t full = people_.size();
  for (size_t n = 0; n < names.size(); ++n) {
    Found& name = names[n];
    if (name.person != SIZE_MAX) continue;
    for (size_t before = n; before-- > 0 && name.person == SIZE_MAX;)
      if (same_word(people_[names[before].person].words.back(), name.words.back()))
        name.person = names[before].person;
    for (size_t after = n + 1; after < names.size() && name.person == SIZE_MAX; ++after)
      if (names[after].words.size() > 1 && same_word(names[after].words.back(), name.words.back()))
        name.person = names[after].person;
    for (size_t p = full; p-- > 0 && name.person == SIZE_MAX;)  // a given name alone
      if (same_word(people_[p].words.front(), name.words.back()) && first_at[p] < name.begin)
        name.person = p;
    if (name.person == SIZE_MAX) {
      name.person = people_.size();
      people_.push_back({kNoEntity, name.words});
      first_at.push_back(name.begin);
    }
  }

  for (const Found& name : names) {
    Person& person = people_[name.person];
    if (person.entity == kNoEntity) {
      // The display name is the fullest of the article.
      std::string display = name.normal;
      for (const Found& other : names)
        if (other.person == name.person && other.words == person.words) {
          display = other.normal;
          break;
        }
      if (const auto row = catalogue_person(person.words))
        person.entity = entity_of_row(*row);
      else
        person.entity = new_entity(EntityKind::kPerson, EntityType::kPerson, display);
    }
    // A surname that two people of the article bear: the nearest of them is only likely.
    const bool shared =
        name.words.size() == 1 &&
        std::count_if(
            people_.begin(), people_.begin() + static_cast<ptrdiff_t>(full),
            [&](const Person& p) { return same_word(p.words.back(), name.words.back()); }) > 1;
    mention(name.begin, name.end, EntityType::kPerson, MentionForm::kName, {person.entity},
            name.normal, "model:slovnet-ner", shared ? 0.5F : 0.9F);
    take(name.begin, name.end, person.entity);
    for (uint32_t t = name.begin; t < name.end; ++t) {
      person_at_[t] = person.entity;
      // Gender: the tags of the name, and of the past tense that agrees with it.
      const auto vote = [&person](Gender gender, int weight) {
        if (gender == Gender::kMasc) person.masculine += weight;
        if (gender == Gender::kFem) person.feminine += weight;
      };
      vote(doc_.morphs[t].gender, 1);
      const uint32_t head = doc_.arcs[t].head;
      if (doc_.arcs[t].relation == Relation::kNsubj && head != kNoToken &&
          doc_.morphs[head].verbal() && doc_.morphs[head].tense == Tense::kPast &&
          doc_.morphs[head].number == Number::kSing)
        vote(doc_.morphs[head].gender, 3);
    }
  }
}

}  // namespace letopis::extract
