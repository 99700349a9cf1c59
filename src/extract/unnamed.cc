#include "extract/unnamed.h"

#include <algorithm>

#include "base/unicode.h"

namespace letopis::extract {
namespace {

constexpr size_t kShaLetters = 8;  // of the text's hash in an id, to keep articles apart
constexpr size_t kSlugLetters = 50;

// The word of a phrase that governs it.
uint32_t head_of(const Document& doc, uint32_t begin, uint32_t end) {
  for (uint32_t t = begin; t < end; ++t)
    if (doc.arcs[t].head == kNoToken || doc.arcs[t].head < begin || doc.arcs[t].head >= end)
      return t;
  return begin;
}

struct Phrase {
  uint32_t begin, end, head;
  bool bare() const { return end == begin + 1; }
};

Phrase phrase_of(const Document& doc, Span words) {
  const uint32_t begin = token_at(doc, words.begin), end = token_at(doc, words.end);
  return {begin, end, head_of(doc, begin, end)};
}

// Whether two descriptions may be of the same people: the same noun in the same number, and one of
// them says no more than that or both say the same.
bool same(const Document& doc, const Phrase& a, const Phrase& b) {
  if (doc.lemmas[a.head] != doc.lemmas[b.head] ||
      doc.morphs[a.head].number != doc.morphs[b.head].number)
    return false;
  if (a.bare() || b.bare()) return true;
  if (a.end - a.begin != b.end - b.begin) return false;
  for (uint32_t i = 0; i < a.end - a.begin; ++i)
    if (doc.lemmas[a.begin + i] != doc.lemmas[b.begin + i]) return false;
  return true;
}

}  // namespace

Result<UnnamedActors> UnnamedActors::load(const DataFiles& files, const morph::Lexicon& lexicon) {
  LT_ASSIGN(morph::Translit translit, morph::Translit::load(files));
  return UnnamedActors(lexicon, std::move(translit));
}

uint32_t UnnamedActors::entity_of(const Document& doc, Analysis& analysis, Span words) const {
  const Phrase phrase = phrase_of(doc, words);
  if (phrase.begin >= phrase.end) return kNoEntity;
  const Span span = doc.span_of(phrase.begin, phrase.end);
  uint32_t entity = kNoEntity;
  for (const Mention& mention : analysis.mentions) {
    if (mention.entities.size() != 1 || !analysis.entities[mention.entities[0]].unnamed) continue;
    if (mention.span == span) return mention.entities[0];
    if (same(doc, phrase_of(doc, mention.span), phrase)) entity = mention.entities[0];
  }
  // Participles and adjectives that stand for people are no nouns, and no things.
  const Morph& head = doc.morphs[phrase.head];
  const bool person = head.animacy == Animacy::kAnim || !head.nominal();
  if (entity == kNoEntity) {
    std::string name =
        lexicon_->nominative(doc, phrase.begin, phrase.end, morph::PhraseKind::kOther);
    const std::string_view first = doc.surface(phrase.begin);
    if (unicode::starts_upper(first) && !unicode::all_upper(first) &&
        doc.morphs[phrase.begin].upos != Upos::kPropn) {
      const size_t word = std::min(name.find(' '), name.size());
      name = unicode::lower(name.substr(0, word)) + name.substr(word);
    }
    std::string slug = translit_.slug(name).substr(0, kSlugLetters);
    while (slug.ends_with('-')) slug.pop_back();
    const EntityKind kind = person ? EntityKind::kPerson : EntityKind::kOrg;
    std::string id = std::string(entity_kind_name(kind)) + "/" + slug + "-" +
                     analysis.text_sha256.substr(0, kShaLetters);
    const auto taken = [&] {
      return std::any_of(analysis.entities.begin(), analysis.entities.end(),
                         [&](const Entity& e) { return e.id == id; });
    };
    while (taken()) id += "x";
    entity = static_cast<uint32_t>(analysis.entities.size());
    Entity made{std::move(id),   kind, person ? EntityType::kPerson : EntityType::kOrganization,
                std::move(name), "",   false};
    made.unnamed = true;
    analysis.entities.push_back(std::move(made));
  }
  // A post whose holder nobody knows is a mention already.
  for (Mention& mention : analysis.mentions)
    if (mention.span == span && mention.entities.empty()) {
      mention.entities = {entity};
      return entity;
    }
  Mention mention{span,
                  person ? EntityType::kPerson : EntityType::kOrganization,
                  MentionForm::kDescriptor,
                  analysis.entities[entity].name,
                  {entity},
                  {"rule:unnamed", 0.5F}};
  const auto at = std::upper_bound(
      analysis.mentions.begin(), analysis.mentions.end(), mention,
      [](const Mention& a, const Mention& b) {
        return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
      });
  analysis.mentions.insert(at, std::move(mention));
  return entity;
}

void UnnamedActors::of_quotes(const Document& doc, Analysis& analysis) const {
  for (Quote& quote : analysis.quotes)
    if (quote.speaker == kNoEntity && !quote.speaker_span.empty())
      quote.speaker = entity_of(doc, analysis, quote.speaker_span);
}

void UnnamedActors::of_acts(const Document& doc, Analysis& analysis) const {
  for (Claim& claim : analysis.claims)
    for (Argument& argument : claim.arguments)
      if (argument.entity == kNoEntity && argument.described) {
        argument.entity = entity_of(doc, analysis, argument.span);
        if (argument.entity != kNoEntity) argument.literal.clear();
      }
}

}  // namespace letopis::extract
