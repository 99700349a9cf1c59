#include "extract/statuses.h"

#include <gtest/gtest.h>

namespace letopis::extract {
namespace {

Analysis world() {
  Analysis analysis;
  for (const char* id : {"state/russia", "state/china", "org/sco", "person/x"}) {
    Entity entity;
    entity.id = id;
    entity.kind = *entity_kind_of(entity.id.substr(0, entity.id.find('/')));
    analysis.entities.push_back(entity);
  }
  return analysis;
}

Claim act(Modality modality) {
  Claim claim;
  claim.frame = "join";
  claim.arguments = {
      {"agent", 0, "", {0, 4}}, {"agent", 1, "", {5, 9}}, {"object", 2, "", {10, 13}}};
  claim.modality = modality;
  claim.when = {"2024-10", *edtf_interval("2024-10"), AnchorKind::kText};
  claim.evidence = {{0, 13}};
  return claim;
}

rules::Frame frame() {
  rules::Frame made;
  made.act = "join";
  made.roles = {{"agent", {}}, {"object", {}}};
  return made;
}

std::string told(const Claim& claim) {
  std::string text = claim.frame;
  for (const Argument& a : claim.arguments)
    text += " " + a.role + "=" + (a.entity == kNoEntity ? a.literal : std::to_string(a.entity));
  return text + " " + std::string(modality_name(claim.modality)) + " " + claim.when.edtf;
}

TEST(Statuses, AnActOpensOneForEachSubject) {
  const auto made = opened(frame(), {"membership", "member", 0, 1, false, {}, {}},
                           act(Modality::kOccurred), world());
  ASSERT_EQ(made.size(), 2U);
  EXPECT_EQ(told(made[0]), "membership subject=0 object=2 value=member asserted 2024-10");
  EXPECT_EQ(told(made[1]), "membership subject=1 object=2 value=member asserted 2024-10");
}

TEST(Statuses, WhatIsToComeHasNoBeginning) {
  const rules::Opening opening{"membership", "member", 0, 1, false, {}, {}};
  EXPECT_EQ(told(opened(frame(), opening, act(Modality::kPlanned), world()).front()),
            "membership subject=0 object=2 value=member planned ");
  EXPECT_TRUE(opened(frame(), opening, act(Modality::kHypothetical), world()).empty());
}

TEST(Statuses, AnOpeningMayBeLimitedAndRenamed) {
  const rules::Opening opening{"membership",         "member",           0, 1, false,
                               {Modality::kNegated}, Modality::kDeclined};
  EXPECT_TRUE(opened(frame(), opening, act(Modality::kOccurred), world()).empty());
  EXPECT_EQ(told(opened(frame(), opening, act(Modality::kNegated), world()).front()),
            "membership subject=0 object=2 value=member declined 2024-10");
}

TEST(Statuses, APersonIsNoObject) {
  Claim claim = act(Modality::kOccurred);
  claim.arguments[2].entity = 3;
  EXPECT_TRUE(
      opened(frame(), {"membership", "member", 0, 1, false, {}, {}}, claim, world()).empty());
  const auto one_sided =
      opened(frame(), {"sanctions", "in_force", 0, 1, true, {}, {}}, claim, world());
  ASSERT_EQ(one_sided.size(), 2U);
  EXPECT_EQ(told(one_sided[0]), "sanctions subject=0 value=in_force asserted 2024-10");
}

TEST(Statuses, TwoSidesStandInTheOrderOfTheirIds) {
  Claim claim;
  claim.frame = "relation-level";
  claim.modality = Modality::kAsserted;
  claim.arguments = {{"party", 0, "", {}}, {"party", 1, "", {}}, {"value", kNoEntity, "v", {}}};
  const auto made = sides(claim, world());
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(told(made[0]), "relation-level subject=1 object=0 value=v asserted ");
  claim.arguments.push_back({"party", 2, "", {}});
  EXPECT_TRUE(sides(claim, world()).empty());
}

TEST(Statuses, NothingIsItsOwnObject) {
  Claim claim;
  claim.arguments = {{"subject", 2, "", {}}, {"object", 2, "", {}}};
  EXPECT_TRUE(sides(claim, world()).empty());
}

TEST(Statuses, OneStatusSaidTwiceIsOneClaimWithTheNarrowerTime) {
  Claim a = opened(frame(), {"membership", "member", 0, 1, false, {}, {}}, act(Modality::kOccurred),
                   world())
                .front();
  Claim b = a;
  a.when = {};
  a.said_by = {3};
  b.evidence = {{20, 30}};
  const auto made = joined({b, a});
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].when.edtf, "2024-10");
  EXPECT_EQ(made[0].evidence.size(), 2U);
  EXPECT_TRUE(made[0].said_by.empty());  // the outlet says so too
  Claim c = b;
  c.modality = Modality::kDenied;
  EXPECT_EQ(joined({b, c}).size(), 2U);
}

}  // namespace
}  // namespace letopis::extract
