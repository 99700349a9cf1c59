// Speed of writing CoNLL-U: export_bench. The document is made here: what its words are matters
// little to the time that they take.
#include <benchmark/benchmark.h>

#include "export/conllu.h"

namespace letopis::exporting {
namespace {

void BM_Conllu(benchmark::State& state) {
  constexpr uint32_t kTokens = 170, kSentence = 17;  // an article of 1,000 letters
  const std::string word = "\u043E\u043A\u0440\u0430\u0438\u043D\u0430";
  Article article;
  article.doc = "bench";
  for (uint32_t t = 0; t < kTokens; ++t) article.text += word + " ";
  Document doc;
  doc.article = &article;
  Morph noun;
  noun.upos = Upos::kNoun;
  noun.gcase = Case::kGen;
  noun.gender = Gender::kFem;
  noun.number = Number::kSing;
  noun.animacy = Animacy::kInan;
  for (uint32_t t = 0; t < kTokens; ++t) {
    const auto begin = static_cast<uint32_t>(t * (word.size() + 1));
    doc.tokens.push_back(
        {{begin, begin + static_cast<uint32_t>(word.size())}, TokenKind::kCyrillic});
    doc.morphs.push_back(noun);
    const bool root = t % kSentence == 0;
    doc.arcs.push_back({root ? kNoToken : t - 1, root ? Relation::kRoot : Relation::kNmod});
    if (root) doc.sentences.push_back({t, t + kSentence});
  }
  doc.lowers.assign(kTokens, word);
  doc.lemmas.assign(kTokens, word);
  doc.names.push_back({2, 4, NameType::kLoc});
  for (auto _ : state) {
    std::string out;
    write_conllu(doc, out);
    benchmark::DoNotOptimize(out);
  }
  const auto rate = benchmark::Counter::kIsRate;
  state.counters["articles"] = {static_cast<double>(state.iterations()), rate};
  state.counters["tokens"] = {kTokens * static_cast<double>(state.iterations()), rate};
}
BENCHMARK(BM_Conllu);

}  // namespace
}  // namespace letopis::exporting
