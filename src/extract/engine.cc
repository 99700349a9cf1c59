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
#include "text/cleaner.h"
#include "text/languages.h"
#include "text/segmenter.h"
#include "world/catalogue.h"

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

// The tagger sees an article as one sequence and may run a name over the end of a sentence: it ends
// there.
void cut_names(Document& doc) {
  std::vector<Name> whole;
  for (const Name& name : doc.names) {
    const Sentence s = doc.sentences[sentence_of(doc, name.begin)];
    whole.push_back({name.begin, std::min(name.end, s.end), name.type});
    if (name.end > s.end) whole.push_back({s.end, name.end, name.type});
  }
  doc.names = std::move(whole);
}

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

std::string_view stage_name(Stage stage) {
  constexpr std::string_view kNames[] = {"text",   "models", "lemmas", "entities",
                                         "values", "speech", "frames"};
  return kNames[static_cast<size_t>(stage)];
}

struct Engine::Organs {
  text::Cleaner cleaner;
  text::Languages languages;
  text::Segmenter segmenter;
  nn::Models models;
  std::unique_ptr<const morph::Lexicon>
      lexicon;  // at a stable address: the entity finder refers to it
  std::unique_ptr<const world::Catalogue> catalogue;  // likewise
  EntityFinder entities;
  TimeFinder times;
  FigureFinder figures;
  SpeechFinder speech;
  UnnamedActors unnamed;
  FrameFinder frames;
  std::string version;
  bool flat_names;
  LanguageRules language;

  Analysis extract(const Document& doc, Scratch& scratch) const;
  void note_languages(const Document& doc, Analysis& a) const;
};

