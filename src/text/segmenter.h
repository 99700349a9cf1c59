// Tokens and sentences of Russian text, by the rules of razdel (MODELS, section D), in linear time.
// What the rules do not derive from character classes (abbreviations) is data:
// ru/abbreviations.toml. Immutable, thread-safe.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/files.h"
#include "doc/document.h"

namespace letopis::text {

// Where this segmenter goes beyond razdel.
struct SegmenterOptions {
  bool lines = true;    // a sentence ends at a line break
  bool years = true;    // a sentence may end after "in May 2021 y.", not after "In 2021 y." alone
  bool symbols = true;  // symbols (emoji, arrows) stand apart from words
};

class Segmenter {
 public:
  static Result<Segmenter> load(const DataFiles& files, const SegmenterOptions& options = {});

  // Fills tokens and sentences of the text that is neither masked nor foreign. Masks cut the text
  // into stretches; no token or sentence crosses a mask, nor a line break unless the options say
  // so. REQUIRES: doc.masks and doc.foreign sorted and disjoint, doc.tokens empty.
  void split(Document& doc) const;

  // The pure functions behind it; spans count bytes of `text`.
  static std::vector<Token> tokens(std::string_view text, const SegmenterOptions& options = {});
  // What a word that was cut elsewhere begins with; kOther where it is blank.
  static TokenKind kind(std::string_view word);
  // Sentences of one piece of text; line breaks are ordinary white space here.
  std::vector<Span> sentences(std::string_view text) const;

 private:
  struct Piece;
  bool joins(const Piece& piece, size_t sentence, size_t begin, size_t end) const;
  bool joins_abbreviation(const Piece& piece, size_t from, size_t delimiter,
                          std::u32string_view left, std::u32string_view right) const;
  bool list_marker(std::u32string_view token) const;
  bool after_year(std::span<const std::u32string_view> lefts) const;
  bool fronted(std::u32string_view words) const;

  using Words = std::unordered_set<std::u32string>;
  Words head_, any_, initials_, head_pairs_, pairs_, years_, fronts_;
  std::u32string list_letters_;
  SegmenterOptions options_;
};

}  // namespace letopis::text
