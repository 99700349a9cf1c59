// Acts of the dossier: events in which both sides take part, as the claims known by then tell them.
#include <algorithm>

#include "chronicle/dossier_page.h"
#include "chronicle/events.h"
#include "store/fold.h"
#include "store/rows.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

// Events in which somebody of a JSON list of ids, or somebody who belongs to a state of it, takes
// part.
#define LT_EVENTS_OF(parameter)                                                                 \
  "(SELECT c.event FROM chronicle_entities e JOIN article_entities x ON x.entity = e.entity "   \
  "JOIN article_roles r ON r.article = x.article AND r.entity_n = x.n JOIN article_claims c "   \
  "ON c.article = r.article AND c.n = r.n WHERE c.event IS NOT NULL AND r.role IN ('agent', "   \
  "'co_agent', 'visitor', 'host', 'recipient', 'mediator', 'beneficiary', 'object', 'transit')" \
  " AND " LT_OF_SIDE("e", parameter) ")"

// In canonical order.
constexpr const char* kClaims =
    "SELECT c.event, v.id, c.article, c.n, c.id, c.frame, c.edtf, c.first, c.anchor, c.modality, "
    "c.hedged, c.core, c.merge_first, c.merge_last, n.published_last, t.sha256, coalesce(a.agency, "
    "'') FROM chronicle_events v JOIN article_claims c ON c.event = v.event JOIN stored_articles a "
    "ON a.article = c.article JOIN analyses n ON n.article = c.article JOIN texts t ON t.text = "
    "a.text JOIN article_evidence s ON s.article = c.article AND s.n = c.n AND s.position = 0 "
    "WHERE v.event IN " LT_EVENTS_OF("?1") " AND (?2 IS NULL OR v.event IN " LT_EVENTS_OF(
        "?2") ") ORDER BY n.published_last IS NULL, n.published_last, t.sha256, s.begin, c.id, "
              "a.id";

struct Teller {
  Told told;  // what chooses who speaks
  std::string first;
  bool hedged = false;
};
struct Event {
  std::string id;
  std::vector<Teller> tellers;  // in canonical order
};

DossierSection section_of(std::string_view modality) {
  if (modality == "occurred" || modality == "ongoing") return DossierSection::kTimeline;
  if (modality == "negated" || modality == "denied") return DossierSection::kDenied;
  return DossierSection::kPlanned;
}

// The fillers of one claim, in the order in which it names them.
Result<std::vector<Dossier::Filler>> fillers(DossierPage& page, const Told& told) {
  LT_ASSIGN(Statement select,
            page.db().prepare("SELECT r.role, x.entity, r.literal FROM article_roles r LEFT JOIN "
                              "article_entities x ON x.article = r.article AND x.n = r.entity_n "
                              "WHERE r.article = ? AND r.n = ? ORDER BY r.position"));
  select.bind(told.article).bind(told.n);
  std::vector<Dossier::Filler> out;
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) return out;
    Dossier::Filler& filler = out.emplace_back();
    filler.role = select.string(0);
    if (!select.is_null(1))
      filler.actor = page.actor(select.integer(1));
    else
      filler.words = select.string(2);
  }
}

// Whether it is a person who is not known, by the catalogue or by an office, to serve a state.
Result<bool> private_person(DossierPage& page, int64_t entity) {
  LT_ASSIGN(Statement select,
            page.db().prepare("SELECT kind = 'person' AND state IS NULL FROM chronicle_entities "
                              "WHERE entity = ?"));
  LT_ASSIGN(const bool found, select.bind(entity).step());
  return found && select.integer(0) != 0;
}

// Whether nobody but such persons tells of an act, each in words of their own.
Result<bool> only_views(DossierPage& page, const Dossier::Line& line) {
  for (const Dossier::Told& told : line.told) {
    if (told.said_by.empty()) return false;
    LT_ASSIGN(const bool alone, private_person(page, page.actor_rows()[told.said_by.front()]));
    if (!alone) return false;
  }
  return true;
}

