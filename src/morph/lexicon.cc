#include "morph/lexicon.h"

#include <algorithm>
#include <cassert>
#include <unordered_map>

#include "base/tsv.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::morph {
namespace {

using std::string_view;

constexpr size_t kLongestWord = 256;  // bytes; nothing longer is a word of the dictionary
constexpr size_t kLongestEnding = 5;  // letters that the guesser looks at
constexpr size_t kLeastStem = 2;      // letters that must stay in front of a guessed ending

// OpenCorpora grammemes in UD terms.
struct Grammeme {
  string_view name;
  void (*set)(Morph&);
};
constexpr Grammeme kGrammemes[] = {
    {"NOUN", [](Morph& m) { m.upos = Upos::kNoun; }},
    {"ADJF", [](Morph& m) { m.upos = Upos::kAdj; }},
    {"ADJS",
     [](Morph& m) {
       m.upos = Upos::kAdj;
       m.variant = Variant::kShort;
     }},
    {"COMP",
     [](Morph& m) {
       m.upos = Upos::kAdj;
       m.degree = Degree::kCmp;
     }},
    {"VERB",
     [](Morph& m) {
       m.upos = Upos::kVerb;
       m.verb_form = VerbForm::kFin;
     }},
    {"INFN",
     [](Morph& m) {
       m.upos = Upos::kVerb;
       m.verb_form = VerbForm::kInf;
     }},
    {"PRTF",
     [](Morph& m) {
       m.upos = Upos::kVerb;
       m.verb_form = VerbForm::kPart;
     }},
    {"PRTS",
     [](Morph& m) {
       m.upos = Upos::kVerb;
       m.verb_form = VerbForm::kPart;
       m.variant = Variant::kShort;
     }},
    {"GRND",
     [](Morph& m) {
       m.upos = Upos::kVerb;
       m.verb_form = VerbForm::kConv;
     }},
    {"NUMR", [](Morph& m) { m.upos = Upos::kNum; }},
    {"ADVB", [](Morph& m) { m.upos = Upos::kAdv; }},
    {"NPRO", [](Morph& m) { m.upos = Upos::kPron; }},
    {"PRED", [](Morph& m) { m.upos = Upos::kAdv; }},
    {"PREP", [](Morph& m) { m.upos = Upos::kAdp; }},
    {"CONJ", [](Morph& m) { m.upos = Upos::kCconj; }},
    {"PRCL", [](Morph& m) { m.upos = Upos::kPart; }},
    {"INTJ", [](Morph& m) { m.upos = Upos::kIntj; }},
    {"Apro", [](Morph& m) { m.upos = Upos::kDet; }},
    {"anim", [](Morph& m) { m.animacy = Animacy::kAnim; }},
    {"inan", [](Morph& m) { m.animacy = Animacy::kInan; }},
    {"masc", [](Morph& m) { m.gender = Gender::kMasc; }},
    {"femn", [](Morph& m) { m.gender = Gender::kFem; }},
    {"neut", [](Morph& m) { m.gender = Gender::kNeut; }},
    {"sing", [](Morph& m) { m.number = Number::kSing; }},
    {"plur", [](Morph& m) { m.number = Number::kPlur; }},
    {"nomn", [](Morph& m) { m.gcase = Case::kNom; }},
    {"gent", [](Morph& m) { m.gcase = Case::kGen; }},
    {"gen1", [](Morph& m) { m.gcase = Case::kGen; }},
    {"gen2", [](Morph& m) { m.gcase = Case::kPar; }},
    {"datv", [](Morph& m) { m.gcase = Case::kDat; }},
    {"accs", [](Morph& m) { m.gcase = Case::kAcc; }},
    {"acc2", [](Morph& m) { m.gcase = Case::kAcc; }},
    {"ablt", [](Morph& m) { m.gcase = Case::kIns; }},
    {"loct", [](Morph& m) { m.gcase = Case::kLoc; }},
    {"loc1", [](Morph& m) { m.gcase = Case::kLoc; }},
    {"loc2", [](Morph& m) { m.gcase = Case::kLoc; }},
    {"voct", [](Morph& m) { m.gcase = Case::kVoc; }},
    {"perf", [](Morph& m) { m.aspect = Aspect::kPerf; }},
    {"impf", [](Morph& m) { m.aspect = Aspect::kImp; }},
    {"past", [](Morph& m) { m.tense = Tense::kPast; }},
    {"pres", [](Morph& m) { m.tense = Tense::kPres; }},
    {"futr", [](Morph& m) { m.tense = Tense::kFut; }},
    {"indc", [](Morph& m) { m.mood = Mood::kInd; }},
    {"impr", [](Morph& m) { m.mood = Mood::kImp; }},
    {"1per", [](Morph& m) { m.person = Person::k1; }},
    {"2per", [](Morph& m) { m.person = Person::k2; }},
    {"3per", [](Morph& m) { m.person = Person::k3; }},
    {"actv", [](Morph& m) { m.voice = Voice::kAct; }},
    {"pssv", [](Morph& m) { m.voice = Voice::kPass; }},
    {"Supr", [](Morph& m) { m.degree = Degree::kSup; }},
};
struct MarkName {
  string_view name;
  Mark mark;
};
constexpr MarkName kMarks[] = {{"Name", kGivenName}, {"Surn", kSurname},      {"Patr", kPatronymic},
                               {"Geox", kToponym},   {"Abbr", kAbbreviation}, {"Fixd", kFixed}};

// The four letters of a grammeme's name as one number; 0 for a name of another length.
constexpr uint32_t code_of(string_view name) {
  uint32_t code = 0;
  if (name.size() == 4)
    for (const char c : name) code = code << 8 | static_cast<unsigned char>(c);
  return code;
}

template <class Each>
void split(string_view text, string_view separators, Each each) {
  const auto separates = [separators](char c) {
    return std::find(separators.begin(), separators.end(), c) != separators.end();
  };
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && !separates(text[end])) ++end;
    if (end > at) each(text.substr(at, end - at));
    at = end + 1;
  }
}

