// CSV by RFC 4180: CRLF, a header line, quotes doubled; UTF-8 without a mark. Lists stand as JSON
// in their cell.
#include <array>
#include <cassert>

#include "export/exporter.h"
#include "export/listing.h"

namespace letopis::exporting {
namespace {

using store::Statement;

// The id of one side of dispute d.
#define LT_ITEM(side)                                                                         \
  "CASE d." side                                                                              \
  "_of WHEN 'claim' THEN (SELECT c.id FROM article_claims c WHERE c.article = d.article AND " \
  "c.n = d." side ") WHEN 'time' THEN (SELECT 't:' || a.id || ':' || x.begin || '-' || "      \
  "x.\"end\" FROM article_times x WHERE x.article = d.article AND x.n = d." side              \
  ") ELSE (SELECT 'f:' || a.id || ':' || f.begin || '-' || f.\"end\" FROM article_figures f " \
  "WHERE f.article = d.article AND f.n = d." side ") END"

constexpr std::array<Listing, 6> kTables = {{
    {"events",
     "SELECT id, act, plover, mode, edtf, first, last, anchor, modality, core, known_from, claims, "
     "articles, origins FROM chronicle_events "
     "ORDER BY first IS NULL, first, id, block",
     "tttttttttbtnnn"},
    {"event_states",
     "SELECT v.id AS event, s.position, s.state, s.known_from, s.claim FROM chronicle_event_states "
     "s JOIN chronicle_events v ON v.event = s.event "
     "ORDER BY v.first IS NULL, v.first, v.id, v.block, s.position",
     "tnttt"},
    {"claims",
     "SELECT c.id, a.id AS article, v.id AS event, c.kind, c.frame, c.plover, c.mode, c.contexts, "
     "c.modality, c.edtf, c.first, c.last, c.anchor, "
     "c.until_edtf, c.hedged, c.core, n.published_last AS known_from, "
     "(SELECT json_group_array(id) FROM (SELECT e.id AS id FROM article_chains h JOIN "
     "article_entities x ON x.article = h.article AND x.n = h.entity_n "
     "JOIN chronicle_entities e ON e.entity = x.entity WHERE h.article = c.article AND h.owner = "
     "'claim' AND h.n = c.n ORDER BY h.position)) AS said_by, "
     "c.origin, c.confidence FROM article_claims c" LT_ARTICLE_JOIN(
         "c") "LEFT JOIN chronicle_events v ON v.event = c.event ORDER BY " LT_ARTICLE_ORDER
              ", c.n",
     "tttttttjttttttbbtjtn"},
    {"claim_roles",
     "SELECT c.id AS claim, a.id AS article, r.position, r.role, e.id AS entity, r.literal, "
     "r.begin, r.\"end\" FROM article_roles r "
     "JOIN article_claims c ON c.article = r.article AND c.n = r.n" LT_ARTICLE_JOIN(
         "r") "LEFT JOIN article_entities x ON x.article = r.article AND x.n = r.entity_n LEFT "
              "JOIN chronicle_entities e ON e.entity = x.entity ORDER BY " LT_ARTICLE_ORDER
              ", r.n, r.position",
     "ttntttnn"},
    {"evidence",
     "SELECT c.id AS claim, a.id AS article, s.position, s.begin, s.\"end\", substr(t.body, "
     "s.begin + 1, s.\"end\" - s.begin) AS text "
     "FROM article_evidence s JOIN article_claims c ON c.article = s.article AND c.n = "
     "s.n" LT_ARTICLE_JOIN("s") "ORDER BY " LT_ARTICLE_ORDER ", s.n, s.position",
     "ttnnnt"},
    {"disputes",
     "SELECT a.id AS article, " LT_ITEM("a") " AS one, " LT_ITEM("b") " AS other, d.about, d.why "
     "FROM article_disputes d" LT_ARTICLE_JOIN("d") "ORDER BY " LT_ARTICLE_ORDER ", d.n",
     "ttttt"},
}};

void append_cell(std::string& line, std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    line.append(cell);
    return;
  }
  line += '"';
  for (const char c : cell) line.append(c == '"' ? 2 : 1, c);
  line += '"';
}

Result<int64_t> write_table(store::Store& store, const std::string& folder,
                            const Listing& listing) {
  LT_ASSIGN(OutputFile file, OutputFile::create(folder, std::string(listing.name) + ".csv"));
  LT_ASSIGN(Statement rows, store.db().prepare(listing.sql));
  std::string line;
  const auto columns = static_cast<int>(std::string_view(listing.kinds).size());
  assert(columns == rows.columns());
  for (int i = 0; i < columns; ++i) append_cell(line.append(i == 0 ? "" : ","), rows.name(i));
  file.write(line.append("\r\n"));
  int64_t count = 0;
  for (;; ++count) {
    LT_ASSIGN(const bool more, rows.step());
    if (!more) break;
    line.clear();
    for (int i = 0; i < columns; ++i) {
      if (i > 0) line += ',';
      if (rows.is_null(i)) continue;
      const char kind = listing.kinds[i];
      if (kind == 't' || kind == 'j') {
        append_cell(line, rows.text(i));
      } else {
        JsonWriter json(line);
        json_cell(json, rows, i, kind);
      }
    }
    file.write(line.append("\r\n"));
  }
  LT_TRY(file.close());
  return count;
}

}  // namespace

Result<ExportReport> export_csv(store::Store& store, const std::string& folder) {
  ExportReport report;
  for (const std::span<const Listing> listings :
       {flat_listings(), std::span<const Listing>(kTables)}) {
    for (const Listing& listing : listings) {
      LT_ASSIGN(const int64_t rows, write_table(store, folder, listing));
      report.rows += rows;
      report.files.push_back(std::string(listing.name) + ".csv");
    }
  }
  LT_TRY(write_about(store, folder, "csv"));
  report.files.emplace_back("about.json");
  return report;
}

}  // namespace letopis::exporting
