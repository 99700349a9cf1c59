#include "extract/engine.h"

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "extract/entities.h"
#include "extract/figures.h"
#include "extract/frame_examples.h"
#include "extract/frames.h"
#include "extract/mention_index.h"
#include "extract/sentence_lemmas.h"
#include "extract/speech.h"
#include "extract/times.h"
#include "extract/unnamed.h"
#include "morph/lexicon.h"
#include "world/catalogue.h"

namespace letopis::extract {
namespace {

constexpr std::string_view kProgramVersion = "0.1.0";

// Who visits a place visits its state, where the text names no host and the visitor is not at home
// there.
void add_hosts(const world::Catalogue& catalogue, Analysis& a) {
  for (Claim& claim : a.claims) {
    std::string_view host;
    bool visitor = false, hosted = false;
    for (const Argument& argument : claim.arguments) {
      visitor |= argument.role == "visitor";
      hosted |= argument.role == "host";
      if (argument.entity == kNoEntity) continue;
      const Entity& entity = a.entities[argument.entity];
      if (argument.role == "place" && entity.kind == EntityKind::kPlace)
        host = catalogue.state_of(entity.id);
    }
    if (!visitor || hosted || host.empty()) continue;
    for (const Argument& argument : claim.arguments)
      if (argument.role == "visitor" && argument.entity != kNoEntity &&
          catalogue.state_of(a.entities[argument.entity].id) == host)
        hosted = true;
    const auto row = catalogue.find(host);
    if (hosted || !row) continue;
    const auto known = std::find_if(a.entities.begin(), a.entities.end(),
                                    [host](const Entity& e) { return e.id == host; });
    const auto entity = static_cast<uint32_t>(known - a.entities.begin());
    const world::Row& state = catalogue.rows()[*row];
    if (known == a.entities.end())
      a.entities.push_back({state.id, state.kind, state.type, state.name, state.wikidata, true});
    claim.arguments.push_back({"host", entity, "", {}});
  }
}

}  // namespace

struct Engine::Organs {
  Language language;
  std::unique_ptr<const world::Catalogue>
      catalogue;  // at a stable address: the entity finder refers to it
  EntityFinder entities;
  TimeFinder times;
  FigureFinder figures;
  SpeechFinder speech;
  UnnamedActors unnamed;
  FrameFinder frames;
  std::string version;
  bool flat_names;

