// `explain`: from an id down to the characters.
#include <algorithm>
#include <charconv>

#include "base/utf8.h"
#include "chronicle/query.h"
#include "chronicle/standing.h"
#include "store/sql.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

constexpr int64_t kContext = 120;  // code points, where the sentence does not say

// Columns of a source: see `source`.
#define LT_SOURCE(alias)                                                                        \
  "a.id, coalesce(a.outlet, n.outlet, ''), coalesce(a.agency, ''), coalesce(n.title, a.title, " \
  "''), coalesce(n.published, ''), "                                                            \
  "coalesce(a.url, ''), coalesce((SELECT min(path) FROM paths p WHERE p.article = a.article), " \
  "''), t.sha256, t.body, n.sentences, " alias ".begin, " alias ".\"end\""
#define LT_ARTICLE(alias)                         \
  " JOIN stored_articles a ON a.article = " alias \
  ".article JOIN texts t ON t.text = a.text JOIN analyses n ON n.article = a.article "
#define LT_ORDER " ORDER BY n.published_last IS NULL, n.published_last, t.sha256, a.id, "

// [begin,end) of the sentence that holds a place, from "[[0,5],[6,9]]"; the place itself widened
// where none does.
std::pair<int64_t, int64_t> sentence_of(std::string_view sentences, int64_t begin, int64_t end) {
  std::vector<int64_t> numbers;
  for (size_t at = 0; at < sentences.size();) {
    if (sentences[at] < '0' || sentences[at] > '9') {
      ++at;
      continue;
    }
    int64_t number = 0;
    const auto read =
        std::from_chars(sentences.data() + at, sentences.data() + sentences.size(), number);
    numbers.push_back(number);
    at = static_cast<size_t>(read.ptr - sentences.data());
  }
  for (size_t i = 0; i + 1 < numbers.size(); i += 2)
    if (numbers[i] <= begin && begin < numbers[i + 1])
      return {numbers[i], std::max(numbers[i + 1], end)};
  return {begin - kContext, end + kContext};
}

// Reads the columns of LT_SOURCE, which begin at `at`.
Source source(const Statement& row, int at) {
  Source out;
  out.article = row.string(at);
  out.outlet = row.string(at + 1);
  out.agency = row.string(at + 2);
  out.title = row.string(at + 3);
  out.published = row.string(at + 4);
  out.url = row.string(at + 5);
  out.path = row.string(at + 6);
  out.sha256 = row.string(at + 7);
  const std::string_view text = row.text(at + 8);
  out.begin = row.integer(at + 10);
  out.end = row.integer(at + 11);
  const utf8::CodePoints points(text);
  const auto byte = [&](int64_t point) {
    return points.to_byte(text,
                          static_cast<uint32_t>(std::clamp<int64_t>(point, 0, points.size())));
  };
  const auto [first, last] = sentence_of(row.text(at + 9), out.begin, out.end);
  out.before = text.substr(byte(first), byte(out.begin) - byte(first));
  out.words = text.substr(byte(out.begin), byte(out.end) - byte(out.begin));
  out.after = text.substr(byte(out.end), byte(last) - byte(out.end));
  return out;
}

// The facts of one row: each column that is not null under its name.
Result<bool> facts(store::Store& store, const char* sql, std::string_view id, Explanation& out) {
  LT_ASSIGN(Statement select, store.db().prepare(sql));
  select.bind(id);
  LT_ASSIGN(const Table table, store::table_of(select));
  if (table.rows.empty()) return false;
  for (size_t i = 0; i < table.columns.size(); ++i)
    if (!table.rows[0][i].empty()) out.facts.emplace_back(table.columns[i].name, table.rows[0][i]);
  return true;
}

// Rows (name, value) as further facts.
Result<void> more_facts(store::Store& store, const char* sql, std::string_view id,
                        Explanation& out) {
  LT_ASSIGN(Statement select, store.db().prepare(sql));
  select.bind(id);
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) return {};
    out.facts.emplace_back(select.string(0), select.string(1));
  }
}

Result<void> claim_sources(store::Store& store, const char* sql, std::string_view id,
                           Explanation& out) {
  LT_ASSIGN(Statement select, store.db().prepare(sql));
  select.bind(id);
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) return {};
    Source one = source(select, 6);
    one.claim = select.string(0);
    one.modality = select.string(1);
    one.edtf = select.string(2);
    one.said_by = select.string(3);
    one.origin = select.string(4);
    one.confidence = select.real(5);
    out.sources.push_back(std::move(one));
  }
}

#define LT_CLAIM_SOURCES(condition) \
  "SELECT c.id, c.modality, coalesce(c.edtf, ''), coalesce((SELECT group_concat(name, ' < ') " \
  "FROM (SELECT e.name AS name FROM article_chains h " \
  "JOIN article_entities x ON x.article = h.article AND x.n = h.entity_n JOIN chronicle_entities e ON e.entity = x.entity "      \
  "WHERE h.article = c.article AND h.owner = 'claim' AND h.n = c.n ORDER BY h.position)), ''), c.origin, c.confidence, " LT_SOURCE("s") \
  " FROM article_claims c JOIN article_evidence s ON s.article = c.article AND s.n = c.n" LT_ARTICLE("c") "WHERE " condition LT_ORDER \
  "c.n, s.position"

