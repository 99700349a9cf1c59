#include "store/search_words.h"

#include <gtest/gtest.h>

#include "base/word_runs.h"

namespace letopis::store {
namespace {

TEST(SearchWords, AreFoldedAndAsManyAsTheTextHas) {
  EXPECT_EQ(search_words("  Самолёт «ТУ-154»: 2,5 млрд!"), "самолет ту 154 2 5 млрд");
  EXPECT_EQ(search_words("за\u0301мок Éire Ωμέγα 東京"), "замок éire ωμέγα 東京");
  EXPECT_EQ(search_words("— … \u0301"), "");
  for (const char* text : {"Премьер-министр, 2,5 млрд!", "за\u0301мок \u0301 а\u0301\u0301б", "東京 и ё",
                           "İstanbul ß Ǆ", "a\0b"}) {
    const std::string words = search_words(text);
    size_t count = words.empty() ? 0 : 1;
    for (const char c : words) count += c == ' ' ? 1 : 0;
    EXPECT_EQ(count, word_runs(text).size()) << text;
  }
}

}  // namespace
}  // namespace letopis::store
