#include "chronicle/standing.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "chronicle/clashes.h"
#include "chronicle/status_values.h"
#include "store/rows.h"

namespace letopis::chronicle {
namespace {

using store::Statement;
using Claims = std::vector<const StatusClaim*>;

// Blocks in which somebody of a list has some role; a state also for whoever belongs to it.
#define LT_BLOCKS_OF(condition)                                                                  \
  "SELECT DISTINCT c.block FROM chronicle_entities e JOIN article_entities x ON x.entity = "     \
  "e.entity JOIN article_roles r ON r.article = x.article AND r.entity_n = x.n JOIN "            \
  "article_claims c ON c.article = r.article AND c.n = r.n WHERE c.kind = 'status' AND c.block " \
  "IS "                                                                                          \
  "NOT NULL AND " condition " ORDER BY 1"

constexpr const char* kBlocksOfSubject = LT_BLOCKS_OF(
    "e.id IN (SELECT value FROM json_each(?1)) AND (r.role = 'subject' OR c.frame = "
    "'relation-level' AND r.role = 'object')");
constexpr const char* kBlocksOfObject = LT_BLOCKS_OF(
    "e.id IN (SELECT value FROM json_each(?1)) AND (r.role = 'object' OR c.frame = "
    "'relation-level' AND r.role = 'subject')");
constexpr const char* kBlocksOfActor = LT_BLOCKS_OF(
    "(e.id IN (SELECT value FROM json_each(?1)) OR e.state IN (SELECT value FROM "
    "json_each(?1)))");

// Acts that may bring a value of a kind about.
struct Bringer {
  std::string_view kind, acts;  // a JSON list
};
constexpr Bringer kBringers[] = {
    {"membership", R"(["join","leave","admit","invite","accept","decline","withdraw"])"},
    {"relation-level", R"(["sign","adopt","establish-relations","normalise","recognise"])"},
    {"document", R"(["sign","adopt","ratify","withdraw","agree","prepare"])"},
    {"office", R"(["appoint","elect","dismiss","resign"])"},
    {"project", R"(["build","agree","plan","announce","sign"])"},
    {"sanctions", R"(["sanction","lift-sanctions","threaten"])"},
    {"flow", R"(["supply","transit","trade"])"},
};

// What a question asks of one block.
struct Moment {
  std::optional<Day> at, known;
  bool asked = false;  // `at` was given, not taken from the last article
};

const StatusValue* value_of(const StatusClaim& claim) {
  return status_value(claim.kind, claim.value);
}

Result<std::optional<Day>> last_day(const std::string& date, const char* option) {
  if (date.empty()) return std::optional<Day>();
  const auto days = edtf_interval(date);
  if (!days || days->last == Interval::kOpenEnd)
    return Error{Code::kBadInput, "this is no date: write YYYY, YYYY-MM or YYYY-MM-DD",
                 std::string(option) + " " + date};
  return std::optional(days->last);
}

// The claim that a row shows: the weightiest source, in plain words, with a date, most lately.
const StatusClaim& shown(const Claims& claims) {
  const auto rank = [](const StatusClaim* claim) {
    return std::tuple(claim->weight, claim->hedged, !claim->dated(),
                      -int64_t{last_held(*claim).value_or(Interval::kOpenBegin)});
  };
  return **std::min_element(claims.begin(), claims.end(),
                            [&rank](const auto* a, const auto* b) { return rank(a) < rank(b); });
}

// Since when, over all claims of a value: a date that the weightiest source states, the sharpest
// first; else the first day on which it was said to hold.
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

// What holds, as a stretch of time with one value.
struct Stretch {
  const StatusValue* value = nullptr;
  Claims claims;
};

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

