// What the dossier cites rather than concludes: figures that are of both sides, and what each side
// says of the other.
#include <algorithm>
#include <array>

#include "base/json.h"
#include "chronicle/dossier_page.h"
#include "store/fold.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

// Units that say when, how old or in which place, not how much.
constexpr std::array<std::string_view, 8> kNotTold = {"ordinal", "year", "month",  "week",
                                                      "day",     "hour", "minute", "second"};

// Whether an entity is the side itself. A figure is told of those whom its sentence names.
#define LT_IS_SIDE(parameter) "e.id IN (SELECT value FROM json_each(" parameter "))"

// Articles that name somebody of a side.
#define LT_ARTICLES_OF(parameter)                                                               \
  "(SELECT x.article FROM chronicle_entities e JOIN article_entities x ON x.entity = e.entity " \
  "WHERE " LT_OF_SIDE("e", parameter) ")"

// Whether the mentions between two code points of article q name somebody for whom `condition`
// holds.
#define LT_NAMED(condition, begin, end)                                                        \
  "EXISTS (SELECT 1 FROM article_mentions m JOIN article_entities x ON x.article = m.article " \
  "AND x.n = m.entity_n JOIN chronicle_entities e ON e.entity = x.entity WHERE m.article = "   \
  "q.article AND m.begin >= " begin " AND m.\"end\" <= " end " AND " condition ")"

// Whether a figure is of a side.
#define LT_FIGURE_OF(parameter)                                                                  \
  "EXISTS (SELECT 1 FROM article_chains h JOIN article_entities x ON x.article = h.article AND " \
  "x.n = h.entity_n JOIN chronicle_entities e ON e.entity = x.entity WHERE h.article = "         \
  "q.article AND h.owner = 'figure_of' AND h.n = q.n AND " LT_OF_SIDE("e", parameter) ")"

// The sentence of a figure.
#define LT_SENTENCE                                                                            \
  "JOIN (SELECT n.article, json_extract(s.value, '$[0]') AS first, json_extract(s.value, "     \
  "'$[1]') AS last FROM analyses n, json_each(n.sentences) s) z ON z.article = q.article AND " \
  "z.first <= q.begin AND q.begin < z.last "

constexpr const char* kFigures =
    "SELECT q.article, q.n, q.begin, q.\"end\", z.first, q.value, q.high, q.unit, "
    "q.approx, q.measure, a.id, n.published, n.published_last, " LT_FIGURE_OF(
        "?1") " AND (?2 IS NULL OR " LT_FIGURE_OF(
        "?2") ") FROM article_figures q JOIN stored_articles a ON a.article = q.article JOIN "
              "analyses n ON n.article = q.article JOIN texts t ON t.text = a.text " LT_SENTENCE
              "WHERE q.article IN " LT_ARTICLES_OF("?1") " AND (?2 IS NULL OR q.article IN "
    LT_ARTICLES_OF("?2") ") AND ((" LT_FIGURE_OF("?1") " AND (?2 IS NULL OR " LT_FIGURE_OF(
        "?2") ")) OR (" LT_NAMED(LT_IS_SIDE("?1"), "z.first", "z.last") " AND (?2 IS NULL OR " LT_NAMED(LT_IS_SIDE(
        "?2"), "z.first", "z.last") "))) ORDER BY n.published_last IS NULL, n.published_last, "
              "t.sha256, a.id, q.n";

