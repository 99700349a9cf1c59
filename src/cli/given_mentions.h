// Files of names found by somebody else (analyze --mentions): tab-separated lines of begin and end
// in code points, the words, their lemma and their type; what follows is not read. The lemma is not
// read either: it is what is asked. A line that begins with '#' is a comment.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "doc/article.h"
#include "doc/given.h"

namespace letopis::cli {

// The mentions of an article: of the file `path`, or, where that is a folder, of the file in it (or
// below) that is called as the article's, with the ending .tsv. Sorted by span. Errors name file
// and line: a span outside the text, or other words there than the line says.
Result<std::vector<GivenMention>> given_mentions(const std::string& path, const Article& article);

}  // namespace letopis::cli
