#include <fstream>
#include <iostream>

#include "cli/commands.h"
#include "cli/session.h"
#include "run/parse.h"
#include "run/pipeline.h"

namespace letopis::cli {
namespace {

// Words and sentences as they were cut elsewhere; an error ends the run, since a tool that reads
// the output counts on every sentence.
Exit parse_conllu(const Args& args) {
  const auto limits = reading(args);
  if (!limits) return fail(limits.error());
  const auto workers = threads(args);
  if (!workers) return fail(workers.error());
  auto opened = language(args);
  if (!opened) return fail(opened.error());
  size_t sentences = 0;
  for (const std::string& path : args.positionals) {
    std::ifstream file;
    if (path != "-") {
      file.open(path, std::ios::binary);
      if (!file) return fail({Code::kNotFound, "this file cannot be read", path});
    }
    read::ConlluReader reader(path == "-" ? std::cin : file, path, limits->max_article_bytes);
    const auto done = run::parse_conllu(*opened, reader, *workers,
                                        [&sentences](const std::string& conllu, size_t count) {
                                          print(conllu);
                                          sentences += count;
                                        });
    if (!done) return fail(done.error());
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
  const auto workers = threads(args);
  if (!workers) return fail(workers.error());
  auto reader = read::Reader::open(args.positionals, *options);
  if (!reader) return fail(reader.error());
  auto opened = language(args);
  if (!opened) return fail(opened.error());
  std::vector<extract::Scratch> scratch(*workers);
  bool problems = false;
  const auto done = run::run_pipeline<run::Parsed>(
      [&reader] { return reader->next(); },
      [&](std::span<const Article> slab, unsigned worker) {
        return run::parse(*opened, slab, scratch[worker]);
      },
      [&problems](Article&& article, run::Parsed&& parsed) -> Result<void> {
        for (const Problem& problem : article.problems) {
          say(problem.place + ": " + problem.message);
          problems = true;
        }
        if (parsed.foreign > 0)
          say(article.path + ": " + std::to_string(parsed.foreign) +
              (parsed.foreign == 1 ? " paragraph is" : " paragraphs are") +
              " not in Russian and passed over (" + parsed.language + ")");
        print(parsed.conllu);
        return {};
      },
      {.threads = *workers});
  if (!done) return fail(done.error());
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
