// One article on its way through the language organ. Each stage fills its own layer and reads only
// earlier ones:
//   text/  mask, headline, languages, tokens, sentences   morph/  lowers
//   nn/  morphs, arcs, names   morph/  lemmas
// Plain data; offsets are bytes of Article::text; tokens are addressed by their index in the
// document. Not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/pool.h"
#include "base/span.h"
#include "doc/article.h"
#include "doc/morph.h"

namespace letopis {

inline constexpr uint32_t kNoToken = 0xFFFFFFFFU;

// A part of the text that is not the article's own prose. The cleaned text is never made: this is a
// mask.
enum class MaskKind : uint8_t { kAd, kMenu, kCounter, kCredit, kByline, kDateLine, kDuplicate };
std::string_view mask_kind_name(
    MaskKind kind);  // ad menu counter credit byline date-line duplicate
struct Mask {
  Span span;
  MaskKind kind;
};

// What the text itself says about its own publication; metadata given with the article outrank it.
struct Headline {
  Span title;                 // empty where the text has none of its own
  std::vector<Span> authors;  // names in author lines
  Span outlet;                // banner or dateline agency; empty where absent
  Published
      published;  // as the text prints it (crawler line, dateline, stamp); its span is date_span
  Span date_span;
};

// A paragraph, or a part of one between masks, that is in another language than the one that is
// analysed: it has no tokens.
inline constexpr std::string_view kUndetermined = "und";  // BCP 47: no language that we know
struct Foreign {
  Span span;
  std::string language;  // ISO 639-1, or kUndetermined
};

enum class TokenKind : uint8_t { kCyrillic, kLatin, kNumber, kPunct, kOther };
struct Token {
  Span span;
  TokenKind kind;
};

// Tokens [begin, end) of one sentence; sentences cover the unmasked text, in order, without
// overlap.
struct Sentence {
  uint32_t begin = 0;
  uint32_t end = 0;
};

// UD relation, as the index of its name in kRelations.
enum class Relation : uint8_t {
  kNone,
  kAcl,
  kAclRelcl,
  kAdvcl,
  kAdvmod,
  kAmod,
  kAppos,
  kAux,
  kAuxPass,
  kCase,
  kCc,
  kCcomp,
  kCompound,
  kConj,
  kCop,
  kCsubj,
  kCsubjPass,
  kDep,
  kDet,
  kDiscourse,
  kDislocated,
  kExpl,
  kFixed,
  kFlat,
  kFlatForeign,
  kFlatName,
  kGoeswith,
  kIobj,
  kList,
  kMark,
  kNmod,
  kNsubj,
  kNsubjPass,
  kNummod,
  kNummodEntity,
  kNummodGov,
  kObj,
  kObl,
  kOblAgent,
  kOrphan,
  kParataxis,
  kPunct,
  kRoot,
  kVocative,
  kXcomp
};
std::string_view relation_name(Relation relation);  // "nsubj:pass"; "_" for kNone
std::optional<Relation> relation_of(std::string_view name);

struct Arc {
  uint32_t head =
      kNoToken;  // token index in the document, inside the same sentence; kNoToken for a root
  Relation relation = Relation::kNone;
};

// A flat name as the NER tagger gives it: tokens [begin, end).
enum class NameType : uint8_t { kPer, kLoc, kOrg };
std::string_view name_type_name(NameType type);  // PER LOC ORG
struct Name {
  uint32_t begin = 0;
  uint32_t end = 0;
  NameType type = NameType::kPer;
};

struct Document {
  const Article* article = nullptr;  // not owned; outlives the document

  std::vector<Mask> masks;  // sorted, disjoint
  Headline headline;
  std::string language;          // of most of the text: ISO 639-1, or kUndetermined
  std::vector<Foreign> foreign;  // sorted, disjoint, outside masks
  std::vector<Token> tokens;     // of text neither masked nor foreign, in order
  std::vector<Sentence> sentences;

  std::vector<Morph> morphs;  // one per token
  std::vector<Arc> arcs;      // one per token; within a sentence always a tree with one root
  std::vector<Name> names;    // sorted, disjoint

  std::vector<std::string_view>
      lemmas;  // one per token: dictionary form, lower case, e kept as the dictionary has it
  std::vector<std::string_view> lowers;  // one per token: the token in lower case, as written
  StringPool pool;                       // owns lemmas and lowers where nobody else does

  std::string_view text() const { return article->text; }
  std::string_view surface(uint32_t token) const { return tokens[token].span.of(article->text); }
  uint32_t size() const { return static_cast<uint32_t>(tokens.size()); }
  // Span of tokens [begin, end). REQUIRES: begin < end <= size().
  Span span_of(uint32_t begin, uint32_t end) const {
    return {tokens[begin].span.begin, tokens[end - 1].span.end};
  }
};

// Index of the sentence that holds a token (binary search). REQUIRES: token < doc.size().
uint32_t sentence_of(const Document& doc, uint32_t token);
// The first token that begins at or after a byte; doc.size() if none.
uint32_t token_at(const Document& doc, uint32_t byte);
// What the language organ does not read: masks and foreign paragraphs, sorted and disjoint.
std::vector<Span> passed_over(const Document& doc);

}  // namespace letopis
