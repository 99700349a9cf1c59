// The nominative of a phrase: Lexicon's part that knows how names and nouns with what agrees with
// them are put into it.
#include <cassert>
#include <map>

#include "base/unicode.h"
#include "base/utf8.h"
#include "morph/lexicon.h"

namespace letopis::morph {
namespace {

using std::string_view;

// `lower` in the letter case of `like`: all capitals, first letters of hyphenated parts, or as it
// is.
std::string with_case_of(std::string_view like, std::string lower) {
  if (like.empty() || lower.empty()) return lower;
  if (utf8::length(like) > 1 && unicode::all_upper(like)) {
    std::string out;
    for (size_t at = 0; at < lower.size();)
      utf8::append(out, unicode::to_upper(utf8::next(lower, at)));
    return out;
  }
  // Letter by letter as far as both run, then the rest in lower case; parts behind a hyphen start
  // as in `like`.
  std::string out;
  size_t at = 0, from = 0;
  bool start = true, upper_start = false;
  while (at < lower.size()) {
    const char32_t c = utf8::next(lower, at);
    if (start) {
      upper_start = from < like.size();
      if (upper_start) {
        size_t peek = from;
        upper_start = unicode::is_upper(utf8::next(like, peek));
      }
    }
    bool raise = start && upper_start;
    if (!start && from < like.size()) {
      size_t peek = from;
      raise = unicode::is_upper(utf8::next(like, peek));
    }
    utf8::append(out, raise ? unicode::to_upper(c) : c);
    start = c == U'-';
    if (start) {
      const size_t hyphen = like.find('-', from);
      from = hyphen == std::string_view::npos ? like.size() : hyphen + 1;
    } else if (from < like.size() && like[from] != '-') {
      utf8::next(like, from);
    }
  }
  return out;
}

}  // namespace

// A part of a person's name: by the dictionary's names, else by the table of endings.
std::string Lexicon::name_part(string_view lower, const Morph& tag, Gender gender) const {
  const std::vector<Reading> all = readings(lower);
  const Reading* best = nullptr;
  int score = -1;
  for (const Reading& reading : all) {
    const bool name = (reading.marks & (kGivenName | kSurname | kPatronymic)) != 0;
    if (reading.guessed || !name || reading.morph.number == Number::kPlur) continue;
    if (gender != Gender::kNone && reading.morph.gender != Gender::kNone &&
        reading.morph.gender != gender)
      continue;
    const int s =
        (reading.morph.gcase == tag.gcase ? 4 : 0) + (reading.morph.gender == tag.gender ? 1 : 0);
    if (s > score) {
      score = s;
      best = &reading;
    }
  }
  if (best != nullptr)
    if (auto form = inflect(*best, Case::kNom, Number::kSing, best->morph.gender)) return *form;
  if (tag.gcase == Case::kNom || tag.gcase == Case::kNone || tag.number == Number::kPlur)
    return std::string(lower);
  const Gender known = gender != Gender::kNone ? gender : tag.gender;
  for (const Ending& ending : name_endings_) {
    if (ending.gcase != tag.gcase || !lower.ends_with(ending.ending)) continue;
    if (known != Gender::kNone && ending.gender != known) continue;
    const string_view stem = lower.substr(0, lower.size() - ending.ending.size());
    if (utf8::length(stem) < 2) continue;
    // A vowel before a dropped ending means that the name is not declined ("Kaui").
    return std::string(stem) + ending.nominative;
  }
  return std::string(lower);
}

std::string Lexicon::head_word(string_view lower, const Morph& tag, Gender gender,
                               Number number) const {
  const std::vector<Reading> all = readings(lower);
  const Reading* reading = choose(all, tag);
  if (reading == nullptr || reading->morph.gcase == Case::kNone || (reading->marks & kFixed) != 0)
    return std::string(lower);
  if (reading->guessed && tag.upos == Upos::kPropn) return name_part(lower, tag, gender);
  const auto form = inflect(*reading, Case::kNom, number, gender);
  return form.value_or(std::string(lower));
}

std::string Lexicon::nominative(const Document& doc, uint32_t begin, uint32_t end,
                                PhraseKind kind) const {
  assert(begin < end && end <= doc.size());
  std::vector<std::string> words(end - begin);
  for (uint32_t t = begin; t < end; ++t) words[t - begin] = std::string(doc.surface(t));

  const auto inflectable = [&doc](uint32_t t) {
    return doc.tokens[t].kind == TokenKind::kCyrillic &&
           !(utf8::length(doc.surface(t)) > 1 && unicode::all_upper(doc.surface(t))) &&
           utf8::length(doc.surface(t)) > 1;
  };
  const auto quoted = [&doc](uint32_t t) {  // inside quotation marks that open in the phrase
    const string_view s = doc.surface(t);
    return s == "\u00AB" || s == "\u00BB" || s == "\"" || s == "\u201E" || s == "\u201C" ||
           s == "\u201D";
  };

  if (kind == PhraseKind::kPerson) {
    // The given name, where the dictionary knows it, tells the gender; the case is that of most
    // parts.
    Gender gender = Gender::kNone;
    std::map<Case, int> cases;
    for (uint32_t t = begin; t < end; ++t) {
      if (!inflectable(t)) continue;
      const Morph& tag = doc.morphs[t];
      ++cases[tag.gcase];
      for (const Reading& reading : readings(doc.lowers[t]))
        if (!reading.guessed && (reading.marks & (kGivenName | kPatronymic)) != 0 &&
            reading.morph.gcase == tag.gcase && gender == Gender::kNone)
          gender = reading.morph.gender;
    }
    if (gender == Gender::kNone)
      for (uint32_t t = begin; t < end && gender == Gender::kNone; ++t)
        if (inflectable(t) && doc.morphs[t].gender != Gender::kNeut) gender = doc.morphs[t].gender;
    Case most = Case::kNone;
    for (const auto& [gcase, count] : cases)
      if (gcase != Case::kNone && (most == Case::kNone || count > cases[most])) most = gcase;
    for (uint32_t t = begin; t < end; ++t) {
      if (!inflectable(t)) continue;
      Morph tag = doc.morphs[t];
      if (tag.gcase == Case::kNone || tag.upos == Upos::kX) tag.gcase = most;
      // Hyphenated parts are declined each ("Nur-Sultanom", "Kasym-Zhomartom"): the last by itself,
      // the first as it stands.
      const string_view lower = doc.lowers[t];
      const size_t hyphen = lower.rfind('-');
      std::string form;
      if (hyphen != string_view::npos && hyphen > 0 && hyphen + 1 < lower.size())
        form = std::string(lower.substr(0, hyphen + 1)) +
               name_part(lower.substr(hyphen + 1), tag, gender);
      else
        form = name_part(lower, tag, gender);
      words[t - begin] = with_case_of(doc.surface(t), form);
    }
  } else {
    // The head: the first nominal whose governor lies outside the phrase, else the first nominal.
    uint32_t head = kNoToken;
    bool in_quotes = false;
    for (uint32_t t = begin; t < end; ++t) {
      if (quoted(t)) in_quotes = !in_quotes;
      if (in_quotes || !doc.morphs[t].nominal()) continue;
      const uint32_t governor = doc.arcs[t].head;
      if (governor == kNoToken || governor < begin || governor >= end) {
        head = t;
        break;
      }
    }
    if (head == kNoToken)
      for (uint32_t t = begin; t < end && head == kNoToken; ++t)
        if (doc.morphs[t].nominal()) head = t;
    // "Nine treaties": the number governs the noun, whose genitive belongs to the nominative.
    const bool counted = doc.morphs[begin].upos == Upos::kNum;
    if (head != kNoToken && inflectable(head) && !counted) {
      const Morph& tag = doc.morphs[head];
      if (tag.gcase != Case::kNom)
        words[head - begin] = with_case_of(
            doc.surface(head), head_word(doc.lowers[head], tag, tag.gender, tag.number));
      for (uint32_t t = begin; t < end; ++t) {
        const Morph& m = doc.morphs[t];
        const bool agrees = (m.upos == Upos::kAdj || m.upos == Upos::kDet || m.upos == Upos::kNum ||
                             m.participle()) &&
                            m.gcase == tag.gcase && m.gcase != Case::kNom && t < head;
        if (!agrees || !inflectable(t)) continue;
        words[t - begin] = with_case_of(
            doc.surface(t),
            head_word(doc.lowers[t], m, tag.number == Number::kPlur ? Gender::kNone : tag.gender,
                      tag.number));
      }
    }
  }

  std::string out;
  for (uint32_t t = begin; t < end; ++t) {
    if (t > begin) {
      const Span gap{doc.tokens[t - 1].span.end, doc.tokens[t].span.begin};
      if (!gap.empty()) out += ' ';  // a line break or several spaces read as one
    }
    out += words[t - begin];
  }
  return out;
}

}  // namespace letopis::morph
