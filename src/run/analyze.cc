#include "run/analyze.h"

#include "chronicle/article_disputes.h"

namespace letopis::run {

std::vector<Result<Analysis>> analyze(const extract::Engine& engine, std::span<const Article> slab,
                                      extract::Scratch& scratch) {
  std::vector<Result<Analysis>> analyses = engine.analyze(slab, scratch);
  for (size_t n = 0; n < analyses.size(); ++n)
    if (analyses[n])
      analyses[n]->disputes = chronicle::article_disputes(*analyses[n], slab[n].text);
  return analyses;
}

}  // namespace letopis::run
