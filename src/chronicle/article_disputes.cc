#include "chronicle/article_disputes.h"

#include <algorithm>
#include <map>
#include <set>

#include "chronicle/act_clashes.h"
#include "chronicle/clashes.h"
#include "chronicle/figure_clashes.h"
#include "store/blocks.h"

namespace letopis::chronicle {
namespace {

using Of = DisputeItem::Of;

class Finder {
 public:
  Finder(const Analysis& analysis, std::string_view text) : a_(analysis), text_(text) {
    if (a_.published.days.bounded()) published_ = a_.published.days;
  }

  std::vector<Dispute> find() {
    claims();
    figures();
    times();
    return std::move(out_);
  }

 private:
  void add(Of of, uint32_t one, uint32_t other, const Clash& clash) {
    out_.push_back({{{{of, one}, {of, other}}}, std::string(clash.about), clash.why});
  }

  std::string key(uint32_t entity) const {
    return store::entity_key(a_.entities[entity], a_.text_sha256);
  }
  std::vector<std::string> keys(const std::vector<uint32_t>& entities) const {
    std::vector<std::string> out;
    for (const uint32_t entity : entities) out.push_back(key(entity));
    return out;
  }

  // Claims that may clash stand in one block; most articles have no two.
  void claims() {
    std::map<std::string, std::vector<uint32_t>> statuses, acts;
    for (uint32_t n = 0; n < a_.claims.size(); ++n) {
      if (const auto block = store::status_block(a_.claims[n], a_)) statuses[*block].push_back(n);
      if (const auto block = store::event_block(a_.claims[n], a_)) acts[*block].push_back(n);
    }
    std::vector<std::pair<std::pair<uint32_t, uint32_t>, Clash>> found;
    const auto compare = [&found](const std::vector<uint32_t>& members, auto of) {
      for (size_t i = 0; i < members.size(); ++i)
        for (size_t j = i + 1; j < members.size(); ++j)
          if (const Clash clash = clash_of(of(members[i]), of(members[j])); clash && !clash.weak)
            found.push_back({{members[i], members[j]}, clash});
    };
    for (const auto& [block, members] : statuses)
      compare(members, [this](uint32_t n) { return status(n); });
    for (const auto& [block, members] : acts)
      compare(members, [this, &b = block](uint32_t n) { return act(n, b); });
    std::sort(found.begin(), found.end(),
              [](const auto& x, const auto& y) { return x.first < y.first; });
    for (const auto& [pair, clash] : found) add(Of::kClaim, pair.first, pair.second, clash);
  }

  StatusClaim status(uint32_t n) const {
    const Claim& claim = a_.claims[n];
    StatusClaim out;
    out.id = std::to_string(n);
    out.kind = claim.frame;
    out.modality = modality_name(claim.modality);
    out.edtf = claim.when.edtf;
    out.until_edtf = claim.until.edtf;
    out.when = claim.when.days;
    if (claim.when.edtf.empty()) out.when = {};
    if (!claim.until.edtf.empty()) out.until = claim.until.days;
    out.text_sha256 = a_.text_sha256;
    out.published_days = a_.published.days;
    if (a_.published.days.last != Interval::kOpenEnd) out.known = a_.published.days.last;
    for (const Argument& argument : claim.arguments)
      if (argument.role == "value" && out.value.empty())
        out.value = argument.entity == kNoEntity ? argument.literal
                                                 : a_.entities[argument.entity].name;
    for (const uint32_t speaker : claim.said_by)
      out.speakers.push_back({0, key(speaker), "", a_.entities[speaker].name, "", ""});
    return out;
  }

  ActClaim act(uint32_t n, const std::string& block) const {
    const Claim& claim = a_.claims[n];
    ActClaim out;
    out.block = block;
    out.modality = modality_name(claim.modality);
    out.when = claim.when.days;
    out.days = store::merge_days(claim.when);
    out.published = published_;
    out.speakers = keys(claim.said_by);
    out.text_sha256 = a_.text_sha256;
    for (const Argument& argument : claim.arguments)
      if (argument.entity != kNoEntity)
        out.others[std::string(store::party_class(argument.role))].insert(key(argument.entity));
    return out;
  }

