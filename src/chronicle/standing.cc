#include "chronicle/standing.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "chronicle/clashes.h"
#include "chronicle/standing_block.h"
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

Result<std::optional<Day>> last_day(const std::string& date, const char* option) {
  if (date.empty()) return std::optional<Day>();
  const auto days = edtf_interval(date);
  if (!days || days->last == Interval::kOpenEnd)
    return Error{Code::kBadInput, "this is no date: write YYYY, YYYY-MM or YYYY-MM-DD",
                 std::string(option) + " " + date};
  return std::optional(days->last);
}

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

// The block of a status claim, by its id with or without "s:"; empty where it is none.
Result<std::string> block_of(store::Connection& db, const std::string& id) {
  LT_ASSIGN(Statement find, db.prepare("SELECT block FROM article_claims WHERE id = ? AND "
                                       "kind = 'status' AND block IS NOT NULL LIMIT 1"));
  LT_ASSIGN(const bool found, find.bind(id.starts_with("s:") ? id.substr(2) : id).step());
  return found ? find.string(0) : std::string();
}

Result<Moment> moment_of(store::Connection& db, const StandingFilter& filter) {
  Moment moment;
  LT_ASSIGN(moment.at, last_day(filter.at, "--at"));
  LT_ASSIGN(moment.known, last_day(filter.known, "--known"));
  moment.asked = moment.at.has_value();
  moment.all = filter.all;
  if (moment.at) return moment;
  LT_ASSIGN(Statement last, db.prepare("SELECT max(published_last) FROM analyses WHERE "
                                       "?1 IS NULL OR published_last <= ?1"));
  last.bind(moment.known ? std::optional(iso(*moment.known)) : std::nullopt);
  LT_ASSIGN(const bool row, last.step());
  if (row && !last.is_null(0))
    if (const auto day = edtf_interval(last.text(0))) moment.at = day->last;
  return moment;
}

void sort_rows(std::vector<Standing>& rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const Standing& a, const Standing& b) {
    const auto rank = [](const Standing& row) {
      return std::tuple(kind_place(row.kind), std::string_view(row.subject.name),
                        std::string_view(row.subject.id), std::string_view(row.object.name),
                        std::string_view(row.object.id), std::string_view(row.post), row.place,
                        row.modality != "asserted");
    };
    return rank(a) < rank(b);
  });
}

// What stands, of claims that are sorted by block, in it in canonical order.
Result<Standings> rows_of(store::Connection& db, const std::vector<StatusClaim>& claims,
                          const Moment& moment) {
  Standings out;
  out.all = moment.all;
  if (moment.at) out.at = iso(*moment.at);
  if (moment.known) out.known = iso(*moment.known);
  for (size_t first = 0, last = 0; first < claims.size(); first = last) {
    while (last < claims.size() && claims[last].block == claims[first].block) ++last;
    BlockRows block = rows_of_block(claims, first, last, moment);
    for (Standing& row : block.rows) out.rows.push_back(std::move(row));
    out.undated += block.undated;
  }
  Finisher finisher(db);
  for (Standing& row : out.rows) LT_TRY(finisher.finish(row));
  sort_rows(out.rows);
  return out;
}

// Whether somebody of a list, or who belongs to a state of it, takes part in an event.
Result<bool> takes_part(store::Connection& db, const std::string& event,
                        const std::vector<std::string>& ids) {
  if (ids.empty()) return true;
  LT_ASSIGN(Statement select,
            db.prepare("SELECT 1 FROM chronicle_events v JOIN article_claims c ON c.event = v.event "
                       "JOIN article_roles r ON r.article = c.article AND r.n = c.n JOIN "
                       "article_entities x ON x.article = r.article AND x.n = r.entity_n JOIN "
                       "chronicle_entities e ON e.entity = x.entity WHERE v.id = ?1 AND (e.id IN "
                       "(SELECT value FROM json_each(?2)) OR e.state IN (SELECT value FROM "
                       "json_each(?2))) LIMIT 1"));
  return select.bind(event).bind(store::json_strings(ids)).step();
}