// Adds what a further claim knows: actors that are not there yet, words of roles that are empty.
void enrich(std::vector<Dossier::Filler>& all, std::vector<Dossier::Filler> more) {
  const size_t before = all.size();
  for (Dossier::Filler& filler : more) {
    const bool there = std::any_of(all.begin(), all.end(), [&filler](const Dossier::Filler& f) {
      return filler.actor != Dossier::kNone ? f.actor == filler.actor
                                            : store::fold(f.words) == store::fold(filler.words);
    });
    const bool filled =
        filler.actor == Dossier::kNone &&
        std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(before),
                    [&filler](const Dossier::Filler& f) { return f.role == filler.role; });
    if (!there && !filled) all.push_back(std::move(filler));
  }
}

}  // namespace

Result<Dossier::Told> told_by_claim(DossierPage& page, int64_t article, int64_t n, std::string id) {
  Dossier::Told told;
  told.id = std::move(id);
  told.article = page.article(article);
  LT_ASSIGN(Statement marks,
            page.db().prepare("SELECT begin, \"end\" FROM article_evidence WHERE article = ? AND n "
                              "= ? ORDER BY position"));
  marks.bind(article).bind(n);
  while (true) {
    LT_ASSIGN(const bool more, marks.step());
    if (!more) break;
    told.marks.push_back(DossierPage::place(marks.integer(0), marks.integer(1)));
  }
  if (told.marks.empty())
    return Error{Code::kDamaged, "a claim without evidence; run `letopis verify`", told.id};
  LT_ASSIGN(Statement chain,
            page.db().prepare("SELECT x.entity FROM article_chains h JOIN article_entities x ON "
                              "x.article = h.article AND x.n = h.entity_n WHERE h.article = ? AND "
                              "h.owner = 'claim' AND h.n = ? ORDER BY h.position"));
  chain.bind(article).bind(n);
  while (true) {
    LT_ASSIGN(const bool more, chain.step());
    if (!more) break;
    told.said_by.push_back(page.actor(chain.integer(0)));
  }
  if (!told.said_by.empty()) return told;
  LT_ASSIGN(Dossier::Told spoken, told_at(page, article, told.marks[0], ""));
  told.said_by = std::move(spoken.said_by);
  told.said_by_words = std::move(spoken.said_by_words);
  return told;
}

Result<Dossier::Told> told_at(DossierPage& page, int64_t article, Span place, std::string id) {
  Dossier::Told told;
  told.id = std::move(id);
  told.article = page.article(article);
  told.marks = {place};
  LT_ASSIGN(Statement quote,
            page.db().prepare("SELECT x.entity, q.speaker_text FROM article_quotes q LEFT JOIN "
                              "article_entities x ON x.article = q.article AND x.n = q.speaker_n "
                              "WHERE q.article = ? AND q.begin <= ? AND q.\"end\" >= ? ORDER BY "
                              "q.\"end\" - q.begin, q.n LIMIT 1"));
  LT_ASSIGN(const bool spoken, quote.bind(article).bind(place.begin).bind(place.end).step());
  if (spoken && !quote.is_null(0)) told.said_by.push_back(page.actor(quote.integer(0)));
  if (spoken && quote.is_null(0)) told.said_by_words = quote.string(1);
  return told;
}

// Two acts that the same words tell of the same parties ("they talked by telephone": a call and
// talks) make one line.
bool same_words(const Dossier::Line& a, const Dossier::Line& b) {
  if (a.section != b.section || a.edtf != b.edtf || a.modality != b.modality ||
      a.told.size() != b.told.size() || a.fillers.size() != b.fillers.size())
    return false;
  for (size_t i = 0; i < a.told.size(); ++i)
    if (a.told[i].article != b.told[i].article || a.told[i].marks != b.told[i].marks) return false;
  return std::all_of(a.fillers.begin(), a.fillers.end(), [&b](const Dossier::Filler& f) {
    return std::any_of(b.fillers.begin(), b.fillers.end(), [&f](const Dossier::Filler& g) {
      return f.actor == g.actor && f.words == g.words;
    });
  });
}