// Group 0: the first side, of the second where there is one. 1: the second of the first; of one
// alone, others. 2: others, of both.
constexpr const char* kQuotes =
    "WITH q AS (SELECT q.*, y.entity AS speaker, coalesce("
    LT_OF_SIDE("s", "?1") ", 0) AS by_a, ?2 IS NOT NULL AND coalesce(" LT_OF_SIDE("s",
        "?2") ", 0) AS by_b FROM article_quotes q LEFT JOIN article_entities y ON y.article = "
              "q.article AND y.n = q.speaker_n LEFT JOIN chronicle_entities s ON s.entity = "
              "y.entity WHERE q.article IN " LT_ARTICLES_OF("?1") " AND (?2 IS NULL OR q.article "
              "IN " LT_ARTICLES_OF("?2") ")), named AS (SELECT q.*, " LT_NAMED(LT_OF_SIDE("e",
        "?1"), "q.begin", "q.\"end\"") " AS of_a, ?2 IS NULL OR " LT_NAMED(LT_OF_SIDE("e",
        "?2"), "q.begin", "q.\"end\"") " AS of_b FROM q) SELECT q.article, q.n, q.begin, "
    "q.\"end\", q.kind, q.speaker, q.speaker_text, a.id, n.published, n.published_last, "
    "substr(t.body, q.begin + 1, q.\"end\" - q.begin), CASE WHEN by_a AND of_b THEN 0 WHEN by_b "
    "AND of_a THEN 1 WHEN ?2 IS NULL THEN 1 ELSE 2 END FROM named q JOIN stored_articles a ON "
    "a.article = q.article JOIN analyses n ON n.article = q.article JOIN texts t ON t.text = "
    "a.text WHERE (by_a AND of_b) OR (by_b AND of_a) OR (of_a AND of_b AND NOT by_a AND NOT by_b) "
    "ORDER BY n.published_last IS NULL, n.published_last, t.sha256, a.id, q.n";

std::string shown_number(double value) {
  std::string digits;
  JsonWriter json(digits);
  json.value(value);
  return digits;
}

std::string place_id(char kind, const std::string& article, int64_t begin, int64_t end) {
  return std::string(1, kind) + ":" + article + ":" + std::to_string(begin) + "-" +
         std::to_string(end);
}

std::optional<std::string> text_or_null(const Statement& row, int column) {
  return row.is_null(column) ? std::optional<std::string>() : std::optional(row.string(column));
}

// The entities of one chain, nearest first.
Result<std::vector<uint32_t>> chain(DossierPage& page, const char* owner, int64_t article,
                                    int64_t n) {
  LT_ASSIGN(Statement select,
            page.db().prepare("SELECT x.entity FROM article_chains h JOIN article_entities x ON "
                              "x.article = h.article AND x.n = h.entity_n WHERE h.owner = ? AND "
                              "h.article = ? AND h.n = ? AND x.entity IS NOT NULL ORDER BY "
                              "h.position"));
  select.bind(owner).bind(article).bind(n);
  std::vector<uint32_t> out;
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) return out;
    out.push_back(page.actor(select.integer(0)));
  }
}

struct Spoken {
  int64_t article = 0, n = 0, speaker = 0;  // rows; no speaker: 0
  Span place;
  Dossier::Line line;
};

// Whether other words hold these, of the same speaker or of one who has a name where this one has
// none: of a quote that stands inside a report the report is shown; of two that differ by their
// marks only, the one that is literal.
bool repeats(const Spoken& a, const Spoken& other) {
  constexpr uint32_t kMarks = 3;  // code points
  if (a.article != other.article || a.speaker != other.speaker || !a.place.overlaps(other.place))
    return false;
  const uint32_t mine = a.place.size(), others = other.place.size();
  if (std::max(mine, others) - std::min(mine, others) > kMarks) return mine < others;
  const bool literal = a.line.what != "indirect", other_literal = other.line.what != "indirect";
  return literal != other_literal ? other_literal : a.n > other.n;
}

}  // namespace

