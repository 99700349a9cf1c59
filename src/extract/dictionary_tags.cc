#include "extract/dictionary_tags.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/tsv.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::extract {
namespace {

using std::string_view;
using Values = std::array<uint8_t, kFeatures>;

constexpr string_view kFile = "ru/tags.tsv";

struct Pattern {
  Upos upos;
  Values values;

  bool matches(Upos other, const Values& said) const {
    if (other != upos) return false;
    for (size_t f = 0; f < kFeatures; ++f)
      if (values[f] != 0 && values[f] != said[f]) return false;
    return true;
  }
};

// A row of the table.
struct Rule {
  struct Feature {
    size_t place;
    bool wanted;  // the tag must name it where the reading does
  };
  Pattern tag;
  std::vector<Pattern> readings;  // that allow it
  std::vector<Feature> features;  // that must agree

  bool agree(const Values& of_tag, const Values& of_reading) const {
    return std::all_of(features.begin(), features.end(), [&](const Feature& feature) {
      const uint8_t a = of_tag[feature.place], b = of_reading[feature.place];
      return b == 0 || a == b || (a == 0 && !feature.wanted);
    });
  }
};

Result<std::vector<Rule>> read_rules(const DataFiles& files) {
  LT_ASSIGN(const string_view text, files.text(std::string(kFile)));
  std::vector<Rule> rules;
  for (const TsvRow& row : read_tsv(text).rows) {
    const auto bad = [&](string_view what, const char* is_no) {
      return Error{Code::kBadRule, "'" + std::string(what) + "' is no " + is_no,
                   std::string(kFile) + ":" + std::to_string(row.line)};
    };
    const auto tag = morph_of(row.at(0));
    if (!tag) return bad(row.at(0), "tag");
    Rule rule{{tag->upos, feature_values(*tag)}, {}, {}};
    for (const string_view reading : split_cell(row.at(1), ' ')) {
      const auto morph = morph_of(reading);
      if (!morph) return bad(reading, "tag");
      rule.readings.push_back({morph->upos, feature_values(*morph)});
    }
    for (string_view name : split_cell(row.at(2), ' ')) {
      const bool wanted = name.ends_with('!');
      if (wanted) name.remove_suffix(1);
      const auto place = feature_of(name);
      if (!place) return bad(name, "feature");
      rule.features.push_back({*place, wanted});
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

// The tags that some of the kinds set in `rows`.
void join(const std::vector<uint64_t>& rows, size_t step, std::span<const uint16_t> kinds,
          std::vector<uint64_t>& out) {
  out.assign(step, 0);
  for (const uint16_t kind : kinds)
    for (size_t i = 0; i < step; ++i) out[i] |= rows[kind * step + i];
}

}  // namespace

Result<DictionaryTags> DictionaryTags::load(const DataFiles& files, std::span<const Morph> tags,
                                            std::span<const Morph> kinds) {
  LT_ASSIGN(const std::vector<Rule> rules, read_rules(files));
  std::vector<Values> values;
  std::vector<size_t> rule_of;  // per tag; rules.size() where there is none
  for (const Morph& tag : tags) {
    values.push_back(feature_values(tag));
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) {
      return r.tag.matches(tag.upos, values.back());
    });
    rule_of.push_back(static_cast<size_t>(rule - rules.begin()));
  }
  DictionaryTags made;
  made.step_ = (tags.size() + 63) / 64;
  made.wholly_.resize(kinds.size() * made.step_);
  made.classes_.resize(kinds.size() * made.step_);
  std::vector<uint8_t> allowed(rules.size());
  for (size_t k = 0; k < kinds.size(); ++k) {
    const Values said = feature_values(kinds[k]);
    std::transform(rules.begin(), rules.end(), allowed.begin(), [&](const Rule& rule) {
      return std::any_of(rule.readings.begin(), rule.readings.end(),
                         [&](const Pattern& p) { return p.matches(kinds[k].upos, said); });
    });
    for (size_t t = 0; t < tags.size(); ++t) {
      const size_t rule = rule_of[t];
      const bool free = rule == rules.size();
      if (tags[t].upos == Upos::kNone || !(free || allowed[rule] != 0)) continue;
      const size_t at = k * made.step_ + t / 64;
      const uint64_t bit = uint64_t{1} << t % 64;
      made.classes_[at] |= bit;
      if (free || rules[rule].agree(values[t], said)) made.wholly_[at] |= bit;
    }
  }
  return made;
}

bool DictionaryTags::fits(std::span<const uint16_t> kinds, uint16_t tag) const {
  return std::any_of(kinds.begin(), kinds.end(), [&](uint16_t kind) {
    return (wholly_[kind * step_ + tag / 64] >> tag % 64 & 1) != 0;
  });
}

void DictionaryTags::tags(std::span<const uint16_t> kinds, nn::TagGuide::Tags& out) const {
  join(wholly_, step_, kinds, out.wholly);
  join(classes_, step_, kinds, out.classes);
}

bool WordGuide::fits(size_t document, uint32_t token, uint16_t tag) const {
  const morph::Word* word = words_[document][token];
  if (word == nullptr || word->kinds.empty()) return true;
  if (tags_.fits(word->kinds, tag)) return true;
  // Words of one form are tagged in many ways. What the ending alone tells holds for common words:
  // a name that the dictionary lacks may end in anything.
  size_t at = 0;
  return word->one_form ||
         (word->guessed && unicode::is_upper(utf8::next(documents_[document].surface(token), at)));
}

void WordGuide::tags(size_t document, uint32_t token, Tags& out) const {
  tags_.tags(words_[document][token]->kinds, out);
}

}  // namespace letopis::extract
