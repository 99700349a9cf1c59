#include <fstream>

#include "base/files.h"
#include "chronicle/dossier.h"
#include "chronicle/query.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "export/dossier_html.h"
#include "export/dossier_line.h"
#include "export/dossier_md.h"

namespace letopis::cli {
namespace {

// All lines as one table, for programs.
Table flat(const Dossier& dossier, const exporting::Labels& labels) {
  Table table{{{"section"},
               {"id"},
               {"kind"},
               {"what"},
               {"date"},
               {"modality"},
               {"line"},
               {"words"},
               {"source"},
               {"article"}},
              {}};
  for (uint32_t n = 0; n < dossier.lines.size(); ++n) {
    const Dossier::Line& line = dossier.lines[n];
    const Dossier::Told& told = line.told.front();
    std::string text;
    for (const exporting::Piece& piece : exporting::line_text(dossier, n, labels).pieces)
      text += piece.text;
    const Dossier::Article& article = dossier.articles[told.article];
    table.rows.push_back({std::string(dossier_section_name(line.section)), line.id, line.kind,
                          line.what, line.edtf, line.modality, text,
                          exporting::evidence(dossier, told),
                          exporting::source_text(article, labels), article.id});
  }
  return table;
}

// The entity that a name means. Where it may mean several, the one that most articles name is
// taken, and the others are told of.
Result<std::string> one(const Args& args, store::Store& store, const std::string& name) {
  LT_ASSIGN(const std::vector<std::string> ids, named(args, store, name));
  if (ids.size() > 1 && !args.has("--quiet")) {
    std::string others;
    for (size_t i = 1; i < ids.size() && i < 4; ++i) others += (i > 1 ? ", " : "") + ids[i];
    say("'" + name + "' is taken for " + ids[0] + "; by id it may also be " + others +
        (ids.size() > 4 ? ", \u2026" : ""));
  }
  return ids.front();
}

Result<Dossier> find(const Args& args, store::Store& store) {
  chronicle::DossierQuery query{"", "", args.get("--at"), args.get("--known")};
  if (args.has("--busiest")) {
    LT_ASSIGN(const auto pair, chronicle::busiest_pair(store));
    if (!pair) return Error{Code::kNotFound, "no event brings two states together", ""};
    query.a = pair->first;
    query.b = pair->second;
    return chronicle::gather_dossier(store, query);
  }
  if (args.positionals.empty())
    return Error{Code::kBadInput, "letopis dossier takes one or two names, or --busiest", ""};
  LT_ASSIGN(query.a, one(args, store, args.positionals[0]));
  if (args.positionals.size() > 1) {
    LT_ASSIGN(query.b, one(args, store, args.positionals[1]));
    if (query.b == query.a)
      return Error{Code::kBadInput, "both names mean the same: " + query.a, args.positionals[1]};
  }
  return chronicle::gather_dossier(store, query);
}

Result<exporting::Labels> labels_of(const Args& args) {
  LT_ASSIGN(const std::string folder, data_folder());
  LT_ASSIGN(const DataFiles files, DataFiles::from_pack(folder + "/letopis.pack"));
  return exporting::Labels::load(files, args.get("--lang", "ru"));
}

Result<void> write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file.good()) return Error{Code::kIo, "cannot write the page", path};
  return {};
}

}  // namespace

Exit cmd_dossier(const Args& args) {
  const std::string format = args.get("--format", "text");
  const bool page = format == "text" || format == "md" || format == "html";
  if (!page && format != "table" && format != "json" && format != "jsonl" && format != "csv")
    return fail({Code::kBadInput,
                 "there is no format '" + format + "': text, md, html, table, json, jsonl, csv",
                 "--format"});
  if (!page && args.has("--out"))
    return fail({Code::kBadInput, "--out is for text, md and html", "--out"});
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  const auto labels = labels_of(args);
  if (!labels) return fail(labels.error());
  const auto dossier = find(args, *store);
  if (!dossier) {
    if (dossier.error().code != Code::kNotFound) return fail(dossier.error());
    say(to_string(dossier.error()));
    return Exit::kNothing;
  }
  if (!page) return show(flat(*dossier, *labels), args);
  const std::string text = format == "html" ? exporting::dossier_html(*dossier, *labels)
                           : format == "md" ? exporting::dossier_markdown(*dossier, *labels)
                                            : exporting::dossier_text(*dossier, *labels);
  if (args.has("--out")) {
    if (const auto written = write(args.get("--out"), text); !written) return fail(written.error());
  } else {
    print(text);
  }
  return dossier->lines.empty() ? Exit::kNothing : Exit::kDone;
}

}  // namespace letopis::cli
