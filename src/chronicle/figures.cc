#include "chronicle/figures.h"

#include <algorithm>

#include "base/calendar.h"
#include "base/tsv.h"
#include "chronicle/standing.h"
#include "chronicle/typed_day.h"
#include "store/fold.h"
#include "store/rows.h"
#include "store/sql.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

#define LT_ASKED \
  "(e.id IN (SELECT value FROM json_each(?1)) OR e.state IN (SELECT value FROM json_each(?1)))"

// The names of a chain of figure f.
#define LT_CHAIN_OF(owner, between)                                                              \
  "(SELECT group_concat(name, '" between                                                         \
  "') FROM (SELECT y.name AS name FROM article_chains h JOIN article_entities x ON x.article = " \
  "h.article AND x.n = h.entity_n JOIN chronicle_entities y ON y.entity = x.entity WHERE "       \
  "h.article = f.article AND h.owner = '" owner "' AND h.n = f.n ORDER BY h.position))"

// The shortest quote that holds figure f.
#define LT_QUOTE_OF(what)                                                                      \
  "(SELECT " what                                                                              \
  " FROM article_quotes q LEFT JOIN article_entities x ON x.article = q.article AND x.n = "    \
  "q.speaker_n LEFT JOIN chronicle_entities y ON y.entity = x.entity WHERE q.article = "       \
  "f.article AND q.begin <= f.begin AND q.\"end\" >= f.\"end\" ORDER BY q.\"end\" - q.begin, " \
  "q.n LIMIT 1)"

// Whom the sentence s of figure f names.
#define LT_NAMED                                                                                   \
  "(SELECT group_concat(name, '; ') FROM (SELECT DISTINCT e.name AS name FROM article_mentions m " \
  "JOIN article_entities x ON x.article = m.article AND x.n = m.entity_n JOIN "                    \
  "chronicle_entities e ON e.entity = x.entity WHERE m.article = f.article AND m.begin >= "        \
  "json_extract(s.value, '$[0]') AND m.\"end\" <= json_extract(s.value, '$[1]') AND e.kind IN "    \
  "('state', 'org', 'bloc', 'person', 'project', 'document') ORDER BY 1))"

constexpr const char* kFigures =
    "SELECT 'f:' || a.id || ':' || f.begin || '-' || f.\"end\" AS id, f.value AS value, CASE WHEN "
    "f.high <> f.value THEN f.high END AS high, f.unit AS unit, f.approx AS approx, f.measure AS "
    "measure, " LT_CHAIN_OF("figure_of", "; ") " AS of, " LT_NAMED " AS named, substr(t.body, f.begin + 1, f.\"end\" - "
    "f.begin) AS words, '' AS source, coalesce(" LT_CHAIN_OF("figure", " < ") ", " LT_QUOTE_OF(
        "coalesce(y.name, q.speaker_text)") ") AS said_by, " LT_QUOTE_OF("q.kind") " AS kind, "
    "substr(t.body, coalesce(json_extract(s.value, '$[0]'), f.begin) + 1, "
    "coalesce(json_extract(s.value, '$[1]') - json_extract(s.value, '$[0]'), f.\"end\" - f.begin)) "
    "AS sentence, coalesce(a.outlet, n.outlet, a.agency) AS outlet, coalesce(n.title, a.title) AS "
    "title, n.published AS published FROM article_figures f JOIN stored_articles a ON a.article = "
    "f.article JOIN analyses n ON n.article = f.article JOIN texts t ON t.text = a.text LEFT JOIN "
    "json_each(n.sentences) s ON json_extract(s.value, '$[0]') <= f.begin AND f.begin < "
    "json_extract(s.value, '$[1]') WHERE (?1 IS NULL OR f.article IN (SELECT x.article FROM "
    "chronicle_entities e JOIN article_entities x ON x.entity = e.entity WHERE " LT_ASKED
    ") AND (EXISTS (SELECT 1 FROM article_chains h JOIN article_entities x ON x.article = h.article "
    "AND x.n = h.entity_n JOIN chronicle_entities e ON e.entity = x.entity WHERE h.article = "
    "f.article AND h.owner = 'figure_of' AND h.n = f.n AND " LT_ASKED
    ") OR EXISTS (SELECT 1 FROM article_mentions m JOIN article_entities x ON x.article = m.article "
    "AND x.n = m.entity_n JOIN chronicle_entities e ON e.entity = x.entity WHERE m.article = "
    "f.article AND m.begin >= json_extract(s.value, '$[0]') AND m.\"end\" <= json_extract(s.value, "
    "'$[1]') AND " LT_ASKED "))) AND (?2 IS NULL OR n.published_last >= ?2) AND (?3 IS NULL OR "
    "n.published_first <= ?3) ORDER BY n.published_last IS NULL, n.published_last, t.sha256, a.id, "
    "f.n";

// Columns of the statement.
enum Cell {
  kValue = 1,
  kUnit = 3,
  kMeasure = 5,
  kSource = 9,
  kSaidBy = 10,
  kSentence = 12,
  kOutlet = 13,
  kPublished = 15
};

}  // namespace

Result<Table> figures(store::Store& store, const FigureQuery& query) {
  LT_ASSIGN(const auto since, typed_day(query.since, Edge::kFirst, "--since"));
  LT_ASSIGN(const auto until, typed_day(query.until, Edge::kLast, "--until"));
  LT_ASSIGN(Statement select, store.db().prepare(kFigures));
  select.bind(query.of.empty() ? std::optional<std::string>() : store::json_strings(query.of))
      .bind(since)
      .bind(until);
  LT_ASSIGN(Table table, store::table_of(select));
  const std::string unit = store::fold(query.unit), measure = store::fold(query.measure);
  const std::vector<std::string_view> words = split_cell(measure, ' ');
  std::erase_if(table.rows, [&](const std::vector<std::string>& row) {
    if (!unit.empty() && store::fold(row[kUnit]) != unit) return true;
    const std::string said = store::fold(row[kMeasure] + " " + row[kSentence]);
    return !std::all_of(words.begin(), words.end(), [&said](std::string_view word) {
      return said.find(word) != std::string::npos;
    });
  });
  for (auto& row : table.rows)
    row[kSource] = source_words(row[kSaidBy], row[kOutlet], row[kPublished]);
  table.columns[kValue].number = table.columns[kValue + 1].number = true;
  for (size_t i = kSaidBy; i < table.columns.size(); ++i) table.columns[i].detail = true;
  return table;
}

}  // namespace letopis::chronicle
