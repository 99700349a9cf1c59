#include "extract/figure_owners.h"

#include <algorithm>

namespace letopis::extract {
namespace {

// Nouns between the measure and its owner ("the volume of cooperation of A and B").
constexpr int kSteps = 4;

// Relations by which an owner hangs on a noun.
bool belongs(Relation relation) {
  switch (relation) {
    case Relation::kNmod:
    case Relation::kAmod:
    case Relation::kConj:
    case Relation::kAppos:
    case Relation::kFlatName:
    case Relation::kFlatForeign:
    case Relation::kFlat:
    case Relation::kCompound:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::vector<uint32_t> FigureOwners::of(uint32_t noun, uint32_t begin, uint32_t end) const {
  const Document& doc = index_.doc();
  const Analysis& analysis = index_.analysis();
  std::vector<uint32_t> owners;
  const bool counted = noun >= begin && noun < end;
  // Who does something is not what is measured.
  if (!counted && doc.morphs[noun].animacy == Animacy::kAnim) return owners;
  const Sentence& sentence = doc.sentences[sentence_of(doc, noun)];
  for (uint32_t t = sentence.begin; t < sentence.end; ++t) {
    const Mention* mention = t == noun ? nullptr : index_.best(t);
    if (mention == nullptr) continue;
    uint32_t up = t;
    for (int steps = 0; steps < kSteps && up != noun && up != kNoToken; ++steps) {
      const bool inside = !counted && up >= begin && up < end;
      up = belongs(doc.arcs[up].relation) && !inside ? doc.arcs[up].head : kNoToken;
    }
    if (up != noun) continue;
    for (const uint32_t entity : mention->entities) {
      const EntityKind kind = analysis.entities[entity].kind;
      const bool owns = kind == EntityKind::kState || kind == EntityKind::kOrg ||
                        kind == EntityKind::kBloc || kind == EntityKind::kProject;
      if (owns && std::find(owners.begin(), owners.end(), entity) == owners.end())
        owners.push_back(entity);
    }
  }
  return owners;
}

}  // namespace letopis::extract
