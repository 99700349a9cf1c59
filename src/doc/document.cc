#include "doc/document.h"

#include <algorithm>
#include <array>

namespace letopis {
namespace {

constexpr std::array<std::string_view, 7> kMaskKinds = {"ad",     "menu",      "counter",  "credit",
                                                        "byline", "date-line", "duplicate"};
constexpr std::array<std::string_view, 45> kRelations = {
    "_",          "acl",        "acl:relcl",  "advcl",     "advmod",
    "amod",       "appos",      "aux",        "aux:pass",  "case",
    "cc",         "ccomp",      "compound",   "conj",      "cop",
    "csubj",      "csubj:pass", "dep",        "det",       "discourse",
    "dislocated", "expl",       "fixed",      "flat",      "flat:foreign",
    "flat:name",  "goeswith",   "iobj",       "list",      "mark",
    "nmod",       "nsubj",      "nsubj:pass", "nummod",    "nummod:entity",
    "nummod:gov", "obj",        "obl",        "obl:agent", "orphan",
    "parataxis",  "punct",      "root",       "vocative",  "xcomp"};
constexpr std::array<std::string_view, 3> kNameTypes = {"PER", "LOC", "ORG"};

}  // namespace

std::string_view mask_kind_name(MaskKind kind) { return kMaskKinds[static_cast<size_t>(kind)]; }
std::string_view relation_name(Relation relation) {
  return kRelations[static_cast<size_t>(relation)];
}
std::string_view name_type_name(NameType type) { return kNameTypes[static_cast<size_t>(type)]; }

std::optional<Relation> relation_of(std::string_view name) {
  const auto found = std::find(kRelations.begin() + 1, kRelations.end(), name);
  if (found == kRelations.end()) return std::nullopt;
  return static_cast<Relation>(found - kRelations.begin());
}

uint32_t sentence_of(const Document& doc, uint32_t token) {
  const auto after = std::upper_bound(doc.sentences.begin(), doc.sentences.end(), token,
                                      [](uint32_t t, const Sentence& s) { return t < s.begin; });
  return static_cast<uint32_t>(after - doc.sentences.begin()) - 1;
}

uint32_t token_at(const Document& doc, uint32_t byte) {
  const auto found = std::lower_bound(doc.tokens.begin(), doc.tokens.end(), byte,
                                      [](const Token& t, uint32_t b) { return t.span.begin < b; });
  return static_cast<uint32_t>(found - doc.tokens.begin());
}

std::vector<Span> passed_over(const Document& doc) {
  std::vector<Span> spans;
  spans.reserve(doc.masks.size() + doc.foreign.size());
  for (const Mask& mask : doc.masks) spans.push_back(mask.span);
  for (const Foreign& part : doc.foreign) spans.push_back(part.span);
  std::sort(spans.begin(), spans.end());
  return spans;
}

}  // namespace letopis
