#include "chronicle/events.h"

#include <algorithm>
#include <array>
#include <map>

#include "store/blocks.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

constexpr std::array<std::string_view, 4> kOthers = {"host", "recipient", "beneficiary",
                                                     "mediator"};
// A party that one side leaves out: only where both times are this short, else "in May" would
// swallow every visit of May.
constexpr Day kSurelyOne = 7;

struct State {
  std::string_view modality, state;
  int rank;  // which claim speaks for the event
};
constexpr std::array<State, 7> kStates = {{{"occurred", "held", 0},
                                           {"ongoing", "under-way", 1},
                                           {"planned", "planned", 2},
                                           {"offered", "offered", 3},
                                           {"hypothetical", "possible", 4},
                                           {"negated", "denied", 5},
                                           {"denied", "denied", 5}}};

const State& state(std::string_view modality) {
  for (const State& s : kStates)
    if (s.modality == modality) return s;
  return kStates[4];
}

bool differ(const std::set<std::string>& a, const std::set<std::string>& b) {
  if (a.empty() || b.empty()) return false;
  return std::none_of(a.begin(), a.end(), [&b](const std::string& key) { return b.contains(key); });
}

Day length(Interval days) { return days.last - days.first + 1; }

std::optional<std::string> text_or_null(const Statement& row, int column) {
  return row.is_null(column) ? std::optional<std::string>() : std::optional(row.string(column));
}

// In canonical order.
Result<std::vector<Told>> load(store::Connection& db, const std::string& block) {
  std::vector<Told> claims;
  {
    LT_ASSIGN(Statement select,
              db.prepare("SELECT c.article, c.n, c.id, t.sha256, coalesce(a.agency, ''), a.id, "
                         "n.published_last, c.merge_first, c.merge_last, c.frame, "
                         "c.plover, c.mode, c.edtf, c.first, c.last, c.anchor, c.modality, c.core "
                         "FROM article_claims c JOIN stored_articles a ON a.article = c.article "
                         "JOIN texts t ON t.text = a.text "
                         "JOIN analyses n ON n.article = c.article JOIN article_evidence s ON "
                         "s.article = c.article AND s.n = c.n AND s.position = 0 "
                         "WHERE c.block = ? ORDER BY n.published_last IS NULL, n.published_last, "
                         "t.sha256, s.begin, c.id, a.id"));
    select.bind(block);
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) break;
      Told& told = claims.emplace_back();
      told.article = select.integer(0);
      told.n = select.integer(1);
      told.id = select.string(2);
      told.text_sha256 = select.string(3);
      told.agency = select.string(4);
      told.article_id = select.string(5);
      told.known_from = text_or_null(select, 6);
      if (!select.is_null(7))
        told.days =
            Interval{static_cast<Day>(select.integer(7)), static_cast<Day>(select.integer(8))};
      told.frame = select.string(9);
      told.plover = select.string(10);
      told.mode = select.string(11);
      told.edtf = select.string(12);
      told.first = select.string(13);
      told.last = select.string(14);
      told.anchor = select.string(15);
      told.modality = select.string(16);
      told.core = select.integer(17) != 0;
    }
  }
  LT_ASSIGN(Statement roles,
            db.prepare("SELECT r.role, x.key, x.kind FROM article_roles r LEFT JOIN "
                       "article_entities x ON x.article = r.article AND x.n = r.entity_n "
                       "WHERE r.article = ? AND r.n = ? AND x.key IS NOT NULL"));
  for (Told& told : claims) {
    roles.bind(told.article).bind(told.n);
    while (true) {
      LT_ASSIGN(const bool more, roles.step());
      if (!more) break;
      const std::string_view role = roles.text(0), kind = roles.text(2);
      const auto other = std::find(kOthers.begin(), kOthers.end(), role);
      if (other != kOthers.end()) told.others[other - kOthers.begin()].insert(roles.string(1));
      if (role == "place" || role == "venue")
        (kind == "state" ? told.place_states : told.places).insert(roles.string(1));
      else if (kind == "document")
        told.documents.insert(roles.string(1));
      else if (kind == "occasion")
        told.occasions.insert(roles.string(1));
      else if (role == "object")
        told.objects.insert(roles.string(1));
    }
    roles.rewind();
  }
  return claims;
}

