#include "export/labels.h"

#include <gtest/gtest.h>

#include <set>

#include "base/tsv.h"

namespace letopis::exporting {
namespace {

DataFiles data() {
  auto files = DataFiles::from_folder("data");
  EXPECT_TRUE(files.ok());
  return std::move(files).value();
}

// The second words of the lines of a data file that begin with `first`.
std::set<std::string> named(std::string_view text, std::string_view first) {
  std::set<std::string> out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const auto words = split_cell(text.substr(at, end - at), ' ');
    if (words.size() > 1 && words[0] == first) out.emplace(words[1]);
    at = end + 1;
  }
  return out;
}

TEST(Labels, EveryActAndRoleAndStatusOfTheRulesHasOne) {
  const DataFiles files = data();
  size_t acts = 0;
  for (const char* language : {"ru", "en"}) {
    const auto labels = Labels::load(files, language);
    ASSERT_TRUE(labels.ok());
    for (const char* folder : {"ru/frames/", "ru/statuses/"})
      for (const std::string_view path : files.list(folder)) {
        if (!path.ends_with(".frame")) continue;
        const std::string_view text = *files.text(path);
        for (const std::string& act : named(text, "act")) {
          EXPECT_TRUE(labels->has("acts", act)) << path << " " << act << " " << language;
          ++acts;
        }
        for (const std::string& role : named(text, "role"))
          EXPECT_TRUE(labels->has("roles", role)) << path << " " << role << " " << language;
        for (const std::string& status : named(text, "status")) {
          EXPECT_TRUE(labels->has("statuses", status)) << path << " " << status << " " << language;
          for (const std::string& value : named(text, "value"))
            EXPECT_TRUE(labels->has("values", status + "/" + value)) << path << " " << value;
        }
      }
  }
  EXPECT_GT(acts, 50U);
}

TEST(Labels, LanguagesHaveTheSameKeys) {
  const DataFiles files = data();
  for (const std::string_view path : files.list("ru/labels/")) {
    std::set<std::string> ru, en;
    for (const TsvRow& row : read_tsv(*files.text(path)).rows) ru.emplace(row.at(0));
    const auto other = files.text("en" + std::string(path.substr(2)));
    ASSERT_TRUE(other.ok()) << path;
    for (const TsvRow& row : read_tsv(*other).rows) en.emplace(row.at(0));
    EXPECT_EQ(ru, en) << path;
  }
}

TEST(Labels, WhatHasNoLabelShowsAsItIs) {
  const auto labels = Labels::load(data(), "ru");
  ASSERT_TRUE(labels.ok());
  EXPECT_EQ(labels->text("acts", "juggle"), "juggle");
  EXPECT_EQ(labels->text("nowhere", "x"), "x");
  EXPECT_EQ(labels->lead_of("juggle").to, std::vector<std::string>{"recipient"});
}

TEST(Labels, PutsValuesInOnce) {
  const auto labels = Labels::load(data(), "en");
  ASSERT_TRUE(labels.ok());
  EXPECT_EQ(labels->fill("page", "quoted", {{"words", "{words} {"}}), "\u201C{words} {\u201D");
}

TEST(Labels, RefusesARowThatCannotBeRead) {
  EXPECT_EQ(Labels::load(data(), "xx").error().code, Code::kNotFound);
  const auto twice = Labels::load(data().with("xx/labels/acts.tsv", "a\tb\na\tc\n"), "xx");
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().place, "xx/labels/acts.tsv:2");
  EXPECT_FALSE(Labels::load(data().with("xx/labels/acts.tsv", "alone\n"), "xx").ok());
}

}  // namespace
}  // namespace letopis::exporting
