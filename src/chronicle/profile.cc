#include "chronicle/profile.h"

#include <algorithm>
#include <tuple>

#include "base/edit_distance.h"
#include "base/utf8.h"
#include "chronicle/query.h"
#include "chronicle/standing.h"
#include "store/fold.h"

namespace letopis::chronicle {
namespace {

using store::Statement;

// One row per form seen, the most frequent first.
constexpr const char* kForms =
    "SELECT substr(t.body, m.begin + 1, m.\"end\" - m.begin) AS words, m.form, count(*) AS n FROM "
    "chronicle_entities e JOIN article_entities x ON x.entity = e.entity JOIN article_mentions m ON "
    "m.article = x.article AND m.entity_n = x.n JOIN stored_articles a ON a.article = m.article "
    "JOIN texts t ON t.text = a.text WHERE e.id = ? AND m.form <> 'pronoun' GROUP BY 1, 2 ORDER BY "
    "n DESC, words, m.form";

constexpr const char* kArticles =
    "SELECT a.id, coalesce(n.published, ''), coalesce(a.outlet, n.outlet, a.agency, ''), "
    "coalesce(n.title, a.title, '') FROM (SELECT DISTINCT x.article FROM chronicle_entities e JOIN "
    "article_entities x ON x.entity = e.entity WHERE e.id = ?) p JOIN stored_articles a ON "
    "a.article = p.article JOIN analyses n ON n.article = a.article JOIN texts t ON t.text = "
    "a.text ORDER BY n.published_last DESC NULLS LAST, t.sha256, a.id";

constexpr const char* kCounts =
    "SELECT count(*), count(DISTINCT m.article) FROM chronicle_entities e JOIN article_entities x "
    "ON x.entity = e.entity JOIN article_mentions m ON m.article = x.article AND m.entity_n = x.n "
    "WHERE e.id = ?";

class Profile {
 public:
  Profile(store::Store& store, const world::Catalogue& catalogue, const ProfileQuery& query)
      : store_(store), catalogue_(catalogue), query_(query) {}

  Result<Table> make() {
    row_ = catalogue_.find(query_.id);
    LT_ASSIGN(const bool known, head());
    if (!known) return Error{Code::kNotFound, "nobody has this id", query_.id};
    if (row_) relations();
    LT_TRY(counts());
    LT_TRY(forms());
    LT_TRY(statuses());
    LT_TRY(acts());
    LT_TRY(articles());
    return std::move(table_);
  }

 private:
  void add(std::string field, std::string value, std::string date = "", std::string note = "",
           std::string id = "") {
    if (!value.empty())
      table_.rows.push_back({std::move(field), std::move(value), std::move(date), std::move(note),
                             std::move(id)});
  }
  void left_out(const char* field, size_t all, const std::string& how) {
    if (all > query_.last)
      add("more", std::to_string(all - query_.last) + " of " + field, "", how);
  }

  Result<bool> head() {
    LT_ASSIGN(Statement select,
              store_.db().prepare("SELECT e.kind, e.type, e.name, coalesce(e.wikidata, ''), "
                                  "coalesce(e.state, ''), coalesce(s.name, '') FROM "
                                  "chronicle_entities e LEFT JOIN chronicle_entities s ON s.id = "
                                  "e.state WHERE e.id = ?"));
    LT_ASSIGN(const bool found, select.bind(query_.id).step());
    if (!found && !row_) return false;
    add("id", query_.id, "", row_ ? "in the catalogue" : "not in the catalogue", query_.id);
    if (found) {
      add("kind", select.string(0), "", row_ ? catalogue_.rows()[*row_].standing : "");
      add("type", select.string(1));
      add("name", select.string(2));
      add("wikidata", select.string(3));
      const std::string state = select.string(4);
      if (state != query_.id && !state.empty())
        add("state", select.string(5).empty() ? name_of(state) : select.string(5), "", "", state);
      return true;
    }
    const world::Row& row = catalogue_.rows()[*row_];
    add("kind", std::string(entity_kind_name(row.kind)), "", row.standing);
    add("type", std::string(entity_type_name(row.type)));
    add("name", row.name);
    add("wikidata", row.wikidata);
    if (!row.state.empty() && row.state != row.id) add("state", name_of(row.state), "", "", row.state);
    return true;
  }

