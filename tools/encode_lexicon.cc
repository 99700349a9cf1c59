// encode_lexicon DICTIONARY_DIR OUT
// Packs the published OpenCorpora dictionary (the data folder of the wheel pymorphy3-dicts-ru,
// format 2.4) into opencorpora.pack. Exit 0, or 2 with a message.
#include <simdjson.h>

#include <cstdio>
#include <cstring>

#include "base/files.h"
#include "base/pack.h"
#include "morph/lexicon.h"

namespace letopis::morph {
namespace {

Result<std::vector<std::string>> strings_of(const std::string& path) {
  LT_ASSIGN(const std::string text, read_file(path));
  simdjson::dom::parser parser;
  simdjson::dom::array array;
  if (parser.parse(simdjson::padded_string(text)).get(array))
    return Error{Code::kDamaged, "this is no JSON array", path};
  std::vector<std::string> strings;
  for (const simdjson::dom::element item : array) {
    std::string_view string;
    if (item.get(string)) return Error{Code::kDamaged, "this array holds what is no string", path};
    strings.emplace_back(string);
  }
  return strings;
}

Result<void> encode(const std::string& folder, const std::string& out) {
  PackWriter pack;
  for (const char* name :
       {"words", "prediction-suffixes-0", "prediction-suffixes-1", "prediction-suffixes-2"}) {
    LT_ASSIGN(std::string bytes, read_file(folder + "/" + name + ".dawg"));
    pack.add(name, std::move(bytes));
  }
  LT_ASSIGN(const auto suffixes, strings_of(folder + "/suffixes.json"));
  LT_ASSIGN(const auto tags, strings_of(folder + "/gramtab-opencorpora-int.json"));
  std::string joined;
  std::vector<uint32_t> starts = {0};
  for (const std::string& suffix : suffixes) {
    joined += suffix;
    starts.push_back(static_cast<uint32_t>(joined.size()));
  }
  pack.add("suffixes", joined);
  pack.add_array<uint32_t>("suffixes.starts", starts);
  std::string lines;
  for (const std::string& tag : tags) lines += tag + "\n";
  pack.add("tags", lines);

  // u16 count, then per paradigm u16 length and length numbers: suffixes, tags, prefixes.
  const std::string path = folder + "/paradigms.array";
  LT_ASSIGN(const std::string bytes, read_file(path));
  std::vector<uint16_t> numbers(bytes.size() / 2), flat;
  std::memcpy(numbers.data(), bytes.data(), numbers.size() * 2);
  const Error damaged{Code::kDamaged, "this table of paradigms is cut or of another format", path};
  if (numbers.empty()) return damaged;
  std::vector<uint32_t> paradigm_starts = {0};
  size_t at = 1;
  for (uint16_t p = 0; p < numbers[0]; ++p) {
    if (at >= numbers.size() || numbers[at] % 3 != 0 || at + numbers[at] >= numbers.size())
      return damaged;
    const size_t length = numbers[at++], forms = length / 3;
    for (size_t i = 0; i < length; ++i) {
      const size_t limit = i < forms ? suffixes.size() : i < 2 * forms ? tags.size() : 3;
      if (numbers[at + i] >= limit) return damaged;
      flat.push_back(numbers[at + i]);
    }
    at += length;
    paradigm_starts.push_back(static_cast<uint32_t>(flat.size()));
  }
  pack.add_array<uint16_t>("paradigms", flat);
  pack.add_array<uint32_t>("paradigms.starts", paradigm_starts);
  pack.add("prefixes",
           "\n\u043F\u043E\n\u043D\u0430\u0438\n");  // the format's three paradigm prefixes
  return pack.write(out, kPackKind, kPackVersion);
}

}  // namespace
}  // namespace letopis::morph

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: encode_lexicon DICTIONARY_DIR OUT\n");
    return 2;
  }
  if (const auto done = letopis::morph::encode(argv[1], argv[2]); !done) {
    std::fprintf(stderr, "encode_lexicon: %s\n", to_string(done.error()).c_str());
    return 2;
  }
  return 0;
}
