// How a line of a dossier reads: its date, its pieces in order, its source and the sentences around
// its evidence, without the dress of any format. Words come from the labels, so that a new language
// needs none of this. Pure and thread-safe.
#pragma once

#include <string>
#include <vector>

#include "doc/dossier.h"
#include "export/labels.h"

namespace letopis::exporting {

struct Piece {
  enum class Kind {
    kText,    // between the others
    kStrong,  // what it is: the act, the status, the figure
    kActor,   // a name; `to`: its index
    kCited,   // words of the article
    kLine,    // another line; `to`: its index
    kNote     // what is to be kept in mind: planned, hedged, background
  };
  Kind kind = Kind::kText;
  std::string text;  // one line, not escaped
  uint32_t to = Dossier::kNone;
};

struct LineText {
  std::string when;  // words; empty where a line has no date of its own
  std::vector<Piece> pieces;
};
// REQUIRES: line < dossier.lines.size().
LineText line_text(const Dossier& dossier, uint32_t line, const Labels& labels);

// "outlet, date, title", each where it is known.
std::string source_text(const Dossier::Article& article, const Labels& labels);
// The names of those whose words they are; empty for the outlet itself.
std::vector<Piece> said_by(const Dossier& dossier, const Dossier::Told& told, const Labels& labels);

// The sentences that hold the marks, with one neighbour on each side.
Span passage(const Dossier::Article& article, const std::vector<Span>& marks);
// The words of the marks, in the order of the text, joined by an ellipsis.
std::string evidence(const Dossier& dossier, const Dossier::Told& told);
// The same; what is short, in the words of its sentence.
std::string context(const Dossier& dossier, const Dossier::Told& told);

// "president, Kazakhstan".
std::string post_text(const Dossier::Post& post, const Labels& labels);

std::string heading(const Dossier& dossier);
// Under what a line stands inside its section: whose words, or the year; empty for nothing.
std::string subheading(const Dossier& dossier, uint32_t line, const Labels& labels);
// "at …, known …", how many articles, what was left out.
std::vector<std::string> remarks(const Dossier& dossier, const Labels& labels);

}  // namespace letopis::exporting
