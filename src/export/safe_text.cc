#include "export/safe_text.h"

#include "base/utf8.h"

namespace letopis::exporting {
namespace {

constexpr char32_t kReplaced = 0xFFFD;

bool breaks_line(char32_t c) {
  return c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 ||
         c == 0x2029;
}

// Marks of direction, and what HTML and terminals take for orders.
bool unprintable(char32_t c) {
  return (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || (c >= 0x7F && c <= 0x9F) ||
         c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c >= 0xFDD0 && c <= 0xFDEF) ||
         (c & 0xFFFE) == 0xFFFE || (c >= 0xE0000 && c <= 0xE007F);
}

bool blank(char32_t c) { return c == ' ' || c == '\t' || c == 0xA0 || c == 0x202F || c == 0x2009; }

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  bool gap = false;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (blank(c) || breaks_line(c)) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    utf8::append(out, unprintable(c) ? kReplaced : c);
  }
  return out;
}

std::string shortened(std::string_view text, size_t code_points) {
  std::string line = one_line(text);
  size_t count = 0, blank_at = 0;
  for (size_t at = 0; at < line.size(); ++count) {
    if (count == code_points) {
      line.resize(blank_at > at / 2 ? blank_at : at);
      return line + "\u2026";
    }
    if (line[at] == ' ') blank_at = at;
    utf8::next(line, at);
  }
  return line;
}

void append_html(std::string& out, std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = utf8::next(text, at);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\r':
        if (at >= text.size() || text[at] != '\n') out += '\n';
        break;
      default:
        if (unprintable(c))
          utf8::append(out, kReplaced);
        else
          out.append(text.substr(begin, at - begin));
    }
  }
}

std::string html(std::string_view text) {
  std::string out;
  append_html(out, text);
  return out;
}

std::string markdown(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (std::string_view("\\`*_[]>#|~").find(c) != std::string_view::npos)
      (out += '\\') += c;
    else
      out += c;
  }
  return out;
}

}  // namespace letopis::exporting
