// What the tabular formats share: the listings of a chronicle in canonical order, and files that
// appear whole.
#pragma once

#include <fstream>
#include <span>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "store/store.h"

namespace letopis::exporting {

// One listing: `kinds` has one letter per column: t text, n number, b truth, j JSON as it is.
struct Listing {
  const char* name;
  const char* sql;
  const char* kinds;
};

// The canonical order of articles: record time (unknown last), text hash, id.
#define LT_ARTICLE_ORDER "n.published_last IS NULL, n.published_last, t.sha256, a.id"
#define LT_ARTICLE_JOIN(alias)                    \
  " JOIN stored_articles a ON a.article = " alias \
  ".article JOIN texts t ON t.text = a.text JOIN analyses n ON n.article = a.article "

// articles, entities, quotes, times, figures: flat in every format.
std::span<const Listing> flat_listings();

// One cell of the current row as JSON.
void json_cell(JsonWriter& json, const store::Statement& row, int column, char kind);

// A file that is written beside its place and renamed by close().
class OutputFile {
 public:
  static Result<OutputFile> create(const std::string& folder, const std::string& name);
  void write(std::string_view bytes) {
    stream_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  Result<void> close();

 private:
  OutputFile(std::string path, std::ofstream stream)
      : path_(std::move(path)), stream_(std::move(stream)) {}
  std::string path_;
  std::ofstream stream_;
};

// about.json: what made the files.
Result<void> write_about(store::Store& store, const std::string& folder, std::string_view format);

}  // namespace letopis::exporting
