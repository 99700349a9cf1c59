// The whole pass on any bytes: what it finds points into the text, on letter borders, and is JSON.
#include <simdjson.h>
#include <unistd.h>

#include <filesystem>

#include "base/utf8.h"
#include "export/analysis_json.h"
#include "extract/engine.h"
#include "organ.h"
#include "target.h"

namespace letopis {
namespace {

// The engine wants its three packs in one folder; the project's own is made beside the programs.
extract::Engine open() {
  namespace fs = std::filesystem;
  const fs::path packs = fuzz::packs_folder();
  const fs::path folder = fs::temp_directory_path() / ("letopis_fuzz_" + std::to_string(getpid()));
  fs::create_directory(folder);
  for (const char* name : {"natasha.pack", "opencorpora.pack"})
    fs::create_symlink(packs / name, folder / name);
  fs::create_symlink(LETOPIS_DATA_PACK, folder / "letopis.pack");
  extract::EngineOptions options;
  options.data = folder;
  auto opened = extract::Engine::open(options);
  fs::remove_all(folder);
  fuzz::require(opened.ok(), "the engine opens");
  return std::move(*opened);
}

const extract::Engine& engine() {
  static const extract::Engine opened = open();
  return opened;
}

void check(std::string_view text, Span span) {
  const auto border = [text](uint32_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80;
  };
  fuzz::require(
      span.begin <= span.end && span.end <= text.size() && border(span.begin) && border(span.end),
      "a span lies in the text, on letter borders");
}

}  // namespace
}  // namespace letopis

// The packs are opened before the first input, whose time is watched.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  letopis::engine();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace letopis;
  Article article = fuzz::article_of(fuzz::view(data, size));
  article.published = {"2025-11-12", *edtf_interval("2025-11-12"), DateSource::kGiven};
  static extract::Scratch scratch;
  const auto analyses = engine().analyze({&article, 1}, scratch);
  fuzz::require(analyses.size() == 1 && analyses.front().ok(), "an article has its analysis");
  const Analysis& analysis = *analyses.front();
  for (const Mention& mention : analysis.mentions) check(article.text, mention.span);
  for (const Quote& quote : analysis.quotes) check(article.text, quote.span);
  for (const Claim& claim : analysis.claims)
    for (const Span span : claim.evidence) check(article.text, span);
  const std::string json = exporting::analysis_json(article, analysis);
  simdjson::dom::parser parser;
  fuzz::require(utf8::valid(json) && !parser.parse(json).error(), "the analysis is JSON");
  return 0;
}
