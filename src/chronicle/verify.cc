#include "chronicle/verify.h"

#include "base/hash.h"
#include "base/utf8.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

// Spans of one article: what, begin, end, hash.
constexpr const char* kSpans =
    "SELECT 'evidence of claim ' || c.id, s.begin, s.\"end\", s.hash FROM article_evidence s JOIN "
    "article_claims c ON c.article = s.article "
    "AND c.n = s.n WHERE s.article = ?1 UNION ALL SELECT 'mention', begin, \"end\", hash FROM "
    "article_mentions WHERE article = ?1 "
    "UNION ALL SELECT 'quote', begin, \"end\", hash FROM article_quotes WHERE article = ?1 "
    "UNION ALL SELECT 'time', begin, \"end\", hash FROM article_times WHERE article = ?1 "
    "UNION ALL SELECT 'figure', begin, \"end\", hash FROM article_figures WHERE article = ?1 "
    "UNION ALL SELECT 'role', begin, \"end\", NULL FROM article_roles WHERE article = ?1 AND begin "
    "IS NOT NULL "
    "UNION ALL SELECT 'cue', cue_begin, cue_end, NULL FROM article_quotes WHERE article = ?1 AND "
    "cue_begin IS NOT NULL "
    "UNION ALL SELECT 'trigger', trigger_begin, trigger_end, NULL FROM article_claims WHERE "
    "article = ?1 AND trigger_begin IS NOT NULL";

// Each gives (id, what is wrong) for every fault of its kind.
constexpr const char* kInvariants[] = {
    "SELECT 'schema', 'the database itself: ' || integrity_check FROM pragma_integrity_check WHERE "
    "integrity_check <> 'ok'",
    "SELECT \"table\" || '/' || coalesce(rowid, ''), 'points to a row that is not there, in ' || "
    "parent FROM pragma_foreign_key_check",
    "SELECT a.id, 'an article without an analysis' FROM stored_articles a WHERE NOT EXISTS (SELECT "
    "1 FROM analyses n WHERE n.article = a.article)",
    "SELECT a.id, 'an article without a version that stands, or with several' FROM stored_articles "
    "a WHERE (SELECT count(*) FROM stored_versions v "
    "WHERE v.article = a.article AND v.text = a.text AND NOT v.closed) <> 1",
    "SELECT id, 'a claim without evidence' FROM article_claims c WHERE NOT EXISTS (SELECT 1 FROM "
    "article_evidence s WHERE s.article = c.article AND s.n = c.n)",
    "SELECT id, 'a claim whose time ends before it begins' FROM article_claims WHERE first > last "
    "OR until_first > until_last OR first > until_last",
    "SELECT id, 'a status that says nobody''s state, or no value' FROM article_claims c WHERE kind "
    "= "
    "'status' AND (block IS NULL OR NOT EXISTS (SELECT 1 FROM article_roles r WHERE r.article = "
    "c.article AND r.n = c.n AND r.role = 'value'))",
    "SELECT a.id, 'a time that ends before it begins, at ' || t.begin FROM article_times t JOIN "
    "stored_articles a ON a.article = t.article WHERE first > last",
    "SELECT a.id, 'a figure whose range ends before it begins, at ' || f.begin FROM "
    "article_figures f JOIN stored_articles a ON a.article = f.article WHERE high < value",
    "SELECT a.id, 'published: the interval ends before it begins' FROM analyses n JOIN "
    "stored_articles a ON a.article = n.article WHERE n.published_first > n.published_last",
    "SELECT a.id, 'a role that names an entity which the article lacks' FROM article_roles r JOIN "
    "stored_articles a ON a.article = r.article "
    "WHERE r.entity_n IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_entities x WHERE x.article "
    "= r.article AND x.n = r.entity_n)",
    "SELECT a.id, 'a mention of an entity which the article lacks' FROM article_mentions m JOIN "
    "stored_articles a ON a.article = m.article "
    "WHERE m.entity_n IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_entities x WHERE x.article "
    "= m.article AND x.n = m.entity_n)",
    "SELECT a.id, 'a chain that names an entity which the article lacks' FROM article_chains h "
    "JOIN stored_articles a ON a.article = h.article "
    "WHERE NOT EXISTS (SELECT 1 FROM article_entities x WHERE x.article = h.article AND x.n = "
    "h.entity_n)",
    "SELECT a.id, 'a row of a claim which the article lacks' FROM (SELECT article, n FROM "
    "article_evidence UNION SELECT article, n FROM article_roles) r "
    "JOIN stored_articles a ON a.article = r.article WHERE NOT EXISTS (SELECT 1 FROM "
    "article_claims c WHERE c.article = r.article AND c.n = r.n)",
    "SELECT 'search', 'sentence ' || w.row || ' of an article that is not there, or with other '"
    " || 'dictionary forms than words' FROM article_words w WHERE NOT EXISTS (SELECT 1 FROM "
    "stored_articles a WHERE a.article = w.row >> 24) OR (w.lemma <> '' AND "
    "length(w.surface) - length(replace(w.surface, ' ', '')) <> length(w.lemma) - "
    "length(replace(w.lemma, ' ', '')))",
    "SELECT sha256, 'a text that belongs to no article' FROM texts t WHERE NOT EXISTS (SELECT 1 "
    "FROM stored_articles a WHERE a.text = t.text) "
    "AND NOT EXISTS (SELECT 1 FROM stored_versions v WHERE v.text = t.text)",
};

