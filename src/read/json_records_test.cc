#include "read/json_records.h"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

namespace letopis::read {
namespace {

using Shape = JsonRecords::Shape;
using State = JsonRecords::State;

// Every record as "number:line:bytes", with "!" for cut, ">" for too long and "=" for the only
// value.
std::vector<std::string> records(const std::string& json, Shape shape = Shape::kDetect,
                                 size_t max = 1000) {
  std::istringstream input(json);
  JsonRecords records(input, shape, max);
  std::vector<std::string> out;
  while (const auto r = records.next()) {
    const char* mark = r->state == State::kCut       ? "!"
                       : r->state == State::kTooLong ? ">"
                       : r->alone                    ? "="
                                                     : "";
    out.push_back(mark + std::to_string(r->number) + ":" + std::to_string(r->line) + ":" +
                  r->bytes);
  }
  return out;
}
using Strings = std::vector<std::string>;

TEST(JsonRecords, CutsLines) {
  EXPECT_EQ(records("{\"a\":1}\n\n{\"a\":2}\r\n{\"a\"", Shape::kLines),
            (Strings{"1:1:{\"a\":1}", "3:3:{\"a\":2}\r", "4:4:{\"a\""}));
  EXPECT_EQ(records("", Shape::kLines), Strings{});
  EXPECT_EQ(records("\xEF\xBB\xBF{}", Shape::kLines), (Strings{"1:1:{}"}));
}

TEST(JsonRecords, CutsArraysWhereverTheyStand) {
  EXPECT_EQ(records("[{\"a\":\"]},\"},\n {\"b\":[1,{}]}]"),
            (Strings{"1:1:{\"a\":\"]},\"}", "2:2:{\"b\":[1,{}]}"}));
  EXPECT_EQ(records("[1, \"x\", null]"), (Strings{"1:1:1", "2:1:\"x\"", "3:1:null"}));
  EXPECT_EQ(records("[]"), Strings{});
  EXPECT_EQ(records("[{}]", Shape::kLines), (Strings{"1:1:{}"}));
}

TEST(JsonRecords, AnObjectAloneIsTold) {
  EXPECT_EQ(records("\n{\n \"a\": {\n}\n}\n"), (Strings{"=2:2:{\n \"a\": {\n}\n}"}));
  EXPECT_EQ(records("{\"a\":\"\\\"}\"}"), (Strings{"=1:1:{\"a\":\"\\\"}\"}"}));
}

TEST(JsonRecords, ObjectsOneAfterAnotherAreRecords) {
  EXPECT_EQ(records("{\"a\":1}\n{\"a\":2}\n"), (Strings{"1:1:{\"a\":1}", "2:2:{\"a\":2}"}));
}

TEST(JsonRecords, TheListUnderMessagesIsCut) {
  EXPECT_EQ(records("{\"name\":\"x\",\"messages\":[{\"a\":1},{\"a\":2}],\"more\":{}}"),
            (Strings{"1:1:{\"a\":1}", "2:1:{\"a\":2}"}));
  EXPECT_EQ(records("{\"x\":{\"messages\":[1]}}"), (Strings{"=1:1:{\"x\":{\"messages\":[1]}}"}));
  EXPECT_EQ(records("{\"x\":\"messages\",\"y\":[1]}"),
            (Strings{"=1:1:{\"x\":\"messages\",\"y\":[1]}"}));
}

TEST(JsonRecords, WhatIsCutIsToldAndTheNextIsRead) {
  EXPECT_EQ(records("[{\"a\":1},{\"a\":\"cut"), (Strings{"1:1:{\"a\":1}", "!2:1:{\"a\":\"cut"}));
  EXPECT_EQ(records("[{\"a\":1},\n"), (Strings{"1:1:{\"a\":1}", "!2:2:"}));
  EXPECT_EQ(records("{\"a\":\"cut\n{\"a\":2}\n"), (Strings{"!1:1:{\"a\":\"cut", "2:2:{\"a\":2}"}));
  EXPECT_EQ(records("{\"a\":1\n{\"a\":2}\n"), (Strings{"!1:1:{\"a\":1\n", "2:2:{\"a\":2}"}));
  EXPECT_EQ(records("{\"a\":[\n{\"b\":1},\n{\"b\":2}\n]}"),
            (Strings{"=1:1:{\"a\":[\n{\"b\":1},\n{\"b\":2}\n]}"}));
}

TEST(JsonRecords, LinesCountFromWhereTheInputStands) {
  std::istringstream input("{}\n{}");
  JsonRecords records(input, Shape::kDetect, 100, 7);
  EXPECT_EQ(records.next()->line, 7U);
  EXPECT_EQ(records.next()->line, 8U);
}

TEST(JsonRecords, WhatIsTooLongIsPassedOver) {
  const std::string big = "{\"a\":\"" + std::string(5000, 'x') + "\"}";
  EXPECT_EQ(records(big + "\n{}\n", Shape::kLines), (Strings{">1:1:", "2:2:{}"}));
  EXPECT_EQ(records("[" + big + ",{}]"), (Strings{">1:1:", "2:1:{}"}));
}

TEST(JsonRecords, AnyBytesEnd) {
  for (const std::string bytes : {"]", "}", "}}}\n{", "\"", "[\"", "[[[[", "{\"\\", "[,,,]", "[}",
                                  "x y z", "\xFF\n\n[", "[1 2"}) {
    EXPECT_LT(records(bytes).size(), 10U) << bytes;
    EXPECT_LT(records(bytes, Shape::kLines).size(), 10U) << bytes;
  }
}

}  // namespace
}  // namespace letopis::read