  // Rows without what must be looked up.
  std::vector<Standing> rows() {
    std::vector<Standing> out;
    const std::vector<Stretch> stretches = unfold();
    if (!stretches.empty()) {
      const Stretch& now = stretches.back();
      Standing row = row_of(now.claims);
      if (stretches.size() > 1) {
        const Stretch& before = stretches[stretches.size() - 2];
        row.replaced = before.value->value;
        row.replaced_since = since_of(before.claims);
      }
      out.push_back(std::move(row));
    }
    for (const auto& [value, claims] : labels_) out.push_back(row_of(claims));
    const StatusValue* now = stretches.empty() ? nullptr : stretches.back().value;
    for (const auto& [look, claims] : others_)
      if (!settled(*claims.front(), now, stretches)) out.push_back(row_of(claims));
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
      if (!over(claim)) labels_[claim.value].push_back(&claim);
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

  bool clashes(const StatusClaim& claim, const Claims& others) const {
    return std::any_of(others.begin(), others.end(), [&](const StatusClaim* other) {
      const Clash clash = clash_of(claim, *other);
      return clash && !(ended_ && clash.about == "date");
    });
  }

  // Along valid time: a higher value or an end takes the place of what held, a lower one tells of
  // the past or of less than is true; where claims contradict, the weightier side stands.
  std::vector<Stretch> unfold() {
    std::stable_sort(holds_.begin(), holds_.end(), [](const StatusClaim* a, const StatusClaim* b) {
      return a->since().value_or(Interval::kOpenBegin) < b->since().value_or(Interval::kOpenBegin);
    });
    std::vector<Stretch> stretches;
    for (const StatusClaim* claim : holds_) {
      const StatusValue* value = value_of(*claim);
      if (stretches.empty()) {
        stretches.push_back({value, {claim}});
        continue;
      }
      Stretch& now = stretches.back();
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
        if (follows) stretches.push_back({value, {claim}});
      } else if (outranks(of_value(value), of_value(now.value))) {
        now = {value, {claim}};
        // The contradicted value leaves; what held before it may be this very value.
        if (stretches.size() > 1 && stretches[stretches.size() - 2].value == value) {
          stretches.pop_back();
          stretches.back().claims.push_back(claim);
        }
      }
    }
    if (!stretches.empty() &&
        std::all_of(stretches.back().claims.begin(), stretches.back().claims.end(),
                    [this](const auto* claim) { return over(*claim); }))
      stretches.clear();
    return stretches;
  }

  // Whether what was announced has come about, or what was declined or denied holds undisputed.
  bool settled(const StatusClaim& claim, const StatusValue* now,
               const std::vector<Stretch>& stretches) const {
    const StatusValue* value = value_of(claim);
    if (value == nullptr)
      return stance_of(claim.modality) == Stance::kMeant && labels_.contains(claim.value);
    if (now == nullptr) return false;
    if (stance_of(claim.modality) == Stance::kMeant)
      return value->ends ? now->ends : !now->ends && now->order >= value->order;
    return now == value && !clashes(claim, stretches.back().claims);
  }

  Standing row_of(const Claims& claims) const {
    const StatusClaim& best = shown(claims);
    Standing row;
    row.id = "s:" + best.id;
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
      row.disputed = row.disputed || (!agreed_ && clashes(*claim, said_));
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
  bool ended_ = false;  // what ends may begin twice
  Claims said_, holds_;
  std::map<std::string_view, Claims> labels_;
  std::map<std::pair<std::string_view, std::string_view>, Claims> others_;
};

// Names, words and acts of finished rows.
class Finisher {
 public:
  explicit Finisher(store::Connection& db) : db_(db) {}

  Result<void> finish(Standing& row) {
    const StatusClaim& best = row.claims.front();
    LT_ASSIGN(row.subject, side(best.subject));
    LT_ASSIGN(row.object, side(best.object));
    // A level of relations has no order of sides.
    if (row.kind == "relation-level" && !best.object.key.empty() &&
        best.object.key < best.subject.key)
      std::swap(row.subject, row.object);
    LT_ASSIGN(Statement words,
              db_.prepare("SELECT substr(t.body, ?2 + 1, ?3 - ?2) FROM stored_articles a JOIN "
                          "texts t ON t.text = a.text WHERE a.article = ?1"));
    LT_ASSIGN(const bool found, words.bind(best.article).bind(best.begin).bind(best.end).step());
    if (found) row.words = words.string(0);
    for (const Bringer& bringer : kBringers) {
      if (bringer.kind != row.kind) continue;
      LT_ASSIGN(
          Statement act,
          db_.prepare("SELECT v.id FROM article_claims c JOIN chronicle_events v ON v.event = "
                      "c.event WHERE c.article = ?1 AND c.trigger_begin >= ?2 AND "
                      "c.trigger_end <= ?3 AND c.frame IN (SELECT value FROM json_each(?4)) "
                      "ORDER BY c.n LIMIT 1"));
      act.bind(best.article).bind(best.begin).bind(best.end).bind(bringer.acts);
      LT_ASSIGN(const bool any, act.step());
      if (any) row.act = act.string(0);
    }
    return {};
  }

