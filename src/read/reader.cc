#include "read/reader.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/files.h"
#include "base/utf8.h"
#include "read/decode.h"
#include "read/metadata.h"

namespace letopis::read {

namespace fs = std::filesystem;
using simdjson::dom::element;
using simdjson::dom::object;

namespace {

constexpr std::string_view kManifest = "manifest.jsonl";
constexpr std::string_view kTextFields[] = {"text", "body", "content", "message"};

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\xEF\xBB\xBF") == std::string_view::npos; }
bool json_extension(const std::string& e) { return e == ".json" || e == ".jsonl" || e == ".ndjson"; }

struct ManifestLine {
  std::string json, place;
};
// Metadata by the absolute, normal path of the file.
using Manifest = std::map<std::string, ManifestLine>;

std::string normal(const fs::path& path) { return fs::absolute(path).lexically_normal().string(); }

}  // namespace

struct Reader::State {
  ReadOptions options;
  ReadReport report;
  std::deque<std::pair<std::string, bool>> files;  // path, named by the user
  std::map<std::string, Manifest> manifests;       // by folder; "" for the one of the options
  simdjson::dom::parser parser;           // of the record at hand
  simdjson::dom::parser manifest_parser;  // apart, since a record's values live in its parser

  // The file at hand where it holds many records: a stream of lines, or an array already parsed.
  std::unique_ptr<std::istream> lines;
  std::deque<Article> ready;
  std::string lines_path;
  size_t line_number = 0;

  void problem(const char* code, std::string message, std::string place) {
    report.problems.push_back({code, std::move(message), std::move(place)});
  }

  Result<void> load_manifest(const std::string& path, const std::string& key) {
    if (manifests.contains(key)) return {};
    Manifest& manifest = manifests[key];
    LT_ASSIGN(const std::string content, read_file(path));
    size_t number = 0;
    for (size_t at = 0; at < content.size();) {
      const size_t end = std::min(content.find('\n', at), content.size());
      const std::string line = content.substr(at, end - at);
      at = end + 1;
      ++number;
      if (blank(line)) continue;
      const std::string place = path + ":" + std::to_string(number);
      object source;
      std::string_view target;
      if (manifest_parser.parse(simdjson::padded_string(line)).get(source) || source["path"].get(target)) {
        problem("bad-manifest", "this line is no JSON object with a 'path'; it is passed over", place);
        continue;
      }
      const fs::path file = fs::path(path).parent_path() / std::string(target);
      if (!fs::exists(file)) problem("missing-file", "the manifest names '" + std::string(target) + "', which is not there", place);
      manifest[normal(file)] = {line, place};
    }
    return {};
  }

  // The manifest line of a file: of the given manifest, else of manifest.jsonl in its folder or a folder above.
  const ManifestLine* line_of(const std::string& path) {
    const std::string key = normal(path);
    if (!options.manifest.empty()) {
      const auto found = manifests[""].find(key);
      return found == manifests[""].end() ? nullptr : &found->second;
    }
    for (fs::path folder = fs::path(key).parent_path(); !folder.empty(); folder = folder.parent_path()) {
      const fs::path beside = folder / kManifest;
      if (!manifests.contains(folder.string())) {
        std::error_code none;
        if (fs::is_regular_file(beside, none)) {
          if (const auto loaded = load_manifest(beside.string(), folder.string()); !loaded)
            problem("bad-manifest", loaded.error().message, loaded.error().place);
        } else {
          manifests[folder.string()];
        }
      }
      const Manifest& manifest = manifests[folder.string()];
      if (const auto found = manifest.find(key); found != manifest.end()) return &found->second;
      if (folder == folder.root_path()) break;
    }
    return nullptr;
  }

  void apply_manifest(const std::string& file, Article& article) {
    const ManifestLine* line = line_of(file);
    if (line == nullptr) return;
    object source;
    if (!manifest_parser.parse(simdjson::padded_string(line->json)).get(source)) take_metadata(source, line->place, article);
  }

