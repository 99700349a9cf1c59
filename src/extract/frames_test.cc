#include "extract/frames.h"

#include <gtest/gtest.h>

#include "base/test_packs.h"
#include "extract/entities.h"
#include "extract/frame_examples.h"
#include "extract/speech.h"
#include "extract/test_documents.h"
#include "morph/lexicon.h"
#include "nn/models.h"
#include "text/segmenter.h"
#include "world/catalogue.h"

namespace letopis::extract {
namespace {

const FrameFinder& finder() {
  static const FrameFinder loaded = [] {
    auto files = DataFiles::from_folder("data");
    auto made = FrameFinder::load(files.value());
    if (!made) ADD_FAILURE() << to_string(made.error());
    return std::move(made).value();
  }();
  return loaded;
}

// Names tokens of a hand-made document as entities.
struct Scene {
  TestDocument made;
  Analysis analysis;

  explicit Scene(const std::string& table) : made(document_of(table)) {
    analysis.published = {"2020-05-05", *edtf_interval("2020-05-05"), DateSource::kGiven};
  }
  Scene& name(std::string_view form, EntityKind kind, EntityType type) {
    const auto entity = static_cast<uint32_t>(analysis.entities.size());
    Entity added;
    added.id = form;
    added.kind = kind;
    added.type = type;
    analysis.entities.push_back(added);
    Mention mention;
    mention.span = made.doc.tokens[made.find(form)].span;
    mention.type = type;
    mention.entities = {entity};
    analysis.mentions.push_back(mention);
    return *this;
  }
  Scene& person(std::string_view form) {
    return name(form, EntityKind::kPerson, EntityType::kPerson);
  }
  Scene& state(std::string_view form) {
    return name(form, EntityKind::kState, EntityType::kCountry);
  }