 private:
  Result<Side> side(const Party& party) {
    if (party.entity == 0) return Side{"", party.kind, party.name};
    if (const auto known = sides_.find(party.entity); known != sides_.end()) return known->second;
    LT_ASSIGN(Statement select,
              db_.prepare("SELECT id, kind, name FROM chronicle_entities WHERE entity = ?"));
    LT_ASSIGN(const bool found, select.bind(party.entity).step());
    Side out = found ? Side{select.string(0), select.string(1), select.string(2)}
                     : Side{"", party.kind, party.name};
    return sides_.emplace(party.entity, std::move(out)).first->second;
  }

  store::Connection& db_;
  std::map<int64_t, Side> sides_;
};

size_t kind_place(std::string_view kind) {
  const auto& kinds = status_kinds();
  return static_cast<size_t>(std::find(kinds.begin(), kinds.end(), kind) - kinds.begin());
}

Result<std::optional<std::vector<std::string>>> blocks_of(store::Connection& db,
                                                          const StandingFilter& filter) {
  std::optional<std::vector<std::string>> blocks;
  const auto narrow = [&](const char* sql, const std::vector<std::string>& ids) -> Result<void> {
    if (ids.empty()) return {};
    LT_ASSIGN(Statement select, db.prepare(sql));
    select.bind(store::json_strings(ids));
    std::vector<std::string> found;
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) break;
      found.push_back(select.string(0));
    }
    std::sort(found.begin(), found.end());
    if (!blocks) {
      blocks = std::move(found);
      return {};
    }
    std::vector<std::string> both;
    std::set_intersection(blocks->begin(), blocks->end(), found.begin(), found.end(),
                          std::back_inserter(both));
    blocks = std::move(both);
    return {};
  };
  LT_TRY(narrow(kBlocksOfSubject, filter.subject));
  LT_TRY(narrow(kBlocksOfObject, filter.object));
  LT_TRY(narrow(kBlocksOfActor, filter.actor));
  LT_TRY(narrow(kBlocksOfActor, filter.with));
  return blocks;
}

std::string number(int64_t value) { return std::to_string(value); }

}  // namespace

const std::vector<std::string>& status_kinds() {
  static const std::vector<std::string> kKinds = {
      "membership", "relation-level", "document", "project", "flow", "sanctions", "office"};
  return kKinds;
}

Result<Standings> standing(store::Store& store, const StandingFilter& filter) {
  for (const std::string& kind : filter.kinds)
    if (kind_place(kind) == status_kinds().size()) {
      std::string known;
      for (const std::string& one : status_kinds()) known += (known.empty() ? "" : ", ") + one;
      return Error{Code::kBadInput, "there is no kind of status '" + kind + "': " + known,
                   "--kind"};
    }
  Moment moment;
  LT_ASSIGN(moment.at, last_day(filter.at, "--at"));
  LT_ASSIGN(moment.known, last_day(filter.known, "--known"));
  moment.asked = moment.at.has_value();
  if (!moment.at) {
    LT_ASSIGN(Statement last, store.db().prepare("SELECT max(published_last) FROM analyses WHERE "
                                                 "?1 IS NULL OR published_last <= ?1"));
    last.bind(moment.known ? std::optional(iso(*moment.known)) : std::nullopt);
    LT_ASSIGN(const bool row, last.step());
    if (row && !last.is_null(0))
      if (const auto day = edtf_interval(last.text(0))) moment.at = day->last;
  }
  Standings out;
  if (moment.at) out.at = iso(*moment.at);
  if (moment.known) out.known = iso(*moment.known);
  LT_ASSIGN(const auto blocks, blocks_of(store.db(), filter));
  LT_ASSIGN(std::vector<StatusClaim> claims, status_claims(store.db(), blocks));
  if (!filter.kinds.empty())
    std::erase_if(claims, [&filter](const StatusClaim& claim) {
      return std::find(filter.kinds.begin(), filter.kinds.end(), claim.kind) == filter.kinds.end();
    });
  for (size_t first = 0, last = 0; first < claims.size(); first = last) {
    while (last < claims.size() && claims[last].block == claims[first].block) ++last;
    Block block(claims, first, last, moment);
    for (Standing& row : block.rows()) out.rows.push_back(std::move(row));
    out.undated += block.undated();
  }
  Finisher finisher(store.db());
  for (Standing& row : out.rows) LT_TRY(finisher.finish(row));
  std::stable_sort(out.rows.begin(), out.rows.end(), [](const Standing& a, const Standing& b) {
    const auto rank = [](const Standing& row) {
      return std::tuple(kind_place(row.kind), std::string_view(row.subject.name),
                        std::string_view(row.subject.id), std::string_view(row.object.name),
                        std::string_view(row.object.id), std::string_view(row.post),
                        row.modality != "asserted");
    };
    return rank(a) < rank(b);
  });
  return out;
}

