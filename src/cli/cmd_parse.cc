#include "cli/commands.h"
#include "cli/session.h"
#include "export/conllu.h"

namespace letopis::cli {

Exit cmd_parse(const Args& args) {
  const auto options = reading(args);
  if (!options) return fail(options.error());
  auto reader = read::Reader::open(args.positionals, *options);
  if (!reader) return fail(reader.error());
  auto opened = engine(args);
  if (!opened) return fail(opened.error());
  extract::Scratch scratch;
  bool problems = false;
  while (auto article = reader->next()) {
    for (const Problem& problem : article->problems) {
      say(problem.place + ": " + problem.message);
      problems = true;
    }
    const std::vector<Document> documents = opened->read({&*article, 1}, scratch);
    std::string out;
    exporting::write_conllu(documents.front(), out);
    print(out);
  }
  for (const Problem& problem : reader->report().problems)
    say(problem.place + ": " + problem.message);
  if (reader->report().articles == 0) return no_article(args);
  return problems || !reader->report().problems.empty() ? Exit::kFailed : Exit::kDone;
}

}  // namespace letopis::cli