// Parts of speech that the tagger and the dictionary cut differently.
Upos folded(Upos upos) {
  switch (upos) {
    case Upos::kPropn:
      return Upos::kNoun;
    case Upos::kAux:
      return Upos::kVerb;
    case Upos::kSconj:
      return Upos::kCconj;
    default:
      return upos;
  }
}

// How well a reading agrees with a tag: MODELS, section C, "Lemma".
int agreement(const Morph& a, const Morph& b) {
  const Upos x = folded(a.upos), y = folded(b.upos);
  int score = x == y ? 3 : 0;
  const auto pronominal = [](Upos u) {
    return u == Upos::kDet || u == Upos::kPron || u == Upos::kAdj;
  };
  if (x != y && pronominal(x) && pronominal(y)) score = 2;
  score += a.gcase == b.gcase;
  score += a.gender == b.gender;
  score += a.number == b.number;
  score += a.aspect == b.aspect;
  score += a.person == b.person;
  score += a.tense == b.tense;
  score += a.variant == b.variant;
  score += a.verb_form == b.verb_form;
  score += a.animacy == b.animacy;
  return score;
}

}  // namespace

Result<Lexicon> Lexicon::open(const std::string& pack_path, const DataFiles& files,
                              const LexiconOptions& options) {
  Lexicon lexicon;
  lexicon.options_ = options;
  LT_ASSIGN(Pack opened, Pack::open(pack_path, kPackKind, kPackVersion));
  lexicon.pack_ = std::make_shared<const Pack>(std::move(opened));
  const Pack& pack = *lexicon.pack_;
  LT_ASSIGN(const string_view words, pack.text("words"));
  LT_ASSIGN(lexicon.words_, Dawg::open(words, pack.path()));
  for (const char* name :
       {"prediction-suffixes-0", "prediction-suffixes-1", "prediction-suffixes-2"}) {
    LT_ASSIGN(const string_view endings, pack.text(name));
    LT_ASSIGN(Dawg dawg, Dawg::open(endings, pack.path()));
    lexicon.endings_.push_back(dawg);
  }
  LT_ASSIGN(lexicon.paradigms_, pack.array<uint16_t>("paradigms"));
  LT_ASSIGN(lexicon.starts_, pack.array<uint32_t>("paradigms.starts"));
  LT_ASSIGN(lexicon.suffixes_, pack.text("suffixes"));
  LT_ASSIGN(lexicon.suffix_starts_, pack.array<uint32_t>("suffixes.starts"));
  LT_ASSIGN(const string_view prefixes, pack.text("prefixes"));
  for (size_t at = 0; at < prefixes.size();) {
    const size_t end = std::min(prefixes.find('\n', at), prefixes.size());
    lexicon.prefixes_.emplace_back(prefixes.substr(at, end - at));
    at = end + 1;
  }
  LT_ASSIGN(const string_view tags, pack.text("tags"));
  struct Meaning {
    void (*set)(Morph&) = nullptr;
    uint8_t mark = 0;
  };
  std::unordered_map<uint32_t, Meaning> meanings;
  for (const Grammeme& grammeme : kGrammemes) meanings[code_of(grammeme.name)].set = grammeme.set;
  for (const MarkName& mark : kMarks) meanings[code_of(mark.name)].mark = mark.mark;
  std::unordered_map<std::string, size_t> kinds;
  split(tags, "\n", [&](string_view line) {
    Tag tag{};
    Morph morph;
    split(line, ", ", [&](string_view name) {
      const auto at = meanings.find(code_of(name));
      if (at == meanings.end()) return;
      if (at->second.set != nullptr) at->second.set(morph);
      tag.marks = static_cast<uint8_t>(tag.marks | at->second.mark);
    });
    static_assert(std::has_unique_object_representations_v<Morph>);
    const auto [kind, added] = kinds.try_emplace(
        std::string(reinterpret_cast<const char*>(&morph), sizeof morph), lexicon.kinds_.size());
    if (added) lexicon.kinds_.push_back(morph);
    tag.kind = static_cast<uint16_t>(kind->second);
    lexicon.tags_.push_back(tag);
  });
  const Error damaged{Code::kDamaged,
                      "the tables of this pack do not fit together; run ./dev setup", pack.path()};
  if (lexicon.starts_.empty() || lexicon.starts_.back() != lexicon.paradigms_.size() ||
      lexicon.suffix_starts_.empty() || lexicon.suffix_starts_.back() != lexicon.suffixes_.size() ||
      !std::is_sorted(lexicon.suffix_starts_.begin(), lexicon.suffix_starts_.end()) ||
      lexicon.prefixes_.size() != 3)
    return damaged;
  for (size_t p = 0; p + 1 < lexicon.starts_.size(); ++p) {
    if (lexicon.starts_[p + 1] < lexicon.starts_[p] ||
        lexicon.starts_[p + 1] > lexicon.paradigms_.size())
      return damaged;
    const auto forms = lexicon.paradigm(static_cast<uint16_t>(p));
    const size_t n = forms.size() / 3;
    const auto beyond = [](std::span<const uint16_t> some, size_t count) {
      return std::any_of(some.begin(), some.end(), [count](uint16_t i) { return i >= count; });
    };
    if (beyond(forms.first(n), lexicon.suffix_starts_.size() - 1) ||
        beyond(forms.subspan(n, n), lexicon.tags_.size()) || beyond(forms.subspan(2 * n), 3))
      return damaged;
  }

  constexpr string_view kEndings = "ru/name_endings.tsv";
  LT_ASSIGN(const string_view table, files.text(kEndings));
  for (const TsvRow& row : read_tsv(table).rows) {
    const auto gcase = row.cells.size() == 4 ? case_of(row.cells[1]) : std::nullopt;
    if (!gcase || (row.cells[2] != "Masc" && row.cells[2] != "Fem"))
      return Error{Code::kBadRule,
                   "expected: ending, case, Masc or Fem, nominative, separated by tabs",
                   std::string(kEndings) + ":" + std::to_string(row.line)};
    lexicon.name_endings_.push_back({std::string(row.cells[0]), std::string(row.cells[3]), *gcase,
                                     row.cells[2] == "Fem" ? Gender::kFem : Gender::kMasc});
  }
  std::stable_sort(
      lexicon.name_endings_.begin(), lexicon.name_endings_.end(),
      [](const Ending& a, const Ending& b) { return a.ending.size() > b.ending.size(); });
  lexicon.version_ = pack.checksum();
  return lexicon;
}

