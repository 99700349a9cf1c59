#include <chrono>
#include <filesystem>

#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "run/ingest.h"

namespace letopis::cli {

// Reads first, so that the disk is not measured; then analyses and stores into a chronicle of its
// own that is thrown away.
Exit cmd_bench(const Args& args) {
  const auto options = reading(args);
  if (!options) return fail(options.error());
  const auto workers = threads(args);
  if (!workers) return fail(workers.error());
  const auto first = number(args, "--first", 0);
  if (!first) return fail(first.error());
  auto reader = read::Reader::open(args.positionals, *options);
  if (!reader) return fail(reader.error());
  auto opened = engine(args);
  if (!opened) return fail(opened.error());

  std::vector<Article> articles;
  uint64_t bytes = 0;
  while (auto article = reader->next()) {
    if (*first > 0) {
      const utf8::CodePoints points(article->text);
      if (points.size() < *first) continue;
      article->text.resize(points.to_byte(article->text, static_cast<uint32_t>(*first)));
      article->text_sha256 = sha256_hex(article->text);
    }
    bytes += article->text.size();
    articles.push_back(std::move(*article));
  }
  if (articles.empty()) {
    say("No article is long enough.");
    return Exit::kNothing;
  }

  const std::string file =
      (std::filesystem::temp_directory_path() /
       ("letopis-bench-" + sha256_hex(now() + std::to_string(bytes)).substr(0, 12) + ".db"))
          .string();
  const auto clean = [&file] {
    for (const char* tail : {"", "-wal", "-shm", "-lock"}) std::filesystem::remove(file + tail);
  };
  run::IngestReport total;
  double seconds = 0;
  {
    Args own = args;
    own.options["--db"] = {file};
    auto store = chronicle(own, store::Mode::kWrite, &*opened);
    if (!store) return fail(store.error());
    const auto start = std::chrono::steady_clock::now();
    const auto report =
        run::ingest_articles(std::move(articles), *opened, *store, {.threads = *workers});
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!report) {
      clean();
      return fail(report.error());
    }
    total = *report;
  }
  clean();

  const double rate = static_cast<double>(total.articles) / seconds;
  if (args.get("--format", "table") == "json") {
    std::string out;
    JsonWriter json(out);
    json.begin_object()
        .member("articles", total.articles)
        .member("seconds", seconds)
        .member("articles_per_s", rate);
    json.member("mb_per_s", static_cast<double>(bytes) / 1e6 / seconds)
        .member("threads", *workers)
        .member("kernel", opened->kernel_name());
    json.key("stages").begin_object();
    for (const auto& [stage, spent] : total.stages)
      json.key(stage)
          .begin_object()
          .member("seconds", spent)
          .member("articles_per_s", static_cast<double>(total.articles) / spent)
          .member("mb_per_s", static_cast<double>(bytes) / 1e6 / spent)
          .end_object();
    json.end_object().end_object();
    print(out + "\n");
    return Exit::kDone;
  }
  const auto rounded = [](double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return std::string(text);
  };
  Table table{{{"stage"}, {"cpu_s", true}, {"articles_per_s", true}, {"mb_per_s", true}}, {}};
  for (const auto& [stage, spent] : total.stages)
    table.rows.push_back({stage, rounded(spent),
                          rounded(static_cast<double>(total.articles) / spent),
                          rounded(static_cast<double>(bytes) / 1e6 / spent)});
  table.rows.push_back({"all, wall clock", rounded(seconds), rounded(rate),
                        rounded(static_cast<double>(bytes) / 1e6 / seconds)});
  say(std::to_string(total.articles) + " articles, " + std::to_string(*workers) + " threads, " +
      opened->kernel_name());
  return show(table, args);
}

}  // namespace letopis::cli
