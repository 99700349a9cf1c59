// The dossier under construction: rows of the chronicle become indices of the page, each actor and
// article once; finish() loads them, turns code points into bytes and puts everything in order. Not
// thread-safe. Internal to the dossier.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "chronicle/dossier.h"
#include "store/db.h"

namespace letopis::chronicle {

// SQL: whether an entity is of a side, a JSON list of ids: it is one of them, or a person or
// organisation that belongs to a state of them. Media speak for themselves.
#define LT_OF_SIDE(entity, parameter)                                          \
  "(" entity ".id IN (SELECT value FROM json_each(" parameter ")) OR (" entity \
  ".state IN (SELECT value FROM json_each(" parameter ")) AND " entity ".kind <> 'medium'))"

class DossierPage {
 public:
  // Looks the actors and the dates up. Errors: see gather_dossier.
  static Result<DossierPage> open(store::Store& store, const DossierQuery& query);

  store::Connection& db() const { return *db_; }
  bool pair() const { return sides_.size() == 2; }
  // A side as a JSON list of ids, to be bound; null where there is no second actor.
  const std::string& side(size_t n) const { return sides_[n]; }
  std::optional<std::string> second() const {
    return pair() ? std::optional(sides_[1]) : std::nullopt;
  }
  const std::string& id(size_t n) const { return ids_[n]; }

  // Whether an article with this record time was known by then. One without any is counted as left
  // out.
  bool known(int64_t article, const std::optional<std::string>& published_last);
  // Whether something that begins on this day (empty: unknown) had begun by `at`.
  bool begun(std::string_view first) const { return dossier_.at.empty() || first <= dossier_.at; }

  uint32_t actor(int64_t row);
  uint32_t article(int64_t row);
  // A place of an article in code points, until finish().
  static Span place(int64_t begin, int64_t end) {
    return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }

  // Adds a line. One that reads like a former one of its section becomes further tellings of it.
  void add(Dossier::Line line);
  std::vector<Dossier::Line>& lines() { return dossier_.lines; }
  const Dossier& so_far() const { return dossier_; }
  // Database rows of the actors so far, by index.
  const std::vector<int64_t>& actor_rows() const { return actor_rows_; }

  // REQUIRES: called once, last.
  Result<Dossier> finish();

 private:
  explicit DossierPage(store::Connection& db) : db_(&db) {}
  Result<void> load_actors();
  Result<void> load_articles();
  void sort_lines();

  store::Connection* db_;
  Dossier dossier_;
  std::vector<std::string> ids_, sides_;
  std::map<int64_t, uint32_t> actors_, articles_;
  std::vector<int64_t> actor_rows_, article_rows_;
  std::map<std::string, size_t> line_of_look_;
  std::set<int64_t> left_out_;
};

// How one claim tells its fact: its evidence and whose words it is.
Result<Dossier::Told> told_by_claim(DossierPage& page, int64_t article, int64_t n, std::string id);
// How a place in an article tells a fact. Words inside a quote are the speaker's.
Result<Dossier::Told> told_at(DossierPage& page, int64_t article, Span place, std::string id);

// What each part of the gathering adds.
Result<void> gather_acts(DossierPage& page);
Result<void> gather_figures(DossierPage& page);
Result<void> gather_quotes(DossierPage& page);
Result<void> gather_disputes(store::Store& store, DossierPage& page);
// What stands between the sides; where the documents and projects of the lines so far stand.
Result<void> gather_standing(store::Store& store, DossierPage& page);
Result<void> gather_things_standing(store::Store& store, DossierPage& page);
// One line for each document and project that the lines so far tell of.
Result<void> gather_things(DossierPage& page);
// The posts of the persons of a finished page.
Result<void> gather_posts(store::Store& store, Dossier& dossier);

}  // namespace letopis::chronicle
