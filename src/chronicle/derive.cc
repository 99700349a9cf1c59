#include "chronicle/derive.h"

#include <algorithm>
#include <map>

#include "chronicle/entities.h"
#include "chronicle/events.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

Result<std::vector<std::string>> dirty_blocks(store::Connection& db, const char* kind) {
  LT_ASSIGN(Statement select, db.prepare("SELECT block FROM dirty WHERE kind = ? ORDER BY block"));
  select.bind(kind);
  std::vector<std::string> blocks;
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) return blocks;
    blocks.push_back(select.string(0));
  }
}

// What the events of the dirty blocks look like: id -> everything that a reader sees of it.
using Looks = std::map<std::string, std::string>;

Result<void> add_looks(store::Connection& db, Looks& looks) {
  LT_ASSIGN(
      Statement select,
      db.prepare("SELECT v.id, coalesce(v.edtf, '') || ' ' || v.modality || ' ' || "
                 "coalesce(v.known_from, '') || ' ' || v.claims || ' ' || v.articles "
                 "|| ' ' || v.origins || ' ' || (SELECT group_concat(id) FROM (SELECT c.id FROM "
                 "article_claims c WHERE c.event = v.event ORDER BY c.id)) "
                 "FROM chronicle_events v JOIN dirty d ON d.kind = 'event' AND d.block = v.block"));
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) return {};
    looks[select.string(0)] += select.string(1);
  }
}

}  // namespace

Result<DeriveReport> derive(store::Store& store) {
  DeriveReport report;
  store::Connection& db = store.db();
  LT_ASSIGN(const bool any, store.dirty());
  if (!any) return report;
  LT_ASSIGN(store::Transaction transaction, store::Transaction::begin(db));
  LT_ASSIGN(const std::vector<std::string> entities, dirty_blocks(db, "entity"));
  for (const std::string& block : entities) LT_TRY(derive_entities(db, block));
  LT_ASSIGN(const std::vector<std::string> events, dirty_blocks(db, "event"));
  Looks before, after;
  LT_TRY(add_looks(db, before));
  for (const std::string& block : events) LT_TRY(derive_events(db, block));
  LT_TRY(add_looks(db, after));
  LT_ASSIGN(report.indexed, store.index_words());
  LT_TRY(db.execute("DELETE FROM dirty"));
  LT_TRY(transaction.commit());
  for (const auto& [id, look] : after) {
    const auto old = before.find(id);
    if (old == before.end())
      report.appeared.push_back(id);
    else if (old->second != look)
      report.changed.push_back(id);
  }
  for (const auto& [id, look] : before)
    if (!after.contains(id)) report.vanished.push_back(id);
  report.entities = static_cast<int64_t>(entities.size());
  report.events = static_cast<int64_t>(events.size());
  return report;
}

}  // namespace letopis::chronicle
