#include "export/labels.h"

#include <algorithm>

#include "base/tsv.h"

namespace letopis::exporting {
namespace {

// "agent co_agent > recipient".
Lead lead(std::string_view roles) {
  Lead out;
  const size_t arrow = roles.find('>');
  for (const std::string_view role : split_cell(roles.substr(0, arrow), ' '))
    out.from.emplace_back(role);
  if (arrow != std::string_view::npos)
    for (const std::string_view role : split_cell(roles.substr(arrow + 1), ' '))
      out.to.emplace_back(role);
  return out;
}

}  // namespace

Result<Labels> Labels::load(const DataFiles& files, std::string_view language) {
  Labels labels;
  labels.language_ = language;
  const std::string folder = std::string(language) + "/labels/";
  for (const std::string_view path : files.list(folder)) {
    if (!path.ends_with(".tsv")) continue;
    std::string_view name = path.substr(folder.size());
    name.remove_suffix(4);
    LT_ASSIGN(const std::string_view text, files.text(path));
    auto& table = labels.tables_[std::string(name)];
    for (const TsvRow& row : read_tsv(text).rows) {
      const std::string key(row.at(0));
      if (row.cells.size() < 2 || key.empty() || !table.emplace(key, row.at(1)).second)
        return Error{Code::kBadRule, "a label needs a key of its own, a tab and a text",
                     std::string(path) + ":" + std::to_string(row.line)};
      if (name == "acts") labels.leads_[key] = lead(row.at(2));
      if (name == "roles") labels.roles_.push_back(key);
    }
  }
  if (labels.tables_.empty())
    return Error{Code::kNotFound, "there are no labels of this language", folder};
  return labels;
}

bool Labels::has(std::string_view table, std::string_view key) const {
  const auto found = tables_.find(table);
  return found != tables_.end() && found->second.contains(key);
}

std::string Labels::text(std::string_view table, std::string_view key) const {
  const auto found = tables_.find(table);
  if (found == tables_.end()) return std::string(key);
  const auto text = found->second.find(key);
  return text == found->second.end() ? std::string(key) : text->second;
}

std::string Labels::fill(std::string_view table, std::string_view key, Values values) const {
  const std::string pattern = text(table, key);
  std::string out;
  for (size_t at = 0; at < pattern.size();) {
    const size_t end = pattern[at] == '{' ? pattern.find('}', at) : std::string::npos;
    if (end == std::string::npos) {
      out += pattern[at++];
      continue;
    }
    const std::string_view name = std::string_view(pattern).substr(at + 1, end - at - 1);
    for (const auto& [known, value] : values)
      if (known == name) out += value;
    at = end + 1;
  }
  return out;
}

Lead Labels::lead_of(std::string_view act) const {
  const auto found = leads_.find(act);
  return found != leads_.end() ? found->second : Lead{{"agent", "co_agent"}, {"recipient"}};
}

size_t Labels::order_of(std::string_view role) const {
  return static_cast<size_t>(std::find(roles_.begin(), roles_.end(), role) - roles_.begin());
}

}  // namespace letopis::exporting
