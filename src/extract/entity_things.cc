// Documents, occasions and projects that an article tells of: the noun phrase of a head noun.
#include <algorithm>

#include "extract/entity_pass.h"

namespace letopis::extract {

using std::string_view;

void EntityPass::things() {
  const Gazetteer::TextKeys keys(f_.things_, doc_);
  std::vector<Gazetteer::Match> matches;
  for (uint32_t t = 0; t < doc_.size(); ++t) {
    if (taken_[t]) continue;
    f_.things_.at(keys, t, matches);
    if (matches.empty()) continue;
    const world::Thing& thing = f_.catalogue_->things()[matches.front().value];
    const uint32_t noun = matches.front().end - 1;
    if (thing.kind == EntityKind::kPlace || !doc_.morphs[noun].nominal()) continue;
    uint32_t begin = matches.front().begin, end = matches.front().end;
    const Sentence s = doc_.sentences[sentence_[noun]];
    while (begin > s.begin) {
      const Morph& m = doc_.morphs[begin - 1];
      const bool modifier =
          (m.upos == Upos::kAdj || m.upos == Upos::kNum ||
           (m.participle() && m.variant == Variant::kNone)) &&
          (m.gcase == doc_.morphs[noun].gcase || m.gcase == Case::kNone || m.upos == Upos::kNum);
      if (!modifier || doc_.tokens[begin - 1].kind == TokenKind::kPunct) break;
      --begin;
    }
    // To the right as far as the tree hangs on the noun, without clauses and commas.
    while (end < s.end && end - begin < 24) {
      const string_view surface = doc_.surface(end);
      const bool mark = surface == "\u00AB" || surface == "\u00BB" || surface == "\"";
      if ((doc_.tokens[end].kind == TokenKind::kPunct && !mark) || doc_.morphs[end].finite() ||
          !below(end, noun))
        break;
      const uint32_t joined = doc_.arcs[end].head;
      if (doc_.arcs[end].relation == Relation::kCc && joined != kNoToken &&
          doc_.arcs[joined].head == noun && doc_.arcs[joined].relation == Relation::kConj)
        break;
      ++end;
    }
    while (end > noun + 1 &&
           (doc_.morphs[end - 1].upos == Upos::kAdp || doc_.morphs[end - 1].upos == Upos::kCconj ||
            (doc_.tokens[end - 1].kind == TokenKind::kPunct && doc_.surface(end - 1) != "\u00BB" &&
             doc_.surface(end - 1) != "\"")))
      --end;
    std::string normal = nominative(begin, end);
    // A bare noun refers to the last thing of its head noun; else it is a new one.
    uint32_t entity = kNoEntity;
    const std::string head = folded(doc_.lemmas[noun]);
    if (end - begin == 1)
      if (const auto found = last_thing_.find(head); found != last_thing_.end())
        entity = found->second;
    if (entity == kNoEntity) entity = new_entity(thing.kind, thing.type, normal);
    last_thing_[head] = entity;
    mention(begin, end, thing.type,
            end - begin == 1 ? MentionForm::kDescriptor : MentionForm::kName, {entity},
            std::move(normal), "rule:thing", 0.7F);
    entity_at_[noun] = entity;
  }
}

}  // namespace letopis::extract
