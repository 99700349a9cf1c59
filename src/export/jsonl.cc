// JSON Lines: one object a line; events hold their claims, claims their roles and evidence.
#include <cassert>

#include "export/exporter.h"
#include "export/listing.h"

namespace letopis::exporting {
namespace {

using store::Statement;

// Members of the current row under the names of its columns.
void members(JsonWriter& json, const Statement& row, std::string_view kinds) {
  for (int i = 0; i < static_cast<int>(kinds.size()); ++i) {
    json.key(row.name(i));
    json_cell(json, row, i, kinds[static_cast<size_t>(i)]);
  }
}

Result<int64_t> write_flat(store::Store& store, const std::string& folder, const Listing& listing) {
  LT_ASSIGN(OutputFile file, OutputFile::create(folder, std::string(listing.name) + ".jsonl"));
  LT_ASSIGN(Statement rows, store.db().prepare(listing.sql));
  assert(static_cast<int>(std::string_view(listing.kinds).size()) == rows.columns());
  int64_t count = 0;
  for (std::string line;; ++count) {
    LT_ASSIGN(const bool more, rows.step());
    if (!more) break;
    line.clear();
    JsonWriter json(line);
    json.begin_object();
    members(json, rows, listing.kinds);
    json.end_object();
    file.write(line += '\n');
  }
  LT_TRY(file.close());
  return count;
}

constexpr const char* kClaimColumns =
    "SELECT c.id, a.id AS article, c.modality, c.edtf, c.first, c.last, c.anchor, c.hedged, c.core, n.published_last AS known_from, "
    "c.contexts, c.origin, c.confidence, c.article, c.n FROM article_claims c" LT_ARTICLE_JOIN("c")
    "JOIN article_evidence s ON s.article = c.article AND s.n = c.n AND s.position = 0 WHERE c.event = ? "
    "ORDER BY " "n.published_last IS NULL, n.published_last, t.sha256, s.begin, c.id, a.id";

// roles, said_by and evidence of one claim.
Result<void> parts(store::Connection& db, JsonWriter& json, int64_t article, int64_t n) {
  json.key("roles").begin_array();
  {
    LT_ASSIGN(Statement rows,
              db.prepare("SELECT r.role, e.id AS entity, r.literal, r.begin, r.\"end\" FROM "
                         "article_roles r LEFT JOIN article_entities x ON x.article = r.article "
                         "AND x.n = r.entity_n LEFT JOIN chronicle_entities e ON e.entity = "
                         "x.entity WHERE r.article = ? AND r.n = ? ORDER BY r.position"));
    rows.bind(article).bind(n);
    while (true) {
      LT_ASSIGN(const bool more, rows.step());
      if (!more) break;
      json.begin_object();
      members(json, rows, "tttnn");
      json.end_object();
    }
  }
  json.end_array().key("said_by").begin_array();
  {
    LT_ASSIGN(Statement rows,
              db.prepare("SELECT e.id FROM article_chains h JOIN article_entities x ON x.article = "
                         "h.article AND x.n = h.entity_n JOIN chronicle_entities e "
                         "ON e.entity = x.entity WHERE h.article = ? AND h.owner = 'claim' AND h.n "
                         "= ? ORDER BY h.position"));
    rows.bind(article).bind(n);
    while (true) {
      LT_ASSIGN(const bool more, rows.step());
      if (!more) break;
      json.value(rows.text(0));
    }
  }
  json.end_array().key("evidence").begin_array();
  LT_ASSIGN(Statement rows,
            db.prepare("SELECT s.begin, s.\"end\", substr(t.body, s.begin + 1, s.\"end\" - "
                       "s.begin) AS text FROM article_evidence s JOIN stored_articles a "
                       "ON a.article = s.article JOIN texts t ON t.text = a.text WHERE s.article = "
                       "? AND s.n = ? ORDER BY s.position"));
  rows.bind(article).bind(n);
  while (true) {
    LT_ASSIGN(const bool more, rows.step());
    if (!more) break;
    json.begin_object();
    members(json, rows, "nnt");
    json.end_object();
  }
  json.end_array();
  return {};
}

Result<int64_t> write_events(store::Store& store, const std::string& folder) {
  store::Connection& db = store.db();
  LT_ASSIGN(OutputFile file, OutputFile::create(folder, "events.jsonl"));
  LT_ASSIGN(Statement events,
            db.prepare("SELECT id, act, plover, mode, edtf, first, last, anchor, modality, core, "
                       "known_from, articles, origins, event "
                       "FROM chronicle_events ORDER BY first IS NULL, first, id, block"));
  int64_t count = 0;
  for (std::string line;; ++count) {
    LT_ASSIGN(const bool more, events.step());
    if (!more) break;
    line.clear();
    JsonWriter json(line);
    json.begin_object();
    members(json, events, "tttttttttbtnn");
    const int64_t event = events.integer(13);
    json.key("states").begin_array();
    {
      LT_ASSIGN(Statement states,
                db.prepare("SELECT state, known_from, claim FROM chronicle_event_states WHERE "
                           "event = ? ORDER BY position"));
      states.bind(event);
      while (true) {
        LT_ASSIGN(const bool state, states.step());
        if (!state) break;
        json.begin_object();
        members(json, states, "ttt");
        json.end_object();
      }
    }
    json.end_array().key("claims").begin_array();
    LT_ASSIGN(Statement claims, db.prepare(kClaimColumns));
    claims.bind(event);
    while (true) {
      LT_ASSIGN(const bool claim, claims.step());
      if (!claim) break;
      json.begin_object();
      members(json, claims, "tttttttbbtjtn");
      LT_TRY(parts(db, json, claims.integer(13), claims.integer(14)));
      json.end_object();
    }
    json.end_array().end_object();
    file.write(line += '\n');
  }
  LT_TRY(file.close());
  return count;
}

// Claims that belong to no event: statuses, and acts in which nobody takes part.
Result<int64_t> write_claims_without_event(store::Store& store, const std::string& folder,
                                           const char* name, const char* kind) {
  store::Connection& db = store.db();
  LT_ASSIGN(OutputFile file, OutputFile::create(folder, name));
  LT_ASSIGN(Statement claims,
            db.prepare("SELECT c.id, a.id AS article, c.frame, c.modality, c.edtf, c.until_edtf, "
                       "c.hedged, c.core, n.published_last AS known_from, c.origin, "
                       "c.confidence, c.article, c.n FROM article_claims c" LT_ARTICLE_JOIN(
                           "c") "WHERE c.kind = ? AND c.event IS NULL ORDER BY " LT_ARTICLE_ORDER
                                ", c.n"));
  claims.bind(kind);
  int64_t count = 0;
  for (std::string line;; ++count) {
    LT_ASSIGN(const bool more, claims.step());
    if (!more) break;
    line.clear();
    JsonWriter json(line);
    json.begin_object();
    members(json, claims, "ttttttbbttn");
    LT_TRY(parts(db, json, claims.integer(11), claims.integer(12)));
    json.end_object();
    file.write(line += '\n');
  }
  LT_TRY(file.close());
  return count;
}

}  // namespace

Result<ExportReport> export_jsonl(store::Store& store, const std::string& folder) {
  ExportReport report;
  for (const Listing& listing : flat_listings()) {
    LT_ASSIGN(const int64_t rows, write_flat(store, folder, listing));
    report.rows += rows;
    report.files.push_back(std::string(listing.name) + ".jsonl");
  }
  LT_ASSIGN(const int64_t events, write_events(store, folder));
  LT_ASSIGN(const int64_t statuses,
            write_claims_without_event(store, folder, "statuses.jsonl", "status"));
  LT_ASSIGN(const int64_t others,
            write_claims_without_event(store, folder, "acts_without_parties.jsonl", "act"));
  report.rows += events + statuses + others;
  LT_TRY(write_about(store, folder, "jsonl"));
  for (const char* name :
       {"events.jsonl", "statuses.jsonl", "acts_without_parties.jsonl", "about.json"})
    report.files.emplace_back(name);
  return report;
}

}  // namespace letopis::exporting