std::span<const uint16_t> Lexicon::paradigm(uint16_t id) const {
  return paradigms_.subspan(starts_[id], starts_[id + 1] - starts_[id]);
}

std::vector<Reading> Lexicon::readings(string_view word) const {
  std::vector<Reading> out;
  if (word.empty() || word.size() > kLongestWord) return out;
  const auto number = [](string_view bytes, size_t at) {
    return static_cast<uint16_t>(static_cast<unsigned char>(bytes[at]) << 8 |
                                 static_cast<unsigned char>(bytes[at + 1]));
  };
  const auto add = [&](uint16_t id, uint16_t form, string_view spelt, bool guessed) {
    if (size_t{id} + 1 >= starts_.size()) return;
    const auto forms = paradigm(id);
    const size_t n = forms.size() / 3;
    if (form >= n) return;
    const Tag& tag = tags_[forms[n + form]];
    out.push_back({kinds_[tag.kind], tag.kind, tag.marks, guessed, id, form, std::string(spelt)});
  };
  words_->each(word, [&](string_view payload, string_view spelt) {
    if (payload.size() >= 4) add(number(payload, 0), number(payload, 2), spelt, false);
  });
  if (!out.empty()) return out;

  // The guesser: the longest known ending, and of its paradigms the most frequent ones.
  const std::u32string letters = utf8::decode(word);
  for (size_t prefix = prefixes_.size(); prefix-- > 0;) {
    if (!word.starts_with(prefixes_[prefix])) continue;
    for (size_t length =
             std::min(kLongestEnding, letters.size() - std::min(letters.size(), kLeastStem));
         length > 0; --length) {
      const std::string ending =
          utf8::encode(std::u32string_view(letters).substr(letters.size() - length));
      struct Guess {
        uint32_t count;
        uint16_t paradigm, form;
        std::string spelt;
      };
      std::vector<Guess> guesses;
      endings_[prefix].each(ending, [&](string_view payload, string_view spelt) {
        if (payload.size() < 8) return;  // u32 count, u16 paradigm, u16 form
        const std::string whole =
            std::string(word.substr(0, word.size() - ending.size())) + std::string(spelt);
        guesses.push_back({uint32_t{number(payload, 0)} << 16 | number(payload, 2),
                           number(payload, 4), number(payload, 6), whole});
      });
      if (guesses.empty()) continue;
      std::stable_sort(guesses.begin(), guesses.end(),
                       [](const Guess& a, const Guess& b) { return a.count > b.count; });
      for (const Guess& guess : guesses) {
        const size_t before = out.size();
        add(guess.paradigm, guess.form, guess.spelt, true);
        // A form whose suffix the word does not have cannot be undone.
        if (out.size() > before && form_of(out.back(), out.back().form) != guess.spelt)
          out.pop_back();
      }
      if (!out.empty()) return out;
    }
  }
  return out;
}

