#include "store/rows.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"
#include "store/blocks.h"
#include "store/fold.h"
#include "store/paths.h"
#include "store/search_words.h"

namespace letopis::store {
namespace {

constexpr const char* kTables[] = {"DELETE FROM article_entities WHERE article = ?",
                                   "DELETE FROM article_names WHERE article = ?",
                                   "DELETE FROM article_mentions WHERE article = ?",
                                   "DELETE FROM article_quotes WHERE article = ?",
                                   "DELETE FROM article_times WHERE article = ?",
                                   "DELETE FROM article_figures WHERE article = ?",
                                   "DELETE FROM article_chains WHERE article = ?",
                                   "DELETE FROM article_claims WHERE article = ?",
                                   "DELETE FROM article_roles WHERE article = ?",
                                   "DELETE FROM article_evidence WHERE article = ?",
                                   "DELETE FROM article_disputes WHERE article = ?",
                                   "DELETE FROM article_problems WHERE article = ?",
                                   "DELETE FROM analyses WHERE article = ?"};

std::optional<int64_t> maybe(uint32_t entity) {
  return entity == kNoEntity ? std::optional<int64_t>() : std::optional<int64_t>(entity);
}

class Writer {
 public:
  Writer(Connection& db, int64_t row, const Article& article, const Analysis& analysis)
      : db_(db),
        row_(row),
        article_(article),
        analysis_(analysis),
        text_(article.text),
        points_(article.text) {}

  Result<void> write(const std::string& version, const StateLookup& state_of) {
    LT_TRY(check());
    LT_TRY(head(version));
    LT_TRY(entities(state_of));
    LT_TRY(names());
    LT_TRY(mentions());
    LT_TRY(quotes());
    LT_TRY(times());
    LT_TRY(figures());
    LT_TRY(claims());
    LT_TRY(words());
    return rest();
  }

 private:
  uint32_t point(uint32_t byte) const { return points_.at_byte(text_, byte); }
  int64_t hash(Span span) const { return words_hash(span.of(text_)); }

  bool fits(Span span) const {
    const auto border = [this](uint32_t byte) {
      return byte == text_.size() || (static_cast<unsigned char>(text_[byte]) & 0xC0U) != 0x80U;
    };
    return span.begin <= span.end && span.end <= text_.size() && border(span.begin) &&
           border(span.end);
  }
  Error misfit(const char* what, Span span) const {
    return {Code::kBadInput,
            std::string("a ") + what + " at bytes " + std::to_string(span.begin) + "-" +
                std::to_string(span.end) +
                " does not fit the text; please report this as a fault of the program",
            article_.path};
  }
  bool known(uint32_t entity) const {
    return entity == kNoEntity || entity < analysis_.entities.size();
  }

  // Everything is checked before the first row is written.
  Result<void> check() const {
    for (const Mention& m : analysis_.mentions) {
      if (!fits(m.span) || m.span.empty()) return misfit("mention", m.span);
      for (const uint32_t e : m.entities)
        if (e >= analysis_.entities.size()) return misfit("mention's entity", m.span);
    }
    for (const Quote& q : analysis_.quotes) {
      if (!fits(q.span) || q.span.empty() || !fits(q.cue_span) || !known(q.speaker))
        return misfit("quote", q.span);
      for (const uint32_t e : q.via)
        if (e >= analysis_.entities.size()) return misfit("quote's relay", q.span);
    }
    for (const TimeExpression& t : analysis_.times)
      if (!fits(t.span) || t.span.empty()) return misfit("time", t.span);
    for (const Figure& f : analysis_.figures) {
      if (!fits(f.span) || f.span.empty()) return misfit("figure", f.span);
      for (const auto& list : {f.of, f.said_by})
        for (const uint32_t e : list)
          if (e >= analysis_.entities.size()) return misfit("figure's entity", f.span);
    }
    for (const Claim& c : analysis_.claims) {
      if (c.evidence.empty()) return misfit("claim without evidence", c.trigger);
      for (const Span span : c.evidence)
        if (!fits(span) || span.empty()) return misfit("piece of evidence", span);
      if (!fits(c.trigger)) return misfit("trigger", c.trigger);
      for (const Argument& a : c.arguments)
        if (!fits(a.span) || !known(a.entity)) return misfit("role", a.span);
      for (const uint32_t e : c.said_by)
        if (e >= analysis_.entities.size()) return misfit("claim's speaker", c.trigger);
    }
    for (const Mask& m : analysis_.masks)
      if (!fits(m.span)) return misfit("mask", m.span);
    for (const Foreign& f : analysis_.foreign)
      if (!fits(f.span)) return misfit("foreign paragraph", f.span);
    for (const Span span : analysis_.sentence_spans)
      if (!fits(span)) return misfit("sentence", span);
    const size_t items[] = {analysis_.claims.size(), analysis_.times.size(),
                            analysis_.figures.size()};
    for (const Dispute& d : analysis_.disputes)
      for (const DisputeItem& item : d.between)
        if (item.index >= items[static_cast<size_t>(item.of)]) return misfit("dispute", {});
    return {};
  }

