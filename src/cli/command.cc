#include "cli/command.h"

#include <algorithm>

#include "cli/commands.h"

namespace letopis::cli {
namespace {

std::string pad(std::string text, size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string describe(const std::vector<Option>& options) {
  std::string out;
  for (const Option& option : options)
    out += "  " + pad(option.name + (option.value.empty() ? "" : " " + option.value), 22) + " " +
           option.help + "\n";
  return out;
}

}  // namespace

std::string Args::get(std::string_view name, std::string_view otherwise) const {
  const auto found = options.find(name);
  return found == options.end() || found->second.empty() ? std::string(otherwise)
                                                         : found->second.back();
}

std::vector<std::string> Args::all(std::string_view name) const {
  const auto found = options.find(name);
  return found == options.end() ? std::vector<std::string>() : found->second;
}

const std::vector<Option>& common_options() {
  static const std::vector<Option> kOptions = {
      {"--db", "FILE", "the chronicle (default: $LETOPIS_DB, else letopis.db)"},
      {"--threads", "N", "workers (default: one per core)"},
      {"--world", "DIR", "actors of your own, in the form of data/; may be repeated", true},
      {"--float32", "", "the networks in single precision, as published: slower"},
      {"--quiet", "", "no progress on standard error"},
      {"--help", "", "this help"},
  };
  return kOptions;
}

const std::vector<Option>& listing_options() {
  static const std::vector<Option> kOptions = {
      {"--format", "F", "table, json, jsonl, csv or md (default: table)"},
      {"--limit", "N", "at most N rows"},
  };
  return kOptions;
}

std::string help_of(const Command& command) {
  std::string out = "letopis " + command.name + ": " + command.summary + "\n\nExamples:\n";
  for (const std::string& example : command.examples) out += "  " + example + "\n";
  out += "\nUsage: letopis " + command.name +
         (command.positionals.empty() ? "" : " " + command.positionals) + " [options]\n";
  if (!command.options.empty() || command.listing) {
    out += "\nOptions:\n" + describe(command.options);
    if (command.listing) out += describe(listing_options());
  }
  return out + "\nCommon options:\n" + describe(common_options());
}

std::string help_of_program() {
  std::string out =
      "letopis: a chronicle of relations between states, read from the news; every entry shows its "
      "source\n\n"
      "Examples:\n"
      "  letopis add news/                      read a folder of articles into letopis.db\n"
      "  letopis dossier A B                    what is known about a pair of states\n"
      "  letopis explain ID                     any fact, down to the characters\n\nCommands:\n";
  for (const Command& command : commands())
    out += "  " + pad(command.name, 10) + " " + command.summary + "\n";
  return out +
         "\n`letopis COMMAND --help` tells more. Results go to standard output, everything else to "
         "standard error.\n"
         "Exit codes: 0 done, 1 nothing found, 2 something failed.\n";
}

}  // namespace letopis::cli
