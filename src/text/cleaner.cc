#include "text/cleaner.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "base/hash.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::text {
namespace {

using std::string_view;

// Sizes in bytes; a Cyrillic letter has two.
constexpr size_t kProse = 120;    // from which a line that ends like a sentence is prose
constexpr size_t kShort = 160;    // up to which a line behind an advertisement's mark belongs to it
constexpr size_t kLongest = 400;  // of a line that a rule may mask whole, and of a title
constexpr size_t kStartWindow = 200;
constexpr size_t kLeadWindow = 240;
constexpr size_t kBanner = 60;  // of an outlet's banner
constexpr size_t kTitleKey =
    20;  // letters and digits of a title that may be known by standing twice
constexpr size_t kParagraphKey = 200;  // the same for a paragraph anywhere
constexpr size_t kTitleReach = 4;      // lines behind a title in which it may stand again

struct Line {
  Span span;  // without white space at its ends
  bool prose = false;
};

bool ends_with_any(string_view line, std::initializer_list<string_view> ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [line](string_view end) { return line.ends_with(end); });
}

// A full stop, question or exclamation mark, and behind it another sentence.
bool holds_sentence_end(string_view line) {
  for (size_t at = line.find_first_of(".?!"); at != string_view::npos;
       at = line.find_first_of(".?!", at + 1)) {
    if (at + 2 >= line.size() || line[at + 1] != ' ' || !unicode::starts_upper(line.substr(at + 2)))
      continue;
    // Not behind an initial or a short word ("A. Petrov", "St. Petersburg").
    const size_t word = line.rfind(' ', at);
    if (at - (word == string_view::npos ? 0 : word + 1) > 6) return true;
  }
  return false;
}

// Whether the first of some lines reads as a headline: it does not stop, and is one sentence or
// stands apart.
bool headline(string_view text, Span line, Span next) {
  const string_view words = line.of(text);
  if (words.size() >= kLongest || ends_with_any(words, {".", ":", ";", ",", "\u2026"}))
    return false;
  const string_view between = text.substr(line.end, next.begin - line.end);
  const bool apart = std::count(between.begin(), between.end(), '\n') >= 2;
  return apart || !holds_sentence_end(words);
}

// Lines that hold something, stripped.
std::vector<Line> lines_of(string_view text, uint32_t from) {
  std::vector<Line> lines;
  for (size_t at = from; at <= text.size();) {
    const size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    size_t a = at, b = end;
    for (size_t next = a; a < b && unicode::is_space(utf8::next(text, next)); a = next) {
    }
    for (size_t previous = b; b > a && unicode::is_space(utf8::previous(text, previous));
         b = previous) {
    }
    if (a < b) {
      const string_view line = text.substr(a, b - a);
      const bool stops = ends_with_any(line, {".", "\u2026", ":"});
      const bool may_stop = ends_with_any(line, {"\u00BB", "\"", "!", "?", ")"});
      lines.push_back({{static_cast<uint32_t>(a), static_cast<uint32_t>(b)},
                       line.size() >= kProse && (stops || may_stop)});
    }
    at = end + 1;
  }
  // A long first line that does not stop is a headline, also where it ends with a quotation or a
  // question.
  if (lines.size() > 1 && headline(text, lines[0].span, lines[1].span)) lines[0].prose = false;
  return lines;
}

// Letters and digits in lower case: two lines with the same are the same to a reader.
std::string folded(string_view line) {
  std::string out;
  out.reserve(line.size());
  for (size_t at = 0; at < line.size();) {
    const char32_t c = unicode::to_lower(utf8::next(line, at));
    if (unicode::is_letter(c) || unicode::is_digit(c)) utf8::append(out, c);
  }
  return out;
}

// A short sentence of its own: four words or more and a full stop.
bool sentence(string_view line) {
  return line.ends_with('.') && std::count(line.begin(), line.end(), ' ') >= 3;
}

