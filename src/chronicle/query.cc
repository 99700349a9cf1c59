#include "chronicle/query.h"

#include <algorithm>

#include "base/calendar.h"
#include "chronicle/typed_day.h"
#include "store/fold.h"
#include "store/rows.h"
#include "store/sql.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

#define LT_PARTIES \
  "('agent', 'co_agent', 'visitor', 'host', 'recipient', 'mediator', 'beneficiary', 'object')"

// Events in which somebody of a JSON list of ids, or somebody who belongs to a state of it, has one
// of these roles.
#define LT_EVENTS_OF(parameter, roles)                                                             \
  "(SELECT c.event FROM chronicle_entities e JOIN article_entities x ON x.entity = e.entity JOIN " \
  "article_roles r "                                                                               \
  "ON r.article = x.article AND r.entity_n = x.n JOIN article_claims c ON c.article = r.article "  \
  "AND c.n = r.n "                                                                                 \
  "WHERE c.event IS NOT NULL AND r.role IN " roles                                                 \
  " AND (e.id IN (SELECT value FROM json_each(" parameter                                          \
  "))"                                                                                             \
  " OR e.state IN (SELECT value FROM json_each(" parameter "))))"

// The names in some roles of event v, each once.
#define LT_NAMES_OF(what, condition)                                                              \
  "(SELECT group_concat(shown, '; ') FROM (SELECT DISTINCT " what                                 \
  " AS shown FROM article_claims c JOIN article_roles r "                                         \
  "ON r.article = c.article AND r.n = c.n LEFT JOIN article_entities x ON x.article = r.article " \
  "AND x.n = r.entity_n "                                                                         \
  "LEFT JOIN chronicle_entities e ON e.entity = x.entity WHERE c.event = v.event AND " condition  \
  " ORDER BY 1))"

// The claim that speaks for event v: the first in canonical order with its modality and time.
#define LT_SPEAKS                                                                                  \
  "(SELECT c.rowpair FROM (SELECT c.article || ' ' || c.n AS rowpair FROM article_claims c JOIN "  \
  "analyses n ON n.article = c.article "                                                           \
  "JOIN stored_articles a ON a.article = c.article JOIN texts t ON t.text = a.text WHERE c.event " \
  "= v.event AND c.modality = v.modality "                                                         \
  "AND c.edtf IS v.edtf ORDER BY n.published_last IS NULL, n.published_last, t.sha256, c.n, a.id " \
  "LIMIT 1) c)"

constexpr const char* kEvents =
    "WITH picked AS (SELECT v.*, " LT_SPEAKS " AS speaks FROM chronicle_events v WHERE "
    "(?1 IS NULL OR v.event IN " LT_EVENTS_OF("?1", LT_PARTIES) ") AND (?2 IS NULL OR v.event IN " LT_EVENTS_OF("?2", LT_PARTIES) ") "
    "AND (?3 IS NULL OR v.event IN (SELECT c.event FROM chronicle_entities e JOIN article_entities x ON x.entity = e.entity JOIN article_roles r "
    "ON r.article = x.article AND r.entity_n = x.n JOIN article_claims c ON c.article = r.article AND c.n = r.n WHERE r.role IN ('place', 'venue') "
    "AND e.id IN (SELECT value FROM json_each(?3)))) "
    "AND (?4 IS NULL OR v.act IN (SELECT value FROM json_each(?4))) AND (?5 IS NULL OR coalesce(v.last, CASE WHEN v.first IS NOT NULL THEN '9999-12-31' END) >= ?5) AND (?6 IS NULL OR "
    "coalesce(v.first, CASE WHEN v.last IS NOT NULL THEN '0001-01-01' END) <= ?6) "
    "AND (?7 IS NULL OR v.modality = ?7)) "
    "SELECT v.id AS id, v.edtf AS date, v.act AS act, v.modality AS modality, "
    LT_NAMES_OF("r.role || ': ' || coalesce(e.name, r.literal)", "r.role NOT IN ('place', 'venue')") " AS participants, "
    LT_NAMES_OF("coalesce(e.name, r.literal)", "r.role IN ('place', 'venue')") " AS place, "
    "v.core AS core, v.origins AS origins, coalesce(a.outlet, n.outlet, a.agency) AS outlet, coalesce(n.title, a.title) AS title, "
    "n.published AS published, substr(t.body, s.begin + 1, s.\"end\" - s.begin) AS words, k.id AS claim "
    "FROM picked v JOIN article_claims k ON k.article = CAST(substr(v.speaks, 1, instr(v.speaks, ' ') - 1) AS INTEGER) "
    "AND k.n = CAST(substr(v.speaks, instr(v.speaks, ' ') + 1) AS INTEGER) "
    "JOIN stored_articles a ON a.article = k.article JOIN analyses n ON n.article = k.article JOIN texts t ON t.text = a.text "
    "JOIN article_evidence s ON s.article = k.article AND s.n = k.n AND s.position = 0 "
    "ORDER BY v.first IS NULL, v.first, v.last, v.id LIMIT ?8";

