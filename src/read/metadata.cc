#include "read/metadata.h"

namespace letopis::read {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

// The first of some keys that is there and not null.
const std::optional<element> first_of(const object& source, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    element value;
    if (!source[key].get(value) && !value.is_null()) return value;
  }
  return std::nullopt;
}

void take_text(const object& source, std::initializer_list<const char*> keys, const std::string& place, Article& article,
               std::string& target) {
  const auto value = first_of(source, keys);
  if (!value) return;
  std::string_view text;
  if (value->get(text)) {
    article.problems.push_back({"bad-metadata", std::string("the field '") + *keys.begin() + "' is no string; it is taken as unknown", place});
    return;
  }
  target = text;
}

bool looks_like_url(std::string_view url) {
  return url.find("://") != std::string_view::npos && url.find_first_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

void take_published(std::string_view value, const std::string& place, Article& article) {
  std::string text(value);
  if (text.size() > 10 && (text[10] == 'T' || text[10] == ' ')) text.resize(10);
  const auto days = edtf_interval(text);
  if (!days || !days->bounded()) {
    article.problems.push_back({"bad-date", "'" + std::string(value) + "' is no date (EDTF, as 2024-11-27); it is taken as unknown", place});
    return;
  }
  article.published = {text, *days, DateSource::kGiven};
}

void take_metadata(const object& source, const std::string& place, Article& article) {
  take_text(source, {"url", "link"}, place, article, article.url);
  if (!article.url.empty() && !looks_like_url(article.url)) {
    article.problems.push_back({"bad-metadata", "'" + article.url + "' is no URL; it is taken as unknown", place});
    article.url.clear();
  }
  take_text(source, {"outlet", "source", "site"}, place, article, article.outlet);
  take_text(source, {"agency"}, place, article, article.agency);
  take_text(source, {"title", "headline"}, place, article, article.title);
  take_text(source, {"language", "lang"}, place, article, article.language);
  if (const auto authors = first_of(source, {"authors", "author"})) {
    std::string_view one;
    simdjson::dom::array many;
    bool good = true;
    std::vector<std::string> names;
    if (!authors->get(one)) {
      names.emplace_back(one);
    } else if (!authors->get(many)) {
      for (const element name : many) {
        good = good && !name.get(one);
        if (good) names.emplace_back(one);
      }
    } else {
      good = false;
    }
    if (good)
      article.authors = std::move(names);
    else
      article.problems.push_back({"bad-metadata", "the field 'authors' is no list of strings; it is taken as unknown", place});
  }
  if (const auto published = first_of(source, {"published", "published_at", "date", "datetime", "pubdate"})) {
    std::string_view text;
    if (published->get(text))
      article.problems.push_back({"bad-date", "the field 'published' is no string; it is taken as unknown", place});
    else
      take_published(text, place, article);
  }
}

}  // namespace letopis::read
