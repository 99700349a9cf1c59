#include "base/files.h"
#include "chronicle/search.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "morph/lexicon.h"
#include "store/search_words.h"

namespace letopis::cli {
namespace {

// Only the dictionary is opened, no model: the answer must come at once.
Result<morph::Lexicon> dictionary() {
  LT_ASSIGN(const std::string folder, data_folder());
  LT_ASSIGN(const DataFiles files, DataFiles::from_pack(folder + "/letopis.pack"));
  return morph::Lexicon::open(folder + "/opencorpora.pack", files);
}

Result<Table> find(const Args& args, store::Store& store) {
  chronicle::SearchQuery query;
  for (const std::string& word : args.positionals)
    query.words += (query.words.empty() ? "" : " ") + word;
  LT_ASSIGN(const morph::Lexicon lexicon, dictionary());
  query.lemmas_of = [&lexicon](const std::string& word) {
    std::vector<std::string> out;
    for (const morph::Reading& reading : lexicon.readings(word))
      out.push_back(store::search_words(lexicon.lemma(word, reading.morph)));
    return out;
  };
  query.since = args.get("--since");
  query.until = args.get("--until");
  LT_ASSIGN(const int64_t missing, chronicle::not_searchable(store));
  if (missing > 0)
    say(std::to_string(missing) +
        " articles were analysed before there was a search: `letopis refresh` adds them");
  return chronicle::search(store, query);
}

}  // namespace

Exit cmd_search(const Args& args) {
  auto store = chronicle(args, store::Mode::kRead);
  if (!store) return fail(store.error());
  return answer(find(args, *store), args);
}

}  // namespace letopis::cli
