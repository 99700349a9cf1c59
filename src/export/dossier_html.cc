#include "export/dossier_html.h"

#include <algorithm>
#include <map>
#include <set>

#include "export/date_words.h"
#include "export/dossier_line.h"
#include "export/dossier_style.h"
#include "export/marked_text.h"
#include "export/safe_text.h"

namespace letopis::exporting {
namespace {

// Nothing but the style in the page itself: whatever a text smuggles in, it can neither run nor
// fetch.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + html(value) + "\"";
}

// An anchor's name from an id: what is neither letter, digit nor "-" becomes "_".
std::string anchor(std::string_view prefix, std::string_view id) {
  std::string out(prefix);
  for (const char c : id) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    out += plain || c == '-' ? c : '_';
  }
  return out;
}

bool is_web(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

class Page {
 public:
  Page(const Dossier& dossier, const Labels& labels) : dossier_(dossier), labels_(labels) {
    number_marks();
    number_actors();
  }

  std::string write() {
    head();
    for (const DossierSection section : kDossierSections) lines_of(section);
    who();
    articles();
    out_ += "</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  std::string word(std::string_view key) const { return html(labels_.page(key)); }
  std::string counted(std::string_view key, size_t n) const {
    return word(key) + " <small>" + std::to_string(n) + "</small>";
  }
  std::string mark_name(uint32_t article, Span span) const {
    return "m" + std::to_string(marks_.at({article, span}));
  }

  void number_marks() {
    for (const Dossier::Line& line : dossier_.lines)
      for (const Dossier::Told& told : line.told)
        for (const Span span : told.marks) marks_.emplace(std::pair(told.article, span), 0);
    size_t n = 0;
    for (auto& [place, number] : marks_) number = ++n;
  }

  // Who is named in lines, and in which.
  void number_actors() {
    lines_of_actor_.resize(dossier_.actors.size());
    const auto name = [this](uint32_t actor, uint32_t line) {
      std::vector<uint32_t>& lines = lines_of_actor_[actor];
      if (lines.empty() || lines.back() != line) lines.push_back(line);
    };
    for (uint32_t n = 0; n < dossier_.lines.size(); ++n) {
      for (const Dossier::Filler& filler : dossier_.lines[n].fillers)
        if (filler.actor != Dossier::kNone) name(filler.actor, n);
      for (const Dossier::Told& told : dossier_.lines[n].told)
        for (const uint32_t actor : told.said_by) name(actor, n);
    }
  }

  size_t count(DossierSection section) const {
    return static_cast<size_t>(
        std::count_if(dossier_.lines.begin(), dossier_.lines.end(),
                      [section](const auto& line) { return line.section == section; }));
  }

  void head() {
    const std::string title = heading(dossier_);
    out_ += "<!DOCTYPE html>\n<html" + attribute("lang", labels_.language()) +
            ">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"" +
            attribute("content", kPolicy) +
            ">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta "
            "name=\"generator\" content=\"letopis\">\n<title>" +
            word("title") + ": " + html(title) + "</title>\n<style>";
    out_ += kDossierStyle;
    out_ += "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#facts\">" + word("skip") +
            "</a>\n<header id=\"top\">\n<h1>" + html(title) + "</h1>\n<p class=\"about\">";
    std::string between;
    for (const std::string& remark : remarks(dossier_, labels_)) {
      out_ += between + html(remark);
      between = " \u00B7 ";
    }
    out_ += "</p>\n";
    if (dossier_.lines.empty())
      out_ += "<p>" + word("no_facts") + "</p>\n";
    else
      out_ += "<p class=\"note\">" + word("note") + "</p>\n";
    out_ += "<nav" + attribute("aria-label", labels_.page("contents")) + ">\n<ul>\n";
    for (const DossierSection section : kDossierSections)
      if (const size_t n = count(section); n > 0)
        out_ += "<li><a href=\"#" + std::string(dossier_section_name(section)) + "\">" +
                counted(dossier_section_name(section), n) + "</a></li>\n";
    out_ += "<li><a href=\"#who\">" + counted("who", dossier_.actors.size()) +
            "</a></li>\n<li><a href=\"#articles\">" +
            counted("articles", dossier_.articles.size()) +
            "</a></li>\n</ul>\n</nav>\n</header>\n<main id=\"facts\">\n";
  }

  void lines_of(DossierSection section) {
    const size_t all = count(section);
    if (all == 0) return;
    const std::string name(dossier_section_name(section));
    out_ += "<section" + attribute("id", name) + ">\n<h2>" + counted(name, all) + "</h2>\n";
    if (labels_.has("page", name + ".note"))
      out_ += "<p class=\"note\">" + word(name + ".note") + "</p>\n";
    std::string under;
    bool open = false;
    for (uint32_t n = 0; n < dossier_.lines.size(); ++n) {
      if (dossier_.lines[n].section != section) continue;
      if (const std::string here = subheading(dossier_, n, labels_); here != under) {
        if (open) out_ += "</ol>\n";
        open = false;
        under = here;
        out_ += "<h3>" + html(here) + "</h3>\n";
      }
      if (!open) out_ += "<ol class=\"lines\">\n";
      open = true;
      line_item(n);
    }
    out_ += "</ol>\n</section>\n";
  }

  // The name of a line's anchor. What sums acts up bears the id of an actor or of an act, so it has
  // a name of its own.
  std::string line_anchor(uint32_t n) const {
    const Dossier::Line& line = dossier_.lines[n];
    return anchor(line.kind == "document" || line.kind == "project" ? "d-" : "f-", line.id);
  }

  void pieces(const std::vector<Piece>& all) {
    for (const Piece& piece : all) {
      const std::string text = html(piece.text);
      switch (piece.kind) {
        case Piece::Kind::kStrong:
          out_ += "<strong>" + text + "</strong>";
          break;
        case Piece::Kind::kActor:
          out_ += "<a class=\"actor\" href=\"#" + anchor("p-", dossier_.actors[piece.to].id) +
                  "\">" + text + "</a>";
          break;
        case Piece::Kind::kLine:
          out_ += "<a href=\"#" + line_anchor(piece.to) + "\">" + text + "</a>";
          break;
        case Piece::Kind::kNote:
          out_ += "<em class=\"note-piece\">" + text + "</em>";
          break;
        case Piece::Kind::kCited:
          out_ += "<bdi>" + text + "</bdi>";
          break;
        case Piece::Kind::kText:
          out_ += text;
      }
    }
  }

  void line_item(uint32_t n) {
    const Dossier::Line& line = dossier_.lines[n];
    const LineText text = line_text(dossier_, n, labels_);
    out_ += "<li" + attribute("id", line_anchor(n)) + ">\n<div class=\"line\">";
    if (!text.when.empty()) out_ += "<span class=\"when\">" + html(text.when) + "</span> \u00B7 ";
    pieces(text.pieces);
    out_ += "</div>\n<details><summary>" +
            html(source_text(dossier_.articles[line.told.front().article], labels_));
    std::set<uint32_t> articles;
    for (const Dossier::Told& told : line.told) articles.insert(told.article);
    if (articles.size() > 1)
      out_ += " " + html(labels_.fill("page", "sources.more",
                                      {{"n", std::to_string(articles.size() - 1)}}));
    out_ += " <code>" + html(one_line(line.id)) + "</code></summary>\n";
    uint32_t named = line.told.front().article;  // whose source stands above
    for (const Dossier::Told& told : line.told) {
      if (told.article != named)
        out_ += "<p class=\"foot\">" + html(source_text(dossier_.articles[told.article], labels_)) +
                "</p>\n";
      named = told.article;
      telling(told, line);
    }
    out_ +=
        "<p class=\"foot\">" + word("explain") + " <code>" + html(one_line(line.id)) + "</code>";
    for (const Dossier::Also& also : line.also)
      out_ += ", <code>" + html(one_line(also.id)) + "</code>";
    out_ += "</p>\n</details>\n</li>\n";
  }

  void telling(const Dossier::Told& told, const Dossier::Line& line) {
    const Dossier::Article& article = dossier_.articles[told.article];
    std::vector<Mark> marks;
    for (const Span span : told.marks) marks.push_back({span, ""});
    out_ += "<blockquote" + language(article) + ">" +
            marked_html(article.text, passage(article, told.marks), std::move(marks), {}) +
            "</blockquote>\n<p class=\"foot\">";
    if (line.kind != "quote") {
      const std::vector<Piece> sayers = said_by(dossier_, told, labels_);
      if (!sayers.empty()) {
        out_ += word(told.said_by.empty() ? "unnamed" : "said_by") + ": ";
        pieces(sayers);
        out_ += " \u00B7 ";
      }
    }
    if (told.modality != line.modality && labels_.has("modalities", told.modality))
      out_ += html(labels_.text("modalities", told.modality)) + " \u00B7 ";
    if (told.edtf != line.edtf && !told.edtf.empty())
      out_ += html(date_words(told.edtf, labels_)) + " \u00B7 ";
    if (told.hedged && !line.hedged) out_ += word("hedged") + " \u00B7 ";
    out_ += "<a class=\"jump\" href=\"#" + mark_name(told.article, told.marks.front()) + "\">" +
            word("in_text") + "</a></p>\n";
  }

  void who() {
    if (dossier_.actors.empty()) return;
    out_ += "<section id=\"who\">\n<h2>" + counted("who", dossier_.actors.size()) +
            "</h2>\n<ul class=\"who\">\n";
    for (uint32_t i = 0; i < dossier_.actors.size(); ++i) {
      const Dossier::Actor& actor = dossier_.actors[i];
      out_ += "<li" + attribute("id", anchor("p-", actor.id)) + "><strong>" +
              html(one_line(actor.name)) + "</strong> \u00B7 " +
              html(labels_.text("kinds", actor.kind));
      if (!actor.state.empty()) out_ += " \u00B7 " + html(one_line(actor.state));
      out_ += " \u00B7 <code>" + html(one_line(actor.id)) + "</code>\n";
      if (!actor.posts.empty()) {
        out_ += "<ul>\n";
        for (const Dossier::Post& post : actor.posts)
          out_ += "<li>" + html(post_text(post, labels_)) + " \u00B7 <code>" +
                  html(one_line(post.id)) + "</code></li>\n";
        out_ += "</ul>\n";
      }
      if (std::find(dossier_.about.begin(), dossier_.about.end(), i) == dossier_.about.end())
        appearances(i);
      out_ += "</li>\n";
    }
    out_ += "</ul>\n</section>\n";
  }

  // In which lines an actor stands.
  void appearances(uint32_t actor) {
    const std::vector<uint32_t>& lines = lines_of_actor_[actor];
    if (lines.empty() || lines.size() > kAppearances) return;
    out_ += "<p class=\"foot\">" + word("lines_with") + ": ";
    for (size_t i = 0; i < lines.size(); ++i)
      out_ += (i > 0 ? ", <a href=\"#" : "<a href=\"#") + line_anchor(lines[i]) + "\">" +
              html(line_name(lines[i])) + "</a>";
    out_ += "</p>\n";
  }
  std::string line_name(uint32_t n) const {
    const Dossier::Line& line = dossier_.lines[n];
    const std::string_view table = line.kind == "act" ? "acts" : "statuses";
    std::string name = line.kind == "act" || line.kind == "status"
                           ? labels_.text(table, line.what)
                           : labels_.text("lines", line.kind);
    if (!line.edtf.empty()) name += " (" + date_words(line.edtf, labels_) + ")";
    return name;
  }

  static std::string language(const Dossier::Article& article) {
    return article.language.empty() ? "" : attribute("lang", article.language);
  }

  void articles() {
    if (dossier_.articles.empty()) return;
    out_ += "<section id=\"articles\">\n<h2>" + counted("articles", dossier_.articles.size()) +
            "</h2>\n";
    auto mark = marks_.begin();
    for (uint32_t i = 0; i < dossier_.articles.size(); ++i) {
      const Dossier::Article& article = dossier_.articles[i];
      std::vector<Mark> marks;
      for (; mark != marks_.end() && mark->first.first == i; ++mark)
        marks.push_back({mark->first.second, attribute("id", "m" + std::to_string(mark->second))});
      out_ += "<article" + attribute("id", anchor("a-", article.id)) + ">\n<details><summary>" +
              html(source_text(article, labels_)) + "</summary>\n<p class=\"foot\">";
      if (is_web(article.url))
        out_ += "<a rel=\"noopener noreferrer\"" + attribute("href", article.url) + ">" +
                html(shortened(article.url, 100)) + "</a> \u00B7 ";
      if (!article.agency.empty() && article.agency != article.outlet)
        out_ += word("agency") + ": " + html(one_line(article.agency)) + " \u00B7 ";
      out_ += "<code>" + html(one_line(article.id)) + "</code></p>\n<div class=\"text\"" +
              language(article) + ">" +
              marked_html(article.text, {0, static_cast<uint32_t>(article.text.size())},
                          std::move(marks), article.furniture) +
              "</div>\n<p class=\"foot jump\"><a href=\"#top\">" + word("top") +
              "</a></p>\n</details>\n</article>\n";
    }
    out_ += "</section>\n";
  }

  static constexpr size_t kAppearances = 12;

  const Dossier& dossier_;
  const Labels& labels_;
  std::map<std::pair<uint32_t, Span>, size_t> marks_;
  std::vector<std::vector<uint32_t>> lines_of_actor_;
  std::string out_;
};

}  // namespace

std::string dossier_html(const Dossier& dossier, const Labels& labels) {
  return Page(dossier, labels).write();
}

}  // namespace letopis::exporting
