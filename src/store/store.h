// The chronicle's file: one SQLite database with texts, articles, what analyses found in them, and
// the list of what must be derived anew. One writer at a time, any number of readers beside it.
// Everything that a call changes is one transaction: a process that is killed leaves nothing
// half-written. Schema and views: docs/schema.md. Not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "doc/analysis.h"
#include "doc/article.h"
#include "store/db.h"
#include "store/lock.h"
#include "store/rows.h"

namespace letopis::store {

enum class Mode { kRead, kWrite };

struct Options {
  std::string
      now;  // moment of the work, ISO 8601; goes into the log and into the writer's lock only
  std::string command = "letopis";
  int lock_wait_ms = 5000;
  StateLookup state_of;  // who belongs to which state; may be empty
};

enum class Change {
  kAdded,
  kUnchanged,     // the same article, text, metadata and version of the analysis
  kUpdated,       // other metadata
  kNewVersion,    // another text at a known URL or path: the old one is closed
  kOlderVersion,  // a text that was published before the one that stands: kept as a closed version
  kReanalysed     // the same article, analysed by another version of engine or data
};
std::string_view change_name(Change change);

struct PutReport {
  Change change = Change::kAdded;
  std::string article;                 // its id
  std::vector<std::string> same_text;  // ids of other articles with the same text
  std::string
      replaced;  // id of the article that stood at this path before, where it had no URL of its own
};

struct RemoveReport {
  std::vector<std::string> articles;  // ids
  int64_t claims = 0, quotes = 0, figures = 0, times = 0;
};

class Store {
 public:
  // kRead: the file must exist and be of this schema. kWrite: makes it where it is absent, migrates
  // an older schema, takes the writer's lock. A file that is no chronicle is refused and never
  // touched. Errors: kNotFound, kVersion, kBusy (with the holder), kBadInput (no chronicle), kIo,
  // kDamaged.
  static Result<Store> open(const std::string& path, Mode mode, Options options);
  Store(Store&&) noexcept = default;

  // Groups many puts into one transaction; without it each put is its own.
  Result<Transaction> batch() { return Transaction::begin(db_); }

  // The report of an article that would not change, so that it need not be analysed; nullopt where
  // it must be put. Notes where it was found. `version` names engine, models and data.
  Result<std::optional<PutReport>> known(const Article& article, std::string_view version);
  // Stores an article with its analysis. An error leaves the store as it was before the call, also
  // inside a batch.
  Result<PutReport> put(const Article& article, const Analysis& analysis,
                        const std::string& version);
  // What is read anew may be mended: takes out the problems of a file or folder, or of records of
  // it, that did not become articles.
  Result<void> forget_problems(const std::string& path);
  // A problem of something that did not become an article.
  Result<void> note(const Problem& problem);

  // Takes out all articles found at a path (a file, one record of it, a folder), or at a URL, or of
  // an id, with all that rested on them; then cleans the write-ahead log, so that nothing of them
  // stays in the files. kNotFound where there are none. Afterwards the chronicle must be derived.
  Result<RemoveReport> remove(const std::string& what);

  // Ids of articles whose analysis was made by another version, in canonical order.
  Result<std::vector<std::string>> stale(std::string_view version);
  // The article as it was read, for a new analysis. kNotFound.
  Result<Article> article(const std::string& id);

  // Takes the words of articles that were put since the last time into the search: together, since
  // the index writes itself out at every savepoint. Returns how many articles.
  Result<int64_t> index_words();

  // Whether blocks wait to be derived (a writer was killed): then listings may lag behind.
  Result<bool> dirty();

  Connection& db() { return db_; }
  // The copy that a migration left; empty where there was none.
  const std::string& migrated_copy() const { return migrated_copy_; }

 private:
  Store(Connection db, std::optional<WriterLock> lock, Options options)
      : lock_(std::move(lock)), db_(std::move(db)), options_(std::move(options)) {}

  struct Row;
  Result<std::optional<Row>> find(std::string_view id);
  Result<PutReport> put_now(const Article& article, const Analysis& analysis,
                            const std::string& version);
  Result<std::string> settle_path(const Article& article, int64_t row, const std::string& id);
  Result<std::vector<std::string>> same_text(int64_t text, int64_t row);
  Result<int64_t> text_row(const Article& article);
  Result<void> add_version(int64_t row, int64_t text, const Article& article,
                           const Analysis& analysis, bool closed);
  Result<void> erase(int64_t row);
  Result<void> drop_unused_texts();
  Result<void> log(std::string_view what, std::string_view article);

  std::optional<WriterLock> lock_;  // outlives the connection
  Connection db_;
  Options options_;
  std::string migrated_copy_;
};

}  // namespace letopis::store
