#include "nn/models.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "base/unicode.h"
#include "nn/shape.h"
#include "nn/tree.h"

namespace letopis::nn {
namespace {

constexpr size_t kFeed = 32;          // width of the biaffine parts
constexpr size_t kChunk = 384;        // rows that are encoded together; they stay in the cache
constexpr uint32_t kPart = 1024;      // a longer sequence is encoded in parts of this size …
constexpr uint32_t kHalo = 3;         // … with the receptive field on both sides

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    lines.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

uint32_t arg_max(const float* values, size_t count) {
  return static_cast<uint32_t>(std::max_element(values, values + count) - values);  // the first of equals
}

}  // namespace

Result<Models> Models::open(const std::string& pack_path, const ModelOptions& options) {
  LT_ASSIGN(Pack pack, Pack::open(pack_path, kPackKind, kPackVersion));
  return open(std::move(pack), options);
}

Result<Models> Models::open(Pack pack, const ModelOptions& options) {
  Models m;
  m.pack_ = std::make_shared<const Pack>(std::move(pack));
  const Pack& p = *m.pack_;
  m.version_ = p.checksum();
  m.gemm_ = gemm_of(options.kernels);
  m.tree_ = options.tree;
  m.fold_yo_ = options.fold_yo;
  LT_ASSIGN(m.words_, Words::open(p));
  LT_ASSIGN(m.ner_, Encoder::open(p, "ner"));
  LT_ASSIGN(m.morph_, Encoder::open(p, "morph"));
  LT_ASSIGN(m.syntax_, Encoder::open(p, "syntax"));
  LT_ASSIGN(m.ner_out_, Linear::open(p, "ner.out"));
  LT_ASSIGN(m.morph_out_, Linear::open(p, "morph.out"));
  LT_ASSIGN(m.head_dependent_, Linear::open(p, "syntax.head.head"));
  LT_ASSIGN(m.head_governor_, Linear::open(p, "syntax.head.tail"));
  LT_ASSIGN(m.head_kernel_, Linear::open(p, "syntax.head.kernel"));
  LT_ASSIGN(m.relation_governor_, Linear::open(p, "syntax.rel.head"));
  LT_ASSIGN(m.relation_dependent_, Linear::open(p, "syntax.rel.tail"));
  LT_ASSIGN(m.relation_kernel_, Linear::open(p, "syntax.rel.kernel"));
  LT_ASSIGN(m.transitions_, p.array<float>("ner.transitions"));
  LT_ASSIGN(m.head_root_, p.array<float>("syntax.head.root"));
  LT_ASSIGN(m.relation_root_, p.array<float>("syntax.rel.root"));
  LT_ASSIGN(const std::string_view ner_tags, p.text("ner.tags"));
  LT_ASSIGN(const std::string_view morph_tags, p.text("morph.tags"));
  LT_ASSIGN(const std::string_view relations, p.text("syntax.relations"));

  const Error damaged{Code::kDamaged, "the vocabularies of this pack do not fit its weights; run ./dev setup", p.path()};
  m.ner_tags_ = lines_of(ner_tags);
  for (const std::string& line : lines_of(morph_tags)) {
    const auto tag = morph_of(line);
    if (!tag && line != "<pad>") return damaged;
    m.morph_tags_.push_back(tag.value_or(Morph{}));
  }
  for (const std::string& line : lines_of(relations)) {
    const auto relation = relation_of(line);
    if (!relation && line != "<pad>") return damaged;
    m.relations_.push_back(relation.value_or(Relation::kDep));
  }
  const size_t tags = m.ner_tags_.size(), relation_count = m.relations_.size();
  if (m.ner_out_.used != tags || tags > 255 || m.transitions_.size() != tags * tags ||
      m.morph_out_.used != m.morph_tags_.size() || m.head_root_.size() != kHidden || m.relation_root_.size() != kHidden ||
      m.head_dependent_.used != kFeed || m.head_governor_.used != kFeed || m.head_kernel_.depth != kFeed ||
      m.head_kernel_.used != kFeed || m.relation_governor_.used != kFeed || m.relation_dependent_.used != kFeed ||
      m.relation_kernel_.depth != kFeed || m.relation_kernel_.used != kFeed * relation_count)
    return damaged;
  return m;
}

Input Models::input_of(std::string_view token) const {
  return {words_.find(unicode::lower(token), fold_yo_), shape_of(token)};
}

void Models::encode(const Encoder& encoder, std::span<const Input> tokens, std::span<const uint32_t> lengths,
                    Scratch& scratch, std::vector<float>& out) const {
  out.clear();
  std::vector<float> part;
  size_t token = 0;
  for (size_t first = 0; first < lengths.size();) {
    if (lengths[first] > kPart) {
      const uint32_t length = lengths[first];
      for (uint32_t at = 0; at < length; at += kPart) {
        const uint32_t end = std::min(length, at + kPart);
        const uint32_t from = at > kHalo ? at - kHalo : 0, to = std::min(length, end + kHalo);
        const uint32_t piece = to - from;
        encoder.run(gemm_, words_, tokens.subspan(token + from, piece), {&piece, 1}, scratch.buffers, part);
        const auto begin = part.begin() + static_cast<std::ptrdiff_t>((at - from) * kHidden);
        out.insert(out.end(), begin, begin + static_cast<std::ptrdiff_t>((end - at) * kHidden));
      }
      token += length;
      ++first;
      continue;
    }
    size_t last = first, count = 0;
    while (last < lengths.size() && lengths[last] <= kPart && (count == 0 || count + lengths[last] <= kChunk))
      count += lengths[last++];
    encoder.run(gemm_, words_, tokens.subspan(token, count), lengths.subspan(first, last - first), scratch.buffers, part);
    out.insert(out.end(), part.begin(), part.end());
    token += count;
    first = last;
  }
}

std::vector<uint8_t> Models::names_of(const float* hidden, uint32_t n, Scratch& scratch,
                                      std::vector<float>* emissions) const {
  const size_t tags = ner_tags_.size(), width = ner_out_.columns;
  std::vector<float>& e = scratch.scores;
  e.resize((n + kTile) * width);
  for (uint32_t t = 0; t < n; t += kPart) {  // `hidden` has no spare rows behind it: the last tile gets a copy
    const uint32_t rows = std::min(kPart, n - t), whole = rows - rows % uint32_t{kTile};
    ner_out_.run(gemm_, hidden + t * kHidden, kHidden, whole, e.data() + t * width);
    if (whole < rows) {
      float tail[kTile * kHidden] = {};
      std::copy_n(hidden + (t + whole) * kHidden, (rows - whole) * kHidden, tail);
      ner_out_.run(gemm_, tail, kHidden, rows - whole, e.data() + (t + whole) * width);
    }
  }
  if (emissions != nullptr)
    for (uint32_t t = 0; t < n; ++t) emissions->insert(emissions->end(), &e[t * width], &e[t * width] + tags);

  std::vector<uint8_t> back(size_t{n} * tags);
  std::vector<float> score(e.begin(), e.begin() + static_cast<std::ptrdiff_t>(tags)), next(tags);
  for (uint32_t t = 1; t < n; ++t) {
    for (size_t j = 0; j < tags; ++j) {
      size_t best = 0;
      float greatest = score[0] + transitions_[j];
      for (size_t i = 1; i < tags; ++i)
        if (const float s = score[i] + transitions_[i * tags + j]; s > greatest) {
          greatest = s;
          best = i;
        }
      back[t * tags + j] = static_cast<uint8_t>(best);
      next[j] = greatest + e[t * width + j];
    }
    score.swap(next);
  }
  std::vector<uint8_t> path(n);
  auto tag = static_cast<uint8_t>(arg_max(score.data(), tags));
  for (uint32_t t = n; t-- > 0;) {
    path[t] = tag;
    tag = back[t * tags + tag];
  }
  return path;
}

void Models::parse(const float* hidden, uint32_t n, Scratch& scratch, std::vector<uint32_t>& heads,
                   std::vector<uint32_t>& relations, std::vector<float>* scores) const {
  // Rows 0..n: the root, then the tokens.
  const size_t rows = n + 1;
  const auto with_root = [&](std::span<const float> root) {
    scratch.product.assign((rows + kTile) * kHidden, 0.0F);
    std::copy(root.begin(), root.end(), scratch.product.begin());
    std::copy_n(hidden, n * kHidden, scratch.product.begin() + kHidden);
  };
  const auto feed = [&](const Linear& linear, std::vector<float>& to) {
    to.resize((rows + kTile) * linear.columns);
    linear.run(gemm_, scratch.product.data(), kHidden, rows, to.data());
    relu(to.data(), to.size());
  };

  with_root(head_root_);
  feed(head_dependent_, scratch.dependents);
  feed(head_governor_, scratch.governors);
  std::vector<float>& s = scratch.arcs;  // s[i][j]: head j of token i + 1
  std::vector<float>& dk = scratch.scores;
  dk.resize((rows + kTile) * kFeed);
  head_kernel_.run(gemm_, scratch.dependents.data(), kFeed, rows, dk.data());
  std::vector<float> governors(kFeed * rows);  // transposed, so that the inner loop runs along a row of s
  for (size_t j = 0; j < rows; ++j)
    for (size_t k = 0; k < kFeed; ++k) governors[k * rows + j] = scratch.governors[j * kFeed + k];
  s.assign(n * rows, 0.0F);
  for (size_t i = 0; i < n; ++i)
    for (size_t k = 0; k < kFeed; ++k) {
      const float d = dk[(i + 1) * kFeed + k];
      for (size_t j = 0; j < rows; ++j) s[i * rows + j] += d * governors[k * rows + j];
    }
  if (scores != nullptr) *scores = s;
  if (tree_) {
    heads = best_tree(s, n);
  } else {
    heads.resize(n);
    for (size_t i = 0; i < n; ++i) heads[i] = arg_max(&s[i * rows], rows);
  }

  with_root(relation_root_);
  feed(relation_governor_, scratch.governors);
  feed(relation_dependent_, scratch.dependents);
  const size_t count = relations_.size();
  std::vector<float>& gk = scratch.scores;  // gk[j][k * count + r]
  gk.resize((rows + kTile) * relation_kernel_.columns);
  relation_kernel_.run(gemm_, scratch.governors.data(), kFeed, rows, gk.data());
  relations.resize(n);
  std::vector<float> score(count);
  for (size_t i = 0; i < n; ++i) {
    const float* g = &gk[heads[i] * relation_kernel_.columns];
    const float* d = &scratch.dependents[(i + 1) * kFeed];
    std::fill(score.begin(), score.end(), 0.0F);
    for (size_t k = 0; k < kFeed; ++k)
      for (size_t r = 0; r < count; ++r) score[r] += g[k * count + r] * d[k];
    relations[i] = arg_max(score.data(), count);
  }
}

void Models::tag_names(Document& doc, std::span<const Input> inputs, Scratch& scratch) const {
  const uint32_t n = doc.size();
  encode(ner_, inputs, {&n, 1}, scratch, scratch.hidden);
  const std::vector<uint8_t> path = names_of(scratch.hidden.data(), n, scratch, nullptr);
  // MODELS C, "Spans from tags": an I- only moves the end of the open span, whatever its type.
  bool open = false;
  for (uint32_t t = 0; t < n; ++t) {
    const std::string& tag = ner_tags_[path[t]];
    if (tag == "O") {
      open = false;
    } else if (tag.starts_with("B-")) {
      doc.names.push_back({t, t + 1, tag == "B-PER" ? NameType::kPer : tag == "B-LOC" ? NameType::kLoc : NameType::kOrg});
      open = true;
    } else if (tag.starts_with("I-") && open) {
      doc.names.back().end = t + 1;
    }
  }
}

void Models::tag_sentences(Document& doc, std::span<const Input> inputs, Scratch& scratch) const {
  const uint32_t n = doc.size();
  doc.morphs.resize(n);
  doc.arcs.resize(n);
  std::vector<uint32_t> lengths;
  for (const Sentence s : doc.sentences)
    for (uint32_t at = s.begin; at < s.end; at += kLongest) lengths.push_back(std::min(kLongest, s.end - at));

  encode(morph_, inputs, lengths, scratch, scratch.hidden);
  const size_t width = morph_out_.columns;
  constexpr uint32_t kRows = 96;  // rows of tag scores at a time: 753 columns are wide
  scratch.scores.resize((kRows + kTile) * width);
  scratch.product.assign((kRows + kTile) * kHidden, 0.0F);
  for (uint32_t t = 0; t < n; t += kRows) {
    const uint32_t rows = std::min(kRows, n - t);
    std::copy_n(scratch.hidden.begin() + static_cast<std::ptrdiff_t>(t * kHidden), rows * kHidden, scratch.product.begin());
    morph_out_.run(gemm_, scratch.product.data(), kHidden, rows, scratch.scores.data());
    for (uint32_t r = 0; r < rows; ++r)
      doc.morphs[t + r] = morph_tags_[arg_max(&scratch.scores[r * width], morph_out_.used)];
  }

  encode(syntax_, inputs, lengths, scratch, scratch.hidden);
  std::vector<uint32_t> heads, relations;
  const std::vector<float> hidden = scratch.hidden;
  uint32_t token = 0;
  for (const Sentence s : doc.sentences) {
    uint32_t first_root = kNoToken;
    while (token < s.end) {
      const uint32_t length = std::min(kLongest, s.end - token);
      parse(hidden.data() + token * kHidden, length, scratch, heads, relations, nullptr);
      for (uint32_t i = 0; i < length; ++i) {
        Arc& arc = doc.arcs[token + i];
        const bool self = heads[i] == i + 1;  // only without `tree`
        if (heads[i] != 0 && !self) {
          arc = {token + heads[i] - 1, relations_[relations[i]]};
          if (tree_ && arc.relation == Relation::kRoot) arc.relation = Relation::kDep;
        } else if (tree_ && first_root != kNoToken) {  // a later part of a very long sentence hangs on the first
          arc = {first_root, Relation::kParataxis};
        } else {
          arc = {kNoToken, Relation::kRoot};
          first_root = token + i;
        }
      }
      token += length;
    }
  }
}

void Models::tag(std::span<Document> documents, Scratch& scratch) const {
  for (Document& doc : documents) {
    assert(doc.morphs.empty() && doc.arcs.empty() && doc.names.empty());
    if (doc.size() == 0) continue;
    scratch.inputs.clear();
    for (uint32_t t = 0; t < doc.size(); ++t) scratch.inputs.push_back(input_of(doc.surface(t)));
    tag_names(doc, scratch.inputs, scratch);
    tag_sentences(doc, scratch.inputs, scratch);
  }
}

Models::Trace Models::trace(std::span<const std::string> tokens, Scratch& scratch) const {
  Trace trace;
  for (const std::string& token : tokens) trace.inputs.push_back(input_of(token));
  const auto n = static_cast<uint32_t>(tokens.size());
  encode(ner_, trace.inputs, {&n, 1}, scratch, trace.ner_hidden);
  for (const uint8_t tag : names_of(trace.ner_hidden.data(), n, scratch, &trace.emissions)) trace.ner_tags.push_back(tag);
  encode(morph_, trace.inputs, {&n, 1}, scratch, trace.morph_hidden);
  std::vector<float> padded = trace.morph_hidden, scores((n + kTile) * morph_out_.columns);
  padded.resize((n + kTile) * kHidden);
  morph_out_.run(gemm_, padded.data(), kHidden, n, scores.data());
  for (uint32_t t = 0; t < n; ++t) trace.morph_tags.push_back(arg_max(&scores[t * morph_out_.columns], morph_out_.used));
  encode(syntax_, trace.inputs, {&n, 1}, scratch, trace.syntax_hidden);
  parse(trace.syntax_hidden.data(), n, scratch, trace.heads, trace.relations, &trace.head_scores);
  return trace;
}

}  // namespace letopis::nn
