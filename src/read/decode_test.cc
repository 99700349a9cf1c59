#include "read/decode.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

namespace letopis::read {
namespace {

const std::string kText =
    "Министры двух стран обсудили в столице торговлю и транспорт, а также подготовку к осенней "
    "встрече. «Ёлка» — пример.";

std::string in_charset(const std::string& text, const char* charset) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(text.size() * 2, '\0');
  const int32_t size = ucnv_convert(charset, "utf-8", out.data(), static_cast<int32_t>(out.size()),
                                    text.data(), static_cast<int32_t>(text.size()), &status);
  EXPECT_TRUE(U_SUCCESS(status));
  out.resize(static_cast<size_t>(size));
  return out;
}

TEST(Decode, ValidUtf8StaysWhatItIs) {
  EXPECT_EQ(decode(kText).text, kText);
  EXPECT_EQ(decode(kText).decoder, "utf-8");
  EXPECT_EQ(decode("").text, "");
}

TEST(Decode, Windows1251IsKnownByItsLetters) {
  for (const std::string& text :
       {kText, std::string("Встреча"), std::string("Президент ЕС прибыл, 5 мая 2024, NATO")}) {
    const Decoded decoded = decode(in_charset(text, "windows-1251"));
    EXPECT_EQ(decoded.decoder, "windows-1251") << text;
    EXPECT_EQ(decoded.text, text);
    EXPECT_EQ(decoded.replaced, 0U);
  }
}

TEST(Decode, OtherCharsetsAreNotTakenForIt) {
  const std::string french =
      "Le président a été reçu à l'Élysée après la cérémonie; les négociations ont été menées à "
      "Genève.";
  for (const auto& bytes :
       {in_charset(kText, "koi8-r"), in_charset(kText, "ibm-866"), in_charset(kText, "iso-8859-5"),
        in_charset(french, "iso-8859-1"), in_charset(kText, "utf-16le")}) {
    const Decoded decoded = decode(bytes);
    EXPECT_EQ(decoded.decoder, "utf-8");
    EXPECT_GT(decoded.replaced, 0U);
  }
}

TEST(Decode, AFewBrokenBytesDoNotChangeTheCharset) {
  for (size_t at = 1; at < kText.size(); at += 7) {
    std::string bytes = kText;
    bytes[at] = '\xFF';
    EXPECT_EQ(decode(bytes).decoder, "utf-8") << at;
  }
  EXPECT_EQ(decode("\xFF\xFE").decoder, "utf-8");
}

}  // namespace
}  // namespace letopis::read
