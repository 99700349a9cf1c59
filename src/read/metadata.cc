#include "read/metadata.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace letopis::read {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

// The first of some keys that is there and not null.
std::optional<element> first_of(const object& source, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    element value;
    if (!source[key].get(value) && !value.is_null()) return value;
  }
  return std::nullopt;
}

// The string under the first of some keys; another type is a problem under the first key's name.
// Empty is unknown.
std::optional<std::string_view> text_of(const object& source,
                                        std::initializer_list<const char*> keys,
                                        const std::string& place, Article& article) {
  const auto value = first_of(source, keys);
  if (!value) return std::nullopt;
  std::string_view text;
  if (value->get(text)) {
    article.problems.push_back(
        {"bad-metadata",
         std::string("the field '") + *keys.begin() + "' is no string; it is taken as unknown",
         place});
    return std::nullopt;
  }
  if (text.empty()) return std::nullopt;
  return text;
}

// scheme://host…, without white space.
bool is_url(std::string_view url) {
  const size_t colon = url.find("://");
  const auto scheme_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return colon != std::string_view::npos && colon > 0 &&
         std::all_of(url.begin(), url.begin() + static_cast<ptrdiff_t>(colon), scheme_letter) &&
         url.size() > colon + 3 && url[colon + 3] != '/' &&
         url.find_first_of(" \t\r\n") == std::string_view::npos;
}

// A language tag of BCP 47 as far as its first part goes: "ru", "ru-RU".
bool is_language(std::string_view tag) {
  const size_t end = std::min(tag.find_first_of("-_"), tag.size());
  return (end == 2 || end == 3) &&
         std::all_of(tag.begin(), tag.begin() + static_cast<ptrdiff_t>(end),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

// The day of an ISO 8601 time ("2024-11-27T10:00:00+03:00", "2024-11-27 10:00"); other values as
// they are.
std::string_view day_part(std::string_view value) {
  const auto digit = [value](size_t i) { return value[i] >= '0' && value[i] <= '9'; };
  if (value.size() < 16 || (value[10] != 'T' && value[10] != ' ') ||
      value.find('/') != std::string_view::npos)
    return value;
  const bool clock = digit(11) && digit(12) && value[13] == ':' && digit(14) && digit(15);
  return clock ? value.substr(0, 10) : value;
}

void bad_field(const char* field, const char* what, const std::string& place, Article& article) {
  article.problems.push_back(
      {"bad-metadata",
       "the field '" + std::string(field) + "' is no " + what + "; it is taken as unknown", place});
}

}  // namespace

void take_published(std::string_view value, const std::string& place, Article& article) {
  const std::string text(day_part(value));
  const auto days = edtf_interval(text);
  // A time that is none ("2024-11-27Tnoon") and an interval of times are no date of publication.
  if (!days || !days->bounded() || text.find('T') != std::string::npos) {
    article.problems.push_back({"bad-date",
                                "'" + std::string(value.substr(0, 80)) +
                                    "' is no date (EDTF, as 2024-11-27); it is taken as unknown",
                                place});
    return;
  }
  article.published = {text, *days, DateSource::kGiven};
}

void take_metadata(const object& source, const std::string& place, Article& article) {
  if (const auto url = text_of(source, {"url", "link"}, place, article)) {
    if (is_url(*url))
      article.url = *url;
    else
      bad_field("url", "URL", place, article);
  }
  if (const auto outlet = text_of(source, {"outlet", "source", "site", "channel"}, place, article))
    article.outlet = *outlet;
  if (const auto agency = text_of(source, {"agency"}, place, article)) article.agency = *agency;
  if (const auto title = text_of(source, {"title", "headline"}, place, article))
    article.title = *title;
  if (const auto language = text_of(source, {"language", "lang"}, place, article)) {
    if (is_language(*language))
      article.language = *language;
    else
      bad_field("language", "language tag (as 'ru')", place, article);
  }
  if (const auto authors = first_of(source, {"authors", "author"})) {
    std::string_view one;
    simdjson::dom::array many;
    bool good = true;
    std::vector<std::string> names;
    if (!authors->get(one)) {
      names.emplace_back(one);
    } else if (!authors->get(many)) {
      for (const element name : many) {
        if (name.get(one))
          good = false;
        else
          names.emplace_back(one);
      }
    } else {
      good = false;
    }
    std::erase(names, "");
    if (good)
      article.authors = std::move(names);
    else
      bad_field("authors", "list of strings", place, article);
  }
  if (const auto published =
          first_of(source, {"published", "published_at", "date", "datetime", "pubdate"})) {
    std::string_view text;
    if (published->get(text))
      article.problems.push_back(
          {"bad-date", "the field 'published' is no string; it is taken as unknown", place});
    else if (!text.empty())
      take_published(text, place, article);
  }
}

}  // namespace letopis::read
