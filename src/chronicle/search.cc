#include "chronicle/search.h"

#include <algorithm>
#include <set>

#include "base/calendar.h"
#include "base/utf8.h"
#include "base/word_runs.h"
#include "chronicle/query.h"
#include "chronicle/typed_day.h"
#include "store/search_words.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

// Code points of a long sentence that are shown before the first word found, and in all.
constexpr size_t kBefore = 60, kShown = 200;
// Marks that highlight() puts around what it found.
constexpr char kOpen = '\x01', kClose = '\x02';

constexpr const char* kSentences =
    "SELECT a.id, coalesce(n.published, ''), coalesce(a.outlet, n.outlet, a.agency, ''), "
    "coalesce(n.title, a.title, ''), json_extract(n.sentences, '$[' || (s.rowid & 16777215) || "
    "'][0]') AS first, json_extract(n.sentences, '$[' || (s.rowid & 16777215) || '][1]') AS last, "
    "highlight(search, 0, char(1), char(2)), highlight(search, 1, char(1), char(2)), t.body FROM "
    "search s JOIN stored_articles a ON a.article = s.rowid >> 24 JOIN analyses n ON n.article = "
    "a.article JOIN texts t ON t.text = a.text WHERE search MATCH ?1 AND (?2 IS NULL OR "
    "n.published_last >= ?2) AND (?3 IS NULL OR n.published_first <= ?3) ORDER BY "
    "n.published_last IS NULL, n.published_last, t.sha256, a.id, s.rowid LIMIT ?4";

// Numbers of the words between marks; words are what blanks part.
void marked_words(std::string_view highlighted, std::set<size_t>& out) {
  size_t word = 0;
  bool inside = false;
  for (const char c : highlighted) {
    if (c == ' ')
      ++word;
    else if (c == kOpen)
      inside = true;
    else if (c == kClose)
      inside = false;
    else if (inside)
      out.insert(word);
  }
}

struct Sentence {
  std::string_view text;
  std::vector<Span> marks;  // bytes; neighbours are one
};

Sentence mark(std::string_view text, std::string_view surface, std::string_view lemma) {
  std::set<size_t> found;
  marked_words(surface, found);
  marked_words(lemma, found);
  const std::vector<Span> runs = word_runs(text);
  Sentence out{text, {}};
  for (const size_t n : found) {
    if (n >= runs.size()) continue;
    if (n > 0 && found.contains(n - 1) && !out.marks.empty())
      out.marks.back().end = runs[n].end;
    else
      out.marks.push_back(runs[n]);
  }
  return out;
}

// With brackets around what was found; of a long sentence the part around the first.
std::string shown(const Sentence& sentence) {
  const utf8::CodePoints points(sentence.text);
  size_t first = 0, last = points.size();
  if (last > kShown && !sentence.marks.empty()) {
    const size_t at = points.at_byte(sentence.text, sentence.marks.front().begin);
    first = at > kBefore ? at - kBefore : 0;
    last = std::min(last, first + kShown);
  }
  const auto byte = [&](size_t point) {
    return points.to_byte(sentence.text, static_cast<uint32_t>(point));
  };
  uint32_t at = byte(first);
  const uint32_t end = byte(last);
  std::string out = first > 0 ? "…" : "";
  for (const Span span : sentence.marks) {
    if (span.begin < at || span.end > end) continue;
    out += Span{at, span.begin}.of(sentence.text);
    out += '[';
    out += span.of(sentence.text);
    out += ']';
    at = span.end;
  }
  out += Span{at, end}.of(sentence.text);
  if (last < points.size()) out += "…";
  return out;
}

// Whoever is called so in Latin letters, as the texts call them.
Result<void> add_names(store::Store& store, SearchTerm& term) {
  std::string name;
  for (const std::string& word : term.words) name += (name.empty() ? "" : " ") + word;
  const auto latin = [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; };
  if (term.prefix || !std::all_of(name.begin(), name.end(), latin)) return {};
  LT_ASSIGN(const std::vector<EntityRef> entities, find_entities(store, name));
  for (const EntityRef& entity : entities) {
    LT_ASSIGN(Statement select, store.db().prepare("SELECT folded FROM names WHERE entity = ? "
                                                   "ORDER BY folded"));
    select.bind(entity.id);
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) break;
      std::string folded = store::search_words(select.text(0));
      if (!folded.empty() && !std::all_of(folded.begin(), folded.end(), latin))
        term.also.push_back(std::move(folded));
    }
  }
  std::sort(term.also.begin(), term.also.end());
  term.also.erase(std::unique(term.also.begin(), term.also.end()), term.also.end());
  return {};
}

}  // namespace

Result<Table> search(store::Store& store, const SearchQuery& query) {
  LT_ASSIGN(const auto since, typed_day(query.since, Edge::kFirst, "--since"));
  LT_ASSIGN(const auto until, typed_day(query.until, Edge::kLast, "--until"));
  LT_ASSIGN(std::vector<SearchTerm> terms, search_terms(query.words));
  for (SearchTerm& term : terms) LT_TRY(add_names(store, term));
  LT_ASSIGN(Statement select, store.db().prepare(kSentences));
  select.bind(match_expression(terms, query.lemmas_of)).bind(since).bind(until).bind(query.limit);
  constexpr bool kNumber = true, kText = false, kDetail = true;
  Table table{{{"article"},
               {"published"},
               {"outlet"},
               {"sentence"},
               {"title", kText, kDetail},
               {"text", kText, kDetail},
               {"begin", kNumber, kDetail},
               {"end", kNumber, kDetail},
               {"marks", kText, kDetail}},
              {}};
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) return table;
    const std::string_view body = select.text(8);
    const utf8::CodePoints points(body);
    const auto first = static_cast<uint32_t>(select.integer(4)),
               last = static_cast<uint32_t>(select.integer(5));
    const Span place{points.to_byte(body, first), points.to_byte(body, last)};
    const Sentence sentence = mark(place.of(body), select.text(6), select.text(7));
    std::string marks;
    for (const Span span : sentence.marks)
      marks += (marks.empty() ? "" : " ") +
               std::to_string(points.at_byte(body, place.begin + span.begin)) + "-" +
               std::to_string(points.at_byte(body, place.begin + span.end));
    table.rows.push_back({select.string(0), select.string(1), select.string(2), shown(sentence),
                          select.string(3), std::string(sentence.text), std::to_string(first),
                          std::to_string(last), marks});
  }
}

Result<int64_t> not_searchable(store::Store& store) {
  LT_ASSIGN(const auto count,
            store.db().number("SELECT count(*) FROM analyses WHERE version = ''"));
  return count.value_or(0);
}

}  // namespace letopis::chronicle
