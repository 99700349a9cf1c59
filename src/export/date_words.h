// EDTF as people write dates, in the words of a language. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "export/labels.h"

namespace letopis::exporting {

// "2025-03-04/2025-03-05" becomes "4-5 March 2025". What the labels have no words for stays as it
// is; an empty date is said to be unknown.
std::string date_words(std::string_view edtf, const Labels& labels);

// The same in the form after a word like "until".
std::string date_words_of(std::string_view edtf, const Labels& labels);

}  // namespace letopis::exporting
