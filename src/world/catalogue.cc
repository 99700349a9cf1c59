#include "world/catalogue.h"

#include "base/tsv.h"

namespace letopis::world {
namespace {

using std::string_view;

Error bad(string_view path, size_t line, std::string what) {
  return {Code::kBadRule, std::move(what), std::string(path) + ":" + std::to_string(line)};
}

// The days between two EDTF dates, either of which may be empty (open).
Result<Interval> days_between(string_view from, string_view to, string_view path, size_t line) {
  Interval days;
  if (!from.empty()) {
    const auto first = edtf_interval(from);
    if (!first) return bad(path, line, "'" + std::string(from) + "' is no date");
    days.first = first->first;
  }
  if (!to.empty()) {
    const auto last = edtf_interval(to);
    if (!last) return bad(path, line, "'" + std::string(to) + "' is no date");
    days.last = last->last;
  }
  if (days.first > days.last) return bad(path, line, "this ends before it begins");
  return days;
}

}  // namespace

std::optional<uint32_t> Catalogue::find(string_view id) const {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

const std::vector<std::string>& Catalogue::words(string_view header, string_view name) const {
  static const std::vector<std::string> kNone;
  const auto found = words_.find(std::string(header) + "/" + std::string(name));
  return found == words_.end() ? kNone : found->second;
}

std::optional<uint32_t> Catalogue::holder(string_view office, uint32_t of, Interval days) const {
  if (!days.bounded()) return std::nullopt;
  std::optional<uint32_t> only;
  for (const Term& term : terms_) {
    if (term.of != of || term.office != office || !term.days.overlaps(days)) continue;
    const bool throughout = term.days.first <= days.first && days.last <= term.days.last;
    if (only || !throughout || term.certainty != "certain") return std::nullopt;
    only = term.person;
  }
  return only;
}

string_view Catalogue::state_of(string_view id) const {
  const auto row = find(id);
  if (!row) return {};
  if (rows_[*row].kind == EntityKind::kState) return rows_[*row].id;
  return rows_[*row].state;
}

Result<Catalogue> Catalogue::load(const DataFiles& ours, std::span<const DataFiles> users) {
  Catalogue catalogue;
  LT_TRY(catalogue.read(ours));
  for (const DataFiles& user : users) LT_TRY(catalogue.read(user));
  for (const Row& row : catalogue.rows_) {
    if (row.name.empty()) return Error{Code::kBadRule, "the entity '" + row.id + "' has no name in names", row.id};
    if (!row.state.empty()) {
      const auto state = catalogue.find(row.state);
      if (!state || catalogue.rows_[*state].kind != EntityKind::kState)
        return Error{Code::kBadRule, "the entity '" + row.id + "' belongs to '" + row.state + "', which is no state", row.id};
    }
  }
  return catalogue;
}

// What a file holds is told by the first column names of its first line, so that files can be cut as people like.
Result<void> Catalogue::read(const DataFiles& files) {
  struct Source {
    string_view path;
    Tsv tsv;
  };
  std::vector<Source> sources;
  for (const string_view path : files.list("")) {
    if (!path.ends_with(".tsv") || (path.find("world/") == string_view::npos && path.find("names/") == string_view::npos &&
                                    path.find('/') != string_view::npos))
      continue;
    LT_ASSIGN(const string_view text, files.text(path));
    sources.push_back({path, read_tsv(text)});
  }
  const auto each = [&sources](string_view header, auto visit) -> Result<void> {
    for (const Source& source : sources) {
      if (!source.tsv.header.starts_with(header)) continue;
      for (const TsvRow& row : source.tsv.rows) LT_TRY(visit(source.path, row));
    }
    return {};
  };
  const auto known = [this](string_view id, string_view path, size_t line) -> Result<uint32_t> {
    if (const auto row = find(id)) return *row;
    return bad(path, line, "there is no entity '" + std::string(id) + "'");
  };

  LT_TRY(each("id\tkind", [&](string_view path, const TsvRow& line) -> Result<void> {
    const auto kind = entity_kind_of(line.at(1));
    const auto type = entity_type_of(line.at(2));
    if (!kind || !type) return bad(path, line.line, "expected: id, kind, NEREL type, wikidata, iso3, state, separated by tabs");
    if (!line.at(0).starts_with(std::string(entity_kind_name(*kind)) + "/") && *kind != EntityKind::kOrg)
      return bad(path, line.line, "the id of a " + std::string(line.at(1)) + " begins with '" + std::string(line.at(1)) + "/'");
    if (find(line.at(0))) return bad(path, line.line, "the id '" + std::string(line.at(0)) + "' stands twice");
    by_id_.emplace(line.at(0), static_cast<uint32_t>(rows_.size()));
    rows_.push_back({std::string(line.at(0)), *kind, *type, std::string(line.at(3)), std::string(line.at(4)),
                     std::string(line.at(5)), ""});
    return {};
  }));
  LT_TRY(each("id\tname", [&](string_view path, const TsvRow& line) -> Result<void> {
    LT_ASSIGN(const uint32_t row, known(line.at(0), path, line.line));
    if (line.at(1).empty()) return bad(path, line.line, "a name is missing");
    if (rows_[row].name.empty()) rows_[row].name = line.at(1);
    spellings_.push_back({row, MentionForm::kName, std::string(line.at(1))});
    for (const string_view alias : split_cell(line.at(2), '|')) spellings_.push_back({row, MentionForm::kName, std::string(alias)});
    return {};
  }));
  LT_TRY(each("id\tabbreviations", [&](string_view path, const TsvRow& line) -> Result<void> {
    LT_ASSIGN(const uint32_t row, known(line.at(0), path, line.line));
    for (const string_view word : split_cell(line.at(1), '|')) {
      if (rows_[row].name.empty()) rows_[row].name = word;
      spellings_.push_back({row, MentionForm::kAbbreviation, std::string(word)});
    }
    return {};
  }));
  LT_TRY(each("id\tadjectives", [&](string_view path, const TsvRow& line) -> Result<void> {
    LT_ASSIGN(const uint32_t row, known(line.at(0), path, line.line));
    for (const string_view word : split_cell(line.at(1), '|'))
      spellings_.push_back({row, MentionForm::kAdjective, std::string(word)});
    return {};
  }));
  LT_TRY(each("id\tmeans", [&](string_view path, const TsvRow& line) -> Result<void> {
    LT_ASSIGN(const uint32_t row, known(line.at(0), path, line.line));
    LT_ASSIGN(const uint32_t means, known(line.at(1), path, line.line));
    for (const string_view word : split_cell(line.at(2), '|'))
      spellings_.push_back({row, MentionForm::kMetonym, std::string(word), means});
    return {};
  }));
  LT_TRY(each("office\tnouns", [&](string_view path, const TsvRow& line) -> Result<void> {
    Post post{std::string(line.at(0)), {}, {}};
    for (const string_view noun : split_cell(line.at(1), '|')) post.nouns.emplace_back(noun);
    for (const string_view other : split_cell(line.at(2), '|')) post.also.emplace_back(other);
    if (post.office.empty() || post.nouns.empty()) return bad(path, line.line, "expected: office, nouns, separated by a tab");
    posts_.push_back(std::move(post));
    return {};
  }));
  LT_TRY(each("kind\ttype", [&](string_view path, const TsvRow& line) -> Result<void> {
    const auto kind = entity_kind_of(line.at(0));
    const auto type = entity_type_of(line.at(1));
    if (!kind || !type || line.at(2).empty()) return bad(path, line.line, "expected: kind, NEREL type, nouns, separated by tabs");
    Thing thing{*kind, *type, {}};
    for (const string_view noun : split_cell(line.at(2), '|')) thing.nouns.emplace_back(noun);
    things_.push_back(std::move(thing));
    return {};
  }));
  for (const string_view header : {string_view("descriptor"), string_view("metonymy")})
    LT_TRY(each(header, [&](string_view, const TsvRow& line) -> Result<void> {
      auto& words = words_[std::string(header) + "/" + std::string(line.at(0))];
      for (const string_view word : split_cell(line.at(1), '|')) words.emplace_back(word);
      return {};
    }));
  LT_TRY(each("person\toffice", [&](string_view path, const TsvRow& line) -> Result<void> {
    LT_ASSIGN(const uint32_t person, known(line.at(0), path, line.line));
    LT_ASSIGN(const uint32_t of, known(line.at(2), path, line.line));
    LT_ASSIGN(const Interval days, days_between(line.at(3), line.at(4), path, line.line));
    if (rows_[person].state.empty())
      rows_[person].state = rows_[of].kind == EntityKind::kState ? rows_[of].id : rows_[of].state;
    terms_.push_back({person, std::string(line.at(1)), of, days, std::string(line.at(5))});
    return {};
  }));
  LT_TRY(each("member\tbody", [&](string_view path, const TsvRow& line) -> Result<void> {
    LT_ASSIGN(const uint32_t member, known(line.at(0), path, line.line));
    LT_ASSIGN(const uint32_t body, known(line.at(1), path, line.line));
    if (member == body) return bad(path, line.line, "a body is no member of itself");
    LT_ASSIGN(const Interval days, days_between(line.at(2), line.at(3), path, line.line));
    memberships_.push_back({member, body, days, std::string(line.at(4))});
    return {};
  }));
  return {};
}

}  // namespace letopis::world
