#include "chronicle/standing_block.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "chronicle/clashes.h"
#include "chronicle/status_values.h"

namespace letopis::chronicle {
namespace {

using Claims = std::vector<const StatusClaim*>;

const StatusValue* value_of(const StatusClaim& claim) {
  return status_value(claim.kind, claim.value);
}

// What holds, as a stretch of time with one value.
struct Stretch {
  const StatusValue* value = nullptr;
  Claims claims;
};

// "member since 2031-06-01", for reasons.
std::string told(const StatusValue& value, const Claims& claims) {
  const std::string since = since_of(claims);
  return std::string(value.value) + (since.empty() ? "" : " since " + since);
}

class Block {
 public:
  Block(const std::vector<StatusClaim>& claims, size_t first, size_t last, const Moment& moment)
      : moment_(moment) {
    for (size_t i = first; i < last; ++i) take(claims[i]);
    // Thousands of articles name one president: where all say one thing, nothing is compared.
    const auto look = [](const StatusClaim* claim) {
      const bool level = claim->kind == "membership" || claim->kind == "relation-level";
      return std::tuple(std::string_view(claim->value), stance_of(claim->modality),
                        level ? std::string_view(claim->edtf) : std::string_view());
    };
    agreed_ = std::all_of(said_.begin(), said_.end(), [&](const StatusClaim* claim) {
      return look(claim) == look(said_.front());
    });
  }

  int64_t undated() const { return undated_; }

  std::vector<Standing> rows() {
    unfold();
    std::vector<Standing> out;
    if (!stretches_.empty() && !ran_out_) {
      const Stretch& now = stretches_.back();
      Standing row = row_of(now.claims, Place::kStands);
      if (stretches_.size() > 1) {
        const Stretch& before = stretches_[stretches_.size() - 2];
        row.replaced = before.value->value;
        row.replaced_since = since_of(before.claims);
      }
      out.push_back(std::move(row));
    }
    for (const auto& [value, claims] : labels_) out.push_back(row_of(claims, Place::kBeside));
    for (const auto& [look, claims] : others_)
      if (!settled(*claims.front())) out.push_back(row_of(claims, Place::kBeside));
    if (moment_.all) add_past(out);
    return out;
  }

 private:
  void take(const StatusClaim& claim) {
    if (moment_.known && (!claim.known || *claim.known > *moment_.known)) {
      undated_ += claim.known ? 0 : 1;
      return;
    }
    const Stance stance = stance_of(claim.modality);
    const std::optional<Day> day =
        stance == Stance::kHolds ? claim.since() : (claim.known ? claim.known : claim.since());
    if (moment_.at) {
      if (!day && moment_.asked) {
        ++undated_;
        return;
      }
      if (day && *day > *moment_.at) return;
    }
    said_.push_back(&claim);
    if (const StatusValue* value = value_of(claim)) ended_ = ended_ || value->ends;
    if (stance != Stance::kHolds) {
      others_[{claim.value, claim.modality}].push_back(&claim);
    } else if (value_of(claim) == nullptr) {
      (over(claim) ? past_labels_ : labels_)[claim.value].push_back(&claim);
    } else {
      holds_.push_back(&claim);
    }
  }

  bool over(const StatusClaim& claim) const {
    return moment_.at && claim.until.last != Interval::kOpenEnd && claim.until.last < *moment_.at;
  }

  Claims of_value(const StatusValue* value) const {
    Claims out;
    for (const StatusClaim* claim : holds_)
      if (value_of(*claim) == value) out.push_back(claim);
    return out;
  }

  bool clashes(const StatusClaim& claim, const Claims& others, bool weak = true) const {
    return std::any_of(others.begin(), others.end(), [&](const StatusClaim* other) {
      const Clash clash = clash_of(claim, *other);
      return clash && (weak || !clash.weak) && !(ended_ && clash.about == "date");
    });
  }
  bool disputed(const StatusClaim& claim) const { return clashes(claim, said_, false); }

  // Along valid time: a higher value or an end takes the place of what held, a lower one tells of
  // the past or of less than is true; where claims contradict, the weightier side stands.
  void unfold() {
    std::stable_sort(holds_.begin(), holds_.end(), [](const StatusClaim* a, const StatusClaim* b) {
      return a->since().value_or(Interval::kOpenBegin) < b->since().value_or(Interval::kOpenBegin);
    });
    for (const StatusClaim* claim : holds_) {
      const StatusValue* value = value_of(*claim);
      if (stretches_.empty()) {
        stretches_.push_back({value, {claim}});
        continue;
      }
      Stretch& now = stretches_.back();
      if (now.value == value) {
        now.claims.push_back(claim);
        continue;
      }
      const bool clash = clashes(*claim, now.claims);
      const bool follows = value->ends       ? true
                           : now.value->ends ? claim->dated()
                           : value->order >= now.value->order
                               ? true
                               : !values_add_up(value->kind) && !value->waits && claim->dated();
      if (!clash) {
        if (follows) stretches_.push_back({value, {claim}});
      } else if (outranks(of_value(value), of_value(now.value))) {
        now = {value, {claim}};
        // The contradicted value leaves; what held before it may be this very value.
        if (stretches_.size() > 1 && stretches_[stretches_.size() - 2].value == value) {
          stretches_.pop_back();
          stretches_.back().claims.push_back(claim);
        }
      }
    }
    ran_out_ = !stretches_.empty() &&
               std::all_of(stretches_.back().claims.begin(), stretches_.back().claims.end(),
                           [this](const auto* claim) { return over(*claim); });
  }

  const StatusValue* now() const {
    return stretches_.empty() || ran_out_ ? nullptr : stretches_.back().value;
  }