  std::optional<Article> finish(Article article) {
    if (!options.published.empty()) take_published(options.published, article.path, article);
    if (blank(article.text)) {
      problem("empty", "there is no text here; it is passed over", article.path);
      return std::nullopt;
    }
    ++report.articles;
    return article;
  }

  // The text of a record: a string, or a list of strings and objects with a text (message formats).
  std::optional<std::string> text_of(const object& source) {
    const auto take = [&source](std::string_view key) -> std::optional<std::string> {
      element value;
      if (source[key].get(value)) return std::nullopt;
      std::string_view text;
      if (!value.get(text)) return std::string(text);
      simdjson::dom::array parts;
      if (value.get(parts)) return std::nullopt;
      std::string joined;
      for (const element part : parts) {
        object inner;
        if (!part.get(text) || (!part.get(inner) && !inner["text"].get(text))) joined += text;
      }
      return joined;
    };
    if (!options.text_field.empty()) return take(options.text_field);
    for (const std::string_view field : kTextFields)
      if (auto text = take(field)) return text;
    return std::nullopt;
  }

  std::optional<Article> record(const element& value, const std::string& place) {
    object source;
    if (value.get(source)) {
      problem("bad-record", "this record is no JSON object", place);
      return std::nullopt;
    }
    auto text = text_of(source);
    if (!text) {
      problem("no-text", "this record has no text field (" + (options.text_field.empty() ? std::string("text, body, content, message") : options.text_field) + ")", place);
      return std::nullopt;
    }
    if (text->size() > options.max_article_bytes) {
      problem("limit", "this record is larger than " + std::to_string(options.max_article_bytes) + " bytes; raise --max-article", place);
      return std::nullopt;
    }
    Article article;
    article.path = article.doc = place;
    decode(*text, article);
    apply_manifest(place.substr(0, place.rfind('#')), article);
    take_metadata(source, place, article);
    return finish(std::move(article));
  }

  void add_records(const element& value, const std::string& path) {
    simdjson::dom::array array;
    if (value.get(array)) {
      if (auto article = record(value, path)) ready.push_back(std::move(*article));
      return;
    }
    // An object that wraps its list ("messages") is handled by the caller; here every item is a record.
    size_t number = 0;
    for (const element item : array) {
      ++number;
      if (auto article = record(item, path + "#" + std::to_string(number))) ready.push_back(std::move(*article));
    }
  }

  void open_json(const std::string& path) {
    const auto content = read_file(path);
    if (!content) {
      problem("io", content.error().message, path);
      return;
    }
    if (blank(*content)) {
      problem("empty", "this file is empty; it is passed over", path);
      return;
    }
    // One JSON value, else lines.
    element value;
    const simdjson::error_code error = parser.parse(*content).get(value);
    if (!error) {
      object wrapper;
      element messages;
      simdjson::dom::array list;
      if (!value.get(wrapper) && !text_of(wrapper) && !wrapper["messages"].get(messages) && !messages.get(list))
        value = messages;
      add_records(value, path);
      return;
    }
    const size_t first_line = std::min(content->find('\n'), content->size());
    element probe;
    const bool lines_inside = fs::path(path).extension() != ".json" || !parser.parse(content->substr(0, first_line)).get(probe);
    if (!lines_inside) {
      problem("bad-json", std::string("this file is no JSON (") + simdjson::error_message(error) + "); it is passed over", path);
      return;
    }
    lines = std::make_unique<std::ifstream>(path, std::ios::binary);
    lines_path = path;
    line_number = 0;
  }

  std::optional<Article> next_line() {
    std::string line;
    while (std::getline(*lines, line)) {
      ++line_number;
      if (blank(line)) continue;
      const std::string place = lines_path + ":" + std::to_string(line_number);
      if (line.size() > options.max_article_bytes * 6) {  // the longest escape of a byte has six characters
        problem("limit", "this record is larger than the limit; raise --max-article", place);
        continue;
      }
      element value;
      if (const auto error = parser.parse(line).get(value)) {
        problem("bad-json", std::string("this line is no JSON (") + simdjson::error_message(error) + "); it is passed over", place);
        continue;
      }
      if (auto article = record(value, lines_path + "#" + std::to_string(line_number))) return article;
    }
    lines.reset();
    return std::nullopt;
  }

