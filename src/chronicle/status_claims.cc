#include "chronicle/status_claims.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

#include "store/rows.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

constexpr std::array<std::string_view, 7> kWeights = {"document", "body",   "party", "official",
                                                      "medium",   "outlet", "expert"};

#define LT_CLAIMS                                                                                 \
  "SELECT c.article, c.n, c.id, c.block, c.frame, c.modality, coalesce(c.edtf, ''), "             \
  "coalesce(c.until_edtf, ''), c.origin, a.id, t.sha256, coalesce(a.outlet, n.outlet, ''), "      \
  "coalesce(a.agency, ''), coalesce(n.title, a.title, ''), coalesce(n.published, ''), "           \
  "coalesce(c.first, ''), coalesce(c.last, ''), coalesce(c.until_first, ''), "                    \
  "coalesce(c.until_last, ''), coalesce(n.published_first, ''), coalesce(n.published_last, ''), " \
  "c.confidence, c.hedged, c.core, s.begin, s.\"end\" FROM article_claims c JOIN "                \
  "stored_articles a ON a.article = c.article JOIN texts t ON t.text = a.text JOIN analyses n "   \
  "ON n.article = c.article JOIN article_evidence s ON s.article = c.article AND s.n = c.n AND "  \
  "s.position = 0 WHERE c.kind = 'status' AND c.block IS NOT NULL"
#define LT_CANONICAL \
  " ORDER BY c.block, n.published_last IS NULL, n.published_last, t.sha256, s.begin, c.id, a.id"

// Roles and chains of the same claims: 0 subject, 1 object, 2 value, 3 post, 4 speaker.
#define LT_PARTIES(condition)                                                                     \
  "SELECT c.article, c.n, CASE r.role WHEN 'subject' THEN 0 WHEN 'object' THEN 1 WHEN 'value' "   \
  "THEN 2 ELSE 3 END, r.position, coalesce(x.entity, 0), coalesce(x.key, ''), "                   \
  "coalesce(x.kind, ''), coalesce(x.name, r.literal, ''), coalesce(x.state, ''), '' FROM "        \
  "article_claims c JOIN article_roles r ON r.article = c.article AND r.n = c.n LEFT JOIN "       \
  "article_entities x ON x.article = r.article AND x.n = r.entity_n WHERE c.kind = 'status' AND " \
  "c.block IS NOT NULL AND r.role IN ('subject', 'object', 'value', 'post')" condition            \
  " UNION ALL SELECT c.article, c.n, 4, h.position, coalesce(x.entity, 0), x.key, x.kind, "       \
  "x.name, coalesce(x.state, ''), coalesce((SELECT y.key FROM article_claims o JOIN "             \
  "article_roles p ON p.article = o.article AND p.n = o.n AND p.role = 'subject' JOIN "           \
  "article_roles q ON q.article = o.article AND q.n = o.n AND q.role = 'object' JOIN "            \
  "article_entities y ON y.article = o.article AND y.n = q.entity_n WHERE o.article = h.article " \
  "AND o.frame = 'office' AND o.kind = 'status' AND p.entity_n = h.entity_n ORDER BY o.n LIMIT "  \
  "1), '') FROM article_claims c JOIN article_chains h ON h.article = "                           \
  "c.article AND h.owner = 'claim' AND h.n = c.n JOIN article_entities x ON x.article = "         \
  "h.article AND x.n = h.entity_n WHERE c.kind = 'status' AND c.block IS NOT NULL" condition      \
  " ORDER BY 1, 2, 3, 4"

#define LT_ONE " AND c.block = ?1"
#define LT_LISTED " AND c.block IN (SELECT value FROM json_each(?1))"

Interval days(const Statement& row, int first, int last) {
  Interval out;
  if (const auto day = edtf_interval(row.text(first)); day && !row.text(first).empty())
    out.first = day->first;
  if (const auto day = edtf_interval(row.text(last)); day && !row.text(last).empty())
    out.last = day->last;
  return out;
}

// How much the source of a claim counts on the matter of the claim.
Weight weigh(const StatusClaim& claim) {
  if (claim.speakers.empty()) return Weight::kOutlet;
  const auto& sides = {&claim.subject, &claim.object};
  const auto of_side = [](const Party& speaker, const Party& side) {
    return !side.key.empty() &&
           (speaker.key == side.key ||
            (!speaker.state.empty() && (speaker.state == side.state || speaker.state == side.key)));
  };
  const Party& nearest = claim.speakers.front();
  if (nearest.kind == "document") return Weight::kDocument;
  if (nearest.kind == "medium") return Weight::kMedium;
  if (!claim.object.key.empty() && claim.object.kind == "org" &&
      (nearest.key == claim.object.key || nearest.office == claim.object.key))
    return Weight::kBody;
  size_t heard = 0;
  for (const Party* side : sides)
    heard += std::any_of(claim.speakers.begin(), claim.speakers.end(),
                         [&](const Party& speaker) { return of_side(speaker, *side); });
  const bool two = claim.subject.key != claim.object.key &&
                   (claim.subject.state.empty() || claim.subject.state != claim.object.state);
  if (heard == 2 && two) return Weight::kBody;
  if (of_side(nearest, claim.subject) || of_side(nearest, claim.object)) return Weight::kParty;
  // Whoever has an office of a state speaks for it; who has one elsewhere does so in the news
  // itself, and only for himself where the article asks him what he thinks of it.
  const bool office = !nearest.office.empty() && claim.core;
  return nearest.kind != "person" || !nearest.state.empty() || office ? Weight::kOfficial
                                                                      : Weight::kExpert;
}

