// From tokens to mentions: which mentions stand at a token. Built once per document after the
// entities are found; keeps references to both, which must outlive it. Read-only, thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "doc/analysis.h"
#include "doc/document.h"

namespace letopis::extract {

class MentionIndex {
 public:
  MentionIndex(const Document& doc, const Analysis& analysis);

  // The largest mention with entities whose syntactic head is this token (the first of its tokens
  // whose governor lies outside the mention); nullptr if none. "prezident Rossii Vladimir Putin":
  // at the post the role, at the name the name.
  const Mention* best(uint32_t token) const;
  // All mentions that cover a token, the largest first; indices into analysis.mentions.
  std::span<const uint32_t> covering(uint32_t token) const;
  // The syntactic head of a mention, kNoToken where it covers no token.
  uint32_t head(uint32_t mention) const { return heads_[mention]; }
  // The tokens [begin, end) of a span that begin inside it.
  Sentence tokens(Span span) const;

  const Document& doc() const { return *doc_; }
  const Analysis& analysis() const { return *analysis_; }

 private:
  const Document* doc_;
  const Analysis* analysis_;
  std::vector<uint32_t> heads_;   // per mention
  std::vector<uint32_t> best_;    // per token: mention index + 1, 0 for none
  std::vector<uint32_t> starts_;  // per token: into covering_
  std::vector<uint32_t> covering_;
};

}  // namespace letopis::extract
