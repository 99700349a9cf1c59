// The words of a language that pages for people are written in: <language>/labels/*.tsv of the
// project's data, a table a file, a key and its text a row. Immutable and thread-safe.
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace letopis::exporting {

// Which roles lead the line of an act: those before the arrow, those after it.
struct Lead {
  std::vector<std::string> from, to;
};

class Labels {
 public:
  // kNotFound where the data has no labels of this language, kBadRule for a row that cannot be
  // read.
  static Result<Labels> load(const DataFiles& files, std::string_view language);

  const std::string& language() const { return language_; }  // ISO 639-1
  bool has(std::string_view table, std::string_view key) const;
  // The text; where there is none, the key itself, so that what has no label yet still shows.
  std::string text(std::string_view table, std::string_view key) const;
  using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  // The text with each {name} put in.
  std::string fill(std::string_view table, std::string_view key, Values values) const;
  // A word of the page.
  std::string page(std::string_view key) const { return text("page", key); }

  Lead lead_of(std::string_view act) const;
  // The place of a role in the order in which lines name them.
  size_t order_of(std::string_view role) const;

 private:
  std::string language_;
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> tables_;
  std::map<std::string, Lead, std::less<>> leads_;
  std::vector<std::string> roles_;
};

}  // namespace letopis::exporting
