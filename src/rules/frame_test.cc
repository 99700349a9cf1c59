#include "rules/frame.h"

#include <gtest/gtest.h>

namespace letopis::rules {
namespace {

std::string with(std::string body) {
  return "letopis-frame 1\nact visit\nplover CONSULT visit\nrole visitor person, state\nrole host "
         "state\nrole place CITY\n" +
         body;
}
const std::string kTail = "ok: Он приехал. => visitor=Он\nno: Он спит.\n";

TEST(Frame, ReadsRolesTriggersAndCommonRules) {
  const auto frame = parse_frame(
      with("need visitor host|place\nplace = в+Loc\nverb посетить, посещать\nvisitor = subj\n"
           "host = obj:state\nnoun визит\nlight совершить\nmode none\nvisitor = gen | adj\n"
           "place = в+Acc:CITY\n" +
           kTail),
      "f");
  ASSERT_TRUE(frame.ok()) << to_string(frame.error());
  ASSERT_EQ(frame->triggers.size(), 2U);
  EXPECT_EQ(frame->triggers[0].lemmas.size(), 2U);
  ASSERT_EQ(frame->triggers[0].rules.size(),
            3U);  // the common rule for place joins the two own ones
  EXPECT_EQ(frame->triggers[0].rules[2].alternatives[0].slot.gcase, Case::kLoc);
  EXPECT_EQ(frame->triggers[1].rules[1].alternatives[0].slot.gcase,
            Case::kAcc);  // the own rule wins
  EXPECT_EQ(frame->triggers[1].mode, "");
  ASSERT_EQ(frame->triggers[0].needs.size(), 2U);
  EXPECT_EQ(frame->triggers[0].needs[1].roles.size(), 2U);
  EXPECT_EQ(frame->examples[0].roles[0].fillers[0], "Он");
}

TEST(Frame, PrepositionsMayHaveSeveralWords) {
  const auto frame =
      parse_frame(with("need visitor\nverb ехать\nvisitor = со сторона+Gen\n" + kTail), "f");
  ASSERT_TRUE(frame.ok()) << to_string(frame.error());
  EXPECT_EQ(frame->triggers[0].rules[0].alternatives[0].slot.preposition, "со сторона");
}

TEST(Frame, WhatIsAssumedIsKeptApartFromWhatAFormMeans) {
  const auto frame = parse_frame(
      with("need visitor\nverb ехать\nvisitor = subj\nassumed hypothetical\n" + kTail), "f");
  ASSERT_TRUE(frame.ok()) << to_string(frame.error());
  EXPECT_EQ(frame->triggers[0].assumed, Modality::kHypothetical);
  EXPECT_EQ(frame->triggers[0].modality, std::nullopt);
}

TEST(Frame, OfficialsWordsNearAndTheAskedClauseAreRead) {
  const auto frame =
      parse_frame(with("spoken\nneed visitor\nverb просить\nvisitor = subj:official,state\n"
                       "host = that\nnear визит, @posts\n" +
                       kTail),
                  "f");
  ASSERT_TRUE(frame.ok()) << to_string(frame.error());
  EXPECT_TRUE(frame->spoken);
  const Trigger& trigger = frame->triggers[0];
  EXPECT_TRUE(trigger.rules[0].alternatives[0].constraint.officials);
  EXPECT_EQ(trigger.rules[1].alternatives[0].slot.kind, SlotKind::kThat);
  ASSERT_EQ(trigger.conditions.size(), 1U);
  EXPECT_EQ(trigger.conditions[0].kind, Condition::Kind::kNear);
  EXPECT_EQ(trigger.conditions[0].lemmas[1], "@posts");
}

TEST(Frame, AnActOpensAStatus) {
  const auto frame = parse_frame(
      with("opens membership guest subject=visitor object=host? on planned as announced\n"
           "need visitor\nverb ехать\nvisitor = subj\n" +
           kTail),
      "f");
  ASSERT_TRUE(frame.ok()) << to_string(frame.error());
  ASSERT_EQ(frame->triggers[0].opens.size(), 1U);
  const Opening& opening = frame->triggers[0].opens[0];
  EXPECT_EQ(opening.kind, "membership");
  EXPECT_EQ(opening.value, "guest");
  EXPECT_EQ(frame->roles[opening.subject].name, "visitor");
  EXPECT_EQ(frame->roles[*opening.object].name, "host");
  EXPECT_TRUE(opening.object_optional);
  EXPECT_EQ(opening.on, std::vector<Modality>{Modality::kPlanned});
  EXPECT_EQ(opening.as, Modality::kAnnounced);
}

TEST(Frame, AStatusHasValues) {
  const std::string head = "letopis-frame 1\nstatus project\nrole subject project\nneed subject\n";
  const auto frame =
      parse_frame(head +
                      "verb строить\nvalue operating planned announced\nsubject = obj | sentence\n"
                      "ok: Строят мост. => subject=мост value=operating asserted\nno: Он спит.\n",
                  "f");
  ASSERT_TRUE(frame.ok()) << to_string(frame.error());
  EXPECT_TRUE(frame->status);
  EXPECT_EQ(frame->triggers[0].value, "operating");
  EXPECT_EQ(frame->triggers[0].planned_value, "announced");
  EXPECT_EQ(frame->examples[0].value, "operating");
  const auto none = parse_frame(
      head + "verb строить\nsubject = obj\nok: Строят. => subject=мост\nno: Он спит.\n", "f");
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().place, "f:5:1");
}

struct Bad {
  const char* name;
  std::string body;
  const char* place;
};
TEST(Frame, ErrorsNameLineAndColumn) {
  const Bad cases[] = {
      {"unknown statement", "nonsense x\n", "f:7:1"},
      {"unknown role", "role traveller person\n", "f:7:6"},
      {"role twice", "role host state\n", "f:7:6"},
      {"unknown kind", "role topic planet\n", "f:7:12"},
      {"no slot", "verb ехать\nvisitor = somewhere\n", "f:8:11"},
      {"no case", "verb ехать\nvisitor = в+Foo\n", "f:8:13"},
      {"undeclared role", "verb ехать\nneed agent\n", "f:8:6"},
      {"light of a verb", "verb ехать\nlight быть\n", "f:8:6"},
      {"bad modality", "verb ехать\nmodality sometimes\n", "f:8:19"},
      {"no kind of status", "opens friendship high subject=host\n", "f:7:17"},
      {"no subject", "opens membership member object=host\n", "f:7:36"},
      {"value of an act", "verb ехать\nvalue member\n", "f:8:6"},
      {"lemma twice", "verb ехать, ехать\n", "f:7:18"},
      {"no expectation", "ok: Он ехал.\n", "f:7:4"},
      {"bad expectation", "ok: Он ехал. => agent=Он\n", "f:7:17"},
      {"no need", "verb ехать\nvisitor = subj\n" + kTail, "f:7:1"},
      {"no triggers", kTail, "f"},
      {"no examples", "need visitor\nverb ехать\nvisitor = subj\n", "f"},
  };
  for (const Bad& bad : cases) {
    const auto frame = parse_frame(with(bad.body), "f");
    ASSERT_FALSE(frame.ok()) << bad.name;
    EXPECT_EQ(frame.error().place, bad.place) << bad.name << ": " << frame.error().message;
  }
}

TEST(Frame, AnotherVersionAndNoFrameAtAllAreRefused) {
  EXPECT_EQ(parse_frame("letopis-frame 2\nact x\n", "f").error().code, Code::kVersion);
  EXPECT_EQ(parse_frame("", "f").error().code, Code::kVersion);
  EXPECT_FALSE(parse_frame("letopis-frame 1\n\xFF\xFE", "f").ok());
}

}  // namespace
}  // namespace letopis::rules
