// Tokens and sentences of any text. The first byte chooses what is masked; ill-formed bytes are
// repaired, as at the door.
#include "text/segmenter.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "target.h"

namespace letopis {
namespace {

using fuzz::require;

const text::Segmenter& segmenter() {
  static const text::Segmenter loaded = [] {
    const auto files = DataFiles::from_folder("data");
    require(files.ok(), "data/ is in the working folder");
    auto made = text::Segmenter::load(*files);
    require(made.ok(), "the abbreviations are read");
    return std::move(*made);
  }();
  return loaded;
}

bool on_border(std::string_view text, uint32_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80;
}

// Up to two masks on letter borders, by the bits of `choice`.
std::vector<Mask> masks_of(std::string_view text, unsigned choice) {
  std::vector<Mask> masks;
  const auto border = [text](size_t at) {
    while (at < text.size() && !on_border(text, static_cast<uint32_t>(at))) ++at;
    return static_cast<uint32_t>(at);
  };
  for (unsigned part = 0; part < 2; ++part) {
    if ((choice >> part & 1) == 0) continue;
    const uint32_t begin = border(text.size() * (2 * part + 1) / 5);
    const uint32_t end = border(text.size() * (2 * part + 2) / 5);
    if (begin < end) masks.push_back({{begin, end}, MaskKind::kAd});
  }
  return masks;
}

void check(const Document& doc) {
  const std::string_view text = doc.text();
  std::vector<bool> covered(text.size());
  uint32_t last = 0;
  for (const Token& token : doc.tokens) {
    require(token.span.begin >= last && token.span.begin < token.span.end &&
                token.span.end <= text.size(),
            "tokens are in order, none is empty");
    last = token.span.end;
    require(on_border(text, token.span.begin) && on_border(text, last),
            "tokens keep letters whole");
    require(token.span.of(text).find_first_of("\r\n") == std::string_view::npos,
            "no token crosses a line break");
    for (uint32_t at = token.span.begin; at < last; ++at) covered[at] = true;
  }
  for (const Mask& mask : doc.masks)
    for (uint32_t at = mask.span.begin; at < mask.span.end; ++at) {
      require(!covered[at], "no token lies in a mask");
      covered[at] = true;
    }
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    require(unicode::is_space(utf8::next(text, at)) || covered[begin],
            "tokens hold all that is no white space");
  }
  uint32_t next = 0;
  for (const Sentence s : doc.sentences) {
    require(s.begin == next && s.begin < s.end, "sentences follow each other");
    next = s.end;
    require(doc.span_of(s.begin, s.end).of(text).find_first_of("\r\n") == std::string_view::npos,
            "no sentence crosses a line break");
  }
  require(next == doc.size(), "sentences hold all tokens");
}

}  // namespace
}  // namespace letopis

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace letopis;
  if (size == 0) return 0;
  Article article;
  article.text = utf8::repair(fuzz::view(data + 1, size - 1));
  Document doc;
  doc.article = &article;
  doc.masks = masks_of(article.text, data[0]);
  segmenter().split(doc);
  check(doc);

  uint32_t end = 0;
  for (const Span span : segmenter().sentences(article.text)) {
    fuzz::require(span.begin >= end && span.begin < span.end && span.end <= article.text.size(),
                  "sentences of a piece are in order");
    end = span.end;
  }
  return 0;
}
