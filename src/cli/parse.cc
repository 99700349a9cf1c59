#include "cli/parse.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "base/edit_distance.h"

namespace letopis::cli {
namespace {

constexpr char kMark = '\x01';
void unmark(std::vector<std::string>& words) {
  for (std::string& word : words)
    if (word.starts_with(kMark)) word.erase(0, 1);
}

const Command* find(std::string_view name) {
  for (const Command& command : commands())
    if (command.name == name) return &command;
  return nullptr;
}

Error unknown(const std::string& name) {
  const Command* nearest = nullptr;
  size_t best = 3;  // more than two slips are no slip
  for (const Command& command : commands())
    if (const size_t distance = edit_distance(name, command.name); distance < best) {
      best = distance;
      nearest = &command;
    }
  return {
      Code::kBadInput,
      "there is no command '" + name + "'" +
          (nearest != nullptr ? "; did you mean '" + nearest->name + "'?" : "; see letopis --help"),
      ""};
}

}  // namespace

Result<Parsed> parse(int argc, const char* const* argv) {
  Parsed parsed;
  const std::string first = argc > 1 ? argv[1] : "--help";
  if (first == "--help" || first == "-h" || first == "help") {
    if (argc > 2 && first == "help") {
      parsed.command = find(argv[2]);
      if (parsed.command == nullptr) return unknown(argv[2]);
    }
    if (parsed.command != nullptr) parsed.args.options["--help"];
    return parsed;
  }
  if (first == "--version" || first == "-V") {
    parsed.version = true;
    return parsed;
  }
  parsed.command = find(first);
  if (parsed.command == nullptr) return unknown(first);

  CLI::App app;
  app.set_help_flag();
  std::vector<Option> options = parsed.command->options;
  if (parsed.command->listing)
    options.insert(options.end(), listing_options().begin(), listing_options().end());
  options.insert(options.end(), common_options().begin(), common_options().end());
  std::vector<std::unique_ptr<std::vector<std::string>>> values;
  std::vector<CLI::Option*> handles;
  for (const Option& option : options) {
    values.push_back(std::make_unique<std::vector<std::string>>());
    const std::string names = option.name == "--help"    ? "-h,--help"
                              : option.name == "--quiet" ? "-q,--quiet"
                                                         : option.name;
    if (option.value.empty())
      handles.push_back(app.add_flag(names));
    else
      handles.push_back(app.add_option(names, *values.back())->allow_extra_args(false)->take_all());
  }
  std::vector<std::string> positionals;
  app.add_option("positionals", positionals);
  // The library takes "[a]" apart as a list; a folder may be called so. A mark in front hides the
  // bracket from it.
  std::vector<std::string> words(argv + 2, argv + argc);
  for (std::string& word : words)
    if (word.starts_with('[')) word.insert(0, 1, kMark);
  std::reverse(words.begin(), words.end());  // as the library wants them
  try {
    app.parse(std::move(words));
  } catch (const CLI::Error& error) {  // the library reports by exceptions; it ends here
    return Error{Code::kBadInput, std::string(error.what()) + "; see letopis " + first + " --help",
                 ""};
  }
  for (const auto& list : values) unmark(*list);
  unmark(positionals);
  for (size_t i = 0; i < options.size(); ++i)
    if (handles[i]->count() > 0) parsed.args.options[options[i].name] = *values[i];
  parsed.args.positionals = std::move(positionals);
  const size_t count = parsed.args.positionals.size();
  if (!parsed.args.has("--help") && (count < parsed.command->least || count > parsed.command->most))
    return Error{
        Code::kBadInput,
        "letopis " + first + " takes " +
            (parsed.command->positionals.empty() ? "no arguments" : parsed.command->positionals) +
            "; see letopis " + first + " --help",
        ""};
  return parsed;
}

}  // namespace letopis::cli
