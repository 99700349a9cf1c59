// batches DATA SEED COUNT PATH ...
// Whether anything that is found in an article depends on the articles beside it. Takes COUNT of
// the articles below the paths (0: all) in an order that SEED fixes, and reads them alone, in slabs
// of 32, and in slabs of random sizes in other orders, with one worker and with two. CoNLL-U and
// JSON of each article must be the same bytes every time, and so must `export csv` of a chronicle
// of them all. DATA holds the packs. Prints a line per composition. Exit 0; 1 where something
// differs; 2 where it cannot run; 77 where the models are not there.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <numeric>
#include <random>

#include "base/files.h"
#include "base/hash.h"
#include "base/test_packs.h"
#include "export/analysis_json.h"
#include "export/exporter.h"
#include "read/reader.h"
#include "run/analyze.h"
#include "run/ingest.h"
#include "run/parse.h"
#include "run/slabs.h"

namespace letopis {
namespace {

namespace fs = std::filesystem;

struct Composition {
  const char* name;
  unsigned threads;
  size_t least, most;  // articles per slab
  bool shuffled;
};
constexpr Composition kCompositions[] = {{"alone", 1, 1, 1, false},
                                         {"slabs of 32", 1, 32, 32, false},
                                         {"random slabs in another order", 1, 1, 100, true},
                                         {"random slabs in another order", 2, 1, 100, true}};

struct Organs {
  extract::Language language;
  extract::Engine engine;
  std::vector<Article> articles;
};
// What came out of a composition: by article, and of all.
struct Outcome {
  std::vector<std::string> conllu, json;     // hashes
  std::map<std::string, std::string> files;  // of the export: hashes by name
};

std::vector<size_t> order_of(size_t count, bool shuffled, std::mt19937& random) {
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), size_t{0});
  if (shuffled)
    for (size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random() % i]);
  return order;
}

// Every article through the language organ and the whole pass, in random slabs of the order.
Result<void> read_all(const Organs& organs, const std::vector<size_t>& order,
                      const Composition& composition, std::mt19937& random, Outcome& outcome) {
  struct Slab {
    std::vector<size_t> numbers;
    std::vector<Article> articles;
    std::vector<run::Parsed> parsed;
    std::vector<Result<Analysis>> analyses;
  };
  std::vector<extract::Scratch> scratch(composition.threads);
  size_t next = 0;
  const auto cut = [&]() -> std::optional<Slab> {
    if (next == order.size()) return std::nullopt;
    Slab slab;
    const size_t size = composition.least + random() % (composition.most - composition.least + 1);
    for (; slab.numbers.size() < size && next < order.size(); ++next) {
      slab.numbers.push_back(order[next]);
      slab.articles.push_back(organs.articles[order[next]]);
    }
    return slab;
  };
  const auto work = [&](Slab& slab, unsigned worker) {
    slab.parsed = run::parse(organs.language, slab.articles, scratch[worker]);
    slab.analyses = run::analyze(organs.engine, slab.articles, scratch[worker]);
  };
  const auto take = [&](Slab&& slab) -> Result<void> {
    for (size_t i = 0; i < slab.numbers.size(); ++i) {
      if (!slab.analyses[i]) return slab.analyses[i].error();
      outcome.conllu[slab.numbers[i]] = sha256_hex(slab.parsed[i].conllu);
      outcome.json[slab.numbers[i]] =
          sha256_hex(exporting::analysis_json(slab.articles[i], *slab.analyses[i]));
    }
    return {};
  };
  return run::run_slabs<Slab>({cut, work, take}, composition.threads);
}

