#include "morph/translit.h"

#include <gtest/gtest.h>

namespace letopis::morph {
namespace {

std::string slug(std::string_view name) {
  static const Translit translit = Translit::load(DataFiles::from_folder("data").value()).value();
  return translit.slug(name);
}

TEST(Translit, NamesBecomeLowerCaseWordsJoinedByHyphens) {
  EXPECT_EQ(slug("Радим Тарсов"), "radim-tarsov");
  EXPECT_EQ(slug("Щукин-Юрьев"), "shchukin-yurev");
  EXPECT_EQ(slug("Әлия Қоңырова"), "aliya-konyrova");
  EXPECT_EQ(slug("«Морской  курьер», №7"), "morskoy-kurer-7");
}

TEST(Translit, SpellingsOfOneNameAreOneSlug) {
  EXPECT_EQ(slug("АЛЁНА ЗОРИЧ"), slug("Алена Зорич"));
  EXPECT_EQ(slug("О\u0301льмар"), "olmar");  // a mark of stress is no letter
}

TEST(Translit, LettersWithoutARowAreLeftOut) {
  EXPECT_EQ(slug("Łódź"), "d");
  EXPECT_EQ(slug("東京"), "x");
  EXPECT_EQ(slug("東京 Орвель"), "orvel");
}

TEST(Translit, SomethingIsAlwaysLeft) {
  EXPECT_EQ(slug(""), "x");
  EXPECT_EQ(slug(" — "), "x");
  EXPECT_EQ(slug("Ь"), "x");
}

TEST(Translit, AFileThatIsMissingOrWrongIsToldWithItsPlace) {
  const DataFiles sample = DataFiles::from_folder("samples/world").value();
  EXPECT_EQ(Translit::load(sample).error().code, Code::kNotFound);
  const auto load = [&sample](const std::string& text) {
    return Translit::load(sample.with("ru/translit.tsv", text));
  };
  for (const char* wrong :
       {"# letter\tlatin\nаб\tab\n", "# letter\tlatin\nа\tА\n", "# letter\tlatin\nа\ta-b\n"}) {
    const auto made = load(wrong);
    ASSERT_FALSE(made.ok()) << wrong;
    EXPECT_EQ(made.error().code, Code::kBadRule);
    EXPECT_EQ(made.error().place, "ru/translit.tsv:2");
  }
}

}  // namespace
}  // namespace letopis::morph
