#include "store/store.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "store/paths.h"
#include "store/schema.h"

namespace letopis::store {
namespace {

Error no_chronicle(const std::string& path, const char* what) {
  return {
      Code::kBadInput,
      std::string(what) + ", not a chronicle; it was left as it is. Name another file with --db",
      path};
}

Result<Connection> prepare(const std::string& path, Mode mode, std::string& copy) {
  LT_ASSIGN(Connection db,
            Connection::open(path, mode == Mode::kWrite ? Connection::Access::kWrite
                                                        : Connection::Access::kRead));
  LT_ASSIGN(const auto version, db.number("PRAGMA user_version"));
  if (version > kSchemaVersion)
    return Error{Code::kVersion,
                 "written by a newer letopis (schema " + std::to_string(*version) +
                     ", this one knows " + std::to_string(kSchemaVersion) + "): use that one",
                 path};
  if (version < kSchemaVersion && mode == Mode::kRead)
    return Error{Code::kVersion,
                 "of an older schema (" + std::to_string(*version) +
                     "): `letopis refresh` brings it up and "
                     "leaves a copy beside it",
                 path};
  if (mode == Mode::kRead) return db;
  LT_TRY(db.execute("PRAGMA journal_mode = WAL"));
  LT_TRY(db.execute(
      "PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA cache_size = -32768; "
      "PRAGMA temp_store = MEMORY"));
  if (version < kSchemaVersion) {
    LT_ASSIGN(copy, migrate(db, path, static_cast<int>(*version)));
  }
  return db;
}

}  // namespace

std::string_view change_name(Change change) {
  switch (change) {
    case Change::kAdded:
      return "added";
    case Change::kUnchanged:
      return "unchanged";
    case Change::kUpdated:
      return "updated";
    case Change::kNewVersion:
      return "new version";
    case Change::kOlderVersion:
      return "older version";
    case Change::kReanalysed:
      break;
  }
  return "analysed anew";
}

Result<Store> Store::open(const std::string& path, Mode mode, Options options) {
  LT_ASSIGN(FileKind kind, file_kind(path));
  if (kind == FileKind::kOther) return no_chronicle(path, "this is some other file");
  if (kind == FileKind::kOtherDatabase)
    return no_chronicle(path, "this is a database of another program");
  if (mode == Mode::kRead) {
    if (kind != FileKind::kChronicle)
      return Error{Code::kNotFound,
                   "there is no chronicle here: make one with `letopis add`, or name it with --db",
                   path};
    std::string none;
    LT_ASSIGN(Connection db, prepare(path, mode, none));
    return Store(std::move(db), std::nullopt, std::move(options));
  }
  LT_ASSIGN(WriterLock lock,
            WriterLock::take(path, options.now, options.command, options.lock_wait_ms));
  LT_ASSIGN(kind, file_kind(path));  // another writer may have made it meanwhile
  if (kind == FileKind::kAbsent || kind == FileKind::kEmpty) LT_TRY(create_chronicle(path));
  std::string copy;
  LT_ASSIGN(Connection db, prepare(path, mode, copy));
  Store store(std::move(db), std::move(lock), std::move(options));
  store.migrated_copy_ = std::move(copy);
  return store;
}

struct Store::Row {
  int64_t article = 0, text = 0;
  std::string sha256, key, version, known_from;
};

Result<std::optional<Store::Row>> Store::find(std::string_view id) {
  LT_ASSIGN(Statement select, db_.prepare("SELECT a.article, a.text, t.sha256, n.key, n.version, "
                                          "n.published_last FROM stored_articles a "
                                          "JOIN texts t ON t.text = a.text JOIN analyses n ON "
                                          "n.article = a.article WHERE a.id = ?"));
  LT_ASSIGN(const bool row, select.bind(id).step());
  if (!row) return std::optional<Row>();
  return std::optional<Row>(Row{select.integer(0), select.integer(1), select.string(2),
                                select.string(3), select.string(4), select.string(5)});
}

Result<std::optional<PutReport>> Store::known(const Article& article, std::string_view version) {
  const std::string id = article.id();
  LT_ASSIGN(const std::optional<Row> row, find(id));
  if (!row) return std::optional<PutReport>();
  bool same = row->sha256 == article.text_sha256 && row->key == analysis_key(article) &&
              row->version == version;
  if (row->sha256 != article.text_sha256) {
    LT_ASSIGN(Statement closed,
              db_.prepare("SELECT 1 FROM stored_versions v JOIN texts t ON t.text = v.text "
                          "WHERE v.article = ? AND t.sha256 = ? AND v.closed"));
    LT_ASSIGN(same, closed.bind(row->article).bind(article.text_sha256).step());
  }
  if (!same) return std::optional<PutReport>();
  PutReport report;
  report.change = Change::kUnchanged;
  report.article = id;
  LT_ASSIGN(report.replaced, settle_path(article, row->article, id));
  LT_ASSIGN(report.same_text, same_text(row->text, row->article));
  return std::optional<PutReport>(std::move(report));
}

Result<PutReport> Store::put(const Article& article, const Analysis& analysis,
                             const std::string& version) {
  const bool alone = !db_.in_transaction();
  LT_TRY(db_.execute(alone ? "BEGIN IMMEDIATE" : "SAVEPOINT put"));
  Result<PutReport> report = put_now(article, analysis, version);
  if (report.ok()) {
    const Result<void> done = db_.execute(alone ? "COMMIT" : "RELEASE put");
    if (done.ok()) return report;
    report = done.error();
  }
  // After a full disk SQLite may have rolled back by itself; then there is nothing left to undo.
  if (db_.in_transaction())
    static_cast<void>(db_.execute(alone ? "ROLLBACK" : "ROLLBACK TO put; RELEASE put"));
  return report;
}

Result<PutReport> Store::put_now(const Article& article, const Analysis& analysis,
                                 const std::string& version) {
  LT_ASSIGN(std::optional<PutReport> unchanged, known(article, version));
  if (unchanged) return std::move(*unchanged);
  PutReport report;
  report.article = article.id();
  LT_ASSIGN(const std::optional<Row> old, find(report.article));
  LT_ASSIGN(const int64_t text, text_row(article));

  if (old && old->text != text) {
    const std::string known_from = day_or_null(analysis.published.days.last).value_or("");
    if (!known_from.empty() && !old->known_from.empty() && known_from < old->known_from) {
      report.change = Change::kOlderVersion;
      LT_TRY(add_version(old->article, text, article, analysis, true));
      LT_ASSIGN(report.replaced, settle_path(article, old->article, report.article));
      LT_TRY(log("older version", report.article));
      return report;
    }
    report.change = Change::kNewVersion;
  } else if (old) {
    report.change = old->key == analysis_key(article) ? Change::kReanalysed : Change::kUpdated;
  }

  if (old) LT_TRY(clear_rows(db_, old->article));
  const Published& published = article.published;
  LT_ASSIGN(
      Statement save,
      db_.prepare(
          "INSERT INTO stored_articles (id, text, url, outlet, agency, title, language, authors, "
          "published, published_first, "
          "published_last, published_source) VALUES (?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO "
          "UPDATE SET text = excluded.text, "
          "url = excluded.url, outlet = excluded.outlet, agency = excluded.agency, title = "
          "excluded.title, "
          "language = excluded.language, authors = excluded.authors, published = "
          "excluded.published, "
          "published_first = excluded.published_first, published_last = excluded.published_last, "
          "published_source = excluded.published_source RETURNING article"));
  save.bind(report.article)
      .bind(text)
      .bind_or_null(article.url)
      .bind_or_null(article.outlet)
      .bind_or_null(article.agency)
      .bind_or_null(article.title)
      .bind_or_null(article.language)
      .bind(json_strings(article.authors))
      .bind_or_null(published.edtf)
      .bind(day_or_null(published.days.first))
      .bind(day_or_null(published.days.last))
      .bind(date_source_name(published.source));
  LT_ASSIGN(const bool saved, save.step());
  static_cast<void>(saved);
  const int64_t row = save.integer(0);
  LT_ASSIGN(const bool more, save.step());
  static_cast<void>(more);

  LT_TRY(write_rows(db_, row, article, analysis, version, options_.state_of));
  if (!old || old->text != text) LT_TRY(add_version(row, text, article, analysis, false));
  LT_ASSIGN(report.replaced, settle_path(article, row, report.article));
  if (!report.replaced.empty() && report.change == Change::kAdded)
    report.change = Change::kNewVersion;
  LT_ASSIGN(report.same_text, same_text(text, row));
  LT_TRY(log(change_name(report.change), report.article));
  return report;
}

Result<int64_t> Store::text_row(const Article& article) {
  LT_ASSIGN(Statement select, db_.prepare("SELECT text FROM texts WHERE sha256 = ?"));
  LT_ASSIGN(const bool found, select.bind(article.text_sha256).step());
  if (found) return select.integer(0);
  LT_ASSIGN(Statement insert,
            db_.prepare("INSERT INTO texts (sha256, body, code_points) VALUES (?,?,?)"));
  LT_TRY(insert.bind(article.text_sha256)
             .bind(article.text)
             .bind(static_cast<int64_t>(utf8::length(article.text)))
             .run());
  return db_.last_row();
}

Result<void> Store::add_version(int64_t row, int64_t text, const Article& article,
                                const Analysis& analysis, bool closed) {
  const auto known_from = day_or_null(analysis.published.days.last);
  if (!closed) {
    LT_ASSIGN(Statement close, db_.prepare("UPDATE stored_versions SET closed = 1, known_to = ? "
                                           "WHERE article = ? AND NOT closed"));
    LT_TRY(close.bind(known_from).bind(row).run());
  }
  LT_ASSIGN(Statement insert,
            db_.prepare("INSERT INTO stored_versions (article, n, text, raw_sha256, raw, decoder, "
                        "known_from, known_to, closed) "
                        "SELECT ?1, coalesce(max(n) + 1, 0), ?2, ?3, ?4, ?5, ?6, "
                        "CASE WHEN ?7 THEN min(CASE WHEN known_from > ?6 THEN known_from END) END, "
                        "?7 FROM stored_versions WHERE article = ?1"));
  return insert.bind(row)
      .bind(text)
      .bind_or_null(article.raw_sha256)
      .bind_blob_or_null(article.raw)
      .bind_or_null(article.decoder)
      .bind(known_from)
      .bind(closed)
      .run();
}

// Notes where the article was found. What stood at that path before, had no URL and was found
// nowhere else, is thereby closed: its texts become versions of this article. Returns its id.
Result<std::string> Store::settle_path(const Article& article, int64_t row, const std::string& id) {
  const std::string path = full_path(article.path);
  if (path.empty()) return std::string();
  std::string replaced;
  int64_t before = 0;
  bool closes = false;
  {
    LT_ASSIGN(Statement select,
              db_.prepare(
                  "SELECT p.article, a.id, a.url IS NULL AND (SELECT count(*) FROM paths q WHERE "
                  "q.article = a.article) = 1 "
                  "FROM paths p JOIN stored_articles a ON a.article = p.article WHERE p.path = ?"));
    LT_ASSIGN(const bool found, select.bind(path).step());
    if (found) {
      before = select.integer(0);
      if (before == row) return std::string();
      closes = select.integer(2) != 0;
      replaced = select.string(1);
    }
  }
  LT_TRY(db_.execute("SAVEPOINT settle"));
  const Result<void> settled = [&]() -> Result<void> {
    if (closes) {
      LT_TRY(clear_rows(db_, before));
      LT_ASSIGN(Statement move,
                db_.prepare("UPDATE stored_versions SET article = ?1, closed = 1, n = n + 1 + "
                            "(SELECT max(n) FROM stored_versions WHERE article = ?1), "
                            "known_to = coalesce(known_to, (SELECT published_last FROM analyses "
                            "WHERE article = ?1)) WHERE article = ?2"));
      LT_TRY(move.bind(row).bind(before).run());
      LT_TRY(erase(before));
      LT_TRY(log("closed by " + id, replaced));
    }
    LT_ASSIGN(Statement insert, db_.prepare("INSERT OR REPLACE INTO paths VALUES (?,?,?)"));
    return insert.bind(path).bind(row).bind(article.doc.empty() ? article.path : article.doc).run();
  }();
  if (!settled.ok()) {
    if (db_.in_transaction()) static_cast<void>(db_.execute("ROLLBACK TO settle; RELEASE settle"));
    return settled.error();
  }
  LT_TRY(db_.execute("RELEASE settle"));
  return closes ? replaced : std::string();
}

Result<std::vector<std::string>> Store::same_text(int64_t text, int64_t row) {
  LT_ASSIGN(
      Statement select,
      db_.prepare("SELECT id FROM stored_articles WHERE text = ? AND article <> ? ORDER BY id"));
  select.bind(text).bind(row);
  std::vector<std::string> ids;
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) return ids;
    ids.push_back(select.string(0));
  }
}

