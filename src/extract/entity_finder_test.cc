#include <gtest/gtest.h>

#include <algorithm>

#include "base/test_packs.h"
#include "extract/entities.h"
#include "nn/models.h"
#include "text/segmenter.h"

namespace letopis::extract {
namespace {

using Strings = std::vector<std::string>;

// The language organ over our data and the invented states of the samples.
struct Organs {
  DataFiles files = DataFiles::from_folder("data").value();
  DataFiles world = DataFiles::from_folder("samples/world").value();
  world::Catalogue catalogue = world::Catalogue::load(files, std::span(&world, 1)).value();
  text::Segmenter segmenter = text::Segmenter::load(files).value();
  nn::Models models;
  morph::Lexicon lexicon;
  EntityFinder finder = EntityFinder::load(files, catalogue, lexicon).value();

  Organs(const std::string& natasha, const std::string& opencorpora)
      : models(nn::Models::open(natasha, {}).value()),
        lexicon(morph::Lexicon::open(opencorpora, files).value()) {}
  Organs(const Organs&) = delete;
  Organs& operator=(const Organs&) = delete;
};

class EntitiesTest : public testing::Test {
 protected:
  void SetUp() override {
    LT_NEED_PACK(natasha, "natasha.pack");
    LT_NEED_PACK(opencorpora, "opencorpora.pack");
    organs_ = std::make_unique<Organs>(natasha, opencorpora);
  }
  Analysis read(const std::string& text, const std::string& published = "2024-05-20") {
    article_ = {};
    article_.text = text;
    Document doc;
    doc.article = &article_;
    organs_->segmenter.split(doc);
    nn::Scratch scratch;
    organs_->models.tag(std::span(&doc, 1), scratch);
    organs_->lexicon.lemmatize(doc);
    Analysis analysis;
    if (!published.empty())
      analysis.published = {published, *edtf_interval(published), DateSource::kGiven};
    organs_->finder.find(doc, analysis);
    EXPECT_TRUE(std::is_sorted(
        analysis.mentions.begin(), analysis.mentions.end(),
        [](const Mention& a, const Mention& b) { return a.span.begin < b.span.begin; }));
    return analysis;
  }
  // "form words=id id" of every mention.
  Strings mentions(const std::string& text, const std::string& published = "2024-05-20") {
    const Analysis analysis = read(text, published);
    Strings out;
    for (const Mention& mention : analysis.mentions) {
      std::string line = std::string(mention_form_name(mention.form)) + " " +
                         std::string(mention.span.of(article_.text)) + "=";
      for (const uint32_t entity : mention.entities)
        line += (line.back() == '=' ? "" : " ") + analysis.entities[entity].id;
      out.push_back(line);
    }
    return out;
  }
  void expect(const Strings& found, const std::string& mention) {
    EXPECT_NE(std::find(found.begin(), found.end(), mention), found.end())
        << mention << " is not in " << testing::PrintToString(found);
  }

