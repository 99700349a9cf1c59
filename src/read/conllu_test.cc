#include "read/conllu.h"

#include <gtest/gtest.h>

#include <sstream>

namespace letopis::read {
namespace {

std::string word(const std::string& id, const std::string& form, const std::string& misc = "_") {
  return id + "\t" + form + "\t_\t_\t_\t_\t_\t_\t_\t" + misc + "\n";
}

std::vector<ConlluBlock> blocks_of(const std::string& text) {
  std::istringstream input(text);
  ConlluReader reader(input, "in.conllu");
  std::vector<ConlluBlock> blocks;
  for (;;) {
    auto block = reader.next();
    EXPECT_TRUE(block.ok()) << to_string(block.error());
    if (!block.ok() || !*block) return blocks;
    blocks.push_back(std::move(**block));
  }
}

std::string error_of(const std::string& text, size_t max_bytes = 1 << 20) {
  std::istringstream input(text);
  ConlluReader reader(input, "in.conllu", max_bytes);
  for (;;) {
    const auto block = reader.next();
    if (!block.ok()) {
      EXPECT_FALSE(reader.next().ok()) << "reads on behind an error";
      return to_string(block.error());
    }
    if (!*block) return "none";
  }
}

TEST(Conllu, KeepsSentencesWordsCommentsAndMisc) {
  const auto blocks =
      blocks_of("# sent_id = a\n# text = Снег идёт.\n" + word("1", "Снег") +
                word("2", "идёт", "SpaceAfter=No|X=1") + word("3", ".") + "\n\n" + word("1", "Да"));
  ASSERT_EQ(blocks.size(), 1U);
  const ConlluBlock& block = blocks[0];
  EXPECT_EQ(block.article.text, "Снег идёт.\nДа\n");
  ASSERT_EQ(block.sentences.size(), 2U);
  EXPECT_EQ(block.sentences[0].end, 3U);
  EXPECT_EQ(block.sentences[1].begin, 3U);
  EXPECT_EQ(block.sentences[1].end, 4U);
  EXPECT_EQ(block.words[3].of(block.article.text), "Да");
  EXPECT_EQ(block.given[0].comments,
            (std::vector<std::string>{"# sent_id = a", "# text = Снег идёт."}));
  EXPECT_EQ(block.given[0].misc, (std::vector<std::string>{"_", "SpaceAfter=No|X=1", "_"}));
  EXPECT_TRUE(block.given[1].comments.empty());
}

TEST(Conllu, KeepsRangesAndSpacesInsideWordsAndLeavesEmptyNodesOut) {
  const auto blocks = blocks_of(word("1", "100 000") + word("2-3", "оттого") + word("2", "от") +
                                word("3", "того") + word("3.1", "быть") + "\n");
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].words.size(), 3U);
  EXPECT_EQ(blocks[0].words[0].of(blocks[0].article.text), "100 000");
  ASSERT_EQ(blocks[0].given[0].ranges.size(), 1U);
  EXPECT_EQ(blocks[0].given[0].ranges[0].before, 1U);
  EXPECT_TRUE(blocks[0].given[0].ranges[0].line.starts_with("2-3\tоттого\t"));
}

TEST(Conllu, ADocumentIsABlockAndALongOneIsSeveral) {
  std::string text = "# newdoc id = a\n" + word("1", "Да") + "\n" + word("1", "Нет") +
                     "\n# newdoc id = b\n" + word("1", "Да") + "\n";
  EXPECT_EQ(blocks_of(text).size(), 2U);
  for (int i = 0; i < 300; ++i) text += word("1", "Да") + "\n";
  const auto blocks = blocks_of(text);
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(blocks[1].given.size() + blocks[2].given.size(), 301U);
}

TEST(Conllu, ReadsWindowsLineEndsAByteOrderMarkAndNothing) {
  EXPECT_TRUE(blocks_of("").empty());
  EXPECT_TRUE(blocks_of("\n\n").empty());
  std::string text = "\xEF\xBB\xBF" + word("1", "Да");
  text.insert(text.size() - 1, "\r");
  const auto blocks = blocks_of(text + "\r\n");
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].given[0].misc[0], "_");
}

TEST(Conllu, NamesFileAndLineOfWhatIsWrong) {
  const std::string good = word("1", "Да");
  EXPECT_EQ(error_of(good + "2\tНет\t_\n"),
            "in.conllu:2: a word has ten columns, parted by tabs; here are 3");
  EXPECT_EQ(error_of(good + word("3", "Нет")),
            "in.conllu:2: the ID 3 is out of order; the next word is 2");
  EXPECT_EQ(error_of(good + word("x", "Нет")),
            "in.conllu:2: the ID x is out of order; the next word is 2");
  EXPECT_EQ(error_of(good + word("3-4", "Нет")),
            "in.conllu:2: the ID 3-4 does not fit in here; the next word is 2");
  EXPECT_EQ(error_of(word("1-2", "Нет") + good + "\n"),
            "in.conllu:3: a range of words ends with 2, behind the last word of its sentence");
  EXPECT_EQ(error_of(good + word("2", "")),
            "in.conllu:2: the column FORM is empty; write _ for nothing");
  EXPECT_EQ(error_of(good + word("2", " ")), "in.conllu:2: the word is blank");
  EXPECT_EQ(error_of(good + word("2", "\xD0")), "in.conllu:2: this line is not UTF-8");
  EXPECT_EQ(error_of(good + "# late\n"),
            "in.conllu:2: a comment stands before its sentence; an empty line is missing");
  EXPECT_EQ(error_of("# alone\n\n" + good), "in.conllu:2: a sentence without words");
  EXPECT_EQ(error_of(word("1", std::string(200, 'a')), 100),
            "in.conllu:1: a sentence of more than 100 bytes");
}

}  // namespace
}  // namespace letopis::read
