#include "extract/engine.h"

#include "base/hash.h"
#include "morph/lexicon.h"
#include "text/segmenter.h"

namespace letopis::extract {
namespace {

constexpr std::string_view kProgramVersion = "0.1.0";

// Adds the time until it is destroyed to a stage.
class Clock {
 public:
  Clock(Scratch& scratch, Stage stage) : spent_(scratch.spent[static_cast<size_t>(stage)]) {}
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  ~Clock() { spent_ += std::chrono::steady_clock::now() - start_; }

 private:
  std::chrono::steady_clock::duration& spent_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

std::string_view stage_name(Stage stage) {
  constexpr std::string_view kNames[] = {"text", "models", "lemmas", "entities", "values", "speech", "frames"};
  return kNames[static_cast<size_t>(stage)];
}

struct Engine::Organs {
  text::Segmenter segmenter;
  nn::Models models;
  morph::Lexicon lexicon;
  std::string version;
};

Engine::Engine(std::unique_ptr<Organs> organs) : organs_(std::move(organs)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::open(const EngineOptions& options) {
  LT_ASSIGN(const DataFiles files, DataFiles::from_pack(options.data + "/letopis.pack"));
  std::vector<DataFiles> worlds;
  for (const std::string& folder : options.worlds) {
    LT_ASSIGN(DataFiles world, DataFiles::from_folder(folder));
    worlds.push_back(std::move(world));
  }
  LT_ASSIGN(text::Segmenter segmenter, text::Segmenter::load(files));
  LT_ASSIGN(nn::Models models, nn::Models::open(options.data + "/natasha.pack", {.kernels = options.kernels}));
  LT_ASSIGN(morph::Lexicon lexicon, morph::Lexicon::open(options.data + "/opencorpora.pack", files));
  std::string version = std::string(kProgramVersion) + "\n" + models.version() + "\n" + lexicon.version() + "\n" + files.checksum();
  for (const DataFiles& world : worlds) version += "\n" + world.checksum();
  version = std::string(kProgramVersion) + "-" + sha256_hex(version).substr(0, 12);
  return Engine(std::unique_ptr<Organs>(
      new Organs{std::move(segmenter), std::move(models), std::move(lexicon), std::move(version)}));
}

std::vector<Document> Engine::read(std::span<const Article> slab, Scratch& scratch) const {
  std::vector<Document> documents(slab.size());
  {
    const Clock clock(scratch, Stage::kText);
    for (size_t i = 0; i < slab.size(); ++i) {
      documents[i].article = &slab[i];
      organs_->segmenter.split(documents[i]);
    }
  }
  complete(documents, scratch);
  return documents;
}

void Engine::complete(std::span<Document> documents, Scratch& scratch) const {
  {
    const Clock clock(scratch, Stage::kModels);
    organs_->models.tag(documents, scratch.nn);
  }
  const Clock clock(scratch, Stage::kLemmas);
  for (Document& doc : documents) organs_->lexicon.lemmatize(doc);
}

const std::string& Engine::version() const { return organs_->version; }
const char* Engine::kernel_name() const { return organs_->models.kernel_name(); }

}  // namespace letopis::extract
