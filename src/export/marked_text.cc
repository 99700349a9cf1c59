#include "export/marked_text.h"

#include <algorithm>

#include "export/safe_text.h"

namespace letopis::exporting {
namespace {

struct Part {
  Span span;
  std::string attributes;
  bool dim = false;
};

// Outer before inner.
bool before(const Part& a, const Part& b) {
  if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
  if (a.span.end != b.span.end) return a.span.end > b.span.end;
  return a.dim && !b.dim;
}

}  // namespace

std::string marked_html(std::string_view text, Span whole, std::vector<Mark> marks,
                        const std::vector<Span>& dim) {
  std::vector<Part> parts;
  const auto add = [&](Span span, std::string attributes, bool is_dim) {
    const Span cut{std::max(span.begin, whole.begin), std::min(span.end, whole.end)};
    if (!cut.empty()) parts.push_back({cut, std::move(attributes), is_dim});
  };
  for (Mark& mark : marks) add(mark.span, std::move(mark.attributes), false);
  for (const Span span : dim) add(span, "", true);
  std::sort(parts.begin(), parts.end(), before);
  std::string out;
  std::vector<Part> open;
  uint32_t at = whole.begin;
  const auto write_to = [&](uint32_t end) {
    append_html(out, text.substr(at, end - at));
    at = end;
  };
  const auto close_until = [&](uint32_t place) {
    while (!open.empty() && open.back().span.end <= place) {
      write_to(open.back().span.end);
      out += open.back().dim ? "</span>" : "</mark>";
      open.pop_back();
    }
  };
  for (size_t i = 0; i < parts.size(); ++i) {
    close_until(parts[i].span.begin);
    write_to(parts[i].span.begin);
    Part part = parts[i];
    if (!open.empty() && open.back().span.end < part.span.end) {  // it overlaps: two pieces
      Part rest{{open.back().span.end, part.span.end}, "", part.dim};
      part.span.end = open.back().span.end;
      const auto place = std::upper_bound(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                          parts.end(), rest, before);
      parts.insert(place, std::move(rest));
    }
    out += part.dim ? "<span class=\"dim\">" : "<mark" + part.attributes + ">";
    open.push_back(std::move(part));
  }
  close_until(whole.end);
  write_to(whole.end);
  return out;
}

}  // namespace letopis::exporting