  void figures() {
    std::vector<FigureClaim> all;
    for (const Figure& figure : a_.figures) all.push_back(figure_claim(figure));
    for (uint32_t i = 0; i < all.size(); ++i)
      for (uint32_t j = i + 1; j < all.size(); ++j)
        if (const Clash clash = clash_of(all[i], all[j])) add(Of::kFigure, i, j, clash);
  }

  FigureClaim figure_claim(const Figure& figure) const {
    FigureClaim out{figure.value,   figure.high, figure.unit, figure.approx,
                    figure.measure, std::string(figure.span.of(text_)),
                    {},             {},          0,           {},
                    a_.text_sha256};
    Span sentence = figure.span;
    for (const Span span : a_.sentence_spans)
      if (span.contains(figure.span)) sentence = span;
    std::set<std::string> whose;
    for (const uint32_t entity : figure.of) whose.insert(key(entity));
    if (whose.empty())
      for (const Mention& mention : a_.mentions)
        if (sentence.contains(mention.span))
          for (const uint32_t entity : mention.entities)
            if (const EntityKind kind = a_.entities[entity].kind;
                kind == EntityKind::kState || kind == EntityKind::kOrg || kind == EntityKind::kBloc)
              whose.insert(key(entity));
    out.whose.assign(whose.begin(), whose.end());
    std::set<std::string> periods;
    for (const TimeExpression& time : a_.times)
      if (sentence.contains(time.span) && time.value.days.bounded()) {
        periods.insert(time.value.edtf);
        out.longest = std::max(out.longest, time.value.days.last - time.value.days.first + 1);
      }
    out.periods.assign(periods.begin(), periods.end());
    out.speakers = keys(figure.said_by);
    if (!out.speakers.empty()) return out;
    const Quote* nearest = nullptr;
    for (const Quote& quote : a_.quotes)
      if (quote.span.contains(figure.span) &&
          (nearest == nullptr || quote.span.size() < nearest->span.size()))
        nearest = &quote;
    if (nearest != nullptr && nearest->speaker != kNoEntity)
      out.speakers.push_back(key(nearest->speaker));
    else if (nearest != nullptr && !nearest->speaker_text.empty())
      out.speakers.push_back("text|" + nearest->speaker_text);
    return out;
  }

  // "On Thursday, 12 November", where that day is none. Each keeps what is written.
  void times() {
    const auto is_day = [](const TimeExpression& time) {
      return time.value.days.bounded() && time.value.days.first == time.value.days.last;
    };
    for (uint32_t n = 0; n + 1 < a_.times.size(); ++n) {
      const TimeExpression &one = a_.times[n], &next = a_.times[n + 1];
      if (!one.origin.by.starts_with("rule:weekday") || next.origin.by.starts_with("rule:weekday"))
        continue;
      if (!is_day(one) || !is_day(next) || next.span.begin < one.span.end) continue;
      if (next.value.anchor == AnchorKind::kText) continue;  // "the next day", of whatever day
      const std::string_view between = Span{one.span.end, next.span.begin}.of(text_);
      if (between != " " && between != ", " && between != " (") continue;
      const Day day = one.value.days.first, other = next.value.days.first;
      if (weekday(day) == weekday(other)) continue;
      add(Of::kTime, n, n + 1,
          {"date", "the weekday means " + iso(day) + ", the date beside it " + iso(other), false});
    }
  }

  const Analysis& a_;
  const std::string_view text_;
  std::optional<Interval> published_;
  std::vector<Dispute> out_;
};

}  // namespace

std::vector<Dispute> article_disputes(const Analysis& analysis, std::string_view text) {
  return Finder(analysis, text).find();
}

}  // namespace letopis::chronicle
