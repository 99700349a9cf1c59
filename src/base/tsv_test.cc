#include "base/tsv.h"

#include <gtest/gtest.h>

namespace letopis {
namespace {

using Cells = std::vector<std::string_view>;

TEST(Tsv, RowsKeepTheirLinesBehindCommentsAndBlankLines) {
  const Tsv tsv =
      read_tsv("# id\tname\n\n# a comment\nstate/veldoria\tВельдория\nstate/lestania\tЛестания");
  EXPECT_EQ(tsv.header, "id\tname");
  ASSERT_EQ(tsv.rows.size(), 2U);
  EXPECT_EQ(tsv.rows[0].line, 4U);
  EXPECT_EQ(tsv.rows[0].cells, (Cells{"state/veldoria", "Вельдория"}));
  EXPECT_EQ(tsv.rows[1].line, 5U);
}

TEST(Tsv, EmptyCellsCountAndACellBehindTheLastIsEmpty) {
  const Tsv tsv = read_tsv("a\t\tc\t\n");
  EXPECT_EQ(tsv.header, "");
  EXPECT_EQ(tsv.rows.at(0).cells, (Cells{"a", "", "c", ""}));
  EXPECT_EQ(tsv.rows[0].at(2), "c");
  EXPECT_EQ(tsv.rows[0].at(4), "");
}

TEST(Tsv, FilesOfOtherEditorsReadAlike) {
  const Tsv tsv = read_tsv("\xEF\xBB\xBF# id\tname\r\n\r\nplace/orvel\tОрвель\r\n");
  EXPECT_EQ(tsv.header, "id\tname");
  ASSERT_EQ(tsv.rows.size(), 1U);
  EXPECT_EQ(tsv.rows[0].line, 3U);
  EXPECT_EQ(tsv.rows[0].cells, (Cells{"place/orvel", "Орвель"}));
}

TEST(Tsv, OnlyTheFirstLineIsAHeader) {
  EXPECT_EQ(read_tsv("a\tb\n# id\tname\n").header, "");
  EXPECT_TRUE(read_tsv("").rows.empty());
}

TEST(Tsv, PartsOfACellLoseOuterSpacesAndEmptyOnesAreLeftOut) {
  EXPECT_EQ(split_cell(" Союз северных гаваней | ССГ||  ", '|'),
            (Cells{"Союз северных гаваней", "ССГ"}));
  EXPECT_EQ(split_cell("", '|'), Cells{});
}

}  // namespace
}  // namespace letopis
