// The one table of commands. A command is data (name, summary, examples, options) and a function;
// help, parsing and the test that the docs mention every option are all derived from it, so they
// cannot drift.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace letopis::cli {

// Exit codes of the program.
enum class Exit { kDone = 0, kNothing = 1, kFailed = 2 };

struct Option {
  std::string name;   // "--since"; a flag where `value` is empty
  std::string value;  // "DATE", shown in the help
  std::string help;
  bool repeated = false;
};

// What was typed. Every accessor is total: an absent option is empty.
class Args {
 public:
  std::vector<std::string> positionals;
  std::map<std::string, std::vector<std::string>, std::less<>> options;

  bool has(std::string_view name) const { return options.contains(name); }
  std::string get(std::string_view name, std::string_view otherwise = "") const;
  std::vector<std::string> all(std::string_view name) const;
};

struct Command {
  std::string name;
  std::string positionals;     // "PATH…", shown in the usage line; empty where none are taken
  size_t least = 0, most = 0;  // how many positionals
  std::string summary;         // one line
  std::vector<std::string> examples;  // shown first
  std::vector<Option> options;        // besides the common ones
  bool listing = false;               // takes --format, --limit
  Exit (*run)(const Args& args) = nullptr;
};

// All commands, in the order of the help.
const std::vector<Command>& commands();
const std::vector<Option>& common_options();
const std::vector<Option>& listing_options();

std::string help_of(const Command& command);
std::string help_of_program();

}  // namespace letopis::cli
