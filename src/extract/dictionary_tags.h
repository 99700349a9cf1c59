// Which of the tagger's tags the dictionary allows a form, by data/<language>/tags.tsv. Immutable
// and thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "doc/document.h"
#include "morph/lexicon.h"
#include "nn/tag_guide.h"

namespace letopis::extract {

class DictionaryTags {
 public:
  // `tags` of the tagger, `kinds` of the dictionary. kBadRule at a row that cannot be read.
  static Result<DictionaryTags> load(const DataFiles& files, std::span<const Morph> tags,
                                     std::span<const Morph> kinds);

  // Whether some reading of these kinds allows a tag.
  bool fits(std::span<const uint16_t> kinds, uint16_t tag) const;
  // Tags that some of them allows, wholly or by their part of speech.
  void tags(std::span<const uint16_t> kinds, nn::TagGuide::Tags& out) const;

 private:
  size_t step_ = 0;                         // words of 64 bits per kind
  std::vector<uint64_t> wholly_, classes_;  // [kinds][step]: bits of the tags
};

// The guide of documents whose words were looked up; refers to them all.
class WordGuide : public nn::TagGuide {
 public:
  using Words = std::vector<std::vector<morph::Word*>>;  // per document and token
  WordGuide(const DictionaryTags& tags, std::span<const Document> documents, const Words& words)
      : tags_(tags), documents_(documents), words_(words) {}

  bool fits(size_t document, uint32_t token, uint16_t tag) const override;
  void tags(size_t document, uint32_t token, Tags& out) const override;

 private:
  const DictionaryTags& tags_;
  std::span<const Document> documents_;
  const Words& words_;
};

}  // namespace letopis::extract
