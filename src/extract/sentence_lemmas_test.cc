#include "extract/sentence_lemmas.h"

#include <gtest/gtest.h>

#include "extract/test_documents.h"

namespace letopis::extract {
namespace {

TEST(SentenceLemmas, KeepTheNumberOfWords) {
  const TestDocument made = document_of(
      "Переговоры переговоры NOUN 2 nsubj\n"
      "прошли пройти VERB 0 root\n"
      ". . PUNCT 2 punct\n"
      "\n"
      "Итак итак_так ADV 2 advmod\n"
      "подписали подписать VERB 0 root\n");
  EXPECT_EQ(sentence_lemmas(made.doc),
            (std::vector<std::string>{"переговоры пройти .", "Итак подписать"}))
      << "a lemma of two words gives way to the word";
}

}  // namespace
}  // namespace letopis::extract
