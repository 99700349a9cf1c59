#include "run/parse.h"

#include <optional>

#include "export/conllu.h"
#include "run/slabs.h"

namespace letopis::run {
namespace {

// Blocks are small where documents are: some together keep a worker busy.
constexpr size_t kSlabBytes = 64 << 10;

struct Blocks {
  std::vector<read::ConlluBlock> blocks;
  std::string conllu;
};

}  // namespace

std::vector<Parsed> parse(const extract::Language& language, std::span<const Article> slab,
                          extract::Scratch& scratch) {
  std::vector<Parsed> out(slab.size());
  const std::vector<Document> documents = language.read(slab, scratch);
  for (size_t i = 0; i < slab.size(); ++i) {
    exporting::write_conllu(documents[i], out[i].conllu);
    const std::vector<Foreign>& foreign = documents[i].foreign;
    out[i].foreign = foreign.size();
    if (!foreign.empty()) out[i].language = foreign.front().language;
  }
  return out;
}

Result<void> parse_conllu(
    const extract::Language& language, read::ConlluReader& reader, unsigned threads,
    const std::function<void(const std::string& conllu, size_t sentences)>& use) {
  std::vector<extract::Scratch> scratch(threads);
  std::optional<Error> failed;
  const auto cut = [&]() -> std::optional<Blocks> {
    Blocks slab;
    for (size_t bytes = 0; !failed && bytes < kSlabBytes;) {
      auto block = reader.next();
      if (!block) failed = block.error();
      if (!block || !*block) break;
      bytes += (*block)->article.text.size();
      slab.blocks.push_back(std::move(**block));
    }
    if (slab.blocks.empty()) return std::nullopt;
    return slab;
  };
  const auto work = [&](Blocks& slab, unsigned worker) {
    std::vector<Document> documents(slab.blocks.size());
    for (size_t i = 0; i < documents.size(); ++i) {
      const read::ConlluBlock& block = slab.blocks[i];
      documents[i].article = &block.article;
      for (const Span span : block.words) documents[i].tokens.push_back({span, TokenKind::kOther});
      documents[i].sentences = block.sentences;
    }
    language.complete(documents, scratch[worker]);
    for (size_t i = 0; i < documents.size(); ++i)
      exporting::write_conllu(documents[i], slab.blocks[i], slab.conllu);
  };
  const auto take = [&](Blocks&& slab) -> Result<void> {
    size_t sentences = 0;
    for (const read::ConlluBlock& block : slab.blocks) sentences += block.sentences.size();
    use(slab.conllu, sentences);
    return {};
  };
  LT_TRY(run_slabs<Blocks>({cut, work, take}, threads));
  if (failed) return *failed;
  return {};
}

}  // namespace letopis::run