class Cleaning {
 public:
  Cleaning(const Boilerplate& rules, Document& doc) : rules_(rules), doc_(doc), text_(doc.text()) {}

  void run() {
    start();
    lines_ = lines_of(text_, begin_);
    masked_.resize(lines_.size());
    bounds();
    whole_lines();
    repeated();
    banner();
    parts();
    title();
    if (!doc_.headline.published.known() && !doc_.article->url.empty()) {
      if (const auto found = rules_.part(doc_.article->url, Where::kUrl))
        publish(found->published, DateSource::kUrl, {});
    }
    for (size_t i = 0; i < lines_.size(); ++i)
      if (masked_[i]) doc_.masks.push_back({lines_[i].span, *masked_[i]});
    settle();
  }

 private:
  // Prefixes of the whole text.
  void start() {
    begin_ = text_.starts_with("\uFEFF") ? 3 : 0;
    const auto found = rules_.part(window(begin_, kStartWindow), Where::kStart);
    if (!found) return;
    doc_.masks.push_back({shifted(found->span, begin_), found->kind});
    publish(found->published, DateSource::kCrawlerLine, shifted(found->date, begin_));
    begin_ += found->span.end;
  }

  void bounds() {
    first_prose_ = last_prose_ = lines_.size();
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (!lines_[i].prose) continue;
      if (first_prose_ == lines_.size()) first_prose_ = i;
      last_prose_ = i;
    }
  }

  bool tail(size_t i) const { return last_prose_ != lines_.size() && i > last_prose_; }

  void whole_lines() {
    bool block = false;
    for (size_t i = 0; i < lines_.size(); ++i) {
      const string_view line = lines_[i].span.of(text_);
      const uint32_t at = lines_[i].span.begin;
      if (block && (!tail(i) || line.size() > kShort || sentence(line))) block = false;
      if (line.size() > kLongest) continue;
      // "after": right behind the last prose, which ends a sentence and not a quotation.
      const bool after =
          tail(i) && i == last_prose_ + 1 && lines_[last_prose_].span.of(text_).ends_with('.');
      const auto found = rules_.line(line, i < first_prose_, after, tail(i));
      if (!found) {
        if (block) masked_[i] = MaskKind::kAd;
        continue;
      }
      masked_[i] = found->kind;
      block |= found->block && tail(i);
      for (const Span& author : found->authors)
        doc_.headline.authors.push_back(shifted(author, at));
      if (!found->outlet.empty() && doc_.headline.outlet.empty())
        doc_.headline.outlet = shifted(found->outlet, at);
      // Dates in the tail are those of other articles.
      if (i < first_prose_)
        publish(found->published, DateSource::kDateLine, shifted(found->date, at));
      if (const auto url = line.find("://"); url != string_view::npos)
        if (const auto dated = rules_.part(line, Where::kUrl)) url_date_ = dated->published;
    }
    if (!doc_.headline.published.known()) publish(url_date_, DateSource::kUrl, {});
  }

  // A title that stands again below itself; a paragraph that stands again anywhere.
  void repeated() {
    std::unordered_map<uint64_t, size_t> seen;
    size_t open = 0;  // lines not masked so far
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (masked_[i]) continue;
      const string_view line = lines_[i].span.of(text_);
      const bool near_top = open <= kTitleReach;
      ++open;
      if (!near_top && line.size() < kParagraphKey) continue;
      const std::string key = folded(line);
      if (key.size() < (near_top ? kTitleKey : kParagraphKey)) continue;
      const auto [at, added] = seen.emplace(hash64(key), i);
      if (added || folded(lines_[at->second].span.of(text_)) != key) continue;
      masked_[i] = MaskKind::kDuplicate;
      if (!twice_ && !lines_[i].prose) twice_ = at->second;
    }
  }

  // The first line is the outlet's name, or a short line above a title that stands twice.
  void banner() {
    if (lines_.size() < 3 || masked_[0] || lines_[0].span.size() > kBanner) return;
    const std::string outlet = folded(doc_.article->outlet);
    const bool named = !outlet.empty() && folded(lines_[0].span.of(text_)) == outlet;
    if (!named && twice_ != 1U) return;
    masked_[0] = MaskKind::kMenu;
    doc_.headline.outlet = lines_[0].span;
  }

  // Datelines before the first prose, credits and pictures inside lines.
  void parts() {
    size_t open = 0;
    bool dateline = false;
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (masked_[i]) continue;
      const Span span = lines_[i].span;
      if (!dateline && open++ <= kTitleReach) {
        if (const auto found = rules_.part(
                window(span.begin, std::min<size_t>(kLeadWindow, span.size())), Where::kLead);
            found && found->span.end < span.size()) {
          doc_.masks.push_back({shifted(found->span, span.begin), found->kind});
          if (!found->outlet.empty() && doc_.headline.outlet.empty())
            doc_.headline.outlet = shifted(found->outlet, span.begin);
          for (const Span& author : found->authors)
            doc_.headline.authors.push_back(shifted(author, span.begin));
          publish(found->published, DateSource::kDateLine, shifted(found->date, span.begin));
          dateline = true;
        }
      }
      const string_view line = span.of(text_);
      if (line.find_first_of("([") == string_view::npos) continue;
      for (const Found& found : rules_.parts(line))
        doc_.masks.push_back({shifted(found.span, span.begin), found.kind});
    }
  }

  // The given one where the text begins with it, else a first line of its own that does not end as
  // a sentence.
  void title() {
    std::optional<size_t> first, second;
    for (size_t i = 0; i < lines_.size() && !second; ++i)
      if (!masked_[i]) (first ? second : first) = i;
    if (!first) return;
    const Span line = lines_[*first].span;
    const bool given =
        !doc_.article->title.empty() && folded(line.of(text_)) == folded(doc_.article->title);
    const bool own = second && !lines_[*first].prose && headline(text_, line, lines_[*second].span);
    if (given || own) doc_.headline.title = lines_[*first].span;
  }

  // The stronger source stands; among equals, the one with bounds.
  void publish(const Published& published, DateSource source, Span span) {
    Published& known = doc_.headline.published;
    if (!published.known()) return;
    if (known.known() && (known.days.bounded() || !published.days.bounded())) return;
    known = published;
    known.source = source;
    doc_.headline.date_span = span;
  }

  // Masks in order; what lies in another mask is dropped.
  void settle() {
    std::sort(doc_.masks.begin(), doc_.masks.end(), [](const Mask& a, const Mask& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
    uint32_t end = 0;
    std::erase_if(doc_.masks, [&end](const Mask& mask) {
      if (mask.span.empty() || mask.span.begin < end) return true;
      end = mask.span.end;
      return false;
    });
  }

  // Some bytes of the text from a place, cut at a letter's border.
  string_view window(uint32_t from, size_t size) const {
    size_t end = std::min(text_.size(), from + size);
    while (end < text_.size() && end > from &&
           (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U)
      --end;
    return text_.substr(from, end - from);
  }
  static Span shifted(Span span, uint32_t by) {
    return span.empty() ? Span{} : Span{span.begin + by, span.end + by};
  }

  const Boilerplate& rules_;
  Document& doc_;
  string_view text_;
  uint32_t begin_ = 0;
  std::vector<Line> lines_;
  std::vector<std::optional<MaskKind>> masked_;
  size_t first_prose_ = 0, last_prose_ = 0;
  std::optional<size_t> twice_;  // the title that stands twice
  Published url_date_;
};

}  // namespace

Result<Cleaner> Cleaner::load(const DataFiles& files) {
  LT_ASSIGN(Boilerplate rules, Boilerplate::load(files));
  return Cleaner(std::move(rules));
}

void Cleaner::clean(Document& doc) const { Cleaning(rules_, doc).run(); }

}  // namespace letopis::text
