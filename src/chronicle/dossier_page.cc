#include "chronicle/dossier_page.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <tuple>

#include "base/calendar.h"
#include "base/utf8.h"
#include "chronicle/typed_day.h"
#include "store/rows.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

// The pairs of numbers in "[[0,5],[6,9,"menu"]]".
std::vector<Span> spans_of_json(std::string_view json) {
  std::vector<Span> spans;
  uint32_t number = 0;
  bool half = false;
  for (const char* at = json.data(); at != json.data() + json.size();) {
    if (*at < '0' || *at > '9') {
      ++at;
      continue;
    }
    at = std::from_chars(at, json.data() + json.size(), number).ptr;
    if (half)
      spans.back().end = number;
    else
      spans.push_back({number, number});
    half = !half;
  }
  return spans;
}

Result<std::string> last_day(const std::string& date, const char* option) {
  LT_ASSIGN(const auto day, typed_day(date, Edge::kLast, option));
  return day.value_or("");
}

// How a line reads, but for who tells it.
std::string look(const Dossier::Line& line) {
  std::string out = std::to_string(static_cast<int>(line.section));
  for (const std::string* part :
       {&line.kind, &line.what, &line.edtf, &line.until, &line.modality, &line.value, &line.high,
        &line.unit, &line.approx, &line.replaced, &line.why})
    out.append("\n").append(*part);
  out += std::to_string(line.group);
  for (const Dossier::Also& also : line.also) out.append("\n").append(also.what);
  for (const Dossier::Filler& filler : line.fillers)
    out.append("\n")
        .append(filler.role)
        .append("\t")
        .append(std::to_string(filler.actor))
        .append(filler.words);
  return out;
}

// Where a date stands in a list: its first day, or its last where the first is open; unknown last.
std::pair<Day, Day> place_in_time(const std::string& edtf) {
  const auto days = edtf_interval(edtf);
  if (!days || (days->first == Interval::kOpenBegin && days->last == Interval::kOpenEnd))
    return {Interval::kOpenEnd, Interval::kOpenEnd};
  return {days->first == Interval::kOpenBegin ? days->last : days->first, days->last};
}

template <class T>
std::vector<uint32_t> sorted_places(const std::vector<T>& keys) {
  std::vector<uint32_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&keys](uint32_t x, uint32_t y) { return keys[x] < keys[y]; });
  return order;
}

std::vector<uint32_t> inverse(const std::vector<uint32_t>& order) {
  std::vector<uint32_t> to(order.size());
  for (uint32_t i = 0; i < order.size(); ++i) to[order[i]] = i;
  return to;
}

template <class T>
std::vector<T> permuted(std::vector<T>&& items, const std::vector<uint32_t>& order) {
  std::vector<T> out;
  out.reserve(items.size());
  for (const uint32_t i : order) out.push_back(std::move(items[i]));
  return out;
}

}  // namespace

Result<DossierPage> DossierPage::open(store::Store& store, const DossierQuery& query) {
  DossierPage page(store.db());
  LT_ASSIGN(page.dossier_.at, last_day(query.at, "--at"));
  LT_ASSIGN(page.dossier_.known, last_day(query.known, "--known"));
  for (const std::string& id : {query.a, query.b}) {
    if (id.empty()) continue;
    LT_ASSIGN(Statement select,
              page.db().prepare("SELECT entity FROM chronicle_entities WHERE id = ?"));
    LT_ASSIGN(const bool found, select.bind(id).step());
    if (!found) return Error{Code::kNotFound, "the chronicle has no such entity", id};
    page.ids_.push_back(id);
    page.sides_.push_back(store::json_strings({id}));
    page.dossier_.about.push_back(page.actor(select.integer(0)));
  }
  if (page.ids_.empty()) return Error{Code::kBadInput, "a dossier is of one actor or of two", ""};
  return page;
}

bool DossierPage::known(int64_t article, const std::optional<std::string>& published_last) {
  if (dossier_.known.empty()) return true;
  if (!published_last) left_out_.insert(article);
  return published_last && *published_last <= dossier_.known;
}

uint32_t DossierPage::actor(int64_t row) {
  const auto [at, added] = actors_.emplace(row, static_cast<uint32_t>(actor_rows_.size()));
  if (added) actor_rows_.push_back(row);
  return at->second;
}

uint32_t DossierPage::article(int64_t row) {
  const auto [at, added] = articles_.emplace(row, static_cast<uint32_t>(article_rows_.size()));
  if (added) article_rows_.push_back(row);
  return at->second;
}

void DossierPage::add(Dossier::Line line) {
  const auto [at, added] = line_of_look_.emplace(look(line), dossier_.lines.size());
  if (added) {
    dossier_.lines.push_back(std::move(line));
    return;
  }
  Dossier::Line& former = dossier_.lines[at->second];
  for (const Dossier::Also& also : line.also)
    if (std::none_of(former.also.begin(), former.also.end(),
                     [&also](const Dossier::Also& a) { return a.id == also.id; }))
      former.also.push_back(also);
  former.hedged = former.hedged && line.hedged;
  former.core = former.core || line.core;
  former.disputed = former.disputed || line.disputed;
  former.origins = std::max(former.origins, line.origins);
  for (Dossier::Told& told : line.told) {
    const bool there = std::any_of(former.told.begin(), former.told.end(), [&told](const auto& t) {
      return t.article == told.article && t.marks == told.marks;
    });
    if (!there) former.told.push_back(std::move(told));
  }
}

