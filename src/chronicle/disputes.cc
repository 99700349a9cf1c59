#include "chronicle/disputes.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "chronicle/act_clashes.h"
#include "chronicle/clashes.h"
#include "chronicle/figure_clashes.h"
#include "chronicle/standing.h"
#include "chronicle/standing_block.h"
#include "chronicle/typed_day.h"
#include "store/blocks.h"
#include "store/rows.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

#define LT_META                                                                                  \
  "coalesce(a.outlet, n.outlet, a.agency, ''), coalesce(n.title, a.title, ''), "                 \
  "coalesce(n.published, ''), coalesce(n.published_first, ''), coalesce(n.published_last, ''), " \
  "t.sha256, a.id"
#define LT_JOINED(alias)                          \
  " JOIN stored_articles a ON a.article = " alias \
  ".article JOIN analyses n ON n.article = a.article JOIN texts t ON t.text = a.text "
#define LT_KNOWN "(?1 IS NULL OR n.published_last <= ?1)"
#define LT_ORDER "n.published_last IS NULL, n.published_last, t.sha256, a.id"

// Acts of which somebody says that they are not so, with all that is told of the same.
constexpr const char* kActs =
    "SELECT c.article, c.n, c.id, c.block, c.frame, c.modality, coalesce(c.edtf, ''), "
    "coalesce(c.first, ''), coalesce(c.last, ''), c.merge_first, c.merge_last, s.begin, s.\"end\", "
    "substr(t.body, s.begin + 1, s.\"end\" - s.begin), " LT_META
    " FROM article_claims c" LT_JOINED("c") "JOIN article_evidence s ON s.article = c.article AND "
    "s.n = c.n AND s.position = 0 WHERE c.kind = 'act' AND c.modality IN ('occurred', 'ongoing', "
    "'denied') AND c.block IN (SELECT block FROM article_claims WHERE kind = 'act' AND modality = "
    "'denied' AND block IS NOT NULL) AND " LT_KNOWN
    " ORDER BY c.block, " LT_ORDER ", c.n";
constexpr const char* kParties =
    "SELECT r.role, coalesce(x.entity, 0), x.key, x.kind, coalesce(e.name, x.name), coalesce(e.id, "
    "''), coalesce(e.state, '') FROM article_roles r JOIN article_entities x ON x.article = "
    "r.article AND x.n = r.entity_n LEFT JOIN chronicle_entities e ON e.entity = x.entity WHERE "
    "r.article = ? AND r.n = ? ORDER BY r.position";
constexpr const char* kChain =
    "SELECT x.key, coalesce(e.name, x.name) FROM article_chains h JOIN article_entities x ON "
    "x.article = h.article AND x.n = h.entity_n LEFT JOIN chronicle_entities e ON e.entity = "
    "x.entity WHERE h.owner = ? AND h.article = ? AND h.n = ? ORDER BY h.position";

// Figures with their sentence.
constexpr const char* kFigures =
    "SELECT f.article, f.n, f.begin, f.\"end\", f.value, f.high, coalesce(f.unit, ''), "
    "coalesce(f.approx, ''), coalesce(f.measure, ''), substr(t.body, f.begin + 1, f.\"end\" - "
    "f.begin), json_extract(s.value, '$[0]'), json_extract(s.value, '$[1]'), " LT_META
    " FROM article_figures f" LT_JOINED("f") "JOIN json_each(n.sentences) s ON json_extract(s.value, "
    "'$[0]') <= f.begin AND f.begin < json_extract(s.value, '$[1]') WHERE f.unit IS NOT NULL AND "
    "f.measure IS NOT NULL AND " LT_KNOWN " ORDER BY f.unit, " LT_ORDER ", f.n";