Result<void> Store::erase(int64_t row) {
  LT_TRY(clear_rows(db_, row));
  for (const char* sql :
       {"DELETE FROM stored_versions WHERE article = ?", "DELETE FROM paths WHERE article = ?",
        "DELETE FROM stored_articles WHERE article = ?"}) {
    LT_ASSIGN(Statement statement, db_.prepare(sql));
    LT_TRY(statement.bind(row).run());
  }
  return {};
}

Result<void> Store::drop_unused_texts() {
  return db_.execute(
      "DELETE FROM texts WHERE NOT EXISTS (SELECT 1 FROM stored_articles a WHERE a.text = "
      "texts.text) "
      "AND NOT EXISTS (SELECT 1 FROM stored_versions v WHERE v.text = texts.text)");
}

Result<RemoveReport> Store::remove(const std::string& what) {
  RemoveReport report;
  LT_ASSIGN(Transaction transaction, Transaction::begin(db_));
  std::vector<int64_t> rows;
  {
    const std::string path = full_path(what);
    LT_ASSIGN(Statement select,
              db_.prepare("SELECT article, id FROM stored_articles WHERE id = ?1 OR url = ?1 OR "
                          "article IN (SELECT article FROM paths WHERE path = ?2 "
                          "OR (path > ?2 || '#' AND path < ?2 || '$') OR (path > rtrim(?2, '/') || "
                          "'/' AND path < rtrim(?2, '/') || '0')) ORDER BY id"));
    select.bind(what).bind(path);
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) break;
      rows.push_back(select.integer(0));
      report.articles.push_back(select.string(1));
    }
  }
  if (rows.empty())
    return Error{Code::kNotFound,
                 "no article has this path, URL or id: `letopis articles` lists them", what};
  for (size_t i = 0; i < rows.size(); ++i) {
    LT_ASSIGN(Statement count,
              db_.prepare("SELECT (SELECT count(*) FROM article_claims WHERE article = ?1), "
                          "(SELECT count(*) FROM article_quotes WHERE article = ?1), "
                          "(SELECT count(*) FROM article_figures WHERE article = ?1), (SELECT "
                          "count(*) FROM article_times WHERE article = ?1)"));
    LT_ASSIGN(const bool counted, count.bind(rows[i]).step());
    static_cast<void>(counted);
    report.claims += count.integer(0);
    report.quotes += count.integer(1);
    report.figures += count.integer(2);
    report.times += count.integer(3);
    LT_TRY(erase(rows[i]));
    LT_TRY(log("removed", report.articles[i]));
  }
  LT_TRY(drop_unused_texts());
  // A word that is taken out of the index stays in its older segments until they are merged.
  LT_TRY(db_.execute("INSERT INTO search (search) VALUES ('optimize')"));
  LT_TRY(transaction.commit());
  LT_TRY(db_.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  return report;
}

