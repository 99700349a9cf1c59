#include "extract/mention_index.h"

#include <algorithm>
#include <numeric>

namespace letopis::extract {

Sentence MentionIndex::tokens(Span span) const {
  return {token_at(*doc_, span.begin), token_at(*doc_, span.end)};
}

MentionIndex::MentionIndex(const Document& doc, const Analysis& analysis)
    : doc_(&doc), analysis_(&analysis) {
  const auto& mentions = analysis.mentions;
  heads_.assign(mentions.size(), kNoToken);
  best_.assign(doc.size(), 0);
  starts_.assign(doc.size() + 1, 0);

  std::vector<Sentence> ranges(mentions.size());
  for (uint32_t m = 0; m < mentions.size(); ++m) {
    const Sentence range = ranges[m] = tokens(mentions[m].span);
    for (uint32_t t = range.begin; t < range.end && heads_[m] == kNoToken; ++t) {
      const uint32_t governor = doc.arcs[t].head;
      if (governor == kNoToken || governor < range.begin || governor >= range.end) heads_[m] = t;
    }
    for (uint32_t t = range.begin; t < range.end; ++t) ++starts_[t + 1];
    if (heads_[m] == kNoToken || mentions[m].entities.empty()) continue;
    uint32_t& best = best_[heads_[m]];
    if (best == 0 || mentions[best - 1].span.size() < mentions[m].span.size()) best = m + 1;
  }
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  covering_.resize(starts_.back());
  std::vector<uint32_t> order(mentions.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return mentions[a].span.size() > mentions[b].span.size();
  });
  std::vector<uint32_t> next(starts_.begin(), starts_.end() - 1);
  for (const uint32_t m : order)
    for (uint32_t t = ranges[m].begin; t < ranges[m].end; ++t) covering_[next[t]++] = m;
}

const Mention* MentionIndex::best(uint32_t token) const {
  return best_[token] == 0 ? nullptr : &analysis_->mentions[best_[token] - 1];
}

std::span<const uint32_t> MentionIndex::covering(uint32_t token) const {
  return std::span(covering_).subspan(starts_[token], starts_[token + 1] - starts_[token]);
}

}  // namespace letopis::extract
