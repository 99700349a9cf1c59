#include "read/reader.h"

#include <simdjson.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/files.h"
#include "read/decode.h"
#include "read/json_records.h"
#include "read/metadata.h"
#include "read/walk.h"

namespace letopis::read {

namespace fs = std::filesystem;
using simdjson::dom::element;
using simdjson::dom::object;

namespace {

constexpr std::string_view kManifest = "manifest.jsonl";
constexpr std::string_view kTextFields[] = {"text", "body", "content", "message"};
// A record holds its text, of which JSON may write a byte with six characters, and this much around
// it.
constexpr size_t kMaxLimit = 1U << 30;  // offsets have 32 bits
constexpr size_t kEscape = 6, kAround = 64U << 10;

// No letter in it: white space and a byte order mark at most.
bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\xEF\xBB\xBF") == std::string_view::npos;
}

std::string extension_of(const std::string& path) {
  std::string extension = fs::path(path).extension().string();
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return extension;
}
bool json_lines(const std::string& extension) {
  return extension == ".jsonl" || extension == ".ndjson";
}

struct ManifestLine {
  std::string json, place;
};
// Metadata by the absolute, normal path of the file.
using Manifest = std::map<std::string, ManifestLine>;

std::string normal(const fs::path& path) {
  std::string text = fs::absolute(path).lexically_normal().string();
  while (text.size() > 1 && text.back() == '/') text.pop_back();
  return text;
}

// JSON writes a code point beyond the BMP with two escapes; one of them without the other is
// ill-formed. Each becomes \uFFFD.
size_t repair_surrogates(std::string& json) {
  const auto unit = [&json](size_t at) -> unsigned {
    if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u') return 0;
    return static_cast<unsigned>(std::strtoul(json.substr(at + 2, 4).c_str(), nullptr, 16));
  };
  size_t replaced = 0;
  for (size_t at = json.find('\\'); at != std::string::npos; at = json.find('\\', at)) {
    const unsigned first = unit(at);
    if (first >= 0xD800 && first < 0xDC00 && unit(at + 6) >= 0xDC00 && unit(at + 6) < 0xE000) {
      at += 12;
    } else if (first >= 0xD800 && first < 0xE000) {
      json.replace(at, 6, "\\uFFFD");
      at += 6;
      ++replaced;
    } else {
      at += 2;
    }
  }
  return replaced;
}

}  // namespace

struct Reader::State {
  struct File {
    std::string path;
    std::string root;  // the folder that was walked; empty for a file named by the user
  };

  ReadOptions options;
  ReadReport report;
  std::deque<File> files;
  std::vector<std::string> paths;  // given, and manifests that were read
  std::map<std::string, Manifest> manifests;  // by folder; "" for the one of the options
  simdjson::dom::parser parser;               // of the record at hand
  simdjson::dom::parser manifest_parser;      // apart, since a record's values live in its parser

  // The file of records at hand.
  std::unique_ptr<std::istream> stream;
  std::unique_ptr<JsonRecords> records;
  bool any_record = false;
  File file;

  void problem(const char* code, std::string message, std::string place) {
    report.problems.push_back({code, std::move(message), std::move(place)});
  }
  std::string limit() const {
    return "larger than " + std::to_string(options.max_article_bytes) + " bytes";
  }

  enum class Missing { kTell, kIgnore };