// A chronicle of all, as `add` makes it, and its export. Slabs are cut by bytes here, so that their
// sizes vary as the articles do.
Result<void> store_all(const Organs& organs, const std::vector<size_t>& order,
                       const Composition& composition, const fs::path& folder, Outcome& outcome) {
  std::vector<Article> articles;
  for (const size_t number : order) articles.push_back(organs.articles[number]);
  const bool random = composition.shuffled;
  LT_ASSIGN(store::Store store,
            store::Store::open((folder / "chronicle.db").string(), store::Mode::kWrite,
                               {.now = {}, .state_of = [&organs](const Entity& entity) {
                                  return std::string(organs.engine.state_of(entity.id));
                                }}));
  LT_TRY(run::ingest_articles(std::move(articles), organs.engine, store,
                              {.threads = composition.threads,
                               .slab_articles = composition.most,
                               .slab_bytes = random ? size_t{20'000} : size_t{1} << 30}));
  LT_ASSIGN(const auto report,
            exporting::export_chronicle(store, "csv", (folder / "csv").string()));
  for (const std::string& name : report.files) {
    LT_ASSIGN(const std::string bytes, read_file((folder / "csv" / name).string()));
    outcome.files[name] = sha256_hex(bytes);
  }
  return {};
}

size_t differences(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  size_t count = 0;
  for (size_t i = 0; i < a.size(); ++i) count += a[i] != b[i];
  return count;
}

Result<bool> compare(const Organs& organs, unsigned seed, const fs::path& folder) {
  std::mt19937 random(seed);
  std::optional<Outcome> first;
  bool same = true;
  for (const Composition& composition : kCompositions) {
    const std::vector<size_t> order =
        order_of(organs.articles.size(), composition.shuffled, random);
    Outcome outcome;
    outcome.conllu.resize(order.size());
    outcome.json.resize(order.size());
    LT_TRY(read_all(organs, order, composition, random, outcome));
    fs::remove_all(folder);
    fs::create_directories(folder);
    LT_TRY(store_all(organs, order, composition, folder, outcome));
    if (!first) first = outcome;
    const size_t conllu = differences(first->conllu, outcome.conllu);
    const size_t json = differences(first->json, outcome.json);
    const bool files = first->files == outcome.files;
    same = same && conllu == 0 && json == 0 && files;
    std::printf(
        "%s, %u thread%s: %zu articles, %zu differ in CoNLL-U, %zu in JSON; the export of %zu "
        "files %s\n",
        composition.name, composition.threads, composition.threads == 1 ? "" : "s", order.size(),
        conllu, json, outcome.files.size(), files ? "is the same" : "DIFFERS");
    std::fflush(stdout);
  }
  return same;
}

extract::EngineOptions with_packs(const std::string& data) {
  extract::EngineOptions options;
  options.data = data;
  return options;
}

Result<Organs> open(const std::string& data, unsigned seed, size_t count,
                    std::vector<std::string> paths) {
  LT_ASSIGN(const DataFiles files, DataFiles::from_pack(data + "/letopis.pack"));
  LT_ASSIGN(extract::Language language, extract::Language::open(files, data, {}));
  LT_ASSIGN(extract::Engine engine, extract::Engine::open(with_packs(data)));
  LT_ASSIGN(read::Reader reader, read::Reader::open(std::move(paths), {}));
  Organs organs{std::move(language), std::move(engine), {}};
  std::vector<Article> all;
  while (auto article = reader.next()) all.push_back(std::move(*article));
  std::mt19937 random(seed);
  for (const size_t number : order_of(all.size(), true, random)) {
    if (count > 0 && organs.articles.size() == count) break;
    organs.articles.push_back(std::move(all[number]));
  }
  return organs;
}

int main_of(int argc, char** argv) {
  if (argc < 5) {
    std::fprintf(stderr, "usage: batches DATA SEED COUNT PATH ...\n");
    return 2;
  }
  if (test_pack("natasha.pack").empty()) return 77;
  const auto seed = static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10));
  const size_t count = std::strtoul(argv[3], nullptr, 10);
  const auto organs = open(argv[1], seed, count, {argv + 4, argv + argc});
  const fs::path folder =
      fs::temp_directory_path() / ("letopis_batches_" + std::to_string(getpid()));
  const Result<bool> same = organs ? compare(*organs, seed, folder) : Result<bool>(organs.error());
  fs::remove_all(folder);
  if (!same) {
    std::fprintf(stderr, "batches: %s\n", to_string(same.error()).c_str());
    return 2;
  }
  return *same ? 0 : 1;
}

}  // namespace
}  // namespace letopis

int main(int argc, char** argv) { return letopis::main_of(argc, argv); }
