// What extraction finds in one article: mentions, entities, times, figures, quotes, claims. It owns
// all its data and points into nothing, so it may travel to another thread or into the store.
// Offsets are bytes of the article's text; entities are addressed by their index in
// Analysis::entities. Terms: DESIGN, section 4; shape at the door: gold/README (export/).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/span.h"
#include "doc/document.h"

namespace letopis {

// The 29 entity types of NEREL, alphabetically.
enum class EntityType : uint8_t {
  kAge,
  kAward,
  kCity,
  kCountry,
  kCrime,
  kDate,
  kDisease,
  kDistrict,
  kEvent,
  kFacility,
  kFamily,
  kIdeology,
  kLanguage,
  kLaw,
  kLocation,
  kMoney,
  kNationality,
  kNumber,
  kOrdinal,
  kOrganization,
  kPenalty,
  kPercent,
  kPerson,
  kProduct,
  kProfession,
  kReligion,
  kStateOrProvince,
  kTime,
  kWorkOfArt
};
std::string_view entity_type_name(EntityType type);  // "STATE_OR_PROVINCE"
std::optional<EntityType> entity_type_of(std::string_view name);

enum class EntityKind : uint8_t {
  kPerson,
  kState,
  kOrg,
  kPlace,
  kDocument,
  kProject,
  kOccasion,
  kBloc,
  kMedium
};
std::string_view entity_kind_name(EntityKind kind);  // "person"
std::optional<EntityKind> entity_kind_of(std::string_view name);

enum class MentionForm : uint8_t {
  kName,
  kRole,
  kDescriptor,
  kAdjective,
  kAbbreviation,
  kMetonym,
  kPronoun
};
std::string_view mention_form_name(MentionForm form);

// Where a fact comes from: the rule (file and name) or model that made it. The engine's version is
// kept with the analysis.
struct Origin {
  std::string by;           // "rule:visit/verb", "model:slovnet-ner", "catalogue"
  float confidence = 1.0F;  // 0..1
};

inline constexpr uint32_t kNoEntity = 0xFFFFFFFFU;

// A span that names something. Nested mentions are allowed; one mention may stand for several
// entities ("the sides").
struct Mention {
  Span span;
  EntityType type = EntityType::kPerson;
  MentionForm form = MentionForm::kName;
  std::string normal;              // nominative form, letter case restored
  std::vector<uint32_t> entities;  // empty: a mention that is tied to nobody
  Origin origin;
};

struct Entity {
  std::string id;  // catalogue id ("state/kazakhstan") or kind/transliterated-name
  EntityKind kind = EntityKind::kPerson;
  EntityType type = EntityType::kPerson;
  std::string name;      // nominative display form
  std::string wikidata;  // empty where not certain
  bool catalogued = false;
  bool unnamed = false;  // only described ("a source"); never the same as in another article
};

enum class AnchorKind : uint8_t { kAbsolute, kPublication, kText, kEvent, kUtterance, kNone };
std::string_view anchor_kind_name(AnchorKind kind);

// A value of time: what is written plus the days it may mean. Open where unknown.
struct TimeValue {
  std::string edtf;  // empty where nothing is known
  Interval days;
  AnchorKind anchor = AnchorKind::kNone;
};

struct TimeExpression {
  Span span;
  TimeValue value;
  Origin origin;
};

struct Figure {
  Span span;
  double value = 0;
  double high = 0;     // equal to value unless a range
  std::string unit;    // "USD", "country", "percent"
  std::string approx;  // almost about more less exact
  std::string measure;
  std::vector<uint32_t> of;
  std::vector<uint32_t> said_by;
  Origin origin;
};

enum class QuoteKind : uint8_t { kDirect, kFragment, kIndirect };
std::string_view quote_kind_name(QuoteKind kind);

struct Quote {
  Span span;  // direct, fragment: the words inside the marks; indirect: the reported clause
  QuoteKind kind = QuoteKind::kDirect;
  uint32_t speaker = kNoEntity;  // kNoEntity: nobody known
  std::string
      speaker_text;   // surface of an unnamed source ("istochnik"); empty where it has a name
  Span speaker_span;  // where speaker_text stands; empty where it was inferred
  std::string cue;    // the cue as written; empty for a running speaker
  Span cue_span;      // empty where cue is
  std::vector<uint32_t> via;  // relay chain, nearest to the speaker first
  Origin origin;
};

enum class Modality : uint8_t {
  kOccurred,
  kOngoing,
  kPlanned,
  kOffered,
  kHypothetical,
  kNegated,
  kDenied,  // acts
  kAsserted,
  kAnnounced,
  kDeclined  // statuses, besides planned and denied
};
std::string_view modality_name(Modality modality);
std::optional<Modality> modality_of(std::string_view name);

// A filler of a role: an entity, or a literal (a post, a count, a topic) with the span it was read
// from.
struct Argument {
  std::string role;  // of the closed list in gold/README
  uint32_t entity = kNoEntity;
  std::string literal;     // used where entity is kNoEntity
  Span span;               // where the filler stands; empty where it was inferred
  bool described = false;  // the words stand for somebody who has no name here
};

enum class ClaimKind : uint8_t { kAct, kStatus };

// What the text says happened (act) or stands (status). A status has the arguments subject, object
// and value, and `when` is valid_from.
struct Claim {
  ClaimKind kind = ClaimKind::kAct;
  std::string frame;         // act ("visit") or status kind ("membership")
  std::string plover, mode;  // codes of the frame; empty where none
  std::vector<std::string> contexts;
  std::vector<Argument> arguments;
  TimeValue when;
  TimeValue until;  // statuses: valid_to
  Modality modality = Modality::kOccurred;
  bool hedged = false;
  bool core = true;  // a fact of the article, not background or an expert's aside
  std::vector<uint32_t>
      said_by;   // attribution chain, nearest to the fact first; empty: the outlet itself
  Span trigger;  // the word that evoked the frame
  std::vector<Span> evidence;  // at least one; sorted
  Origin origin;

