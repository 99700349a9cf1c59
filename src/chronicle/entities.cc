#include "chronicle/entities.h"

#include <unordered_set>
#include <vector>

#include "base/hash.h"
#include "store/rows.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

struct Found {
  std::string key, kind, type, name, wikidata, state, evidence;
  bool catalogued = false;
};

// One per key, in canonical order of their first evidence; attributes as first evidence gives them.
Result<std::vector<Found>> find(store::Connection& db, const std::string& block) {
  LT_ASSIGN(Statement select,
            db.prepare("SELECT x.key, x.kind, x.type, x.name, x.wikidata, x.state, t.sha256 || ' ' "
                       "|| coalesce(x.first, 0), x.catalogued "
                       "FROM article_entities x JOIN stored_articles a ON a.article = x.article "
                       "JOIN texts t ON t.text = a.text "
                       "JOIN analyses n ON n.article = x.article WHERE x.proposed = ? "
                       "ORDER BY x.catalogued DESC, n.published_last IS NULL, n.published_last, "
                       "t.sha256, x.first IS NULL, x.first, x.name, a.id, x.n"));
  select.bind(block);
  std::vector<Found> found;
  std::unordered_set<std::string> keys;
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) return found;
    if (keys.insert(select.string(0)).second) {
      found.push_back({select.string(0), select.string(1), select.string(2), select.string(3),
                       select.string(4), select.string(5), select.string(6),
                       select.integer(7) != 0});
      continue;
    }
    // The catalogue or an office may name the state in a later article only.
    if (const std::string_view state = select.text(5); !state.empty()) {
      for (Found& one : found)
        if (one.key == select.text(0) && one.state.empty()) one.state = state;
    }
  }
}

}  // namespace

Result<void> derive_entities(store::Connection& db, const std::string& block) {
  LT_ASSIGN(const std::vector<Found> found, find(db, block));
  // Rows of entities that stay keep their numbers, so that a state named in every article is not
  // tied anew to each.
  LT_ASSIGN(
      Statement save,
      db.prepare("INSERT INTO chronicle_entities (id, block, key, kind, type, name, wikidata, "
                 "catalogued, state) "
                 "VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET block = "
                 "excluded.block, key = excluded.key, "
                 "kind = excluded.kind, type = excluded.type, name = excluded.name, wikidata = "
                 "excluded.wikidata, "
                 "catalogued = excluded.catalogued, state = excluded.state RETURNING entity"));
  LT_ASSIGN(Statement tie, db.prepare("UPDATE article_entities SET entity = ?1 WHERE proposed = ?2 "
                                      "AND key = ?3 AND entity IS NOT ?1"));
  std::vector<std::string> ids;
  for (const Found& one : found) {
    ids.push_back(
        ids.empty() ? block : block + "-" + sha256_hex(one.key + "\n" + one.evidence).substr(0, 8));
    save.bind(ids.back())
        .bind(block)
        .bind(one.key)
        .bind(one.kind)
        .bind(one.type)
        .bind(one.name)
        .bind_or_null(one.wikidata)
        .bind(one.catalogued)
        .bind_or_null(one.state);
    LT_ASSIGN(const bool saved, save.step());
    static_cast<void>(saved);
    const int64_t entity = save.integer(0);
    save.rewind();
    LT_TRY(tie.bind(entity).bind(block).bind(one.key).run());
  }
  LT_ASSIGN(Statement gone, db.prepare("DELETE FROM chronicle_entities WHERE block = ? AND id NOT "
                                       "IN (SELECT value FROM json_each(?))"));
  return gone.bind(block).bind(store::json_strings(ids)).run();
}

}  // namespace letopis::chronicle
