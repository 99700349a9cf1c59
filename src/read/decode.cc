#include "read/decode.h"

#include <unicode/ucnv.h>

#include "base/hash.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::read {
namespace {

std::string from_windows_1251(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open("windows-1251", &status);
  if (U_FAILURE(status)) return {};
  std::u16string wide(bytes.size() + 1, u'\0');
  const int32_t length = ucnv_toUChars(converter, wide.data(), static_cast<int32_t>(wide.size()), bytes.data(),
                                       static_cast<int32_t>(bytes.size()), &status);
  ucnv_close(converter);
  if (U_FAILURE(status)) return {};
  std::string text;
  for (int32_t i = 0; i < length; ++i) utf8::append(text, wide[static_cast<size_t>(i)]);  // the charset lies in the BMP
  return text;
}

// Whether a text reads as Russian: nearly all letters beyond ASCII are Cyrillic, small ones dominate, and there are enough.
bool reads_as_russian(std::string_view text) {
  size_t russian = 0, small = 0, other = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (c < 0x80) continue;
    if ((c >= 0x410 && c <= 0x44F) || c == 0x401 || c == 0x451) {
      ++russian;
      small += c >= 0x430;
    } else if (unicode::is_letter(c) || c == 0xFFFD || c < 0xA0) {
      ++other;
    }
  }
  return russian >= 4 && other * 20 <= russian && small * 2 >= russian;
}

}  // namespace

void decode(std::string_view bytes, Article& article) {
  article.raw_sha256 = sha256_hex(bytes);
  article.decoder = "utf-8";
  if (utf8::valid(bytes)) {
    article.text = bytes;
  } else {
    std::string text = from_windows_1251(bytes);
    if (reads_as_russian(text)) {
      article.text = std::move(text);
      article.decoder = "windows-1251";
    } else {
      size_t replaced = 0;
      article.text = utf8::repair(bytes, &replaced);
      article.problems.push_back({"ill-formed-utf8",
                                  std::to_string(replaced) + " ill-formed sequences read as U+FFFD; save the file as UTF-8",
                                  article.path});
    }
    article.raw = bytes;
  }
  if (article.text.find('\0') != std::string::npos)
    article.problems.push_back({"nul-bytes", "the text holds NUL bytes; they were kept", article.path});
  article.text_sha256 = sha256_hex(article.text);
}

}  // namespace letopis::read