std::string Lexicon::form_of(const Reading& reading, size_t form) const {
  const auto forms = paradigm(reading.paradigm);
  const size_t n = forms.size() / 3;
  const auto suffix = [&](size_t f) {
    return suffixes_.substr(suffix_starts_[forms[f]],
                            suffix_starts_[forms[f] + 1U] - suffix_starts_[forms[f]]);
  };
  const std::string& prefix = prefixes_[forms[2 * n + reading.form]];
  string_view stem = reading.word;
  if (!stem.starts_with(prefix) || !stem.ends_with(suffix(reading.form)) ||
      stem.size() < prefix.size() + suffix(reading.form).size())
    return {};
  stem = stem.substr(prefix.size(), stem.size() - prefix.size() - suffix(reading.form).size());
  return prefixes_[forms[2 * n + form]] + std::string(stem) + std::string(suffix(form));
}

const Reading* Lexicon::choose(const std::vector<Reading>& readings, const Morph& tag) const {
  const Reading* best = nullptr;
  int score = -1;
  for (const Reading& reading : readings) {
    if (reading.marks & kAbbreviation) continue;
    if (const int s = agreement(reading.morph, tag); s > score) {
      score = s;
      best = &reading;
    }
  }
  return best;
}

std::string Lexicon::lemma(string_view word, const Morph& tag) const {
  return lemma_of(word, readings(word), tag);
}

