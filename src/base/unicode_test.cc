#include "base/unicode.h"

#include <gtest/gtest.h>
#include <unicode/uchar.h>

namespace letopis::unicode {
namespace {

// Some classes are told without ICU's tables: they must say the same.
TEST(Unicode, SaysWhatTheTablesSay) {
  for (char32_t c = 0x80; c < 0x3000; ++c) {
    const auto code = static_cast<UChar32>(c);
    SCOPED_TRACE(static_cast<uint32_t>(c));
    ASSERT_EQ(is_letter(c), u_isalpha(code) != 0);
    ASSERT_EQ(is_digit(c), u_charType(code) == U_DECIMAL_DIGIT_NUMBER);
    ASSERT_EQ(is_space(c), u_isUWhiteSpace(code) != 0);
    ASSERT_EQ(is_upper(c), u_isUUppercase(code) != 0);
    ASSERT_EQ(is_lower(c), u_isULowercase(code) != 0);
    ASSERT_EQ(to_lower(c), static_cast<char32_t>(u_tolower(code)));
    ASSERT_EQ(to_upper(c), static_cast<char32_t>(u_toupper(code)));
  }
  for (char32_t c = 0; c < 0x80; ++c) {
    const auto code = static_cast<UChar32>(c);
    ASSERT_EQ(is_letter(c), u_isalpha(code) != 0);
    ASSERT_EQ(to_lower(c), static_cast<char32_t>(u_tolower(code)));
    ASSERT_EQ(to_upper(c), static_cast<char32_t>(u_toupper(code)));
  }
}

}  // namespace
}  // namespace letopis::unicode
