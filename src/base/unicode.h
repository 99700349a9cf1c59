// Character classes and case for code points, by ICU's tables. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace letopis::unicode {

bool is_letter(char32_t c) noexcept;
bool is_alnum(char32_t c) noexcept;  // letter, decimal digit, letter number or other number
bool is_digit(char32_t c) noexcept;  // decimal digit, Nd
bool is_space(char32_t c) noexcept;  // white space, NBSP and thin spaces included
bool is_upper(char32_t c) noexcept;
bool is_lower(char32_t c) noexcept;
bool is_symbol(char32_t c) noexcept;  // an arrow, a shape, an emoji, or a sign that joins emoji
char32_t to_lower(char32_t c) noexcept;
char32_t to_upper(char32_t c) noexcept;

std::string lower(std::string_view text);
// At least one cased character and none of the other case (Python's str.isupper, str.islower).
bool all_upper(std::string_view text) noexcept;
bool all_lower(std::string_view text) noexcept;
bool starts_upper(std::string_view text) noexcept;

}  // namespace letopis::unicode
