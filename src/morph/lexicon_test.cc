#include "morph/lexicon.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <sstream>

#include "base/test_packs.h"
#include "base/unicode.h"

namespace letopis::morph {
namespace {

Result<Lexicon> lexicon(const std::string& path) {
  auto files = DataFiles::from_folder("data");
  return Lexicon::open(path, *files);
}

// Tokens with tags, every token hanging on the next but the last on nothing, as "word/TAG
// word/TAG".
struct Phrase {
  Article article;
  Document doc;
  explicit Phrase(const std::string& marked) {
    std::istringstream stream(marked);
    for (std::string item; stream >> item;) {
      const size_t slash = item.rfind('/');
      if (!article.text.empty()) article.text += ' ';
      const auto begin = static_cast<uint32_t>(article.text.size());
      article.text += item.substr(0, slash);
      doc.tokens.push_back(
          {{begin, static_cast<uint32_t>(article.text.size())}, TokenKind::kCyrillic});
      doc.morphs.push_back(morph_of(item.substr(slash + 1)).value());
      doc.arcs.push_back({0, Relation::kDep});
    }
    doc.article = &article;
    doc.sentences.push_back({0, doc.size()});
  }
  void head(uint32_t token) {
    for (uint32_t t = 0; t < doc.size(); ++t) doc.arcs[t].head = t == token ? kNoToken : token;
  }
};

std::string nominative(const Lexicon& lexicon, const std::string& marked, PhraseKind kind,
                       uint32_t head = 0) {
  Phrase phrase(marked);
  phrase.head(head);
  lexicon.lemmatize(phrase.doc);
  return lexicon.nominative(phrase.doc, 0, phrase.doc.size(), kind);
}

TEST(Lexicon, LemmaFollowsTheTag) {
  LT_NEED_PACK(path, "opencorpora.pack");
  const auto lex = lexicon(path);
  ASSERT_TRUE(lex.ok()) << to_string(lex.error());
  EXPECT_EQ(
      lex->lemma(
          "стали",
          *morph_of("VERB|Aspect=Perf|Mood=Ind|Number=Plur|Tense=Past|VerbForm=Fin|Voice=Act")),
      "стать");
  EXPECT_EQ(lex->lemma("стали", *morph_of("NOUN|Animacy=Inan|Case=Gen|Gender=Fem|Number=Sing")),
            "сталь");
  EXPECT_EQ(lex->lemma("подписано", *morph_of("VERB|Aspect=Perf|Gender=Neut|Number=Sing|Tense=Past|"
                                              "Variant=Short|VerbForm=Part|Voice=Pass")),
            "подписать");
  EXPECT_EQ(
      lex->lemma("переговоров", *morph_of("NOUN|Animacy=Inan|Case=Gen|Gender=Masc|Number=Plur")),
      "переговоры");
  EXPECT_EQ(
      lex->lemma("партнерства", *morph_of("NOUN|Animacy=Inan|Case=Gen|Gender=Neut|Number=Sing")),
      "партнёрство");
  EXPECT_EQ(lex->lemma("қазақстан", Morph{}), "қазақстан");
  // A man's name, which the dictionary knows only as the genitive plural of a woman's.
  EXPECT_EQ(lex->lemma("агустин", *morph_of("PROPN|Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing")),
            "агустин");
  EXPECT_EQ(lex->lemma("агустин", *morph_of("PROPN|Animacy=Anim|Case=Gen|Gender=Fem|Number=Plur")),
            "агустина");
}

TEST(Lexicon, PutsTheCaseOfAnUnknownNameRight) {
  LT_NEED_PACK(path, "opencorpora.pack");
  const auto files = DataFiles::from_folder("data");
  for (const bool on : {true, false}) {
    const auto lex = Lexicon::open(path, *files, {.correct_tags = on});
    ASSERT_TRUE(lex.ok());
    Phrase phrase("Бардыновым/PROPN|Animacy=Anim|Case=Dat|Gender=Masc|Number=Sing");
    lex->lemmatize(phrase.doc);
    EXPECT_EQ(phrase.doc.morphs[0].gcase, on ? Case::kIns : Case::kDat);
  }
}

TEST(Lexicon, WordsThatComeAgainAreLookedUpOnce) {
  LT_NEED_PACK(path, "opencorpora.pack");
  const auto lex = lexicon(path);
  ASSERT_TRUE(lex.ok());
  const std::string gen = "стали/NOUN|Animacy=Inan|Case=Gen|Gender=Fem|Number=Sing ";
  const std::string past = "Стали/VERB|Aspect=Perf|Mood=Ind|Number=Plur|Tense=Past|VerbForm=Fin ";
  Words words;
  words.begin();
  Phrase one(gen + past), two(past + gen);
  one.doc.tokens.push_back({{0, 0}, TokenKind::kPunct});
  one.doc.morphs.emplace_back();
  const std::vector<Word*> first = lex->look_up(one.doc, words);
  const std::vector<Word*> second = lex->look_up(two.doc, words);
  ASSERT_EQ(first.size(), 3U);
  EXPECT_EQ(first[0], first[1]);
  EXPECT_EQ(first[0], second[0]);
  EXPECT_EQ(first[2], nullptr) << "a sign is no word";
  EXPECT_EQ(one.doc.lowers[1], "стали");
  lex->lemmatize(one.doc, first);
  lex->lemmatize(two.doc, second);
  EXPECT_EQ(one.doc.lemmas, (std::vector<std::string_view>{"сталь", "стать", ""}));
  EXPECT_EQ(two.doc.lemmas, (std::vector<std::string_view>{"стать", "сталь"}));
  EXPECT_EQ(lex->kinds()[first[0]->readings[0].kind], first[0]->readings[0].morph);
}

TEST(Lexicon, GuessesUnknownWords) {
  LT_NEED_PACK(path, "opencorpora.pack");
  const auto lex = lexicon(path);
  ASSERT_TRUE(lex.ok());
  const auto readings = lex->readings("бардынскому");
  ASSERT_FALSE(readings.empty());
  EXPECT_TRUE(readings[0].guessed);
  EXPECT_EQ(lex->lemma("бардынскому", *morph_of("ADJ|Case=Dat|Degree=Pos|Gender=Masc|Number=Sing")),
            "бардынский");
  EXPECT_TRUE(lex->readings("").empty());
  EXPECT_TRUE(lex->readings(std::string(1'000'000, 'a')).empty());
}

TEST(Lexicon, NominativeOfPersons) {
  LT_NEED_PACK(path, "opencorpora.pack");
  const auto lex = lexicon(path);
  ASSERT_TRUE(lex.ok());
  const std::string masc = "/PROPN|Animacy=Anim|Case=Ins|Gender=Masc|Number=Sing ";
  const std::string gen = "/PROPN|Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing ";
  const std::string fem = "/PROPN|Animacy=Anim|Case=Ins|Gender=Fem|Number=Sing ";
  EXPECT_EQ(nominative(*lex, "Касым-Жомартом" + masc + "Токаевым" + masc, PhraseKind::kPerson),
            "Касым-Жомарт Токаев");
  EXPECT_EQ(nominative(*lex, "Мирзиёева" + gen, PhraseKind::kPerson), "Мирзиёев");
  EXPECT_EQ(nominative(*lex, "Марией" + fem + "Захаровой" + fem, PhraseKind::kPerson),
            "Мария Захарова");
  EXPECT_EQ(nominative(*lex, "Джо" + gen + "Байдена" + gen, PhraseKind::kPerson), "Джо Байден");
  EXPECT_EQ(nominative(*lex, "Барака" + gen + "Обамы" + gen, PhraseKind::kPerson), "Барак Обама");
  EXPECT_EQ(nominative(*lex, "Си" + masc + "Цзиньпином" + masc, PhraseKind::kPerson),
            "Си Цзиньпин");
  EXPECT_EQ(nominative(*lex, "ПУТИНЫМ" + masc, PhraseKind::kPerson), "ПУТИНЫМ");
}

TEST(Lexicon, NominativeOfPhrases) {
  LT_NEED_PACK(path, "opencorpora.pack");
  const auto lex = lexicon(path);
  ASSERT_TRUE(lex.ok());
  EXPECT_EQ(nominative(*lex,
                       "Евразийского/ADJ|Case=Gen|Degree=Pos|Gender=Masc|Number=Sing "
                       "экономического/ADJ|Case=Gen|Degree=Pos|Gender=Masc|Number=Sing "
                       "союза/NOUN|Animacy=Inan|Case=Gen|Gender=Masc|Number=Sing",
                       PhraseKind::kOther, 2),
            "Евразийский экономический союз");
  EXPECT_EQ(nominative(*lex,
                       "Министерства/NOUN|Animacy=Inan|Case=Gen|Gender=Neut|Number=Sing "
                       "иностранных/ADJ|Case=Gen|Degree=Pos|Number=Plur "
                       "дел/NOUN|Animacy=Inan|Case=Gen|Gender=Neut|Number=Plur "
                       "Казахстана/PROPN|Animacy=Inan|Case=Gen|Gender=Masc|Number=Sing",
                       PhraseKind::kOther, 0),
            "Министерство иностранных дел Казахстана");
  EXPECT_EQ(nominative(*lex, "Казахстаном/PROPN|Animacy=Inan|Case=Ins|Gender=Masc|Number=Sing",
                       PhraseKind::kOther),
            "Казахстан");
}

TEST(Lexicon, RefusesADamagedPack) {
  LT_NEED_PACK(path, "opencorpora.pack");
  const auto files = DataFiles::from_folder("data");
  EXPECT_EQ(Lexicon::open(path + "x", *files).error().code, Code::kNotFound);
  const auto pack = Pack::open(path, kPackKind, kPackVersion);
  PackWriter writer;
  for (const std::string_view name : pack->sections()) {
    std::string bytes(*pack->text(name));
    if (name == "words") bytes.resize(bytes.size() / 2);
    writer.add(std::string(name), std::move(bytes));
  }
  const std::string bad = testing::TempDir() + "letopis_lexicon_bad_" + std::to_string(getpid());
  ASSERT_TRUE(writer.write(bad, kPackKind, kPackVersion).ok());
  EXPECT_EQ(Lexicon::open(bad, *files).error().code, Code::kDamaged);
}

}  // namespace
}  // namespace letopis::morph
