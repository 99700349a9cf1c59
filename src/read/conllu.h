// Sentences and words that somebody else has cut: CoNLL-U (UD v2), block by block. Of each word its
// form and MISC are kept, of each sentence its comments and the ranges of words that are one token
// ("3-4"); every other column is for the language organ to fill, and empty nodes ("3.1"), which
// belong to DEPS, are left out. Not thread-safe.
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "doc/document.h"

namespace letopis::read {

struct ConlluSentence {
  struct Range {  // stands before the word `before`, counted in the document
    uint32_t before = 0;
    std::string line;  // as it was read
  };
  std::vector<std::string> comments;  // as they were read, "# " included
  std::vector<Range> ranges;
  std::vector<std::string> misc;  // per word; "_" where empty
};

// Some sentences of one document of the file. The text is made of the words, parted by a space
// except where MISC says SpaceAfter=No; a line per sentence.
struct ConlluBlock {
  Article article;
  std::vector<Span> words;
  std::vector<Sentence> sentences;
  std::vector<ConlluSentence> given;  // one per sentence
};

class ConlluReader {
 public:
  // `input` outlives this object; `path` is for messages.
  ConlluReader(std::istream& input, std::string path, size_t max_bytes = 8U << 20);

  // The next sentences: those of one document ("# newdoc"), 256 at most; nullopt at the end. After
  // an error, which names file and line, nothing more is read. kLimit: a sentence of more than
  // max_bytes.
  Result<std::optional<ConlluBlock>> next();

 private:
  struct Pending {
    ConlluSentence given;
    std::vector<std::string> words;
    std::vector<uint32_t> range_ends;
    size_t bytes = 0;
    bool new_document = false;
  };
  Result<bool> read_sentence();  // into pending_; false at the end
  Result<void> read_word(std::string_view line);
  Error wrong(std::string message, Code code = Code::kBadInput) const;

  std::istream& input_;
  std::string path_;
  size_t max_bytes_;
  size_t line_ = 0;
  Pending pending_;
  bool has_pending_ = false;
  std::optional<Error> failed_;
};

}  // namespace letopis::read