Result<std::vector<Standing>> history(store::Store& store, const std::string& id) {
  std::vector<Standing> rows;
  LT_ASSIGN(Statement find, store.db().prepare("SELECT block FROM article_claims WHERE id = ? AND "
                                               "kind = 'status' AND block IS NOT NULL LIMIT 1"));
  LT_ASSIGN(const bool found, find.bind(id.starts_with("s:") ? id.substr(2) : id).step());
  if (!found) return rows;
  LT_ASSIGN(const std::vector<StatusClaim> claims, status_claims(store.db(), find.string(0)));
  Finisher finisher(store.db());
  std::map<std::pair<std::string, std::string>, size_t> at;
  for (const StatusClaim& claim : claims) {
    const auto [place, fresh] = at.emplace(std::pair(claim.value, claim.modality), rows.size());
    if (fresh) {
      Standing& row = rows.emplace_back();
      row.id = "s:" + claim.id;
      row.kind = claim.kind;
      row.value = claim.value;
      row.modality = claim.modality;
      row.post = claim.post;
    }
    rows[place->second].claims.push_back(claim);
  }
  std::set<std::string_view> disputed;
  for (const Quarrel& quarrel : quarrels(claims))
    for (const auto& side : quarrel.sides)
      for (const size_t i : side) disputed.insert(claims[i].id);
  for (Standing& row : rows) {
    Claims members;
    for (const StatusClaim& claim : row.claims) members.push_back(&claim);
    row.since = since_of(members);
    row.origins = origins_of(members);
    row.disputed = std::any_of(members.begin(), members.end(), [&](const StatusClaim* claim) {
      return disputed.contains(claim->id);
    });
    const StatusClaim& best = shown(members);
    row.weight = weight_name(best.weight);
    row.until = best.until_edtf;
    row.hedged = best.hedged;
    LT_TRY(finisher.finish(row));
  }
  return rows;
}

Table standing_table(const Standings& standings) {
  Table table{{{"id"},      {"kind"},          {"subject"},        {"object"},
               {"post"},    {"value"},         {"modality"},       {"since"},
               {"until"},   {"replaced"},      {"disputed", true}, {"weight"},
               {"said_by"}, {"origins", true}, {"claims", true},   {"said_last"},
               {"act"},     {"outlet"},        {"title"},          {"published"},
               {"words"}},
              {}};
  for (const Standing& row : standings.rows) {
    const StatusClaim& best = row.claims.front();
    table.rows.push_back(
        {row.id,
         row.kind,
         row.subject.name,
         row.object.name,
         row.post,
         row.value,
         row.modality,
         row.since,
         row.until,
         row.replaced_since.empty() ? row.replaced : row.replaced + " " + row.replaced_since,
         row.disputed ? "1" : "0",
         row.weight,
         row.said_by,
         number(row.origins),
         number(static_cast<int64_t>(row.claims.size())),
         row.said_last,
         row.act,
         best.outlet,
         best.title,
         best.published,
         row.words});
  }
  return table;
}

}  // namespace letopis::chronicle
