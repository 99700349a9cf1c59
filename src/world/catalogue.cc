#include "world/catalogue.h"

#include <algorithm>

namespace letopis::world {

using std::string_view;

namespace {
constexpr string_view kOf = "-of-", kOrg = "org/", kState = "state/";
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

const Term* Catalogue::holder(string_view office, uint32_t of, Interval days) const {
  if (!days.bounded()) return nullptr;
  const Term* only = nullptr;
  for (const Term& term : terms_) {
    if (term.of != of || term.office != office || !term.days.overlaps(days)) continue;
    const bool throughout = term.days.first <= days.first && days.last <= term.days.last;
    if (only != nullptr || !throughout || term.certainty != "certain") return nullptr;
    only = &term;
  }
  return only;
}

std::vector<uint32_t> Catalogue::members(uint32_t body, Interval days) const {
  std::vector<uint32_t> out;
  if (!days.bounded()) return out;
  for (const Membership& m : memberships_)
    if (m.body == body && m.certainty == "certain" && m.days.first <= days.first &&
        days.last <= m.days.last)
      out.push_back(m.member);
  return out;
}

string_view Catalogue::leading_office(uint32_t state) const {
  const auto found = leading_.find(state);
  return found == leading_.end() ? string_view("president") : found->second;
}

std::optional<uint32_t> Catalogue::institution_of(uint32_t institution, uint32_t state) const {
  for (const Listed& listed : listed_)
    if (listed.institution == institution && listed.state == state) return listed.row;
  return std::nullopt;
}

std::string Catalogue::institution_id(uint32_t institution, uint32_t state) const {
  if (const auto row = institution_of(institution, state)) return rows_[*row].id;
  const string_view id = rows_[state].id;
  return std::string(kOrg) + institutions_[institution].name + std::string(kOf) +
         std::string(id.substr(id.find('/') + 1));
}

std::optional<std::pair<uint32_t, uint32_t>> Catalogue::institution(string_view id) const {
  if (const auto row = find(id)) {
    for (const Listed& listed : listed_)
      if (listed.row == *row) return std::pair(listed.institution, listed.state);
    return std::nullopt;
  }
  const size_t of = id.find(kOf);
  if (of == string_view::npos || !id.starts_with(kOrg)) return std::nullopt;
  const auto state = find(std::string(kState) + std::string(id.substr(of + kOf.size())));
  const string_view name = id.substr(kOrg.size(), of - kOrg.size());
  for (uint32_t i = 0; state && i < institutions_.size(); ++i)
    if (institutions_[i].name == name) return std::pair(i, *state);
  return std::nullopt;
}

string_view Catalogue::state_of(string_view id) const {
  if (const auto row = find(id))
    return rows_[*row].kind == EntityKind::kState ? rows_[*row].id : rows_[*row].state;
  if (const auto found = institution(id)) return rows_[found->second].id;
  return {};
}

}  // namespace letopis::world
