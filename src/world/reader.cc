// Reads the files of the catalogue and checks them. What a file holds is told by the first column
// names of its first line, so that files can be cut as people like; all files of one kind are read
// before the next kind, so that order among files does not matter.
#include <algorithm>
#include <optional>

#include "base/tsv.h"
#include "world/catalogue.h"

namespace letopis::world {

using std::string_view;

class Catalogue::Reader {
 public:
  explicit Reader(Catalogue& catalogue) : c_(catalogue) {}

  Result<void> read(const DataFiles& files) {
    sources_.clear();
    known_until_ = Interval::kOpenEnd;
    for (const string_view path : files.list("")) {
      const bool ours =
          path.find("world/") != string_view::npos || path.find("names/") != string_view::npos;
      if (!path.ends_with(".tsv") || (!ours && path.find('/') != string_view::npos)) continue;
      LT_ASSIGN(const string_view text, files.text(path));
      sources_.push_back({path, read_tsv(text), false});
    }
    LT_TRY(entities());
    LT_TRY(names());
    LT_TRY(vocabulary());
    LT_TRY(institutions());
    LT_TRY(offices());
    LT_TRY(memberships());
    for (const Source& source : sources_)
      if (!source.read && !source.tsv.rows.empty())
        return bad(source.path, 1,
                   "the first line says what a file holds ('# id, name, aliases', separated by "
                   "tabs); this one is unknown");
    return {};
  }

  // What can be said only when all files are read.
  Result<void> check() const {
    for (uint32_t r = 0; r < c_.rows_.size(); ++r) {
      const Row& row = c_.rows_[r];
      if (row.name.empty())
        return Error{Code::kBadRule, "the entity '" + row.id + "' has no name in names/",
                     entity_places_[r]};
      if (row.state.empty()) continue;
      const auto state = c_.find(row.state);
      if (!state || c_.rows_[*state].kind != EntityKind::kState)
        return Error{Code::kBadRule,
                     "'" + row.id + "' belongs to '" + row.state + "', which is no state",
                     entity_places_[r]};
    }
    LT_TRY(check_terms());
    return check_cycles();
  }

 private:
  struct Source {
    string_view path;
    Tsv tsv;
    mutable bool read = false;  // some kind of row was looked for in it
  };

  static std::string place(string_view path, size_t line) {
    return std::string(path) + ":" + std::to_string(line);
  }
  static Error bad(string_view path, size_t line, std::string what) {
    return {Code::kBadRule, std::move(what), place(path, line)};
  }

  template <class Visit>
  Result<void> each(string_view header, Visit visit) const {
    for (const Source& source : sources_) {
      if (!source.tsv.header.starts_with(header)) continue;
      source.read = true;
      for (const TsvRow& row : source.tsv.rows) LT_TRY(visit(source.path, row));
    }
    return {};
  }

  Result<uint32_t> known(string_view id, string_view path, size_t line) const {
    if (const auto row = c_.find(id)) return *row;
    return bad(path, line, "there is no entity '" + std::string(id) + "'");
  }

  // The days of a date; plain YYYY, YYYY-MM and YYYY-MM-DD, of which there are many, without the
  // whole of EDTF.
  static std::optional<Interval> days_of(string_view text) {
    const bool plain = text.size() == 4 || text.size() == 7 || text.size() == 10;
    int parts[3] = {0, 1, 1};
    size_t part = 0;
    for (size_t i = 0; plain && i < text.size(); ++i) {
      if (i == 4 || i == 7) {
        if (text[i] != '-') return edtf_interval(text);
        parts[++part] = 0;
      } else if (text[i] >= '0' && text[i] <= '9') {
        parts[part] = parts[part] * 10 + (text[i] - '0');
      } else {
        return edtf_interval(text);
      }
    }
    if (!plain) return edtf_interval(text);
    const Date first = {parts[0], parts[1], parts[2]};
    if (!valid(first)) return std::nullopt;
    Date last = first;
    if (part == 0) last.month = 12;
    if (part < 2) last.day = days_in_month(last.year, last.month);
    return Interval{to_day(first), to_day(last)};
  }

  // "2012-05-07/..", as the file has it.
  static std::string stated(string_view from, string_view to) {
    if (from.empty() && to.empty()) return {};
    return std::string(from.empty() ? ".." : from) + "/" + std::string(to.empty() ? ".." : to);
  }

