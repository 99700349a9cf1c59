#include "extract/gazetteer.h"

#include <algorithm>

#include "base/unicode.h"
#include "base/utf8.h"
#include "text/segmenter.h"

namespace letopis::extract {

using std::string_view;

namespace {

constexpr string_view kIo = "\u0451", kIe = "\u0435";

bool cyrillic(char32_t c) { return c >= 0x400 && c < 0x500; }

// The capitals of an inflected abbreviation ("MIDom"): what stands before at most two small
// letters; empty for other words.
std::string stem_of_abbreviation(string_view word) {
  size_t at = 0, capitals = 0, end = 0, small = 0;
  while (at < word.size()) {
    const char32_t c = utf8::next(word, at);
    if (unicode::is_upper(c) && small == 0) {
      ++capitals;
      end = at;
    } else if (unicode::is_lower(c)) {
      ++small;
    } else {
      return {};
    }
  }
  return capitals >= 3 && small >= 1 && small <= 2 ? std::string(word.substr(0, end))
                                                   : std::string();
}

}  // namespace

std::string folded(string_view text) {
  std::string out = unicode::lower(text);
  for (size_t at = out.find(kIo); at != std::string::npos; at = out.find(kIo, at))
    out.replace(at, kIo.size(), kIe);
  return out;
}

std::string without_look_alikes(string_view text) {
  static constexpr std::pair<char32_t, char32_t> kPairs[] = {
      {U'A', 0x410}, {U'B', 0x412}, {U'C', 0x421}, {U'E', 0x415}, {U'H', 0x41D}, {U'K', 0x41A},
      {U'M', 0x41C}, {U'O', 0x41E}, {U'P', 0x420}, {U'T', 0x422}, {U'X', 0x425}};
  bool any = false;
  for (size_t at = 0; at < text.size();) any |= cyrillic(utf8::next(text, at));
  if (!any) return std::string(text);
  std::string out;
  for (size_t at = 0; at < text.size();) {
    char32_t c = utf8::next(text, at);
    for (const auto& [latin, letter] : kPairs)
      if (c == latin) c = letter;
    utf8::append(out, c);
  }
  return out;
}

uint32_t Gazetteer::intern(const std::string& word, Kind kind) {
  return words_.emplace(word, static_cast<uint32_t>(words_.size())).first->second * 3 + kind;
}

uint32_t Gazetteer::key(const std::string& word, Kind kind) const {
  const auto found = words_.find(word);
  return found == words_.end() ? kNoKey : found->second * 3 + kind;
}

uint32_t Gazetteer::child(uint32_t node, uint32_t word) const {
  if (word == kNoKey) return 0;
  const auto found = edges_.find(static_cast<uint64_t>(node) << 32 | word);
  return found == edges_.end() ? 0 : found->second;
}

void Gazetteer::add(string_view phrase, By by, uint32_t value, const morph::Lexicon& lexicon) {
  std::vector<uint32_t> nodes = {0};  // several where another phrase has split the keys of a word
  bool first = true;
  for (const Token& token : text::Segmenter::tokens(phrase)) {
    const string_view word = token.span.of(phrase);
    std::vector<uint32_t> keys;
    if (by == By::kExact) {
      keys.push_back(intern(without_look_alikes(word), kLetters));
    } else {
      const bool name = first && unicode::starts_upper(word);
      const Kind kind = name ? kCapital : kAny;
      const std::string lower = unicode::lower(word);
      keys.push_back(intern(folded(lower), kind));
      for (const morph::Reading& reading : lexicon.readings(lower))
        if (!reading.guessed)
          keys.push_back(intern(folded(lexicon.lemma(lower, reading.morph)), kind));
      // A name may have a lemma of its own in the text's tagging; its forms are safe because of the
      // capital.
      if (name && token.kind == TokenKind::kCyrillic)
        for (const std::string& form : lexicon.forms(lower))
          keys.push_back(intern(folded(form), kind));
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    std::vector<uint32_t> next;
    for (const uint32_t node : nodes) {
      uint32_t made = 0;
      for (const uint32_t word_key : keys) {
        uint32_t to = child(node, word_key);
        if (to == 0) {
          if (made == 0) {
            made = static_cast<uint32_t>(values_.size());
            values_.emplace_back();
          }
          to = made;
          edges_.emplace(static_cast<uint64_t>(node) << 32 | word_key, to);
        }
        next.push_back(to);
      }
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    nodes = std::move(next);
    first = false;
  }
  for (const uint32_t node : nodes)
    if (node != 0) values_[node].push_back(value);
}

Gazetteer::TextKeys::TextKeys(const Gazetteer& gazetteer, const Document& doc)
    : keys_(doc.size()), joined_(doc.size(), {kNoKey, 0}) {
  const auto letters_of = [&doc](uint32_t t) {
    return doc.tokens[t].kind == TokenKind::kCyrillic || doc.tokens[t].kind == TokenKind::kLatin;
  };
  for (uint32_t t = 0; t < doc.size(); ++t) {
    uint32_t end = t + 1;
    while (end < doc.size() && letters_of(end) && letters_of(t) &&
           doc.tokens[end].span.begin == doc.tokens[end - 1].span.end)
      ++end;
    if (end > t + 1)
      joined_[t] = {
          gazetteer.key(without_look_alikes(doc.span_of(t, end).of(doc.text())), kLetters), end};
  }
  for (uint32_t t = 0; t < doc.size(); ++t) {
    auto& keys = keys_[t];
    keys.fill(kNoKey);
    if (doc.tokens[t].kind == TokenKind::kPunct) {
      keys[0] = gazetteer.key(std::string(doc.surface(t)), kAny);
      continue;
    }
    const std::string lower = folded(doc.lowers[t]), lemma = folded(doc.lemmas[t]);
    keys[0] = gazetteer.key(lower, kAny);
    if (lemma != lower) keys[1] = gazetteer.key(lemma, kAny);
    bool capital = false;
    const string_view surface = doc.surface(t);
    for (size_t at = 0; at < surface.size() && !capital;)
      capital = unicode::is_upper(utf8::next(surface, at));
    if (!capital) continue;
    if (unicode::starts_upper(surface)) {
      keys[2] = gazetteer.key(lower, kCapital);
      if (lemma != lower) keys[3] = gazetteer.key(lemma, kCapital);
    }
    const std::string letters = without_look_alikes(surface);
    keys[4] = gazetteer.key(letters, kLetters);
    if (const std::string stem = stem_of_abbreviation(letters);
        !stem.empty() && gazetteer.key(letters, kLetters) == kNoKey)
      keys[4] = gazetteer.key(stem, kLetters);
  }
}

void Gazetteer::at(const TextKeys& keys, uint32_t token, std::vector<Match>& out) const {
  out.clear();
  std::vector<uint32_t> nodes = {0}, next;
  for (uint32_t end = token; end < keys.keys_.size() && !nodes.empty(); ++end) {
    next.clear();
    for (const uint32_t node : nodes)
      for (const uint32_t word : keys.keys_[end])
        if (const uint32_t to = child(node, word);
            to != 0 && std::find(next.begin(), next.end(), to) == next.end())
          next.push_back(to);
    bool longer = false;
    for (const uint32_t node : next)
      for (const uint32_t value : values_[node]) {
        if (!longer) out.clear();
        longer = true;
        if (std::none_of(out.begin(), out.end(), [&](const Match& m) { return m.value == value; }))
          out.push_back({token, end + 1, value});
      }
    nodes.swap(next);
  }
  const auto [joined, joined_end] = keys.joined_[token];
  if (const uint32_t to = child(0, joined);
      to != 0 && (out.empty() || out.front().end < joined_end)) {
    out.clear();
    for (const uint32_t value : values_[to]) out.push_back({token, joined_end, value});
  }
}

}  // namespace letopis::extract