  std::string name_of(const std::string& id) const {
    const auto row = catalogue_.find(id);
    return row ? catalogue_.rows()[*row].name : id;
  }

  std::string office_name(std::string_view office) const {
    for (const world::Post& post : catalogue_.posts())
      if (post.office == office && !post.nouns.empty()) return post.nouns.front();
    return std::string(office);
  }

  // What the catalogue knows, with dates and how certain they are.
  void relations() {
    const uint32_t row = *row_;
    std::string names;
    for (const world::Spelling& spelling : catalogue_.spellings())
      if (spelling.row == row && spelling.form != MentionForm::kMetonym)
        names += (names.empty() ? "" : "; ") + spelling.text;
    add("names", names);
    const auto of = [this](uint32_t n) { return catalogue_.rows()[n]; };
    std::vector<world::Term> terms = catalogue_.terms();
    std::stable_sort(terms.begin(), terms.end(), [](const world::Term& a, const world::Term& b) {
      return a.days.first > b.days.first;
    });
    for (const world::Term& term : terms) {
      if (term.person == row)
        add("post", office_name(term.office) + ", " + of(term.of).name, term.stated,
            term.certainty, of(term.of).id);
      if (term.of == row)
        add("holder", office_name(term.office) + ": " + of(term.person).name, term.stated,
            term.certainty, of(term.person).id);
    }
    for (const world::Membership& membership : catalogue_.memberships()) {
      if (membership.member == row)
        add("belongs to", of(membership.body).name, membership.stated, membership.certainty,
            of(membership.body).id);
      if (membership.body == row)
        add("has", of(membership.member).name, membership.stated, membership.certainty,
            of(membership.member).id);
    }
    if (of(row).kind != EntityKind::kState) return;
    for (const world::Row& body : catalogue_.rows())
      if (body.state == of(row).id && body.kind == EntityKind::kOrg)
        add("body", body.name, "", "", body.id);
  }

  Result<void> counts() {
    LT_ASSIGN(Statement select, store_.db().prepare(kCounts));
    LT_ASSIGN(const bool row, select.bind(query_.id).step());
    add("mentions", row ? select.string(0) : "0");
    add("articles", row ? select.string(1) : "0");
    return {};
  }

  Result<void> forms() {
    LT_ASSIGN(Statement select, store_.db().prepare(kForms));
    select.bind(query_.id);
    size_t n = 0;
    for (;; ++n) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) break;
      if (n < query_.last)
        add("form", select.string(0), "", select.string(1) + ", " + select.string(2) + " times");
    }
    left_out("forms", n, "");
    return {};
  }

  Result<void> statuses() {
    std::vector<Standing> rows;
    for (const bool subject : {true, false}) {
      StandingFilter filter;
      (subject ? filter.subject : filter.object) = {query_.id};
      LT_ASSIGN(Standings found, standing(store_, filter));
      for (Standing& one : found.rows)
        if (std::none_of(rows.begin(), rows.end(),
                         [&one](const Standing& other) { return other.id == one.id; }))
          rows.push_back(std::move(one));
    }
    for (size_t n = 0; n < rows.size() && n < query_.last; ++n) {
      const Standing& one = rows[n];
      const std::string what = one.post.empty() ? one.value : one.post + ", " + one.value;
      add("status",
          one.kind + ": " + one.subject.name +
              (one.object.name.empty() ? "" : " – " + one.object.name) + ": " + what,
          one.since, one.modality + (one.disputed ? ", disputed" : ""), one.id);
    }
    left_out("statuses", rows.size(), "letopis status " + query_.id);
    return {};
  }

