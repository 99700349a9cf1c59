#include "export/safe_text.h"

#include <gtest/gtest.h>

#include "export/marked_text.h"

namespace letopis::exporting {
namespace {

TEST(SafeText, EscapesWhatHtmlWouldRead) {
  EXPECT_EQ(html("<script>alert('x')</script> ]]> & \"y\""),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; ]]&gt; &amp; &quot;y&quot;");
}

TEST(SafeText, ShowsDirectionMarksAndControlsAsReplaced) {
  EXPECT_EQ(html("a\u202Eb\u2066c\u200Fd"), "a\uFFFDb\uFFFDc\uFFFDd");
  EXPECT_EQ(html(std::string("a\0b\x1B[31mc\x7F", 10)), "a\uFFFDb\uFFFD[31mc\uFFFD");
  EXPECT_EQ(html("a\r\nb\rc"), "a\nb\nc");
  EXPECT_EQ(one_line("a\u202E\x1B b"), "a\uFFFD\uFFFD b");
}

TEST(SafeText, MakesOneLine) {
  EXPECT_EQ(one_line("  раз\n\n два\u00A0три\t"), "раз два три");
  EXPECT_EQ(one_line("\n"), "");
}

TEST(SafeText, ShortensAtABlank) {
  EXPECT_EQ(shortened("раз два три", 11), "раз два три");
  EXPECT_EQ(shortened("раз два три", 9), "раз два\u2026");
  EXPECT_EQ(shortened("безпробелов", 4), "безп\u2026");
  EXPECT_EQ(shortened("", 4), "");
}

TEST(SafeText, EscapesMarkdown) {
  EXPECT_EQ(markdown("*a* [b](c) <d> `e`\n# f"), "\\*a\\* \\[b\\](c) &lt;d\\> \\`e\\` \\# f");
}

TEST(MarkedText, MarksInsideEachOther) {
  EXPECT_EQ(marked_html("abcdef", {0, 6}, {{{1, 5}, " id=\"m1\""}, {{2, 3}, " id=\"m2\""}}, {}),
            "a<mark id=\"m1\">b<mark id=\"m2\">c</mark>de</mark>f");
}

TEST(MarkedText, SplitsMarksThatOverlap) {
  EXPECT_EQ(marked_html("abcdef", {0, 6}, {{{1, 4}, " id=\"m1\""}, {{2, 6}, " id=\"m2\""}}, {}),
            "a<mark id=\"m1\">b<mark id=\"m2\">cd</mark></mark><mark>ef</mark>");
}

TEST(MarkedText, CutsToThePart) {
  EXPECT_EQ(marked_html("abcdef", {2, 4}, {{{0, 3}, ""}, {{5, 6}, ""}}, {{3, 6}}),
            "<mark>c</mark><span class=\"dim\">d</span>");
}

TEST(MarkedText, KeepsTheTextWhateverTheMarks) {
  const std::string text = "абвгдежз";
  for (uint32_t a = 0; a <= 16; a += 2)
    for (uint32_t b = a; b <= 16; b += 2)
      for (uint32_t c = 0; c <= 16; c += 2)
        for (uint32_t d = c; d <= 16; d += 2) {
          const std::string out =
              marked_html(text, {0, 16}, {{{a, b}, ""}, {{c, d}, ""}}, {{4, 10}});
          std::string plain;
          int depth = 0;
          for (size_t at = 0; at < out.size(); ++at) {
            if (out[at] != '<') {
              plain += out[at];
              continue;
            }
            depth += out[at + 1] == '/' ? -1 : 1;
            ASSERT_GE(depth, 0) << out;
            at = out.find('>', at);
          }
          ASSERT_EQ(plain, text) << out;
          ASSERT_EQ(depth, 0) << out;
        }
}

}  // namespace
}  // namespace letopis::exporting
