#include "cli/render.h"

#include <gtest/gtest.h>

namespace letopis::cli {
namespace {

const Table kTable = {{{"act"}, {"words"}, {"count", true}},
                      {{"visit", "визит, \"рабочий\" | в Астану\n", "3"}, {"sign", "", "12"}}};

TEST(Render, EveryFormat) {
  EXPECT_EQ(render(kTable, Format::kTable, 0),
            "act    words                         count\n"
            "visit  визит, \"рабочий\" | в Астану       3\n"
            "sign                                    12\n");
  EXPECT_EQ(render(kTable, Format::kJsonl, 0),
            "{\"act\":\"visit\",\"words\":\"визит, \\\"рабочий\\\" | в "
            "Астану\\n\",\"count\":3}\n{\"act\":\"sign\",\"count\":12}\n");
  EXPECT_EQ(render(kTable, Format::kJson, 0).substr(0, 2), "[{");
  EXPECT_EQ(render(kTable, Format::kCsv, 0),
            "act,words,count\r\nvisit,\"визит, \"\"рабочий\"\" | в Астану\n\",3\r\nsign,,12\r\n");
  EXPECT_EQ(render(kTable, Format::kMarkdown, 0),
            "| act | words | count |\n| --- | --- | ---: |\n| visit | визит, \"рабочий\" \\| в "
            "Астану  | 3 |\n| sign |  | 12 |\n");
}

TEST(Render, TheTableLeavesDetailOutOtherFormatsDoNot) {
  const Table table = {{{"act"}, {"words", false, true}, {"count", true}},
                       {{"visit", "визит", "3"}}};
  EXPECT_EQ(render(table, Format::kTable, 0), "act    count\nvisit      3\n");
  EXPECT_EQ(render(table, Format::kCsv, 0), "act,words,count\r\nvisit,визит,3\r\n");
}

TEST(Render, TableGivesWayAtTheWidestColumn) {
  EXPECT_EQ(render(kTable, Format::kTable, 32),
            "act    words               count\n"
            "visit  визит, \"рабочий\" …      3\n"
            "sign                          12\n");
}

}  // namespace
}  // namespace letopis::cli
