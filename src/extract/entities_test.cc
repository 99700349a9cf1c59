#include "extract/entities.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "base/test_packs.h"
#include "morph/lexicon.h"
#include "nn/models.h"
#include "text/segmenter.h"
#include "world/catalogue.h"

namespace letopis::extract {
namespace {

// The language organ and the finder over data/, with a folder of the user's own.
struct Organs {
  DataFiles files;
  text::Segmenter segmenter;
  nn::Models models;
  morph::Lexicon lexicon;
  world::Catalogue catalogue;
  EntityFinder finder;
};

DataFiles invented() {
  char folder[] = "/tmp/letopis-world-XXXXXX";
  EXPECT_NE(mkdtemp(folder), nullptr);
  const auto made = DataFiles::from_folder(folder);
  std::filesystem::remove(folder);
  return made
      ->with("actors.tsv",
             "# "
             "id\tkind\ttype\twikidata\tiso3\tstate\nstate/morland\tstate\tCOUNTRY\t\t\t\nperson/"
             "vik-rann\tperson\tPERSON\t\t\tstate/morland\n")
      .with("names/actors.tsv",
            "# id\tname\taliases\nstate/morland\tМорландия\t\nperson/vik-rann\tВиктор Ранн\t\n")
      .with("names/adjectives.tsv",
            "# id\tadjectives\tdemonyms\nstate/morland\tморландский\tморландец\n")
      .with("offices.tsv",
            "# "
            "person\toffice\tof\tfrom\tto\tcertainty\nperson/vik-rann\tpresident\tstate/"
            "morland\t2020-01-01\t\tcertain\n");
}

const Organs* organs() {
  static const std::unique_ptr<const Organs> loaded = []() -> std::unique_ptr<const Organs> {
    const std::string natasha = test_pack("natasha.pack"),
                      dictionary = test_pack("opencorpora.pack");
    if (natasha.empty() || dictionary.empty()) return nullptr;
    auto files = DataFiles::from_folder("data");
    auto made = std::make_unique<Organs>(
        Organs{*files,
               *text::Segmenter::load(*files),
               *nn::Models::open(natasha, {}),
               *morph::Lexicon::open(dictionary, *files),
               *world::Catalogue::load(*files, std::vector<DataFiles>{invented()}),
               {}});
    auto finder = EntityFinder::load(made->files, made->catalogue, made->lexicon);
    EXPECT_TRUE(finder.ok()) << to_string(finder.error());
    made->finder = std::move(finder).value();
    return made;
  }();
  return loaded.get();
}

// What the finder says of a text.
struct Read {
  Article article;
  Document doc;
  Analysis analysis;