  // "visit occurred visitor=X host=Y | text of evidence", one per claim.
  std::vector<std::string> claims() {
    const MentionIndex index(made.doc, analysis);
    finder().find(made.doc, index, analysis);
    std::vector<std::string> out;
    for (const Claim& claim : analysis.claims) {
      std::string line = claim.frame + " " + std::string(modality_name(claim.modality));
      for (const Argument& a : claim.arguments)
        line += " " + a.role + "=" +
                (a.entity == kNoEntity ? a.literal : analysis.entities[a.entity].id);
      for (const Span span : claim.evidence) line += " | " + std::string(span.of(made.doc.text()));
      out.push_back(line);
    }
    return out;
  }
};
using Lines = std::vector<std::string>;

constexpr const char* kVisit =
    "Кан кан PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
    "посетил посетить VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
    "Ливонию ливония PROPN|Case=Acc 2 obj\n";

TEST(Frames, ActiveVerbGivesBothSidesAndItsClauseAsEvidence) {
  Scene scene(kVisit);
  EXPECT_EQ(scene.person("Кан").state("Ливонию").claims(),
            Lines{"visit occurred visitor=Кан host=Ливонию | Кан посетил Ливонию"});
  EXPECT_EQ(scene.analysis.claims[0].when.edtf, "2020-05-05~");
  EXPECT_EQ(scene.analysis.claims[0].plover, "CONSULT");
}

TEST(Frames, WithoutAParticipantThereIsNoClaim) {
  EXPECT_EQ(Scene(kVisit).claims(), Lines{});
  EXPECT_EQ(Scene(kVisit).state("Ливонию").claims(), Lines{});
}

TEST(Frames, PassiveAndCoordinatedAgentsSignTogether) {
  Scene scene(
      "Договор договор NOUN|Case=Nom 2 nsubj:pass\n"
      "подписан подписать VERB|Tense=Past|Variant=Short|VerbForm=Part|Voice=Pass 0 root\n"
      "Ливонией ливония PROPN|Case=Ins 2 obl\n"
      "и и CCONJ 5 cc\n"
      "Поморией помория PROPN|Case=Ins 3 conj\n");
  EXPECT_EQ(scene.state("Ливонией").state("Поморией").claims(),
            Lines{"sign occurred agent=Ливонией agent=Поморией instrument=Договор | Договор "
                  "подписан Ливонией и Поморией"});
}

TEST(Frames, LightVerbLendsItsPlacesToTheNoun) {
  Scene scene(
      "Кан кан PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "проведет провести VERB|Tense=Fut|VerbForm=Fin|Voice=Act 0 root\n"
      "переговоры переговоры NOUN|Case=Acc 2 obj\n"
      "с с ADP 5 case\n"
      "Ором ор PROPN|Animacy=Anim|Case=Ins 2 obl\n");
  EXPECT_EQ(scene.person("Кан").person("Ором").claims(),
            Lines{"negotiate planned agent=Кан co_agent=Ором | Кан проведет переговоры с Ором"});
  EXPECT_EQ(scene.analysis.claims[0].plover, "AGREE");  // what is to come is a promise
}

constexpr const char* kProtesters =
    "Протестующие протестующий NOUN|Animacy=Anim|Case=Nom|Number=Plur 2 nsubj\n"
    "обвинили обвинить VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
    "Ливонию ливония PROPN|Case=Acc 2 obj\n";

constexpr const char* kNeighbours =
    "Соседи сосед NOUN|Animacy=Anim|Case=Nom|Number=Plur 2 nsubj\n"
    "обвинили обвинить VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
    "прохожих прохожий NOUN|Animacy=Anim|Case=Acc 2 obj\n";

TEST(Frames, WhoHasNoNameTakesPartBesideOneWhoHas) {
  Scene scene(kProtesters);
  EXPECT_EQ(scene.state("Ливонию").claims(),
            Lines{"accuse occurred agent=Протестующие recipient=Ливонию | Протестующие обвинили "
                  "Ливонию"});
  EXPECT_TRUE(scene.analysis.claims[0].arguments[0].described);
  EXPECT_EQ(Scene(kNeighbours).claims(), Lines{});  // somebody blamed somebody
}

TEST(Frames, WhatIsAskedForIsNoActBesideTheAsking) {
  Scene scene(
      "Кан кан PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "призвал призвать VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      "Ливонию ливония PROPN|Case=Acc 2 obj\n"
      "осудить осудить VERB|VerbForm=Inf|Voice=Act 2 xcomp\n"
      "Поморию помория PROPN|Case=Acc 4 obj\n");
  const Lines told = scene.person("Кан").state("Ливонию").state("Поморию").claims();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told[0].starts_with("request occurred agent=Кан recipient=Ливонию")) << told[0];
}

TEST(Frames, WhoIsCongratulatedOnAnElectionWasElected) {
  Scene scene(
      "Кан кан PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "поздравил поздравить VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      "Ора ор PROPN|Animacy=Anim|Case=Acc 2 obj\n"
      "с с ADP 5 case\n"
      "избранием избрание NOUN|Case=Ins 2 obl\n");
  const Lines told = scene.person("Кан").person("Ора").claims();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_TRUE(told[1].starts_with("elect occurred recipient=Ора")) << told[1];
}

TEST(Frames, IInSomebodysWordsIsThatOne) {
  Scene scene(
      "Я я PRON|Case=Nom|Number=Sing|Person=1 2 nsubj\n"
      "призываю призвать VERB|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin|Voice=Act 0 root\n"
      "Ливонию ливония PROPN|Case=Acc 2 obj\n"
      "помочь помочь VERB|VerbForm=Inf|Voice=Act 2 xcomp\n"
      "\n"
      "Кан кан PROPN|Animacy=Anim|Case=Nom 0 root\n");
  scene.person("Кан").state("Ливонию");
  EXPECT_EQ(scene.claims(), Lines{});  // nobody says it
  Scene said(
      "Я я PRON|Case=Nom|Number=Sing|Person=1 2 nsubj\n"
      "призываю призвать VERB|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin|Voice=Act 0 root\n"
      "Ливонию ливония PROPN|Case=Acc 2 obj\n"
      "помочь помочь VERB|VerbForm=Inf|Voice=Act 2 xcomp\n"
      "\n"
      "Кан кан PROPN|Animacy=Anim|Case=Nom 0 root\n");
  said.person("Кан").state("Ливонию");
  Quote quote;
  quote.span = said.made.doc.span_of(0, 4);
  quote.speaker = 0;
  said.analysis.quotes.push_back(quote);
  const Lines told = said.claims();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told[0].starts_with("request occurred agent=Кан recipient=Ливонию")) << told[0];
  EXPECT_TRUE(said.analysis.claims[0].said_by.empty());
}