Result<std::vector<StatusClaim>> read(Statement& claims, Statement& parties) {
  std::vector<StatusClaim> out;
  std::map<std::pair<int64_t, int64_t>, size_t> at;
  while (true) {
    LT_ASSIGN(const bool more, claims.step());
    if (!more) break;
    at.emplace(std::pair(claims.integer(0), claims.integer(1)), out.size());
    StatusClaim& claim = out.emplace_back();
    claim.article = claims.integer(0);
    claim.n = claims.integer(1);
    std::string* const texts[] = {
        &claim.id,         &claim.block,  &claim.kind,       &claim.modality,    &claim.edtf,
        &claim.until_edtf, &claim.origin, &claim.article_id, &claim.text_sha256, &claim.outlet,
        &claim.agency,     &claim.title,  &claim.published};
    int column = 2;
    for (std::string* text : texts) *text = claims.string(column++);
    claim.when = days(claims, 15, 16);
    claim.until = days(claims, 17, 18);
    claim.published_days = days(claims, 19, 20);
    if (claim.published_days.last != Interval::kOpenEnd) claim.known = claim.published_days.last;
    claim.confidence = claims.real(21);
    claim.hedged = claims.integer(22) != 0;
    claim.core = claims.integer(23) != 0;
    claim.begin = claims.integer(24);
    claim.end = claims.integer(25);
  }
  while (true) {
    LT_ASSIGN(const bool more, parties.step());
    if (!more) break;
    const auto found = at.find({parties.integer(0), parties.integer(1)});
    if (found == at.end()) continue;
    StatusClaim& claim = out[found->second];
    const int64_t role = parties.integer(2);
    Party party{parties.integer(4), parties.string(5), parties.string(6),
                parties.string(7),  parties.string(8), parties.string(9)};
    if (role == 2) {
      if (claim.value.empty()) claim.value = party.name;
    } else if (role == 3) {
      if (claim.post.empty()) claim.post = party.name;
    } else if (role == 4) {
      claim.speakers.push_back(std::move(party));
    } else {
      Party& side = role == 0 ? claim.subject : claim.object;
      if (!side.name.empty()) continue;
      if (party.key.empty()) party.key = "literal|" + party.name;
      side = std::move(party);
    }
  }
  for (StatusClaim& claim : out) claim.weight = weigh(claim);
  return out;
}

}  // namespace

std::string_view weight_name(Weight weight) { return kWeights[static_cast<size_t>(weight)]; }

std::optional<Day> StatusClaim::since() const {
  if (when.bounded() || when.last != Interval::kOpenEnd) return when.last;
  if (when.first != Interval::kOpenBegin) return std::max(when.first, known.value_or(when.first));
  if (published_days.bounded()) return published_days.last;
  return known;
}

Result<std::vector<StatusClaim>> status_claims(store::Connection& db, const std::string& block) {
  LT_ASSIGN(Statement claims, db.prepare(LT_CLAIMS LT_ONE LT_CANONICAL));
  LT_ASSIGN(Statement parties, db.prepare(LT_PARTIES(LT_ONE)));
  claims.bind(block);
  parties.bind(block);
  return read(claims, parties);
}

Result<std::vector<StatusClaim>> status_claims(
    store::Connection& db, const std::optional<std::vector<std::string>>& blocks) {
  if (!blocks) {
    LT_ASSIGN(Statement claims, db.prepare(LT_CLAIMS LT_CANONICAL));
    LT_ASSIGN(Statement parties, db.prepare(LT_PARTIES("")));
    return read(claims, parties);
  }
  LT_ASSIGN(Statement claims, db.prepare(LT_CLAIMS LT_LISTED LT_CANONICAL));
  LT_ASSIGN(Statement parties, db.prepare(LT_PARTIES(LT_LISTED)));
  const std::string list = store::json_strings(*blocks);
  claims.bind(list);
  parties.bind(list);
  return read(claims, parties);
}

int64_t origins_of(const std::vector<const StatusClaim*>& claims) {
  std::map<std::string_view, std::set<std::string_view>> agencies_of_text;
  for (const StatusClaim* claim : claims) {
    auto& agencies = agencies_of_text[claim->text_sha256];
    if (!claim->agency.empty()) agencies.insert(claim->agency);
  }
  std::set<std::string> distinct;
  for (const auto& [text, agencies] : agencies_of_text)
    distinct.insert(agencies.empty() ? "text " + std::string(text)
                                     : "agency " + std::string(*agencies.begin()));
  return static_cast<int64_t>(distinct.size());
}

}  // namespace letopis::chronicle
