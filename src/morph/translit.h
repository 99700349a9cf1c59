// Latin spelling of names for ids and for look-up: a table of letters, data/ru/translit.tsv.
// Immutable, thread-safe.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/files.h"

namespace letopis::morph {

class Translit {
 public:
  static Result<Translit> load(const DataFiles& files);
  // Lower-case ASCII words joined by hyphens: "kasym-zhomart-tokaev". Letters without a row are
  // left out; "x" where nothing is left.
  std::string slug(std::string_view name) const;

 private:
  std::map<char32_t, std::string> letters_;
};

}  // namespace letopis::morph