Result<void> Store::forget_problems(const std::string& path) {
  const std::string full = full_path(path);
  if (full.empty()) return {};
  LT_ASSIGN(Statement erase,
            db_.prepare("DELETE FROM article_problems WHERE article IS NULL AND (place = ?1 OR "
                        "(place > ?1 || '#' AND place < ?1 || '$') OR (place > ?1 || ':' AND place "
                        "< ?1 || ';') OR (place > rtrim(?1, '/') || '/' AND place < rtrim(?1, '/') "
                        "|| '0'))"));
  return erase.bind(full).run();
}

Result<void> Store::note(const Problem& problem) {
  const std::string place = full_place(problem.place);
  LT_ASSIGN(
      Statement erase_old,
      db_.prepare("DELETE FROM article_problems WHERE article IS NULL AND code = ? AND place = ?"));
  LT_TRY(erase_old.bind(problem.code).bind(place).run());
  LT_ASSIGN(Statement insert, db_.prepare("INSERT INTO article_problems (article, stage, code, "
                                          "message, place) VALUES (NULL,'read',?,?,?)"));
  return insert.bind(problem.code).bind(problem.message).bind(place).run();
}

Result<std::vector<std::string>> Store::stale(std::string_view version) {
  LT_ASSIGN(
      Statement select,
      db_.prepare("SELECT a.id FROM stored_articles a JOIN analyses n ON n.article = a.article "
                  "JOIN texts t ON t.text = a.text WHERE n.version <> ? "
                  "ORDER BY n.published_last IS NULL, n.published_last, t.sha256, a.id"));
  select.bind(version);
  std::vector<std::string> ids;
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) return ids;
    ids.push_back(select.string(0));
  }
}