Result<void> DossierPage::load_actors() {
  LT_ASSIGN(Statement select,
            db_->prepare("SELECT e.id, e.kind, e.name, CASE WHEN s.id <> e.id THEN s.name END FROM "
                         "chronicle_entities e LEFT JOIN chronicle_entities s ON s.id = e.state "
                         "WHERE e.entity = ?"));
  for (const int64_t row : actor_rows_) {
    LT_ASSIGN(const bool found, select.bind(row).step());
    if (!found)
      return Error{Code::kDamaged, "a role points to no entity; run `letopis verify`", ""};
    dossier_.actors.push_back(
        {select.string(0), select.string(1), select.string(2), select.string(3), {}});
    select.rewind();
  }
  std::vector<std::tuple<size_t, std::string_view, std::string_view>> keys;
  for (uint32_t i = 0; i < dossier_.actors.size(); ++i) {
    const auto about = std::find(dossier_.about.begin(), dossier_.about.end(), i);
    keys.emplace_back(static_cast<size_t>(about - dossier_.about.begin()), dossier_.actors[i].name,
                      dossier_.actors[i].id);
  }
  const std::vector<uint32_t> order = sorted_places(keys), to = inverse(order);
  dossier_.actors = permuted(std::move(dossier_.actors), order);
  actor_rows_ = permuted(std::move(actor_rows_), order);
  for (uint32_t& actor : dossier_.about) actor = to[actor];
  for (Dossier::Line& line : dossier_.lines) {
    for (Dossier::Filler& filler : line.fillers)
      if (filler.actor != Dossier::kNone) filler.actor = to[filler.actor];
    for (Dossier::Told& told : line.told)
      for (uint32_t& actor : told.said_by) actor = to[actor];
  }
  return {};
}

Result<void> DossierPage::load_articles() {
  LT_ASSIGN(Statement select,
            db_->prepare("SELECT a.id, coalesce(a.outlet, n.outlet), a.agency, coalesce(n.title, "
                         "a.title), n.published, a.url, n.language, t.body, n.sentences, n.masks, "
                         "n.published_last, t.sha256 FROM stored_articles a JOIN texts t ON t.text "
                         "= a.text JOIN analyses n ON n.article = a.article WHERE a.article = ?"));
  using Key = std::tuple<bool, std::string, std::string, std::string>;
  std::vector<Key> keys;
  std::vector<utf8::CodePoints> points;
  for (const int64_t row : article_rows_) {
    LT_ASSIGN(const bool found, select.bind(row).step());
    if (!found) return Error{Code::kDamaged, "an article is not there; run `letopis verify`", ""};
    Dossier::Article& article = dossier_.articles.emplace_back();
    article.id = select.string(0);
    article.outlet = select.string(1);
    article.agency = select.string(2);
    article.title = select.string(3);
    article.published = select.string(4);
    article.url = select.string(5);
    article.language = select.string(6);
    article.text = select.string(7);
    points.emplace_back(article.text);
    article.sentences = spans_of_json(select.text(8));
    article.furniture = spans_of_json(select.text(9));
    keys.emplace_back(select.is_null(10), select.string(10), select.string(11), article.id);
    select.rewind();
  }
  const auto to_bytes = [&](Span& span, uint32_t article) {
    const std::string& text = dossier_.articles[article].text;
    span = {points[article].to_byte(text, span.begin), points[article].to_byte(text, span.end)};
  };
  for (uint32_t i = 0; i < dossier_.articles.size(); ++i) {
    for (Span& span : dossier_.articles[i].sentences) to_bytes(span, i);
    for (Span& span : dossier_.articles[i].furniture) to_bytes(span, i);
  }
  const std::vector<uint32_t> order = sorted_places(keys), to = inverse(order);
  for (Dossier::Line& line : dossier_.lines)
    for (Dossier::Told& told : line.told) {
      for (Span& span : told.marks) to_bytes(span, told.article);
      std::sort(told.marks.begin(), told.marks.end());
      told.article = to[told.article];
    }
  dossier_.articles = permuted(std::move(dossier_.articles), order);
  return {};
}

void DossierPage::sort_lines() {
  using Key = std::tuple<size_t, uint8_t, std::pair<Day, Day>, uint32_t, uint32_t, std::string_view,
                         std::string_view>;
  std::vector<Key> keys;
  for (const Dossier::Line& line : dossier_.lines) {
    const auto section =
        std::find(std::begin(kDossierSections), std::end(kDossierSections), line.section);
    const Dossier::Told& first = line.told.front();
    keys.emplace_back(static_cast<size_t>(section - std::begin(kDossierSections)), line.group,
                      place_in_time(line.edtf), first.article, first.marks.front().begin, line.what,
                      line.id);
  }
  const std::vector<uint32_t> order = sorted_places(keys), to = inverse(order);
  dossier_.lines = permuted(std::move(dossier_.lines), order);
  for (Dossier::Line& line : dossier_.lines) {
    for (uint32_t& ref : line.refs) ref = to[ref];
    std::sort(line.refs.begin(), line.refs.end());
  }
}

Result<Dossier> DossierPage::finish() {
  dossier_.left_out = static_cast<int64_t>(left_out_.size());
  LT_TRY(load_articles());
  LT_TRY(load_actors());
  sort_lines();
  return std::move(dossier_);
}

}  // namespace letopis::chronicle
