#include "base/word_runs.h"

#include <gtest/gtest.h>

#include <string>

namespace letopis {
namespace {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  for (const Span run : word_runs(text)) out.emplace_back(run.of(text));
  return out;
}

TEST(WordRuns, AreLettersAndDigitsWithTheirAccents) {
  using Strings = std::vector<std::string>;
  EXPECT_EQ(words("Премьер-министр, 2,5 млрд!"),
            (Strings{"Премьер", "министр", "2", "5", "млрд"}));
  EXPECT_EQ(words("за\u0301мок"), Strings{"за\u0301мок"});
  EXPECT_EQ(words("\u0301 — «»"), Strings{}) << "an accent on nothing is no word";
  EXPECT_EQ(words(""), Strings{});
}

}  // namespace
}  // namespace letopis