// Documents and projects name no parties: those of an actor are what acts of his brought about.
Result<void> add_things(store::Connection& db, const StandingFilter& filter, const Moment& moment,
                        Standings& out) {
  if (filter.actor.empty() && filter.with.empty()) return {};
  if (!filter.subject.empty() || !filter.object.empty()) return {};
  const auto asked = [&filter](const std::string& kind) {
    return filter.kinds.empty() ||
           std::find(filter.kinds.begin(), filter.kinds.end(), kind) != filter.kinds.end();
  };
  std::vector<std::string> blocks;
  for (const char* kind : {"document", "project"}) {
    if (!asked(kind)) continue;
    LT_ASSIGN(Statement select,
              db.prepare("SELECT DISTINCT block FROM article_claims WHERE block BETWEEN ?1 || '|' "
                         "AND ?1 || '}' AND kind = 'status' ORDER BY 1"));
    select.bind(kind);
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) break;
      blocks.push_back(select.string(0));
    }
  }
  if (blocks.empty()) return {};
  LT_ASSIGN(const std::vector<StatusClaim> claims, status_claims(db, std::optional(blocks)));
  LT_ASSIGN(Standings all, rows_of(db, claims, moment));
  for (Standing& row : all.rows) {
    if (row.act.empty()) continue;
    if (std::any_of(out.rows.begin(), out.rows.end(),
                    [&row](const Standing& one) { return one.id == row.id; }))
      continue;
    LT_ASSIGN(const bool one, takes_part(db, row.act, filter.actor));
    LT_ASSIGN(const bool other, takes_part(db, row.act, filter.with));
    if (one && other) out.rows.push_back(std::move(row));
  }
  sort_rows(out.rows);
  return {};
}

std::string number(int64_t value) { return std::to_string(value); }

}  // namespace

const std::vector<std::string>& status_kinds() {
  static const std::vector<std::string> kKinds = {
      "membership", "relation-level", "document", "project", "flow", "sanctions", "office"};
  return kKinds;
}

Result<std::optional<std::vector<std::string>>> status_blocks(store::Connection& db,
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

Result<Standings> standing(store::Store& store, const StandingFilter& filter) {
  for (const std::string& kind : filter.kinds)
    if (kind_place(kind) == status_kinds().size()) {
      std::string known;
      for (const std::string& one : status_kinds()) known += (known.empty() ? "" : ", ") + one;
      return Error{Code::kBadInput, "there is no kind of status '" + kind + "': " + known,
                   "--kind"};
    }
  LT_ASSIGN(const Moment moment, moment_of(store.db(), filter));
  LT_ASSIGN(const auto blocks, status_blocks(store.db(), filter));
  LT_ASSIGN(std::vector<StatusClaim> claims, status_claims(store.db(), blocks));
  if (!filter.kinds.empty())
    std::erase_if(claims, [&filter](const StatusClaim& claim) {
      return std::find(filter.kinds.begin(), filter.kinds.end(), claim.kind) == filter.kinds.end();
    });
  LT_ASSIGN(Standings out, rows_of(store.db(), claims, moment));
  LT_TRY(add_things(store.db(), filter, moment, out));
  return out;
}

Result<Standings> standing_of(store::Store& store, const std::string& id) {
  LT_ASSIGN(const std::string block, block_of(store.db(), id));
  if (block.empty()) return Standings{};
  LT_ASSIGN(const Moment moment, moment_of(store.db(), {.all = true}));
  LT_ASSIGN(const std::vector<StatusClaim> claims, status_claims(store.db(), block));
  return rows_of(store.db(), claims, moment);
}

Result<std::vector<Standing>> history(store::Store& store, const std::string& id) {
  std::vector<Standing> rows;
  LT_ASSIGN(const std::string block, block_of(store.db(), id));
  if (block.empty()) return rows;
  LT_ASSIGN(const std::vector<StatusClaim> claims, status_claims(store.db(), block));
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

std::string source_words(const std::string& chain, const std::string& outlet,
                         const std::string& published) {
  std::string out = chain;
  if (!outlet.empty()) out += (out.empty() ? "" : " < ") + outlet;
  if (!published.empty()) out += (out.empty() ? "" : ", ") + published;
  return out;
}

std::string_view place_name(Place place) {
  constexpr std::string_view kNames[] = {"stands", "beside", "over", "outweighed"};
  return kNames[static_cast<size_t>(place)];
}

Table standing_table(const Standings& standings) {
  constexpr bool kNumber = true, kText = false, kDetail = true;
  const bool past = !standings.all;
  Table table{{{"id"},
               {"kind"},
               {"subject"},
               {"object"},
               {"post"},
               {"value"},
               {"modality"},
               {"since"},
               {"until"},
               {"place", kText, past},
               {"why", kText, past},
               {"disputed", kNumber},
               {"source"},
               {"replaced"},
               {"weight", kText, kDetail},
               {"said_by", kText, kDetail},
               {"origins", kNumber, kDetail},
               {"claims", kNumber, kDetail},
               {"said_last", kText, kDetail},
               {"act", kText, kDetail},
               {"outlet", kText, kDetail},
               {"title", kText, kDetail},
               {"published", kText, kDetail},
               {"words", kText, kDetail}},
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
         std::string(place_name(row.place)),
         row.why,
         row.disputed ? "1" : "0",
         source_words(row.said_by, best.outlet, best.published),
         row.replaced_since.empty() ? row.replaced : row.replaced + " " + row.replaced_since,
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
