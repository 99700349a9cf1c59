// Those who speak or act without a name: "a source in the ministry", "the protesters". They become
// entities of their article with the words that stand for them as mentions; two articles never
// share one, since nobody knows that they mean the same people. Immutable, thread-safe.
#pragma once

#include <utility>

#include "base/files.h"
#include "base/result.h"
#include "doc/analysis.h"
#include "doc/document.h"
#include "morph/lexicon.h"
#include "morph/translit.h"

namespace letopis::extract {

class UnnamedActors {
 public:
  // The lexicon has to outlive this.
  static Result<UnnamedActors> load(const DataFiles& files, const morph::Lexicon& lexicon);

  // Speakers of quotes that are only described: Quote::speaker_span names the words. Their
  // speaker_text stays, and says that they have no name.
  void of_quotes(const Document& doc, Analysis& analysis) const;
  // Participants of acts that are only described: Argument::described. A claim keeps its words
  // where they name nobody.
  void of_acts(const Document& doc, Analysis& analysis) const;

 private:
  uint32_t entity_of(const Document& doc, Analysis& analysis, Span words) const;

  UnnamedActors(const morph::Lexicon& lexicon, morph::Translit translit)
      : lexicon_(&lexicon), translit_(std::move(translit)) {}

  const morph::Lexicon* lexicon_;
  morph::Translit translit_;
};

}  // namespace letopis::extract
