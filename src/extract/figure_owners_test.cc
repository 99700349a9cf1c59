#include "extract/figure_owners.h"

#include <gtest/gtest.h>

#include "extract/test_documents.h"

namespace letopis::extract {
namespace {

struct Made {
  TestDocument text;
  Analysis analysis;

  explicit Made(const std::string& table) : text(document_of(table)) {}
  void mention(std::string_view word, EntityKind kind) {
    const auto n = static_cast<uint32_t>(analysis.entities.size());
    Entity entity;
    entity.id = std::string(word);
    entity.kind = kind;
    analysis.entities.push_back(entity);
    Mention mention;
    mention.span = text.doc.tokens[text.find(word)].span;
    mention.entities = {n};
    analysis.mentions.push_back(mention);
  }
  std::string owners(std::string_view noun, std::string_view first, std::string_view last) const {
    const FigureOwners owners(text.doc, analysis);
    std::string out;
    for (const uint32_t entity :
         owners.of(text.find(noun), text.find(first), text.find(last) + 1))
      out += (out.empty() ? "" : " ") + analysis.entities[entity].id;
    return out;
  }
};

TEST(FigureOwners, HangOnTheNounThatIsMeasured) {
  Made made(
      "Объем объем NOUN 7 nsubj\nторговли торговля NOUN 1 nmod\nмежду между ADP 4 case\nЛестанией "
      "лестания PROPN 2 nmod\nи и CCONJ 6 cc\nВельдорией вельдория PROPN 4 conj\nдостиг достигнуть "
      "VERB 0 root\nмиллиона миллион NOUN 7 obl\nдолларов доллар NOUN 8 nmod\nНорвегии норвегия "
      "PROPN 9 nmod\nв в ADP 12 case\nИсландии исландия PROPN 7 obl\n");
  for (const char* state : {"Лестанией", "Вельдорией", "Норвегии", "Исландии"})
    made.mention(state, EntityKind::kState);
  EXPECT_EQ(made.owners("Объем", "миллиона", "долларов"), "Лестанией Вельдорией");
  EXPECT_EQ(made.owners("миллиона", "миллиона", "долларов"), "Норвегии") << "the counted noun's";
}

TEST(FigureOwners, AreNeitherPersonsNorOfWhoeverActs) {
  Made made(
      "Граждане гражданин NOUN|Animacy=Anim 3 nsubj\nЛестании лестания PROPN 1 nmod\nпотеряли "
      "потерять VERB 0 root\nмиллион миллион NOUN 3 obj\nрублей рубль NOUN 4 nmod\n");
  made.mention("Лестании", EntityKind::kState);
  EXPECT_EQ(made.owners("Граждане", "миллион", "рублей"), "");
  Made budget("Бюджет бюджет NOUN 3 nsubj\nТарсова тарсов PROPN 1 nmod\nвырос вырасти VERB 0 root\n");
  budget.mention("Тарсова", EntityKind::kPerson);
  EXPECT_EQ(budget.owners("Бюджет", "вырос", "вырос"), "");
}

}  // namespace
}  // namespace letopis::extract
