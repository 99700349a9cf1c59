// CoNLL-U (UD v2): words, lemmas, tags, syntax and names of a document. Offsets in MISC are Unicode
// code points.
#pragma once

#include <string>

#include "doc/document.h"

namespace letopis::exporting {

// Appends all sentences of a document. REQUIRES: all language layers filled.
void write_conllu(const Document& doc, std::string& out);

}  // namespace letopis::exporting