  // Whether what was announced has come about, or what was declined or denied holds undisputed.
  bool settled(const StatusClaim& claim) const {
    const StatusValue* value = value_of(claim);
    if (value == nullptr)
      return stance_of(claim.modality) == Stance::kMeant && labels_.contains(claim.value);
    if (now() == nullptr) return false;
    if (stance_of(claim.modality) == Stance::kMeant)
      return value->ends ? now()->ends : !now()->ends && now()->order >= value->order;
    return now() == value && !clashes(claim, stretches_.back().claims);
  }

  // What is over or outweighed, with the reason.
  void add_past(std::vector<Standing>& out) const {
    const auto add = [&](const Claims& claims, Place place, std::string why) {
      out.push_back(row_of(claims, place));
      out.back().why = std::move(why);
    };
    std::map<const StatusClaim*, const Stretch*> held;
    for (size_t i = 0; i < stretches_.size(); ++i) {
      const Stretch& stretch = stretches_[i];
      for (const StatusClaim* claim : stretch.claims) held.emplace(claim, &stretch);
      if (i + 1 < stretches_.size())
        add(stretch.claims, Place::kOver,
            "followed by " + told(*stretches_[i + 1].value, stretches_[i + 1].claims));
      else if (ran_out_)
        add(stretch.claims, Place::kOver, "until " + shown(stretch.claims).until_edtf);
    }
    for (const auto& [value, claims] : past_labels_)
      add(claims, Place::kOver, "until " + shown(claims).until_edtf);
    for (const auto& [look, claims] : others_)
      if (settled(*claims.front()))
        add(claims, Place::kOver,
            now() == nullptr ? std::string("it holds")
                             : told(*now(), stretches_.back().claims) + " holds");
    std::map<std::string_view, Claims> lost;
    for (const StatusClaim* claim : holds_)
      if (!held.contains(claim)) lost[claim->value].push_back(claim);
    for (const auto& [value, claims] : lost) {
      const auto rival = std::find_if(
          stretches_.begin(), stretches_.end(), [this, &ours = claims](const auto& one) {
            return std::any_of(ours.begin(), ours.end(), [this, &one](const auto* claim) {
              return clashes(*claim, one.claims);
            });
          });
      if (rival == stretches_.end())
        add(claims, Place::kOutweighed,
            "says less than " + told(*stretches_.back().value, stretches_.back().claims));
      else
        add(claims, Place::kOutweighed,
            "contradicted by " + told(*rival->value, rival->claims) + ": " +
                std::string(weight_name(shown(rival->claims).weight)) + " against " +
                std::string(weight_name(shown(claims).weight)));
    }
  }

  Standing row_of(const Claims& claims, Place place) const {
    const StatusClaim& best = shown(claims);
    Standing row;
    row.id = "s:" + best.id;
    row.place = place;
    row.kind = best.kind;
    row.post = best.post;
    row.value = best.value;
    row.modality = stance_of(best.modality) == Stance::kHolds ? "asserted" : best.modality;
    row.since = stance_of(best.modality) == Stance::kHolds ? since_of(claims) : best.edtf;
    row.until = best.until_edtf;
    row.weight = weight_name(best.weight);
    row.hedged = best.hedged;
    row.origins = origins_of(claims);
    std::optional<Day> last;
    for (const StatusClaim* claim : claims) {
      if (claim->known && (!last || *claim->known > *last)) last = *claim->known;
      if (row.until.empty()) row.until = claim->until_edtf;
      row.disputed = row.disputed || (!agreed_ && disputed(*claim));
    }
    if (last) row.said_last = iso(*last);
    for (const Party& speaker : best.speakers)
      row.said_by += (row.said_by.empty() ? "" : " < ") + speaker.name;
    row.claims.push_back(best);
    for (const StatusClaim* claim : claims)
      if (claim != &best) row.claims.push_back(*claim);
    return row;
  }

  Moment moment_;
  int64_t undated_ = 0;
  bool agreed_ = true;
  bool ended_ = false;    // what ends may begin twice
  bool ran_out_ = false;  // the last stretch has a stated end that has passed
  Claims said_, holds_;
  std::vector<Stretch> stretches_;
  std::map<std::string_view, Claims> labels_, past_labels_;
  std::map<std::pair<std::string_view, std::string_view>, Claims> others_;
};

}  // namespace

const StatusClaim& shown(const Claims& claims) {
  const auto rank = [](const StatusClaim* claim) {
    return std::tuple(claim->weight, claim->hedged, !claim->dated(),
                      -int64_t{last_held(*claim).value_or(Interval::kOpenBegin)});
  };
  return **std::min_element(claims.begin(), claims.end(),
                            [&rank](const auto* a, const auto* b) { return rank(a) < rank(b); });
}

std::string since_of(const Claims& claims) {
  const StatusClaim* dated = nullptr;
  const auto rank = [](const StatusClaim* claim) {
    return std::tuple(claim->edtf.ends_with('~'), claim->weight,
                      claim->when.last - claim->when.first);
  };
  std::optional<Day> first;
  for (const StatusClaim* claim : claims) {
    if (claim->dated() && (dated == nullptr || rank(claim) < rank(dated))) dated = claim;
    if (const auto day = claim->since(); day && (!first || *day < *first)) first = *day;
  }
  if (dated != nullptr) return dated->edtf;
  return first ? "../" + iso(*first) : std::string();
}

BlockRows rows_of_block(const std::vector<StatusClaim>& claims, size_t first, size_t last,
                        const Moment& moment) {
  Block block(claims, first, last, moment);
  return {block.rows(), block.undated()};
}

}  // namespace letopis::chronicle
