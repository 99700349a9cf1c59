#include "world/catalogue.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <set>

namespace letopis::world {
namespace {

using Texts = std::vector<std::pair<std::string, std::string>>;

// A small world that is right, with some files replaced or added.
DataFiles files(const Texts& changed = {}) {
  char folder[] = "/tmp/letopis-world-XXXXXX";
  EXPECT_NE(mkdtemp(folder), nullptr);
  auto made = DataFiles::from_folder(folder);
  std::filesystem::remove(folder);
  const Texts right = {
      {"world/entities.tsv",
       "# id\tkind\ttype\twikidata\tiso3\tstate\n"
       "state/avaria\tstate\tCOUNTRY\t\t\t\n"
       "place/lun\tplace\tCITY\t\t\tstate/avaria\n"
       "place/mid-isle\tplace\tLOCATION\t\t\t\n"
       "org/league\torg\tORGANIZATION\t\t\t\n"
       "org/inner-league\torg\tORGANIZATION\t\t\t\n"
       "org/lun-castle\torg\tORGANIZATION\t\t\tstate/avaria\n"
       "person/ana\tperson\tPERSON\t\t\t\n"
       "person/bor\tperson\tPERSON\t\t\t\n"},
      {"ru/names/names.tsv",
       "# id\tname\taliases\n"
       "state/avaria\tАвария\tАварское королевство\n"
       "place/lun\tЛун\t\n"
       "place/mid-isle\tСредний остров\t\n"
       "org/league\tЛига\t\n"
       "org/inner-league\tМалая лига\t\n"
       "org/lun-castle\tЛунский замок\t\n"
       "person/ana\tАна Первая\t\n"
       "person/bor\tБор Второй\t\n"},
      {"ru/names/posts.tsv",
       "# office\tnouns\talso\npresident\tпрезидент\t\nforeign-minister\tминистр\t\n"},
      {"ru/names/institutions.tsv",
       "# "
       "institution\tnouns\thead\nmfa\tМИД\tforeign-"
       "minister\npresidency\tадминистрация\tpresident\n"},
      {"world/institutions.tsv",
       "# institution\tstate\torg\npresidency\tstate/avaria\torg/lun-castle\n"},
      {"world/offices.tsv",
       "# person\toffice\tof\tfrom\tto\tcertainty\n"
       "person/ana\tpresident\tstate/avaria\t2000-01-01\t2004-06-30\tcertain\n"
       "person/bor\tpresident\tstate/avaria\t2004-06-30\t\tcertain\n"
       "person/bor\tforeign-minister\tstate/avaria\t\t2004\treported\n"},
      {"world/known.tsv", "# known\tuntil\noffices\t2010-12-31\n"},
      {"world/memberships.tsv",
       "# member\tbody\tfrom\tto\tcertainty\n"
       "state/avaria\torg/league\t1999\t2003\tcertain\n"
       "org/inner-league\torg/league\t\t\treported\n"}};
  DataFiles out = *made;
  for (const auto& [path, text] : right) out = out.with(path, text);
  for (const auto& [path, text] : changed) out = out.with(path, text);
  return out;
}

Catalogue small() {
  auto made = Catalogue::load(files(), {});
  EXPECT_TRUE(made.ok()) << to_string(made.error());
  return std::move(made).value();
}

Interval days(std::string_view edtf) { return *edtf_interval(edtf); }

std::string error(const Texts& changed) {
  const auto made = Catalogue::load(files(changed), {});
  return made.ok() ? "no error" : to_string(made.error());
}

TEST(CatalogueTest, TheHolderOfAnOfficeIsTheOneWhoCertainlyHeldItOnTheseDays) {
  const Catalogue c = small();
  const uint32_t avaria = *c.find("state/avaria");
  const auto holder = [&](std::string_view office, std::string_view when) -> std::string {
    const Term* term = c.holder(office, avaria, days(when));
    return term == nullptr ? "" : c.rows()[term->person].id;
  };
  EXPECT_EQ(holder("president", "2003-05-05"), "person/ana");
  EXPECT_EQ(holder("president", "2003"), "person/ana");
  EXPECT_EQ(holder("president", "2009-01"), "person/bor");
  EXPECT_EQ(holder("president", "2004-06-30"), "") << "the day of handing over";
  EXPECT_EQ(holder("president", "2004"), "") << "two in one year";
  EXPECT_EQ(holder("president", "1999-12-31"), "");
  EXPECT_EQ(holder("president", "2011-01-01"), "") << "later than the files know";
  EXPECT_EQ(holder("foreign-minister", "2003-05-05"), "") << "not certain";
  EXPECT_EQ(c.holder("president", avaria, Interval{}), nullptr) << "no date";
}

TEST(CatalogueTest, MembersAreThoseOfTheDay) {
  const Catalogue c = small();
  const uint32_t league = *c.find("org/league");
  EXPECT_EQ(c.members(league, days("2001-01-01")), std::vector<uint32_t>{*c.find("state/avaria")});
  EXPECT_TRUE(c.members(league, days("2004-01-01")).empty());
}

TEST(CatalogueTest, InstitutionsHaveIdsOfTheirStateWhetherListedOrNot) {
  const Catalogue c = small();
  const uint32_t avaria = *c.find("state/avaria");
  EXPECT_EQ(c.institution_id(0, avaria), "org/mfa-of-avaria");
  EXPECT_EQ(c.institution_id(1, avaria), "org/lun-castle");
  ASSERT_TRUE(c.institution("org/mfa-of-avaria"));
  EXPECT_EQ(c.institution("org/mfa-of-avaria")->first, 0U);
  EXPECT_EQ(c.institution("org/lun-castle")->first, 1U);
  EXPECT_FALSE(c.institution("org/league"));
  EXPECT_FALSE(c.institution("org/mfa-of-nowhere"));
}

TEST(CatalogueTest, EverythingBelongsToItsStateAndAContestedPlaceToNone) {
  const Catalogue c = small();
  EXPECT_EQ(c.state_of("state/avaria"), "state/avaria");
  EXPECT_EQ(c.state_of("place/lun"), "state/avaria");
  EXPECT_EQ(c.state_of("person/bor"), "state/avaria") << "by the office";
  EXPECT_EQ(c.state_of("org/mfa-of-avaria"), "state/avaria");
  EXPECT_EQ(c.state_of("place/mid-isle"), "");
  EXPECT_EQ(c.state_of("person/nobody"), "");
}

TEST(CatalogueTest, AUsersFolderStandsBesideOurs) {
  char folder[] = "/tmp/letopis-world-XXXXXX";
  ASSERT_NE(mkdtemp(folder), nullptr);
  DataFiles user = *DataFiles::from_folder(folder);
  std::filesystem::remove(folder);
  user = user.with("actors.tsv",
                   "# "
                   "id\tkind\ttype\twikidata\tiso3\tstate\nperson/vik\tperson\tPERSON\t\t\tstate/"
                   "avaria\n")
             .with("names/actors.tsv", "# id\tname\taliases\nperson/vik\tВик Третий\t\n")
             .with("offices.tsv",
                   "# "
                   "person\toffice\tof\tfrom\tto\tcertainty\nperson/vik\tforeign-minister\tstate/"
                   "avaria\t2012-01-01\t\tcertain\n");
  const auto made = Catalogue::load(files(), std::vector<DataFiles>{user});
  ASSERT_TRUE(made.ok()) << to_string(made.error());
  const Term* term =
      made->holder("foreign-minister", *made->find("state/avaria"), days("2030-01-01"));
  ASSERT_NE(term, nullptr) << "what our files know says nothing of theirs";
  EXPECT_EQ(made->rows()[term->person].name, "Вик Третий");
}

TEST(CatalogueTest, ErrorsNameFileAndLine) {
  const std::string head = "# id\tkind\ttype\twikidata\tiso3\tstate\n";
  EXPECT_EQ(error({{"world/more.tsv",
                    head + "org/x\torg\tORGANIZATION\t\t\t\norg/x\torg\tORGANIZATION\t\t\t\n"}}),
            "world/more.tsv:3: the id 'org/x' stands twice");
  EXPECT_EQ(error({{"world/more.tsv", head + "org/x\torg\tORGANIZATION\t\t\t\n"}}),
            "world/more.tsv:2: the entity 'org/x' has no name in names/");
  EXPECT_EQ(error({{"world/more.tsv", head + "place/x\torg\tORGANIZATION\t\t\t\n"}}),
            "world/more.tsv:2: the id of this org must begin with 'org/'");
  EXPECT_EQ(
      error({{"world/more.tsv", head + "org/x\tbody\tORGANIZATION\t\t\t\n"}}),
      "world/more.tsv:2: expected: id, kind, NEREL type, wikidata, iso3, state, separated by tabs");
  EXPECT_EQ(error({{"world/more.tsv", head + "org/x\torg\tORGANIZATION\t\t\tplace/lun\n"},
                   {"ru/names/more.tsv", "# id\tname\norg/x\tИкс\n"}}),
            "world/more.tsv:2: 'org/x' belongs to 'place/lun', which is no state");
  EXPECT_EQ(error({{"ru/names/more.tsv", "# id\tname\norg/nobody\tНикто\n"}}),
            "ru/names/more.tsv:2: there is no entity 'org/nobody'");
}

TEST(CatalogueTest, AFileOfAnUnknownKindIsAnError) {
  const auto made = Catalogue::load(files({{"world/notes.tsv", "# colour\tvalue\nred\t1\n"}}), {});
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().place, "world/notes.tsv:1");
}

TEST(CatalogueTest, WhoLeadsAStateIsItsPresidentUnlessTheFilesSayOtherwise) {
  EXPECT_EQ(small().leading_office(*small().find("state/avaria")), "president");
  const auto led = [](const std::string& by) {
    const auto made = Catalogue::load(
        files({{"world/leading.tsv", "# leads\tstates\n" + by + "\tstate/avaria\n"}}), {});
    return made.ok() ? std::string(made->leading_office(*made->find("state/avaria")))
                     : to_string(made.error());
  };
  EXPECT_EQ(led("foreign-minister"), "foreign-minister");
  EXPECT_EQ(led("nobody"), "");
  EXPECT_EQ(led("king"), "world/leading.tsv:2: there is no office 'king'");
}

TEST(CatalogueTest, StandingsAreAClosedClassAndAContestedPlaceNamesNoState) {
  const auto row = [](const std::string& cells) {
    return error(
        {{"world/more.tsv", "# id\tkind\ttype\twikidata\tiso3\tstate\tstanding\n" + cells + "\n"}});
  };
  EXPECT_EQ(row("place/x\tplace\tCITY\t\t\tstate/avaria\tcontested"),
            "world/more.tsv:2: a contested place names no state");
  EXPECT_EQ(row("state/x\tstate\tCOUNTRY\t\t\t\tnew"),
            "world/more.tsv:2: there is no standing 'new'");
}

TEST(CatalogueTest, ErrorsOfTermsNameFileAndLine) {
  const auto term = [](const std::string& row) {
    return error({{"world/more.tsv", "# person\toffice\tof\tfrom\tto\tcertainty\n" + row + "\n"}});
  };
  EXPECT_EQ(term("person/ana\tpresident\torg/league\t2005\t2004\tcertain"),
            "world/more.tsv:2: this ends before it begins");
  EXPECT_EQ(term("person/ana\tpresident\torg/league\t2005-02-31\t\tcertain"),
            "world/more.tsv:2: '2005-02-31' is no date");
  EXPECT_EQ(term("person/ana\tking\torg/league\t2005\t\tcertain"),
            "world/more.tsv:2: there is no office 'king' in names/");
  EXPECT_EQ(term("org/league\tpresident\torg/league\t2005\t\tcertain"),
            "world/more.tsv:2: 'org/league' is no person");
  EXPECT_EQ(term("person/ana\tpresident\torg/league\t\t2005\tcertain"),
            "world/more.tsv:2: a term that begins at an unknown time is not certain");
  EXPECT_EQ(term("person/ana\tpresident\torg/league\t2005\t"),
            "world/more.tsv:2: the last column, certainty, is missing");
  // Whichever file is read later names the other.
  EXPECT_NE(term("person/ana\tpresident\tstate/avaria\t2005\t2006\tcertain")
                .find("hold one office at the same time"),
            std::string::npos);
}

TEST(CatalogueTest, ABodyIsNoMemberOfItselfThroughOthers) {
  const std::string wrong = error(
      {{"world/more.tsv",
        "# member\tbody\tfrom\tto\tcertainty\norg/league\torg/inner-league\t\t\treported\n"}});
  EXPECT_NE(wrong.find("world/memberships.tsv:3"), std::string::npos) << wrong;
  EXPECT_NE(wrong.find("a member of itself"), std::string::npos) << wrong;
}

TEST(CatalogueTest, OurOwnFilesAreRightAndWide) {
  const auto data = DataFiles::from_folder("data");
  ASSERT_TRUE(data.ok());
  const auto made = Catalogue::load(*data, {});
  ASSERT_TRUE(made.ok()) << to_string(made.error());
  std::map<EntityKind, int> kinds;
  std::set<std::string> codes;
  for (const Row& row : made->rows()) {
    ++kinds[row.kind];
    EXPECT_TRUE(row.iso3.empty() || codes.insert(row.iso3).second) << row.id << " shares its code";
  }
  EXPECT_GE(kinds[EntityKind::kState], 195);  // 193 members and two observers of the UN
  EXPECT_GE(kinds[EntityKind::kOrg], 250);
  EXPECT_GE(kinds[EntityKind::kMedium], 60);
  EXPECT_GE(kinds[EntityKind::kPlace], 600);
  EXPECT_GE(kinds[EntityKind::kPerson], 600);
  EXPECT_EQ(made->rows()[*made->find("state/abkhazia")].standing, "disputed");
  EXPECT_EQ(made->rows()[*made->find("state/ussr")].standing, "historical");
  EXPECT_EQ(made->state_of("place/crimea"), "") << "a contested place names no state";
  const Term* term = made->holder("president", *made->find("state/kazakhstan"), days("2024-11-27"));
  ASSERT_NE(term, nullptr);
  EXPECT_EQ(made->rows()[term->person].id, "person/tokayev");
}

}  // namespace
}  // namespace letopis::world