  std::unique_ptr<Organs> organs_;
  Article article_;
};

TEST_F(EntitiesTest, NamesInAnyCaseAreOneEntityOfTheCatalogue) {
  const std::string text =
      "Президент Вельдории Радим Тарсов прибыл в Орвель. Тарсов провел переговоры с "
      "премьер-министром Лестании Анной Зорич.";
  const Strings found = mentions(text);
  expect(found, "role Президент Вельдории=person/radim-tarsov");
  expect(found, "name Вельдории=state/veldoria");
  expect(found, "name Радим Тарсов=person/radim-tarsov");
  expect(found, "name Тарсов=person/radim-tarsov");
  expect(found, "name Орвель=place/orvel");
  expect(found, "role премьер-министром Лестании=person/anna-zorich");
  expect(found, "name Анной Зорич=person/anna-zorich");
  for (const Entity& entity : read(text).entities) EXPECT_TRUE(entity.catalogued) << entity.id;
}

TEST_F(EntitiesTest, APostAloneIsItsHolderOnTheDayOfPublication) {
  const std::string text = "Президент Лестании подписал закон о портах.";
  expect(mentions(text), "role Президент Лестании=person/kirill-olmar");
  expect(mentions(text, "2019-05-20"), "role Президент Лестании=");
  expect(mentions(text, ""), "role Президент Лестании=");
}

TEST_F(EntitiesTest, ACapitalIsAPlaceOrItsStateByWhatItDoes) {
  const Strings found = mentions("Тарвен отверг предложение Орвеля. Делегация прибыла в Тарвен.");
  expect(found, "metonym Тарвен=state/veldoria");
  expect(found, "name Тарвен=place/tarven");
}

TEST_F(EntitiesTest, AdjectivesAndCompoundsNameStates) {
  const Strings found = mentions(
      "Президент принял вельдорскую делегацию и поддержал вельдорско-лестанское соглашение.");
  expect(found, "adjective вельдорскую=state/veldoria");
  expect(found, "adjective вельдорско-лестанское=state/veldoria state/lestania");
}

TEST_F(EntitiesTest, AnAbbreviationIsKnownThroughLatinLookAlikesAndOnlyInCapitals) {
  expect(mentions("Страны ССГ провели встречу."), "abbreviation ССГ=org/northern-harbours-union");
  expect(mentions("Страны CCГ провели встречу."), "abbreviation CCГ=org/northern-harbours-union");
  for (const std::string& mention : mentions("Страны ссг провели встречу."))
    EXPECT_EQ(mention.find("northern"), std::string::npos) << mention;
}

TEST_F(EntitiesTest, APersonOutsideTheCatalogueIsNamedByTheFullestName) {
  const Analysis analysis =
      read("Об этом сообщил Петров. По словам Сергея Петрова, порт откроют в мае.");
  ASSERT_EQ(std::count_if(analysis.entities.begin(), analysis.entities.end(),
                          [](const Entity& e) { return e.kind == EntityKind::kPerson; }),
            1);
  const auto person = std::find_if(analysis.entities.begin(), analysis.entities.end(),
                                   [](const Entity& e) { return e.kind == EntityKind::kPerson; });
  EXPECT_EQ(person->id, "person/sergey-petrov");
  EXPECT_EQ(person->name, "Сергей Петров");
  EXPECT_FALSE(person->catalogued);
}

TEST_F(EntitiesTest, NamesakesWithOtherGivenNamesAreTwo) {
  const Analysis analysis = read("Сергей Петров встретился с Иваном Петровым.");
  EXPECT_EQ(std::count_if(analysis.entities.begin(), analysis.entities.end(),
                          [](const Entity& e) { return e.kind == EntityKind::kPerson; }),
            2);
}

TEST_F(EntitiesTest, PronounsAndBothStatesReferBack) {
  const Strings found = mentions(
      "Анна Зорич прибыла в Тарвен. Она подписала договор. Вельдория и Лестания строят порт. "
      "Стороны договорились о сроках.");
  expect(found, "pronoun Она=person/anna-zorich");
  const auto both = std::find_if(found.begin(), found.end(), [](const std::string& m) {
    return m.starts_with("descriptor Стороны=");
  });
  ASSERT_NE(both, found.end()) << testing::PrintToString(found);
  EXPECT_NE(both->find("state/veldoria"), std::string::npos);
  EXPECT_NE(both->find("state/lestania"), std::string::npos);
}

TEST_F(EntitiesTest, AnIdIsCutAtALimitAndEndsInALetter) {
  const Analysis analysis =
      read("Об этом сообщил Александр Константинович Воскресенский-Преображенский-Рождественский.");
  for (const Entity& entity : analysis.entities) {
    EXPECT_LE(entity.id.size(), 67U);
    EXPECT_NE(entity.id.back(), '-') << entity.id;
  }
}

TEST_F(EntitiesTest, AnArticleWithoutNamesHasNoEntities) {
  EXPECT_EQ(mentions("Вчера шел дождь."), Strings{});
  EXPECT_EQ(mentions(""), Strings{});
  EXPECT_EQ(mentions("«» — !"), Strings{});
}

}  // namespace
}  // namespace letopis::extract
