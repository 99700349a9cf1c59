#include "extract/speech.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "extract/test_documents.h"
#include "text/segmenter.h"

namespace letopis::extract {
namespace {

using Strings = std::vector<std::string>;

const DataFiles& data() {
  static const DataFiles files = DataFiles::from_folder("data").value();
  return files;
}
const SpeechFinder& finder() {
  static const SpeechFinder loaded = SpeechFinder::load(data()).value();
  return loaded;
}

// A hand-made document in which words are names of somebody.
struct Scene {
  TestDocument made;
  Analysis analysis;

  explicit Scene(const std::string& table) : made(document_of(table)) {}
  Scene& name(std::string_view form, EntityKind kind) {
    const auto entity = static_cast<uint32_t>(analysis.entities.size());
    analysis.entities.push_back(
        {std::string(form), kind, EntityType::kPerson, std::string(form), "", true});
    analysis.mentions.push_back({made.doc.tokens[made.find(form)].span,
                                 EntityType::kPerson,
                                 MentionForm::kName,
                                 std::string(form),
                                 {entity},
                                 {}});
    return *this;
  }
  Scene& person(std::string_view form) { return name(form, EntityKind::kPerson); }
  Scene& medium(std::string_view form) { return name(form, EntityKind::kMedium); }

  // "kind speaker (cue) via: words", one per quote.
  Strings quotes() {
    const MentionIndex index(made.doc, analysis);
    finder().find(made.doc, index, analysis);
    Strings out;
    for (const Quote& quote : analysis.quotes) {
      std::string line(quote_kind_name(quote.kind));
      line += " " + (quote.speaker != kNoEntity ? analysis.entities[quote.speaker].id
                                                : "\"" + quote.speaker_text + "\"");
      if (!quote.cue.empty()) line += " (" + quote.cue + ")";
      for (const uint32_t via : quote.via) line += " via " + analysis.entities[via].id;
      out.push_back(line + ": " + std::string(quote.span.of(made.doc.text())));
      EXPECT_EQ(quote.cue_span.of(made.doc.text()), quote.cue);
    }
    return out;
  }
};

// "We have prepared the treaty", between two marks; the verb is word 3.
std::string treaty(const char* open, const char* close) {
  return std::string(open) + " " + open + " PUNCT 3 punct\n" +
         "Мы мы PRON|Case=Nom|Number=Plur|Person=1 3 nsubj\n"
         "подготовили подготовить VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
         "договор договор NOUN|Case=Acc 3 obj\n" +
         close + " " + close + " PUNCT 3 punct\n";
}
constexpr const char* kSaidTarsov =
    ", , PUNCT 3 punct\n"
    "— — PUNCT 3 punct\n"
    "сказал сказать VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 3 parataxis\n"
    "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 8 nsubj\n"
    ". . PUNCT 3 punct\n";

TEST(Speech, DirectWordsBelongToTheSubjectOfTheTagBehindThem) {
  EXPECT_EQ(Scene(treaty("«", "»") + kSaidTarsov).person("Тарсов").quotes(),
            Strings{"direct Тарсов (сказал): Мы подготовили договор"});
  EXPECT_EQ(Scene(treaty("„", "“") + kSaidTarsov).person("Тарсов").quotes(),
            Strings{"direct Тарсов (сказал): Мы подготовили договор"});
}

TEST(Speech, WordsBehindAColonBelongToTheCueBeforeIt) {
  Scene scene(
      "Зорич зорич PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "ответила ответить VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      ": : PUNCT 2 punct\n"
      "« « PUNCT 6 punct\n"
      "Мы мы PRON|Case=Nom|Number=Plur|Person=1 6 nsubj\n"
      "согласны согласный ADJ|Degree=Pos|Number=Plur|Variant=Short 2 parataxis\n"
      "» » PUNCT 6 punct\n"
      ". . PUNCT 2 punct\n");
  EXPECT_EQ(scene.person("Зорич").quotes(), Strings{"direct Зорич (ответила): Мы согласны"});
}

constexpr const char* kThat =
    "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
    "заявил заявить VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
    ", , PUNCT 6 punct\n"
    "что что SCONJ 6 mark\n"
    "договор договор NOUN|Case=Nom 6 nsubj\n"
    "готов готовый ADJ|Degree=Pos|Variant=Short 2 ccomp\n"
    ". . PUNCT 2 punct\n";

TEST(Speech, AReportedClauseIsIndirect) {
  EXPECT_EQ(Scene(kThat).person("Тарсов").quotes(),
            Strings{"indirect Тарсов (заявил): договор готов"});
}

TEST(Speech, ASourceWithoutANameIsToldAsWritten) {
  EXPECT_EQ(Scene(kThat).quotes(), Strings{"indirect \"Тарсов\" (заявил): договор готов"});
}

TEST(Speech, AFigureInSomebodysWordsIsSaidByThem) {
  Scene scene(kThat);
  scene.person("Тарсов");
  Figure inside, outside;
  inside.span = scene.made.doc.tokens[scene.made.find("договор")].span;
  outside.span = scene.made.doc.tokens[scene.made.find("заявил")].span;
  scene.analysis.figures = {outside, inside};
  scene.quotes();
  EXPECT_TRUE(scene.analysis.figures[0].said_by.empty());
  EXPECT_EQ(scene.analysis.figures[1].said_by, std::vector<uint32_t>{0});
}

TEST(Speech, APhraseOfASourceNamesTheSpeakerOfItsSentence) {
  Scene scene(
      "По по ADP 2 case\n"
      "словам слово NOUN|Case=Dat|Number=Plur 6 parataxis\n"
      "Тарсова тарсов PROPN|Animacy=Anim|Case=Gen 2 nmod\n"
      ", , PUNCT 2 punct\n"
      "договор договор NOUN|Case=Nom 6 nsubj\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 0 root\n"
      ". . PUNCT 6 punct\n");
  EXPECT_EQ(scene.person("Тарсова").quotes(),
            Strings{"indirect Тарсова (По словам): договор готов"});
}

TEST(Speech, TheClauseBeforeACueIsItsSpeakers) {
  Scene scene(
      "Договор договор NOUN|Case=Nom 3 nsubj\n"
      "уже уже ADV 3 advmod\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 0 root\n"
      ", , PUNCT 5 punct\n"
      "отметил отметить VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 3 parataxis\n"
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 5 nsubj\n"
      ". . PUNCT 3 punct\n");
  EXPECT_EQ(scene.person("Тарсов").quotes(),
            Strings{"indirect Тарсов (отметил): Договор уже готов"});
}

TEST(Speech, AnAgencyPassesWordsOnAndIsNotTheirSpeaker) {
  Scene scene(treaty("«", "»") +
              ", , PUNCT 3 punct\n"
              "— — PUNCT 3 punct\n"
              "передает передавать VERB|Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act 3 parataxis\n"
              "Вельдинформ вельдинформ PROPN|Case=Nom 8 nsubj\n"
              "слова слово NOUN|Case=Acc|Number=Plur 8 obj\n"
              "Тарсова тарсов PROPN|Animacy=Anim|Case=Gen 10 nmod\n"
              ". . PUNCT 3 punct\n");
  EXPECT_EQ(scene.medium("Вельдинформ").person("Тарсова").quotes(),
            Strings{"direct Тарсова (передает) via Вельдинформ: Мы подготовили договор"});
}

TEST(Speech, APieceInMarksBesideACueIsAFragment) {
  Scene scene(
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "заявил заявить VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      ", , PUNCT 9 punct\n"
      "что что SCONJ 9 mark\n"
      "« « PUNCT 7 punct\n"
      "добрые добрый ADJ|Case=Nom|Number=Plur 7 amod\n"
      "соседи сосед NOUN|Animacy=Anim|Case=Nom|Number=Plur 9 nsubj\n"
      "» » PUNCT 7 punct\n"
      "договорятся договориться VERB|Mood=Ind|Tense=Fut|VerbForm=Fin|Voice=Mid 2 ccomp\n"
      ". . PUNCT 2 punct\n");
  EXPECT_EQ(scene.person("Тарсов").quotes(),
            (Strings{"indirect Тарсов (заявил): « добрые соседи » договорятся",
                     "fragment Тарсов (заявил): добрые соседи"}));
}

TEST(Speech, ANameInMarksIsNoSpeech) {
  Scene scene(
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "посетил посетить VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      "завод завод NOUN|Case=Acc 2 obj\n"
      "« « PUNCT 5 punct\n"
      "Северная северный ADJ|Case=Nom 6 amod\n"
      "верфь верфь NOUN|Case=Nom 3 appos\n"
      "» » PUNCT 6 punct\n"
      ". . PUNCT 2 punct\n");
  EXPECT_EQ(scene.person("Тарсов").quotes(), Strings{});
}

// "X said", one finite verb with its subject, for the scenes below.
constexpr const char* kSaidZorich =
    "сказал сказать VERB|Gender=Masc|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin|Voice=Act 3 "
    "parataxis\n"
    "Зорич зорич PROPN|Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing 7 nsubj\n";

TEST(Speech, ATagInsideTheMarksLeavesTheQuoteOne) {
  Scene scene(
      std::string("« « PUNCT 3 punct\n"
                  "Мы мы PRON|Case=Nom|Number=Plur|Person=1 3 nsubj\n"
                  "готовы готовый ADJ|Degree=Pos|Number=Plur|Variant=Short 0 root\n"
                  ", , PUNCT 3 punct\n"
                  "— — PUNCT 3 punct\n"
                  "уже уже ADV 7 advmod\n") +
      kSaidZorich +
      ". . PUNCT 3 punct\n"
      "\n"
      "— — PUNCT 3 punct\n"
      "Договор договор NOUN|Animacy=Inan|Case=Nom|Number=Sing 3 nsubj\n"
      "лежит лежать VERB|Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin|Voice=Act 0 root\n"
      "» » PUNCT 3 punct\n"
      ". . PUNCT 3 punct\n");
  EXPECT_EQ(scene.person("Зорич").quotes(),
            Strings{"direct Зорич (сказал): Мы готовы , — уже сказал Зорич . — Договор лежит"});
}

// "Tarsov called Livonia to help", with another word instead of each.
std::string asked(const char* verb, const char* rest) {
  return std::string("Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 2 nsubj\n") + verb +
         " VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
         "Ливонию ливония PROPN|Case=Acc 2 obj\n" +
         rest + ". . PUNCT 2 punct\n";
}

TEST(Speech, WhatIsAskedBlamedOrConfirmedIsTold) {
  EXPECT_EQ(Scene(asked("призвал призвать",
                        "помочь помочь VERB|VerbForm=Inf 2 xcomp\n"
                        "соседям сосед NOUN|Animacy=Anim|Case=Dat 4 iobj\n"))
                .person("Тарсов")
                .quotes(),
            Strings{"indirect Тарсов (призвал): помочь соседям"});
  EXPECT_EQ(Scene(asked("обвинил обвинить",
                        "в в ADP 5 case\n"
                        "обмане обман NOUN|Animacy=Inan|Case=Loc 2 obl\n"))
                .person("Тарсов")
                .quotes(),
            Strings{"indirect Тарсов (обвинил): обмане"});
  EXPECT_EQ(Scene(asked("встретил встретить", "")).person("Тарсов").quotes(), Strings{});
}

TEST(Speech, WhatIsNotSaidIsNoQuoteAndWhatIsNotRuledOutIs) {
  const auto told = [](const char* verb) {
    std::string table(kThat);
    const std::string said = "заявил заявить";
    table.replace(table.find(said), said.size(), verb);
    return Scene(table).person("Тарсов").quotes();
  };
  const std::string table =
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 3 nsubj\n"
      "не не PART|Polarity=Neg 3 advmod\n"
      "VERB VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      ", , PUNCT 7 punct\n"
      "что что SCONJ 7 mark\n"
      "договор договор NOUN|Case=Nom 7 nsubj\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 3 ccomp\n"
      ". . PUNCT 3 punct\n";
  const auto with = [&](const char* verb) {
    std::string made = table;
    made.replace(made.find("VERB"), 4, verb);
    return Scene(made).person("Тарсов").quotes();
  };
  EXPECT_EQ(with("заявил заявить"), Strings{});
  EXPECT_EQ(with("исключил исключить"), Strings{"indirect Тарсов (исключил): договор готов"});
  EXPECT_EQ(told("исключил исключить"), Strings{});
}

TEST(Speech, AnotherVerbOfTheSpeakerEndsTheClause) {
  Scene scene(
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "заявил заявить VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      ", , PUNCT 6 punct\n"
      "что что SCONJ 6 mark\n"
      "договор договор NOUN|Case=Nom 6 nsubj\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 2 ccomp\n"
      ", , PUNCT 9 punct\n"
      "и и CCONJ 9 cc\n"
      "уехал уехать VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 2 conj\n"
      ". . PUNCT 2 punct\n");
  EXPECT_EQ(scene.person("Тарсов").quotes(), Strings{"indirect Тарсов (заявил): договор готов"});
}

// A text of lines: the hand-made documents have none, so their blanks are made line breaks.
Scene lines_of(const std::string& table, const std::vector<std::string>& first_words) {
  Scene scene(table);
  for (const std::string& word : first_words)
    scene.made.article->text[scene.made.doc.tokens[scene.made.find(word)].span.begin - 1] = '\n';
  return scene;
}

TEST(Speech, ItemsOfAListOfStatementsAreTheirSpeakers) {
  Scene scene = lines_of(
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "заявил заявить VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      ": : PUNCT 2 punct\n"
      "\n"
      "• • PUNCT 3 punct\n"
      "Договор договор NOUN|Case=Nom 3 nsubj\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 0 root\n"
      "\n"
      "▪ ▪ PUNCT 3 punct\n"
      "Станция станция NOUN|Case=Nom 3 nsubj\n"
      "строится строиться VERB|Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Mid 0 root\n"
      "\n"
      "Снег снег NOUN|Case=Nom 2 nsubj\n"
      "идет идти VERB|Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act 0 root\n",
      {"•", "▪", "Снег"});
  EXPECT_EQ(scene.person("Тарсов").quotes(),
            (Strings{"indirect Тарсов: Договор готов", "indirect Тарсов: Станция строится"}));
}

TEST(Speech, PointsBelowANameAndItsColonAreThatOnes) {
  Scene scene = lines_of(
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 0 root\n"
      ": : PUNCT 4 punct\n"
      "договор договор NOUN|Case=Nom 4 nsubj\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 1 parataxis\n"
      "\n"
      "• • PUNCT 3 punct\n"
      "Станция станция NOUN|Case=Nom 3 nsubj\n"
      "строится строиться VERB|Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Mid 0 root\n",
      {"•"});
  EXPECT_EQ(scene.person("Тарсов").quotes(),
            (Strings{"indirect Тарсов (:): договор готов", "indirect Тарсов: Станция строится"}));
}

TEST(Speech, TheDocumentSaysWhatItsMakerSays) {
  Scene scene(
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "подписал подписать VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      "приказ приказ NOUN|Animacy=Inan|Case=Acc 2 obj\n"
      "\n"
      "В в ADP 2 case\n"
      "документе документ NOUN|Animacy=Inan|Case=Loc|Number=Sing 3 obl\n"
      "говорится говориться VERB|Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Pass 0 root\n"
      ", , PUNCT 7 punct\n"
      "что что SCONJ 7 mark\n"
      "станция станция NOUN|Case=Nom 7 nsubj\n"
      "готова готовый ADJ|Degree=Pos|Variant=Short 3 ccomp\n");
  EXPECT_EQ(scene.person("Тарсов").quotes(),
            Strings{"indirect Тарсов (говорится): станция готова"});
}

TEST(Speech, ABareNounTakesUpThePersonOfWhomTheTextTold) {
  const auto told = [](const char* noun) {
    Scene scene(
        "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
        "прибыл прибыть VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
        "\n" +
        std::string(noun) +
        " NOUN|Animacy=Anim|Case=Nom|Number=Sing 2 nsubj\n"
        "заявил заявить VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
        ", , PUNCT 6 punct\n"
        "что что SCONJ 6 mark\n"
        "станция станция NOUN|Case=Nom 6 nsubj\n"
        "готова готовый ADJ|Degree=Pos|Variant=Short 2 ccomp\n");
    return scene.person("Тарсов").quotes();
  };
  EXPECT_EQ(told("Драматург драматург"), Strings{"indirect Тарсов (заявил): станция готова"});
  EXPECT_EQ(told("Врач врач"), Strings{"indirect \"Врач\" (заявил): станция готова"});
}

TEST(Speech, ALineThatEndsWithADashAndANameIsThatOnes) {
  const std::string line =
      "Договор договор NOUN|Case=Nom 2 nsubj\n"
      "полностью полностью ADV 3 advmod\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 0 root\n"
      "— — PUNCT 3 punct\n"
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 3 parataxis\n";
  EXPECT_EQ(Scene(line).person("Тарсов").quotes(),
            Strings{"indirect Тарсов: Договор полностью готов"});
  EXPECT_EQ(Scene(line).quotes(), Strings{});
}

TEST(Speech, TheLineBehindAColonAndTheLineBehindANameAreSomebodysWords) {
  const std::string behind =
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "отметил отметить VERB|Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      ": : PUNCT 2 punct\n"
      "\n"
      "Договор договор NOUN|Case=Nom 2 nsubj\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 0 root\n";
  Scene scene = lines_of(behind, {"Договор"});
  EXPECT_EQ(scene.person("Тарсов").quotes(), Strings{"indirect Тарсов (отметил): Договор готов"});
  Scene name(
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 0 root\n"
      ": : PUNCT 4 punct\n"
      "договор договор NOUN|Case=Nom 4 nsubj\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 1 parataxis\n");
  EXPECT_EQ(name.person("Тарсов").quotes(), Strings{"indirect Тарсов (:): договор готов"});
}

TEST(Speech, WithoutASubjectTheBodyWhereItWasSaidSpeaks) {
  Scene scene(
      "В в ADP 2 case\n"
      "министерстве министерство NOUN|Animacy=Inan|Case=Loc|Number=Sing 3 obl\n"
      "заявили заявить VERB|Mood=Ind|Number=Plur|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      ", , PUNCT 7 punct\n"
      "что что SCONJ 7 mark\n"
      "договор договор NOUN|Animacy=Inan|Case=Nom|Number=Sing 7 nsubj\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 3 ccomp\n"
      ". . PUNCT 3 punct\n");
  EXPECT_EQ(scene.quotes(), Strings{"indirect \"министерстве\" (заявили): договор готов"});
}

TEST(Speech, APaperSpeaksWhereNobodyIsNamed) {
  Scene scene(
      "В в ADP 2 case\n"
      "заявлении заявление NOUN|Animacy=Inan|Case=Loc|Number=Sing 3 obl\n"
      "говорится говориться "
      "VERB|Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin|Voice=Pass 0 root\n"
      ", , PUNCT 7 punct\n"
      "что что SCONJ 7 mark\n"
      "договор договор NOUN|Animacy=Inan|Case=Nom|Number=Sing 7 nsubj\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 3 ccomp\n"
      ". . PUNCT 3 punct\n");
  EXPECT_EQ(scene.quotes(), Strings{"indirect \"заявлении\" (говорится): договор готов"});
}

TEST(Speech, ThingsDoNotSpeakAndAnAuthorIsNoSource) {
  // "The weather reminded that …", "let us recall that …"
  Scene thing(
      "Погода погода NOUN|Animacy=Inan|Case=Nom|Gender=Fem|Number=Sing 2 nsubj\n"
      "напомнила напомнить "
      "VERB|Gender=Fem|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      ", , PUNCT 6 punct\n"
      "что что SCONJ 6 mark\n"
      "осень осень NOUN|Animacy=Inan|Case=Nom|Number=Sing 6 nsubj\n"
      "близка близкий ADJ|Degree=Pos|Variant=Short 2 ccomp\n"
      ". . PUNCT 2 punct\n");
  EXPECT_EQ(thing.quotes(), Strings{});
  Scene author(
      "Напомним напомнить VERB|Mood=Ind|Number=Plur|Person=1|Tense=Fut|VerbForm=Fin|Voice=Act 0 "
      "root\n"
      ", , PUNCT 5 punct\n"
      "что что SCONJ 5 mark\n"
      "договор договор NOUN|Animacy=Inan|Case=Nom|Number=Sing 5 nsubj\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 1 ccomp\n"
      ". . PUNCT 1 punct\n");
  EXPECT_EQ(author.quotes(), Strings{});
}

TEST(Speech, HeAndTheExpertAreWhoeverSpokeLast) {
  const auto goes_on = [](const char* who) {
    return std::string(kThat) + "\n" + who +
           "добавил добавить "
           "VERB|Gender=Masc|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
           ", , PUNCT 6 punct\n"
           "что что SCONJ 6 mark\n"
           "текст текст NOUN|Animacy=Inan|Case=Nom|Number=Sing 6 nsubj\n"
           "согласован согласованный ADJ|Degree=Pos|Variant=Short 2 ccomp\n"
           ". . PUNCT 2 punct\n";
  };
  for (const char* who : {"Он он PRON|Case=Nom|Gender=Masc|Number=Sing|Person=3 2 nsubj\n",
                          "Эксперт эксперт "
                          "NOUN|Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing 2 nsubj\n"})
    EXPECT_EQ(Scene(goes_on(who)).person("Тарсов").quotes(),
              (Strings{"indirect Тарсов (заявил): договор готов",
                       "indirect Тарсов (добавил): текст согласован"}));
}

TEST(Speech, AnAgencyThatRefersToSomebodyRelaysHim) {
  Scene scene(
      "Договор договор NOUN|Animacy=Inan|Case=Nom|Number=Sing 3 nsubj\n"
      "уже уже ADV 3 advmod\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 0 root\n"
      ", , PUNCT 5 punct\n"
      "сообщает сообщать "
      "VERB|Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin|Voice=Act 3 parataxis\n"
      "Вельдинформ вельдинформ PROPN|Case=Nom|Number=Sing 5 nsubj\n"
      "со с ADP 8 case\n"
      "ссылкой ссылка NOUN|Animacy=Inan|Case=Ins|Number=Sing 5 obl\n"
      "на на ADP 10 case\n"
      "Тарсова тарсов PROPN|Animacy=Anim|Case=Acc|Number=Sing 8 nmod\n"
      ". . PUNCT 3 punct\n");
  EXPECT_EQ(scene.medium("Вельдинформ").person("Тарсова").quotes(),
            Strings{"indirect Тарсова (сообщает) via Вельдинформ: Договор уже готов"});
}

TEST(Speech, WhoToldAboutThisToldTheSentenceAbove) {
  Scene scene(
      "Договор договор NOUN|Animacy=Inan|Case=Nom|Number=Sing 2 nsubj\n"
      "готов готовый ADJ|Degree=Pos|Variant=Short 0 root\n"
      ". . PUNCT 2 punct\n"
      "\n"
      "Об о ADP 2 case\n"
      "этом это PRON|Animacy=Inan|Case=Loc|Gender=Neut|Number=Sing 3 obl\n"
      "сообщил сообщить "
      "VERB|Gender=Masc|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing 3 nsubj\n"
      ". . PUNCT 3 punct\n");
  EXPECT_EQ(scene.person("Тарсов").quotes(), Strings{"indirect Тарсов (сообщил): Договор готов"});
}

TEST(Speech, WrongDataIsToldWithFileAndLine) {
  const auto told = [](const std::string& path, const std::string& text) {
    const auto made = SpeechFinder::load(data().with(path, text));
    if (made.ok()) return std::string("no fault");
    EXPECT_EQ(made.error().code, Code::kBadRule);
    return made.error().place;
  };
  const std::string cues = "ru/speech/cues.tsv", sources = "ru/speech/sources.tsv",
                    words = "ru/speech/words.tsv";
  EXPECT_EQ(told(cues, "# class\tframes\tlemmas\nsay\tthat\n"), cues + ":2");
  EXPECT_EQ(told(cues, "# class\tframes\tlemmas\nsay\tshout\tсказать\n"), cues + ":2");
  EXPECT_EQ(told(cues, "# class\tframes\tlemmas\nsay\t\tсказать\n"), cues + ":2");
  EXPECT_EQ(told(cues, "# class\tframes\tlemmas\nsay\tthat\t\n"), cues + ":2");
  EXPECT_EQ(told(sources, "# preposition\tnoun\tclass\nпо\tслово\n"), sources + ":2");
  EXPECT_EQ(told(words, "# class\twords\nconjunction\tчто\n"), words + ":2");
  EXPECT_EQ(told(words, "# class\twords\r\ncomplementiser\tчто чтобы\r\n"), "no fault");
  EXPECT_EQ(SpeechFinder::load(DataFiles::from_folder("samples/world").value()).error().code,
            Code::kNotFound);
}

// Marks, cues and names in any order, with any tags and any flat tree: spans stay inside the text
// and entities are known.
TEST(Speech, AnyWordsEndInWellFormedQuotes) {
  const auto segmenter = text::Segmenter::load(data()).value();
  constexpr const char* kPieces[] = {"«",      "»",           "„",      "“",     "”",    "\"",
                                     " ",      " ",           " ",      "\n",    "\n\n", ", ",
                                     ". ",     ": ",          "(",      ")",     " — ",  "- ",
                                     "сказал", "передает",    "назвал", "что",   "по",   "словам",
                                     "Тарсов", "Вельдинформ", "мы",     "готов", "🙂", "…"};
  std::mt19937 random(20310508);
  const auto any = [&random](size_t n) { return static_cast<uint32_t>(random() % n); };
  for (int round = 0; round < 3000; ++round) {
    Article article;
    for (uint32_t n = 1 + any(40); n > 0; --n) article.text += kPieces[any(std::size(kPieces))];
    Document doc;
    doc.article = &article;
    segmenter.split(doc);
    doc.morphs.resize(doc.size());
    doc.arcs.resize(doc.size());
    Analysis analysis;
    analysis.entities = {
        {"person/a", EntityKind::kPerson, EntityType::kPerson, "", "", true},
        {"medium/b", EntityKind::kMedium, EntityType::kOrganization, "", "", true}};
    for (uint32_t t = 0; t < doc.size(); ++t) {
      const std::string word(doc.surface(t));
      doc.lowers.push_back(doc.surface(t));
      doc.lemmas.push_back(word == "сказал"     ? "сказать"
                           : word == "передает" ? "передавать"
                           : word == "назвал"   ? "назвать"
                           : word == "словам"   ? "слово"
                                                : doc.surface(t));
      doc.morphs[t] = *morph_of(std::array{"VERB|Mood=Ind|Tense=Past|VerbForm=Fin", "NOUN|Case=Nom",
                                           "PROPN|Case=Ins", "PUNCT", "VERB|VerbForm=Conv",
                                           "PRON|Case=Acc"}[any(6)]);
      const Sentence s = doc.sentences[sentence_of(doc, t)];
      doc.arcs[t] = t == s.begin
                        ? Arc{kNoToken, Relation::kRoot}
                        : Arc{s.begin + any(t - s.begin),
                              std::array{Relation::kNsubj, Relation::kNmod, Relation::kAppos,
                                         Relation::kObj, Relation::kConj}[any(5)]};
      if (word == "Тарсов" || word == "Вельдинформ")
        analysis.mentions.push_back({doc.tokens[t].span,
                                     EntityType::kPerson,
                                     MentionForm::kName,
                                     word,
                                     {word == "Тарсов" ? 0U : 1U},
                                     {}});
    }
    const MentionIndex index(doc, analysis);
    finder().find(doc, index, analysis);
    for (const Quote& quote : analysis.quotes) {
      ASSERT_LT(quote.span.begin, quote.span.end) << article.text;
      ASSERT_LE(quote.span.end, article.text.size()) << article.text;
      ASSERT_TRUE(quote.speaker == kNoEntity || quote.speaker < 2) << article.text;
    }
  }
}

}  // namespace
}  // namespace letopis::extract