  // The days between two EDTF dates, either of which may be empty (open).
  static Result<Interval> days_between(string_view from, string_view to, string_view path,
                                       size_t line) {
    Interval days;
    if (!from.empty()) {
      const auto first = days_of(from);
      if (!first || !first->bounded())
        return bad(path, line, "'" + std::string(from) + "' is no date");
      days.first = first->first;
    }
    if (!to.empty()) {
      const auto last = days_of(to);
      if (!last || !last->bounded()) return bad(path, line, "'" + std::string(to) + "' is no date");
      days.last = last->last;
    }
    if (days.first > days.last) return bad(path, line, "this ends before it begins");
    return days;
  }

  Result<void> entities() {
    return each("id\tkind", [this](string_view path, const TsvRow& line) -> Result<void> {
      const auto kind = entity_kind_of(line.at(1));
      const auto type = entity_type_of(line.at(2));
      if (!kind || !type)
        return bad(path, line.line,
                   "expected: id, kind, NEREL type, wikidata, iso3, state, separated by tabs");
      if (!line.at(0).starts_with(std::string(entity_kind_name(*kind)) + "/"))
        return bad(path, line.line,
                   "the id of this " + std::string(line.at(1)) + " must begin with '" +
                       std::string(line.at(1)) + "/'");
      if (c_.find(line.at(0)))
        return bad(path, line.line, "the id '" + std::string(line.at(0)) + "' stands twice");
      static constexpr string_view kStandings[] = {"", "observer", "disputed", "historical",
                                                   "contested"};
      if (std::find(std::begin(kStandings), std::end(kStandings), line.at(6)) ==
          std::end(kStandings))
        return bad(path, line.line, "there is no standing '" + std::string(line.at(6)) + "'");
      if (line.at(6) == "contested" && !line.at(5).empty())
        return bad(path, line.line, "a contested place names no state");
      c_.by_id_.emplace(line.at(0), static_cast<uint32_t>(c_.rows_.size()));
      c_.rows_.push_back({std::string(line.at(0)), *kind, *type, std::string(line.at(3)),
                          std::string(line.at(4)), std::string(line.at(5)), "",
                          std::string(line.at(6))});
      entity_places_.push_back(place(path, line.line));
      return {};
    });
  }

  Result<void> names() {
    LT_TRY(each("id\tname", [this](string_view path, const TsvRow& line) -> Result<void> {
      LT_ASSIGN(const uint32_t row, known(line.at(0), path, line.line));
      if (line.at(1).empty()) return bad(path, line.line, "a name is missing");
      if (c_.rows_[row].name.empty()) c_.rows_[row].name = line.at(1);
      spell(row, MentionForm::kName, line.at(1));
      for (const string_view alias : split_cell(line.at(2), '|'))
        spell(row, MentionForm::kName, alias);
      return {};
    }));
    LT_TRY(each("id\tabbreviations", [this](string_view path, const TsvRow& line) -> Result<void> {
      LT_ASSIGN(const uint32_t row, known(line.at(0), path, line.line));
      for (const string_view word : split_cell(line.at(1), '|')) {
        if (c_.rows_[row].name.empty()) c_.rows_[row].name = word;
        spell(row, MentionForm::kAbbreviation, word);
      }
      return {};
    }));
    LT_TRY(each("id\tadjectives", [this](string_view path, const TsvRow& line) -> Result<void> {
      LT_ASSIGN(const uint32_t row, known(line.at(0), path, line.line));
      for (const string_view word : split_cell(line.at(1), '|'))
        spell(row, MentionForm::kAdjective, word);
      for (const string_view word : split_cell(line.at(2), '|'))
        c_.demonyms_.push_back({row, MentionForm::kDescriptor, std::string(word)});
      return {};
    }));
    return each("id\tmeans", [this](string_view path, const TsvRow& line) -> Result<void> {
      LT_ASSIGN(const uint32_t row, known(line.at(0), path, line.line));
      LT_ASSIGN(const uint32_t means, known(line.at(1), path, line.line));
      for (const string_view word : split_cell(line.at(2), '|'))
        c_.spellings_.push_back({row, MentionForm::kMetonym, std::string(word), means});
      return {};
    });
  }
  void spell(uint32_t row, MentionForm form, string_view text) {
    c_.spellings_.push_back({row, form, std::string(text)});
  }