constexpr const char* kOwners =
    "SELECT coalesce(x.entity, 0), x.key, x.kind, coalesce(e.name, x.name), coalesce(e.id, ''), "
    "coalesce(e.state, ''), 0 AS guessed FROM article_chains h JOIN article_entities x ON "
    "x.article "
    "= h.article AND x.n = h.entity_n LEFT JOIN chronicle_entities e ON e.entity = x.entity WHERE "
    "h.article = ?1 AND h.owner = 'figure_of' AND h.n = ?2 UNION SELECT coalesce(x.entity, 0), "
    "x.key, x.kind, coalesce(e.name, x.name), coalesce(e.id, ''), coalesce(e.state, ''), 1 FROM "
    "article_mentions m JOIN article_entities x ON x.article = m.article AND x.n = m.entity_n LEFT "
    "JOIN chronicle_entities e ON e.entity = x.entity WHERE m.article = ?1 AND m.begin >= ?3 AND "
    "m.\"end\" <= ?4 AND x.kind IN ('state', 'org', 'bloc') ORDER BY guessed, 2";
constexpr const char* kPeriods =
    "SELECT DISTINCT edtf, first, last FROM article_times WHERE article = ? AND begin >= ? AND "
    "\"end\" <= ? AND "
    "first IS NOT NULL AND last IS NOT NULL ORDER BY 1";
constexpr const char* kQuoted =
    "SELECT coalesce(x.key, 'text|' || q.speaker_text), coalesce(e.name, x.name, q.speaker_text) "
    "FROM article_quotes q LEFT JOIN article_entities x ON x.article = q.article AND x.n = "
    "q.speaker_n LEFT JOIN chronicle_entities e ON e.entity = x.entity WHERE q.article = ? AND "
    "q.begin <= ? AND q.\"end\" >= ? ORDER BY q.\"end\" - q.begin, q.n LIMIT 1";

// A weekday beside a date that is another day.
constexpr const char* kDays =
    "SELECT x.article, x.n, x.begin, x.\"end\", coalesce(x.edtf, ''), y.n, y.begin, y.\"end\", "
    "coalesce(y.edtf, ''), substr(t.body, x.begin + 1, x.\"end\" - x.begin), substr(t.body, y.begin "
    "+ 1, y.\"end\" - y.begin), d.why, " LT_META " FROM article_disputes d" LT_JOINED("d")
    "JOIN article_times x ON x.article = d.article AND x.n = d.a JOIN article_times y ON y.article "
    "= d.article AND y.n = d.b WHERE d.a_of = 'time' AND d.b_of = 'time' AND " LT_KNOWN
    " ORDER BY " LT_ORDER ", d.n";

Interval days(const Statement& row, int first, int last) {
  Interval out;
  if (const auto day = edtf_interval(row.text(first)); day && !row.text(first).empty())
    out.first = day->first;
  if (const auto day = edtf_interval(row.text(last)); day && !row.text(last).empty())
    out.last = day->last;
  return out;
}

std::optional<Interval> bounded(const Interval& interval) {
  return interval.bounded() ? std::optional(interval) : std::nullopt;
}

Day length(const Interval& interval) {
  return interval.bounded() ? interval.last - interval.first + 1 : 0;
}

// Reads LT_META, which begins at `at`.
void read_meta(const Statement& row, int at, DisputeSide& side) {
  side.outlet = row.string(at);
  side.title = row.string(at + 1);
  side.published = row.string(at + 2);
}
constexpr int kPublished = 3, kSha = 5, kArticleId = 6;  // from there

std::string joined(const std::vector<Party>& parties) {
  std::string out;
  for (const Party& party : parties)
    if (!party.name.empty()) out += (out.empty() ? "" : " – ") + party.name;
  return out;
}

class Finder {
 public:
  explicit Finder(store::Store& store) : db_(store.db()) {}

  Result<std::vector<Disagreement>> find(const DisputeQuery& query) {
    LT_ASSIGN(const auto known, typed_day(query.known, Edge::kLast, "--known"));
    if (known) known_ = *known;
    LT_TRY(side_of(query.actor, actor_));
    LT_TRY(side_of(query.with, with_));
    LT_TRY(statuses(query));
    LT_TRY(acts());
    LT_TRY(figures());
    if (!actor_ && !with_) LT_TRY(weekdays());
    return std::move(out_);
  }