  // Errors: the file cannot be read. What is wrong inside is a problem.
  Result<void> load_manifest(const std::string& path, const std::string& key, Missing missing) {
    if (manifests.contains(key)) return {};
    Manifest& manifest = manifests[key];
    if (missing == Missing::kTell) paths.push_back(path);
    LT_ASSIGN(const std::string bytes, read_file(path));
    const Decoded decoded = decode(bytes);
    if (decoded.replaced > 0)
      problem("ill-formed-utf8",
              std::to_string(decoded.replaced) +
                  " ill-formed sequences read as U+FFFD; save the manifest as UTF-8",
              path);
    const std::string& content = decoded.text;
    size_t number = 0;
    for (size_t at = content.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < content.size();) {
      const size_t end = std::min(content.find('\n', at), content.size());
      const std::string line = content.substr(at, end - at);
      at = end + 1;
      ++number;
      if (blank(line)) continue;
      const std::string place = path + ":" + std::to_string(number);
      object source;
      std::string_view target;
      if (manifest_parser.parse(simdjson::padded_string(line)).get(source) ||
          source["path"].get(target) || target.empty()) {
        problem("bad-manifest",
                "this line is no JSON object with a 'path'; it is passed over (mend it and add "
                "again)",
                place);
        continue;
      }
      const fs::path named = fs::path(path).parent_path() / std::string(target);
      std::error_code failure;
      if (missing == Missing::kTell && !fs::is_regular_file(named, failure))
        problem("missing-file",
                "the manifest names '" + std::string(target) +
                    "', which is not there; take the line out or add the file",
                place);
      if (!manifest.emplace(normal(named), ManifestLine{line, place}).second)
        problem("bad-manifest",
                "'" + std::string(target) +
                    "' is named a second time; this line is passed over (take one out)",
                place);
    }
    return {};
  }

  // The manifest line of a file: of the given manifest, else of manifest.jsonl beside the file or,
  // inside a walked folder, in a folder above it up to that one.
  const ManifestLine* line_of(const File& of) {
    const std::string key = normal(of.path);
    if (!options.manifest.empty()) {
      const auto found = manifests[""].find(key);
      return found == manifests[""].end() ? nullptr : &found->second;
    }
    const std::string top =
        of.root.empty() ? fs::path(key).parent_path().string() : normal(of.root);
    for (fs::path folder = fs::path(key).parent_path();; folder = folder.parent_path()) {
      load_beside(folder.string(), folder / kManifest,
                  of.root.empty() ? Missing::kIgnore : Missing::kTell);
      const Manifest& manifest = manifests[folder.string()];
      if (const auto found = manifest.find(key); found != manifest.end()) return &found->second;
      if (folder == top || folder == folder.root_path()) return nullptr;
    }
  }

  // A manifest that is not asked for and cannot be read is a problem; one that is not there is
  // none.
  void load_beside(const std::string& folder, const fs::path& path, Missing missing) {
    std::error_code failure;
    if (manifests.contains(folder)) return;
    if (!fs::is_regular_file(path, failure)) {
      manifests[folder];
      return;
    }
    if (const auto loaded = load_manifest(path.string(), folder, missing); !loaded)
      problem("bad-manifest",
              loaded.error().message + "; the metadata in it is unknown (mend it and add again)",
              loaded.error().place);
  }

  void apply_manifest(const File& of, Article& article) {
    const ManifestLine* line = line_of(of);
    if (line == nullptr) return;
    object source;
    if (!manifest_parser.parse(simdjson::padded_string(line->json)).get(source))
      take_metadata(source, line->place, article);
  }

  std::optional<Article> finish(Article article) {
    if (!options.published.empty()) take_published(options.published, article.path, article);
    if (blank(article.text)) {
      problem("empty", "there is no text here; it is passed over (add again when it has one)",
              article.path);
      return std::nullopt;
    }
    ++report.articles;
    return article;
  }

  // The text of a record: a string, or a list of strings and objects with a text (message formats).
  // The first field that holds any; an empty text where all are empty, nothing where there is no
  // such field.
  std::optional<std::string> text_of(const object& source) const {
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
    std::optional<std::string> empty;
    for (const std::string_view field : kTextFields)
      if (auto text = take(field)) {
        if (!text->empty()) return text;
        empty = std::move(text);
      }
    return empty;
  }

