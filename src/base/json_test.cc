#include "base/json.h"

#include <gtest/gtest.h>

namespace letopis {
namespace {

TEST(Json, WritesNestedValuesInOrder) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("b", "a\"\\\n\x01")
      .key("a")
      .begin_array()
      .value(1)
      .value(2.5)
      .value(3e10)
      .null();
  json.value(true)
      .end_array()
      .key("empty")
      .begin_object()
      .end_object()
      .key("n")
      .value_or_null("")
      .end_object();
  EXPECT_EQ(out, R"({"b":"a\"\\\n\u0001","a":[1,2.5,30000000000,null,true],"empty":{},"n":null})");
}

}  // namespace
}  // namespace letopis
