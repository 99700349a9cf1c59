#include "cli/given_mentions.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>

#include "base/files.h"
#include "base/tsv.h"
#include "base/utf8.h"

namespace letopis::cli {
namespace {

namespace fs = std::filesystem;

Result<std::string> file_of(const std::string& path, const Article& article) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return path;
  const std::string name = fs::path(article.doc).stem().string() + ".tsv";
  fs::recursive_directory_iterator at(path, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error))
    if (at->path().filename() == name) return at->path().string();
  return Error{Code::kNotFound, "there is no file '" + name + "' of the mentions of " + article.doc,
               path};
}

std::optional<uint32_t> number(std::string_view cell) {
  uint32_t value = 0;
  const auto [end, code] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (code != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return value;
}

}  // namespace

Result<std::vector<GivenMention>> given_mentions(const std::string& path, const Article& article) {
  LT_ASSIGN(const std::string file, file_of(path, article));
  LT_ASSIGN(const std::string source, read_file(file));
  if (!utf8::valid(source)) return Error{Code::kBadInput, "this file is not UTF-8", file};
  const utf8::CodePoints points(article.text);
  std::vector<GivenMention> mentions;
  for (const TsvRow& row : read_tsv(source).rows) {
    const std::string place = file + ":" + std::to_string(row.line);
    const auto begin = number(row.at(0)), end = number(row.at(1));
    if (!begin || !end || row.cells.size() < 5)
      return Error{Code::kBadInput, "expected: begin, end, words, lemma, type, separated by tabs",
                   place};
    if (*begin >= *end || *end > points.size())
      return Error{Code::kBadInput,
                   "this span is empty or lies outside the text of " + article.doc +
                       ", which has " + std::to_string(points.size()) + " code points",
                   place};
    const Span span{points.to_byte(article.text, *begin), points.to_byte(article.text, *end)};
    if (!row.at(2).empty() && row.at(2) != span.of(article.text))
      return Error{Code::kBadInput,
                   "there the text of " + article.doc + " has '" +
                       std::string(span.of(article.text)) + "'; are these its mentions?",
                   place};
    mentions.push_back({span, std::string(row.at(4)), ""});
  }
  std::stable_sort(mentions.begin(), mentions.end(),
                   [](const GivenMention& a, const GivenMention& b) { return a.span < b.span; });
  return mentions;
}

}  // namespace letopis::cli
