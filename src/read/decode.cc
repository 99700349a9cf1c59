#include "read/decode.h"

#include <unicode/ucnv.h>

#include <algorithm>

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
  const int32_t length = ucnv_toUChars(converter, wide.data(), static_cast<int32_t>(wide.size()),
                                       bytes.data(), static_cast<int32_t>(bytes.size()), &status);
  ucnv_close(converter);
  if (U_FAILURE(status)) return {};
  std::string text;
  for (int32_t i = 0; i < length; ++i)
    utf8::append(text, wide[static_cast<size_t>(i)]);  // the charset lies in the BMP
  return text;
}

// Whether a text reads as Russian. Other charsets of one byte a letter give capitals inside words
// (KOI8-R), marks among the letters (code page 866, UTF-8), rare letters in place of frequent ones
// (ISO 8859-5), or Cyrillic letters inside Latin words (Western European). A text of few letters is
// no evidence.
bool reads_as_russian(std::string_view text) {
  // The five most frequent letters of Russian are 38 % of a running text; 25 % of a short one is
  // plenty.
  static constexpr std::u32string_view kFrequent = U"\u043E\u0435\u0430\u0438\u043D";
  size_t russian = 0, small = 0, frequent = 0, mixed = 0, other = 0;
  char32_t before = U' ';
  for (size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    const auto is_russian = [](char32_t x) {
      return (x >= 0x410 && x <= 0x44F) || x == 0x401 || x == 0x451;
    };
    const auto is_latin = [](char32_t x) { return x < 0x80 && unicode::is_letter(x); };
    if (is_russian(c)) {
      ++russian;
      small += c >= 0x430;
      frequent += kFrequent.find(unicode::to_lower(c)) != std::u32string_view::npos;
      mixed += is_latin(before);
    } else if (is_latin(c)) {
      mixed += is_russian(before);
    } else if (c >= 0x80 && (unicode::is_letter(c) || c == 0xFFFD || c < 0xA0)) {
      ++other;
    }
    before = c;
  }
  return russian >= 4 && small * 2 >= russian && frequent * 4 >= russian && mixed * 10 <= russian &&
         other * 20 <= russian;
}

}  // namespace

Decoded decode(std::string_view bytes) {
  if (utf8::valid(bytes)) return {std::string(bytes), "utf-8"};
  std::string text = from_windows_1251(bytes);
  if (reads_as_russian(text)) return {std::move(text), "windows-1251"};
  Decoded repaired{"", "utf-8"};
  repaired.text = utf8::repair(bytes, &repaired.replaced);
  return repaired;
}

void set_text(Decoded decoded, std::string_view bytes, Article& article) {
  article.raw_sha256 = sha256_hex(bytes);
  article.text = std::move(decoded.text);
  article.decoder = std::move(decoded.decoder);
  if (article.text != bytes) article.raw = bytes;
  if (decoded.replaced > 0)
    article.problems.push_back({"ill-formed-utf8",
                                std::to_string(decoded.replaced) +
                                    " ill-formed sequences read as U+FFFD; save the file as UTF-8",
                                article.path});
  const auto nuls = std::count(article.text.begin(), article.text.end(), '\0');
  if (nuls > 0)
    article.problems.push_back(
        {"nul-bytes",
         std::to_string(nuls) +
             " NUL bytes in the text, which were kept; see whether the file is text",
         article.path});
  article.text_sha256 = sha256_hex(article.text);
}

}  // namespace letopis::read