#define LT_SPEAKER_OF(parameter)                     \
  "(e.id IN (SELECT value FROM json_each(" parameter \
  ")) OR e.state IN (SELECT value FROM json_each(" parameter ")))"

constexpr const char* kQuotes =
    "SELECT 'q:' || a.id || ':' || q.begin || '-' || q.\"end\" AS id, coalesce(e.name, q.speaker_text) AS speaker, q.kind AS kind, "
    "substr(t.body, q.begin + 1, q.\"end\" - q.begin) AS words, q.cue AS cue, "
    "(SELECT group_concat(name, ' < ') FROM (SELECT y.name AS name FROM article_chains h JOIN article_entities x ON x.article = h.article AND "
    "x.n = h.entity_n JOIN chronicle_entities y ON y.entity = x.entity WHERE h.article = q.article AND h.owner = 'quote' AND h.n = q.n "
    "ORDER BY h.position)) AS via, coalesce(a.outlet, n.outlet, a.agency) AS outlet, coalesce(n.title, a.title) AS title, n.published AS published "
    "FROM article_quotes q JOIN stored_articles a ON a.article = q.article JOIN analyses n ON n.article = q.article "
    "JOIN texts t ON t.text = a.text LEFT JOIN article_entities z ON z.article = q.article AND z.n = q.speaker_n "
    "LEFT JOIN chronicle_entities e ON e.entity = z.entity WHERE (?1 IS NULL OR " LT_SPEAKER_OF("?1") ") AND (?2 IS NULL OR EXISTS ("
    "SELECT 1 FROM article_mentions m JOIN article_entities x ON x.article = m.article AND x.n = m.entity_n JOIN chronicle_entities e "
    "ON e.entity = x.entity WHERE m.article = q.article AND m.begin >= q.begin AND m.\"end\" <= q.\"end\" AND " LT_SPEAKER_OF("?2") ")) "
    "ORDER BY n.published_last IS NULL, n.published_last, t.sha256, a.id, q.n";

std::optional<std::string> ids_or_null(const std::vector<std::string>& ids) {
  return ids.empty() ? std::optional<std::string>() : store::json_strings(ids);
}

}  // namespace

Result<std::vector<EntityRef>> find_entities(store::Store& store, const std::string& name) {
  std::vector<EntityRef> found;
  const auto collect = [&](const char* sql, const std::string& value) -> Result<void> {
    LT_ASSIGN(Statement select, store.db().prepare(sql));
    select.bind(value);
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) return {};
      found.push_back({select.string(0), select.string(1), select.string(2), select.integer(3)});
    }
  };
#define LT_COUNTED \
  "(SELECT count(DISTINCT y.article) FROM article_entities y WHERE y.entity = e.entity)"
  LT_TRY(collect("SELECT e.id, e.kind, e.name, " LT_COUNTED
                 " FROM chronicle_entities e WHERE e.id = ?",
                 name));
  constexpr const char* kByName = "SELECT e.id, e.kind, e.name, " LT_COUNTED
                                  " AS articles FROM chronicle_entities e WHERE e.entity IN "
                                  "(SELECT x.entity FROM article_names m "
                                  "JOIN article_entities x ON x.article = m.article AND x.n = m.n "
                                  "WHERE m.folded = ?) ORDER BY articles DESC, e.id";
