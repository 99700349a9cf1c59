#include "extract/language_rules.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace letopis::extract {
namespace {

// The names of the rules that are off, by commas.
std::string rules_off(const LanguageRules& rules) {
  std::string off;
  for (const LanguageRule& rule : language_rules())
    if (!(rules.*rule.on)) off += (off.empty() ? "" : ",") + std::string(rule.name);
  return off;
}

TEST(LanguageRules, AllAreOnUnlessNamed) {
  EXPECT_EQ(rules_off({}), "");
  const auto two = rules_without("tree,masks");
  ASSERT_TRUE(two.ok()) << to_string(two.error());
  EXPECT_FALSE(two->tree);
  EXPECT_FALSE(two->masks);
  EXPECT_EQ(rules_off(*two), "masks,tree");
}

TEST(LanguageRules, EachNameSwitchesOneRule) {
  std::set<std::string> seen;
  for (const LanguageRule& rule : language_rules()) {
    const auto rules = rules_without(rule.name);
    ASSERT_TRUE(rules.ok()) << rule.name;
    EXPECT_EQ(rules_off(*rules), rule.name);
    EXPECT_TRUE(seen.insert(std::string(rule.name)).second) << rule.name;
  }
}

TEST(LanguageRules, AllStandsForEveryOne) {
  std::string names;
  for (const LanguageRule& rule : language_rules())
    names += (names.empty() ? "" : ",") + std::string(rule.name);
  EXPECT_EQ(rules_off(*rules_without("all")), names);
  EXPECT_EQ(rules_off(*rules_without(names)), names);
}

TEST(LanguageRules, AnUnknownNameIsToldWithThoseThatThereAre) {
  for (const char* names : {"tre", "", "tree,", ",tree", "tree, yo", "all,none", "Tree"}) {
    const auto rules = rules_without(names);
    ASSERT_FALSE(rules.ok()) << names;
    EXPECT_EQ(rules.error().code, Code::kBadInput);
    for (const LanguageRule& rule : language_rules())
      EXPECT_NE(rules.error().message.find(rule.name), std::string::npos) << rules.error().message;
  }
}

}  // namespace
}  // namespace letopis::extract