Result<void> write(store::Connection& db, const std::string& block,
                   const std::vector<const Told*>& members) {
  const Told& best =
      **std::min_element(members.begin(), members.end(),
                         [](const Told* a, const Told* b) { return speaks_before(*a, *b); });
  const Told& first = *members.front();
  std::set<std::string> articles;
  bool core = false;
  for (const Told* told : members) {
    articles.insert(told->article_id);
    core = core || told->core;
  }
  LT_ASSIGN(Statement insert,
            db.prepare("INSERT INTO chronicle_events (id, block, act, plover, mode, edtf, first, "
                       "last, anchor, modality, core, known_from, claims, articles, "
                       "origins) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
  LT_TRY(insert.bind(first.id)
             .bind(block)
             .bind(best.frame)
             .bind_or_null(best.plover)
             .bind_or_null(best.mode)
             .bind_or_null(best.edtf)
             .bind_or_null(best.first)
             .bind_or_null(best.last)
             .bind(best.anchor)
             .bind(best.modality)
             .bind(core)
             .bind(first.known_from)
             .bind(static_cast<int64_t>(members.size()))
             .bind(static_cast<int64_t>(articles.size()))
             .bind(independent_origins(members))
             .run());
  const int64_t event = db.last_row();
  LT_ASSIGN(Statement tie,
            db.prepare("UPDATE article_claims SET event = ? WHERE article = ? AND n = ?"));
  LT_ASSIGN(Statement life, db.prepare("INSERT INTO chronicle_event_states VALUES (?,?,?,?,?)"));
  std::set<std::string_view> seen;
  for (const Told* told : members) {
    LT_TRY(tie.bind(event).bind(told->article).bind(told->n).run());
    const std::string_view name = state_of_modality(told->modality);
    if (!seen.insert(name).second) continue;
    LT_TRY(life.bind(event)
               .bind(static_cast<int64_t>(seen.size() - 1))
               .bind(name)
               .bind(told->known_from)
               .bind(told->id)
               .run());
  }
  return {};
}

// Everything that one_happening looks at, besides the id.
std::string look_of(const Told& told) {
  std::string out =
      told.days ? std::to_string(told.days->first) + "/" + std::to_string(told.days->last) : "-";
  const auto add = [&out](const std::set<std::string>& keys) {
    out += '\n';
    for (const std::string& key : keys) out.append(key).append("\t");
  };
  for (const auto& keys : told.others) add(keys);
  for (const auto* keys :
       {&told.places, &told.place_states, &told.documents, &told.occasions, &told.objects})
    add(*keys);
  return out;
}

// An event in the making. A claim that looks like one of its claims agrees with all of them; so
// only one of each look is compared, and a thousand reports of one day cost no million comparisons.
struct Cluster {
  std::vector<const Told*> members, distinct;
  std::set<std::string> looks;

  bool takes(const Told& told, const std::string& look) const {
    if (told.days && looks.contains(look)) return true;
    return std::all_of(distinct.begin(), distinct.end(),
                       [&told](const Told* other) { return one_happening(told, *other); });
  }
  void add(const Told& told, const std::string& look, bool copy) {
    members.push_back(&told);
    // A copy need not agree with the others (it may be dated otherwise), so its look stands for
    // nothing.
    if (copy ? !looks.contains(look) : looks.insert(look).second) distinct.push_back(&told);
  }
};

}  // namespace

bool one_happening(const Told& a, const Told& b) {
  if (a.id == b.id) return true;  // the same words of one text, printed twice
  if (!a.days || !b.days || !a.days->overlaps(*b.days)) return false;
  const bool surely = std::max(length(*a.days), length(*b.days)) <= kSurelyOne;
  for (size_t i = 0; i < kOthers.size(); ++i) {
    if (a.others[i] == b.others[i]) continue;
    if (!surely || (!a.others[i].empty() && !b.others[i].empty())) return false;
  }
  return !differ(a.places, b.places) && !differ(a.place_states, b.place_states) &&
         !differ(a.documents, b.documents) && !differ(a.occasions, b.occasions) &&
         !differ(a.objects, b.objects);
}

bool speaks_before(const Told& a, const Told& b) {
  const auto rank = [](const Told& told) {
    return std::tuple(state(told.modality).rank, !told.days.has_value(), told.edtf.ends_with('~'),
                      told.days ? length(*told.days) : 0);
  };
  return rank(a) < rank(b);
}

int64_t independent_origins(const std::vector<const Told*>& claims) {
  std::map<std::string, std::set<std::string>> agencies_of_text;
  for (const Told* told : claims) {
    std::set<std::string>& agencies = agencies_of_text[told->text_sha256];
    if (!told->agency.empty()) agencies.insert(told->agency);
  }
  std::set<std::string> distinct;
  for (const auto& [text, agencies] : agencies_of_text)
    distinct.insert(agencies.empty() ? "text " + text : "agency " + *agencies.begin());
  return static_cast<int64_t>(distinct.size());
}

std::string_view state_of_modality(std::string_view modality) { return state(modality).state; }

Result<void> derive_events(store::Connection& db, const std::string& block) {
  LT_ASSIGN(const std::vector<Told> claims, load(db, block));
  {
    LT_ASSIGN(Statement life, db.prepare("DELETE FROM chronicle_event_states WHERE event IN "
                                         "(SELECT event FROM chronicle_events WHERE block = ?)"));
    LT_TRY(life.bind(block).run());
    LT_ASSIGN(Statement events, db.prepare("DELETE FROM chronicle_events WHERE block = ?"));
    LT_TRY(events.bind(block).run());
  }
  // Each claim joins the first event with all of whose claims it agrees: then all times of an event
  // share a day, and no chain of small differences grows. Copies of a claim come to the event of
  // their first copy.
  std::vector<Cluster> events;
  std::map<std::string, size_t> event_of_claim;
  for (const Told& told : claims) {
    const auto copy = event_of_claim.find(told.id);
    const std::string look = look_of(told);
    size_t at = copy != event_of_claim.end() ? copy->second : 0;
    if (copy == event_of_claim.end())
      at = static_cast<size_t>(
          std::find_if(events.begin(), events.end(),
                       [&](const Cluster& event) { return event.takes(told, look); }) -
          events.begin());
    if (at == events.size()) events.emplace_back();
    events[at].add(told, look, copy != event_of_claim.end());
    event_of_claim.emplace(told.id, at);
  }
  for (const Cluster& event : events) LT_TRY(write(db, block, event.members));
  return {};
}

}  // namespace letopis::chronicle
