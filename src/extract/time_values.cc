#include "extract/time_values.h"

namespace letopis::extract {
namespace {

// An interval cannot stand inside an interval: its last day closes a past, its first day opens a
// future.
std::string last_of(const Published& published) {
  const size_t slash = published.edtf.find('/');
  return slash == std::string::npos ? published.edtf : published.edtf.substr(slash + 1);
}
std::string first_of(const Published& published) {
  return published.edtf.substr(0, published.edtf.find('/'));
}

TimeValue unknown() { return {"", {}, AnchorKind::kNone}; }

}  // namespace

TimeValue time_value(std::string edtf, AnchorKind anchor) {
  const Interval days = edtf_interval(edtf).value_or(Interval{});
  return {std::move(edtf), days, anchor};
}

TimeValue time_value(Interval days, AnchorKind anchor) { return {edtf(days), days, anchor}; }

TimeValue at_publication(const Published& published) {
  if (!published.known()) return unknown();
  return {published.edtf, published.days, AnchorKind::kPublication};
}

TimeValue at_publication_about(const Published& published) {
  if (!published.known()) return unknown();
  const bool plain = published.edtf.find_first_of("/~?%[{") == std::string::npos;
  return {plain ? published.edtf + "~" : published.edtf, published.days, AnchorKind::kPublication};
}

TimeValue past_open(const Published& published) {
  const std::string last = published.known() ? last_of(published) : "";
  if (last.empty() || last == "..") return unknown();
  return {"../" + last, {Interval::kOpenBegin, published.days.last}, AnchorKind::kPublication};
}

TimeValue future_open(const Published& published) {
  const std::string first = published.known() ? first_of(published) : "";
  if (first.empty() || first == "..") return unknown();
  return {first + "/..", {published.days.first, Interval::kOpenEnd}, AnchorKind::kPublication};
}

}  // namespace letopis::extract
