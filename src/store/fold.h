// How names are compared: lower case, e as e, every dash one sign, every run of blanks one blank.
// Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace letopis::store {

std::string fold(std::string_view name);
// A coarser key for names in Latin letters, in which the usual romanisations of one Russian name
// agree ("Tokayev", "Tokaev").
std::string fold_latin(std::string_view name);

}  // namespace letopis::store