std::string Lexicon::lemma_of(string_view word, const std::vector<Reading>& all,
                              const Morph& tag) const {
  const Reading* reading = choose(all, tag);
  if (reading == nullptr) return std::string(word);
  // A guess that is of another part of speech is no better than the word itself.
  if (reading->guessed && folded(reading->morph.upos) != folded(tag.upos)) return std::string(word);
  // A name in the nominative that the dictionary knows in other cases only is another name.
  if (tag.upos == Upos::kPropn && tag.gcase == Case::kNom && tag.number != Number::kPlur &&
      reading->morph.gcase != Case::kNom)
    return std::string(word);
  std::string form = form_of(*reading, 0);
  return form.empty() ? std::string(word) : form;
}

std::optional<std::string> Lexicon::inflect(const Reading& reading, Case gcase, Number number,
                                            Gender gender) const {
  const auto forms = paradigm(reading.paradigm);
  const size_t n = forms.size() / 3;
  std::optional<size_t> best;
  int score = -1;
  for (size_t f = 0; f < n; ++f) {
    const Morph& m = kinds_[tags_[forms[n + f]].kind];
    if (m.gcase != gcase || m.upos != reading.morph.upos ||
        m.verb_form != reading.morph.verb_form || m.variant != reading.morph.variant ||
        m.degree != reading.morph.degree)
      continue;
    if (number != Number::kNone && m.number != Number::kNone && m.number != number) continue;
    const bool gendered = m.gender != Gender::kNone && gender != Gender::kNone;
    if (gendered && m.gender != gender && m.upos != Upos::kNoun) continue;
    int s = m.gender == gender ? 1 : 0;
    s += m.tense == reading.morph.tense ? 1 : 0;
    s += m.voice == reading.morph.voice ? 1 : 0;
    s += m.aspect == reading.morph.aspect ? 1 : 0;
    if (s > score) {
      score = s;
      best = f;
    }
  }
  if (!best) return std::nullopt;
  std::string form = form_of(reading, *best);
  if (form.empty()) return std::nullopt;
  return form;
}

std::vector<std::string> Lexicon::forms(string_view word) const {
  std::vector<std::string> out = {std::string(word)};
  bool known = false;
  for (const Reading& reading : readings(word)) {
    if (reading.guessed || reading.morph.gcase != Case::kNom) continue;
    known = true;
    for (const Case gcase : {Case::kGen, Case::kDat, Case::kAcc, Case::kIns, Case::kLoc})
      if (auto form = inflect(reading, gcase, reading.morph.number, reading.morph.gender))
        out.push_back(std::move(*form));
  }
  if (!known)
    for (const Ending& ending : name_endings_)
      if (word.ends_with(ending.nominative))
        out.push_back(std::string(word.substr(0, word.size() - ending.nominative.size())) +
                      ending.ending);
  std::sort(out.begin() + 1, out.end());
  out.erase(std::unique(out.begin() + 1, out.end()), out.end());
  return out;
}

