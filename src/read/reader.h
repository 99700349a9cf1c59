// Articles from files and folders, one after another: plain text, JSON, JSON Lines; metadata from
// manifest.jsonl. What is bad becomes a Problem that names file, line and remedy; the reader goes
// on. Not thread-safe.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "doc/article.h"

namespace letopis::read {

struct ReadOptions {
  std::string manifest = {};    // metadata for all paths, instead of the manifest beside them
  std::string published = {};   // EDTF: overrides the date of every article read
  std::string text_field = {};  // of JSON records; empty: text, body, content, message
  size_t max_article_bytes = 8U << 20;     // a larger file or record is a problem
  std::istream* standard_input = nullptr;  // what "-" reads, not owned; std::cin where null
};

struct ReadReport {
  uint64_t articles = 0;
  std::map<std::string, uint64_t>
      passed_over;  // by extension ("" for none), "hidden", "links", "special"
  std::vector<Problem>
      problems;  // of files and records that gave no article; an article carries its own
};

class Reader {
 public:
  // Paths are files, folders or "-" (standard input). Folders are walked to the bottom in the order
  // of bytes. A path that does not exist is a problem. Errors: no path exists, the given manifest
  // cannot be read, the given date is none.
  static Result<Reader> open(std::vector<std::string> paths, ReadOptions options);
  Reader(Reader&&) noexcept;
  ~Reader();

  std::optional<Article> next();     // nullopt at the end
  const ReadReport& report() const;  // complete after the end
  // The files and folders that were given, and the manifests that were read in full.
  const std::vector<std::string>& paths() const;

 private:
  struct State;
  explicit Reader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace letopis::read
