#include "cli/command.h"

#include <gtest/gtest.h>

#include <set>

#include "cli/parse.h"

namespace letopis::cli {
namespace {

TEST(Commands, EachHasANameOfItsOwnASummaryAnExampleAndAFunction) {
  std::set<std::string> names;
  for (const Command& command : commands()) {
    EXPECT_TRUE(names.insert(command.name).second) << command.name;
    EXPECT_FALSE(command.summary.empty()) << command.name;
    EXPECT_FALSE(command.examples.empty()) << command.name;
    EXPECT_NE(command.run, nullptr) << command.name;
    EXPECT_LE(command.least, command.most) << command.name;
    EXPECT_EQ(command.most == 0, command.positionals.empty()) << command.name;
  }
}

// The words of a line as a shell cuts them: spaces, quotes, and nothing from a redirection on.
std::vector<std::string> shell_words(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  char quoted = 0;
  for (const char c : line + " ") {
    if (quoted == 0 ? c == '"' || c == '\'' : c == quoted) {
      quoted = quoted == 0 ? c : '\0';
    } else if (c == ' ' && quoted == 0) {
      if (!word.empty()) words.push_back(word);
      word.clear();
    } else if (c == '>' && quoted == 0) {
      break;
    } else {
      word += c;
    }
  }
  return words;
}

TEST(Commands, TheirExamplesParse) {
  for (const Command& command : commands())
    for (const std::string& example : command.examples) {
      const auto words = shell_words(example);
      std::vector<const char*> argv;
      for (const std::string& word : words) argv.push_back(word.c_str());
      ASSERT_GE(argv.size(), 2U) << example;
      const auto made = parse(static_cast<int>(argv.size()), argv.data());
      ASSERT_TRUE(made.ok()) << example << ": " << to_string(made.error());
      EXPECT_EQ(made->command, &command) << example;
    }
}

TEST(Commands, NoOptionOfACommandHidesACommonOne) {
  for (const Command& command : commands()) {
    std::set<std::string> names;
    std::vector<Option> all = command.options;
    all.insert(all.end(), common_options().begin(), common_options().end());
    if (command.listing) all.insert(all.end(), listing_options().begin(), listing_options().end());
    for (const Option& option : all) {
      EXPECT_TRUE(option.name.starts_with("--")) << option.name;
      EXPECT_TRUE(names.insert(option.name).second) << command.name << " " << option.name;
    }
  }
}

TEST(Commands, HelpShowsExamplesFirstAndEveryOption) {
  for (const Command& command : commands()) {
    const std::string help = help_of(command);
    EXPECT_LT(help.find("\nExamples:"), help.find("\nUsage:")) << command.name;
    for (const Option& option : command.options)
      EXPECT_NE(help.find(option.name), std::string::npos) << option.name;
    EXPECT_EQ(help.find("--limit N") != std::string::npos, command.listing) << command.name;
    EXPECT_NE(help_of_program().find("\n  " + command.name), std::string::npos) << command.name;
  }
}

TEST(Args, TheLastValueCountsAndNoValueIsTheDefault) {
  Args args;
  args.options["--limit"] = {"3", "5"};
  args.options["--quiet"] = {};
  EXPECT_EQ(args.get("--limit"), "5");
  EXPECT_EQ(args.get("--quiet", "x"), "x");
  EXPECT_TRUE(args.has("--quiet"));
  EXPECT_EQ(args.get("--none", "x"), "x");
}

}  // namespace
}  // namespace letopis::cli
