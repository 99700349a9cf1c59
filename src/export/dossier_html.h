// A dossier as one HTML file that needs nothing else: no script, no font, no picture. Each line
// opens at its sentences; each article stands once, with all evidence marked, and every line leads
// to its place there. Whatever an article holds, it stays text. Pure and thread-safe.
#pragma once

#include <string>

#include "doc/dossier.h"
#include "export/labels.h"

namespace letopis::exporting {

std::string dossier_html(const Dossier& dossier, const Labels& labels);

}  // namespace letopis::exporting