Result<Article> Store::article(const std::string& id) {
  Article article;
  LT_ASSIGN(
      Statement select,
      db_.prepare(
          "SELECT a.article, t.body, t.sha256, a.url, a.outlet, a.agency, a.title, a.language, "
          "a.authors, a.published, a.published_first, "
          "a.published_last, a.published_source, v.raw_sha256, v.raw, v.decoder, p.path, p.doc "
          "FROM stored_articles a "
          "JOIN texts t ON t.text = a.text LEFT JOIN stored_versions v ON v.article = a.article "
          "AND NOT v.closed "
          "LEFT JOIN paths p ON p.article = a.article WHERE a.id = ? ORDER BY p.path LIMIT 1"));
  LT_ASSIGN(const bool found, select.bind(id).step());
  if (!found) return Error{Code::kNotFound, "no article has this id", id};
  const int64_t row = select.integer(0);
  article.text = select.string(1);
  article.text_sha256 = select.string(2);
  article.url = select.string(3);
  article.outlet = select.string(4);
  article.agency = select.string(5);
  article.title = select.string(6);
  article.language = select.string(7);
  article.authors = strings_of_json(select.text(8));
  article.published.edtf = select.string(9);
  if (const auto days = edtf_interval(select.text(10))) article.published.days.first = days->first;
  if (const auto days = edtf_interval(select.text(11))) article.published.days.last = days->last;
  for (const DateSource source :
       {DateSource::kGiven, DateSource::kCrawlerLine, DateSource::kDateLine, DateSource::kUrl,
        DateSource::kText, DateSource::kBounds, DateSource::kUnknown})
    if (date_source_name(source) == select.text(12)) article.published.source = source;
  article.raw_sha256 = select.string(13);
  article.raw = select.string(14);
  article.decoder = select.string(15);
  article.path = select.string(16);
  article.doc = select.string(17);
  LT_ASSIGN(
      Statement problems,
      db_.prepare(
          "SELECT code, message, place FROM article_problems WHERE article = ? AND stage = 'read' "
          "ORDER BY problem"));
  problems.bind(row);
  while (true) {
    LT_ASSIGN(const bool more, problems.step());
    if (!more) return article;
    article.problems.push_back({problems.string(0), problems.string(1), problems.string(2)});
  }
}

