#include <fstream>
#include <iostream>

#include "cli/commands.h"
#include "cli/session.h"
#include "export/conllu.h"

namespace letopis::cli {
namespace {

// Words and sentences as they were cut elsewhere; an error ends the run, since a tool that reads
// the output counts on every sentence.
Exit parse_conllu(const Args& args) {
  const auto limits = reading(args);
  if (!limits) return fail(limits.error());
  auto opened = engine(args);
  if (!opened) return fail(opened.error());
  extract::Scratch scratch;
  size_t sentences = 0;
  for (const std::string& path : args.positionals) {
    std::ifstream file;
    if (path != "-") {
      file.open(path, std::ios::binary);
      if (!file) return fail({Code::kNotFound, "this file cannot be read", path});
    }
    read::ConlluReader reader(path == "-" ? std::cin : file, path, limits->max_article_bytes);
    for (;;) {
      const auto block = reader.next();
      if (!block) return fail(block.error());
      if (!*block) break;
      Document doc;
      doc.article = &(*block)->article;
      for (const Span span : (*block)->words) doc.tokens.push_back({span, TokenKind::kOther});
      doc.sentences = (*block)->sentences;
      opened->complete({&doc, 1}, scratch);
      std::string out;
      exporting::write_conllu(doc, **block, out);
      print(out);
      sentences += doc.sentences.size();
    }
    if (file.bad() || (path == "-" && std::cin.bad()))
      return fail({Code::kIo, "reading broke off", path});
  }
  if (sentences == 0)
    return fail({Code::kNotFound, "there is no sentence here", args.positionals.front()});
  return Exit::kDone;
}

Exit parse_text(const Args& args) {
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
    if (const auto& foreign = documents.front().foreign; !foreign.empty())
      say(article->path + ": " + std::to_string(foreign.size()) +
          (foreign.size() == 1 ? " paragraph is" : " paragraphs are") +
          " not in Russian and passed over (" + foreign.front().language + ")");
    std::string out;
    exporting::write_conllu(documents.front(), out);
    print(out);
  }
  for (const Problem& problem : reader->report().problems)
    say(problem.place + ": " + problem.message);
  if (reader->report().articles == 0) return no_article(args);
  return problems || !reader->report().problems.empty() ? Exit::kFailed : Exit::kDone;
}

}  // namespace

Exit cmd_parse(const Args& args) {
  const std::string input = args.get("--input", "text");
  if (input == "conllu") return parse_conllu(args);
  if (input == "text") return parse_text(args);
  return fail({Code::kBadInput, "there is no input '" + input + "': text, conllu", "--input"});
}

}  // namespace letopis::cli
