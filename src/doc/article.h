// An article as it was read: its source text (what all offsets count) and its metadata. Terms:
// DESIGN, section 4.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"

namespace letopis {

// Something that went wrong and was not fatal; ends as a row of the `problems` table.
struct Problem {
  std::string code;     // stable word: base/result.h code_name, or a reader's own ("bad-date",
                        // "ill-formed-utf8", …)
  std::string message;  // what is wrong and what was done about it
  std::string place;    // path, path:line, path#record
};

// How the publication date is known, strongest first.
enum class DateSource { kGiven, kCrawlerLine, kDateLine, kUrl, kText, kBounds, kUnknown };
std::string_view date_source_name(DateSource source);

struct Published {
  std::string edtf;  // as given or as found; empty where unknown
  Interval days;     // open where unknown
  DateSource source = DateSource::kUnknown;
  bool known() const { return !edtf.empty(); }
};

struct Article {
  std::string
      text;  // decoded source text: UTF-8, BOM and CR kept, each ill-formed sequence one U+FFFD
  std::string text_sha256;  // of `text`
  std::string raw_sha256;   // of the bytes of the file or of the record
  std::string raw;          // those bytes, where they are not equal to `text`; else empty
  std::string decoder;      // "utf-8", "windows-1251"
  std::string
      path;         // where it was found: file, or file#record. In no id and in no canonical export
  std::string doc;  // name shown by `analyze`: path as given

  // Metadata as given with the article; empty where absent or bad.
  std::string url, outlet, agency, title, language;
  std::vector<std::string> authors;
  Published published;

  std::vector<Problem> problems;

  // The article's identity: the URL, else a hash of text, outlet and publication date (DESIGN,
  // section 4).
  std::string id() const;
};

}  // namespace letopis