  explicit Read(std::string text, const std::string& published = "2025-03-10") {
    article.text = std::move(text);
    doc.article = &article;
    organs()->segmenter.split(doc);
    nn::Scratch scratch;
    organs()->models.tag({&doc, 1}, scratch);
    organs()->lexicon.lemmatize(doc);
    analysis.published = {published, *edtf_interval(published), DateSource::kGiven};
    organs()->finder.find(doc, analysis);
  }
  // "form id id" of the n-th mention with exactly this text; empty where there is none.
  std::string of(std::string_view text, size_t n = 0) const {
    for (const Mention& m : analysis.mentions) {
      if (m.span.of(article.text) != text || n-- > 0) continue;
      std::string out(mention_form_name(m.form));
      for (const uint32_t e : m.entities) out += " " + analysis.entities[e].id;
      return out;
    }
    return "";
  }
  std::string type_of(std::string_view text) const {
    for (const Mention& m : analysis.mentions)
      if (m.span.of(article.text) == text) return std::string(entity_type_name(m.type));
    return "";
  }
};

#define NEED_ORGANS() \
  if (organs() == nullptr) GTEST_SKIP() << "needs the models: run ./dev setup"

TEST(EntityFinderTest, NamesInAnyCaseAdjectivesAndDyads) {
  NEED_ORGANS();
  const Read read(
      "Делегация Кыргызстана прилетела в Анкару. Киргизский министр обсудил с турецкими партнерами "
      "торговлю. "
      "Российско-казахстанские отношения крепнут.");
  EXPECT_EQ(read.of("Кыргызстана"), "name state/kyrgyzstan");
  EXPECT_EQ(read.of("Анкару"), "name place/ankara");
  EXPECT_EQ(read.of("Киргизский"), "adjective state/kyrgyzstan");
  EXPECT_EQ(read.of("турецкими"), "adjective state/turkey");
  EXPECT_EQ(read.of("Российско-казахстанские"), "adjective state/russia state/kazakhstan");
  EXPECT_EQ(read.type_of("Киргизский"), "COUNTRY");
}

TEST(EntityFinderTest, StatesThatShareAWordAreToldApart) {
  NEED_ORGANS();
  const Read read(
      "Послы Гвинеи, Экваториальной Гвинеи и Гвинеи-Бисау прибыли на встречу. Президент "
      "Демократической Республики Конго "
      "не приехал. Нигер и Нигерия прислали министров.");
  EXPECT_EQ(read.of("Гвинеи"), "name state/guinea");
  EXPECT_EQ(read.of("Экваториальной Гвинеи"), "name state/equatorial-guinea");
  EXPECT_EQ(read.of("Гвинеи-Бисау"), "name state/guinea-bissau");
  EXPECT_EQ(read.of("Демократической Республики Конго"), "name state/dr-congo");
  EXPECT_EQ(read.of("Нигер"), "name state/niger");
  EXPECT_EQ(read.of("Нигерия"), "name state/nigeria");
}

TEST(EntityFinderTest, AbbreviationsKeepTheirCaseAndMayHaveLookAlikesAndEndings) {
  NEED_ORGANS();
  const Read read(
      "Саммит ШОC прошел без НАТО. Она ела сша и снг не помнила. Позиция БРИКСа ясна.");  // ШОC: a
                                                                                          // Latin
                                                                                          // letter
  EXPECT_EQ(read.of("ШОC"), "abbreviation org/sco");
  EXPECT_EQ(read.of("НАТО"), "abbreviation org/nato");
  EXPECT_EQ(read.of("БРИКСа"), "abbreviation org/brics");
  EXPECT_EQ(read.of("снг"), "");
}

TEST(EntityFinderTest, APostResolvesByTheDayUnlessTheArticleNamesItsHolder) {
  NEED_ORGANS();
  EXPECT_EQ(Read("Президент Франции прибыл в Берлин.", "2010-05-05").of("Президент Франции"),
            "role person/sarkozy");
  EXPECT_EQ(Read("Президент Франции прибыл в Берлин.", "2020-05-05").of("Президент Франции"),
            "role person/macron");
  EXPECT_EQ(Read("Президент Франции прибыл в Берлин.", "2012").of("Президент Франции"), "role")
      << "two held it that year";
  EXPECT_EQ(Read("Бывший президент Франции прибыл в Берлин.", "2020-05-05")
                .of("Бывший президент Франции"),
            "role");
  const Read named(
      "Президент Франции Жан Дюбуа прибыл в Берлин. Французский президент выступил перед "
      "студентами.",
      "2020-05-05");
  EXPECT_EQ(named.of("Президент Франции"), "role person/zhan-dyubua");
  EXPECT_EQ(named.of("Французский президент"), "role person/zhan-dyubua");
}

TEST(EntityFinderTest, APostReachesFromItsFirstAdjectiveToItsLastComplement) {
  NEED_ORGANS();
  const Read read(
      "Новый министр морской торговли Морландии Петр Ильин встретился с советником президента "
      "Франции по безопасности Жаном Дюбуа. В театре пел известный тенор Павел Горин.");
  EXPECT_EQ(read.of("Новый министр морской торговли Морландии"), "role person/petr-ilin");
  EXPECT_EQ(read.of("советником президента Франции по безопасности"), "role person/zhan-dyubua");
  EXPECT_EQ(read.of("известный тенор"), "role person/pavel-gorin") << "in no list of posts";
}

TEST(EntityFinderTest, AVerbGivesAPost) {
  NEED_ORGANS();
  const auto offices = [](const char* text) {
    const Read read(text, "2024-11-27");
    std::string out;
    for (const Claim& claim : read.analysis.claims)
      if (claim.frame == "office")
        for (const Argument& a : claim.arguments)
          out +=
              a.entity == kNoEntity ? a.literal + " " : read.analysis.entities[a.entity].id + " ";
    return out;
  };
  EXPECT_EQ(offices("Петр Ильин был послом Франции."),
            "person/petr-ilin state/france former посол ");
  EXPECT_EQ(offices("Петр Ильин занимает пост президента Морландии."),
            "person/petr-ilin state/morland in_office президент ");
  EXPECT_EQ(offices("И.о. президента Морландии Петр Ильин выступил."),
            "person/petr-ilin state/morland acting президент ");
  EXPECT_EQ(offices("Избранный президент Франции Петр Ильин выступил."),
            "person/petr-ilin state/france elected президент ");
  EXPECT_EQ(offices("Франция ждет. Париж молчит. Премьер-министр Петр Ильин выступил."),
            "person/petr-ilin state/france in_office премьер-министр ")
      << "the state that the text is about";
}

TEST(EntityFinderTest, TheCountryOfAPresidentIsTheOwnOne) {
  NEED_ORGANS();
  const Read read("Япония ждет. Президент страны Александр Лукашенко и адвокат советника президента "
                  "Петра Ильина приехали в Москву.",
                  "2017-07-06");
  for (const Claim& claim : read.analysis.claims)
    EXPECT_NE(claim.frame, "office") << claim.origin.by << ": neither Japan's nor a president";
}

TEST(EntityFinderTest, BodiesAreCalledByTheirKind) {
  NEED_ORGANS();
  const Read read(
      "Партия рек Морландии (ПРМ) провела съезд, пишет газета «Коммерсантъ». Лидером ПРМ стал Петр "
      "Ильин (Petr Ilyin). По данным издания, морландские власти молчат. Правительство Франции и "
      "руководство Морландии ждут.");
  EXPECT_EQ(read.of("Petr Ilyin"), "name person/petr-ilin");
  EXPECT_EQ(read.of("издания"), "descriptor medium/kommersant");
  EXPECT_EQ(read.of("морландские власти"), "descriptor state/morland");
  EXPECT_EQ(read.of("руководство Морландии"), "descriptor state/morland");
}

TEST(EntityFinderTest, TheReasonOfAPostWithoutANameIsKept) {
  NEED_ORGANS();
  const Read read("Президент Казахстана выступил с речью.", "2024-11-27");
  ASSERT_FALSE(read.analysis.mentions.empty());
  EXPECT_EQ(read.analysis.mentions[0].origin.by,
            "catalogue:president of state/kazakhstan 2019-03-20/2025-12-31");
}

TEST(EntityFinderTest, PostsTakeTheirOwnersAndNames) {
  NEED_ORGANS();
  const Read read(
      "Глава МИД Франции Жан Дюбуа встретился с послом Казахстана в Париже. Пресс-секретарь "
      "президента России Дмитрий Песков "
      "это подтвердил. Об этом рассказал Петр Ильин, директор Института новых рек.");
  EXPECT_EQ(read.of("Глава МИД Франции"), "role person/zhan-dyubua");
  EXPECT_EQ(read.of("МИД Франции"), "name org/mfa-of-france");
  EXPECT_EQ(read.of("послом Казахстана в Париже"), "role");
  EXPECT_EQ(read.of("Пресс-секретарь президента России"), "role person/peskov");
  EXPECT_EQ(read.of("директор Института новых рек"), "role person/petr-ilin");
}

TEST(EntityFinderTest, TheBarePostIsWhoWasLastNamedWithIt) {
  NEED_ORGANS();
  const Read read(
      "Президент Узбекистана Шавкат Мирзиёев принял гостей из Японии. Президент показал им музей.");
  EXPECT_EQ(read.of("Президент", 0), "role person/mirziyoyev");
}

TEST(EntityFinderTest, TheLeaderIsWhoeverLeadsThatState) {
  NEED_ORGANS();
  EXPECT_EQ(Read("Лидер Индии приехал в Минск.", "2020-05-05").of("Лидер Индии"),
            "role person/modi");
  EXPECT_EQ(Read("Лидер Китая приехал в Минск.", "2020-05-05").of("Лидер Китая"), "role person/xi");
  EXPECT_EQ(Read("Глава Казахстана приехал в Минск.", "2020-05-05").of("Глава Казахстана"),
            "role person/tokayev");
  EXPECT_EQ(Read("Лидер Ирана приехал в Минск.", "2020-05-05").of("Лидер Ирана"), "role")
      << "president or rahbar";
}

TEST(EntityFinderTest, TwoPeopleOfOneSurnameStayTwo) {
  NEED_ORGANS();
  const Read read(
      "Министр Анна Сомова приехала в Минск. Ее встретил Петр Сомов. Позже Петр Сомов дал "
      "интервью.");
  EXPECT_EQ(read.of("Анна Сомова"), "name person/anna-somova");
  EXPECT_EQ(read.of("Петр Сомов"), "name person/petr-somov");
}

TEST(EntityFinderTest, ASurnameAloneIsTheNearestBearerBeforeIt) {
  NEED_ORGANS();
  const Read read(
      "Трамп прилетел в Вашингтон. Президент США Дональд Трамп дал интервью. Трамп ответил на "
      "вопросы.");
  EXPECT_EQ(read.of("Трамп", 0), "name person/trump");
  EXPECT_EQ(read.of("Трамп", 1), "name person/trump");
}

TEST(EntityFinderTest, ACapitalIsAPlaceOrItsStateByItsContext) {
  NEED_ORGANS();
  const Read read(
      "Министр прилетел в Астану. Астана не поддержала это решение. Позиция Вашингтона не "
      "изменилась. "
      "Самолет упал к северу от Лондона. В Кремле заявили, что визит состоится. Переговоры прошли "
      "в Кремле.");
  EXPECT_EQ(read.of("Астану"), "name place/astana");
  EXPECT_EQ(read.of("Астана"), "metonym state/kazakhstan");
  EXPECT_EQ(read.of("Вашингтона"), "metonym state/usa");
  EXPECT_EQ(read.of("Лондона"), "name place/london");
  EXPECT_EQ(read.of("Кремле", 0), "metonym org/kremlin");
  EXPECT_EQ(read.of("Кремле", 1), "name place/kremlin");
}

TEST(EntityFinderTest, TheRepublicIsTheStateNamedBeforeAndNobodyWhereNoneWas) {
  NEED_ORGANS();
  EXPECT_EQ(Read("Казахстан построит станцию. Она станет первой в республике.").of("республике"),
            "descriptor state/kazakhstan");
  EXPECT_EQ(Read("Вчера в республике шел снег.").of("республике"), "");
}

TEST(EntityFinderTest, AuthoritiesAreTheStateInSight) {
  NEED_ORGANS();
  const Read read(
      "Турция закрыла границу. Власти не назвали причин. Правительство соберется завтра.");
  EXPECT_EQ(read.of("Власти"), "descriptor state/turkey");
  EXPECT_EQ(read.of("Правительство"), "descriptor org/government-of-turkey");
  EXPECT_EQ(Read("Власти Греции не назвали причин.").of("Власти Греции"),
            "descriptor state/greece");
  // Of two states neither is meant.
  EXPECT_EQ(Read("Турция и Греция спорят. Власти не назвали причин.").of("Власти"), "");
  EXPECT_EQ(Read("Вчера власти не назвали причин.").of("власти"), "");
}

TEST(EntityFinderTest, BothLeadersAreTheTwoOfWhomTheTextTells) {
  NEED_ORGANS();
  const Read read(
      "Президент России Владимир Путин принял президента Казахстана Касым-Жомарта Токаева. Главы "
      "государств обсудили торговлю.");
  EXPECT_EQ(read.of("Главы государств"), "role person/putin person/tokayev");
}

TEST(EntityFinderTest, UnknownPlacesAreTypedByTheirNoun) {
  NEED_ORGANS();
  const Read read("Пожар начался в Курганской области. Судно вышло в Охотское море.");
  EXPECT_EQ(read.type_of("Курганской области"), "STATE_OR_PROVINCE");
  EXPECT_EQ(read.type_of("Охотское море"), "LOCATION");
}

TEST(EntityFinderTest, AUsersActorsAreFoundLikeOurs) {
  NEED_ORGANS();
  const Read read("Президент Морландии прибыл в Минск. Морландский лидер осмотрел завод.");
  EXPECT_EQ(read.of("Президент Морландии"), "role person/vik-rann");
  EXPECT_EQ(read.of("Морландии"), "name state/morland");
  EXPECT_EQ(read.of("Морландский лидер"), "role person/vik-rann");
}

TEST(EntityFinderTest, APrepositionThatLooksLikeAFormOfAPostIsNone) {
  NEED_ORGANS();
  EXPECT_EQ(Read("После встречи стороны разошлись.").of("После"), "");
}

}  // namespace
}  // namespace letopis::extract