  Result<void> vocabulary() {
    LT_TRY(each("office\tnouns", [this](string_view path, const TsvRow& line) -> Result<void> {
      Post post{std::string(line.at(0)), {}, {}};
      for (const string_view noun : split_cell(line.at(1), '|')) post.nouns.emplace_back(noun);
      for (const string_view other : split_cell(line.at(2), '|')) post.also.emplace_back(other);
      if (post.office.empty() || post.nouns.empty())
        return bad(path, line.line, "expected: office, nouns, separated by a tab");
      c_.posts_.push_back(std::move(post));
      return {};
    }));
    LT_TRY(each("kind\ttype", [this](string_view path, const TsvRow& line) -> Result<void> {
      const auto kind = entity_kind_of(line.at(0));
      const auto type = entity_type_of(line.at(1));
      if (!kind || !type || line.at(2).empty())
        return bad(path, line.line, "expected: kind, NEREL type, nouns, separated by tabs");
      Thing thing{*kind, *type, {}};
      for (const string_view noun : split_cell(line.at(2), '|')) thing.nouns.emplace_back(noun);
      c_.things_.push_back(std::move(thing));
      return {};
    }));
    for (const string_view header :
         {string_view("descriptor"), string_view("metonymy"), string_view("reference")})
      LT_TRY(each(header, [&](string_view, const TsvRow& line) -> Result<void> {
        auto& words = c_.words_[std::string(header) + "/" + std::string(line.at(0))];
        for (const string_view word : split_cell(line.at(1), '|')) words.emplace_back(word);
        return {};
      }));
    return {};
  }

  bool office_known(string_view office) const {
    return std::any_of(c_.posts_.begin(), c_.posts_.end(),
                       [&](const Post& post) { return post.office == office; });
  }

  Result<void> institutions() {
    LT_TRY(each("institution\tnouns", [this](string_view path, const TsvRow& line) -> Result<void> {
      Institution made{std::string(line.at(0)), {}, std::string(line.at(2))};
      for (const string_view noun : split_cell(line.at(1), '|')) made.nouns.emplace_back(noun);
      if (made.name.empty() || made.nouns.empty())
        return bad(path, line.line, "expected: institution, nouns, head, separated by tabs");
      if (!made.head.empty() && !office_known(made.head))
        return bad(path, line.line, "there is no office '" + made.head + "'");
      c_.institutions_.push_back(std::move(made));
      return {};
    }));
    return each("institution\tstate", [this](string_view path, const TsvRow& line) -> Result<void> {
      LT_ASSIGN(const uint32_t state, known(line.at(1), path, line.line));
      LT_ASSIGN(const uint32_t row, known(line.at(2), path, line.line));
      const auto& all = c_.institutions_;
      const auto found = std::find_if(all.begin(), all.end(),
                                      [&](const Institution& i) { return i.name == line.at(0); });
      if (found == all.end())
        return bad(path, line.line, "there is no institution '" + std::string(line.at(0)) + "'");
      const auto institution = static_cast<uint32_t>(found - all.begin());
      if (c_.institution_of(institution, state))
        return bad(path, line.line, "this institution of this state stands twice");
      c_.listed_.push_back({institution, state, row});
      return {};
    });
  }

  Result<void> offices() {
    // A term without an end lasts as far as these files know.
    LT_TRY(each("known\tuntil", [this](string_view path, const TsvRow& line) -> Result<void> {
      const auto day = edtf_interval(line.at(1));
      if (line.at(0) != "offices" || !day || !day->bounded())
        return bad(path, line.line, "expected: offices, date, separated by a tab");
      known_until_ = day->last;
      return {};
    }));
    LT_TRY(each("leads\t", [this](string_view path, const TsvRow& line) -> Result<void> {
      const string_view office = line.at(0) == "nobody" ? string_view() : line.at(0);
      if (!office.empty() && !office_known(office))
        return bad(path, line.line, "there is no office '" + std::string(office) + "'");
      for (const string_view id : split_cell(line.at(1), '|')) {
        LT_ASSIGN(const uint32_t state, known(id, path, line.line));
        if (!c_.leading_.emplace(state, office).second)
          return bad(path, line.line, "who leads '" + std::string(id) + "' is said twice");
      }
      return {};
    }));
    return each("person\toffice", [this](string_view path, const TsvRow& line) -> Result<void> {
      LT_ASSIGN(const uint32_t person, known(line.at(0), path, line.line));
      LT_ASSIGN(const uint32_t of, known(line.at(2), path, line.line));
      LT_ASSIGN(Interval days, days_between(line.at(3), line.at(4), path, line.line));
      if (c_.rows_[person].kind != EntityKind::kPerson)
        return bad(path, line.line, "'" + c_.rows_[person].id + "' is no person");
      if (!office_known(line.at(1)))
        return bad(path, line.line,
                   "there is no office '" + std::string(line.at(1)) + "' in names/");
      if (line.at(5).empty()) return bad(path, line.line, "the last column, certainty, is missing");
      if (line.at(5) == "certain" && line.at(3).empty())
        return bad(path, line.line, "a term that begins at an unknown time is not certain");
      if (days.last == Interval::kOpenEnd) days.last = std::max(days.first, known_until_);
      if (c_.rows_[person].state.empty())
        c_.rows_[person].state =
            c_.rows_[of].kind == EntityKind::kState ? c_.rows_[of].id : c_.rows_[of].state;
      c_.terms_.push_back({person, std::string(line.at(1)), of, days, std::string(line.at(5)),
                           stated(line.at(3), line.at(4))});
      term_places_.push_back(place(path, line.line));
      return {};
    });
  }

