#include "text/languages.h"

#include <gtest/gtest.h>

namespace letopis::text {
namespace {

using Strings = std::vector<std::string>;

class LanguagesData : public testing::Test {
 protected:
  void SetUp() override {
    const auto files = DataFiles::from_folder("data");
    ASSERT_TRUE(files.ok()) << to_string(files.error());
    auto loaded = Languages::load(*files);
    ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
    languages_.emplace(std::move(*loaded));
  }
  Document find(const std::string& text, const std::string& given = "") {
    article_.text = text;
    article_.language = given;
    Document doc;
    doc.article = &article_;
    languages_->find(doc);
    return doc;
  }
  std::string language(const std::string& text) { return find(text).language; }
  // Languages of the foreign paragraphs, in order.
  Strings foreign(const std::string& text) {
    Strings out;
    for (const Foreign& part : find(text).foreign) out.push_back(part.language);
    return out;
  }
  Article article_;
  std::optional<Languages> languages_;
};

constexpr std::string_view kRussian =
    "Президент Лимании заявил в среду, что две страны договорились о строительстве нового порта.";

const std::pair<const char*, const char*> kParagraphs[] = {
    {"kk",
     "Тараптар жаңа порт құрылысы бойынша келісімге қол қойды деп хабарлады баспасөз қызметі."},
    {"uk",
     "Сторони також обговорили торгівлю та підписали угоду про співпрацю між університетами."},
    {"be", "Бакі таксама абмеркавалі гандаль і падпісалі пагадненне аб супрацоўніцтве."},
    {"ky",
     "Тараптар жаңы порттун курулушу боюнча келишимге кол койду деп билдирди басма сөз кызматы."},
    {"uz", "Томонлар янги порт қурилиши бўйича келишувни имзоладилар, деб хабар берди ҳукумат."},
    {"uz",
     "Tomonlar yangi port qurilishi bo‘yicha kelishuvni imzoladilar, deb xabar berdi hukumat."},
    {"en", "The sides also discussed trade and signed a memorandum on cooperation."},
    {"bg", "Страните обсъдиха и търговията и подписаха споразумение за сътрудничество."},
    {"sr", "Стране су такође разговарале о трговини и потписале споразум о сарадњи."},
    {"mk",
     "Страните разговараа и за трговијата и потпишаа договор за соработка меѓу универзитетите."},
    {"tg", "Ҷонибҳо инчунин масъалаҳои савдоро баррасӣ карданд ва созишномаро ба имзо расониданд."},
    {"tt", "Яклар яңа порт төзү турындагы килешүгә кул куйдылар, дип хәбәр итә матбугат хезмәте."},
    {"mn",
     "Талууд худалдааны талаар хэлэлцэж, хамтын ажиллагааны гэрээнд гарын үсэг зурсан байна."},
    {"de", "Die Seiten besprachen auch den Handel und unterzeichneten ein Abkommen."},
    {"fr", "Les parties ont également discuté du commerce et signé un accord de coopération."},
    {"es",
     "El presidente dijo el miércoles que los dos países habían acordado construir un puerto."},
    {"pl", "Strony omówiły również handel i podpisały porozumienie o współpracy."},
    {"tr",
     "Taraflar ticareti de görüştü ve iki üniversite arasında iş birliği için anlaşma imzaladı."},
    {"az",
     "Limaniya prezidenti bildirib ki, iki ölkə şimal sahilində yeni limanın tikintisi barədə "
     "razılığa gəlib."},
    {"hy", "Կողմերը քննարկել են նաև առևտուրը և ստորագրել համաձայնագիր։"},
    {"ka", "მხარეებმა განიხილეს ვაჭრობაც და ხელი მოაწერეს შეთანხმებას."},
    {"und", "双方还讨论了贸易问题，并签署了合作备忘录。"},
};

TEST_F(LanguagesData, KnowsAParagraphByItselfAndInARussianArticle) {
  for (const auto& [code, text] : kParagraphs) {
    EXPECT_EQ(language(text), code) << text;
    EXPECT_EQ(foreign(text), Strings{code}) << text;
    const std::string russian(kRussian);
    const std::string mixed = russian + "\n\n" + text + "\n\n" + russian + "\n";
    EXPECT_EQ(language(mixed), "ru") << text;
    const Document doc = find(mixed);
    ASSERT_EQ(doc.foreign.size(), 1U) << text;
    EXPECT_EQ(doc.foreign[0].language, code);
    EXPECT_EQ(doc.foreign[0].span.of(mixed), text);
  }
}

TEST_F(LanguagesData, RussianStaysRussian) {
  for (const char* text :
       {"По словам министра, работы начнутся в следующем году.", "Москва, Кремль", "1 200 000",
        "В столице вышла книга «Қазақстан тарихы және мәдениеті», сообщил издатель.",
        "Фильм «The Lord of the Rings: The Return of the King» вышел в прокат.",
        "Компании Boeing, Airbus и Lockheed Martin подписали соглашение.", "The Washington Post",
        "Подробности на https://example.com/the/news/of/the/day и в @the_news_of_the_day",
        "РосCия и МоCкBа договорились о пoстaвкax нефти.",  // Latin look-alikes
        "Сын магната вновь стал главой совета директоров медиахолдинга.", "…", ""}) {
    const Document doc = find(text);
    EXPECT_EQ(doc.language, "ru") << text;
    EXPECT_TRUE(doc.foreign.empty()) << text;
  }
}

TEST_F(LanguagesData, AShortLineFollowsItsArticle) {
  const std::string body = kParagraphs[0].second;
  EXPECT_EQ(foreign("Порт Вельдория\n" + body), (Strings{"kk", "kk"}));
  EXPECT_EQ(foreign("Жаңа порт\n" + std::string(kRussian)), Strings{});
}

TEST_F(LanguagesData, ARussianParagraphOfAForeignArticleIsRead) {
  const std::string kazakh = kParagraphs[0].second, russian(kRussian);
  EXPECT_EQ(foreign(kazakh + "\n" + kazakh + "\n" + russian), (Strings{"kk", "kk"}));
}

TEST_F(LanguagesData, TheGivenLanguageDecidesOnlyWhereTheTextDoesNot) {
  EXPECT_EQ(find("Астана", "kk-KZ").language, "kk");
  EXPECT_EQ(find(std::string(kRussian), "kk").language, "ru");
  EXPECT_EQ(find("Астана", "xx").language, "ru");
}

TEST_F(LanguagesData, MaskedTextHasNoLanguageAndSpansAreDisjoint) {
  article_.text = std::string(kRussian) + "\nRead also: the news of the day and of the week\n";
  Document doc;
  doc.article = &article_;
  const auto mask = static_cast<uint32_t>(article_.text.find("Read"));
  doc.masks.push_back({{mask, static_cast<uint32_t>(article_.text.size())}, MaskKind::kAd});
  languages_->find(doc);
  EXPECT_EQ(doc.language, "ru");
  EXPECT_TRUE(doc.foreign.empty());
}

TEST_F(LanguagesData, HostileTextEndsSomewhere) {
  for (const std::string& text :
       {std::string(1000000, 'x'), std::string(100000, '\''), std::string(20000, '\n'),
        std::string("\xD0\xB8\xCC\x86\xCC\x86\xCC\x86"), std::string("a\0b", 3)})
    EXPECT_FALSE(find(text).language.empty());
}

TEST(Languages, AWrongTableIsAnErrorWithItsPlace) {
  const auto files = DataFiles::from_folder("data");
  ASSERT_TRUE(files.ok());
  const auto message = [&files](const char* text) {
    const auto loaded = Languages::load(files->with("languages.toml", text));
    return loaded.ok() ? std::string("loaded") : to_string(loaded.error());
  };
  EXPECT_NE(message("x = ").find("languages.toml:1"), std::string::npos);
  EXPECT_NE(message("x = 1").find("[[language]]"), std::string::npos);
  const char* const kHead = "[[language]]\ncode = \"ru\"\nname = \"R\"\nendings = \"\"\n";
  EXPECT_NE(message((std::string(kHead) + "letters = \"а-я\"\nwords = \"это thing\"\n").c_str())
                .find("'thing'"),
            std::string::npos);
  EXPECT_NE(
      message((std::string(kHead) + "letters = \"я-а\"\nwords = \"\"\n").c_str()).find("backwards"),
      std::string::npos);
  EXPECT_NE(message((std::string(kHead) + "words = \"\"\n").c_str()).find("are needed"),
            std::string::npos);
}

}  // namespace
}  // namespace letopis::text
