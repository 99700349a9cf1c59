#include "base/unicode.h"
#include "base/utf8.h"
#include "extract/speech.h"

namespace letopis::extract {
namespace {

constexpr size_t kDeepest = 8;  // marks left open inside each other; deeper ones are not counted
constexpr char32_t kGuillemet = 0xAB, kLow = 0x201E, kHigh = 0x201C, kStraight = '"';

// The opening forms that a closing mark can close.
bool closes(char32_t mark, char32_t opening) {
  switch (mark) {
    case 0xBB:
      return opening == kGuillemet;
    case 0x201C:
      return opening == kLow;  // German and Russian style
    case 0x201D:
      return opening == kHigh || opening == kLow;  // English style
    case kStraight:
      return opening == kStraight;
    default:
      return false;
  }
}

}  // namespace

std::vector<QuotePair> quote_pairs(const Document& doc) {
  const std::string_view text = doc.text();
  std::vector<QuotePair> pairs;
  struct Open {
    char32_t kind;
    uint32_t begin, end;
    uint32_t paragraph;
  };
  std::vector<Open> stack;
  uint32_t paragraph = 0;
  bool first = true;
  char32_t before = U'\n';
  const std::vector<Span> passed = passed_over(doc);
  size_t next_passed = 0;

  for (size_t at = 0; at < text.size();) {
    if (next_passed < passed.size() && at >= passed[next_passed].begin) {
      at = std::max<size_t>(at, passed[next_passed].end);
      ++next_passed;
      continue;
    }
    const auto begin = static_cast<uint32_t>(at);
    const char32_t c = utf8::next(text, at);
    const auto end = static_cast<uint32_t>(at);
    if (c == U'\n') {
      ++paragraph;
      first = true;
      before = c;
      continue;
    }
    const bool mark =
        c == kGuillemet || c == 0xBB || c == kLow || c == kHigh || c == 0x201D || c == kStraight;
    if (mark) {
      bool opening = c == kGuillemet || c == kLow;
      if (c == kHigh) opening = stack.empty() || stack.back().kind != kLow;
      if (c == kStraight) {
        // By spacing first; a mark with letters or spaces on both sides goes by parity.
        char32_t after = U' ';
        if (at < text.size()) {
          size_t peek = at;
          after = utf8::next(text, peek);
        }
        const bool open_side = unicode::is_space(before) || before == U'(' ||
                               before == kGuillemet || before == U'[' || before == U'\u2014' ||
                               before == U'\u2013' || before == U'-';
        const bool close_side =
            unicode::is_space(after) ||
            (!unicode::is_letter(after) && !unicode::is_digit(after) && after != kGuillemet);
        bool inside = false;
        for (const Open& open : stack) inside |= open.kind == kStraight;
        opening = open_side != close_side ? open_side : !inside;
      }
      if (opening) {
        // A quote of several paragraphs repeats its opening mark at the start of each.
        const bool repeats = first && !stack.empty() && stack.size() == 1 &&
                             stack.back().kind == c && paragraph > stack.back().paragraph &&
                             paragraph - stack.back().paragraph <= 2;
        if (repeats) {
          stack.back().paragraph = paragraph;
        } else {
          if (!stack.empty() && paragraph > stack.back().paragraph)
            stack.clear();  // left open above: not a quote
          if (stack.size() < kDeepest) stack.push_back({c, begin, end, paragraph});
        }
      } else if (!stack.empty()) {
        if (paragraph > stack.back().paragraph) stack.clear();
        size_t depth = stack.size();
        while (depth > 0 && !closes(c, stack[depth - 1].kind)) --depth;
        if (depth > 0) {
          const Open open = stack[depth - 1];
          stack.resize(depth - 1);
          if (stack.empty() && open.end < begin)
            pairs.push_back({{open.begin, end}, {open.end, begin}});
        }
      }
    }
    if (!unicode::is_space(c)) first = false;
    before = c;
  }
  return pairs;
}

}  // namespace letopis::extract
