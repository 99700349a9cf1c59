#include "export/dossier_md.h"

#include <algorithm>

#include "export/dossier_line.h"
#include "export/safe_text.h"

namespace letopis::exporting {
namespace {

constexpr size_t kEvidence = 360;  // code points
constexpr size_t kSources = 4;     // of a line that are named

constexpr size_t kPosts = 4;  // of a person that are named

enum class Dress { kText, kMarkdown };

class Printer {
 public:
  Printer(const Dossier& dossier, const Labels& labels, Dress dress)
      : dossier_(dossier), labels_(labels), markdown_(dress == Dress::kMarkdown) {}

  std::string page() {
    out_ = "# " + plain(heading(dossier_)) + "\n\n";
    std::string between;
    for (const std::string& remark : remarks(dossier_, labels_)) {
      out_ += between + plain(remark);
      between = " \u00B7 ";
    }
    out_ += "\n";
    if (dossier_.lines.empty()) out_ += "\n" + plain(labels_.page("no_facts")) + "\n";
    for (const DossierSection section : kDossierSections) print(section);
    print_who();
    return std::move(out_);
  }

 private:
  std::string plain(std::string_view text) const {
    return markdown_ ? markdown(text) : one_line(text);
  }

  void print(DossierSection section) {
    bool open = false;
    std::string under;
    for (uint32_t n = 0; n < dossier_.lines.size(); ++n) {
      if (dossier_.lines[n].section != section) continue;
      const std::string name(dossier_section_name(section));
      if (!open) {
        out_ += "\n## " + plain(labels_.page(name)) + "\n\n";
        if (labels_.has("page", name + ".note"))
          out_ += plain(labels_.page(name + ".note")) + "\n\n";
      }
      if (const std::string here = subheading(dossier_, n, labels_); here != under) {
        out_ += (out_.ends_with("\n\n") ? "### " : "\n### ") + plain(here) + "\n\n";
        under = here;
      }
      open = true;
      print(n);
    }
  }

  void print(uint32_t n) {
    const Dossier::Line& line = dossier_.lines[n];
    const LineText text = line_text(dossier_, n, labels_);
    out_ += "- ";
    if (!text.when.empty()) out_ += plain(text.when) + " \u00B7 ";
    for (const Piece& piece : text.pieces) {
      // A piece is part of a line: blanks at its ends stay.
      const bool strong = markdown_ && piece.kind == Piece::Kind::kStrong;
      if (strong) out_ += "**";
      out_ += edged(piece.text);
      if (strong) out_ += "**";
    }
    out_ += '\n';
    if (line.kind == "act" || line.kind == "status")
      out_ += "  " +
              plain(labels_.fill(
                  "page", "quoted",
                  {{"words", shortened(context(dossier_, line.told.front()), kEvidence)}})) +
              (markdown_ ? "\\\n" : "\n");
    out_ += "  " + plain(source_text(article(line.told.front()), labels_));
    std::vector<uint32_t> named = {line.told.front().article};
    size_t more = 0;
    for (const Dossier::Told& told : line.told) {
      if (std::find(named.begin(), named.end(), told.article) != named.end()) continue;
      named.push_back(told.article);
      if (named.size() <= kSources)
        out_ += "; " + plain(source_text(article(told), labels_));
      else
        ++more;
    }
    if (more > 0)
      out_ += " " + plain(labels_.fill("page", "sources.more", {{"n", std::to_string(more)}}));
    out_ += markdown_ ? "  `" + id(line.id) + "`\n" : "  [" + one_line(line.id) + "]\n";
  }

  void print_who() {
    bool open = false;
    for (const Dossier::Actor& actor : dossier_.actors) {
      if (actor.posts.empty()) continue;
      if (!open) out_ += "\n## " + plain(labels_.page("who")) + "\n\n";
      open = true;
      out_ += "- " + plain(actor.name);
      if (!actor.state.empty()) out_ += " (" + plain(actor.state) + ")";
      out_ += markdown_ ? "  `" + id(actor.id) + "`\n" : "  [" + one_line(actor.id) + "]\n";
      for (size_t i = 0; i < actor.posts.size() && i < kPosts; ++i) {
        const Dossier::Post& post = actor.posts[i];
        out_ += "  - " + plain(post_text(post, labels_));
        out_ += markdown_ ? "  `" + id(post.id) + "`\n" : "  [" + one_line(post.id) + "]\n";
      }
    }
  }

  std::string edged(const std::string& text) const {
    const size_t first = text.find_first_not_of(' '), last = text.find_last_not_of(' ');
    if (first == std::string::npos) return text;
    return std::string(first, ' ') + plain(text) + std::string(text.size() - 1 - last, ' ');
  }
  // Ids of the chronicle hold none of these.
  static std::string id(const std::string& text) {
    std::string out;
    for (const char c : one_line(text))
      if (c != '`' && c != '<' && c != '>') out += c;
    return out;
  }
  const Dossier::Article& article(const Dossier::Told& told) const {
    return dossier_.articles[told.article];
  }

  const Dossier& dossier_;
  const Labels& labels_;
  bool markdown_;
  std::string out_;
};

}  // namespace

std::string dossier_text(const Dossier& dossier, const Labels& labels) {
  return Printer(dossier, labels, Dress::kText).page();
}
std::string dossier_markdown(const Dossier& dossier, const Labels& labels) {
  return Printer(dossier, labels, Dress::kMarkdown).page();
}

}  // namespace letopis::exporting
