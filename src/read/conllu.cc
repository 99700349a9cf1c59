#include "read/conllu.h"

#include <array>
#include <charconv>

#include "base/utf8.h"

namespace letopis::read {
namespace {

constexpr size_t kBlockSentences = 256;
constexpr size_t kColumns = 10;
enum Column { kId, kForm, kMisc = 9 };
constexpr std::array<const char*, kColumns> kNames = {"ID",    "FORM", "LEMMA",  "UPOS", "XPOS",
                                                      "FEATS", "HEAD", "DEPREL", "DEPS", "MISC"};

std::optional<uint32_t> number(std::string_view text) {
  uint32_t value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end.ec != std::errc() || end.ptr != text.data() + text.size())
    return std::nullopt;
  return value;
}

// The line without its end; false at the end of the input. What is longer than `most` is cut there.
bool read_line(std::istream& input, size_t most, std::string& line) {
  line.clear();
  std::streambuf& buffer = *input.rdbuf();
  constexpr int kEnd = std::char_traits<char>::eof();
  int c = buffer.sbumpc();
  if (c == kEnd) return false;
  for (; c != kEnd && c != '\n'; c = buffer.sbumpc())
    if (line.size() <= most) line += static_cast<char>(c);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return true;
}

bool says_no_space(std::string_view misc) {
  for (size_t at = 0; at <= misc.size();) {
    const size_t end = std::min(misc.find('|', at), misc.size());
    if (misc.substr(at, end - at) == "SpaceAfter=No") return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

ConlluReader::ConlluReader(std::istream& input, std::string path, size_t max_bytes)
    : input_(input), path_(std::move(path)), max_bytes_(max_bytes) {}

Error ConlluReader::wrong(std::string message, Code code) const {
  return {code, std::move(message), path_ + ":" + std::to_string(line_)};
}

Result<void> ConlluReader::read_word(std::string_view line) {
  std::array<std::string_view, kColumns> columns;
  size_t count = 0, at = 0;
  for (;;) {
    const size_t end = std::min(line.find('\t', at), line.size());
    if (count < kColumns) columns[count] = line.substr(at, end - at);
    ++count;
    if (end == line.size()) break;
    at = end + 1;
  }
  if (count != kColumns)
    return wrong("a word has ten columns, parted by tabs; here are " + std::to_string(count));
  for (size_t i = 0; i < kColumns; ++i)
    if (columns[i].empty())
      return wrong(std::string("the column ") + kNames[i] + " is empty; write _ for nothing");

  const std::string_view id = columns[kId];
  const auto next = static_cast<uint32_t>(pending_.words.size() + 1);
  if (const size_t sign = id.find_first_of("-."); sign != std::string_view::npos) {
    const auto first = number(id.substr(0, sign)), second = number(id.substr(sign + 1));
    if (!first || !second || (id[sign] == '-' && (*first != next || *second < *first)) ||
        (id[sign] == '.' && *first + 1 != next))
      return wrong("the ID " + std::string(id) + " does not fit in here; the next word is " +
                   std::to_string(next));
    if (id[sign] == '-') {
      pending_.given.ranges.push_back({next - 1, std::string(line)});
      pending_.range_ends.push_back(*second);
    }
    return {};
  }
  if (number(id) != next)
    return wrong("the ID " + std::string(id) + " is out of order; the next word is " +
                 std::to_string(next));
  if (columns[kForm].find_first_not_of(' ') == std::string_view::npos)
    return wrong("the word is blank");
  pending_.words.emplace_back(columns[kForm]);
  pending_.given.misc.emplace_back(columns[kMisc]);
  return {};
}

Result<bool> ConlluReader::read_sentence() {
  pending_ = {};
  std::string line;
  while (read_line(input_, max_bytes_, line)) {
    if (++line_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (line.empty()) {
      if (pending_.bytes == 0) continue;
      break;
    }
    pending_.bytes += line.size();
    if (pending_.bytes > max_bytes_)
      return wrong("a sentence of more than " + std::to_string(max_bytes_) + " bytes",
                   Code::kLimit);
    if (!utf8::valid(line)) return wrong("this line is not UTF-8");
    if (line[0] == '#') {
      if (!pending_.words.empty())
        return wrong("a comment stands before its sentence; an empty line is missing");
      pending_.new_document |= line.starts_with("# newdoc");
      pending_.given.comments.push_back(line);
    } else {
      LT_TRY(read_word(line));
    }
  }
  if (pending_.bytes == 0) return false;
  if (pending_.words.empty()) return wrong("a sentence without words");
  for (const uint32_t end : pending_.range_ends)
    if (end > pending_.words.size())
      return wrong("a range of words ends with " + std::to_string(end) +
                   ", behind the last word of its sentence");
  return true;
}

Result<std::optional<ConlluBlock>> ConlluReader::next() {
  if (failed_) return *failed_;
  ConlluBlock block;
  block.article.doc = path_;
  std::string& text = block.article.text;
  while (block.given.size() < kBlockSentences && text.size() <= max_bytes_) {
    if (!has_pending_) {
      const auto read = read_sentence();
      if (!read) return *(failed_ = read.error());
      if (!*read) break;
      has_pending_ = true;
    }
    if (pending_.new_document && !block.given.empty()) break;
    has_pending_ = false;
    const auto begin = static_cast<uint32_t>(block.words.size());
    for (size_t i = 0; i < pending_.words.size(); ++i) {
      const auto from = static_cast<uint32_t>(text.size());
      text += pending_.words[i];
      block.words.push_back({from, static_cast<uint32_t>(text.size())});
      if (i + 1 < pending_.words.size() && !says_no_space(pending_.given.misc[i])) text += ' ';
    }
    text += '\n';
    block.sentences.push_back({begin, static_cast<uint32_t>(block.words.size())});
    for (ConlluSentence::Range& range : pending_.given.ranges) range.before += begin;
    block.given.push_back(std::move(pending_.given));
  }
  if (block.given.empty()) return std::optional<ConlluBlock>();
  return std::optional<ConlluBlock>(std::move(block));
}

}  // namespace letopis::read
