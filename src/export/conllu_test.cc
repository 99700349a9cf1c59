#include "export/conllu.h"

#include <gtest/gtest.h>

#include <sstream>

namespace letopis::exporting {
namespace {

// The words of a block with the same analysis: the first word is the root, the others hang on it.
Document analysed(const read::ConlluBlock& block) {
  Document doc;
  doc.article = &block.article;
  for (const Span span : block.words) doc.tokens.push_back({span, TokenKind::kOther});
  doc.sentences = block.sentences;
  for (const Sentence s : doc.sentences)
    for (uint32_t t = s.begin; t < s.end; ++t)
      doc.arcs.push_back(t == s.begin ? Arc{kNoToken, Relation::kRoot}
                                      : Arc{s.begin, Relation::kFlatName});
  doc.morphs.assign(doc.size(), *morph_of("PROPN|Case=Nom|Number=Sing"));
  doc.lemmas.assign(doc.size(), "слово");
  doc.lowers = doc.lemmas;
  return doc;
}

read::ConlluBlock block_of(const std::string& text) {
  std::istringstream input(text);
  auto block = read::ConlluReader(input, "in").next();
  EXPECT_TRUE(block.ok() && *block) << text;
  return std::move(**block);
}

constexpr const char* kTail = "\tслово\tPROPN\t_\tCase=Nom|Number=Sing\t";

TEST(WriteConllu, GivenWordsKeepCommentsRangesAndMisc) {
  const std::string given =
      "# newdoc\n# sent_id = x\n"
      "1\tЛена\tlemma\tX\tx\tA=B\t2\tdep\t2:dep\tNER=B-LOC|Gloss=L\n"
      "2-3\tпоехала\t_\t_\t_\t_\t_\t_\t_\t_\n"
      "2\tпо\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
      "3\tехала\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
      "1\tДа\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
  const read::ConlluBlock block = block_of(given);
  Document doc = analysed(block);
  doc.names = {{0, 1, NameType::kPer}, {2, 3, NameType::kLoc}};
  std::string out;
  write_conllu(doc, block, out);
  EXPECT_EQ(out, std::string("# newdoc\n# sent_id = x\n1\tЛена") + kTail +
                     "0\troot\t_\tGloss=L|NER=B-PER\n"
                     "2-3\tпоехала\t_\t_\t_\t_\t_\t_\t_\t_\n2\tпо" +
                     kTail + "1\tflat:name\t_\tSpaceAfter=No\n3\tехала" + kTail +
                     "1\tflat:name\t_\tNER=B-LOC\n\n1\tДа" + kTail + "0\troot\t_\t_\n\n");
}

TEST(WriteConllu, ATextHasOffsetsInCodePointsAndNoLineBreakInAComment) {
  Article article;
  article.text = "\U0001F642 Анна\nОрлова!";
  article.doc = "a.txt";
  read::ConlluBlock block;
  block.article = article;
  block.words = {{5, 13}, {14, 26}, {26, 27}};
  block.sentences = {{0, 3}};
  Document doc = analysed(block);
  doc.names = {{0, 2, NameType::kPer}};
  std::string out;
  write_conllu(doc, out);
  EXPECT_EQ(out, std::string("# newdoc id = a.txt\n# sent_id = 1\n# text = Анна Орлова!\n1\tАнна") +
                     kTail + "0\troot\t_\tstart_char=2|end_char=6|NER=B-PER\n2\tОрлова" + kTail +
                     "1\tflat:name\t_\tstart_char=7|end_char=13|NER=I-PER|SpaceAfter=No\n3\t!" +
                     kTail + "1\tflat:name\t_\tstart_char=13|end_char=14\n\n");
}

}  // namespace
}  // namespace letopis::exporting