  Result<void> memberships() {
    return each("member\tbody", [this](string_view path, const TsvRow& line) -> Result<void> {
      LT_ASSIGN(const uint32_t body, known(line.at(1), path, line.line));
      LT_ASSIGN(const Interval days, days_between(line.at(2), line.at(3), path, line.line));
      if (line.at(4).empty()) return bad(path, line.line, "the last column, certainty, is missing");
      for (const string_view id : split_cell(line.at(0), '|')) {
        LT_ASSIGN(const uint32_t member, known(id, path, line.line));
        if (member == body) return bad(path, line.line, "a body is no member of itself");
        c_.memberships_.push_back(
            {member, body, days, std::string(line.at(4)), stated(line.at(2), line.at(3))});
        membership_places_.push_back(place(path, line.line));
      }
      return {};
    });
  }

  // Two people cannot certainly hold one office at once; a day of handing over is shared.
  Result<void> check_terms() const {
    const auto& terms = c_.terms_;
    for (size_t a = 0; a < terms.size(); ++a)
      for (size_t b = 0; b < a; ++b) {
        if (terms[a].of != terms[b].of || terms[a].office != terms[b].office) continue;
        if (terms[a].certainty != "certain" || terms[b].certainty != "certain") continue;
        if (std::min(terms[a].days.last, terms[b].days.last) <=
            std::max(terms[a].days.first, terms[b].days.first))
          continue;
        return Error{Code::kBadRule,
                     "'" + c_.rows_[terms[a].person].id + "' and '" + c_.rows_[terms[b].person].id +
                         "' hold one office at the same time (the other stands at " +
                         term_places_[b] + ")",
                     term_places_[a]};
      }
    return {};
  }

  // A body is no member of a body that is, through others, a member of it.
  Result<void> check_cycles() const {
    std::vector<std::vector<uint32_t>> up(c_.rows_.size());
    for (const Membership& m : c_.memberships_) up[m.member].push_back(m.body);
    for (size_t i = 0; i < c_.memberships_.size(); ++i) {
      const Membership& start = c_.memberships_[i];
      std::vector<uint32_t> open = {start.body};
      std::vector<bool> seen(c_.rows_.size(), false);
      while (!open.empty()) {
        const uint32_t at = open.back();
        open.pop_back();
        if (at == start.member)
          return Error{Code::kBadRule,
                       "'" + c_.rows_[start.member].id + "' is, through others, a member of itself",
                       membership_places_[i]};
        if (seen[at]) continue;
        seen[at] = true;
        open.insert(open.end(), up[at].begin(), up[at].end());
      }
    }
    return {};
  }

  Catalogue& c_;
  std::vector<Source> sources_;  // of the folder being read
  Day known_until_ = Interval::kOpenEnd;
  std::vector<std::string> entity_places_, term_places_, membership_places_;  // file:line of each
};

Result<Catalogue> Catalogue::load(const DataFiles& ours, std::span<const DataFiles> users) {
  Catalogue catalogue;
  Reader reader(catalogue);
  LT_TRY(reader.read(ours));
  for (const DataFiles& user : users) LT_TRY(reader.read(user));
  LT_TRY(reader.check());
  return catalogue;
}

}  // namespace letopis::world
