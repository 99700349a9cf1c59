#include "rules/source.h"

#include <algorithm>

#include "base/utf8.h"

namespace letopis::rules {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
// Every byte of a letter outside ASCII counts: our words are written in any script.
bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool inner(std::string_view text, size_t at) {
  const char c = text[at];
  if (letter(c) || digit(c)) return true;
  // '-', '.' and '/' belong to a name only between its characters.
  return (c == '-' || c == '.' || c == '/') && at + 1 < text.size() &&
         (letter(text[at + 1]) || digit(text[at + 1]));
}

}  // namespace

Source::Source(std::string_view path, std::string_view text) : path_(path), text_(text) {
  advance();
}

Lexeme Source::take() {
  const Lexeme taken = next_;
  advance();
  return taken;
}

bool Source::accept(std::string_view text) {
  if (!next_.is(text) && !next_.word(text)) return false;
  advance();
  return true;
}

std::string_view Source::rest_of_line() {
  if (at_end()) return {};
  const size_t begin = next_.at;
  size_t end = std::min(text_.find('\n', begin), text_.size());
  at_ = end;
  while (end > begin && (text_[end - 1] == ' ' || text_[end - 1] == '\t' || text_[end - 1] == '\r'))
    --end;
  // A quote of the sentence may have run over the line in the look-ahead; the line is counted anew
  // from the lexeme.
  line_ = next_.line;
  health_ = {};
  advance();
  return text_.substr(begin, end - begin);
}

void Source::advance() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '\n') {
      ++line_;
      ++at_;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else {
      break;
    }
  }
  next_ = {LexKind::kEnd, {}, at_, line_};
  if (at_ >= text_.size()) return;
  const size_t begin = at_;
  const char c = text_[at_];
  const auto set = [&](LexKind kind, size_t from, size_t to) {
    next_.kind = kind;
    next_.text = text_.substr(from, to - from);
  };
  if (c == '"' || c == '\'') {
    const size_t close = text_.find(c, begin + 1);
    if (close == std::string_view::npos ||
        text_.substr(begin, close - begin).find('\n') != std::string_view::npos) {
      health_ = error_at(begin, "this quote is not closed on its line");
      at_ = text_.size();
      return;
    }
    set(c == '"' ? LexKind::kText : LexKind::kLemma, begin + 1, close);
    at_ = close + 1;
  } else if (digit(c) || (c == '-' && begin + 1 < text_.size() && digit(text_[begin + 1]))) {
    ++at_;
    while (at_ < text_.size() &&
           (digit(text_[at_]) ||
            (text_[at_] == '.' && at_ + 1 < text_.size() && digit(text_[at_ + 1]))))
      ++at_;
    set(LexKind::kNumber, begin, at_);
  } else if (letter(c)) {
    while (at_ < text_.size() && inner(text_, at_)) ++at_;
    set(LexKind::kName, begin, at_);
  } else {
    const std::string_view pair = text_.substr(begin, 2);
    at_ += pair == "=>" || pair == ".." ? 2 : 1;
    set(LexKind::kPunct, begin, at_);
  }
}

std::string Source::place(size_t at) const {
  const std::string_view before = text_.substr(0, at);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const size_t column = 1 + utf8::length(before.substr(start));
  return std::string(path_) + ":" + std::to_string(line) + ":" + std::to_string(column);
}

Error Source::error_at(size_t at, std::string message) const {
  return {Code::kBadRule, std::move(message), place(at)};
}

Result<void> take_header(Source& source, std::string_view name, int version) {
  const Lexeme first = source.peek();
  const std::string want = std::string(name) + " " + std::to_string(version);
  if (first.line != 1 || source.rest_of_line() != want)
    return source.error_at(0, "the first line must be \"" + want + "\"");
  return {};
}

}  // namespace letopis::rules
