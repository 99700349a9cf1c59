#include "chronicle/query.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {
namespace {

std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n' || c == '\r') c = ' ';
  return text;
}

// The page for people: every line with its words, source and id.
std::string page(const chronicle::Dossier& dossier) {
  std::string out = "# " + dossier.title + "\n", section;
  for (const std::vector<std::string>& row : dossier.lines.rows) {
    if (row[0] != section) {
      section = row[0];
      out += "\n## " + section + "\n\n";
    }
    out += "- " + (row[1].empty() ? std::string("no date") : row[1]) + "  " + row[2] + "\n  «" + one_line(row[3]) + "»\n  " + row[4] + "  [" + row[5] + "]\n";
  }
  return out;
}

}  // namespace

Exit cmd_dossier(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  std::string a = args.positionals.empty() ? "" : args.positionals[0];
  std::string b = args.positionals.size() < 2 ? "" : args.positionals[1];
  if (args.has("--busiest")) {
    const auto pair = chronicle::busiest_pair(*store);
    if (!pair) {
      say("No event brings two states together.");
      return Exit::kNothing;
    }
    a = pair->first;
    b = pair->second;
  } else if (a.empty()) {
    return fail({Code::kBadInput, "letopis dossier takes one or two names, or --busiest", ""});
  }
  const auto dossier = chronicle::dossier(*store, a, b);
  if (!dossier) {
    if (dossier.error().code != Code::kNotFound) return fail(dossier.error());
    say(dossier.error().message);
    return Exit::kNothing;
  }
  const std::string format = args.get("--format", "table");
  if (format != "table" && format != "md") return show(dossier->lines, args);
  print(page(*dossier));
  return dossier->lines.rows.empty() ? Exit::kNothing : Exit::kDone;
}

}  // namespace letopis::cli
