#include "nn/parser.h"

#include <algorithm>

#include "nn/pack_reader.h"

namespace letopis::nn {
namespace {

// Order of the four parts in a row.
enum Part : size_t { kHeadDependent, kHeadGovernor, kRelationGovernor, kRelationDependent, kParts };
// The published model applies the module called `head` to the dependent in the first pair, to the
// governor in the second.
constexpr const char* kPartNames[kParts] = {"syntax.head.head", "syntax.head.tail",
                                            "syntax.rel.head", "syntax.rel.tail"};

// Whether a token with a head may have this relation.
bool eligible(Relation relation) {
  return relation != Relation::kRoot && relation != Relation::kNone;
}

}  // namespace

Result<ParserHead> ParserHead::open(const Pack& pack, const KernelTable& kernels,
                                    Precision precision) {
  ParserHead head;
  head.kernels_ = &kernels;
  LT_ASSIGN(const auto names, lines(pack, "syntax.relations"));
  for (const std::string_view name : names) {
    const auto relation = name == "<pad>" ? Relation::kNone : relation_of(name);
    if (!relation)
      return damaged(pack,
                     "the relation '" + std::string(name) + "' in 'syntax.relations' is unknown");
    head.relations_.push_back(*relation);
  }
  if (std::none_of(head.relations_.begin(), head.relations_.end(),
                   [](Relation relation) { return eligible(relation); }))
    return damaged(pack, "the section 'syntax.relations' is too short");

  // The four parts side by side make one product.
  Linear sides[kParts];
  for (size_t i = 0; i < kParts; ++i) {
    LT_ASSIGN(sides[i], Linear::open(pack, kPartNames[i], kHidden, sides[0].used()));
  }
  const size_t part = head.part_ = sides[0].used();
  if (part % kPanel != 0)
    return damaged(pack, "the width of 'syntax.head.head' is no multiple of 16");
  std::vector<Linear::Piece> pieces;
  std::vector<float> bias;
  for (const Linear& side : sides) {
    pieces.push_back({side, 0});
    bias.insert(bias.end(), side.bias().begin(), side.bias().end());
  }
  head.parts_ = Linear(pieces, kHidden, bias);
  LT_ASSIGN(head.kernel_, Linear::open(pack, "syntax.head.kernel", part, part));
  LT_ASSIGN(const auto root, floats(pack, "syntax.head.root", kHidden));
  LT_ASSIGN(const auto relation_root, floats(pack, "syntax.rel.root", kHidden));
  const auto root_part = [&](std::span<const float> state, Part which) {
    std::vector<float> all(kParts * part);
    head.parts_.run(kernels, state.data(), kHidden, 1, Finish::kRelu, all.data(), all.size());
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(which * part);
    return std::vector<float>(begin, begin + static_cast<std::ptrdiff_t>(part));
  };
  head.root_ = root_part(root, kHeadGovernor);
  head.relation_root_ = root_part(relation_root, kRelationGovernor);

  // The pack has [part][part][relations]. A governor times this kernel shall come out as panels of
  // [part][relations], ready to multiply its dependents.
  const size_t relations = names.size();
  const size_t columns = head.relation_columns_ = panel_ceil(relations);
  LT_ASSIGN(const Linear relation_kernel,
            Linear::open(pack, "syntax.rel.kernel", part, part * relations));
  const std::vector<float> plain = unpack_panels(relation_kernel.panels(), part, part * relations);
  std::vector<float> turned(part * part * columns, 0.0F);
  for (size_t g = 0; g < part; ++g)
    for (size_t k = 0; k < part; ++k)
      for (size_t r = 0; r < relations; ++r)
        turned[g * part * columns + (r / kPanel * part + k) * kPanel + r % kPanel] =
            plain[(g * part + k) * relations + r];
  head.relation_kernel_ = Linear(turned, std::vector<float>(part * columns, 0.0F));
  if (precision == Precision::kFixed) {
    head.parts_.fix();
    head.relation_kernel_.fix();
  }
  return head;
}

void ParserHead::parse(const float* states, uint32_t first, Decode decode, std::span<Arc> arcs,
                       ParserScratch& scratch) const {
  const size_t step = kParts * part_;
  float* parts = scratch.parts.need(arcs.size() * step);
  parts_.run(*kernels_, states, kHidden, arcs.size(), Finish::kRelu, parts, step);
  const auto root_of = [](std::span<const Arc> piece) {
    return static_cast<uint32_t>(std::find_if(piece.begin(), piece.end(),
                                              [](const Arc& arc) { return arc.head == kNoToken; }) -
                                 piece.begin());
  };
  const size_t longest = decode == Decode::kTree ? kLongestPiece : arcs.size();
  for (size_t begin = 0; begin < arcs.size(); begin += longest) {
    const auto piece = arcs.subspan(begin, std::min(longest, arcs.size() - begin));
    parse_piece(parts + begin * step, first + static_cast<uint32_t>(begin), decode, piece, scratch);
    if (begin > 0 && decode == Decode::kTree)
      piece[root_of(piece)] = {first + root_of(arcs.first(kLongestPiece)), Relation::kParataxis};
  }
}

void ParserHead::parse_piece(const float* parts, uint32_t first, Decode decode, std::span<Arc> arcs,
                             ParserScratch& scratch) const {
  const size_t count = arcs.size();
  const size_t step = panel_ceil(count + 1);
  pack_governors(parts, count, scratch);
  // A block at a time, lest memory grow with the square of a long sentence.
  for (size_t from = 0; from < count; from += kLongestPiece) {
    const auto block = arcs.subspan(from, std::min<size_t>(kLongestPiece, count - from));
    score_heads(parts, from, block.size(), count, scratch);
    scratch.heads.resize(block.size());
    if (decode == Decode::kTree)  // the piece is one block
      best_tree(scratch.scores.data(), step, count, scratch.tree, scratch.heads);
    else
      best_heads(scratch.scores.data(), step, count, scratch.heads);
    relate(parts, from, count, decode, block, scratch);
    for (size_t i = 0; i < block.size(); ++i)
      block[i].head = scratch.heads[i] == 0 ? kNoToken : first + scratch.heads[i] - 1;
  }
}

// The root is governor 0.
void ParserHead::pack_governors(const float* parts, size_t count, ParserScratch& scratch) const {
  const size_t step = kParts * part_;
  const size_t columns = panel_ceil(count + 1);
  float* governors = scratch.governors.need(part_ * columns);  // [part][tokens + 1]
  for (size_t k = 0; k < part_; ++k) {
    float* row = governors + k * columns;
    row[0] = root_[k];
    for (size_t j = 0; j < count; ++j) row[j + 1] = parts[j * step + kHeadGovernor * part_ + k];
  }
  float* panels = scratch.panels.need(part_ * columns);
  pack_panels(governors, columns, part_, count + 1, panels);
}

// scratch.scores[i][j] = (dependent from + i · kernel) · governor j.
void ParserHead::score_heads(const float* parts, size_t from, size_t rows, size_t count,
                             ParserScratch& scratch) const {
  const size_t step = kParts * part_;
  const size_t columns = panel_ceil(count + 1);
  float* dependents = scratch.dependents.need(rows * part_);
  kernel_.run(*kernels_, parts + from * step + kHeadDependent * part_, step, rows, Finish::kPlain,
              dependents, part_);
  kernels_->product({.a = dependents,
                     .a_step = part_,
                     .rows = rows,
                     .panels = scratch.panels.data(),
                     .depth = part_,
                     .columns = columns,
                     .bias = nullptr,
                     .scale = nullptr,
                     .shift = nullptr,
                     .finish = Finish::kPlain,
                     .c = scratch.scores.need(rows * columns),
                     .c_step = columns});
}

void ParserHead::relate(const float* parts, size_t from, size_t count, Decode decode,
                        std::span<Arc> arcs, ParserScratch& scratch) const {
  const size_t step = kParts * part_;
  constexpr uint32_t kUnplaced = 0xFFFFFFFFU;
  scratch.place.assign(count + 1, kUnplaced);
  float* governors = scratch.relation_governors.need(arcs.size() * part_);
  uint32_t placed = 0;
  for (const uint32_t head : scratch.heads) {
    if (scratch.place[head] != kUnplaced) continue;
    const float* governor =
        head == 0 ? relation_root_.data() : parts + (head - 1) * step + kRelationGovernor * part_;
    std::copy_n(governor, part_, governors + placed * part_);
    scratch.place[head] = placed++;
  }
  const size_t wide = relation_kernel_.columns();
  float* panels = scratch.relation_panels.need(placed * wide);
  relation_kernel_.run(*kernels_, governors, part_, placed, Finish::kPlain, panels, wide);

  float* scores = scratch.relation_scores.need(relation_columns_);
  for (size_t i = 0; i < arcs.size(); ++i) {
    const uint32_t head = scratch.heads[i];
    if (decode == Decode::kTree && head == 0) {
      arcs[i].relation = Relation::kRoot;
      continue;
    }
    kernels_->product({.a = parts + (from + i) * step + kRelationDependent * part_,
                       .a_step = step,
                       .rows = 1,
                       .panels = panels + scratch.place[head] * wide,
                       .depth = part_,
                       .columns = relation_columns_,
                       .bias = nullptr,
                       .scale = nullptr,
                       .shift = nullptr,
                       .finish = Finish::kPlain,
                       .c = scores,
                       .c_step = relation_columns_});
    size_t best = relations_.size();
    for (size_t r = 0; r < relations_.size(); ++r) {
      const bool allowed = decode == Decode::kArgMax || eligible(relations_[r]);
      if (allowed && (best == relations_.size() || scores[r] > scores[best])) best = r;
    }
    arcs[i].relation = relations_[best];
  }
}

}  // namespace letopis::nn