// A name that the dictionary lacks: the table of endings rules out cases that it cannot be in. What
// the tagger takes for a nominative may look like anything.
void Lexicon::constrain_name(string_view lower, const std::vector<Reading>& all, Morph& tag) const {
  if (tag.upos != Upos::kPropn || tag.number == Number::kPlur || tag.gcase == Case::kNom ||
      tag.gcase == Case::kNone)
    return;
  for (const Reading& reading : all)
    if (!reading.guessed) return;
  const Gender likely = tag.animacy == Animacy::kInan ? Gender::kFem : tag.gender;
  const Ending* best = nullptr;
  for (const Ending& ending : name_endings_) {  // longest first
    if (best != nullptr && ending.ending.size() < best->ending.size()) break;
    if (!lower.ends_with(ending.ending) || ending.ending.empty()) continue;
    if (ending.gcase == tag.gcase) return;
    if (best == nullptr || (best->gender != likely && ending.gender == likely)) best = &ending;
  }
  constexpr size_t kTelling = 4;  // bytes: one letter says too little, names may be indeclinable
  if (best == nullptr || best->ending.size() < kTelling) return;
  tag.gcase = best->gcase;
  tag.gender = best->gender;
}

Word::Word(std::vector<Reading> found) : readings(std::move(found)) {
  for (const Reading& reading : readings) {
    if (std::find(kinds.begin(), kinds.end(), reading.kind) == kinds.end())
      kinds.push_back(reading.kind);
    one_form |= (reading.marks & kFixed) != 0;
    guessed |= reading.guessed;
  }
}

std::vector<Word*> Lexicon::look_up(Document& doc, Words& words) const {
  std::vector<Word*> found(doc.size());
  doc.lowers.resize(doc.size());
  for (uint32_t t = 0; t < doc.size(); ++t) {
    const string_view surface = doc.surface(t);
    const std::string folded = unicode::lower(surface);
    const string_view lower = doc.lowers[t] = folded == surface ? surface : doc.pool.add(folded);
    const TokenKind kind = doc.tokens[t].kind;
    if (kind != TokenKind::kCyrillic && kind != TokenKind::kOther) continue;
    auto at = words.words_.find(lower);
    if (at == words.words_.end()) at = words.words_.emplace(lower, Word(readings(lower))).first;
    found[t] = &at->second;
  }
  return found;
}

void Lexicon::lemmatize(Document& doc, std::span<Word* const> words) const {
  assert(doc.morphs.size() == doc.size() && words.size() == doc.size());
  doc.lemmas.resize(doc.size());
  for (uint32_t t = 0; t < doc.size(); ++t) {
    const string_view lower = doc.lowers[t];
    if (words[t] == nullptr) {
      doc.lemmas[t] = lower;
      continue;
    }
    Word& word = *words[t];
    Morph& tag = doc.morphs[t];
    if (options_.correct_tags) constrain_name(lower, word.readings, tag);
    auto at = std::find_if(word.lemmas.begin(), word.lemmas.end(),
                           [&](const auto& lemma) { return lemma.first == tag; });
    if (at == word.lemmas.end())
      at = word.lemmas.emplace(at, tag, lemma_of(lower, word.readings, tag));
    doc.lemmas[t] = at->second == lower ? lower : doc.pool.add(at->second);
  }
}

void Lexicon::lemmatize(Document& doc) const {
  Words words;
  lemmatize(doc, look_up(doc, words));
}

}  // namespace letopis::morph