Result<int64_t> Store::index_words() {
  std::vector<int64_t> rows;
  {
    LT_ASSIGN(Statement select, db_.prepare("SELECT CAST(block AS INTEGER) FROM dirty WHERE kind = "
                                            "'words' ORDER BY 1"));
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) break;
      rows.push_back(select.integer(0));
    }
  }
  LT_ASSIGN(Statement index,
            db_.prepare("INSERT INTO search (rowid, surface, lemma) SELECT row, surface, lemma FROM "
                        "article_words WHERE row BETWEEN ?1 << 24 AND (?1 << 24) + 16777215"));
  for (const int64_t row : rows) LT_TRY(index.bind(row).run());
  LT_TRY(db_.execute("DELETE FROM dirty WHERE kind = 'words'"));
  return static_cast<int64_t>(rows.size());
}

Result<bool> Store::dirty() {
  LT_ASSIGN(const auto any, db_.number("SELECT 1 FROM dirty LIMIT 1"));
  return any.has_value();
}

Result<void> Store::log(std::string_view what, std::string_view article) {
  LT_ASSIGN(Statement insert,
            db_.prepare("INSERT INTO log (at, command, what, article) VALUES (?,?,?,?)"));
  return insert.bind(options_.now).bind(options_.command).bind(what).bind(article).run();
}

}  // namespace letopis::store
