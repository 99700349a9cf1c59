#include "export/listing.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace letopis::exporting {
namespace {

// Ids of a chain of entities, as a JSON list.
#define LT_CHAIN(owner, alias)                                                                     \
  "(SELECT json_group_array(id) FROM (SELECT e.id AS id FROM article_chains h JOIN "               \
  "article_entities x ON x.article = h.article "                                                   \
  "AND x.n = h.entity_n JOIN chronicle_entities e ON e.entity = x.entity WHERE h.article = " alias \
  ".article AND h.owner = '" owner "' AND h.n = " alias ".n ORDER BY h.position))"

constexpr std::array<Listing, 5> kFlat = {{
    {"articles",
     "SELECT v.article AS id, url, outlet, agency, title, authors, language, published, "
     "published_first AS first, known_from AS last, "
     "published_source, sha256, code_points FROM articles v ORDER BY known_from IS NULL, "
     "known_from, sha256, v.article",
     "tttttjtttttt"
     "n"},
    {"entities",
     "SELECT e.id, e.kind, e.type, e.name, e.wikidata, e.catalogued, e.state, (SELECT "
     "count(DISTINCT x.article) FROM article_entities x "
     "WHERE x.entity = e.entity) AS articles, (SELECT json_group_array(folded) FROM (SELECT "
     "DISTINCT m.folded AS folded FROM article_names m "
     "JOIN article_entities x ON x.article = m.article AND x.n = m.n WHERE x.entity = e.entity "
     "ORDER BY 1)) AS names "
     "FROM chronicle_entities e ORDER BY e.id",
     "tttttbtnj"},
    {"quotes",
     "SELECT 'q:' || a.id || ':' || q.begin || '-' || q.\"end\" AS id, a.id AS article, q.kind, "
     "s.id AS speaker, q.speaker_text, q.cue, " LT_CHAIN(
         "quote", "q") " AS via, q.begin, q.\"end\", substr(t.body, q.begin + 1, q.\"end\" - "
                       "q.begin) AS text, n.published_last AS known_from, "
                       "q.origin, q.confidence FROM article_quotes q" LT_ARTICLE_JOIN(
                           "q") "LEFT JOIN article_entities y ON y.article = q.article AND y.n = "
                                "q.speaker_n LEFT JOIN chronicle_entities s ON s.entity = y.entity "
                                "ORDER BY " LT_ARTICLE_ORDER ", q.n",
     "ttttttjnnttt"
     "n"},
    {"times",
     "SELECT 't:' || a.id || ':' || q.begin || '-' || q.\"end\" AS id, a.id AS article, q.edtf, "
     "q.first, q.last, q.anchor, q.begin, q.\"end\", "
     "substr(t.body, q.begin + 1, q.\"end\" - q.begin) AS text, q.origin, q.confidence FROM "
     "article_times q" LT_ARTICLE_JOIN("q") "ORDER BY " LT_ARTICLE_ORDER ", q.n",
     "ttttttnnttn"},
    {"figures",
     "SELECT 'f:' || a.id || ':' || q.begin || '-' || q.\"end\" AS id, a.id AS article, q.value, "
     "q.high, q.unit, q.approx, q.measure, " LT_CHAIN("figure_of", "q") " AS \"of\", " LT_CHAIN(
         "figure",
         "q") " AS said_by, q.begin, q.\"end\", "
              "substr(t.body, q.begin + 1, q.\"end\" - q.begin) AS text, q.origin, q.confidence "
              "FROM article_figures q" LT_ARTICLE_JOIN("q") "ORDER BY " LT_ARTICLE_ORDER ", q.n",
     "ttnntttjjnnttn"},
}};

}  // namespace

std::span<const Listing> flat_listings() { return kFlat; }

void json_cell(JsonWriter& json, const store::Statement& row, int column, char kind) {
  if (row.is_null(column)) {
    json.null();
    return;
  }
  switch (kind) {
    case 'n':
      json.value(row.real(column));
      return;
    case 'b':
      json.value(row.integer(column) != 0);
      return;
    case 'j':
      json.number(row.text(column));
      return;  // JSON as it is
    default:
      json.value(row.text(column));
  }
}

Result<OutputFile> OutputFile::create(const std::string& folder, const std::string& name) {
  const std::string path = folder + "/" + name;
  std::ofstream stream(path + ".part", std::ios::binary | std::ios::trunc);
  if (!stream) return Error{Code::kIo, std::string("cannot write: ") + std::strerror(errno), path};
  return OutputFile(path, std::move(stream));
}

Result<void> OutputFile::close() {
  stream_.close();
  const std::string part = path_ + ".part";
  if (stream_.good() && std::rename(part.c_str(), path_.c_str()) == 0) return {};
  const Error error{Code::kIo, std::string("cannot write: ") + std::strerror(errno), path_};
  std::remove(part.c_str());
  return error;
}

Result<void> write_about(store::Store& store, const std::string& folder, std::string_view format) {
  std::string text;
  JsonWriter json(text);
  json.begin_object()
      .member("made_by", "letopis")
      .member("format", format)
      .member("offsets", "code points");
  json.key("analysis_versions").begin_array();
  LT_ASSIGN(store::Statement versions,
            store.db().prepare("SELECT DISTINCT version FROM analyses ORDER BY version"));
  while (true) {
    LT_ASSIGN(const bool more, versions.step());
    if (!more) break;
    json.value(versions.text(0));
  }
  json.end_array();
  LT_ASSIGN(const auto articles, store.db().number("SELECT count(*) FROM stored_articles"));
  json.member("articles", articles.value_or(0)).end_object();
  LT_ASSIGN(OutputFile file, OutputFile::create(folder, "about.json"));
  file.write(text + "\n");
  return file.close();
}

}  // namespace letopis::exporting
