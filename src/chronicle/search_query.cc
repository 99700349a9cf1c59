#include "chronicle/search_query.h"

#include <algorithm>

#include "base/tsv.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "store/search_words.h"

namespace letopis::chronicle {
namespace {

// More readings of one phrase than these are not looked for.
constexpr size_t kMostReadings = 32;

constexpr char32_t kQuote = '"', kGuillemet = 0xAB, kLow = 0x201E, kHigh = 0x201C;

// The mark that closes a phrase; 0 where `c` opens none.
char32_t closing(char32_t c) {
  switch (c) {
    case kQuote:
      return kQuote;
    case kGuillemet:
      return 0xBB;
    case kLow:
      return 0x201C;
    case kHigh:
      return 0x201D;
    default:
      return 0;
  }
}

// An FTS5 string: letters and digits only, so nothing in it can be taken for an operator.
std::string quoted(const std::string& phrase) { return '"' + phrase + '"'; }

std::vector<std::string> split(const std::string& phrase) {
  std::vector<std::string> words;
  for (const std::string_view word : split_cell(phrase, ' ')) words.emplace_back(word);
  return words;
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

// All phrases that dictionary forms of the words make.
std::vector<std::string> readings(const std::vector<std::string>& words,
                                  const LemmasOf& lemmas_of) {
  std::vector<std::string> out{""};
  for (const std::string& word : words) {
    std::vector<std::string> forms{word};
    if (lemmas_of)
      for (std::string& lemma : lemmas_of(word))
        if (std::find(forms.begin(), forms.end(), lemma) == forms.end())
          forms.push_back(std::move(lemma));
    std::vector<std::string> longer;
    for (const std::string& before : out)
      for (const std::string& form : forms)
        if (longer.size() < kMostReadings)
          longer.push_back(before.empty() ? form : before + " " + form);
    out = std::move(longer);
  }
  return out;
}

std::string expression(const SearchTerm& term, const LemmasOf& lemmas_of) {
  const std::string words = join(term.words), star = term.prefix ? " *" : "";
  std::string out = "(surface : " + quoted(words) + star;
  if (term.prefix) {
    out += " OR lemma : " + quoted(words) + star;
  } else {
    for (const std::string& reading : readings(term.words, lemmas_of))
      out += " OR lemma : " + quoted(reading);
  }
  for (const std::string& name : term.also) out += " OR surface : " + quoted(name);
  return out + ")";
}

}  // namespace

Result<std::vector<SearchTerm>> search_terms(std::string_view question) {
  std::vector<SearchTerm> terms;
  const auto add = [&](std::string_view text, SearchTerm term) -> Result<void> {
    term.words = split(store::search_words(text));
    if (term.words.empty())
      return Error{Code::kBadInput, "there is no word in it: letters or digits are looked for",
                   std::string(text)};
    terms.push_back(std::move(term));
    return {};
  };
  for (size_t at = 0; at < question.size();) {
    size_t next = at;
    char32_t c = utf8::next(question, next);
    if (unicode::is_space(c)) {
      at = next;
      continue;
    }
    SearchTerm term;
    if (c == '-' && next < question.size()) {
      size_t behind = next;
      const char32_t after = utf8::next(question, behind);
      if (!unicode::is_space(after)) {
        term.excluded = true;
        at = next;
        next = behind;
        c = after;
      }
    }
    if (const char32_t close = closing(c); close != 0) {
      size_t end = next;
      while (end < question.size()) {
        size_t behind = end;
        if (utf8::next(question, behind) == close) break;
        end = behind;
      }
      if (end >= question.size())
        return Error{Code::kBadInput, "a quotation mark is opened and not closed",
                     std::string(question.substr(at))};
      LT_TRY(add(question.substr(next, end - next), std::move(term)));
      at = end;
      static_cast<void>(utf8::next(question, at));
      continue;
    }
    size_t end = at;
    while (end < question.size()) {
      size_t behind = end;
      const char32_t one = utf8::next(question, behind);
      if (unicode::is_space(one) || closing(one) != 0) break;
      end = behind;
    }
    const std::string_view word = question.substr(at, end - at);
    term.prefix = word.ends_with('*');
    LT_TRY(add(word, std::move(term)));
    at = end;
  }
  if (std::all_of(terms.begin(), terms.end(), [](const auto& term) { return term.excluded; }))
    return Error{Code::kBadInput,
                 terms.empty() ? "there is no word to look for"
                               : "only words that must not occur: name one that must",
                 std::string(question)};
  return terms;
}

std::string match_expression(const std::vector<SearchTerm>& terms, const LemmasOf& lemmas_of) {
  std::string wanted, unwanted;
  for (const SearchTerm& term : terms)
    if (term.excluded)
      unwanted += " NOT " + expression(term, lemmas_of);
    else
      wanted += (wanted.empty() ? "" : " AND ") + expression(term, lemmas_of);
  return unwanted.empty() ? wanted : "(" + wanted + ")" + unwanted;
}

}  // namespace letopis::chronicle