  Result<void> head(const std::string& version) {
    std::string masks, sentences;
    {
      JsonWriter json(masks);
      // Foreign paragraphs among them: ["begin", "end", "language", code].
      json.begin_array();
      size_t next = 0;
      const auto foreign_before = [&](uint32_t byte) {
        for (; next < analysis_.foreign.size() && analysis_.foreign[next].span.begin < byte; ++next)
          json.begin_array()
              .value(point(analysis_.foreign[next].span.begin))
              .value(point(analysis_.foreign[next].span.end))
              .value("language")
              .value(analysis_.foreign[next].language)
              .end_array();
      };
      for (const Mask& mask : analysis_.masks) {
        foreign_before(mask.span.begin);
        json.begin_array()
            .value(point(mask.span.begin))
            .value(point(mask.span.end))
            .value(mask_kind_name(mask.kind))
            .end_array();
      }
      foreign_before(UINT32_MAX);
      json.end_array();
    }
    {
      JsonWriter json(sentences);
      json.begin_array();
      for (const Span span : analysis_.sentence_spans)
        json.begin_array().value(point(span.begin)).value(point(span.end)).end_array();
      json.end_array();
    }
    const Published& published = analysis_.published;
    LT_ASSIGN(Statement insert,
              db_.prepare("INSERT INTO analyses VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    return insert.bind(row_)
        .bind(analysis_key(article_))
        .bind(version)
        .bind_or_null(analysis_.language)
        .bind_or_null(analysis_.title)
        .bind_or_null(analysis_.outlet)
        .bind(json_strings(analysis_.authors))
        .bind_or_null(published.edtf)
        .bind(day_or_null(published.days.first))
        .bind(day_or_null(published.days.last))
        .bind(date_source_name(published.source))
        .bind(masks)
        .bind(sentences)
        .run();
  }

  // Persons and organisations by the lookup, else by an office that the text itself gives them in a
  // state.
  std::vector<std::string> states(const StateLookup& state_of) const {
    std::vector<std::string> states(analysis_.entities.size());
    for (size_t n = 0; n < states.size(); ++n) {
      const Entity& entity = analysis_.entities[n];
      if (entity.kind == EntityKind::kState)
        states[n] = entity.id;
      else if (state_of)
        states[n] = state_of(entity);
    }
    for (const Claim& claim : analysis_.claims) {
      if (claim.kind != ClaimKind::kStatus || claim.frame != "office") continue;
      uint32_t holder = kNoEntity, of = kNoEntity;
      for (const Argument& argument : claim.arguments) {
        if (argument.role == "subject") holder = argument.entity;
        if (argument.role == "object") of = argument.entity;
      }
      if (holder != kNoEntity && of != kNoEntity && states[holder].empty())
        states[holder] = states[of];
    }
    return states;
  }

  Result<void> entities(const StateLookup& state_of) {
    std::vector<std::optional<int64_t>> first(analysis_.entities.size());
    for (const Mention& mention : analysis_.mentions)
      for (const uint32_t n : mention.entities)
        if (const int64_t at = point(mention.span.begin); !first[n] || at < *first[n])
          first[n] = at;
    const std::vector<std::string> state = states(state_of);
    LT_ASSIGN(
        Statement insert,
        db_.prepare(
            "INSERT INTO article_entities (article, n, proposed, key, kind, type, name, wikidata, "
            "catalogued, state, first) VALUES (?,?,?,?,?,?,?,?,?,?,?)"));
    LT_ASSIGN(Statement dirty, db_.prepare("INSERT OR IGNORE INTO dirty VALUES ('entity', ?)"));
    for (size_t n = 0; n < analysis_.entities.size(); ++n) {
      const Entity& entity = analysis_.entities[n];
      LT_TRY(insert.bind(row_)
                 .bind(static_cast<int64_t>(n))
                 .bind(entity.id)
                 .bind(entity_key(entity, article_.text_sha256))
                 .bind(entity_kind_name(entity.kind))
                 .bind(entity_type_name(entity.type))
                 .bind(entity.name)
                 .bind_or_null(entity.wikidata)
                 .bind(entity.catalogued)
                 .bind_or_null(state[n])
                 .bind(first[n])
                 .run());
      LT_TRY(dirty.bind(entity.id).run());
    }
    return {};
  }

  Result<void> names() {
    std::vector<std::set<std::string>> names(analysis_.entities.size());
    for (size_t n = 0; n < names.size(); ++n) {
      const Entity& entity = analysis_.entities[n];
      std::string name = fold(entity.name);
      std::string latin = entity.id.substr(entity.id.find('/') + 1);
      std::replace(latin.begin(), latin.end(), '-', ' ');
      if (entity.kind == EntityKind::kPerson) {  // a surname alone, too
        for (const std::string* whole : {&name, &latin})
          if (const size_t blank = whole->rfind(' '); blank != std::string::npos)
            names[n].insert(whole->substr(blank + 1));
      }
      names[n].insert(fold_latin(latin));
      names[n].insert(std::move(name));
      names[n].insert(std::move(latin));
    }
    for (const Mention& mention : analysis_.mentions) {
      if (mention.entities.size() != 1) continue;
      if (mention.form != MentionForm::kName && mention.form != MentionForm::kAbbreviation)
        continue;
      names[mention.entities[0]].insert(fold(mention.span.of(text_)));
      if (!mention.normal.empty()) names[mention.entities[0]].insert(fold(mention.normal));
    }
    LT_ASSIGN(Statement insert, db_.prepare("INSERT INTO article_names VALUES (?,?,?)"));
    for (size_t n = 0; n < names.size(); ++n)
      for (const std::string& name : names[n])
        if (!name.empty()) LT_TRY(insert.bind(row_).bind(static_cast<int64_t>(n)).bind(name).run());
    return {};
  }

  Result<void> mentions() {
    LT_ASSIGN(Statement insert,
              db_.prepare("INSERT INTO article_mentions VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"));
    for (size_t n = 0; n < analysis_.mentions.size(); ++n) {
      const Mention& m = analysis_.mentions[n];
      const size_t parts = std::max<size_t>(1, m.entities.size());
      for (size_t part = 0; part < parts; ++part) {
        LT_TRY(insert.bind(row_)
                   .bind(static_cast<int64_t>(n))
                   .bind(static_cast<int64_t>(part))
                   .bind(point(m.span.begin))
                   .bind(point(m.span.end))
                   .bind(hash(m.span))
                   .bind(entity_type_name(m.type))
                   .bind(mention_form_name(m.form))
                   .bind(m.normal)
                   .bind(m.entities.empty() ? std::optional<int64_t>() : maybe(m.entities[part]))
                   .bind(m.origin.by)
                   .bind(shown_confidence(m.origin.confidence))
                   .run());
      }
    }
    return {};
  }

  Result<void> chain(const char* owner, size_t n, const std::vector<uint32_t>& entities) {
    LT_ASSIGN(Statement insert, db_.prepare("INSERT INTO article_chains VALUES (?,?,?,?,?)"));
    for (size_t i = 0; i < entities.size(); ++i)
      LT_TRY(insert.bind(row_)
                 .bind(owner)
                 .bind(static_cast<int64_t>(n))
                 .bind(static_cast<int64_t>(i))
                 .bind(entities[i])
                 .run());
    return {};
  }

  Result<void> quotes() {
    LT_ASSIGN(Statement insert,
              db_.prepare("INSERT INTO article_quotes VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    for (size_t n = 0; n < analysis_.quotes.size(); ++n) {
      const Quote& q = analysis_.quotes[n];
      insert.bind(row_)
          .bind(static_cast<int64_t>(n))
          .bind(point(q.span.begin))
          .bind(point(q.span.end))
          .bind(hash(q.span))
          .bind(quote_kind_name(q.kind))
          .bind(maybe(q.speaker))
          .bind_or_null(q.speaker_text)
          .bind_or_null(q.cue);
      if (q.cue_span.empty())
        insert.bind_null().bind_null();
      else
        insert.bind(point(q.cue_span.begin)).bind(point(q.cue_span.end));
      LT_TRY(insert.bind(q.origin.by).bind(shown_confidence(q.origin.confidence)).run());
      LT_TRY(chain("quote", n, q.via));
    }
    return {};
  }

  Result<void> times() {
    LT_ASSIGN(Statement insert,
              db_.prepare("INSERT INTO article_times VALUES (?,?,?,?,?,?,?,?,?,?,?)"));
    for (size_t n = 0; n < analysis_.times.size(); ++n) {
      const TimeExpression& t = analysis_.times[n];
      LT_TRY(insert.bind(row_)
                 .bind(static_cast<int64_t>(n))
                 .bind(point(t.span.begin))
                 .bind(point(t.span.end))
                 .bind(hash(t.span))
                 .bind_or_null(t.value.edtf)
                 .bind(day_or_null(t.value.days.first))
                 .bind(day_or_null(t.value.days.last))
                 .bind(anchor_kind_name(t.value.anchor))
                 .bind(t.origin.by)
                 .bind(shown_confidence(t.origin.confidence))
                 .run());
    }
    return {};
  }

  Result<void> figures() {
    LT_ASSIGN(Statement insert,
              db_.prepare("INSERT INTO article_figures VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"));
    for (size_t n = 0; n < analysis_.figures.size(); ++n) {
      const Figure& f = analysis_.figures[n];
      LT_TRY(insert.bind(row_)
                 .bind(static_cast<int64_t>(n))
                 .bind(point(f.span.begin))
                 .bind(point(f.span.end))
                 .bind(hash(f.span))
                 .bind(f.value)
                 .bind(f.high)
                 .bind_or_null(f.unit)
                 .bind_or_null(f.approx)
                 .bind_or_null(f.measure)
                 .bind(f.origin.by)
                 .bind(shown_confidence(f.origin.confidence))
                 .run());
      LT_TRY(chain("figure", n, f.said_by));
      LT_TRY(chain("figure_of", n, f.of));
    }
    return {};
  }

  Result<void> claims() {
    LT_ASSIGN(Statement insert,
              db_.prepare("INSERT INTO article_claims VALUES "
                          "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULL)"));
    LT_ASSIGN(Statement role, db_.prepare("INSERT INTO article_roles VALUES (?,?,?,?,?,?,?,?)"));
    LT_ASSIGN(Statement evidence, db_.prepare("INSERT INTO article_evidence VALUES (?,?,?,?,?,?)"));
    LT_ASSIGN(Statement dirty, db_.prepare("INSERT OR IGNORE INTO dirty VALUES (?, ?)"));
    std::map<std::string, int> seen;
    for (size_t i = 0; i < analysis_.claims.size(); ++i) {
      const Claim& c = analysis_.claims[i];
      const auto n = static_cast<int64_t>(i);
      std::string id = c.id(article_.text_sha256);
      if (const int times = ++seen[id]; times > 1)
        id += "-" + std::to_string(times);  // same frame, same words, other parties
      const bool act = c.kind == ClaimKind::kAct;
      const auto block = act ? event_block(c, analysis_) : status_block(c, analysis_);
      const auto merge = merge_days(c.when);
      insert.bind(row_)
          .bind(n)
          .bind(id)
          .bind(act ? "act" : "status")
          .bind(c.frame)
          .bind_or_null(c.plover)
          .bind_or_null(c.mode)
          .bind(json_strings(c.contexts))
          .bind_or_null(c.when.edtf)
          .bind(day_or_null(c.when.days.first))
          .bind(day_or_null(c.when.days.last))
          .bind(anchor_kind_name(c.when.anchor))
          .bind_or_null(c.until.edtf)
          .bind(day_or_null(c.until.days.first))
          .bind(day_or_null(c.until.days.last))
          .bind(modality_name(c.modality))
          .bind(c.hedged)
          .bind(c.core);
      if (c.trigger.empty())
        insert.bind_null().bind_null();
      else
        insert.bind(point(c.trigger.begin)).bind(point(c.trigger.end));
      insert.bind(c.origin.by).bind(shown_confidence(c.origin.confidence));
      if (merge)
        insert.bind(merge->first).bind(merge->last);
      else
        insert.bind_null().bind_null();
      LT_TRY(insert.bind(block).run());
      if (block) LT_TRY(dirty.bind(act ? "event" : "status").bind(*block).run());
      for (size_t k = 0; k < c.arguments.size(); ++k) {
        const Argument& a = c.arguments[k];
        role.bind(row_).bind(n).bind(static_cast<int64_t>(k)).bind(a.role).bind(maybe(a.entity));
        if (a.entity == kNoEntity)
          role.bind(a.literal);
        else
          role.bind_null();
        if (a.span.empty())
          role.bind_null().bind_null();
        else
          role.bind(point(a.span.begin)).bind(point(a.span.end));
        LT_TRY(role.run());
      }
      for (size_t k = 0; k < c.evidence.size(); ++k) {
        const Span span = c.evidence[k];
        LT_TRY(evidence.bind(row_)
                   .bind(n)
                   .bind(static_cast<int64_t>(k))
                   .bind(point(span.begin))
                   .bind(point(span.end))
                   .bind(hash(span))
                   .run());
      }
      LT_TRY(chain("claim", i, c.said_by));
    }
    return {};
  }

  // A sentence a row, numbered by article and place: 16777216 sentences are more than the largest
  // article that is read has. They are indexed later, many articles at once.
  Result<void> words() {
    LT_ASSIGN(Statement insert, db_.prepare("INSERT INTO article_words VALUES (?,?,?)"));
    const size_t count = std::min<size_t>(analysis_.sentence_spans.size(), 1U << 24U);
    for (size_t n = 0; n < count; ++n) {
      const std::string surface = search_words(analysis_.sentence_spans[n].of(text_));
      const std::string lemma = n < analysis_.sentence_lemmas.size()
                                    ? search_words(analysis_.sentence_lemmas[n])
                                    : std::string();
      const int64_t row = row_ * (int64_t{1} << 24) + static_cast<int64_t>(n);
      LT_TRY(insert.bind(row).bind(surface).bind(lemma).run());
    }
    LT_ASSIGN(Statement dirty, db_.prepare("INSERT OR IGNORE INTO dirty VALUES ('words', ?)"));
    return dirty.bind(std::to_string(row_)).run();
  }

  Result<void> rest() {
    LT_ASSIGN(Statement dispute, db_.prepare("INSERT INTO article_disputes VALUES "
                                             "(?,?,?,?,?,?,?,?)"));
    for (size_t n = 0; n < analysis_.disputes.size(); ++n) {
      const Dispute& d = analysis_.disputes[n];
      LT_TRY(dispute.bind(row_)
                 .bind(static_cast<int64_t>(n))
                 .bind(dispute_item_name(d.between[0].of))
                 .bind(d.between[0].index)
                 .bind(dispute_item_name(d.between[1].of))
                 .bind(d.between[1].index)
                 .bind(d.about)
                 .bind(d.why)
                 .run());
    }
    LT_ASSIGN(Statement problem, db_.prepare("INSERT INTO article_problems (article, stage, code, "
                                             "message, place) VALUES (?,?,?,?,?)"));
    const auto add = [&](const char* stage, const Problem& p) {
      return problem.bind(row_).bind(stage).bind(p.code).bind(p.message).bind(full_place(p.place)).run();
    };
    for (const Problem& p : article_.problems) LT_TRY(add("read", p));
    for (const Problem& p : analysis_.problems) {  // which repeats those of the article
      const bool told =
          std::any_of(article_.problems.begin(), article_.problems.end(), [&p](const Problem& one) {
            return one.code == p.code && one.message == p.message && one.place == p.place;
          });
      if (!told) LT_TRY(add("analysis", p));
    }
    return {};
  }

  Connection& db_;
  const int64_t row_;
  const Article& article_;
  const Analysis& analysis_;
  const std::string_view text_;
  const utf8::CodePoints points_;
};

}  // namespace

std::string analysis_key(const Article& article) {
  std::string content = article.text_sha256;
  for (const std::string* field : {&article.url, &article.outlet, &article.agency, &article.title,
                                   &article.language, &article.published.edtf})
    content.append("\n").append(*field);
  content.append("\n").append(date_source_name(article.published.source));
  for (const std::string& author : article.authors) content.append("\n").append(author);
  return sha256_hex(content);
}

Result<void> write_rows(Connection& db, int64_t row, const Article& article,
                        const Analysis& analysis, const std::string& version,
                        const StateLookup& state_of) {
  return Writer(db, row, article, analysis).write(version, state_of);
}

Result<void> clear_rows(Connection& db, int64_t row) {
  // What waits to be indexed is in no index yet.
  for (const char* sql :
       {"INSERT INTO search (search, rowid, surface, lemma) SELECT 'delete', row, surface, lemma "
        "FROM article_words WHERE row BETWEEN ?1 << 24 AND (?1 << 24) + 16777215 AND NOT EXISTS "
        "(SELECT 1 FROM dirty WHERE kind = 'words' AND block = CAST(?1 AS TEXT))",
        "DELETE FROM dirty WHERE kind = 'words' AND block = CAST(?1 AS TEXT)",
        "DELETE FROM article_words WHERE row BETWEEN ?1 << 24 AND (?1 << 24) + 16777215"}) {
    LT_ASSIGN(Statement erase, db.prepare(sql));
    LT_TRY(erase.bind(row).run());
  }
  LT_ASSIGN(Statement entities,
            db.prepare("INSERT OR IGNORE INTO dirty SELECT DISTINCT 'entity', proposed "
                       "FROM article_entities WHERE article = ?"));
  LT_TRY(entities.bind(row).run());
  LT_ASSIGN(
      Statement events,
      db.prepare(
          "INSERT OR IGNORE INTO dirty SELECT DISTINCT CASE kind WHEN 'act' THEN 'event' ELSE "
          "'status' END, block FROM article_claims WHERE article = ? AND block IS NOT NULL"));
  LT_TRY(events.bind(row).run());
  for (const char* sql : kTables) {
    LT_ASSIGN(Statement erase, db.prepare(sql));
    LT_TRY(erase.bind(row).run());
  }
  return {};
}

std::optional<std::string> day_or_null(Day day) {
  if (day == Interval::kOpenBegin || day == Interval::kOpenEnd) return std::nullopt;
  return iso(day);
}

std::string json_strings(const std::vector<std::string>& items) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const std::string& item : items) json.value(item);
  json.end_array();
  return out;
}

std::vector<std::string> strings_of_json(std::string_view json) {
  // Reads only what json_strings writes: strings with the escapes of JsonWriter.
  std::vector<std::string> items;
  for (size_t at = json.find('"'); at != std::string_view::npos; at = json.find('"', at)) {
    std::string item;
    for (++at; at < json.size() && json[at] != '"'; ++at) {
      if (json[at] != '\\' || at + 1 >= json.size()) {
        item += json[at];
        continue;
      }
      const char kind = json[++at];
      if (kind == 'u' && at + 4 < json.size()) {
        utf8::append(item, static_cast<char32_t>(
                               std::stoul(std::string(json.substr(at + 1, 4)), nullptr, 16)));
        at += 4;
      } else {
        item += kind == 'n'   ? '\n'
                : kind == 't' ? '\t'
                : kind == 'r' ? '\r'
                : kind == 'b' ? '\b'
                : kind == 'f' ? '\f'
                              : kind;
      }
    }
    items.push_back(std::move(item));
    if (at < json.size()) ++at;
  }
  return items;
}

double shown_confidence(float confidence) {
  return std::round(static_cast<double>(confidence) * 1e4) / 1e4;
}

int64_t words_hash(std::string_view words) { return std::bit_cast<int64_t>(hash64(words)); }

}  // namespace letopis::store
