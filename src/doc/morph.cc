#include "doc/morph.h"

#include <algorithm>
#include <array>
#include <span>

namespace letopis {
namespace {

using std::string_view;

constexpr std::array<string_view, kUposes> kUpos = {
    "_",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
    "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};
constexpr std::array<string_view, 9> kCase = {"",    "Acc", "Dat", "Gen", "Ins",
                                              "Loc", "Nom", "Par", "Voc"};
constexpr string_view kNumber[] = {"", "Plur", "Sing"};
constexpr string_view kGender[] = {"", "Fem", "Masc", "Neut"};
constexpr string_view kAnimacy[] = {"", "Anim", "Inan"};
constexpr string_view kAspect[] = {"", "Imp", "Perf"};
constexpr string_view kVerbForm[] = {"", "Conv", "Fin", "Inf", "Part"};
constexpr string_view kVoice[] = {"", "Act", "Mid", "Pass"};
constexpr string_view kTense[] = {"", "Fut", "Past", "Pres"};
constexpr string_view kMood[] = {"", "Cnd", "Imp", "Ind"};
constexpr string_view kPerson[] = {"", "1", "2", "3"};
constexpr string_view kDegree[] = {"", "Cmp", "Pos", "Sup"};
constexpr string_view kPolarity[] = {"", "Neg"};
constexpr string_view kVariant[] = {"", "Short"};
constexpr string_view kNumForm[] = {"", "Digit"};
constexpr string_view kYes[] = {"", "Yes"};

// Calls visit(name, values, field) for each feature, sorted by name as UD wants them.
template <class M, class Visit>
void each_feature(M&& m, Visit visit) {
  visit("Abbr", std::span<const string_view>(kYes), m.abbr);
  visit("Animacy", std::span<const string_view>(kAnimacy), m.animacy);
  visit("Aspect", std::span<const string_view>(kAspect), m.aspect);
  visit("Case", std::span<const string_view>(kCase), m.gcase);
  visit("Degree", std::span<const string_view>(kDegree), m.degree);
  visit("Foreign", std::span<const string_view>(kYes), m.foreign);
  visit("Gender", std::span<const string_view>(kGender), m.gender);
  visit("Hyph", std::span<const string_view>(kYes), m.hyph);
  visit("Mood", std::span<const string_view>(kMood), m.mood);
  visit("NumForm", std::span<const string_view>(kNumForm), m.num_form);
  visit("Number", std::span<const string_view>(kNumber), m.number);
  visit("Person", std::span<const string_view>(kPerson), m.person);
  visit("Polarity", std::span<const string_view>(kPolarity), m.polarity);
  visit("Tense", std::span<const string_view>(kTense), m.tense);
  visit("Variant", std::span<const string_view>(kVariant), m.variant);
  visit("VerbForm", std::span<const string_view>(kVerbForm), m.verb_form);
  visit("Voice", std::span<const string_view>(kVoice), m.voice);
}

template <class E, class Names>
std::optional<E> index_of(const Names& names, string_view name) {
  const auto found = std::find(std::begin(names) + 1, std::end(names), name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<E>(found - std::begin(names));
}

}  // namespace

string_view upos_name(Upos upos) { return kUpos[static_cast<size_t>(upos)]; }
std::optional<Upos> upos_of(string_view name) { return index_of<Upos>(kUpos, name); }
string_view case_name(Case gcase) { return kCase[static_cast<size_t>(gcase)]; }
std::optional<Case> case_of(string_view name) { return index_of<Case>(kCase, name); }

std::string feats(const Morph& morph) {
  std::string out;
  append_feats(morph, out);
  return out;
}

void append_feats(const Morph& morph, std::string& out) {
  bool any = false;
  each_feature(morph, [&](string_view name, std::span<const string_view> values, auto field) {
    const auto value = static_cast<size_t>(field);
    if (value == 0) return;
    if (any) out += '|';
    any = true;
    out.append(name).append("=").append(values[value]);
  });
  if (!any) out += '_';
}

std::array<uint8_t, kFeatures> feature_values(const Morph& morph) {
  std::array<uint8_t, kFeatures> values{};
  size_t feature = 0;
  each_feature(morph, [&](string_view, std::span<const string_view>, auto field) {
    values[feature++] = static_cast<uint8_t>(field);
  });
  return values;
}

std::optional<size_t> feature_of(string_view name) {
  std::optional<size_t> found;
  size_t feature = 0;
  each_feature(Morph{}, [&](string_view other, std::span<const string_view>, auto) {
    if (other == name) found = feature;
    ++feature;
  });
  return found;
}

std::optional<Morph> morph_of(string_view tag) {
  Morph morph;
  size_t bar = tag.find('|');
  const auto upos = upos_of(tag.substr(0, bar));
  if (!upos) return std::nullopt;
  morph.upos = *upos;
  while (bar != string_view::npos) {
    tag = tag.substr(bar + 1);
    bar = tag.find('|');
    const string_view feature = tag.substr(0, bar);
    const size_t equals = feature.find('=');
    if (equals == string_view::npos) return std::nullopt;
    bool known = false;
    each_feature(morph, [&](string_view name, std::span<const string_view> values, auto& field) {
      if (name != feature.substr(0, equals)) return;
      const auto value = std::find(values.begin() + 1, values.end(), feature.substr(equals + 1));
      if (value == values.end()) return;
      field = static_cast<std::remove_reference_t<decltype(field)>>(value - values.begin());
      known = true;
    });
    if (!known) return std::nullopt;
  }
  return morph;
}

}  // namespace letopis
