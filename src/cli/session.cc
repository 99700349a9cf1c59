#include "cli/session.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <thread>

#include "chronicle/profile.h"
#include "chronicle/query.h"
#include "cli/render.h"

namespace letopis::cli {

namespace fs = std::filesystem;

void say(std::string_view message) {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(message.size()), message.data());
}

Exit fail(const Error& error) {
  say("letopis: " + to_string(error));
  return Exit::kFailed;
}

Exit no_article(const Args& args) {
  std::string paths;
  for (const std::string& path : args.positionals) paths += (paths.empty() ? "" : ", ") + path;
  return fail(
      {Code::kNotFound, "there is no article here; .txt, .json and .jsonl files are read", paths});
}

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

Result<size_t> number(const Args& args, std::string_view option, size_t otherwise) {
  if (!args.has(option)) return otherwise;
  const std::string text = args.get(option);
  size_t value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size())
    return Error{Code::kBadInput, "'" + text + "' is no whole number", std::string(option)};
  return value;
}

Exit show(const Table& table, const Args& args) {
  const std::string name = args.get("--format", "table");
  const auto format = format_of(name);
  if (!format)
    return fail({Code::kBadInput, "there is no format '" + name + "': table, json, jsonl, csv, md",
                 "--format"});
  const auto limit = number(args, "--limit", table.rows.size());
  if (!limit) return fail(limit.error());
  Table shown{table.columns,
              {table.rows.begin(), table.rows.begin() + static_cast<std::ptrdiff_t>(
                                                            std::min(*limit, table.rows.size()))}};
  size_t width = 0;
  winsize size{};
  if (isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
    width = size.ws_col;
  if (!shown.rows.empty() || *format != Format::kTable) print(render(shown, *format, width));
  return shown.rows.empty() ? Exit::kNothing : Exit::kDone;
}

Result<std::string> data_folder() {
  const auto holds = [](const fs::path& folder) {
    std::error_code none;
    return fs::exists(folder / "letopis.pack", none);
  };
  if (const char* given = std::getenv("LETOPIS_DATA"); given != nullptr && *given != '\0') {
    if (holds(given)) return std::string(given);
    return Error{
        Code::kNotFound,
        "$LETOPIS_DATA holds no letopis.pack; point it to the folder with the packs or unset it",
        given};
  }
  std::error_code failure;
  const fs::path program = fs::read_symlink("/proc/self/exe", failure);
  const fs::path beside = program.parent_path(),
                 shared = beside.parent_path() / "share" / "letopis";
  if (holds(beside)) return beside.string();
  if (holds(shared)) return shared.string();
  return Error{Code::kNotFound,
               "no letopis.pack in " + beside.string() + " nor in " + shared.string() +
                   "; run ./dev setup, or set $LETOPIS_DATA",
               ""};
}

std::string database(const Args& args) {
  if (args.has("--db")) return args.get("--db");
  const char* given = std::getenv("LETOPIS_DB");
  return given != nullptr && *given != '\0' ? given : "letopis.db";
}

Result<unsigned> threads(const Args& args) {
  LT_ASSIGN(const size_t count,
            number(args, "--threads", std::max(1U, std::thread::hardware_concurrency())));
  if (count < 1 || count > 256) return Error{Code::kBadInput, "between 1 and 256", "--threads"};
  return static_cast<unsigned>(count);
}

namespace {
nn::ModelOptions models(const Args& args) {
  nn::ModelOptions options;
  if (args.has("--float32")) options.precision = nn::Precision::kFloat;
  return options;
}
}  // namespace

Result<extract::Language> language(const Args& args) {
  extract::LanguageRules rules;
  if (args.has("--without")) {
    const auto asked = extract::rules_without(args.get("--without"));
    if (!asked) return Error{asked.error().code, asked.error().message, "--without"};
    rules = *asked;
  }
  LT_ASSIGN(const std::string folder, data_folder());
  LT_ASSIGN(const DataFiles files, DataFiles::from_pack(folder + "/letopis.pack"));
  return extract::Language::open(files, folder, models(args), rules);
}

Result<extract::Engine> engine(const Args& args,
                               std::vector<std::pair<std::string, std::string>> overrides) {
  LT_ASSIGN(const std::string folder, data_folder());
  return extract::Engine::open(
      {folder, args.all("--world"), models(args), std::move(overrides), args.has("--flat-names")});
}

Result<read::ReadOptions> reading(const Args& args) {
  read::ReadOptions options;
  options.manifest = args.get("--manifest");
  options.published = args.get("--published");
  options.text_field = args.get("--text-field");
  LT_ASSIGN(options.max_article_bytes, number(args, "--max-article", options.max_article_bytes));
  return options;
}

std::string now() {
  const std::time_t moment = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&moment, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

Result<store::Store> chronicle(const Args& args, store::Mode mode, const extract::Engine* engine) {
  store::Options options;
  options.now = now();
  if (engine != nullptr)
    options.state_of = [engine](const Entity& entity) {
      return std::string(engine->state_of(entity.id));
    };
  LT_ASSIGN(store::Store opened, store::Store::open(database(args), mode, options));
  if (!opened.migrated_copy().empty())
    say("The chronicle had an older form; it was brought up to date, a copy lies in " +
        opened.migrated_copy());
  if (mode == store::Mode::kRead) {
    LT_ASSIGN(const bool dirty, opened.dirty());
    if (dirty)
      say("The last writer did not finish; events may lag behind until the next `letopis add` or "
          "`letopis refresh`.");
  }
  return opened;
}

Result<std::vector<chronicle::EntityRef>> called(const Args& args, store::Store& store,
                                                 const std::string& name) {
  LT_ASSIGN(std::vector<chronicle::EntityRef> found, chronicle::find_entities(store, name));
  if (found.empty()) {  // a case form that no text has: ask again with the nominative
    const auto russian = language(args);
    if (!russian)  // an installation without its data is no answer that nobody is called so
      return Error{Code::kDamaged, russian.error().message, russian.error().place};
    LT_ASSIGN(found, chronicle::find_entities(store, russian->nominative(name)));
  }
  if (!found.empty()) return found;
  std::string near;
  LT_ASSIGN(const auto names, chronicle::nearest_names(store, name, 5));
  for (const std::string& one : names) near += (near.empty() ? "; near it: " : ", ") + one;
  return Error{Code::kNotFound, "nobody in this chronicle is called '" + name + "'" + near, ""};
}

Result<std::vector<std::string>> named(const Args& args, store::Store& store,
                                       const std::string& name) {
  std::vector<std::string> ids;
  if (name.empty()) return ids;
  LT_ASSIGN(const std::vector<chronicle::EntityRef> found, called(args, store, name));
  for (const chronicle::EntityRef& entity : found) ids.push_back(entity.id);
  return ids;
}

Exit answer(const Result<Table>& table, const Args& args) {
  if (table) return show(*table, args);
  if (table.error().code != Code::kNotFound) return fail(table.error());
  say(to_string(table.error()));
  return Exit::kNothing;
}

}  // namespace letopis::cli