constexpr const char* kClaimRoles =
    "SELECT DISTINCT role, coalesce((SELECT name || ' (' || id || ')' FROM chronicle_entities e "
    "WHERE e.id = r.entity), literal) "
    "FROM claim_roles r WHERE claim = ? ORDER BY position";

// "s:" + claim: the standing that the claim belongs to, who says so, the act that brought it about,
// and what is said beside it.
Result<bool> explain_standing(store::Store& store, const std::string& id, Explanation& out) {
  LT_ASSIGN(Standings all, standing_of(store, id));
  const auto holds = [&id](const Standing& row) {
    return std::any_of(row.claims.begin(), row.claims.end(),
                       [&id](const StatusClaim& claim) { return "s:" + claim.id == id; });
  };
  auto row = std::find_if(all.rows.begin(), all.rows.end(), holds);
  if (row == all.rows.end()) {  // it begins after the last article
    LT_ASSIGN(all.rows, history(store, id));
    row = std::find_if(all.rows.begin(), all.rows.end(), holds);
    if (row == all.rows.end()) return false;
  }
  out.kind = "status";
  const auto add = [&out](const char* field, std::string value) {
    if (!value.empty()) out.facts.emplace_back(field, std::move(value));
  };
  const auto named = [](const Side& side) {
    return side.id.empty() ? side.name : side.name + " (" + side.id + ")";
  };
  const auto told = [](const Standing& one) {
    return one.value + ", " + one.modality + (one.since.empty() ? "" : ", since " + one.since);
  };
  add("status", row->kind);
  add("subject", named(row->subject));
  add("object", named(row->object));
  add("post", row->post);
  add("value", row->value);
  add("modality", row->modality);
  add("since", row->since);
  add("until", row->until);
  add("place", std::string(place_name(row->place)) + (row->why.empty() ? "" : ": " + row->why));
  add("as of", all.at);
  add("replaced", row->replaced);
  add("weight", row->weight);
  add("hedged", row->hedged ? "1" : "");
  add("disputed", row->disputed ? "1" : "");
  add("origins", std::to_string(row->origins));
  if (!row->act.empty())
    LT_TRY(more_facts(store,
                      "SELECT 'act', act || coalesce(', ' || edtf, '') || ' (' || id || ')' FROM "
                      "chronicle_events WHERE id = ? LIMIT 1",
                      row->act, out));
  for (const Standing& other : all.rows)
    if (&other != &*row)
      add("beside it", told(other) + ", " + std::string(place_name(other.place)) +
                           (other.why.empty() ? "" : ": " + other.why) + " (" + other.id + ")");
  for (const StatusClaim& claim : row->claims)
    LT_TRY(claim_sources(store, LT_CLAIM_SOURCES("c.id = ?"), claim.id, out));
  return true;
}

// q:, t: or f: + article + : + begin-end.
struct PlaceId {
  char kind = 0;
  std::string article;
  int64_t begin = 0, end = 0;
};
std::optional<PlaceId> place_id(std::string_view id) {
  if (id.size() < 6 || id[1] != ':' ||
      std::string_view("qtf").find(id[0]) == std::string_view::npos)
    return std::nullopt;
  const size_t colon = id.rfind(':'), dash = id.rfind('-');
  if (colon < 2 || dash == std::string_view::npos || dash < colon) return std::nullopt;
  PlaceId out{id[0], std::string(id.substr(2, colon - 2)), 0, 0};
  const char* end = id.data() + id.size();
  if (std::from_chars(id.data() + colon + 1, id.data() + dash, out.begin).ptr != id.data() + dash)
    return std::nullopt;
  if (std::from_chars(id.data() + dash + 1, end, out.end).ptr != end) return std::nullopt;
  return out;
}

