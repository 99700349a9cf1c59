// A streaming JSON writer: keys in the order of the calls, UTF-8 as it is, no intermediate tree.
// Commas and quotes are the writer's business; balanced begin/end is the caller's (asserted). Not
// thread-safe.
#pragma once

#include <cassert>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace letopis {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool truth) { return raw(truth ? "true" : "false"); }
  template <std::integral T>
  JsonWriter& value(T number) {
    return raw(std::to_string(number));
  }
  JsonWriter& value(
      double number);  // shortest form that reads back equal; a whole number without a point
  JsonWriter& number(std::string_view digits) { return raw(digits); }  // REQUIRES: a JSON number
  JsonWriter& null() { return raw("null"); }
  // Text or null where empty.
  JsonWriter& value_or_null(std::string_view text) { return text.empty() ? null() : value(text); }

  template <class T>
  JsonWriter& member(std::string_view name, T&& item) {
    return key(name).value(std::forward<T>(item));
  }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& raw(std::string_view text);
  void separate();

  std::string& out_;
  std::vector<bool> filled_;  // per open bracket: whether it holds something
  bool after_key_ = false;
};

}  // namespace letopis
