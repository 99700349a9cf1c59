#include "extract/tree.h"

#include <gtest/gtest.h>

#include "extract/test_documents.h"

namespace letopis::extract {
namespace {

std::vector<std::string> forms(const TestDocument& made, const std::vector<Dependant>& found) {
  std::vector<std::string> out;
  for (const Dependant& d : found) out.emplace_back(made.doc.surface(d.token));
  return out;
}
using Forms = std::vector<std::string>;

TEST(Tree, FindsTheAgentOfAPassiveAndWhatWasDone) {
  const auto made = document_of(
      "Договор договор NOUN|Case=Nom 3 nsubj:pass\n"
      "был быть AUX|Tense=Past|VerbForm=Fin 3 aux:pass\n"
      "подписан подписать VERB|Tense=Past|Variant=Short|VerbForm=Part|Voice=Pass 0 root\n"
      "министрами министр NOUN|Animacy=Anim|Case=Ins 3 obl\n");
  const Tree tree(made.doc);
  const uint32_t verb = made.find("подписан");
  EXPECT_TRUE(tree.passive(verb));
  EXPECT_EQ(forms(made, tree.agents(verb)), Forms{"министрами"});
  EXPECT_EQ(forms(made, tree.patients(verb)), Forms{"Договор"});
  EXPECT_EQ(tree.tense(verb), Tense::kPast);
}

TEST(Tree, OfTwoSubjectsAroundAVerbTheFirstIsItsObject) {
  const auto made = document_of(
      "Совет совет NOUN|Case=Nom 2 nsubj\n"
      "возглавит возглавить VERB|Tense=Fut|VerbForm=Fin|Voice=Act 0 root\n"
      "Тарсов тарсов PROPN|Animacy=Anim|Case=Nom 2 nsubj\n");
  const Tree tree(made.doc);
  EXPECT_EQ(forms(made, tree.agents(1)), Forms{"Тарсов"});
  EXPECT_EQ(forms(made, tree.patients(1)), Forms{"Совет"});
}

TEST(Tree, InfinitivesConvertsAndCoordinatedVerbsInheritTheSubject) {
  const auto made = document_of(
      "Министр министр NOUN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "прилетел прилететь VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      "и и CCONJ 4 cc\n"
      "намерен намерен VERB|Tense=Past|VerbForm=Fin|Voice=Act 2 conj\n"
      "посетить посетить VERB|VerbForm=Inf|Voice=Act 4 xcomp\n"
      "завод завод NOUN|Case=Acc 5 obj\n"
      "возвращаясь возвращаться VERB|Tense=Pres|VerbForm=Conv|Voice=Act 5 advcl\n");
  const Tree tree(made.doc);
  EXPECT_EQ(forms(made, tree.agents(made.find("посетить"))), Forms{"Министр"});
  EXPECT_EQ(forms(made, tree.agents(made.find("возвращаясь"))), Forms{"Министр"});
  EXPECT_LT(tree.agents(made.find("посетить"))[0].confidence, 1.0F);
  EXPECT_EQ(forms(made, tree.patients(made.find("посетить"))), Forms{"завод"});
}

TEST(Tree, AddresseeOfARequestActs) {
  const auto made = document_of(
      "Президент президент NOUN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "поручил поручить VERB|Tense=Past|VerbForm=Fin|Voice=Act 0 root\n"
      "министру министр NOUN|Animacy=Anim|Case=Dat 2 iobj\n"
      "подписать подписать VERB|VerbForm=Inf|Voice=Act 2 xcomp\n");
  const Tree tree(made.doc);
  EXPECT_EQ(forms(made, tree.agents(made.find("подписать"))), Forms{"министру"});
}

TEST(Tree, ParticiplesActOnTheirNounAndRelativesStandForIt) {
  const auto made = document_of(
      "делегация делегация NOUN|Case=Nom 0 root\n"
      "подписавшая подписать VERB|Tense=Past|VerbForm=Part|Voice=Act 1 acl\n"
      "договор договор NOUN|Case=Acc 2 obj\n"
      "которая который PRON|Case=Nom 5 nsubj\n"
      "уехала уехать VERB|Tense=Past|VerbForm=Fin|Voice=Act 1 acl:relcl\n");
  const Tree tree(made.doc);
  EXPECT_EQ(forms(made, tree.agents(made.find("подписавшая"))), Forms{"делегация"});
  EXPECT_EQ(forms(made, tree.agents(made.find("уехала"))), Forms{"делегация"});
}

TEST(Tree, ClauseIsTheNearestPredicateAndMainClausePassesOverNonFiniteOnes) {
  const auto made = document_of(
      "Посол посол NOUN|Animacy=Anim|Case=Nom 2 nsubj\n"
      "хочет хотеть VERB|Tense=Pres|VerbForm=Fin 0 root\n"
      "посетить посетить VERB|VerbForm=Inf 2 xcomp\n"
      "завод завод NOUN|Case=Acc 3 obj\n");
  const Tree tree(made.doc);
  EXPECT_EQ(tree.clause(made.find("завод")), made.find("посетить"));
  EXPECT_EQ(tree.main_clause(made.find("завод")), made.find("хочет"));
}

TEST(Tree, PrepositionIsSharedByTheMembersOfACoordination) {
  const auto made = document_of(
      "в в ADP 2 case\n"
      "Осло осло PROPN|Case=Loc 0 root\n"
      "и и CCONJ 4 cc\n"
      "Риме рим PROPN|Case=Loc 2 conj\n");
  const Tree tree(made.doc);
  EXPECT_EQ(tree.preposition(made.find("Риме")), "в");
  EXPECT_EQ(tree.conjuncts(made.find("Осло")).size(), 2U);
  EXPECT_EQ(tree.first_conjunct(made.find("Риме")), made.find("Осло"));
}

TEST(Tree, LettersAreInNoCase) {
  const auto made = document_of(
      "в в ADP 2 case\n"
      "СНГ снг PROPN|Case=Loc 0 root\n"
      "и и CCONJ 4 cc\n"
      "Риме рим PROPN|Case=Loc 2 conj\n");
  const Tree tree(made.doc);
  EXPECT_EQ(tree.gcase(made.find("СНГ")), Case::kNone);
  EXPECT_EQ(tree.gcase(made.find("Риме")), Case::kLoc);
}

TEST(Tree, NegationBindsItsOwnVerb) {
  const auto made = document_of(
      "не не PART|Polarity=Neg 2 advmod\n"
      "сказал сказать VERB|Tense=Past|VerbForm=Fin 0 root\n"
      "что что SCONJ 4 mark\n"
      "приедет приехать VERB|Tense=Fut|VerbForm=Fin 2 ccomp\n");
  const Tree tree(made.doc);
  EXPECT_TRUE(tree.negated(made.find("сказал")));
  EXPECT_FALSE(tree.negated(made.find("приедет")));
}

}  // namespace
}  // namespace letopis::extract
