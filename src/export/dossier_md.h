// A dossier as plain text for a terminal, and as Markdown. Every line shows its words, its source
// and the id that `explain` takes. Pure and thread-safe.
#pragma once

#include <string>

#include "doc/dossier.h"
#include "export/labels.h"

namespace letopis::exporting {

std::string dossier_text(const Dossier& dossier, const Labels& labels);
std::string dossier_markdown(const Dossier& dossier, const Labels& labels);

}  // namespace letopis::exporting
