// Morphology and syntax of a token in the terms of Universal Dependencies v2. Names and orders of
// the enums are those of the UD guidelines; kNone means "the tagger says nothing".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace letopis {

enum class Upos : uint8_t {
  kNone,
  kAdj,
  kAdp,
  kAdv,
  kAux,
  kCconj,
  kDet,
  kIntj,
  kNoun,
  kNum,
  kPart,
  kPron,
  kPropn,
  kPunct,
  kSconj,
  kSym,
  kVerb,
  kX
};
inline constexpr size_t kUposes = 18;
enum class Case : uint8_t { kNone, kAcc, kDat, kGen, kIns, kLoc, kNom, kPar, kVoc };
enum class Number : uint8_t { kNone, kPlur, kSing };
enum class Gender : uint8_t { kNone, kFem, kMasc, kNeut };
enum class Animacy : uint8_t { kNone, kAnim, kInan };
enum class Aspect : uint8_t { kNone, kImp, kPerf };
enum class VerbForm : uint8_t { kNone, kConv, kFin, kInf, kPart };
enum class Voice : uint8_t { kNone, kAct, kMid, kPass };
enum class Tense : uint8_t { kNone, kFut, kPast, kPres };
enum class Mood : uint8_t { kNone, kCnd, kImp, kInd };
enum class Person : uint8_t { kNone, k1, k2, k3 };
enum class Degree : uint8_t { kNone, kCmp, kPos, kSup };
enum class Polarity : uint8_t { kNone, kNeg };
enum class Variant : uint8_t { kNone, kShort };
enum class NumForm : uint8_t { kNone, kDigit };

// One tag of the tagger, or one reading of the dictionary. Flags that decide nothing here (Abbr,
// Foreign, Hyph) are kept as bits, so that the CoNLL-U door can print the whole tag.
struct Morph {
  Upos upos = Upos::kNone;
  Case gcase = Case::kNone;
  Number number = Number::kNone;
  Gender gender = Gender::kNone;
  Animacy animacy = Animacy::kNone;
  Aspect aspect = Aspect::kNone;
  VerbForm verb_form = VerbForm::kNone;
  Voice voice = Voice::kNone;
  Tense tense = Tense::kNone;
  Mood mood = Mood::kNone;
  Person person = Person::kNone;
  Degree degree = Degree::kNone;
  Polarity polarity = Polarity::kNone;
  Variant variant = Variant::kNone;
  NumForm num_form = NumForm::kNone;
  bool abbr = false;
  bool foreign = false;
  bool hyph = false;

  bool nominal() const { return upos == Upos::kNoun || upos == Upos::kPropn; }
  bool verbal() const { return upos == Upos::kVerb || upos == Upos::kAux; }
  bool finite() const { return verbal() && verb_form == VerbForm::kFin; }
  bool participle() const { return verbal() && verb_form == VerbForm::kPart; }
  friend bool operator==(const Morph&, const Morph&) = default;
};

std::string_view upos_name(Upos upos);  // "NOUN"; "_" for kNone
std::optional<Upos> upos_of(std::string_view name);
std::string_view case_name(Case gcase);  // "Gen"; "" for kNone
std::optional<Case> case_of(std::string_view name);
// "Case=Gen|Gender=Masc|Number=Sing", features sorted by name; "_" where there is none.
std::string feats(const Morph& morph);
void append_feats(const Morph& morph, std::string& out);  // the same, at the end of a text
inline constexpr size_t kFeatures = 17;
// All features in the order of their names, Abbr first: each value's place among the feature's
// values, 0 where it says nothing.
std::array<uint8_t, kFeatures> feature_values(const Morph& morph);
std::optional<size_t> feature_of(std::string_view name);  // the place of "Case" in that order
// From "NOUN|Animacy=Inan|Case=Gen" (the tagger's vocabulary). nullopt at an unknown part of
// speech, feature or value.
std::optional<Morph> morph_of(std::string_view tag);

}  // namespace letopis