  // The last by date; those without one come last of all.
  Result<void> acts() {
    LT_ASSIGN(const Table all, events(store_, {.actor = {query_.id}}));
    constexpr size_t kId = 0, kDate = 1, kAct = 2, kModality = 3, kParties = 4;
    std::vector<const std::vector<std::string>*> dated, undated;
    for (const auto& row : all.rows) (row[kDate].empty() ? undated : dated).push_back(&row);
    std::reverse(dated.begin(), dated.end());
    dated.insert(dated.end(), undated.begin(), undated.end());
    for (size_t n = 0; n < dated.size() && n < query_.last; ++n) {
      const std::vector<std::string>& row = *dated[n];
      add("act", row[kAct] + ": " + row[kParties], row[kDate], row[kModality], row[kId]);
    }
    left_out("acts", dated.size(), "letopis events --actor " + query_.id);
    return {};
  }

  Result<void> articles() {
    LT_ASSIGN(Statement select, store_.db().prepare(kArticles));
    select.bind(query_.id);
    size_t n = 0;
    for (;; ++n) {
      LT_ASSIGN(const bool more, select.step());
      if (!more) break;
      if (n < query_.last)
        add("article", select.string(3).empty() ? select.string(0) : select.string(3),
            select.string(1), select.string(2), select.string(0));
    }
    left_out("articles", n, "");
    return {};
  }

  store::Store& store_;
  const world::Catalogue& catalogue_;
  const ProfileQuery& query_;
  std::optional<uint32_t> row_;
  Table table_{{{"field"}, {"value"}, {"date"}, {"note"}, {"id"}}, {}};
};

}  // namespace

Result<std::vector<std::string>> nearest_names(store::Store& store, const std::string& name,
                                               size_t most) {
  struct Near {
    size_t slips;
    int64_t articles;
    std::string name, id;
  };
  const std::string wanted = store::fold(name), word = " " + wanted + " ";
  const size_t letters = utf8::length(wanted), allowed = letters < 4 ? 0 : letters < 7 ? 1 : 2;
  std::vector<Near> found;
  LT_ASSIGN(Statement select,
            store.db().prepare("SELECT m.folded, e.name, e.id, count(*) FROM article_names m JOIN "
                               "article_entities x ON x.article = m.article AND x.n = m.n JOIN "
                               "chronicle_entities e ON e.entity = x.entity GROUP BY 1, 3"));
  while (true) {
    LT_ASSIGN(const bool more, select.step());
    if (!more) break;
    const std::string folded = select.string(0);
    const size_t length = utf8::length(folded);
    const bool part = (" " + folded + " ").find(word) != std::string::npos;
    if (!part && (length > letters + allowed || length + allowed < letters)) continue;
    const size_t slips = part ? 0 : edit_distance(folded, wanted);
    if (slips > allowed) continue;
    const auto same = std::find_if(found.begin(), found.end(), [&select](const Near& near) {
      return near.id == select.text(2);
    });
    if (same == found.end()) {
      found.push_back({slips, select.integer(3), select.string(1), select.string(2)});
    } else {
      same->slips = std::min(same->slips, slips);
      same->articles = std::max(same->articles, select.integer(3));
    }
  }
  std::sort(found.begin(), found.end(), [](const Near& a, const Near& b) {
    return std::tuple(a.slips, -a.articles, std::string_view(a.id)) <
           std::tuple(b.slips, -b.articles, std::string_view(b.id));
  });
  std::vector<std::string> out;
  for (size_t n = 0; n < found.size() && n < most; ++n)
    out.push_back(found[n].name + " (" + found[n].id + ")");
  return out;
}

Result<Table> profile(store::Store& store, const world::Catalogue& catalogue,
                      const ProfileQuery& query) {
  return Profile(store, catalogue, query).make();
}

}  // namespace letopis::chronicle