  Analysis extract(const Document& doc, Scratch& scratch) const;
  void note_languages(const Document& doc, Analysis& a) const;
};

Engine::Engine(std::unique_ptr<Organs> organs) : organs_(std::move(organs)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::open(const EngineOptions& options) {
  LT_ASSIGN(DataFiles files, DataFiles::from_pack(options.data + "/letopis.pack"));
  for (const auto& [path, text] : options.overrides) files = files.with(path, text);
  std::vector<DataFiles> worlds;
  for (const std::string& folder : options.worlds) {
    LT_ASSIGN(DataFiles world, DataFiles::from_folder(folder));
    worlds.push_back(std::move(world));
  }
  LT_ASSIGN(Language language, Language::open(files, options.data, options.models));
  const morph::Lexicon& lexicon = language.lexicon();
  LT_ASSIGN(world::Catalogue loaded, world::Catalogue::load(files, worlds));
  auto catalogue = std::make_unique<const world::Catalogue>(std::move(loaded));
  LT_ASSIGN(EntityFinder entities, EntityFinder::load(files, *catalogue, lexicon));
  LT_ASSIGN(TimeFinder times, TimeFinder::load(files));
  LT_ASSIGN(FigureFinder figures, FigureFinder::load(files));
  LT_ASSIGN(SpeechFinder speech, SpeechFinder::load(files));
  LT_ASSIGN(UnnamedActors unnamed, UnnamedActors::load(files, lexicon));
  LT_ASSIGN(FrameFinder frames, FrameFinder::load(files));
  std::string version =
      std::string(kProgramVersion) + "\n" + language.version() + "\n" + files.checksum();
  for (const DataFiles& world : worlds) version += "\n" + world.checksum();
  version = std::string(kProgramVersion) + "-" + sha256_hex(version).substr(0, 12);
  return Engine(std::unique_ptr<Organs>(
      new Organs{std::move(language), std::move(catalogue), std::move(entities), std::move(times),
                 std::move(figures), std::move(speech), std::move(unnamed), std::move(frames),
                 std::move(version), options.flat_names}));
}

std::vector<Result<Analysis>> Engine::analyze(std::span<const Article> slab,
                                              Scratch& scratch) const {
  std::vector<Document> documents = organs_->language.read(slab, scratch);
  std::vector<Result<Analysis>> analyses;
  analyses.reserve(slab.size());
  for (const Document& doc : documents) analyses.emplace_back(organs_->extract(doc, scratch));
  return analyses;
}

Analysis Engine::Organs::extract(const Document& doc, Scratch& scratch) const {
  const Article& article = *doc.article;
  Analysis a;
  a.text_sha256 = article.text_sha256;
  a.language = doc.language;
  a.foreign = doc.foreign;
  a.masks = doc.masks;
  a.headline = doc.headline;
  a.published = article.published.known() ? article.published : doc.headline.published;
  a.title =
      article.title.empty() ? std::string(doc.headline.title.of(article.text)) : article.title;
  a.outlet =
      article.outlet.empty() ? std::string(doc.headline.outlet.of(article.text)) : article.outlet;
  a.authors = article.authors;
  if (a.authors.empty())
    for (const Span author : doc.headline.authors) a.authors.emplace_back(author.of(article.text));
  a.sentences = doc.sentences;
  for (const Sentence s : doc.sentences) a.sentence_spans.push_back(doc.span_of(s.begin, s.end));
  {
    const StageClock clock(scratch, Stage::kLemmas);
    a.sentence_lemmas = sentence_lemmas(doc);
  }
  note_languages(doc, a);
  if (flat_names)
    for (const Name& name : doc.names)
      a.flat_names.push_back(
          {doc.span_of(name.begin, name.end), name.type,
           language.lexicon().nominative(doc, name.begin, name.end,
                                         name.type == NameType::kPer ? morph::PhraseKind::kPerson
                                                                     : morph::PhraseKind::kOther)});
  {
    const StageClock clock(scratch, Stage::kEntities);
    entities.find(doc, a);
  }
  const MentionIndex index(doc, a);
  {
    const StageClock clock(scratch, Stage::kValues);
    times.find(doc, a);
    figures.find(doc, a);
  }
  {
    const StageClock clock(scratch, Stage::kSpeech);
    speech.find(doc, index, a);
    unnamed.of_quotes(doc, a);
  }
  {
    const StageClock clock(scratch, Stage::kFrames);
    frames.find(doc, MentionIndex(doc, a), a);
    unnamed.of_acts(doc, a);
    add_hosts(*catalogue, a);
  }
  return a;
}

// Tells of each language that was passed over, lest nobody wonder why nothing was found.
void Engine::Organs::note_languages(const Document& doc, Analysis& a) const {
  std::map<std::string, size_t> parts;
  for (const Foreign& part : doc.foreign) ++parts[part.language];
  for (const auto& [code, count] : parts) {
    const std::string named = std::string(language.language_name(code)) + " (" + code + ")";
    a.problems.push_back(
        {"language",
         doc.tokens.empty()
             ? "the text is in " + named + ": it is kept, and nothing is taken from it"
             : std::to_string(count) + (count == 1 ? " paragraph is in " : " paragraphs are in ") +
                   named + ": kept, and nothing is taken from there",
         doc.article->path});
  }
}

Result<std::vector<std::string>> Engine::check_examples(std::string_view path,
                                                        Scratch& scratch) const {
  if (path == "ru/boilerplate.rules") return organs_->language.check_boilerplate();
  for (const rules::Frame& frame : organs_->frames.frames()) {
    if (frame.path != path) continue;
    std::vector<Article> articles(frame.examples.size());
    for (size_t i = 0; i < articles.size(); ++i) {
      articles[i].text = frame.examples[i].text;
      articles[i].published = {"2024-06-15", *edtf_interval("2024-06-15"), DateSource::kGiven};
    }
    const auto analyses = analyze(articles, scratch);
    std::vector<std::string> failures;
    for (size_t i = 0; i < articles.size(); ++i) {
      const std::string wrong = analyses[i] ? check_example(frame, frame.examples[i], *analyses[i])
                                            : analyses[i].error().message;
      if (!wrong.empty())
        failures.push_back(std::string(path) + ":" + std::to_string(frame.examples[i].line) + ": " +
                           wrong + ": " + frame.examples[i].text);
    }
    return failures;
  }
  const bool figures = path.starts_with("ru/figures/") || path.starts_with("ru/numerals/");
  if (figures || path.starts_with("ru/time/")) {
    const auto analyse = [this, &scratch](Document& doc) {
      doc = organs_->language.read_prose(*doc.article, scratch);
    };
    std::vector<std::string> failures;
    for (const rules::ExampleFailure& failure :
         figures ? organs_->figures.check(analyse) : organs_->times.check(analyse))
      if (failure.place.starts_with(path))
        failures.push_back(failure.place + ": " + failure.rule + ": " + failure.why + ": " +
                           failure.sentence);
    return failures;
  }
  return Error{Code::kNotFound, "no rules with examples are loaded from this file",
               std::string(path)};
}

std::string_view Engine::state_of(std::string_view entity_id) const {
  return organs_->catalogue->state_of(entity_id);
}
const std::string& Engine::version() const { return organs_->version; }
const char* Engine::kernel_name() const { return organs_->language.kernel_name(); }
const Language& Engine::language() const { return organs_->language; }

}  // namespace letopis::extract
