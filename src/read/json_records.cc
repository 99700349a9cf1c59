#include "read/json_records.h"

#include <streambuf>

namespace letopis::read {
namespace {

constexpr int kEnd = std::char_traits<char>::eof();

bool space(int c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool blank(const std::string& text) { return text.find_first_not_of(" \t\r") == std::string::npos; }

}  // namespace

JsonRecords::JsonRecords(std::istream& input, Shape shape, size_t max_bytes, size_t line)
    : input_(*input.rdbuf()), shape_(shape), max_bytes_(max_bytes), line_(line) {}

int JsonRecords::peek() { return input_.sgetc(); }

int JsonRecords::take() {
  const int c = input_.sbumpc();
  if (c == '\n') ++line_;
  return c;
}

void JsonRecords::skip_space() {
  while (space(peek())) take();
}

std::optional<JsonRecords::Record> JsonRecords::next() {
  if (mode_ == Mode::kStart) {
    // A byte order mark is no part of the JSON.
    for (const int mark : {0xEF, 0xBB, 0xBF})
      if (peek() == mark) take();
    if (shape_ == Shape::kLines) {
      mode_ = Mode::kLines;
      // An array in a file of lines is read as the array it is.
      while (peek() == ' ' || peek() == '\t') take();
      if (peek() == '[') shape_ = Shape::kDetect;
    }
    if (shape_ == Shape::kDetect) {
      skip_space();
      mode_ = peek() == '[' ? Mode::kArray : Mode::kValues;
      if (mode_ == Mode::kArray) take();
    }
  }
  if (mode_ == Mode::kLines) return next_line();
  if (mode_ == Mode::kValues)
    if (auto record = next_value()) return record;
  if (mode_ == Mode::kArray) return next_item();
  return std::nullopt;
}

std::optional<JsonRecords::Record> JsonRecords::next_line() {
  while (peek() != kEnd) {
    Record record;
    record.line = record.number = line_;
    for (int c = take(); c != '\n' && c != kEnd; c = take()) {
      if (record.bytes.size() < max_bytes_) {
        record.bytes.push_back(static_cast<char>(c));
      } else {
        record.state = State::kTooLong;
      }
    }
    if (record.state == State::kTooLong) record.bytes = {};
    if (record.state == State::kTooLong || !blank(record.bytes)) return record;
  }
  mode_ = Mode::kEnd;
  return std::nullopt;
}

std::optional<JsonRecords::Record> JsonRecords::next_item() {
  while (space(peek()) || peek() == ',') take();
  if (peek() == ']' || peek() == kEnd) {
    Record record;
    record.line = line_;
    record.number = items_ + 1;
    const bool cut = peek() == kEnd;
    mode_ = Mode::kEnd;
    if (!cut) return std::nullopt;
    record.state = State::kCut;
    return record;
  }
  Record record;
  record.number = ++items_;
  read_value(record);
  if (record.state == State::kCut && peek() == kEnd) mode_ = Mode::kEnd;
  return record;
}

std::optional<JsonRecords::Record> JsonRecords::next_value() {
  skip_space();
  if (peek() == kEnd) {
    mode_ = Mode::kEnd;
    return std::nullopt;
  }
  Record record;
  record.number = line_;
  if (!read_value(record)) {
    mode_ = Mode::kArray;
    return std::nullopt;
  }
  skip_space();
  record.alone = values_++ == 0 && peek() == kEnd;
  return record;
}

bool JsonRecords::read_value(Record& record) {
  record.line = line_;
  const bool top = mode_ == Mode::kValues;
  const bool scalar = peek() != '{' && peek() != '[' && peek() != '"';
  size_t depth = 0;
  bool in_string = false, escaped = false;
  std::string key;  // the last string at depth 1
  int before = 0;   // the last byte that is no space, strings included
  const auto keep = [&](int c) {
    if (record.state == State::kTooLong) return;
    if (record.bytes.size() < max_bytes_) {
      record.bytes.push_back(static_cast<char>(c));
    } else {
      record.state = State::kTooLong;
      record.bytes = {};
    }
  };
  for (;;) {
    const int c = peek();
    if (c == kEnd) {
      if (depth > 0 || in_string) record.state = State::kCut;
      return true;
    }
    if (scalar && (c == '\n' || (!top && (c == ',' || c == ']')))) return true;
    if (in_string) {
      // A line break never stands inside a JSON string: the record was cut here.
      if (c == '\n' && !escaped) {
        if (top) {
          record.state = State::kCut;
          take();
          while (peek() != '{' && peek() != kEnd) {
            for (int skipped = take(); skipped != '\n' && skipped != kEnd;) skipped = take();
          }
          return true;
        }
        in_string = false;
      } else if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        in_string = false;
      }
      if (in_string && depth == 1 && key.size() < 16) key.push_back(static_cast<char>(c));
      keep(take());
      if (!in_string) before = '"';
      if (!in_string && depth == 0) return true;
      continue;
    }
    if (c == '\n' && top && depth > 0) {
      keep(take());
      // A new object at the beginning of a line, where none can stand: the one before was cut.
      if (peek() == '{' && before != ',' && before != ':' && before != '[') {
        record.state = State::kCut;
        return true;
      }
      continue;
    }
    keep(take());
    if (space(c)) continue;
    if (c == '"') {
      in_string = true;
      if (depth == 1) key.clear();
    } else if (c == '{' || c == '[') {
      if (top && depth == 1 && c == '[' && before == ':' && key == "messages") {
        record = {};
        return false;
      }
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth > 0) --depth;
      if (depth == 0 && !scalar) return true;
    }
    before = c;
  }
}

}  // namespace letopis::read
