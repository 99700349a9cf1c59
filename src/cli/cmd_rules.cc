#include <filesystem>

#include "base/files.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {
namespace {

// Where a file belongs among the data: as its path says (".../data/ru/time/x.rules"), else by its
// ending.
std::string data_path(const std::string& file) {
  const std::string path = std::filesystem::path(file).lexically_normal().generic_string();
  const size_t at = path.rfind("data/ru/");
  if (at != std::string::npos) return path.substr(at + 5);
  const std::string name = std::filesystem::path(file).filename().string();
  return name.ends_with(".frame") ? "ru/frames/" + name : "ru/time/" + name;
}

}  // namespace

// Each file is loaded in the place of the pack's own, so that it is tested as it stands, before
// anything is packed.
Exit cmd_rules(const Args& args) {
  if (args.positionals.front() != "test")
    return fail({Code::kBadInput, "letopis rules knows only 'test'; see letopis rules --help",
                 args.positionals.front()});
  std::vector<std::pair<std::string, std::string>> overrides;
  for (size_t i = 1; i < args.positionals.size(); ++i) {
    auto text = read_file(args.positionals[i]);
    if (!text) return fail(text.error());
    overrides.emplace_back(data_path(args.positionals[i]), std::move(*text));
  }
  auto opened = engine(args, overrides);
  if (!opened) return fail(opened.error());
  extract::Scratch scratch;
  size_t failed = 0;
  for (const auto& [path, text] : overrides) {
    const auto failures = opened->check_examples(path, scratch);
    if (!failures) return fail(failures.error());
    for (const std::string& failure : *failures) print(failure + "\n");
    failed += failures->size();
  }
  say(std::to_string(overrides.size()) + " files, " + std::to_string(failed) + " examples failed");
  return failed == 0 ? Exit::kDone : Exit::kFailed;
}

}  // namespace letopis::cli
