#include <map>

#include "chronicle/query.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace letopis::cli {
namespace {

using Row = std::map<std::string, std::string>;

Row fields(const Table& table, const std::vector<std::string>& cells) {
  Row row;
  for (size_t i = 0; i < cells.size(); ++i) row[table.columns[i].name] = cells[i];
  return row;
}

std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n' || c == '\r') c = ' ';
  return text;
}

std::string joined(std::initializer_list<std::string> parts, const char* between) {
  std::string out;
  for (const std::string& part : parts)
    if (!part.empty()) out += (out.empty() ? "" : between) + part;
  return out;
}

std::string source_of(Row row) {
  const std::string source = joined({row["outlet"], row["title"], row["published"]}, ", ");
  return source.empty() ? "source unknown" : source;
}

// The page for people: every line with its words, source and id.
std::string page(const chronicle::Dossier& dossier) {
  std::string out = "# ";
  for (size_t i = 0; i < dossier.actors.size(); ++i)
    out += (i > 0 ? " \u2014 " : "") + dossier.actors[i].name;
  out += "\n";
  for (const chronicle::Section& section : dossier.sections) {
    out += "\n## " + section.name + "\n\n";
    for (const std::vector<std::string>& cells : section.table.rows) {
      Row row = fields(section.table, cells);
      std::string what;
      if (row.contains("act")) {
        what = joined(
            {row["date"].empty() ? "no date" : row["date"],
             row["act"] + (row["modality"] == "occurred" ? "" : " (" + row["modality"] + ")"),
             row["participants"], row["place"].empty() ? "" : "in: " + row["place"]},
            "  ");
      } else {
        what = joined(
            {row["published"], row["speaker"] + (row["kind"] == "indirect" ? " (reported)" : "")},
            "  ");
      }
      out += "- " + what + "\n  \u00AB" + one_line(row["words"]) + "\u00BB\n  " + source_of(row) +
             "  [" + row["id"] + "]\n";
    }
  }
  return out;
}

// All sections as one table.
Table flat(const chronicle::Dossier& dossier) {
  Table table{{{"section"}, {"id"}, {"date"}, {"what"}, {"who"}, {"words"}, {"source"}}, {}};
  for (const chronicle::Section& section : dossier.sections)
    for (const std::vector<std::string>& cells : section.table.rows) {
      Row row = fields(section.table, cells);
      const bool act = row.contains("act");
      table.rows.push_back({section.name, row["id"], act ? row["date"] : row["published"],
                            act ? row["act"] + " " + row["modality"] : row["kind"],
                            act ? row["participants"] : row["speaker"], row["words"],
                            source_of(row)});
    }
  return table;
}

Result<chronicle::Dossier> find(const Args& args, store::Store& store) {
  if (args.has("--busiest")) {
    LT_ASSIGN(const auto pair, chronicle::busiest_pair(store));
    if (!pair) return Error{Code::kNotFound, "no event brings two states together", ""};
    return chronicle::dossier(store, {pair->first}, {pair->second});
  }
  if (args.positionals.empty())
    return Error{Code::kBadInput, "letopis dossier takes one or two names, or --busiest", ""};
  LT_ASSIGN(const std::vector<std::string> a, named(args, store, args.positionals[0]));
  LT_ASSIGN(const std::vector<std::string> b,
            named(args, store, args.positionals.size() > 1 ? args.positionals[1] : ""));
  return chronicle::dossier(store, a, b);
}

}  // namespace

Exit cmd_dossier(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  const auto dossier = find(args, *store);
  if (!dossier) return answer(dossier.error(), args);
  const std::string format = args.get("--format", "table");
  if (format != "table" && format != "md") return show(flat(*dossier), args);
  print(page(*dossier));
  return dossier->sections.empty() ? Exit::kNothing : Exit::kDone;
}

}  // namespace letopis::cli
