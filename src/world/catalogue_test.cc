#include "world/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace letopis::world {
namespace {

const DataFiles& sample() {
  static const DataFiles files = DataFiles::from_folder("samples/world").value();
  return files;
}
Catalogue loaded(const DataFiles& files) {
  auto made = Catalogue::load(files, {});
  EXPECT_TRUE(made.ok()) << to_string(made.error());
  return std::move(made).value();
}
// "place: message" of the fault that one more file makes in the world of the samples.
std::string fault(const std::string& path, const std::string& text) {
  const auto made = Catalogue::load(sample().with(path, text), {});
  if (made.ok()) return "no fault";
  EXPECT_EQ(made.error().code, Code::kBadRule);
  return to_string(made.error());
}
void expect_fault(const std::string& text, const std::string& place, const std::string& part) {
  const std::string told = fault("more.tsv", text);
  EXPECT_TRUE(told.starts_with(place + ": ")) << told;
  EXPECT_NE(told.find(part), std::string::npos) << told;
}
Interval days(std::string_view text) { return *edtf_interval(text); }

TEST(Catalogue, KnowsWhoIsWhoAndHowTheyAreSpelt) {
  const Catalogue world = loaded(sample());
  const auto state = world.find("state/veldoria");
  ASSERT_TRUE(state);
  EXPECT_EQ(world.rows()[*state].name, "Вельдория");
  EXPECT_EQ(world.rows()[*state].kind, EntityKind::kState);
  EXPECT_FALSE(world.find("state/nowhere"));
  std::vector<std::string> spelt;
  for (const Spelling& spelling : world.spellings())
    if (spelling.row == *state)
      spelt.push_back(std::string(mention_form_name(spelling.form)) + " " + spelling.text);
  std::sort(spelt.begin(), spelt.end());
  EXPECT_EQ(spelt, (std::vector<std::string>{"adjective вельдорский", "adjective вельдорско-",
                                             "name Вельдория", "name Республика Вельдория"}));
  const auto metonym = std::find_if(
      world.spellings().begin(), world.spellings().end(),
      [](const Spelling& s) { return s.form == MentionForm::kMetonym && s.text == "Тарвен"; });
  ASSERT_NE(metonym, world.spellings().end());
  EXPECT_EQ(world.rows()[metonym->row].id, "place/tarven");
  EXPECT_EQ(metonym->means, *state);
}

TEST(Catalogue, EveryoneBelongsToAStateOrToNone) {
  const Catalogue world = loaded(sample());
  EXPECT_EQ(world.state_of("state/lestania"), "state/lestania");
  EXPECT_EQ(world.state_of("place/orvel"), "state/lestania");
  EXPECT_EQ(world.state_of("person/radim-tarsov"), "state/veldoria");  // by the office
  EXPECT_EQ(world.state_of("medium/sea-courier"), "");
  EXPECT_EQ(world.state_of("person/nobody"), "");
}

TEST(Catalogue, TheHolderOfAnOfficeIsToldOnlyWhereItIsCertain) {
  const Catalogue world = loaded(sample().with(
      "terms.tsv",
      "# person\toffice\tof\tfrom\tto\tcertainty\n"
      "person/anna-zorich\tforeign-minister\tstate/lestania\t2010\t2014-03-31\tcertain\n"
      "person/kirill-olmar\tforeign-minister\tstate/lestania\t2014-04-01\t2018\tcertain\n"
      "person/kirill-olmar\tprime-minister\tstate/veldoria\t2001\t2003\tlikely\n"));
  const uint32_t veldoria = *world.find("state/veldoria"), lestania = *world.find("state/lestania");
  const uint32_t zorich = *world.find("person/anna-zorich"),
                 olmar = *world.find("person/kirill-olmar");
  EXPECT_EQ(world.holder("foreign-minister", lestania, days("2014-03")), zorich);
  EXPECT_EQ(world.holder("foreign-minister", lestania, days("2014-04-01")), olmar);
  EXPECT_EQ(world.holder("foreign-minister", lestania, days("2014")), std::nullopt);  // two held it
  EXPECT_EQ(world.holder("foreign-minister", lestania, days("2018/2019")),
            std::nullopt);  // not to the end
  EXPECT_EQ(world.holder("foreign-minister", lestania, days("2009")), std::nullopt);
  EXPECT_EQ(world.holder("foreign-minister", lestania, Interval{}),
            std::nullopt);  // on no known day
  EXPECT_EQ(world.holder("prime-minister", veldoria, days("2002")), std::nullopt);  // not certain
  EXPECT_EQ(world.holder("president", veldoria, days("2030")),
            *world.find("person/radim-tarsov"));  // an open end
  EXPECT_EQ(world.holder("president", lestania, days("2030")), olmar);
}

TEST(Catalogue, UsersAddToOursAndReferToIt) {
  const DataFiles user =
      DataFiles::from_folder("samples/world").value().with("x.tsv", "# id\tname\n");
  const auto ours = DataFiles::from_folder("data");
  ASSERT_TRUE(ours.ok());
  const auto both = Catalogue::load(*ours, std::span(&user, 1));
  ASSERT_TRUE(both.ok()) << to_string(both.error());
  EXPECT_TRUE(both->find("state/russia"));
  EXPECT_TRUE(both->find("state/veldoria"));
  EXPECT_FALSE(both->posts().empty());
  EXPECT_FALSE(both->words("descriptor", "state").empty());
  EXPECT_TRUE(both->words("descriptor", "none").empty());
  const DataFiles twice[] = {user, user};
  EXPECT_FALSE(Catalogue::load(*ours, twice).ok());
}

TEST(Catalogue, FaultsAreToldWithFileAndLine) {
  expect_fault("# id\tkind\n\nstate/veldoria\tstate\tCOUNTRY\n", "more.tsv:3", "twice");
  expect_fault("# id\tkind\nplace/x\tstate\tCOUNTRY\n", "more.tsv:2", "begins with 'state/'");
  expect_fault("# id\tkind\nplace/x\tplace\tTOWN\n", "more.tsv:2", "expected");
  expect_fault("# id\tname\nstate/nowhere\tНигде\n", "more.tsv:2", "no entity 'state/nowhere'");
  expect_fault("# id\tname\nplace/orvel\n", "more.tsv:2", "name is missing");
  expect_fault("# id\tkind\nplace/x\tplace\tCITY\n", "more.tsv:2", "has no name");
  expect_fault("# id\tmeans\tx\nplace/orvel\tstate/nowhere\tОрвель\n", "more.tsv:2", "no entity");
  expect_fault("# office\tnouns\npresident\t\n", "more.tsv:2", "expected");
  expect_fault("# kind\ttype\tnouns\ndocument\tLAW\t\n", "more.tsv:2", "expected");
}

TEST(Catalogue, ABadDateOfATermIsAFault) {
  const std::string head =
      "# person\toffice\tof\tfrom\tto\tcertainty\nperson/anna-zorich\tpresident\tstate/lestania\t";
  expect_fault(head + "2021-02-30\t\tcertain\n", "more.tsv:2", "'2021-02-30' is no date");
  expect_fault(head + "2021\tнедавно\tcertain\n", "more.tsv:2", "no date");
  expect_fault(head + "2021\t2020\tcertain\n", "more.tsv:2", "ends before it begins");
}

TEST(Catalogue, OnlyStatesAreBelongedTo) {
  const std::string text = "# id\tkind\nplace/x\tplace\tCITY\t\t\tplace/orvel\n";
  const auto made = Catalogue::load(
      sample().with("more.tsv", text).with("names.tsv", "# id\tname\nplace/x\tИкс\n"), {});
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().place, "more.tsv:2");
  EXPECT_NE(made.error().message.find("no state"), std::string::npos);
}

