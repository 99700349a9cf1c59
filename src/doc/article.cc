#include "doc/article.h"

#include "base/hash.h"

namespace letopis {

std::string_view date_source_name(DateSource source) {
  switch (source) {
    case DateSource::kGiven:
      return "given";
    case DateSource::kCrawlerLine:
      return "crawler-line";
    case DateSource::kDateLine:
      return "date-line";
    case DateSource::kUrl:
      return "url";
    case DateSource::kText:
      return "text";
    case DateSource::kBounds:
      return "bounds";
    case DateSource::kUnknown:
      break;
  }
  return "unknown";
}

std::string Article::id() const {
  const std::string identity =
      url.empty() ? text_sha256 + '\n' + outlet + '\n' + published.edtf : url;
  return sha256_hex(identity).substr(0, 16);
}

}  // namespace letopis