Engine::Engine(std::unique_ptr<Organs> organs) : organs_(std::move(organs)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::open(const EngineOptions& options) {
  const LanguageRules& language = options.language;
  LT_ASSIGN(DataFiles files, DataFiles::from_pack(options.data + "/letopis.pack"));
  for (const auto& [path, text] : options.overrides) files = files.with(path, text);
  std::vector<DataFiles> worlds;
  for (const std::string& folder : options.worlds) {
    LT_ASSIGN(DataFiles world, DataFiles::from_folder(folder));
    worlds.push_back(std::move(world));
  }
  LT_ASSIGN(text::Cleaner cleaner, text::Cleaner::load(files));
  LT_ASSIGN(text::Languages languages, text::Languages::load(files));
  LT_ASSIGN(text::Segmenter segmenter,
            text::Segmenter::load(files, {.lines = language.lines, .symbols = language.symbols}));
  LT_ASSIGN(nn::Models models,
            nn::Models::open(
                options.data + "/natasha.pack",
                {.kernels = options.kernels, .tree = language.tree, .fold_yo = language.yo}));
  LT_ASSIGN(morph::Lexicon opened, morph::Lexicon::open(options.data + "/opencorpora.pack", files,
                                                        {.correct_tags = language.dictionary}));
  auto lexicon = std::make_unique<const morph::Lexicon>(std::move(opened));
  LT_ASSIGN(world::Catalogue loaded, world::Catalogue::load(files, worlds));
  auto catalogue = std::make_unique<const world::Catalogue>(std::move(loaded));
  LT_ASSIGN(EntityFinder entities, EntityFinder::load(files, *catalogue, *lexicon));
  LT_ASSIGN(TimeFinder times, TimeFinder::load(files));
  LT_ASSIGN(FigureFinder figures, FigureFinder::load(files));
  LT_ASSIGN(SpeechFinder speech, SpeechFinder::load(files));
  LT_ASSIGN(UnnamedActors unnamed, UnnamedActors::load(files, *lexicon));
  LT_ASSIGN(FrameFinder frames, FrameFinder::load(files));
  std::string version = std::string(kProgramVersion) + "\n" + models.version() + "\n" +
                        lexicon->version() + "\n" + files.checksum();
  for (const DataFiles& world : worlds) version += "\n" + world.checksum();
  if (const std::string off = rules_off(language); !off.empty()) version += "\n" + off;
  version = std::string(kProgramVersion) + "-" + sha256_hex(version).substr(0, 12);
  return Engine(std::unique_ptr<Organs>(
      new Organs{std::move(cleaner), std::move(languages), std::move(segmenter), std::move(models),
                 std::move(lexicon), std::move(catalogue), std::move(entities), std::move(times),
                 std::move(figures), std::move(speech), std::move(unnamed), std::move(frames),
                 std::move(version), options.flat_names, language}));
}

std::vector<Document> Engine::read(std::span<const Article> slab, Scratch& scratch) const {
  std::vector<Document> documents(slab.size());
  {
    const Clock clock(scratch, Stage::kText);
    for (size_t i = 0; i < slab.size(); ++i) {
      documents[i].article = &slab[i];
      organs_->cleaner.clean(documents[i]);
      if (!organs_->language.masks) documents[i].masks.clear();
      organs_->languages.find(documents[i]);
      if (!organs_->language.foreign) documents[i].foreign.clear();
      organs_->segmenter.split(documents[i]);
    }
  }
  understand(documents, scratch);
  return documents;
}

void Engine::complete(std::span<Document> documents, Scratch& scratch) const {
  for (Document& doc : documents)
    for (Token& token : doc.tokens) token.kind = text::Segmenter::kind(token.span.of(doc.text()));
  understand(documents, scratch);
}

// Models and dictionary over segmented documents.
void Engine::understand(std::span<Document> documents, Scratch& scratch) const {
  {
    const Clock clock(scratch, Stage::kModels);
    organs_->models.tag(documents, scratch.nn);
  }
  const Clock clock(scratch, Stage::kLemmas);
  for (Document& doc : documents) {
    if (organs_->language.names) cut_names(doc);
    organs_->lexicon->lemmatize(doc);
  }
}

std::vector<Result<Analysis>> Engine::analyze(std::span<const Article> slab,
                                              Scratch& scratch) const {
  std::vector<Document> documents = read(slab, scratch);
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
    const Clock clock(scratch, Stage::kLemmas);
    a.sentence_lemmas = sentence_lemmas(doc);
  }
  note_languages(doc, a);
  if (flat_names)
    for (const Name& name : doc.names)
      a.flat_names.push_back(
          {doc.span_of(name.begin, name.end), name.type,
           lexicon->nominative(doc, name.begin, name.end,
                               name.type == NameType::kPer ? morph::PhraseKind::kPerson
                                                           : morph::PhraseKind::kOther)});
  {
    const Clock clock(scratch, Stage::kEntities);
    entities.find(doc, a);
  }
  const MentionIndex index(doc, a);
  {
    const Clock clock(scratch, Stage::kValues);
    times.find(doc, a);
    figures.find(doc, a);
  }
  {
    const Clock clock(scratch, Stage::kSpeech);
    speech.find(doc, index, a);
    unnamed.of_quotes(doc, a);
  }
  {
    const Clock clock(scratch, Stage::kFrames);
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
    const std::string named = std::string(languages.name(code)) + " (" + code + ")";
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
  if (path == "ru/boilerplate.rules") return organs_->cleaner.check_examples();
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
      organs_->segmenter.split(doc);
      complete({&doc, 1}, scratch);
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

void Engine::normalize(const Article& article, std::span<GivenMention> mentions,
                       Scratch& scratch) const {
  Document doc;
  doc.article = &article;
  organs_->segmenter.split(doc);
  complete({&doc, 1}, scratch);
  for (GivenMention& mention : mentions) {
    const uint32_t begin = token_at(doc, mention.span.begin), end = token_at(doc, mention.span.end);
    const bool whole = begin < end && doc.tokens[begin].span.begin == mention.span.begin &&
                       doc.tokens[end - 1].span.end == mention.span.end;
    if (!whole) {
      mention.normal = mention.span.of(article.text);
      continue;
    }
    const auto kind = mention.type == "PER" || mention.type == entity_type_name(EntityType::kPerson)
                          ? morph::PhraseKind::kPerson
                          : morph::PhraseKind::kOther;
    mention.normal = organs_->lexicon->nominative(doc, begin, end, kind);
  }
}

std::string Engine::nominative(const std::string& name) const {
  Article article;
  article.text = name;
  Scratch scratch;
  Document doc;  // a name is too short to tell its language, and nothing of it is page furniture
  doc.article = &article;
  organs_->segmenter.split(doc);
  complete({&doc, 1}, scratch);
  return doc.size() == 0
             ? name
             : organs_->lexicon->nominative(doc, 0, doc.size(), morph::PhraseKind::kPerson);
}

std::string_view Engine::state_of(std::string_view entity_id) const {
  return organs_->catalogue->state_of(entity_id);
}
const std::string& Engine::version() const { return organs_->version; }
const char* Engine::kernel_name() const { return organs_->models.kernel_name(); }

}  // namespace letopis::extract
