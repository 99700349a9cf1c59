#include "organ.h"

#include <filesystem>

#include "base/test_packs.h"
#include "read/decode.h"
#include "target.h"

namespace letopis::fuzz {

std::string packs_folder() {
  const std::string models = test_pack("natasha.pack");
  if (models.empty() || test_pack("opencorpora.pack").empty()) {
    std::fprintf(stderr, "skipped: the models are not there; run ./dev setup\n");
    std::exit(77);
  }
  return std::filesystem::absolute(models).parent_path();
}

Article article_of(std::string_view bytes) {
  Article article;
  article.path = article.doc = "fuzz.txt";
  read::set_text(read::decode(bytes), bytes, article);
  return article;
}

}  // namespace letopis::fuzz