TEST(Catalogue, AFileWithoutAKnownFirstLineIsAFault) {
  expect_fault("place/orvel\tОрвель\n", "more.tsv:1", "first line");
  expect_fault("# place\tname\nplace/orvel\tОрвель\n", "more.tsv:1", "first line");
  EXPECT_EQ(fault("more.tsv", "# nothing yet\n"), "no fault");
}

TEST(Catalogue, BodiesDoNotBelongToThemselves) {
  const std::string bodies =
      "# id\tkind\norg/a\torg\tORGANIZATION\norg/b\torg\tORGANIZATION\norg/c\torg\tORGANIZATION\n";
  const std::string names = "# id\tabbreviations\norg/a\tАБВ\norg/b\tБВГ\norg/c\tВГД\n";
  const auto told = [&](const std::string& memberships) {
    const auto made = Catalogue::load(sample()
                                          .with("b.tsv", bodies)
                                          .with("n.tsv", names)
                                          .with("m.tsv", "# member\tbody\n" + memberships),
                                      {});
    return made.ok() ? std::string("no fault") : to_string(made.error());
  };
  EXPECT_EQ(told("state/veldoria\torg/a\norg/a\torg/b\nstate/veldoria\torg/b\norg/a\torg/c\norg/"
                 "b\torg/c\n"),
            "no fault");
  EXPECT_TRUE(told("org/a\torg/a\n").starts_with("m.tsv:2: "));
  const std::string circle =
      told("state/veldoria\torg/a\norg/a\torg/b\norg/b\torg/c\norg/c\torg/a\n");
  EXPECT_TRUE(circle.starts_with("m.tsv:")) << circle;
  EXPECT_NE(circle.find("belongs to itself"), std::string::npos) << circle;
}

}  // namespace
}  // namespace letopis::world
