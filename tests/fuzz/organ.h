// The real packs, where they are, for the harnesses of the whole language organ.
#pragma once

#include <string>
#include <string_view>

#include "doc/article.h"

namespace letopis::fuzz {

// The folder of natasha.pack and opencorpora.pack: $LETOPIS_PACKS, else build/packs. Where it lacks
// them the program ends with 77, as a test that is skipped.
std::string packs_folder();

// An article of any bytes, decoded as at the door.
Article article_of(std::string_view bytes);

}  // namespace letopis::fuzz