// Of what was derived; only where nothing waits to be derived.
constexpr const char* kDerived[] = {
    "SELECT 'search', 'the index has another number of sentences than there are' WHERE (SELECT "
    "count(*) FROM article_words) <> (SELECT count(*) FROM search_docsize)",
    "SELECT x.proposed, 'an entity of an article that is tied to no entity of the chronicle' FROM "
    "article_entities x "
    "LEFT JOIN chronicle_entities e ON e.entity = x.entity WHERE e.entity IS NULL OR e.key <> "
    "x.key",
    "SELECT e.id, 'an entity that no article names' FROM chronicle_entities e WHERE NOT EXISTS "
    "(SELECT 1 FROM article_entities x WHERE x.entity = e.entity)",
    "SELECT c.id, 'an act with parties that belongs to no event of its block' FROM article_claims "
    "c LEFT JOIN chronicle_events v ON v.event = c.event "
    "WHERE c.kind = 'act' AND c.block IS NOT NULL AND (v.event IS NULL OR v.block <> c.block)",
    "SELECT v.id, 'an event without claims' FROM chronicle_events v WHERE NOT EXISTS (SELECT 1 "
    "FROM article_claims c WHERE c.event = v.event)",
    "SELECT v.id, 'an event that counts its claims wrong' FROM chronicle_events v WHERE v.claims "
    "<> (SELECT count(*) FROM article_claims c WHERE c.event = v.event)",
    "SELECT v.id, 'an event whose id is none of its claims' FROM chronicle_events v WHERE NOT "
    "EXISTS (SELECT 1 FROM article_claims c WHERE c.event = v.event AND c.id = v.id)",
    "SELECT v.id, 'an event without participants' FROM chronicle_events v WHERE NOT EXISTS (SELECT "
    "1 FROM article_claims c JOIN article_roles r "
    "ON r.article = c.article AND r.n = c.n WHERE c.event = v.event AND r.role IN ('agent', "
    "'co_agent', 'visitor', 'host', 'recipient', 'mediator', "
    "'beneficiary', 'object'))",
    "SELECT id, 'an event that ends before it begins' FROM chronicle_events WHERE first > last",
    "SELECT v.id, 'an event without a state' FROM chronicle_events v WHERE NOT EXISTS (SELECT 1 "
    "FROM chronicle_event_states s WHERE s.event = v.event)",
    "SELECT 'event ' || s.event, 'a state of an event that is not there' FROM "
    "chronicle_event_states s WHERE NOT EXISTS (SELECT 1 FROM chronicle_events v WHERE v.event = "
    "s.event)",
};

Result<void> collect(store::Connection& db, const char* sql, VerifyReport& report) {
  LT_ASSIGN(Statement select, db.prepare(sql));
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) return {};
    report.faults.push_back({select.string(0), select.string(1)});
  }
}

}  // namespace

Result<VerifyReport> verify(store::Store& store) {
  VerifyReport report;
  store::Connection& db = store.db();
  LT_ASSIGN(
      Statement articles,
      db.prepare("SELECT a.article, a.id, t.body, t.sha256, t.code_points FROM stored_articles a "
                 "JOIN texts t ON t.text = a.text ORDER BY a.id"));
  while (true) {
    LT_ASSIGN(const bool more, articles.step());
    if (!more) break;
    ++report.articles;
    const std::string id = articles.string(1);
    const std::string_view text = articles.text(2);
    if (sha256_hex(text) != articles.text(3))
      report.faults.push_back({id, "the text is not the one that was hashed"});
    const utf8::CodePoints points(text);
    if (points.size() != articles.integer(4))
      report.faults.push_back({id, "the text has another length than was stored"});
    LT_ASSIGN(Statement spans, db.prepare(kSpans));
    spans.bind(articles.integer(0));
    while (true) {
      LT_ASSIGN(const bool span, spans.step());
      if (!span) break;
      ++report.spans;
      const int64_t begin = spans.integer(1), end = spans.integer(2);
      const std::string where =
          spans.string(0) + " at " + std::to_string(begin) + "-" + std::to_string(end);
      if (begin < 0 || end <= begin || end > points.size()) {
        report.faults.push_back({id, where + " does not lie in the text"});
        continue;
      }
      const uint32_t from = points.to_byte(text, static_cast<uint32_t>(begin)),
                     to = points.to_byte(text, static_cast<uint32_t>(end));
      if (!spans.is_null(3) && store::words_hash(text.substr(from, to - from)) != spans.integer(3))
        report.faults.push_back({id, where + " has other words than were read"});
    }
  }
  for (const char* sql : kInvariants) LT_TRY(collect(db, sql, report));
  LT_ASSIGN(const bool dirty, store.dirty());
  if (dirty) {
    report.faults.push_back({"chronicle",
                             "entities and events wait to be derived: a writer was interrupted; "
                             "any command that writes completes it"});
    return report;
  }
  for (const char* sql : kDerived) LT_TRY(collect(db, sql, report));
  LT_ASSIGN(const auto events, db.number("SELECT count(*) FROM chronicle_events"));
  report.events = events.value_or(0);
  return report;
}

}  // namespace letopis::chronicle
