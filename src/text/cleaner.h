// What of a text is not the article's own prose, as masks over it, and what the text says about its own title, author,
// outlet and date. Patterns are data (ru/boilerplate.rules); structure (repeated title, banner) is looked at here.
// Immutable, thread-safe; linear in the text.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "doc/document.h"

namespace letopis::text {

class Cleaner {
 public:
  static Result<Cleaner> load(const DataFiles& files);
  Cleaner(Cleaner&&) noexcept;
  Cleaner& operator=(Cleaner&&) noexcept;
  ~Cleaner();

  // Fills doc.masks (sorted, disjoint) and doc.headline. Metadata of the article are used to know its title and outlet.
  void clean(Document& doc) const;

  // Runs the examples of the rules; one line per failure, naming file and line.
  std::vector<std::string> check_examples() const;

 private:
  struct Rules;
  explicit Cleaner(std::unique_ptr<const Rules> rules);
  std::unique_ptr<const Rules> rules_;
};

}  // namespace letopis::text