Result<void> gather_acts(DossierPage& page) {
  std::vector<Event> events;
  {
    std::map<int64_t, size_t> place;
    LT_ASSIGN(Statement select, page.db().prepare(kClaims));
    select.bind(page.side(0)).bind(page.second());
    while (true) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) break;
      const int64_t article = select.integer(2);
      if (!page.known(article,
                      select.is_null(14) ? std::nullopt : std::optional(select.string(14))))
        continue;
      const auto [at, added] = place.emplace(select.integer(0), events.size());
      if (added) events.push_back({select.string(1), {}});
      Teller& teller = events[at->second].tellers.emplace_back();
      Told& told = teller.told;
      told.article = article;
      told.n = select.integer(3);
      told.id = select.string(4);
      told.frame = select.string(5);
      told.edtf = select.string(6);
      teller.first = select.string(7);
      told.anchor = select.string(8);
      told.modality = select.string(9);
      teller.hedged = select.integer(10) != 0;
      told.core = select.integer(11) != 0;
      if (!select.is_null(12))
        told.days =
            Interval{static_cast<Day>(select.integer(12)), static_cast<Day>(select.integer(13))};
      told.text_sha256 = select.string(15);
      told.agency = select.string(16);
    }
  }
  std::vector<Dossier::Line> lines;
  for (const Event& event : events) {
    std::vector<const Teller*> tellers;
    std::vector<const Told*> claims;
    for (const Teller& teller : event.tellers) {
      tellers.push_back(&teller);
      claims.push_back(&teller.told);
    }
    const auto best = std::min_element(
        tellers.begin(), tellers.end(),
        [](const Teller* a, const Teller* b) { return speaks_before(a->told, b->told); });
    std::rotate(tellers.begin(), best, best + 1);
    const Told& speaks = tellers.front()->told;
    Dossier::Line line;
    line.id = event.id;
    line.kind = "act";
    line.what = speaks.frame;
    line.section = section_of(speaks.modality);
    line.edtf = speaks.edtf;
    line.anchor = speaks.anchor;
    line.modality = speaks.modality;
    line.hedged = true;
    line.core = false;
    line.origins = static_cast<uint32_t>(independent_origins(claims));
    if (line.section == DossierSection::kTimeline && !page.begun(tellers.front()->first)) continue;
    for (const Teller* teller : tellers) {
      LT_ASSIGN(std::vector<Dossier::Filler> more, fillers(page, teller->told));
      enrich(line.fillers, std::move(more));
      LT_ASSIGN(Dossier::Told told,
                told_by_claim(page, teller->told.article, teller->told.n, teller->told.id));
      told.edtf = teller->told.edtf;
      told.modality = teller->told.modality;
      told.hedged = teller->hedged;
      line.hedged = line.hedged && told.hedged;
      line.core = line.core || teller->told.core;
      line.told.push_back(std::move(told));
    }
    if (line.section == DossierSection::kTimeline) {
      LT_ASSIGN(const bool views, only_views(page, line));
      if (views) line.section = DossierSection::kViews;
    }
    const auto twin = std::find_if(lines.begin(), lines.end(), [&line](const Dossier::Line& other) {
      return same_words(line, other);
    });
    if (twin != lines.end() && twin->what != line.what)
      twin->also.push_back({line.id, line.what});
    else
      lines.push_back(std::move(line));
  }
  for (Dossier::Line& line : lines) {
    std::sort(line.also.begin(), line.also.end(),
              [](const auto& a, const auto& b) { return a.what < b.what; });
    page.add(std::move(line));
  }
  return {};
}

}  // namespace letopis::chronicle
