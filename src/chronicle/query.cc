#include "chronicle/query.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/utf8.h"
#include "store/fold.h"
#include "store/sql.h"

namespace letopis::chronicle {
namespace {

using store::Statement;
using store::Store;
using std::string;
using std::string_view;

using Ids = std::set<string, std::less<>>;

// The words of one row, one column.
Result<std::vector<string>> column(Statement& statement) {
  std::vector<string> out;
  for (;;) {
    LT_ASSIGN(const bool more, statement.step());
    if (!more) return out;
    out.push_back(statement.string(0));
  }
}

// An entity and, where it is a state, everybody who belongs to it; nobody for no name.
Result<Ids> with_members(Store& store, string_view name) {
  if (name.empty()) return Ids();
  LT_ASSIGN(const std::vector<string> named, entities_named(store, name));
  if (named.empty()) return Error{Code::kNotFound, "nobody in this chronicle is called '" + string(name) + "'", ""};
  Ids ids(named.begin(), named.end());
  for (const string& id : named) {
    LT_ASSIGN(Statement members, store.db().prepare("SELECT entity FROM entities WHERE state = ?"));
    members.bind(id);
    LT_ASSIGN(const std::vector<string> found, column(members));
    ids.insert(found.begin(), found.end());
  }
  return ids;
}

struct Filler {
  string role, entity, name, state, kind;
};

Result<std::vector<Filler>> roles_of(Store& store, const string& event) {
  LT_ASSIGN(Statement roles, store.db().prepare(
                                 "SELECT r.role, coalesce(r.entity, ''), coalesce(e.name, r.literal, ''), coalesce(e.state, ''), coalesce(e.kind, '') "
                                 "FROM event_roles r LEFT JOIN entities e ON e.entity = r.entity WHERE r.event = ? "
                                 "ORDER BY r.role, coalesce(r.entity, ''), coalesce(r.literal, '')"));
  roles.bind(event);
  std::vector<Filler> out;
  for (;;) {
    LT_ASSIGN(const bool more, roles.step());
    if (!more) return out;
    Filler filler{roles.string(0), roles.string(1), roles.string(2), roles.string(3), roles.string(4)};
    if (filler.kind == "state") filler.state = filler.entity;
    out.push_back(std::move(filler));
  }
}

// "visitor: A, B; host: C", participants before circumstances.
string describe(const std::vector<Filler>& fillers) {
  static constexpr string_view kOrder[] = {"agent", "visitor", "co_agent", "recipient", "host", "mediator", "beneficiary", "transit",
                                           "object", "instrument", "topic", "count", "occasion", "place", "venue"};
  std::map<size_t, std::vector<const Filler*>> sorted;
  for (const Filler& filler : fillers) {
    const auto at = std::find(std::begin(kOrder), std::end(kOrder), filler.role);
    sorted[static_cast<size_t>(at - std::begin(kOrder))].push_back(&filler);
  }
  string out;
  for (const auto& [rank, some] : sorted) {
    out += (out.empty() ? "" : "; ") + some.front()->role + ": ";
    for (size_t i = 0; i < some.size(); ++i) out += (i > 0 ? ", " : "") + some[i]->name;
  }
  return out;
}

struct Source {
  string claim, article, title, outlet, published, words, said_by;
};

// The claims of an event in canonical order, each with its first words.
Result<std::vector<Source>> sources_of(Store& store, const string& event) {
  LT_ASSIGN(Statement claims,
            store.db().prepare(
                "SELECT c.claim, c.article, coalesce(a.title, ''), coalesce(a.outlet, ''), coalesce(a.published, ''), "
                "(SELECT s.words FROM evidence s WHERE s.claim = c.claim AND s.article = c.article ORDER BY s.position LIMIT 1), "
                "coalesce((SELECT group_concat(name, ' < ') FROM (SELECT coalesce(e.name, b.entity) AS name FROM said_by b "
                " LEFT JOIN entities e ON e.entity = b.entity WHERE b.claim = c.claim AND b.article = c.article ORDER BY b.position)), '') "
                "FROM claims c JOIN articles a ON a.article = c.article WHERE c.event = ? "
                "ORDER BY a.known_from IS NULL, a.known_from, a.sha256, a.article, c.claim"));
  claims.bind(event);
  std::vector<Source> out;
  for (;;) {
    LT_ASSIGN(const bool more, claims.step());
    if (!more) return out;
    out.push_back({claims.string(0), claims.string(1), claims.string(2), claims.string(3), claims.string(4), claims.string(5), claims.string(6)});
  }
}

bool meets(const std::vector<Filler>& fillers, const Ids& ids, bool places) {
  return std::any_of(fillers.begin(), fillers.end(), [&](const Filler& filler) {
    const bool place = filler.role == "place" || filler.role == "venue";
    return place == places && ids.contains(filler.entity);
  });
}

string source_line(const string& outlet, const string& title, const string& published) {
  string out = outlet;
  if (!title.empty()) out += (out.empty() ? "" : ": ") + title;
  if (!published.empty()) out += (out.empty() ? "" : ", ") + published;
  return out.empty() ? "source unknown" : out;
}

// Words of a text around [begin, end), the span in brackets.
string in_context(const string& text, uint32_t begin, uint32_t end) {
  constexpr uint32_t kAround = 120;  // code points on each side
  const utf8::CodePoints points(text);
  const uint32_t from = begin > kAround ? begin - kAround : 0, to = std::min(points.size(), end + kAround);
  const auto part = [&](uint32_t a, uint32_t b) {
    const uint32_t x = points.to_byte(text, a), y = points.to_byte(text, b);
    return text.substr(x, y - x);
  };
  return (from > 0 ? "…" : "") + part(from, begin) + "[" + part(begin, end) + "]" + part(end, to) + (to < points.size() ? "…" : "");
}

class Explanation {
 public:
  Explanation() : table_{{{"field"}, {"value"}}, {}} {}
  void add(string field, string value) {
    if (!value.empty()) table_.rows.push_back({std::move(field), std::move(value)});
  }
  // Every named column of the current row.
  void add_row(const Statement& row) {
    for (int c = 0; c < row.columns(); ++c)
      if (!row.is_null(c)) add(string(row.name(c)), row.string(c));
  }
  Table take() { return std::move(table_); }
  bool empty() const { return table_.rows.empty(); }

