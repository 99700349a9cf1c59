// In which language a text and each of its paragraphs is. Russian goes on; a paragraph in another
// language is marked in doc.foreign, and nothing below reads it. What tells languages apart is data
// (languages.toml): alphabets, frequent words, endings; the scorer is a sum over words.
// Immutable, thread-safe; linear in the text.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/files.h"
#include "doc/document.h"

namespace letopis::text {

class Languages {
 public:
  // Errors: the table is missing or wrong; they name file and place.
  static Result<Languages> load(const DataFiles& files);
  Languages(Languages&&) noexcept;
  Languages& operator=(Languages&&) noexcept;
  ~Languages();

  // Fills doc.language and doc.foreign. A paragraph is the unmasked text of one line. One that
  // tells too little by itself (a title, names, figures) is in the language of the article; where
  // the whole article tells too little, the language given with it stands, else Russian. REQUIRES:
  // doc.masks sorted and disjoint.
  void find(Document& doc) const;

  // "Kazakh" for "kk"; "an unknown language" for one that the table lacks.
  std::string_view name(std::string_view code) const;

 private:
  struct Table;
  explicit Languages(std::unique_ptr<const Table> table);
  std::unique_ptr<const Table> table_;
};

}  // namespace letopis::text