TEST(Frames, AnAuxiliaryOfTheFutureMakesAPlan) {
  Scene scene(
      "Кан кан PROPN|Animacy=Anim|Case=Nom 3 nsubj\n"
      "будет быть AUX|Tense=Pres|VerbForm=Fin 3 aux\n"
      "посещать посещать VERB|VerbForm=Inf|Voice=Act 0 root\n"
      "Ливонию ливония PROPN|Case=Acc 3 obj\n");
  const Lines told = scene.person("Кан").state("Ливонию").claims();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told[0].starts_with("visit planned visitor=Кан host=Ливонию")) << told[0];
}

// "Kan spoke. In March (he was) elected president."
std::string elected(const char* gender) {
  return std::string(
             "Кан кан PROPN|Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing 2 nsubj\n"
             "выступил выступить VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
             "\n"
             "Избран избрать VERB|Gender=") +
         gender +
         "|Number=Sing|Tense=Past|Variant=Short|VerbForm=Part|Voice=Pass 0 root\n"
         "президентом президент NOUN|Animacy=Anim|Case=Ins 1 obl\n";
}

TEST(Frames, ASentenceWithoutASubjectGoesOnWithTheOneBefore) {
  const Lines told = Scene(elected("Masc")).person("Кан").claims();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told[0].starts_with("elect occurred recipient=Кан")) << told[0];
  EXPECT_EQ(Scene(elected("Fem")).person("Кан").claims(), Lines{});
}

TEST(Frames, ProtestersNeedNoNameBesideThem) {
  const auto told = [](const char* who) {
    return Scene(std::string(who) +
                 " NOUN|Animacy=Anim|Case=Nom|Number=Plur 2 nsubj\n"
                 "обвинили обвинить VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
                 "полицейских полицейский NOUN|Animacy=Anim|Case=Acc|Number=Plur 2 obj\n")
        .claims();
  };
  const Lines both = told("Демонстранты демонстрант");
  ASSERT_EQ(both.size(), 1U);
  EXPECT_TRUE(both[0].starts_with("accuse occurred agent=Демонстранты")) << both[0];
}

// "Kan is ready to …", the short adjective as the predicate.
std::string intends(const char* what) {
  return std::string(
             "Кан кан PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
             "намерен намерен ADJ|Degree=Pos|Gender=Masc|Number=Sing|Variant=Short 0 root\n") +
         what + " VERB|VerbForm=Inf|Voice=Act 2 xcomp\n";
}

TEST(Frames, APlanIsToldOnlyOfWhatIsNoActOfItsOwn) {
  Scene alone(intends("отдохнуть отдохнуть"));
  alone.person("Кан").analysis.entities[0].catalogued = true;  // an official
  EXPECT_EQ(alone.claims(),
            Lines{"plan planned agent=Кан object=отдохнуть | Кан намерен отдохнуть"});
  Scene visit(intends("посетить посетить") + "Ливонию ливония PROPN|Case=Acc 3 obj\n");
  visit.person("Кан").state("Ливонию").analysis.entities[0].catalogued = true;
  const Lines told = visit.claims();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told[0].starts_with("visit planned visitor=Кан")) << told[0];
}

