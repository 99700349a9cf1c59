#include "chronicle/profile.h"

#include <gtest/gtest.h>

#include "chronicle/derive.h"
#include "chronicle/query.h"
#include "store/test_articles.h"

namespace letopis::chronicle {
namespace {

using store::Store;
using Strings = std::vector<std::string>;

class ProfileTest : public testing::Test {
 protected:
  ProfileTest() : store_(store::open_store(folder_.file("a.db"))), catalogue_(load()) {
    for (const store::Draft& draft : store::five_articles())
      EXPECT_TRUE(store_.put(draft.article, draft.analysis, "engine-1").ok());
    EXPECT_TRUE(derive(store_).ok());
  }

  world::Catalogue load() const {
    std::filesystem::create_directories(folder_.file("world"));
    DataFiles files = *DataFiles::from_folder(folder_.file("world"));
    for (const auto& [path, text] : std::vector<std::pair<std::string, std::string>>{
             {"world/entities.tsv",
              "# id\tkind\ttype\twikidata\tiso3\tstate\tstanding\n"
              "state/velon\tstate\tCOUNTRY\tQ7\t\t\tdisputed\n"
              "state/far\tstate\tCOUNTRY\t\t\t\t\n"
              "org/league\torg\tORGANIZATION\t\t\t\t\n"
              "org/mint\torg\tORGANIZATION\t\t\tstate/velon\t\n"
              "person/kim-orlan\tperson\tPERSON\t\t\t\t\n"},
             {"ru/names/names.tsv",
              "# id\tname\taliases\n"
              "state/velon\tВелонь\tВелонская республика\n"
              "state/far\tДальняя\t\n"
              "org/league\tЛига лагун\t\n"
              "org/mint\tМонетный двор\t\n"
              "person/kim-orlan\tКим Орлан\t\n"},
             {"ru/names/posts.tsv", "# office\tnouns\talso\nminister\tминистр\t\n"},
             {"world/offices.tsv",
              "# person\toffice\tof\tfrom\tto\tcertainty\n"
              "person/kim-orlan\tminister\tstate/velon\t2020\t\tcertain\n"
              "person/kim-orlan\tminister\tstate/far\t\t2019-05\treported\n"},
             {"world/known.tsv", "# known\tuntil\noffices\t2031-12-31\n"},
             {"world/memberships.tsv",
              "# member\tbody\tfrom\tto\tcertainty\nstate/velon\torg/league\t1999\t\tcertain\n"}})
      files = files.with(path, text);
    auto made = world::Catalogue::load(files, {});
    if (!made.ok()) throw std::runtime_error(to_string(made.error()));
    return std::move(made).value();
  }

  // "value|date|note|id" of each row of a field.
  Strings field(const std::string& id, const std::string& name, size_t last = 10) {
    const auto table = profile(store_, catalogue_, {id, last});
    EXPECT_TRUE(table.ok()) << (table.ok() ? "" : to_string(table.error()));
    Strings out;
    if (table.ok())
      for (const auto& row : table->rows)
        if (row[0] == name) out.push_back(row[1] + "|" + row[2] + "|" + row[3] + "|" + row[4]);
    return out;
  }

  store::TempFolder folder_;
  Store store_;
  world::Catalogue catalogue_;
};

TEST_F(ProfileTest, TellsWhatTheCatalogueKnowsWithDatesAsStated) {
  EXPECT_EQ(field("person/kim-orlan", "post"),
            (Strings{"министр, Велонь|2020/..|certain|state/velon",
                     "министр, Дальняя|../2019-05|reported|state/far"}));
  EXPECT_EQ(field("state/velon", "holder"),
            Strings{"министр: Ким Орлан|2020/..|certain|person/kim-orlan"});
  EXPECT_EQ(field("state/velon", "belongs to"), Strings{"Лига лагун|1999/..|certain|org/league"});
  EXPECT_EQ(field("org/league", "has"), Strings{"Велонь|1999/..|certain|state/velon"});
  EXPECT_EQ(field("state/velon", "body"), Strings{"Монетный двор|||org/mint"});
  EXPECT_EQ(field("state/velon", "kind"), Strings{"state||disputed|"});
  EXPECT_EQ(field("state/velon", "names"), Strings{"Велонь; Велонская республика|||"});
  EXPECT_EQ(field("org/mint", "state"), Strings{"Велонь|||state/velon"});
  EXPECT_EQ(field("org/league", "mentions"), Strings{"0|||"}) << "of the catalogue alone";
}

TEST_F(ProfileTest, TellsWhatTheArticlesSay) {
  EXPECT_EQ(field("person/kim-orlan", "mentions"), Strings{"2|||"});
  EXPECT_EQ(field("person/kim-orlan", "articles"), Strings{"2|||"});
  EXPECT_EQ(field("person/kim-orlan", "form"), Strings{"Ким Орлан||name, 2 times|"});
  const Strings acts = field("person/kim-orlan", "act");
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_TRUE(acts[0].starts_with("visit: host: Ардания; visitor: Ким Орлан|2031-05-11|occurred|"));
  EXPECT_EQ(field("person/kim-orlan", "status").size(), 1U);
  EXPECT_EQ(field("person/kim-orlan", "article").size(), 2U);
  EXPECT_TRUE(field("person/kim-orlan", "article")[0].find("|2031-05-12|Голос Велони|") !=
              std::string::npos)
      << "the last first";
  EXPECT_EQ(field("person/kim-orlan", "article", 1).size(), 1U);
  EXPECT_EQ(field("person/kim-orlan", "more", 1), Strings{"1 of articles|||"});
  EXPECT_EQ(field("person/mira-talan", "id"),
            Strings{"person/mira-talan||not in the catalogue|person/mira-talan"});
  for (const std::string& act : acts)
    EXPECT_TRUE(explain(store_, act.substr(act.rfind('|') + 1)).ok()) << act;
  EXPECT_EQ(profile(store_, catalogue_, {"person/nobody"}).error().code, Code::kNotFound);
}

TEST_F(ProfileTest, KnowsTheNearestNames) {
  EXPECT_EQ(*nearest_names(store_, "Велонью", 5), Strings{"Велонь (state/velon)"});
  EXPECT_EQ(*nearest_names(store_, "Орлам", 5),
            (Strings{"Ким Орлан (person/kim-orlan)", "Орлан (person/orlan)"}))
      << "the most named first";
  EXPECT_EQ(nearest_names(store_, "Ким", 5)->front(), "Ким Орлан (person/kim-orlan)")
      << "a word of the name";
  EXPECT_EQ(*nearest_names(store_, "Карфаген", 5), Strings{});
  EXPECT_EQ(*nearest_names(store_, "Юг", 5), Strings{}) << "two letters are near to everything";
}

}  // namespace
}  // namespace letopis::chronicle
