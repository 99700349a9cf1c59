#include "rules/source.h"

#include <gtest/gtest.h>

namespace letopis::rules {
namespace {

TEST(Source, GivesWordsWithTheirPlaces) {
  Source source("a.rules", "letopis-rules 1\n# note\nrule год.1  \"в|во\" m:'месяц' 1..31 => x=-2");
  ASSERT_TRUE(take_header(source, "letopis-rules", 1).ok());
  EXPECT_TRUE(source.accept("rule"));
  EXPECT_EQ(source.take().text, "год.1");
  const Lexeme quoted = source.take();
  EXPECT_EQ(quoted.kind, LexKind::kText);
  EXPECT_EQ(quoted.text, "в|во");
  EXPECT_EQ(source.place(quoted.at), "a.rules:3:13");
  EXPECT_EQ(source.take().text, "m");
  EXPECT_TRUE(source.accept(":"));
  EXPECT_EQ(source.take().kind, LexKind::kLemma);
  EXPECT_EQ(source.take().text, "1");
  EXPECT_TRUE(source.accept(".."));
  EXPECT_EQ(source.take().text, "31");
  EXPECT_TRUE(source.accept("=>"));
  EXPECT_EQ(source.take().text, "x");
  EXPECT_TRUE(source.accept("="));
  EXPECT_EQ(source.take().text, "-2");
  EXPECT_TRUE(source.at_end());
}

TEST(Source, SentencesKeepQuotesAndSigns) {
  Source source("a", "ok: Он сказал: \"да # нет  \nno: второе");
  EXPECT_EQ(source.take().text, "ok");
  EXPECT_TRUE(source.accept(":"));
  EXPECT_EQ(source.rest_of_line(), "Он сказал: \"да # нет");
  EXPECT_TRUE(source.health().ok());
  EXPECT_TRUE(source.peek().word("no"));
  EXPECT_EQ(source.peek().line, 2U);
}

TEST(Source, AnUnclosedQuoteIsNamedWithItsPlace) {
  Source source("b", "x\n  \"да");
  source.take();
  ASSERT_FALSE(source.health().ok());
  EXPECT_EQ(source.health().error().place, "b:2:3");
}

TEST(Source, AnotherVersionIsRefused) {
  Source source("b", "letopis-rules 2\n");
  const auto header = take_header(source, "letopis-rules", 1);
  ASSERT_FALSE(header.ok());
  EXPECT_EQ(header.error().place, "b:1:1");
}

}  // namespace
}  // namespace letopis::rules