#undef LT_COUNTED
  if (found.empty()) LT_TRY(collect(kByName, store::fold(name)));
  if (found.empty()) LT_TRY(collect(kByName, store::fold_latin(name)));
  return found;
}

Result<Table> events(store::Store& store, const EventQuery& query) {
  LT_ASSIGN(const auto since, typed_day(query.since, Edge::kFirst, "--since"));
  LT_ASSIGN(const auto until, typed_day(query.until, Edge::kLast, "--until"));
  LT_ASSIGN(Statement select, store.db().prepare(kEvents));
  select.bind(ids_or_null(query.actor))
      .bind(ids_or_null(query.with))
      .bind(ids_or_null(query.place))
      .bind(ids_or_null(query.acts))
      .bind(since)
      .bind(until)
      .bind_or_null(query.modality)
      .bind(query.limit);
  return store::table_of(select);
}

Result<Table> quotes(store::Store& store, const QuoteQuery& query) {
  LT_ASSIGN(Statement select, store.db().prepare(kQuotes));
  select.bind(ids_or_null(query.by)).bind(ids_or_null(query.about));
  LT_ASSIGN(Table table, store::table_of(select));
  // SQLite folds Latin letters only, so words are compared here.
  const std::string words = store::fold(query.words);
  if (!words.empty())
    std::erase_if(table.rows, [&words](const auto& row) {
      return store::fold(row[3]).find(words) == std::string::npos;
    });
  if (query.limit >= 0 && table.rows.size() > static_cast<size_t>(query.limit))
    table.rows.resize(static_cast<size_t>(query.limit));
  return table;
}

Result<Table> articles(store::Store& store, int64_t limit) {
  LT_ASSIGN(
      Statement select,
      store.db().prepare(
          "SELECT a.id AS id, n.published AS published, coalesce(a.outlet, n.outlet) AS outlet, "
          "coalesce(n.title, a.title) AS title, n.language AS language, "
          "(SELECT count(*) FROM article_claims c WHERE c.article = a.article) AS claims, "
          "(SELECT count(*) FROM article_quotes q WHERE q.article = a.article) AS quotes, "
          "(SELECT min(path) FROM paths p WHERE p.article = a.article) AS path, t.sha256 AS sha256 "
          "FROM stored_articles a JOIN analyses n ON n.article = a.article JOIN texts t ON t.text "
          "= a.text "
          "ORDER BY n.published_last IS NULL, n.published_last, t.sha256, a.id LIMIT ?"));
  select.bind(limit);
  return store::table_of(select);
}

Result<Table> problems(store::Store& store, int64_t limit) {
  LT_ASSIGN(Statement select, store.db().prepare("SELECT place, message, article, stage, code FROM "
                                                 "problems ORDER BY place, code, message LIMIT ?"));
  select.bind(limit);
  return store::table_of(select);
}

Result<std::optional<std::pair<std::string, std::string>>> busiest_pair(store::Store& store) {
  LT_ASSIGN(Statement select,
            store.db().prepare(
                "WITH sides AS (SELECT DISTINCT c.event AS event, e.state AS state FROM "
                "article_claims c JOIN article_roles r ON r.article = c.article AND "
                "r.n = c.n JOIN article_entities x ON x.article = r.article AND x.n = r.entity_n "
                "JOIN chronicle_entities e ON e.entity = x.entity "
                "WHERE c.event IS NOT NULL AND r.role IN " LT_PARTIES
                " AND e.state IN (SELECT id FROM chronicle_entities WHERE kind = 'state')) "
                "SELECT p.state, q.state, count(*) AS events FROM sides p JOIN sides q ON q.event "
                "= p.event AND q.state > p.state "
                "GROUP BY 1, 2 ORDER BY events DESC, 1, 2 LIMIT 1"));
  LT_ASSIGN(const bool any, select.step());
  if (!any) return std::optional<std::pair<std::string, std::string>>();
  return std::optional(std::pair(select.string(0), select.string(1)));
}

}  // namespace letopis::chronicle