TEST(Frames, ATimeInsideAnAttributeIsNotTheActs) {
  Scene scene(
      "Назначенный назначить VERB|Tense=Past|VerbForm=Part|Voice=Pass 3 amod\n"
      "вчера вчера ADV 1 advmod\n"
      "Кан кан PROPN|Animacy=Anim|Case=Nom 4 nsubj\n"
      "посетил посетить VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      "Ливонию ливония PROPN|Case=Acc 4 obj\n");
  TimeExpression time;
  time.span = scene.made.doc.tokens[scene.made.find("вчера")].span;
  time.value = {"2020-05-04", *edtf_interval("2020-05-04"), AnchorKind::kPublication};
  scene.analysis.times.push_back(time);
  const Lines told = scene.person("Кан").state("Ливонию").claims();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(scene.analysis.claims[0].when.edtf, "2020-05-05~");
}

TEST(Frames, WhoseClauseIsDemandedIsAsked) {
  Scene scene(
      "Кан кан PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "потребовал потребовать VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      ", , PUNCT 6 punct\n"
      "чтобы чтобы SCONJ 6 mark\n"
      "Ливония ливония PROPN|Case=Nom 6 nsubj\n"
      "извинилась извиниться VERB|Tense=Past|VerbForm=Fin|Voice=Mid 2 ccomp\n");
  EXPECT_EQ(scene.person("Кан").state("Ливония").claims(),
            Lines{"demand occurred agent=Кан recipient=Ливония | Кан потребовал , чтобы Ливония"});
}

TEST(Frames, PlansRefusalsAndPossibilitiesAreNoFacts) {
  const auto told = [](const char* governor) {
    Scene scene(std::string("Кан кан PROPN|Animacy=Anim|Case=Nom 2 nsubj\n") + governor +
                "посетить посетить VERB|VerbForm=Inf|Voice=Act 2 xcomp\n"
                "Ливонию ливония PROPN|Case=Acc 3 obj\n");
    scene.person("Кан").state("Ливонию").claims();
    for (const Claim& claim : scene.analysis.claims)
      if (claim.frame == "visit") return claim.modality;
    return Modality::kDenied;  // nothing
  };
  EXPECT_EQ(told("планирует планировать VERB|Tense=Pres|VerbForm=Fin|Voice=Act 0 root\n"),
            Modality::kPlanned);
  EXPECT_EQ(told("отказался отказаться VERB|Tense=Past|VerbForm=Fin|Voice=Mid 0 root\n"),
            Modality::kDenied);  // the refusal is the act
  EXPECT_EQ(told("может мочь VERB|Tense=Pres|VerbForm=Fin|Voice=Act 0 root\n"),
            Modality::kHypothetical);
  EXPECT_EQ(told("готов готов VERB|Tense=Pres|VerbForm=Fin|Voice=Act 0 root\n"),
            Modality::kOffered);
}

TEST(Frames, OneHappeningToldTwiceIsOneClaimWithTwoSpansOfEvidence) {
  Scene scene(std::string(kVisit) + "\n" +
              "Визит визит NOUN|Case=Nom 0 root\n"
              "Кана кан PROPN|Animacy=Anim|Case=Gen 1 nmod\n"
              "в в ADP 4 case\n"
              "Поливонию ливония PROPN|Case=Acc 1 nmod\n");
  scene.person("Кан").state("Ливонию");
  for (const char* again : {"Кана", "Поливонию"}) {
    Mention mention = scene.analysis.mentions[again[1] == '\x9A' ? 0 : 1];
    mention.span = scene.made.doc.tokens[scene.made.find(again)].span;
    scene.analysis.mentions.push_back(mention);
  }
  EXPECT_EQ(scene.claims(), Lines{"visit occurred visitor=Кан host=Ливонию | Кан посетил Ливонию | "
                                  "Визит Кана в Поливонию"});
}

TEST(Frames, WhoSignedIsTakenFromTheVisitToldBefore) {
  Scene scene(std::string(kVisit) + "\n" +
              "Тогда тогда ADV 3 advmod\n"
              "был быть AUX|Tense=Past|VerbForm=Fin 3 aux:pass\n"
              "подписан подписать VERB|Tense=Past|Variant=Short|VerbForm=Part|Voice=Pass 0 root\n"
              "договор договор NOUN|Case=Nom 3 nsubj:pass\n");
  const Lines claims = scene.person("Кан").state("Ливонию").claims();
  ASSERT_EQ(claims.size(), 2U);
  EXPECT_EQ(claims[1],
            "sign occurred instrument=договор agent=Кан agent=Ливонию | был подписан договор");
  EXPECT_LT(scene.analysis.claims[1].origin.confidence, 0.5F);
  for (const Argument& argument : scene.analysis.claims[1].arguments)
    EXPECT_EQ(argument.span.empty(), argument.role == "agent");  // inferred, so nowhere in the text
}

TEST(Frames, WordsInsideAQuoteBelongToItsSpeaker) {
  Scene scene(kVisit);
  scene.person("Кан").state("Ливонию");
  Quote quote;
  quote.span = scene.made.doc.span_of(0, 3);
  quote.speaker = 1;
  quote.via = {0};
  scene.analysis.quotes = {quote};
  scene.claims();
  EXPECT_EQ(scene.analysis.claims[0].said_by, (std::vector<uint32_t>{1, 0}));
}

TEST(Frames, ADateOfTheTextDatesTheActAndMakesAPresentAPlan) {
  Scene scene(
      "Завтра завтра ADV 3 advmod\n"
      "Кан кан PROPN|Animacy=Anim|Case=Nom 3 nsubj\n"
      "посещает посещать VERB|Tense=Pres|VerbForm=Fin|Voice=Act 0 root\n"
      "Ливонию ливония PROPN|Case=Acc 3 obj\n");
  scene.person("Кан").state("Ливонию");
  TimeExpression time;
  time.span = scene.made.doc.tokens[0].span;
  time.value = {"2020-05-06", *edtf_interval("2020-05-06"), AnchorKind::kPublication};
  scene.analysis.times = {time};
  scene.claims();
  EXPECT_EQ(scene.analysis.claims[0].modality, Modality::kPlanned);
  EXPECT_EQ(scene.analysis.claims[0].when.edtf, "2020-05-06");
}

// Every ok: and no: line of every frame file, through the whole language organ.
TEST(Frames, ExamplesOfTheFrameFilesHold) {
  LT_NEED_PACK(natasha, "natasha.pack");
  LT_NEED_PACK(opencorpora, "opencorpora.pack");
  const auto files = DataFiles::from_folder("data").value();
  const auto segmenter = text::Segmenter::load(files).value();
  const auto models = nn::Models::open(natasha, {}).value();
  const auto lexicon = morph::Lexicon::open(opencorpora, files).value();
  const auto catalogue = world::Catalogue::load(files, {}).value();
  const auto entities = EntityFinder::load(files, catalogue, lexicon).value();
  std::vector<std::pair<const rules::Frame*, const rules::FrameExample*>> examples;
  for (const rules::Frame& frame : finder().frames())
    for (const rules::FrameExample& example : frame.examples)
      examples.emplace_back(&frame, &example);
  std::vector<Article> articles(examples.size());
  std::vector<Document> documents(examples.size());
  for (size_t i = 0; i < examples.size(); ++i) {
    articles[i].text = examples[i].second->text;
    documents[i].article = &articles[i];
    segmenter.split(documents[i]);
  }
  nn::Scratch scratch;
  models.tag(documents, scratch);
  for (size_t i = 0; i < examples.size(); ++i) {
    lexicon.lemmatize(documents[i]);
    Analysis analysis;
    entities.find(documents[i], analysis);
    const MentionIndex index(documents[i], analysis);
    finder().find(documents[i], index, analysis);
    const auto& [frame, example] = examples[i];
    const std::string wrong = check_example(*frame, *example, analysis);
    EXPECT_TRUE(wrong.empty()) << "data/" << frame->path << ":" << example->line << ": " << wrong
                               << "  " << example->text;
  }
}

}  // namespace
}  // namespace letopis::extract