 private:
  // The ids of a side and of whoever belongs to it.
  Result<void> side_of(const std::vector<std::string>& ids,
                       std::optional<std::set<std::string>>& out) {
    if (ids.empty()) return {};
    out.emplace();
    LT_ASSIGN(Statement select,
              db_.prepare("SELECT id FROM chronicle_entities WHERE id IN (SELECT value FROM "
                          "json_each(?1)) OR (state IN (SELECT value FROM json_each(?1)) AND kind "
                          "<> 'medium')"));
    select.bind(store::json_strings(ids));
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) return {};
      out->insert(select.string(0));
    }
  }
  // `office` of a party of an act or figure holds the id of its entity.
  bool asked(const std::vector<Party>& parties) const {
    const auto any = [&parties](const std::optional<std::set<std::string>>& side) {
      return !side || std::any_of(parties.begin(), parties.end(),
                                  [&side](const Party& p) { return side->contains(p.office); });
    };
    return any(actor_) && any(with_);
  }

  Result<void> statuses(const DisputeQuery& query) {
    LT_ASSIGN(const auto blocks, status_blocks(db_, {.actor = query.actor, .with = query.with}));
    LT_ASSIGN(std::vector<StatusClaim> claims, status_claims(db_, blocks));
    std::erase_if(claims, [this](const StatusClaim& claim) {
      return !known_.empty() && (!claim.known || iso(*claim.known) > known_);
    });
    std::vector<StatusClaim> block;
    for (size_t first = 0, last = 0; first < claims.size(); first = last) {
      while (last < claims.size() && claims[last].block == claims[first].block) ++last;
      block.assign(claims.begin() + static_cast<std::ptrdiff_t>(first),
                   claims.begin() + static_cast<std::ptrdiff_t>(last));
      for (const Quarrel& quarrel : quarrels(block)) {
        Disagreement& found = out_.emplace_back();
        found.kind = block.front().kind;
        found.about = quarrel.about;
        found.why = quarrel.why;
        for (size_t s = 0; s < 2; ++s) {
          std::vector<const StatusClaim*> members;
          for (const size_t n : quarrel.sides[s]) members.push_back(&block[n]);
          const StatusClaim& best = shown(members);
          LT_TRY(fill(best, found.sides[s]));
          for (const StatusClaim* member : members) found.sides[s].ids.push_back("s:" + member->id);
          if (s > 0) continue;
          found.parties = {best.subject};
          if (!best.object.key.empty()) found.parties.push_back(best.object);
          found.measure = best.post;
          found.matter = joined(found.parties) + (best.post.empty() ? "" : ", " + best.post);
        }
      }
    }
    return {};
  }

  Result<void> fill(const StatusClaim& claim, DisputeSide& side) {
    side.id = "s:" + claim.id;
    side.value = claim.value;
    side.modality = claim.modality;
    side.edtf = claim.edtf;
    for (const Party& speaker : claim.speakers)
      side.said_by += (side.said_by.empty() ? "" : " < ") + speaker.name;
    side.outlet = claim.outlet.empty() ? claim.agency : claim.outlet;
    side.title = claim.title;
    side.published = claim.published;
    side.article = claim.article;
    side.n = claim.n;
    side.begin = claim.begin;
    side.end = claim.end;
    LT_ASSIGN(Statement words,
              db_.prepare("SELECT substr(t.body, ?2 + 1, ?3 - ?2) FROM stored_articles a JOIN "
                          "texts t ON t.text = a.text WHERE a.article = ?1"));
    LT_ASSIGN(const bool row, words.bind(claim.article).bind(claim.begin).bind(claim.end).step());
    if (row) side.words = words.string(0);
    return {};
  }

  // Keys of a chain, and its names into `shown`.
  Result<std::vector<std::string>> chain(const char* owner, int64_t article, int64_t n,
                                         std::string& shown_names) {
    LT_ASSIGN(Statement select, db_.prepare(kChain));
    select.bind(owner).bind(article).bind(n);
    std::vector<std::string> keys;
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) return keys;
      keys.push_back(select.string(0));
      shown_names += (shown_names.empty() ? "" : " < ") + select.string(1);
    }
  }

  struct Told {
    ActClaim claim;
    std::string frame;
    DisputeSide side;
    std::vector<Party> parties;
  };

  Result<void> acts() {
    LT_ASSIGN(Statement select, db_.prepare(kActs));
    select.bind_or_null(known_);
    std::vector<Told> block;
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!block.empty() && (!more || select.text(3) != block.front().claim.block)) {
        quarrel(block);
        block.clear();
      }
      if (!more) return {};
      Told& told = block.emplace_back();
      DisputeSide& side = told.side;
      side.article = select.integer(0);
      side.n = select.integer(1);
      side.id = select.string(2);
      told.claim.block = select.string(3);
      told.frame = select.string(4);
      told.claim.modality = select.string(5);
      side.modality = told.claim.modality;
      side.edtf = select.string(6);
      told.claim.when = days(select, 7, 8);
      if (!select.is_null(9))
        told.claim.days =
            Interval{static_cast<Day>(select.integer(9)), static_cast<Day>(select.integer(10))};
      side.begin = select.integer(11);
      side.end = select.integer(12);
      side.words = select.string(13);
      constexpr int kMeta = 14;
      read_meta(select, kMeta, side);
      told.claim.published = bounded(days(select, kMeta + kPublished, kMeta + kPublished + 1));
      told.claim.text_sha256 = select.string(kMeta + kSha);
      LT_ASSIGN(told.claim.speakers, chain("claim", side.article, side.n, side.said_by));
      LT_ASSIGN(Statement parties, db_.prepare(kParties));
      parties.bind(side.article).bind(side.n);
      while (true) {
        LT_ASSIGN(const bool party, parties.step());
        if (!party) break;
        told.claim.others[std::string(store::party_class(parties.text(0)))].insert(
            parties.string(2));
        told.parties.push_back({parties.integer(1), parties.string(2), parties.string(3),
                                parties.string(4), parties.string(6), parties.string(5)});
      }
    }
  }

  // Of one block: those who tell it against those who deny it.
  void quarrel(const std::vector<Told>& block) {
    std::array<std::vector<size_t>, 2> sides;
    Clash first;
    for (size_t i = 0; i < block.size(); ++i)
      for (size_t j = 0; j < block.size(); ++j) {
        if (block[j].claim.modality != "denied") continue;
        const Clash clash = clash_of(block[i].claim, block[j].claim);
        if (!clash) continue;
        if (!first) first = clash;
        sides[0].push_back(i);
        sides[1].push_back(j);
      }
    if (!first || !asked(block[sides[0].front()].parties)) return;
    Disagreement& found = out_.emplace_back();
    found.kind = block.front().frame;
    found.about = first.about;
    found.why = first.why;
    found.parties = block[sides[0].front()].parties;
    found.matter = joined(found.parties);
    for (size_t s = 0; s < 2; ++s) {
      std::sort(sides[s].begin(), sides[s].end());
      sides[s].erase(std::unique(sides[s].begin(), sides[s].end()), sides[s].end());
      found.sides[s] = block[sides[s].front()].side;
      for (const size_t n : sides[s]) found.sides[s].ids.push_back(block[n].side.id);
    }
  }

  struct Amount {
    FigureClaim claim;
    DisputeSide side;
    std::vector<Party> owners;
  };

  Result<void> figures() {
    LT_ASSIGN(Statement select, db_.prepare(kFigures));
    select.bind_or_null(known_);
    // Only figures of one unit and of the same owners can clash.
    std::map<std::pair<std::string, std::vector<std::string>>, std::vector<Amount>> groups;
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) break;
      Amount amount;
      DisputeSide& side = amount.side;
      FigureClaim& claim = amount.claim;
      side.article = select.integer(0);
      side.n = select.integer(1);
      side.begin = select.integer(2);
      side.end = select.integer(3);
      claim.value = select.real(4);
      claim.high = select.real(5);
      claim.unit = select.string(6);
      claim.approx = select.string(7);
      claim.measure = select.string(8);
      claim.words = side.words = side.value = select.string(9);
      constexpr int kMeta = 12;
      read_meta(select, kMeta, side);
      claim.text_sha256 = select.string(kMeta + kSha);
      side.id = "f:" + select.string(kMeta + kArticleId) + ":" + std::to_string(side.begin) + "-" +
                std::to_string(side.end);
      LT_TRY(owners(amount, select.integer(10), select.integer(11)));
      if (amount.owners.empty() || !asked(amount.owners)) continue;
      LT_TRY(voice(amount));
      LT_ASSIGN(Statement periods, db_.prepare(kPeriods));
      periods.bind(side.article).bind(select.integer(10)).bind(select.integer(11));
      while (true) {
        LT_ASSIGN(const bool period, periods.step());
        if (!period) break;
        claim.periods.push_back(periods.string(0));
        claim.longest = std::max(claim.longest, length(days(periods, 1, 2)));
      }
      groups[{claim.unit, claim.whose}].push_back(std::move(amount));
    }
    for (const auto& [key, amounts] : groups) compare(amounts);
    return {};
  }

  Result<void> owners(Amount& amount, int64_t first, int64_t last) {
    LT_ASSIGN(Statement select, db_.prepare(kOwners));
    select.bind(amount.side.article).bind(amount.side.n).bind(first).bind(last);
    bool stated = false;
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) break;
      if (select.integer(6) == 0) stated = true;
      if (stated && select.integer(6) != 0) break;
      amount.claim.whose.push_back(select.string(1));
      amount.owners.push_back({select.integer(0), select.string(1), select.string(2),
                               select.string(3), select.string(5), select.string(4)});
    }
    std::sort(amount.claim.whose.begin(), amount.claim.whose.end());
    return {};
  }

  Result<void> voice(Amount& amount) {
    LT_ASSIGN(amount.claim.speakers,
              chain("figure", amount.side.article, amount.side.n, amount.side.said_by));
    if (!amount.claim.speakers.empty()) return {};
    LT_ASSIGN(Statement quoted, db_.prepare(kQuoted));
    LT_ASSIGN(
        const bool row,
        quoted.bind(amount.side.article).bind(amount.side.begin).bind(amount.side.end).step());
    if (!row || quoted.is_null(0)) return {};
    amount.claim.speakers = {quoted.string(0)};
    amount.side.said_by = quoted.string(1);
    return {};
  }

  // Figures that say the same are one side.
  void compare(const std::vector<Amount>& amounts) {
    std::map<std::tuple<double, double, std::string>, std::vector<size_t>> by_value;
    for (size_t n = 0; n < amounts.size(); ++n)
      by_value[{amounts[n].claim.value, amounts[n].claim.high, amounts[n].claim.approx}].push_back(
          n);
    for (auto one = by_value.begin(); one != by_value.end(); ++one)
      for (auto other = std::next(one); other != by_value.end(); ++other) {
        std::array<std::set<size_t>, 2> sides;
        Clash first;
        for (const size_t i : one->second)
          for (const size_t j : other->second)
            if (const Clash clash = clash_of(amounts[i].claim, amounts[j].claim)) {
              if (!first) first = clash;
              sides[0].insert(i);
              sides[1].insert(j);
            }
        if (!first) continue;
        const Amount& shown_one = amounts[*sides[0].begin()];
        Disagreement& found = out_.emplace_back();
        found.kind = "figure";
        found.about = first.about;
        found.why = first.why;
        found.parties = shown_one.owners;
        found.measure = shown_one.claim.measure;
        found.matter = joined(found.parties) + ": " + found.measure;
        for (size_t s = 0; s < 2; ++s) {
          found.sides[s] = amounts[*sides[s].begin()].side;
          for (const size_t n : sides[s]) found.sides[s].ids.push_back(amounts[n].side.id);
        }
      }
  }

  Result<void> weekdays() {
    LT_ASSIGN(Statement select, db_.prepare(kDays));
    select.bind_or_null(known_);
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) return {};
      Disagreement& found = out_.emplace_back();
      found.kind = "day";
      found.about = "date";
      found.why = select.string(11);
      constexpr int kMeta = 12;
      for (size_t s = 0; s < 2; ++s) {
        DisputeSide& side = found.sides[s];
        const int at = s == 0 ? 1 : 5;
        side.article = select.integer(0);
        side.n = select.integer(at);
        side.begin = select.integer(at + 1);
        side.end = select.integer(at + 2);
        side.edtf = select.string(at + 3);
        side.words = select.string(s == 0 ? 9 : 10);
        read_meta(select, kMeta, side);
        side.id = "t:" + select.string(kMeta + kArticleId) + ":" + std::to_string(side.begin) +
                  "-" + std::to_string(side.end);
        side.ids = {side.id};
      }
      found.matter = found.sides[0].words + ", " + found.sides[1].words;
    }
  }

  store::Connection& db_;
  std::string known_;
  std::optional<std::set<std::string>> actor_, with_;  // nullopt: not asked
  std::vector<Disagreement> out_;
};