Result<bool> explain_place(store::Store& store, const PlaceId& place, Explanation& out) {
  const char* found = nullptr;
  const char* where = nullptr;
  switch (place.kind) {
    case 'q':
      out.kind = "quote";
      found =
          "SELECT q.kind, coalesce(e.name || ' (' || e.id || ')', q.speaker_text) AS speaker, "
          "q.cue AS cue, q.origin, q.confidence "
          "FROM quotes q LEFT JOIN chronicle_entities e ON e.id = q.speaker WHERE q.quote = ?1 AND "
          "q.article = substr(?1, 3, 16)";
      where = "SELECT " LT_SOURCE("s") " FROM article_quotes s" LT_ARTICLE(
          "s") "WHERE a.id = ? AND s.begin = ? AND s.\"end\" = ?";
      break;
    case 't':
      out.kind = "time";
      found =
          "SELECT edtf, first, last, anchor, origin, confidence FROM times WHERE time = ?1 AND "
          "article = substr(?1, 3, 16)";
      where = "SELECT " LT_SOURCE("s") " FROM article_times s" LT_ARTICLE(
          "s") "WHERE a.id = ? AND s.begin = ? AND s.\"end\" = ?";
      break;
    default:
      out.kind = "figure";
      found =
          "SELECT value, CASE WHEN high <> value THEN high END AS high, unit, approx, measure, "
          "origin, confidence FROM figures WHERE figure = ?1 AND article = substr(?1, 3, 16)";
      where = "SELECT " LT_SOURCE("s") " FROM article_figures s" LT_ARTICLE(
          "s") "WHERE a.id = ? AND s.begin = ? AND s.\"end\" = ?";
  }
  LT_ASSIGN(Statement select, store.db().prepare(where));
  LT_ASSIGN(const bool stands, select.bind(place.article).bind(place.begin).bind(place.end).step());
  if (!stands) return false;
  out.sources.push_back(source(select, 0));
  return facts(store, found, out.id, out);
}

}  // namespace

Result<Explanation> explain(store::Store& store, const std::string& id) {
  Explanation out;
  out.id = id;
  if (const auto place = place_id(id)) {
    LT_ASSIGN(const bool found, explain_place(store, *place, out));
    if (found) return out;
  }
  if (id.starts_with("s:")) {
    LT_ASSIGN(const bool found, explain_standing(store, id, out));
    if (found) return out;
  }
  out.kind = "event";
  LT_ASSIGN(const bool event,
            facts(store,
                  "SELECT act, plover, mode, edtf, first, last, anchor, modality, core, "
                  "known_from, claims, articles, "
                  "origins FROM events WHERE event = ? ORDER BY known_from LIMIT 1",
                  id, out));
  if (event) {
    LT_TRY(more_facts(store,
                      "SELECT role, coalesce((SELECT name || ' (' || id || ')' FROM "
                      "chronicle_entities e WHERE e.id = r.entity), literal) "
                      "FROM event_roles r WHERE event = ? ORDER BY 1, 2",
                      id, out));
    LT_TRY(more_facts(store,
                      "SELECT 'state', state || coalesce(', known from ' || known_from, '') || ' "
                      "(' || claim || ')' FROM event_states "
                      "WHERE event = ? ORDER BY position",
                      id, out));
    LT_TRY(claim_sources(
        store, LT_CLAIM_SOURCES("c.event IN (SELECT event FROM chronicle_events WHERE id = ?)"), id,
        out));
    return out;
  }
  out.kind = "claim";
  LT_ASSIGN(
      const bool claim,
      facts(
          store,
          "SELECT event, kind, frame, plover, mode, edtf, first, last, anchor, until_edtf, "
          "modality, hedged, core, "
          "known_from, origin, confidence FROM claims WHERE claim = ? ORDER BY known_from LIMIT 1",
          id, out));
  if (claim) {
    LT_TRY(more_facts(store, kClaimRoles, id, out));
    LT_TRY(claim_sources(store, LT_CLAIM_SOURCES("c.id = ?"), id, out));
    return out;
  }
  out.kind = "entity";
  LT_ASSIGN(
      const bool entity,
      facts(store,
            "SELECT kind, type, name, wikidata, catalogued, state FROM entities WHERE entity = ?",
            id, out));
  if (entity) {
    LT_ASSIGN(Statement select, store.db().prepare("SELECT " LT_SOURCE(
                                    "s") " FROM chronicle_entities e JOIN article_entities x ON "
                                         "x.entity = e.entity JOIN article_mentions s "
                                         "ON s.article = x.article AND s.entity_n = x.n" LT_ARTICLE(
                                             "s") "WHERE e.id = ?" LT_ORDER "s.begin LIMIT 50"));
    select.bind(id);
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) return out;
      out.sources.push_back(source(select, 0));
    }
  }
  out.kind = "article";
  LT_ASSIGN(const bool article, facts(store,
                                      "SELECT title, outlet, agency, url, authors, language, "
                                      "published, published_source, sha256, code_points, "
                                      "analysis_version FROM articles WHERE article = ?",
                                      id, out));
  if (article) {
    LT_TRY(more_facts(
        store,
        "SELECT 'version', version || ': ' || sha256 || coalesce(', known from ' || known_from, "
        "'') || "
        "coalesce(' to ' || known_to, '') FROM versions WHERE article = ? ORDER BY version",
        id, out));
    LT_TRY(more_facts(
        store, "SELECT frame, claim FROM claims WHERE article = ? ORDER BY first, claim", id, out));
    return out;
  }
  return Error{Code::kNotFound,
               "nothing in the chronicle has this id; it may have gone with its article or with a "
               "newer analysis",
               id};
}

}  // namespace letopis::chronicle
