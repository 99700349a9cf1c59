// Cuts a stream of JSON into its records without reading more than one of them into memory: JSON
// Lines, an array, an object that wraps its list under "messages", or objects one after another. It
// only counts brackets and strings; whether a record is JSON is for the parser to say. What is cut
// or too long is told and the stream goes on behind it. Not thread-safe.
#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string>

namespace letopis::read {

class JsonRecords {
 public:
  enum class Shape { kDetect, kLines };
  enum class State { kWhole, kCut, kTooLong };
  struct Record {
    State state = State::kWhole;
    std::string bytes;   // empty where too long
    size_t number = 0;   // of the item in an array, else of the line; from 1
    size_t line = 0;     // where the record begins; from 1
    bool alone = false;  // the only value of its file (never for lines)
  };

  // `input` outlives this object and stands at the given line. A record larger than max_bytes is
  // passed over as kTooLong.
  JsonRecords(std::istream& input, Shape shape, size_t max_bytes, size_t line = 1);

  std::optional<Record> next();  // nullopt at the end

 private:
  enum class Mode { kStart, kLines, kArray, kValues, kEnd };

  int peek();
  int take();
  void skip_space();
  std::optional<Record> next_line();
  std::optional<Record> next_item();
  std::optional<Record> next_value();
  // Reads one value that begins here; false where it turned out to wrap a list, whose items follow.
  bool read_value(Record& record);

  std::streambuf& input_;
  Shape shape_;
  size_t max_bytes_;
  Mode mode_ = Mode::kStart;
  size_t line_;
  size_t items_ = 0;
  size_t values_ = 0;
};

}  // namespace letopis::read
