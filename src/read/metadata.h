// Metadata of an article from a JSON object: a manifest line or a record that carries its own.
// Pure, thread-safe.
#pragma once

#include <simdjson.h>

#include "doc/article.h"

namespace letopis::read {

// Sets url, outlet, agency, title, authors, published, language where the object has them. A bad
// field stays unknown and adds a problem with the given place.
void take_metadata(const simdjson::dom::object& object, const std::string& place, Article& article);
// Sets the publication date from EDTF or from an ISO 8601 time ("2024-11-27T10:00:00"); a bad one
// adds a problem.
void take_published(std::string_view value, const std::string& place, Article& article);

}  // namespace letopis::read
