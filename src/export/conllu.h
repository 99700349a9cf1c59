// CoNLL-U (UD v2): words, lemmas, tags, syntax and names of a document. Offsets in MISC are Unicode
// code points.
#pragma once

#include <string>

#include "doc/document.h"
#include "read/conllu.h"

namespace letopis::exporting {

// Appends all sentences of a document; nothing where it has none, since a comment must stand before
// a sentence. REQUIRES: all language layers filled.
void write_conllu(const Document& doc, std::string& out);
// The same for sentences and words that were given: comments, ranges and MISC stay as they were
// read, with NER=… added; DEPS and XPOS are empty. REQUIRES: `doc` was made of `given`.
void write_conllu(const Document& doc, const read::ConlluBlock& given, std::string& out);

}  // namespace letopis::exporting
