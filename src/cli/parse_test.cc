#include "cli/parse.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace letopis::cli {
namespace {

using Strings = std::vector<std::string>;

Result<Parsed> parsed(std::vector<const char*> words) {
  words.insert(words.begin(), "letopis");
  return parse(static_cast<int>(words.size()), words.data());
}
Args args(const std::vector<const char*>& words) {
  const auto made = parsed(words);
  EXPECT_TRUE(made.ok()) << to_string(made.error());
  return made.ok() ? made->args : Args();
}
std::string fault(const std::vector<const char*>& words) {
  const auto made = parsed(words);
  if (made.ok()) return "no fault";
  EXPECT_EQ(made.error().code, Code::kBadInput);
  return made.error().message;
}

TEST(Parse, OptionsStandAnywhereAmongTheArguments) {
  const Args got = args({"add", "--db", "a.db", "in", "--quiet", "more.txt", "--threads=2", "-"});
  EXPECT_EQ(got.positionals, (Strings{"in", "more.txt", "-"}));
  EXPECT_EQ(got.get("--db"), "a.db");
  EXPECT_EQ(got.get("--threads"), "2");
  EXPECT_TRUE(got.has("--quiet"));
  EXPECT_FALSE(got.has("--float32"));
}

TEST(Parse, AnOptionTakesOneValueAndARepeatedOneKeepsAll) {
  const Args got = args({"parse", "--world", "a", "x.txt", "--world", "b"});
  EXPECT_EQ(got.all("--world"), (Strings{"a", "b"}));
  EXPECT_EQ(got.positionals, Strings{"x.txt"});
  EXPECT_EQ(args({"events", "--act", "visit", "--act", "sign"}).get("--act"), "sign");
}

TEST(Parse, AnAbsentOptionIsEmptyOrWhatIsAskedFor) {
  const Args got = args({"events"});
  EXPECT_EQ(got.get("--db"), "");
  EXPECT_EQ(got.get("--db", "letopis.db"), "letopis.db");
  EXPECT_TRUE(got.all("--world").empty());
}

TEST(Parse, WordsMayHoldAnything) {
  const Args got = args({"quotes", "--words", "[порт, гавань]", "--by", "Анна Зорич"});
  EXPECT_EQ(got.get("--words"), "[порт, гавань]");
  EXPECT_EQ(got.get("--by"), "Анна Зорич");
  EXPECT_EQ(args({"parse", "[2024]", "a b.txt"}).positionals, (Strings{"[2024]", "a b.txt"}));
  EXPECT_EQ(args({"parse", "--", "--x.txt"}).positionals, Strings{"--x.txt"});
}

TEST(Parse, HelpAndVersionNeedNoArguments) {
  for (const auto& words : {std::vector<const char*>{}, {"--help"}, {"-h"}, {"help"}})
    EXPECT_EQ(parsed(words)->command, nullptr);
  for (const auto& words :
       {std::vector<const char*>{"add", "--help"}, {"add", "-h"}, {"help", "add"}}) {
    const auto made = parsed(words);
    ASSERT_TRUE(made.ok()) << to_string(made.error());
    EXPECT_EQ(made->command->name, "add");
    EXPECT_TRUE(made->args.has("--help"));
  }
  EXPECT_TRUE(parsed({"--version"})->version);
}

TEST(Parse, AMisspeltCommandIsToldWithTheNearest) {
  EXPECT_NE(fault({"evnts"}).find("did you mean 'events'?"), std::string::npos);
  EXPECT_NE(fault({"chronicle"}).find("see letopis --help"), std::string::npos);
  EXPECT_NE(fault({"help", "evnts"}).find("did you mean 'events'?"), std::string::npos);
}

TEST(Parse, WhatIsWrongWithTheArgumentsIsToldWithTheHelp) {
  EXPECT_NE(fault({"events", "--formt", "json"}).find("--formt"), std::string::npos);
  EXPECT_NE(fault({"events", "--since"}).find("--since"), std::string::npos);
  EXPECT_NE(fault({"add"}).find("PATH"), std::string::npos);
  EXPECT_NE(fault({"export", "jsonl"}).find("FORMAT DIR"), std::string::npos);
  EXPECT_NE(fault({"events", "more"}).find("no arguments"), std::string::npos);
  EXPECT_NE(fault({"add", "in", "--limit", "3"}).find("--limit"),
            std::string::npos);  // an option of listings only
  for (const auto& words :
       {std::vector<const char*>{"events", "--formt"}, {"add"}, {"events", "more"}})
    EXPECT_NE(fault(words).find("--help"), std::string::npos);
}

}  // namespace
}  // namespace letopis::cli
