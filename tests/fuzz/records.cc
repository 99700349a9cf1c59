// Articles out of any bytes: the records of JSON in each of its shapes, with a small and a large
// limit, and what the reader makes of the same bytes on standard input (decoding, text fields,
// metadata).
#include <sstream>

#include "base/utf8.h"
#include "read/json_records.h"
#include "read/reader.h"
#include "target.h"

namespace letopis {
namespace {

using fuzz::require;
using read::JsonRecords;

void cut(const std::string& bytes, JsonRecords::Shape shape, size_t max_bytes) {
  std::istringstream input(bytes);
  JsonRecords records(input, shape, max_bytes);
  size_t line = 1, kept = 0;
  while (const auto record = records.next()) {
    require(record->line >= line, "records stand in the order of lines");
    line = record->line;
    require(record->bytes.size() <= max_bytes, "no record is larger than the limit");
    kept += record->bytes.size();
  }
  require(kept <= bytes.size(), "no byte is read twice");
  require(!records.next(), "the end stays the end");
}

void read_all(const std::string& bytes, read::ReadOptions options) {
  std::istringstream input(bytes);
  options.standard_input = &input;
  auto reader = read::Reader::open({"-"}, options);
  require(reader.ok(), "standard input can be opened");
  uint64_t articles = 0;
  while (const auto article = reader->next()) {
    ++articles;
    require(utf8::valid(article->text), "a text is UTF-8");
    require(article->text.size() <= 4 * options.max_article_bytes, "a text keeps to the limit");
    require(article->text_sha256.size() == 64, "a text has its hash");
  }
  require(articles == reader->report().articles, "articles are counted");
  require(articles > 0 || !reader->report().problems.empty(), "no article without a reason");
}

}  // namespace
}  // namespace letopis

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace letopis;
  const std::string bytes(fuzz::view(data, size));
  for (const auto shape : {JsonRecords::Shape::kDetect, JsonRecords::Shape::kLines})
    for (const size_t limit : {size_t{48}, size_t{1} << 20}) cut(bytes, shape, limit);
  read_all(bytes, {});
  read_all(bytes, {.text_field = "body", .max_article_bytes = 64});
  return 0;
}