  // The article of a record, from its JSON. Ill-formed bytes and escapes are repaired; other faults
  // are problems.
  std::optional<Article> article_of(JsonRecords::Record record) {
    const std::string line = file.path + ":" + std::to_string(record.line);
    Article article;
    article.path = article.doc =
        record.alone ? file.path : file.path + "#" + std::to_string(record.number);
    if (record.state == JsonRecords::State::kTooLong) {
      problem("limit",
              "this record is " + limit() + "; it is passed over (raise --max-article to read it)",
              line);
      return std::nullopt;
    }
    if (record.state == JsonRecords::State::kCut) {
      problem("bad-json",
              "this record ends in the middle; it is passed over (get the whole file again)", line);
      return std::nullopt;
    }
    Decoded decoded{"", "utf-8"};
    std::string json = record.bytes;
    auto parsed = parser.parse(json);
    if (parsed.error() == simdjson::UTF8_ERROR) {
      decoded = decode(json);
      json = std::move(decoded.text);
      parsed = parser.parse(json);
    }
    if (parsed.error() == simdjson::STRING_ERROR) {
      decoded.replaced += repair_surrogates(json);
      parsed = parser.parse(json);
    }
    element value;
    if (const auto error = std::move(parsed).get(value)) {
      problem("bad-json",
              std::string("this record is no JSON (") + simdjson::error_message(error) +
                  "); it is passed over (mend it and add again)",
              line);
      return std::nullopt;
    }
    object source;
    if (value.get(source)) {
      problem("bad-record",
              "this record is no JSON object; it is passed over (mend it and add again)", line);
      return std::nullopt;
    }
    auto text = text_of(source);
    if (!text) {
      const std::string fields = options.text_field.empty() ? "text, body, content, message"
                                                            : "'" + options.text_field + "'";
      problem("no-text",
              "this record has no text field (" + fields + "); name it with --text-field", line);
      return std::nullopt;
    }
    if (text->size() > options.max_article_bytes) {
      problem("limit",
              "the text of this record is " + limit() +
                  "; it is passed over (raise --max-article to read it)",
              line);
      return std::nullopt;
    }
    const bool repaired = decoded.decoder != "utf-8" || decoded.replaced > 0;
    decoded.text = std::move(*text);
    const std::string plain = repaired ? "" : decoded.text;
    set_text(std::move(decoded), repaired ? record.bytes : plain, article);
    apply_manifest(file, article);
    take_metadata(source, article.path, article);
    return finish(std::move(article));
  }

  std::optional<Article> next_record() {
    while (auto record = records->next()) {
      any_record = true;
      if (auto article = article_of(std::move(*record))) return article;
    }
    if (stream && stream->bad())
      problem("io", "this file could not be read to its end (try to add it again)", file.path);
    if (!any_record)
      problem("empty", "there is no record here; it is passed over (add again when it has one)",
              file.path);
    records.reset();
    stream.reset();
    return std::nullopt;
  }

  void open_records(std::istream& input, JsonRecords::Shape shape, size_t line = 1) {
    any_record = false;
    records = std::make_unique<JsonRecords>(input, shape,
                                            options.max_article_bytes * kEscape + kAround, line);
  }

  // `bytes` were taken from the input already.
  std::optional<Article> read_text(std::istream& input, std::string bytes = {}) {
    char block[1U << 16];
    while (bytes.size() <= options.max_article_bytes) {
      input.read(block, sizeof block);
      bytes.append(block, static_cast<size_t>(input.gcount()));
      if (!input) break;
    }
    if (input.bad()) {
      problem("io", "this file could not be read to its end; it is passed over (try to add it again)",
              file.path);
      return std::nullopt;
    }
    if (bytes.size() > options.max_article_bytes) {
      problem("limit",
              "this file is " + limit() + "; it is passed over (raise --max-article to read it)",
              file.path);
      return std::nullopt;
    }
    Article article;
    article.path = article.doc = file.path;
    set_text(decode(bytes), bytes, article);
    apply_manifest(file, article);
    return finish(std::move(article));
  }

