#include "extract/language.h"

#include <algorithm>

#include "doc/analysis.h"
#include "extract/dictionary_tags.h"
#include "morph/lexicon.h"
#include "text/cleaner.h"
#include "text/languages.h"
#include "text/segmenter.h"

namespace letopis::extract {
namespace {

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

}  // namespace

struct Language::Organs {
  text::Cleaner cleaner;
  text::Languages languages;
  text::Segmenter segmenter;
  nn::Models models;
  morph::Lexicon lexicon;
  DictionaryTags allowed;
  LanguageRules rules;
};

Language::Language(std::unique_ptr<const Organs> organs) : organs_(std::move(organs)) {}
Language::Language(Language&&) noexcept = default;
Language::~Language() = default;

Result<Language> Language::open(const DataFiles& files, const std::string& folder,
                                const nn::ModelOptions& options, const LanguageRules& rules) {
  nn::ModelOptions ruled = options;
  ruled.tree &= rules.tree;
  ruled.fold_yo &= rules.yo;
  LT_ASSIGN(text::Cleaner cleaner, text::Cleaner::load(files));
  LT_ASSIGN(text::Languages languages, text::Languages::load(files));
  LT_ASSIGN(text::Segmenter segmenter,
            text::Segmenter::load(
                files, {.lines = rules.lines, .years = rules.years, .symbols = rules.symbols}));
  LT_ASSIGN(nn::Models models, nn::Models::open(folder + "/natasha.pack", ruled));
  LT_ASSIGN(morph::Lexicon lexicon, morph::Lexicon::open(folder + "/opencorpora.pack", files,
                                                         {.correct_tags = rules.dictionary}));
  LT_ASSIGN(DictionaryTags allowed, DictionaryTags::load(files, models.tags(), lexicon.kinds()));
  return Language(std::unique_ptr<const Organs>(
      new Organs{std::move(cleaner), std::move(languages), std::move(segmenter), std::move(models),
                 std::move(lexicon), std::move(allowed), rules}));
}

std::vector<Document> Language::read(std::span<const Article> slab, Scratch& scratch) const {
  std::vector<Document> documents(slab.size());
  {
    const StageClock clock(scratch, Stage::kText);
    for (size_t i = 0; i < slab.size(); ++i) {
      documents[i].article = &slab[i];
      organs_->cleaner.clean(documents[i]);
      if (!organs_->rules.masks) documents[i].masks.clear();
      organs_->languages.find(documents[i]);
      if (!organs_->rules.foreign) documents[i].foreign.clear();
      organs_->segmenter.split(documents[i]);
    }
  }
  understand(documents, scratch);
  return documents;
}

Document Language::read_prose(const Article& article, Scratch& scratch) const {
  Document doc;
  doc.article = &article;
  organs_->segmenter.split(doc);
  understand({&doc, 1}, scratch);
  return doc;
}

void Language::complete(std::span<Document> documents, Scratch& scratch) const {
  for (Document& doc : documents)
    for (Token& token : doc.tokens) token.kind = text::Segmenter::kind(token.span.of(doc.text()));
  understand(documents, scratch);
}

// Models and dictionary over segmented documents.
void Language::understand(std::span<Document> documents, Scratch& scratch) const {
  std::vector<std::vector<morph::Word*>> words;
  {
    const StageClock clock(scratch, Stage::kLemmas);
    scratch.words.begin();
    for (Document& doc : documents) words.push_back(organs_->lexicon.look_up(doc, scratch.words));
  }
  {
    const StageClock clock(scratch, Stage::kModels);
    const WordGuide guide(organs_->allowed, documents, words);
    organs_->models.tag(documents, scratch.nn, organs_->rules.dictionary ? &guide : nullptr);
  }
  const StageClock clock(scratch, Stage::kLemmas);
  for (size_t i = 0; i < documents.size(); ++i) {
    if (organs_->rules.names) cut_names(documents[i]);
    organs_->lexicon.lemmatize(documents[i], words[i]);
  }
}

void Language::normalize(const Article& article, std::span<GivenMention> mentions,
                         Scratch& scratch) const {
  const Document doc = read_prose(article, scratch);
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
    mention.normal = organs_->lexicon.nominative(doc, begin, end, kind);
  }
}

std::string Language::nominative(const std::string& name) const {
  Article article;
  article.text = name;
  Scratch scratch;
  const Document doc = read_prose(article, scratch);
  return doc.size() == 0
             ? name
             : organs_->lexicon.nominative(doc, 0, doc.size(), morph::PhraseKind::kPerson);
}

const morph::Lexicon& Language::lexicon() const { return organs_->lexicon; }
std::string_view Language::language_name(std::string_view code) const {
  return organs_->languages.name(code);
}
std::vector<std::string> Language::check_boilerplate() const {
  return organs_->cleaner.check_examples();
}
std::string Language::version() const {
  return organs_->models.version() + "\n" + organs_->lexicon.version();
}
const char* Language::kernel_name() const { return organs_->models.kernel_name(); }

}  // namespace letopis::extract