  std::optional<Article> open_text(const std::string& path) {
    std::error_code failure;
    const auto size = fs::file_size(path, failure);
    if (!failure && size > options.max_article_bytes) {
      problem("limit", "this file is larger than " + std::to_string(options.max_article_bytes) + " bytes; raise --max-article", path);
      return std::nullopt;
    }
    const auto content = read_file(path);
    if (!content) {
      problem("io", content.error().message, path);
      return std::nullopt;
    }
    Article article;
    article.path = article.doc = path;
    decode(*content, article);
    apply_manifest(path, article);
    return finish(std::move(article));
  }

  void open_stdin() {
    std::string content((std::istreambuf_iterator<char>(std::cin)), {});
    const size_t first = content.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && (content[first] == '{' || content[first] == '[')) {
      element value;
      if (!parser.parse(content).get(value)) {
        add_records(value, "-");
        return;
      }
      lines = std::make_unique<std::istringstream>(std::move(content));
      lines_path = "-";
      line_number = 0;
      return;
    }
    Article article;
    article.path = article.doc = "-";
    decode(content, article);
    if (auto done = finish(std::move(article))) ready.push_back(std::move(*done));
  }
};

Reader::Reader(std::unique_ptr<State> state) : state_(std::move(state)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<Reader> Reader::open(std::vector<std::string> paths, ReadOptions options) {
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  if (!state->options.manifest.empty()) LT_TRY(state->load_manifest(state->options.manifest, ""));
  for (const std::string& path : paths) {
    std::error_code failure;
    if (path == "-" || fs::is_regular_file(path, failure)) {
      state->files.emplace_back(path, true);
      continue;
    }
    if (!fs::is_directory(path, failure))
      return Error{Code::kNotFound, "there is no such file or folder", path};
    std::vector<std::string> found;
    for (fs::recursive_directory_iterator walk(path, failure), end; !failure && walk != end; walk.increment(failure)) {
      const std::string name = walk->path().filename().string();
      if (name.starts_with('.')) {
        if (walk->is_directory()) walk.disable_recursion_pending();
        continue;
      }
      if (walk->is_regular_file() && name != kManifest) found.push_back(walk->path().string());
    }
    if (failure) return Error{Code::kIo, failure.message(), path};
    std::sort(found.begin(), found.end());
    for (std::string& file : found) state->files.emplace_back(std::move(file), false);
    // The folder's own manifest is read even if no file asks for it, so that a missing file is told.
    const fs::path manifest = fs::path(path) / kManifest;
    if (state->options.manifest.empty() && fs::is_regular_file(manifest, failure))
      LT_TRY(state->load_manifest(manifest.string(), normal(fs::path(path) / "x").substr(0, normal(fs::path(path) / "x").size() - 2)));
  }
  return Reader(std::move(state));
}

std::optional<Article> Reader::next() {
  State& s = *state_;
  for (;;) {
    if (!s.ready.empty()) {
      Article article = std::move(s.ready.front());
      s.ready.pop_front();
      return article;
    }
    if (s.lines) {
      if (auto article = s.next_line()) return article;
      continue;
    }
    if (s.files.empty()) return std::nullopt;
    const auto [path, named] = s.files.front();
    s.files.pop_front();
    if (path == "-") {
      s.open_stdin();
      continue;
    }
    const std::string extension = fs::path(path).extension().string();
    if (json_extension(extension)) {
      s.open_json(path);
    } else if (extension == ".txt" || named) {
      if (auto article = s.open_text(path)) return article;
    } else {
      ++s.report.passed_over[extension];
    }
  }
}

const ReadReport& Reader::report() const { return state_->report; }

}  // namespace letopis::read