 private:
  Table table_;
};

Result<void> explain_article(Store& store, const string& article, Explanation& out) {
  LT_ASSIGN(Statement row, store.db().prepare("SELECT article, title, outlet, agency, url, published, published_source, sha256 FROM articles WHERE article = ?"));
  row.bind(article);
  LT_ASSIGN(const bool found, row.step());
  if (found) out.add_row(row);
  return {};
}

Result<void> explain_span(Store& store, const string& article, uint32_t begin, uint32_t end, Explanation& out) {
  LT_ASSIGN(Statement row, store.db().prepare("SELECT text FROM articles WHERE article = ?"));
  row.bind(article);
  LT_ASSIGN(const bool found, row.step());
  if (!found) return {};
  out.add("characters", std::to_string(begin) + "-" + std::to_string(end));
  out.add("in context", in_context(row.string(0), begin, end));
  return {};
}

Result<void> explain_claim(Store& store, const string& claim, Explanation& out) {
  LT_ASSIGN(Statement claims, store.db().prepare("SELECT claim, kind, frame AS act, plover, mode, edtf AS date, anchor, modality, "
                                                 "CASE hedged WHEN 1 THEN 'yes' END AS hedged, origin, confidence, article FROM claims WHERE claim = ? ORDER BY article"));
  claims.bind(claim);
  for (;;) {
    LT_ASSIGN(const bool more, claims.step());
    if (!more) return {};
    out.add_row(claims);
    const string article = claims.string(11);
    LT_ASSIGN(Statement roles, store.db().prepare("SELECT r.role, coalesce(e.name, r.literal, '') || coalesce(' (' || r.entity || ')', '') FROM claim_roles r "
                                                  "LEFT JOIN entities e ON e.entity = r.entity WHERE r.claim = ? AND r.article = ? ORDER BY r.position"));
    roles.bind(claim).bind(article);
    for (;;) {
      LT_ASSIGN(const bool another, roles.step());
      if (!another) break;
      out.add(roles.string(0), roles.string(1));
    }
    LT_ASSIGN(Statement said, store.db().prepare("SELECT coalesce(e.name, b.entity) FROM said_by b LEFT JOIN entities e ON e.entity = b.entity "
                                                 "WHERE b.claim = ? AND b.article = ? ORDER BY b.position"));
    said.bind(claim).bind(article);
    LT_ASSIGN(const std::vector<string> chain, column(said));
    for (const string& name : chain) out.add("said by", name);
    LT_TRY(explain_article(store, article, out));
    LT_ASSIGN(Statement evidence, store.db().prepare("SELECT begin, \"end\" FROM evidence WHERE claim = ? AND article = ? ORDER BY position"));
    evidence.bind(claim).bind(article);
    for (;;) {
      LT_ASSIGN(const bool another, evidence.step());
      if (!another) break;
      LT_TRY(explain_span(store, article, static_cast<uint32_t>(evidence.integer(0)), static_cast<uint32_t>(evidence.integer(1)), out));
    }
  }
}

}  // namespace

Result<std::vector<string>> entities_named(Store& store, string_view name) {
  const string folded = store::fold(name), latin = store::fold_latin(name);
  LT_ASSIGN(Statement exact, store.db().prepare("SELECT DISTINCT entity FROM names WHERE folded IN (?, ?) UNION SELECT entity FROM entities WHERE entity = ? ORDER BY 1"));
  exact.bind(folded).bind(latin).bind(name);
  LT_ASSIGN(std::vector<string> found, column(exact));
  if (!found.empty()) return found;
  // Another case form: names that agree with it but for a few last letters.
  constexpr size_t kEnding = 3, kLeast = 4;
  const std::u32string letters = utf8::decode(folded);
  if (letters.size() < kLeast + 1) return found;
  const size_t stem = std::max(kLeast, letters.size() - kEnding);
  const string prefix = utf8::encode(std::u32string_view(letters).substr(0, stem));
  LT_ASSIGN(Statement close, store.db().prepare("SELECT DISTINCT entity FROM names WHERE substr(folded, 1, ?) = ? AND length(folded) BETWEEN ? AND ? ORDER BY 1"));
  close.bind(static_cast<int64_t>(stem)).bind(prefix).bind(static_cast<int64_t>(letters.size() - kEnding)).bind(static_cast<int64_t>(letters.size() + kEnding));
  return column(close);
}

Result<Table> events(Store& store, const EventQuery& query) {
  LT_ASSIGN(const Ids actor, with_members(store, query.actor));
  LT_ASSIGN(const Ids with, with_members(store, query.with));
  LT_ASSIGN(const Ids place, with_members(store, query.place));
  LT_ASSIGN(Statement all, store.db().prepare("SELECT event, coalesce(edtf, ''), act, modality, first, last, claims, origins FROM events "
                                              "ORDER BY coalesce(first, last, known_from) IS NULL, coalesce(first, last, known_from), known_from IS NULL, known_from, event"));
  Table table{{{"id"}, {"date"}, {"act"}, {"modality"}, {"roles"}, {"said_by"}, {"sources", true}, {"outlet"}, {"title"}, {"published"}, {"words"}}, {}};
  for (;;) {
    LT_ASSIGN(const bool more, all.step());
    if (!more) return table;
    const string id = all.string(0);
    if (!query.acts.empty() && std::find(query.acts.begin(), query.acts.end(), all.text(2)) == query.acts.end()) continue;
    if (!query.modality.empty() && all.text(3) != query.modality) continue;
    const auto day = [&all](int c, Day open) {
      const auto interval = all.is_null(c) ? std::nullopt : edtf_interval(all.text(c));
      return interval ? interval->first : open;
    };
    const bool asked = query.days.first != Interval::kOpenBegin || query.days.last != Interval::kOpenEnd;
    if (asked && (all.is_null(4) && all.is_null(5))) continue;
    if (!Interval{day(4, Interval::kOpenBegin), day(5, Interval::kOpenEnd)}.overlaps(query.days)) continue;
    LT_ASSIGN(const std::vector<Filler> fillers, roles_of(store, id));
    if (!query.actor.empty() && !meets(fillers, actor, false)) continue;
    if (!query.with.empty() && !meets(fillers, with, false)) continue;
    if (!query.place.empty() && !meets(fillers, place, true)) continue;
    LT_ASSIGN(const std::vector<Source> sources, sources_of(store, id));
    const Source& first = sources.front();
    table.rows.push_back({id, all.string(1), all.string(2), all.string(3), describe(fillers), first.said_by, std::to_string(all.integer(7)),
                          first.outlet, first.title, first.published, first.words});
  }
}

Result<Table> quotes(Store& store, const QuoteQuery& query) {
  LT_ASSIGN(const Ids by, with_members(store, query.by));
  LT_ASSIGN(const Ids about, with_members(store, query.about));
  LT_ASSIGN(Statement all, store.db().prepare(
                               "SELECT q.quote, coalesce(a.published, ''), coalesce(e.name, q.speaker_text, ''), q.kind, q.words, coalesce(q.cue, ''), "
                               "coalesce(a.outlet, ''), coalesce(a.title, ''), coalesce(q.speaker, ''), q.article, q.begin, q.\"end\" FROM quotes q "
                               "JOIN articles a ON a.article = q.article LEFT JOIN entities e ON e.entity = q.speaker "
                               "ORDER BY a.known_from IS NULL, a.known_from, a.sha256, a.article, q.begin, q.\"end\""));
  Table table{{{"id"}, {"published"}, {"speaker"}, {"kind"}, {"words"}, {"cue"}, {"outlet"}, {"title"}}, {}};
  const string words = store::fold(query.words);
  for (;;) {
    LT_ASSIGN(const bool more, all.step());
    if (!more) return table;
    if (!query.by.empty() && !by.contains(all.text(8))) continue;
    if (!words.empty() && store::fold(all.text(4)).find(words) == string::npos) continue;
    if (!query.about.empty()) {
      LT_ASSIGN(Statement named, store.db().prepare("SELECT DISTINCT entity FROM mentions WHERE article = ? AND begin >= ? AND \"end\" <= ?"));
      named.bind(all.text(9)).bind(all.integer(10)).bind(all.integer(11));
      LT_ASSIGN(const std::vector<string> inside, column(named));
      if (std::none_of(inside.begin(), inside.end(), [&](const string& id) { return about.contains(id); })) continue;
    }
    std::vector<string> row;
    for (int c = 0; c < 8; ++c) row.push_back(all.string(c));
    table.rows.push_back(std::move(row));
  }
}

Result<Table> articles(Store& store) {
  LT_ASSIGN(Statement all, store.db().prepare("SELECT article AS id, published, outlet, title, url, code_points AS characters, language FROM articles "
                                              "ORDER BY known_from IS NULL, known_from, sha256, article"));
  return store::table_of(all);
}

Result<Table> problems(Store& store) {
  LT_ASSIGN(Statement all, store.db().prepare("SELECT code, message, place, article FROM problems ORDER BY place, code, message"));
  return store::table_of(all);
}

std::optional<std::pair<string, string>> busiest_pair(Store& store) {
  auto all = store.db().prepare("SELECT event FROM events ORDER BY event");
  if (!all) return std::nullopt;
  const auto ids = column(*all);
  if (!ids) return std::nullopt;
  std::map<std::pair<string, string>, int> counts;
  for (const string& id : *ids) {
    const auto fillers = roles_of(store, id);
    if (!fillers) continue;
    Ids states;
    for (const Filler& filler : *fillers)
      if (!filler.state.empty()) states.insert(filler.state);
    for (auto a = states.begin(); a != states.end(); ++a)
      for (auto b = std::next(a); b != states.end(); ++b) ++counts[{*a, *b}];
  }
  const auto most = std::max_element(counts.begin(), counts.end(), [](const auto& x, const auto& y) { return x.second < y.second; });
  if (most == counts.end()) return std::nullopt;
  return most->first;
}

Result<Dossier> dossier(Store& store, const string& a, const string& b) {
  const auto display = [&store](const string& name) -> Result<string> {
    LT_ASSIGN(const std::vector<string> named, entities_named(store, name));
    if (named.empty()) return Error{Code::kNotFound, "nobody in this chronicle is called '" + name + "'", ""};
    LT_ASSIGN(Statement row, store.db().prepare("SELECT name FROM entities WHERE entity = ?"));
    row.bind(named.front());
    LT_ASSIGN(const bool found, row.step());
    return found ? row.string(0) : name;
  };
  Dossier page;
  LT_ASSIGN(page.title, display(a));
  if (!b.empty()) {
    LT_ASSIGN(const string other, display(b));
    page.title += " — " + other;
  }
  page.lines.columns = {{"section"}, {"date"}, {"what"}, {"words"}, {"source"}, {"id"}};

  // Acts by section; what is only planned stands apart.
  static constexpr std::pair<string_view, std::array<string_view, 4>> kSections[] = {
      {"Visits", {"visit", "host", "", ""}},
      {"Talks", {"negotiate", "meet", "summit", "call"}},
      {"Signatures", {"sign", "ratify", "adopt", "agree"}},
      {"Invitations", {"invite", "accept", "decline", ""}},
  };
  EventQuery query;
  query.actor = a;
  query.with = b;
  LT_ASSIGN(const Table found, events(store, query));
  std::map<string, std::vector<std::vector<string>>> sections;
  for (const std::vector<string>& row : found.rows) {
    string section = "Other acts";
    for (const auto& [name, acts] : kSections)
      if (std::find(acts.begin(), acts.end(), row[2]) != acts.end()) section = name;
    if (row[3] == "planned" || row[3] == "offered" || row[3] == "hypothetical") section = "Planned or offered";
    string what = row[2] + (row[3] == "occurred" ? "" : " (" + row[3] + ")") + " — " + row[4];
    if (!row[5].empty()) what += " [said by " + row[5] + "]";
    sections[section].push_back({section, row[1], what, row[10], source_line(row[7], row[8], row[9]), row[0]});
  }
  for (const string_view section : {"Visits", "Talks", "Signatures", "Invitations", "Other acts", "Planned or offered"})
    for (auto& line : sections[string(section)]) page.lines.rows.push_back(std::move(line));

  // Words of one side about the other (of an actor alone: its words).
  const auto add_quotes = [&](const string& by, const string& about) -> Result<void> {
    LT_ASSIGN(const Table said, quotes(store, {by, about, ""}));
    for (const std::vector<string>& row : said.rows) {
      if (row[3] == "fragment") continue;  // stands inside a longer one
      page.lines.rows.push_back({"Words", row[1], row[2] + (row[3] == "direct" ? " said" : " said that"), row[4], source_line(row[6], row[7], row[1]), row[0]});
    }
    return {};
  };
  LT_TRY(add_quotes(a, b));
  if (!b.empty()) LT_TRY(add_quotes(b, a));
  return page;
}

Result<Table> explain(Store& store, string_view wanted) {
  const string id(wanted);
  Explanation out;
  LT_ASSIGN(Statement event, store.db().prepare("SELECT event, act, edtf AS date, modality, claims, articles, origins, known_from FROM events "
                                                "WHERE event = ? OR event IN (SELECT event FROM claims WHERE claim = ?)"));
  event.bind(id).bind(id);
  LT_ASSIGN(const bool is_event, event.step());
  if (is_event) {
    out.add_row(event);
    LT_ASSIGN(Statement states, store.db().prepare("SELECT state || coalesce(', known from ' || known_from, '') FROM event_states WHERE event = ? ORDER BY position"));
    states.bind(event.text(0));
    LT_ASSIGN(const std::vector<string> life, column(states));
    for (const string& state : life) out.add("state", state);
    LT_ASSIGN(const std::vector<Source> sources, sources_of(store, event.string(0)));
    std::set<string> seen;
    for (const Source& source : sources)
      if (seen.insert(source.claim).second) LT_TRY(explain_claim(store, source.claim, out));
    return out.take();
  }
  LT_TRY(explain_claim(store, id, out));
  if (!out.empty()) return out.take();

  static constexpr const char* kSpans[] = {
      "SELECT quote AS id, kind, coalesce(e.name, speaker_text) AS speaker, cue, origin, confidence, article, begin, \"end\" FROM quotes q "
      "LEFT JOIN entities e ON e.entity = q.speaker WHERE quote = ?",
      "SELECT time AS id, edtf, first, last, anchor, origin, confidence, article, begin, \"end\" FROM times WHERE time = ?",
      "SELECT figure AS id, value, high, unit, approx, measure, origin, confidence, article, begin, \"end\" FROM figures WHERE figure = ?"};
  for (const char* sql : kSpans) {
    LT_ASSIGN(Statement row, store.db().prepare(sql));
    row.bind(id);
    LT_ASSIGN(const bool found, row.step());
    if (!found) continue;
    const int columns = row.columns();
    for (int c = 0; c + 2 < columns; ++c)
      if (!row.is_null(c)) out.add(string(row.name(c)), row.string(c));
    const string article = row.string(columns - 3);
    const auto begin = static_cast<uint32_t>(row.integer(columns - 2)), end = static_cast<uint32_t>(row.integer(columns - 1));
    LT_TRY(explain_article(store, article, out));
    LT_TRY(explain_span(store, article, begin, end, out));
    return out.take();
  }
  LT_TRY(explain_article(store, id, out));
  if (!out.empty()) return out.take();
  LT_ASSIGN(Statement entity, store.db().prepare("SELECT entity, kind, type, name, wikidata, state FROM entities WHERE entity = ?"));
  entity.bind(id);
  LT_ASSIGN(const bool is_entity, entity.step());
  if (!is_entity) return Error{Code::kNotFound, "nothing in this chronicle has this id", id};
  out.add_row(entity);
  LT_ASSIGN(Statement names, store.db().prepare("SELECT folded FROM names WHERE entity = ? ORDER BY folded"));
  names.bind(id);
  LT_ASSIGN(const std::vector<string> known, column(names));
  for (const string& name : known) out.add("known as", name);
  return out.take();
}

}  // namespace letopis::chronicle