Result<void> gather_figures(DossierPage& page) {
  LT_ASSIGN(Statement select, page.db().prepare(kFigures));
  select.bind(page.side(0)).bind(page.second());
  std::vector<Dossier::Line> lines;
  std::pair<int64_t, int64_t> former{-1, -1};  // article and sentence of the last line
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) break;
    const int64_t article = select.integer(0), n = select.integer(1);
    const bool of_both = select.integer(13) != 0;
    const std::string_view unit = select.text(7);
    if (!page.known(article, text_or_null(select, 12))) continue;
    if (!of_both &&
        (unit.empty() || std::find(kNotTold.begin(), kNotTold.end(), unit) != kNotTold.end()))
      continue;
    // "The two countries" are the pair itself.
    if (page.pair() && unit == "country" && select.real(5) == 2.0 && select.real(6) == 2.0)
      continue;
    const Span place = DossierPage::place(select.integer(2), select.integer(3));
    LT_ASSIGN(const std::vector<uint32_t> of, chain(page, "figure_of", article, n));
    const std::pair<int64_t, int64_t> sentence{article, select.integer(4)};
    if (sentence == former) {  // a further figure of the same sentence
      lines.back().told.front().marks.push_back(place);
      for (const uint32_t actor : of)
        if (std::none_of(lines.back().fillers.begin(), lines.back().fillers.end(),
                         [actor](const Dossier::Filler& f) { return f.actor == actor; }))
          lines.back().fillers.push_back({"of", actor, ""});
      continue;
    }
    former = sentence;
    Dossier::Line& line = lines.emplace_back();
    line.id = place_id('f', select.string(10), select.integer(2), select.integer(3));
    line.kind = "figure";
    line.section = DossierSection::kFigures;
    line.what = select.string(9);
    line.value = shown_number(select.real(5));
    if (select.real(6) > select.real(5) || select.real(6) < select.real(5))
      line.high = shown_number(select.real(6));
    line.unit = unit;
    line.approx = select.string(8);
    line.edtf = select.string(11);
    for (const uint32_t actor : of) line.fillers.push_back({"of", actor, ""});
    LT_ASSIGN(Dossier::Told told, told_at(page, article, place, line.id));
    LT_ASSIGN(std::vector<uint32_t> said_by, chain(page, "figure", article, n));
    if (!said_by.empty()) told.said_by = std::move(said_by);
    line.told.push_back(std::move(told));
  }
  for (Dossier::Line& line : lines) page.add(std::move(line));
  return {};
}

Result<void> gather_quotes(DossierPage& page) {
  std::vector<Spoken> all;
  LT_ASSIGN(Statement select, page.db().prepare(kQuotes));
  select.bind(page.side(0)).bind(page.second());
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) break;
    Spoken& spoken = all.emplace_back();
    spoken.article = select.integer(0);
    if (!page.known(spoken.article, text_or_null(select, 9))) {
      all.pop_back();
      continue;
    }
    spoken.n = select.integer(1);
    spoken.place = DossierPage::place(select.integer(2), select.integer(3));
    spoken.speaker = select.is_null(5) ? 0 : select.integer(5);
    Dossier::Line& line = spoken.line;
    line.id = place_id('q', select.string(7), select.integer(2), select.integer(3));
    line.kind = "quote";
    line.section = DossierSection::kQuotes;
    line.what = select.string(4);
    line.edtf = select.string(8);
    line.value = select.string(10);
    line.group = static_cast<uint8_t>(select.integer(11));
    if (spoken.speaker == 0 && !select.text(6).empty())
      line.fillers.push_back({"speaker", Dossier::kNone, select.string(6)});
  }
  for (Spoken& spoken : all) {
    const bool said_better = std::any_of(all.begin(), all.end(), [&spoken](const Spoken& other) {
      return &other != &spoken && repeats(spoken, other);
    });
    if (said_better) continue;
    Dossier::Line& line = spoken.line;
    if (spoken.speaker != 0) line.fillers.push_back({"speaker", page.actor(spoken.speaker), ""});
    LT_ASSIGN(const std::vector<uint32_t> via, chain(page, "quote", spoken.article, spoken.n));
    for (const uint32_t actor : via) line.fillers.push_back({"via", actor, ""});
    Dossier::Told told;
    told.id = line.id;
    told.article = page.article(spoken.article);
    told.marks = {spoken.place};
    line.told.push_back(std::move(told));
    page.add(std::move(line));
  }
  return {};
}

}  // namespace letopis::chronicle