// What a side says, in one cell: value, a modality that is not plain, time.
std::string says(const DisputeSide& side) {
  std::string out = side.value;
  if (!side.modality.empty() && (side.value.empty() || stance_of(side.modality) != Stance::kHolds))
    out += (out.empty() ? "" : " ") + side.modality;
  if (!side.edtf.empty()) out += (out.empty() ? "" : ", ") + side.edtf;
  return out;
}

std::string list(const std::vector<std::string>& ids) {
  std::string out;
  for (const std::string& id : ids) out += (out.empty() ? "" : " ") + id;
  return out;
}

}  // namespace

Result<std::vector<Disagreement>> disputes(store::Store& store, const DisputeQuery& query) {
  LT_ASSIGN(std::vector<Disagreement> found, Finder(store).find(query));
  std::stable_sort(found.begin(), found.end(), [](const Disagreement& a, const Disagreement& b) {
    const auto rank = [](const Disagreement& one) {
      const auto& kinds = status_kinds();
      return std::tuple(std::find(kinds.begin(), kinds.end(), one.kind) - kinds.begin(),
                        std::string_view(one.kind), std::string_view(one.matter),
                        std::string_view(one.sides[0].published), std::string_view(one.sides[0].id),
                        std::string_view(one.sides[1].id));
    };
    return rank(a) < rank(b);
  });
  return found;
}

Table dispute_table(const std::vector<Disagreement>& found) {
  constexpr bool kText = false, kDetail = true;
  Table table{{{"kind"}, {"about"}, {"matter"}}, {}};
  for (const std::string side : {"one", "other"})
    for (const char* part : {"", "_source", "_id"}) table.columns.push_back({side + part});
  table.columns.push_back({"why"});
  for (const std::string side : {"one", "other"})
    for (const char* part : {"_words", "_title", "_reports"})
      table.columns.push_back({side + part, kText, kDetail});
  for (const Disagreement& one : found) {
    std::vector<std::string>& row = table.rows.emplace_back();
    row = {one.kind, one.about, one.matter};
    for (const DisputeSide& side : one.sides) {
      row.push_back(says(side));
      row.push_back(source_words(side.said_by, side.outlet, side.published));
      row.push_back(side.id);
    }
    row.push_back(one.why);
    for (const DisputeSide& side : one.sides) {
      row.push_back(side.words);
      row.push_back(side.title);
      row.push_back(list(side.ids));
    }
  }
  return table;
}

}  // namespace letopis::chronicle