  // The content hash that names this claim: of the text's hash, the frame and the spans of
  // evidence, trigger and roles; never of engine version, path or confidence (DESIGN, promise 6).
  // 16 hexadecimal digits.
  std::string id(std::string_view text_sha256) const;
};

// One side of a dispute: a claim, time or figure of the analysis by its index.
struct DisputeItem {
  enum class Of : uint8_t { kClaim, kTime, kFigure };
  Of of = Of::kClaim;
  uint32_t index = 0;
};
std::string_view dispute_item_name(DisputeItem::Of of);  // "claim", "time", "figure"

// Two things that one text says and that cannot both be true.
struct Dispute {
  std::array<DisputeItem, 2> between{};
  std::string about;  // value, date, modality
  std::string why;
};

// A name as the tagger gives it: PER, LOC or ORG, none inside another.
struct FlatName {
  Span span;
  NameType type = NameType::kPer;
  std::string normal;  // nominative, letter case restored
};

// Words of a post with the state or body where it is held: "ambassador of X". For the rules of
// statuses alone, not stored.
struct PostWords {
  Span span;
  uint32_t of = kNoEntity;
  std::string post;  // nominative, without whose it is
};

struct Analysis {
  std::string text_sha256;
  std::string language;          // of most of the text: ISO 639-1, or kUndetermined
  std::vector<Foreign> foreign;  // paragraphs that are not Russian: nothing is taken from them
  std::vector<Mask> masks;
  Headline headline;
  Published published;  // the one used: given metadata first, else what the text prints
  std::string title;    // given, else from the text
  std::vector<std::string> authors;
  std::string outlet;
  std::vector<Sentence> sentences;   // token indices
  std::vector<Span> sentence_spans;  // bytes; for context in `explain` and `dossier`
  std::vector<std::string>
      sentence_lemmas;  // beside sentence_spans: each sentence in dictionary forms, for the search;
                        // empty where nothing is known of them
  std::vector<Entity> entities;
  std::vector<Mention> mentions;      // sorted by span
  std::vector<TimeExpression> times;  // sorted by span
  std::vector<Figure> figures;
  std::vector<Quote> quotes;  // sorted by span
  std::vector<Claim> claims;  // sorted by evidence
  std::vector<Dispute> disputes;
  std::vector<Problem> problems;
  std::vector<PostWords> posts;      // in no order
  std::vector<FlatName> flat_names;  // sorted by span; for the door alone, not stored
};

}  // namespace letopis
