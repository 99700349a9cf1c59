#include "nn/ner.h"

#include <algorithm>
#include <optional>

#include "nn/pack_reader.h"

namespace letopis::nn {
namespace {

std::optional<NameType> type_of(std::string_view name) {
  for (const NameType type : {NameType::kPer, NameType::kLoc, NameType::kOrg})
    if (name_type_name(type) == name) return type;
  return std::nullopt;
}

}  // namespace

Result<NerHead> NerHead::open(const Pack& pack, const KernelTable& kernels, Precision precision) {
  NerHead head;
  head.kernels_ = &kernels;
  LT_ASSIGN(const auto tags, lines(pack, "ner.tags"));
  const size_t count = tags.size();
  if (count > 255) return damaged(pack, "the section 'ner.tags' is too long");
  for (const std::string_view tag : tags) {
    const bool spans = tag.starts_with("B-") || tag.starts_with("I-");
    const auto type = spans ? type_of(tag.substr(2)) : NameType::kPer;
    if (!type || (!spans && tag != "O" && tag != "<pad>"))
      return damaged(pack, "the tag '" + std::string(tag) + "' in 'ner.tags' is unknown");
    head.types_.push_back(*type);
    head.parts_.push_back(spans ? (tag[0] == 'B' ? Part::kBegin : Part::kInside)
                                : (tag == "O" ? Part::kOut : Part::kPad));
  }
  LT_ASSIGN(head.linear_, Linear::open(pack, "ner.out", kHidden, count));
  if (precision == Precision::kFixed) head.linear_.fix();
  LT_ASSIGN(const auto transitions, floats(pack, "ner.transitions", count * count));
  for (size_t to = 0; to < count; ++to)
    for (size_t from = 0; from < count; ++from)
      head.transitions_.push_back(transitions[from * count + to]);
  return head;
}

// Viterbi: the best way to each tag of a token, and where it came from.
void NerHead::read(const float* states, size_t begin, size_t size, NerScratch& scratch) const {
  const size_t tags = parts_.size();
  const size_t step = linear_.columns();
  float* scores = scratch.scores.need(size * step);
  linear_.run(*kernels_, states, kHidden, size, Finish::kPlain, scores, step);
  scratch.back.resize((begin + size) * tags);
  scratch.next.resize(tags);
  for (size_t t = begin; t < begin + size; ++t, scores += step) {
    if (t == 0) {
      scratch.best.assign(scores, scores + tags);
      continue;
    }
    for (size_t to = 0; to < tags; ++to) {
      const float* transition = transitions_.data() + to * tags;
      size_t from = 0;
      float best = scratch.best[0] + transition[0];
      for (size_t i = 1; i < tags; ++i)
        if (const float score = scratch.best[i] + transition[i]; score > best) {
          best = score;
          from = i;
        }
      scratch.back[t * tags + to] = static_cast<uint8_t>(from);
      scratch.next[to] = best + scores[to];
    }
    std::swap(scratch.best, scratch.next);
  }
}

void NerHead::tag(size_t count, NerScratch& scratch) const {
  scratch.tags.resize(count);
  if (count == 0) return;
  auto tag = static_cast<size_t>(std::max_element(scratch.best.begin(), scratch.best.end()) -
                                 scratch.best.begin());
  for (size_t t = count; t-- > 0;) {
    scratch.tags[t] = static_cast<uint8_t>(tag);
    tag = scratch.back[t * parts_.size() + tag];
  }
}

void NerHead::names(std::span<const uint8_t> tags, std::vector<Name>& out) const {
  bool open = false;
  for (uint32_t t = 0; t < tags.size(); ++t) {
    switch (parts_[tags[t]]) {
      case Part::kOut:
        open = false;
        break;
      case Part::kBegin:
        out.push_back({t, t + 1, types_[tags[t]]});
        open = true;
        break;
      case Part::kInside:  // whatever its type: it only moves the end
        if (open) out.back().end = t + 1;
        break;
      case Part::kPad:
        break;
    }
  }
}

}  // namespace letopis::nn