  // Opens the next file; an article where it holds just one.
  std::optional<Article> open_next() {
    file = std::move(files.front());
    files.pop_front();
    if (file.path == "-") {
      std::istream& input = options.standard_input != nullptr ? *options.standard_input : std::cin;
      // JSON may begin behind a byte order mark and white space, which belong to a text.
      std::string lead;
      while (lead.size() <= options.max_article_bytes &&
             input.peek() != std::istream::traits_type::eof() &&
             blank(std::string(1, static_cast<char>(input.peek()))))
        lead.push_back(static_cast<char>(input.get()));
      if (input.peek() != '{' && input.peek() != '[') return read_text(input, std::move(lead));
      open_records(input, JsonRecords::Shape::kDetect,
                   1 + static_cast<size_t>(std::count(lead.begin(), lead.end(), '\n')));
      return std::nullopt;
    }
    const std::string extension = extension_of(file.path);
    const bool json = extension == ".json" || json_lines(extension);
    if (!json && extension != ".txt" && !file.root.empty()) {
      ++report.passed_over[extension];
      return std::nullopt;
    }
    errno = 0;
    auto input = std::make_unique<std::ifstream>(file.path, std::ios::binary);
    if (!*input) {
      problem("io",
              std::string("this file cannot be read (") + std::strerror(errno) +
                  "); see its permissions",
              file.path);
      return std::nullopt;
    }
    if (!json) return read_text(*input);
    stream = std::move(input);
    open_records(*stream,
                 json_lines(extension) ? JsonRecords::Shape::kLines : JsonRecords::Shape::kDetect);
    return std::nullopt;
  }
};

Reader::Reader(std::unique_ptr<State> state) : state_(std::move(state)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<Reader> Reader::open(std::vector<std::string> paths, ReadOptions options) {
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  if (!state->options.published.empty()) {
    Article probe;
    take_published(state->options.published, "--published", probe);
    if (!probe.published.known())
      return Error{Code::kBadInput,
                   "'" + state->options.published + "' is no date (EDTF, as 2024-11-27)",
                   "--published"};
  }
  if (!state->options.manifest.empty())
    LT_TRY(state->load_manifest(state->options.manifest, "", State::Missing::kTell));
  if (state->options.max_article_bytes == 0 || state->options.max_article_bytes > kMaxLimit)
    return Error{Code::kBadInput, "between 1 and " + std::to_string(kMaxLimit) + " bytes",
                 "--max-article"};
  const std::string given = state->options.manifest.empty() ? "" : normal(state->options.manifest);
  size_t missing = 0;
  state->paths.insert(state->paths.end(), paths.begin(), paths.end());
  for (const std::string& path : paths) {
    std::error_code failure;
    const auto kind = path == "-" ? fs::file_type::regular : fs::status(path, failure).type();
    if (kind == fs::file_type::directory) {
      Walk found = walk(path);
      // A manifest is read even if no file asks for it, so that a missing file is told.
      for (std::string& each : found.files) {
        const std::string at = normal(each);
        if (fs::path(each).filename() == kManifest) {
          if (given.empty())
            state->load_beside(fs::path(at).parent_path().string(), each, State::Missing::kTell);
        } else if (at != given) {
          state->files.push_back({std::move(each), path});
        }
      }
      for (const auto& [what, count] : found.left_out) state->report.passed_over[what] += count;
      for (Problem& each : found.problems) state->report.problems.push_back(std::move(each));
    } else if (kind == fs::file_type::not_found || kind == fs::file_type::none) {
      ++missing;
      state->problem("not-found", "there is no such file or folder; see how the path is written",
                     path);
    } else {
      state->files.push_back({path, ""});
    }
  }
  if (missing > 0 && missing == paths.size())
    return Error{Code::kNotFound, "there is no such file or folder; see how the path is written",
                 paths.front()};
  return Reader(std::move(state));
}

std::optional<Article> Reader::next() {
  State& s = *state_;
  for (;;) {
    if (s.records) {
      if (auto article = s.next_record()) return article;
    } else if (s.files.empty()) {
      return std::nullopt;
    } else if (auto article = s.open_next()) {
      return article;
    }
  }
}

const ReadReport& Reader::report() const { return state_->report; }
const std::vector<std::string>& Reader::paths() const { return state_->paths; }

}  // namespace letopis::read
