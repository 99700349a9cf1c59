// From bytes to source text: UTF-8, or windows-1251 where the bytes are no UTF-8 and read as Russian. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "doc/article.h"

namespace letopis::read {

// Sets text, text_sha256, raw_sha256, raw and decoder of the article, and adds problems (ill-formed bytes, NUL bytes).
void decode(std::string_view bytes, Article& article);

}  // namespace letopis::read
