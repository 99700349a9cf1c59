// What of a text is not the article's own prose, as masks over it, and what the text says about its
// own title, author, outlet and date. Patterns are data (ru/boilerplate.rules); structure (repeated
// titles and paragraphs, banners, what follows an advertisement's mark) is looked at here.
// Immutable, thread-safe; linear in the text.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "doc/document.h"
#include "text/boilerplate.h"

namespace letopis::text {

class Cleaner {
 public:
  // Errors: the rules are missing or wrong; they name file and line.
  static Result<Cleaner> load(const DataFiles& files);

  // Fills doc.masks (sorted, disjoint) and doc.headline. The article's metadata are used to know
  // its title and outlet, and its URL where that holds the date.
  void clean(Document& doc) const;

  // Runs the examples of the rules; one line per failure, naming file and line.
  std::vector<std::string> check_examples() const { return rules_.check_examples(); }

 private:
  explicit Cleaner(Boilerplate rules) : rules_(std::move(rules)) {}
  Boilerplate rules_;
};

}  // namespace letopis::text
