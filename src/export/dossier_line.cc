#include "export/dossier_line.h"

#include <algorithm>

#include "base/calendar.h"
#include "base/utf8.h"
#include "export/date_words.h"
#include "export/safe_text.h"

namespace letopis::exporting {
namespace {

using Kind = Piece::Kind;

constexpr size_t kName = 90;      // code points of a name or of words that fill a role
constexpr size_t kCited = 420;    // of a quote in its line
constexpr size_t kAround = 110;   // on each side of a figure
constexpr uint32_t kShort = 200;  // bytes of evidence that is shown with its sentence
constexpr const char* kDot = " \u00B7 ";

bool furniture(const Dossier::Article& article, Span span) {
  return std::any_of(article.furniture.begin(), article.furniture.end(),
                     [span](Span f) { return f.overlaps(span); });
}

// The sentence that holds a mark; the mark where none does.
Span sentence_of(const Dossier::Article& article, Span mark) {
  for (const Span sentence : article.sentences)
    if (sentence.contains(mark)) return sentence;
  return mark;
}

// A line as it grows.
struct Writer {
  const Dossier& dossier;
  const Labels& labels;
  std::vector<Piece> pieces;

  void add(Kind kind, std::string text, uint32_t to = Dossier::kNone) {
    if (!text.empty()) pieces.push_back({kind, std::move(text), to});
  }
  void text(std::string_view words) { add(Kind::kText, std::string(words)); }
  void cited(std::string_view words, size_t limit) {
    add(Kind::kCited, labels.fill("page", "quoted", {{"words", shortened(words, limit)}}));
  }
  void filler(const Dossier::Filler& filler) {
    if (filler.actor != Dossier::kNone)
      add(Kind::kActor, shortened(dossier.actors[filler.actor].name, kName), filler.actor);
    else
      cited(filler.words, kName);
  }
  void note(std::string words) {
    text(kDot);
    add(Kind::kNote, std::move(words));
  }
  // Fillers of some roles, each actor once, joined by commas. Returns how many.
  size_t list(const Dossier::Line& line, const std::vector<std::string>& roles) {
    std::vector<const Dossier::Filler*> fillers;
    for (const std::string& role : roles)
      for (const Dossier::Filler& f : line.fillers)
        if (f.role == role) fillers.push_back(&f);
    for (size_t i = 0; i < fillers.size(); ++i) {
      if (i > 0) text(", ");
      filler(*fillers[i]);
    }
    return fillers.size();
  }
  bool any(const Dossier::Line& line, const std::vector<std::string>& roles) const {
    return std::any_of(line.fillers.begin(), line.fillers.end(), [&roles](const auto& f) {
      return std::find(roles.begin(), roles.end(), f.role) != roles.end();
    });
  }
  // The roles that are not in `but`, under their labels; a place speaks for itself.
  void others(const Dossier::Line& line, const std::vector<std::string>& but) {
    std::vector<std::string> roles;
    for (const Dossier::Filler& f : line.fillers)
      if (std::find(but.begin(), but.end(), f.role) == but.end() &&
          std::find(roles.begin(), roles.end(), f.role) == roles.end())
        roles.push_back(f.role);
    std::stable_sort(roles.begin(), roles.end(), [this](const auto& a, const auto& b) {
      return labels.order_of(a) < labels.order_of(b);
    });
    for (const std::string& role : roles) {
      text(kDot);
      if (role != "place" && role != "venue") text(labels.text("roles", role) + ": ");
      list(line, {role});
    }
  }
};

void act(Writer& out, const Dossier::Line& line) {
  std::string name = out.labels.text("acts", line.what);
  for (const Dossier::Also& also : line.also) name += ", " + out.labels.text("acts", also.what);
  out.add(Kind::kStrong, std::move(name));
  const Lead lead = out.labels.lead_of(line.what);
  std::vector<std::string> led = lead.from;
  const bool from = out.any(line, lead.from);
  if (from) {
    out.text(": ");
    out.list(line, lead.from);
  }
  if (out.any(line, lead.to)) {
    out.text(" \u2192 ");
    out.list(line, lead.to);
  }
  led.insert(led.end(), lead.to.begin(), lead.to.end());
  out.others(line, led);
}

// The acts that a line sums up.
void references(Writer& out, const Dossier::Line& line) {
  for (size_t i = 0; i < line.refs.size(); ++i) {
    const Dossier::Line& other = out.dossier.lines[line.refs[i]];
    std::string words = out.labels.text("acts", other.what);
    if (out.labels.has("modalities", other.modality) && other.modality != line.modality)
      words += " (" + out.labels.text("modalities", other.modality) + ")";
    if (!other.edtf.empty() && (line.kind != "status" || other.edtf != line.edtf))
      words += ", " + date_words(other.edtf, out.labels);
    if (i > 0) out.text("; ");
    out.add(Kind::kLine, words, line.refs[i]);
  }
}

std::string value_words(const Labels& labels, const std::string& kind, const std::string& value) {
  const std::string key = kind + "/" + value;
  return labels.has("values", key) ? labels.text("values", key) : value;
}

void status(Writer& out, const Dossier::Line& line) {
  // A document or project begins with its name, what stands between states with its kind.
  const bool thing = line.what == "document" || line.what == "project";
  // Of sanctions the subject is who is under them.
  const bool under = line.what == "sanctions";
  const std::vector<std::string> from = {under ? "object" : "subject"},
                                 to = {under ? "subject" : "object"};
  if (!thing) out.add(Kind::kStrong, out.labels.text("statuses", line.what));
  if (!thing && out.any(line, from)) out.text(": ");
  out.list(line, from);
  if (out.any(line, to)) {
    out.text(line.what == "relation-level" ? " \u2014 " : " \u2192 ");
    out.list(line, to);
  }
  out.text(kDot);
  if (out.labels.has("modalities", line.modality)) {  // "declined: member", lest it read as held
    out.add(Kind::kNote, out.labels.text("modalities", line.modality));
    out.text(": ");
  }
  out.add(Kind::kStrong, value_words(out.labels, line.what, line.value));
  out.others(line, {"subject", "object"});
  if (!line.until.empty())
    out.text(kDot +
             out.labels.fill("dates", "till", {{"date", date_words_of(line.until, out.labels)}}));
  if (!line.replaced.empty())
    out.text(kDot + out.labels.fill("page", "replaced",
                                    {{"what", value_words(out.labels, line.what, line.replaced)}}));
  if (!line.refs.empty()) {
    out.text(kDot);
    references(out, line);
  }
}

void thing(Writer& out, const Dossier::Line& line) {
  out.list(line, {line.kind});
  out.text(" \u2014 ");
  references(out, line);
}

// Since when a status stands, or when it was last said to.
std::string since_words(const Dossier::Line& line, const Labels& labels) {
  if (!line.edtf.empty()) {
    if (line.edtf.find('/') != std::string::npos) return date_words(line.edtf, labels);
    std::string_view date = line.edtf;
    const bool about = date.ends_with('~');
    if (about) date.remove_suffix(1);
    return labels.fill("dates", about ? "since.about" : "since",
                       {{"date", date_words_of(date, labels)}});
  }
  if (!line.asserted.empty())
    return labels.fill("dates", "on", {{"date", date_words(line.asserted, labels)}});
  return labels.text("dates", "unknown");
}

// The last code points of a line, from a blank on.
std::string last_words(const std::string& line, size_t code_points) {
  size_t at = line.size();
  for (size_t n = 0; n < code_points && at > 0; ++n) utf8::previous(line, at);
  if (at == 0) return line;
  const size_t blank = line.find(' ', at);
  return "\u2026" + line.substr(blank == std::string::npos ? at : blank);
}

// The figures of a sentence in the words around them.
void figure(Writer& out, const Dossier::Line& line) {
  const Dossier::Told& told = line.told.front();
  const std::string_view text = out.dossier.articles[told.article].text;
  const Span whole = sentence_of(out.dossier.articles[told.article], told.marks.front());
  uint32_t at = whole.begin;
  const auto cite = [&](uint32_t end, bool first, bool last) {
    const std::string_view raw = text.substr(at, end - at);
    std::string words = one_line(raw);
    if (words.empty()) {
      if (!raw.empty()) out.text(" ");
      return;
    }
    words = first ? last_words(words, kAround) : last ? shortened(words, kAround) : words;
    const auto blank = [](char c) { return c == ' ' || c == '\n'; };
    out.add(Kind::kCited, (!first && blank(raw.front()) ? " " : "") + words +
                              (!last && blank(raw.back()) ? " " : ""));
  };
  for (const Span mark : told.marks) {
    if (mark.begin < at) continue;
    cite(mark.begin, mark == told.marks.front(), false);
    out.add(Kind::kStrong, one_line(mark.of(text)));
    at = mark.end;
  }
  if (at < whole.end) cite(whole.end, false, true);
  if (out.any(line, {"of"})) {
    out.text(kDot);
    out.list(line, {"of"});
  }
}

void quote(Writer& out, const Dossier::Line& line) {
  // A reported clause may begin behind its comma.
  const size_t begin = std::min(line.value.find_first_not_of(" ,;:"), line.value.size());
  const std::string_view words = std::string_view(line.value).substr(begin);
  if (std::any_of(line.fillers.begin(), line.fillers.end(), [](const Dossier::Filler& f) {
        return f.role == "speaker" && f.actor == Dossier::kNone;
      }))
    out.text(out.labels.page("unnamed") + " ");
  if (out.list(line, {"speaker"}) == 0) out.add(Kind::kNote, out.labels.page("speaker_unknown"));
  if (line.what == "indirect") {
    out.text(" (" + out.labels.page("reported") + "): ");
    out.add(Kind::kCited, shortened(words, kCited));
  } else {
    out.text(": ");
    out.cited(words, kCited);
  }
  if (out.any(line, {"via"})) {
    out.text(kDot + out.labels.page("via") + ": ");
    out.list(line, {"via"});
  }
}

// One side of a dispute: what it says and who says so.
void side(Writer& out, const Dossier::Line& line, size_t n) {
  const Dossier::Told& told = line.told[n];
  const std::string& value = n == 0 ? line.value : line.replaced;
  std::string words = line.unit == "figure" ? one_line(value)
                                            : value_words(out.labels, line.unit, value);
  if (value.empty()) words = out.labels.text("acts", line.unit);
  out.add(Kind::kStrong, words);
  std::string rest;
  const auto add = [&rest](const std::string& part) {
    if (!part.empty()) rest += (rest.empty() ? "" : ", ") + part;
  };
  if (out.labels.has("modalities", told.modality))
    add(out.labels.text("modalities", told.modality));
  if (!told.edtf.empty()) add(date_words(told.edtf, out.labels));
  out.text(rest.empty() ? " (" : " (" + rest + "; ");
  std::vector<Piece> sayers = said_by(out.dossier, told, out.labels);
  if (sayers.empty()) {
    const Dossier::Article& article = out.dossier.articles[told.article];
    out.text(article.outlet.empty() ? out.labels.page("in_text") : one_line(article.outlet));
  }
  for (Piece& piece : sayers) out.pieces.push_back(std::move(piece));
  out.text(")");
}

void dispute(Writer& out, const Dossier::Line& line) {
  out.add(Kind::kStrong, out.labels.text("disputes", line.what));
  if (!line.fillers.empty()) {
    out.text(": ");
    std::vector<std::string> roles;
    for (const Dossier::Filler& f : line.fillers)
      if (std::find(roles.begin(), roles.end(), f.role) == roles.end()) roles.push_back(f.role);
    out.list(line, roles);
  }
  if (line.told.size() < 2) return;
  out.text(kDot);
  if (out.labels.has("statuses", line.unit)) out.text(out.labels.text("statuses", line.unit) + ": ");
  side(out, line, 0);
  out.text(" \u2194 ");
  side(out, line, 1);
}

std::string group_heading(const Dossier& dossier, uint8_t group, const Labels& labels) {
  const auto name = [&dossier](size_t n) {
    return one_line(dossier.actors[dossier.about[n]].name);
  };
  if (dossier.about.size() == 1)
    return group == 0 ? labels.fill("page", "of_self", {{"a", name(0)}})
                      : labels.page("of_by_others");
  if (group == 2) return labels.page("of_both");
  return labels.fill("page", "of_each_other", {{"a", name(group)}, {"b", name(1U - group)}});
}

}  // namespace

std::vector<Piece> said_by(const Dossier& dossier, const Dossier::Told& told,
                           const Labels& labels) {
  Writer out{dossier, labels, {}};
  for (const uint32_t actor : told.said_by) {
    if (!out.pieces.empty()) out.text(" \u2190 ");
    out.filler({"", actor, ""});
  }
  if (told.said_by.empty() && !told.said_by_words.empty()) out.cited(told.said_by_words, kName);
  return std::move(out.pieces);
}

LineText line_text(const Dossier& dossier, uint32_t n, const Labels& labels) {
  const Dossier::Line& line = dossier.lines[n];
  Writer out{dossier, labels, {}};
  LineText text;
  if (line.kind == "act") {
    text.when = date_words(line.edtf, labels);
    act(out, line);
  } else if (line.kind == "status") {
    text.when = since_words(line, labels);
    status(out, line);
  } else if (line.kind == "document" || line.kind == "project") {
    thing(out, line);
  } else if (line.kind == "figure") {
    text.when = line.edtf.empty() ? "" : date_words(line.edtf, labels);
    figure(out, line);
  } else if (line.kind == "quote") {
    text.when = line.edtf.empty() ? "" : date_words(line.edtf, labels);
    quote(out, line);
  } else {
    dispute(out, line);
  }
  if (line.kind != "status" && labels.has("modalities", line.modality))
    out.note(labels.text("modalities", line.modality));
  if (line.hedged) out.note(labels.page("hedged"));
  if (!line.core) out.note(labels.page("background"));
  if (line.disputed) out.note(labels.page("disputed"));
  if (line.origins > 1)
    out.note(labels.fill("page", "origins", {{"n", std::to_string(line.origins)}}));
  // Attributed where nobody tells it in the outlet's own name.
  const bool attributed =
      line.kind != "quote" && line.kind != "document" && line.kind != "project" &&
      line.kind != "dispute" &&
      std::all_of(line.told.begin(), line.told.end(), [](const Dossier::Told& told) {
        return !told.said_by.empty() || !told.said_by_words.empty();
      });
  if (attributed) {
    const bool named = !line.told.front().said_by.empty();
    out.text(" \u2014 " + labels.page(named ? "said_by" : "unnamed") + ": ");
    for (Piece& piece : said_by(dossier, line.told.front(), labels))
      out.pieces.push_back(std::move(piece));
  }
  text.pieces = std::move(out.pieces);
  return text;
}

std::string source_text(const Dossier::Article& article, const Labels& labels) {
  std::string out = one_line(article.outlet.empty() ? article.agency : article.outlet);
  if (!out.empty()) out += ", ";
  out += date_words(article.published, labels);
  std::string title = shortened(article.title, 160);
  if (title.empty()) {  // known by how it begins
    for (const Span sentence : article.sentences)
      if (title.empty() && !furniture(article, sentence))
        title = shortened(sentence.of(article.text), 60);
  }
  if (!title.empty()) out += ", " + labels.fill("page", "quoted", {{"words", title}});
  return out;
}

Span passage(const Dossier::Article& article, const std::vector<Span>& marks) {
  const Span all = hull(marks.front(), marks.back());
  const std::vector<Span>& sentences = article.sentences;
  size_t first = sentences.size(), last = 0;
  for (size_t i = 0; i < sentences.size(); ++i)
    if (sentences[i].overlaps(all)) {
      first = std::min(first, i);
      last = i;
    }
  if (first == sentences.size()) return all;
  Span out = hull(all, hull(sentences[first], sentences[last]));
  if (first > 0 && !furniture(article, sentences[first - 1])) out = hull(out, sentences[first - 1]);
  if (last + 1 < sentences.size() && !furniture(article, sentences[last + 1]))
    out = hull(out, sentences[last + 1]);
  return out;
}

std::string evidence(const Dossier& dossier, const Dossier::Told& told) {
  std::string out;
  for (const Span mark : told.marks) {
    if (!out.empty()) out += " \u2026 ";
    out += mark.of(dossier.articles[told.article].text);
  }
  return one_line(out);
}

std::string context(const Dossier& dossier, const Dossier::Told& told) {
  const Dossier::Article& article = dossier.articles[told.article];
  const Span mark = told.marks.front();
  if (told.marks.size() > 1 || mark.size() > kShort) return evidence(dossier, told);
  const Span whole = sentence_of(article, mark);
  const std::string_view text = article.text;
  const std::string_view before = text.substr(whole.begin, mark.begin - whole.begin);
  const std::string_view after = text.substr(mark.end, whole.end - mark.end);
  const auto blank = [](char c) { return c == ' ' || c == '\n'; };
  std::string out = last_words(one_line(before), kAround);
  if (!out.empty() && blank(before.back())) out += ' ';
  out += one_line(mark.of(text));
  if (!after.empty() && blank(after.front())) out += ' ';
  return out + shortened(after, kAround);
}

std::string post_text(const Dossier::Post& post, const Labels& labels) {
  std::string out = shortened(post.post, kName);
  if (!post.of.empty()) out += ", " + shortened(post.of, kName);
  if (post.value != "in_office") out += " (" + value_words(labels, "office", post.value) + ")";
  if (!post.asserted.empty())
    out += ", " + labels.fill("dates", "on", {{"date", date_words(post.asserted, labels)}});
  return out;
}

std::string heading(const Dossier& dossier) {
  std::string out;
  for (const uint32_t actor : dossier.about)
    out += (out.empty() ? "" : " \u2014 ") + one_line(dossier.actors[actor].name);
  return out;
}

std::string subheading(const Dossier& dossier, uint32_t n, const Labels& labels) {
  const Dossier::Line& line = dossier.lines[n];
  if (line.section == DossierSection::kQuotes) return group_heading(dossier, line.group, labels);
  if (line.section != DossierSection::kTimeline) return "";
  const auto days = edtf_interval(line.edtf);
  const Day day = !days                                 ? Interval::kOpenEnd
                  : days->first != Interval::kOpenBegin ? days->first
                                                        : days->last;
  return date_words(day == Interval::kOpenEnd ? "" : iso(day).substr(0, 4), labels);
}

std::vector<std::string> remarks(const Dossier& dossier, const Labels& labels) {
  std::vector<std::string> out;
  if (!dossier.at.empty())
    out.push_back(labels.fill("page", "at", {{"date", date_words(dossier.at, labels)}}));
  if (!dossier.known.empty())
    out.push_back(labels.fill("page", "known", {{"date", date_words(dossier.known, labels)}}));
  out.push_back(
      labels.fill("page", "count.articles", {{"n", std::to_string(dossier.articles.size())}}));
  out.push_back(labels.fill("page", "count.lines", {{"n", std::to_string(dossier.lines.size())}}));
  if (dossier.left_out > 0)
    out.push_back(labels.fill("page", "left_out", {{"n", std::to_string(dossier.left_out)}}));
  return out;
}

}  // namespace letopis::exporting
