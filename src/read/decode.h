// From bytes to source text: UTF-8, or windows-1251 where the bytes are no UTF-8 and read as
// Russian. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "doc/article.h"

namespace letopis::read {

struct Decoded {
  std::string text;
  std::string decoder;  // "utf-8", "windows-1251"
  size_t replaced = 0;  // ill-formed sequences that became U+FFFD
};
Decoded decode(std::string_view bytes);

// Sets text, text_sha256, raw_sha256, raw and decoder of the article, and adds problems (ill-formed
// bytes, NUL bytes). `bytes` are those of the file or of the record, which `decoded` came from.
void set_text(Decoded decoded, std::string_view bytes, Article& article);

}  // namespace letopis::read
