#include "extract/speech.h"

#include <algorithm>

#include "base/tsv.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace letopis::extract {
namespace {

using std::string_view;

constexpr uint32_t kReach = 14;      // tokens between a quote and the cue that tags it
constexpr uint32_t kTitleWords = 4;  // a quoted piece of so few tokens may be a name or a term

std::vector<std::string_view> words_of(string_view cell) { return split_cell(cell, ' '); }

bool is_dash(string_view s) { return s == "-" || s == "\u2013" || s == "\u2014" || s == "\u2212"; }
bool ends_sentence(string_view s) {
  return !s.empty() && (s[0] == '.' || s[0] == '!' || s[0] == '?' || s == "\u2026");
}

}  // namespace

Result<SpeechFinder> SpeechFinder::load(const DataFiles& files) {
  SpeechFinder finder;
  const auto bad = [](const std::string& path, size_t line, const char* what) {
    return Error{Code::kBadRule, what, path + ":" + std::to_string(line)};
  };
  const std::string cues = "ru/speech/cues.tsv", sources = "ru/speech/sources.tsv",
                    words = "ru/speech/words.tsv";
  LT_ASSIGN(const string_view cue_text, files.text(cues));
  for (const auto& [line, cells] : read_tsv(cue_text).rows) {
    if (cells.size() != 3)
      return bad(cues, line, "expected: class, frames, lemmas, separated by tabs");
    unsigned frames = 0;
    for (const string_view frame : words_of(cells[1])) {
      const unsigned bit = frame == "that"     ? kThat
                           : frame == "quote"  ? kQuote
                           : frame == "assess" ? kAssess
                           : frame == "relay"  ? kRelay
                                               : 0U;
      if (bit == 0) return bad(cues, line, "a frame is one of that, quote, assess, relay");
      frames |= bit;
    }
    const auto lemmas = words_of(cells[2]);
    if (frames == 0 || lemmas.empty())
      return bad(cues, line, "expected: class, frames, lemmas, separated by tabs");
    for (const string_view lemma : lemmas) finder.cues_[std::string(lemma)] |= frames;
  }
  LT_ASSIGN(const string_view source_text, files.text(sources));
  for (const auto& [line, cells] : read_tsv(source_text).rows) {
    if (cells.size() != 3 || cells[0].empty() || cells[1].empty())
      return bad(sources, line, "expected: preposition, noun, class, separated by tabs");
    finder.sources_[std::string(cells[1])].emplace(cells[0]);
  }
  LT_ASSIGN(const string_view word_text, files.text(words));
  for (const auto& [line, cells] : read_tsv(word_text).rows) {
    if (cells.size() != 2) return bad(words, line, "expected: class, words, separated by a tab");
    auto* set = cells[0] == "complementiser" ? &finder.complementisers_
                : cells[0] == "as"           ? &finder.as_
                : cells[0] == "relay_note"   ? &finder.relay_notes_
                : cells[0] == "reference"    ? &finder.references_
                                             : nullptr;
    if (set == nullptr)
      return bad(words, line, "a class is one of complementiser, as, relay_note, reference");
    for (const string_view word : words_of(cells[1])) set->emplace(word);
  }
  return finder;
}

// One document's work.
class SpeechPass {
 public:
  SpeechPass(const SpeechFinder& finder, const Document& doc, const MentionIndex& index,
             Analysis& analysis)
      : f_(finder), doc_(doc), index_(index), a_(analysis), pairs_(quote_pairs(doc)) {
    children_.resize(doc.size());
    for (uint32_t t = 0; t < doc.size(); ++t)
      if (doc.arcs[t].head != kNoToken) children_[doc.arcs[t].head].push_back(t);
    inside_.assign(doc.size(), 0);
    for (size_t p = 0; p < pairs_.size(); ++p) {
      const Sentence range = index_.tokens(pairs_[p].inner);
      if (range.end - range.begin <= kTitleWords && named(pairs_[p], range))
        continue;  // a name in marks is no speech
      for (uint32_t t = range.begin; t < range.end; ++t) inside_[t] = static_cast<uint32_t>(p) + 1;
    }
  }

  void run() {
    find_media();
    for (uint32_t s = 0; s < doc_.sentences.size(); ++s) sentence(s);
    for (size_t p = 0; p < pairs_.size(); ++p) pair(p);
    running();
    finish();
  }

 private:
  struct Source {
    uint32_t entity = kNoEntity;
    std::string text;  // of an unnamed source
    bool known() const { return entity != kNoEntity || !text.empty(); }
  };
  struct Cue {
    uint32_t token = kNoToken;
    unsigned frames = 0;
    Source source;
    std::string words;
    Span span;
  };

  unsigned frames_of(uint32_t t) const {
    if (!doc_.morphs[t].verbal()) return 0;
    const auto found = f_.cues_.find(doc_.lemmas[t]);
    return found == f_.cues_.end() ? 0 : found->second;
  }
  bool medium(uint32_t entity) const {
    return entity != kNoEntity && a_.entities[entity].kind == EntityKind::kMedium;
  }

  // The entity that a nominal token stands for: of the mention headed by it, else the smallest one
  // that covers it.
  uint32_t entity_at(uint32_t t) const {
    if (const Mention* mention = index_.best(t)) return mention->entities.front();
    const auto covering = index_.covering(t);
    for (size_t i = covering.size(); i-- > 0;)
      if (const Mention& m = a_.mentions[covering[i]];
          !m.entities.empty() && m.form != MentionForm::kAdjective)
        return m.entities.front();
    return kNoEntity;
  }
  Source source_at(uint32_t t) const {
    Source source;
    source.entity = entity_at(t);
    if (source.entity != kNoEntity) {
      // A post and a name in apposition are one person: prefer the person over an organisation or
      // state inside the post.
      if (a_.entities[source.entity].kind != EntityKind::kPerson)
        for (const uint32_t child : children_[t])
          if (doc_.arcs[child].relation == Relation::kAppos ||
              doc_.arcs[child].relation == Relation::kFlatName) {
            const uint32_t other = entity_at(child);
            if (other != kNoEntity && a_.entities[other].kind == EntityKind::kPerson)
              source.entity = other;
          }
      return source;
    }
    for (const uint32_t child : children_[t])
      if (doc_.arcs[child].relation == Relation::kAppos ||
          doc_.arcs[child].relation == Relation::kFlatName ||
          doc_.arcs[child].relation == Relation::kNmod) {
        const uint32_t other = entity_at(child);
        if (other != kNoEntity && (a_.entities[other].kind == EntityKind::kPerson ||
                                   doc_.arcs[child].relation != Relation::kNmod)) {
          source.entity = other;
          return source;
        }
      }
    source.text = std::string(doc_.surface(t));
    return source;
  }

  // The subject of a cue verb: its own, that of the verb it is joined to, else the nearest
  // nominative after or before it.
  Source subject_of(uint32_t verb) const {
    for (uint32_t at = verb, steps = 0; at != kNoToken && steps < 4; ++steps) {
      for (const uint32_t child : children_[at]) {
        const Relation r = doc_.arcs[child].relation;
        if (r == Relation::kNsubj || r == Relation::kNsubjPass) {
          if (inside_[child] == 0 || inside_[child] == inside_[verb]) return source_at(child);
        }
      }
      const Relation r = doc_.arcs[at].relation;
      const bool inherits = r == Relation::kConj || r == Relation::kAdvcl ||
                            r == Relation::kXcomp || r == Relation::kParataxis;
      if (!inherits) break;
      at = doc_.arcs[at].head;
      if (at != kNoToken && !doc_.morphs[at].verbal()) break;
    }
    const Sentence s = doc_.sentences[sentence_of(doc_, verb)];
    const auto nominative = [&](uint32_t t) {
      const Morph& m = doc_.morphs[t];
      return inside_[t] == 0 && (m.nominal() || m.upos == Upos::kPron) && m.gcase == Case::kNom;
    };
    for (uint32_t t = verb + 1; t < s.end && t <= verb + kReach; ++t) {
      if (nominative(t)) return source_at(t);
      if (doc_.morphs[t].finite()) break;
    }
    for (uint32_t t = verb; t-- > s.begin && t + kReach >= verb;) {
      if (nominative(t)) return source_at(t);
      if (doc_.morphs[t].finite()) break;
    }
    return {};
  }

  Cue cue_at(uint32_t t) const {
    return {t, frames_of(t), subject_of(t), std::string(doc_.surface(t)), doc_.tokens[t].span};
  }

  // "po slovam X": the noun's genitive; the whole phrase is the cue.
  Cue source_phrase(uint32_t noun) const {
    const auto found = f_.sources_.find(doc_.lemmas[noun]);
    if (found == f_.sources_.end() || noun == 0) return {};
    uint32_t preposition = kNoToken;
    for (uint32_t back = 1; back <= 2 && back <= noun; ++back)
      if (found->second.contains(doc_.lowers[noun - back])) {
        preposition = noun - back;
        break;
      }
    if (preposition == kNoToken || inside_[noun] != 0) return {};
    Cue cue;
    cue.token = noun;
    cue.frames = SpeechFinder::kThat;
    cue.span = hull(doc_.tokens[preposition].span, doc_.tokens[noun].span);
    cue.words = std::string(cue.span.of(doc_.text()));
    // A possessive between them ("po ego slovam"), else a genitive behind.
    if (noun - preposition == 2) {
      cue.source.entity = entity_at(noun - 1);
      for (uint32_t s = sentence_of(doc_, noun) + 1;
           s-- > 0 && cue.source.entity == kNoEntity && s + 3 > sentence_of(doc_, noun);)
        if (s < tellers_.size() && !tellers_[s].empty()) cue.source = tellers_[s].back().source;
      return cue;
    }
    const Sentence s = doc_.sentences[sentence_of(doc_, noun)];
    for (const uint32_t child : children_[noun])
      if (child > noun &&
          (doc_.morphs[child].nominal() || doc_.morphs[child].upos == Upos::kPron)) {
        cue.source = source_at(child);
        return cue;
      }
    for (uint32_t t = noun + 1; t < s.end && t <= noun + 4; ++t)
      if (doc_.morphs[t].nominal() || index_.best(t) != nullptr) {
        cue.source = source_at(t);
        break;
      }
    return cue;
  }

  // Outlets and agencies that pass on the words of a sentence: subject of a relay verb, or in
  // "(tsitata po X)".
  void find_media() {
    media_.resize(doc_.sentences.size());
    for (uint32_t s = 0; s < doc_.sentences.size(); ++s)
      for (uint32_t t = doc_.sentences[s].begin; t < doc_.sentences[s].end; ++t) {
        if (inside_[t] != 0) continue;
        const bool relay_verb = (frames_of(t) & SpeechFinder::kRelay) != 0;
        const bool note =
            f_.relay_notes_.contains(doc_.lemmas[t]) && t > 0 && doc_.surface(t - 1) == "(";
        const bool reference = f_.references_.contains(doc_.lemmas[t]);
        if (!relay_verb && !note && !reference) continue;
        for (uint32_t u = t > 4 ? t - 4 : 0; u < doc_.sentences[s].end && u <= t + 8; ++u) {
          if (u < doc_.sentences[s].begin) continue;
          for (const uint32_t m : index_.covering(u)) {
            const Mention& mention = a_.mentions[m];
            if (mention.entities.size() != 1 || !medium(mention.entities[0])) continue;
            auto& list = media_[s];
            if (std::find(list.begin(), list.end(), mention.entities[0]) == list.end())
              list.push_back(mention.entities[0]);
          }
        }
      }
  }

  void add(Span span, QuoteKind kind, const Cue& cue, uint32_t sentence, float confidence) {
    const string_view text = doc_.text();
    constexpr string_view kBlank = " \t\r\n";
    while (!span.empty() && kBlank.find(text[span.begin]) != string_view::npos) ++span.begin;
    while (!span.empty() && kBlank.find(text[span.end - 1]) != string_view::npos) --span.end;
    if (span.empty()) return;
    Quote quote;
    quote.span = span;
    quote.kind = kind;
    quote.speaker = cue.source.entity;
    if (quote.speaker == kNoEntity) quote.speaker_text = cue.source.text;
    quote.cue = cue.words;
    quote.cue_span = cue.span;
    for (const uint32_t m : media_[sentence])
      if (m != quote.speaker) quote.via.push_back(m);
    quote.origin = {"rule:speech", confidence};
    a_.quotes.push_back(std::move(quote));
    quote_sentence_.push_back(sentence);
  }

  Span tokens_span(uint32_t begin, uint32_t end) const { return doc_.span_of(begin, end); }

  // The end of a reported clause that begins at `from`: the sentence's end without its final mark,
  // but not past the next cue of the same sentence nor into a relay tail.
  uint32_t clause_end(uint32_t from, const Sentence& s) const {
    uint32_t end = s.end;
    while (end > from && doc_.tokens[end - 1].kind == TokenKind::kPunct && inside_[end - 1] == 0 &&
           doc_.surface(end - 1) != "\u00BB" && doc_.surface(end - 1) != "\"" &&
           doc_.surface(end - 1) != "\u201D" && doc_.surface(end - 1) != "\u201C" &&
           doc_.surface(end - 1) != ")")
      --end;
    for (uint32_t t = from + 1; t + 1 < end; ++t) {
      if (inside_[t] != 0 || doc_.surface(t) != ",") continue;
      uint32_t u = t + 1;
      if (u < end && (f_.as_.contains(doc_.lowers[u]) || is_dash(doc_.surface(u)))) ++u;
      const Morph& m = doc_.morphs[u];
      const unsigned frames = frames_of(u);
      if (frames == 0) continue;
      if (m.verb_form == VerbForm::kConv ||
          (m.finite() && u + 1 < end &&
           (frames & (SpeechFinder::kRelay | SpeechFinder::kQuote)) != 0 && tag_tail(u, end)))
        return t;
    }
    return end;
  }
  // Whether from a cue verb to the end of the sentence there is nothing but its subject and
  // adverbials: no other finite verb.
  bool tag_tail(uint32_t verb, uint32_t end) const {
    for (uint32_t t = verb + 1; t < end; ++t)
      if (inside_[t] == 0 &&
          (doc_.morphs[t].finite() || f_.complementisers_.contains(doc_.lowers[t])))
        return false;
    return true;
  }

  void sentence(uint32_t number) {
    const Sentence s = doc_.sentences[number];
    for (uint32_t t = s.begin; t < s.end; ++t) {
      if (inside_[t] != 0) continue;
      if (const Cue phrase = source_phrase(t); phrase.token != kNoToken && phrase.source.known()) {
        phrase_clause(phrase, number);
        continue;
      }
      const unsigned frames = frames_of(t);
      if (frames == 0) continue;
      const Morph& m = doc_.morphs[t];
      if (m.participle() && m.variant != Variant::kShort) continue;
      if (m.verb_form == VerbForm::kInf) continue;
      if ((frames & SpeechFinder::kAssess) != 0 && assessment(t, number)) continue;
      if ((frames & (SpeechFinder::kThat | SpeechFinder::kRelay)) != 0 && that_clause(t, number))
        continue;
      if ((frames & (SpeechFinder::kQuote | SpeechFinder::kThat)) != 0) clause_before(t, number);
    }
  }

  // "X zayavil …, chto …"
  bool that_clause(uint32_t verb, uint32_t number) {
    const Sentence s = doc_.sentences[number];
    for (uint32_t t = verb + 1; t + 1 < s.end && t <= verb + kReach; ++t) {
      if (inside_[t] != 0 && inside_[verb] == 0) break;
      if (doc_.surface(t) == "," && f_.complementisers_.contains(doc_.lowers[t + 1])) {
        Cue cue = cue_at(verb);
        if (!cue.source.known()) return false;
        const uint32_t begin = t + 2, end = clause_end(begin, s);
        if (begin < end) {
          add(tokens_span(begin, end), QuoteKind::kIndirect, cue, number, 0.9F);
          told(number, cue);
        }
        return true;
      }
      if (doc_.morphs[t].finite() || ends_sentence(doc_.surface(t)) || doc_.surface(t) == ":")
        break;
    }
    return false;
  }

  // "…, zayavil X." with the words before the cue.
  void clause_before(uint32_t verb, uint32_t number) {
    const Sentence s = doc_.sentences[number];
    if (!doc_.morphs[verb].finite() || verb < s.begin + 3) return;
    uint32_t comma = verb - 1;
    while (comma > s.begin &&
           (is_dash(doc_.surface(comma)) || f_.as_.contains(doc_.lowers[comma]) ||
            doc_.morphs[comma].upos == Upos::kAdv))
      --comma;
    if (doc_.surface(comma) != "," || !tag_tail(verb, s.end)) return;
    bool predicate = false;
    for (uint32_t t = s.begin; t < comma; ++t) {
      if (inside_[t] != 0) {
        // The sentence is a direct quote with its tag, or the tag of a quote that began above:
        // handled with the pair.
        if (doc_.tokens[comma].span.begin >= pairs_[inside_[t] - 1].outer.end &&
            pairs_[inside_[t] - 1].outer.begin <= doc_.tokens[s.begin].span.begin)
          return;
        continue;
      }
      predicate |= doc_.morphs[t].finite() || doc_.morphs[t].variant == Variant::kShort ||
                   doc_.morphs[t].verb_form == VerbForm::kInf;
    }
    if (!predicate) return;
    Cue cue = cue_at(verb);
    if (!cue.source.known() || medium(cue.source.entity)) return;
    if ((frames_of(verb) & (SpeechFinder::kRelay | SpeechFinder::kThat)) == SpeechFinder::kRelay)
      return;  // an outlet's verb
    // "kak soobshchil X" is a parenthesis that sources the sentence; the words are the same.
    uint32_t begin = s.begin;
    for (uint32_t t = s.begin; t < comma;
         ++t)  // after an earlier cue's clause only the rest is this one's
      if (inside_[t] == 0 && frames_of(t) != 0 && doc_.morphs[t].finite()) return;
    add(tokens_span(begin, comma), QuoteKind::kIndirect, cue, number, 0.8F);
    told(number, cue);
  }

  // "po slovam X, …" and "…, po mneniyu X, …"
  void phrase_clause(const Cue& cue, uint32_t number) {
    const Sentence s = doc_.sentences[number];
    if (medium(cue.source.entity)) return;  // "po dannym agentstva": a relay
    uint32_t end = cue.token + 1;
    while (end < s.end && doc_.surface(end) != "," && !(doc_.morphs[end].finite())) ++end;
    const bool closed = end < s.end && doc_.surface(end) == ",";
    const bool leads = cue.token <= s.begin + 3;
    if (leads) {
      uint32_t begin = closed ? end + 1 : end;
      if (begin < s.end && f_.complementisers_.contains(doc_.lowers[begin])) ++begin;
      const uint32_t stop = clause_end(begin, s);
      if (begin < stop) add(tokens_span(begin, stop), QuoteKind::kIndirect, cue, number, 0.9F);
    } else {
      const uint32_t stop = clause_end(s.begin, s);
      if (s.begin < stop) add(tokens_span(s.begin, stop), QuoteKind::kIndirect, cue, number, 0.8F);
    }
    told(number, cue);
  }

  // "nazval ACC INS": what was called what.
  bool assessment(uint32_t verb, uint32_t number) {
    const Sentence s = doc_.sentences[number];
    if (!doc_.morphs[verb].finite()) return false;
    bool object = false, as_what = false;
    for (const uint32_t child : children_[verb]) {
      const Morph& m = doc_.morphs[child];
      object |=
          doc_.arcs[child].relation == Relation::kObj || (m.nominal() && m.gcase == Case::kAcc);
      as_what |= m.gcase == Case::kIns || f_.as_.contains(doc_.lowers[child]);
    }
    for (uint32_t t = verb + 1; t < s.end && t <= verb + 8 && !as_what; ++t)
      as_what = doc_.morphs[t].gcase == Case::kIns;
    if (!object || !as_what) return false;
    Cue cue = cue_at(verb);
    if (!cue.source.known() || medium(cue.source.entity)) return false;
    const uint32_t end = clause_end(verb + 1, s);
    uint32_t begin = verb + 1;
    if (begin < end)
      add({mark_before(begin), doc_.tokens[end - 1].span.end}, QuoteKind::kIndirect, cue, number,
          0.75F);
    told(number, cue);
    return true;
  }
  uint32_t mark_before(uint32_t t) const { return doc_.tokens[t].span.begin; }

  void told(uint32_t number, const Cue& cue) {
    if (tellers_.size() <= number) tellers_.resize(doc_.sentences.size());
    tellers_[number].push_back(cue);
  }

  bool has_finite(const Sentence& range) const {
    for (uint32_t t = range.begin; t < range.end; ++t)
      if (doc_.morphs[t].finite() || doc_.morphs[t].variant == Variant::kShort ||
          doc_.morphs[t].verb_form == VerbForm::kInf)
        return true;
    return false;
  }

  // A pair of marks: direct speech with its tag, a fragment, or no speech at all.
  void pair(size_t number) {
    const QuotePair& p = pairs_[number];
    const Sentence inner = index_.tokens(p.inner);
    if (inner.begin >= inner.end) return;
    const uint32_t words = inner.end - inner.begin;
    const uint32_t first_sentence = sentence_of(doc_, inner.begin),
                   last_sentence = sentence_of(doc_, inner.end - 1);
    const bool upper = unicode::starts_upper(doc_.surface(inner.begin));
    const bool opens_line = first_in_sentence(inner.begin);

    Cue cue;
    if (opens_line || upper) cue = tag_after(inner, last_sentence);
    if (cue.token == kNoToken) cue = colon_before(inner, first_sentence);
    const bool speech = has_finite(inner) || words > 7;
    if (cue.token != kNoToken && cue.source.known() && (speech || (upper && words >= 2))) {
      add(p.inner, QuoteKind::kDirect, cue, last_sentence, 0.95F);
      told(last_sentence, cue);
      return;
    }
    // Signed: the next line is a dash and a name.
    if (opens_line && speech) {
      if (const uint32_t signer = signature(inner.end); signer != kNoEntity) {
        Cue signed_by;
        signed_by.source.entity = signer;
        add(p.inner, QuoteKind::kDirect, signed_by, last_sentence, 0.95F);
        return;
      }
    }
    // Inside an indirect quote or beside a cue of its sentence: a fragment, unless it is a name or
    // a term.
    if (named(p, inner) && words <= kTitleWords * 2) return;
    for (const Quote& quote : a_.quotes)
      if (quote.kind == QuoteKind::kIndirect && quote.span.contains(p.inner)) {
        if (upper && words <= kTitleWords) return;
        Cue same;
        same.source = {quote.speaker, quote.speaker_text};
        same.words = quote.cue;
        same.span = quote.cue_span;
        add(p.inner, QuoteKind::kFragment, same, first_sentence, 0.85F);
        return;
      }
    if (opens_line && upper && speech && words > 4) {  // a quote without a tag of its own
      untagged_.push_back(number);
      return;
    }
    if (words < 2 || (upper && words <= kTitleWords)) return;
    const Sentence s = doc_.sentences[first_sentence];
    for (uint32_t t = inner.begin; t-- > s.begin && t + kReach >= inner.begin;) {
      if (inside_[t] != 0 || frames_of(t) == 0) continue;
      const Cue by = cue_at(t);
      if (!by.source.known()) break;
      add(p.inner, QuoteKind::kFragment, by, first_sentence, 0.75F);
      return;
    }
    if (speech && words > 4) {
      Cue after = tag_after(inner, last_sentence);
      if (after.token != kNoToken && after.source.known())
        add(p.inner, QuoteKind::kDirect, after, last_sentence, 0.8F);
    }
  }

  bool first_in_sentence(uint32_t t) const {
    const Sentence s = doc_.sentences[sentence_of(doc_, t)];
    while (t > s.begin && doc_.tokens[t - 1].kind == TokenKind::kPunct) --t;
    return t == s.begin;
  }

  // A cue verb behind the closing mark, with nothing but marks and adverbials between.
  Cue tag_after(const Sentence& inner, uint32_t sentence_number) const {
    uint32_t t = inner.end;
    uint32_t limit = doc_.sentences[sentence_number].end;
    if (t < doc_.size() &&
        t >= limit) {  // the closing mark ended the sentence: the tag may be the next one
      const uint32_t next = sentence_of(doc_, t);
      if (doc_.tokens[t].kind != TokenKind::kPunct && !is_dash(doc_.surface(t))) return {};
      limit = doc_.sentences[next].end;
    }
    bool separated = false;
    while (t < limit && doc_.tokens[t].kind == TokenKind::kPunct) {
      separated |= doc_.surface(t) == "," || is_dash(doc_.surface(t));
      ++t;
    }
    if (!separated) return {};
    for (uint32_t n = 0; t < limit && n < kReach; ++t, ++n) {
      if (inside_[t] != 0) break;
      if (frames_of(t) != 0 &&
          (doc_.morphs[t].finite() || doc_.morphs[t].variant == Variant::kShort)) {
        Cue cue = cue_at(t);
        if (medium(cue.source
                       .entity)) {  // "peredaet agentstvo slova X": the person whose words they are
          for (uint32_t u = t + 1; u < limit && u <= t + kReach; ++u) {
            const uint32_t e = entity_at(u);
            if (e != kNoEntity && a_.entities[e].kind == EntityKind::kPerson) {
              cue.source = {e, ""};
              break;
            }
          }
        }
        return cue;
      }
      if (doc_.morphs[t].finite() || ends_sentence(doc_.surface(t))) break;
    }
    return {};
  }

  // "X skazal: «…»"
  Cue colon_before(const Sentence& inner, uint32_t sentence_number) const {
    const Sentence s = doc_.sentences[sentence_number];
    uint32_t t = inner.begin;
    while (t > s.begin && doc_.tokens[t - 1].kind == TokenKind::kPunct &&
           doc_.surface(t - 1) != ":")
      --t;
    uint32_t begin = s.begin, colon = kNoToken;
    if (t > s.begin && doc_.surface(t - 1) == ":") {
      colon = t - 1;
    } else if (t == s.begin && sentence_number > 0) {
      const Sentence above = doc_.sentences[sentence_number - 1];
      if (doc_.surface(above.end - 1) == ":") {
        colon = above.end - 1;
        begin = above.begin;
      }
    }
    if (colon == kNoToken) return {};
    for (uint32_t u = colon; u-- > begin;)
      if (inside_[u] == 0 && frames_of(u) != 0) return cue_at(u);
    for (uint32_t u = colon; u-- > begin;)
      if (const Cue phrase = source_phrase(u); phrase.token != kNoToken) return phrase;
    return {};
  }

  // "- Name Surname" as a line of its own within two sentences behind the quote.
  uint32_t signature(uint32_t end) const {
    if (end == 0) return kNoEntity;
    const uint32_t last = sentence_of(doc_, end - 1);
    for (uint32_t s = last + 1; s < doc_.sentences.size() && s <= last + 2; ++s) {
      const Sentence line = doc_.sentences[s];
      if (line.end - line.begin < 2 || line.end - line.begin > 5 ||
          !is_dash(doc_.surface(line.begin)))
        continue;
      const uint32_t entity = entity_at(line.begin + 1);
      if (entity != kNoEntity && a_.entities[entity].kind == EntityKind::kPerson) return entity;
    }
    return kNoEntity;
  }

  // Whether a quoted piece is the name of something: a mention fills it or the noun before it is
  // named by it.
  bool named(const QuotePair& p, const Sentence& inner) const {
    for (const uint32_t m : index_.covering(inner.begin)) {
      const Mention& mention = a_.mentions[m];
      if (mention.form == MentionForm::kName && mention.span.begin <= p.inner.begin &&
          mention.span.end >= p.inner.end)
        return true;
    }
    return unicode::starts_upper(doc_.surface(inner.begin)) &&
           inner.end - inner.begin <= kTitleWords && !has_finite(inner);
  }

  // Quotes and sentences without a cue of their own belong to the speaker around them.
  void running() {
    for (const size_t number : untagged_) {
      const Sentence inner = index_.tokens(pairs_[number].inner);
      const uint32_t sentence_number = sentence_of(doc_, inner.begin);
      Cue cue;
      for (uint32_t s = sentence_number; s-- > 0 && s + 3 > sentence_number;)
        if (s < tellers_.size() && !tellers_[s].empty()) {
          cue.source = tellers_[s].back().source;
          break;
        }
      if (cue.source.known())
        add(pairs_[number].inner, QuoteKind::kDirect, cue, sentence_number, 0.6F);
    }
    // A sentence between two sentences of one speaker in one paragraph.
    for (uint32_t s = 1; s + 1 < doc_.sentences.size(); ++s) {
      if (s + 1 >= tellers_.size() || tellers_[s - 1].empty() || tellers_[s + 1].empty() ||
          !tellers_[s].empty())
        continue;
      const uint32_t speaker = tellers_[s - 1].back().source.entity;
      if (speaker == kNoEntity || tellers_[s + 1].front().source.entity != speaker) continue;
      const Sentence here = doc_.sentences[s];
      const Span gap{doc_.tokens[here.begin - 1].span.end,
                     doc_.tokens[doc_.sentences[s + 1].begin].span.begin};
      if (gap.of(doc_.text()).find('\n') != string_view::npos || inside_[here.begin] != 0) continue;
      Cue cue;
      cue.source.entity = speaker;
      const uint32_t end = clause_end(here.begin, here);
      if (here.begin < end && has_finite(here))
        add(tokens_span(here.begin, end), QuoteKind::kIndirect, cue, s, 0.6F);
    }
  }

  void finish() {
    std::stable_sort(a_.quotes.begin(), a_.quotes.end(),
                     [](const Quote& a, const Quote& b) { return a.span < b.span; });
    a_.quotes.erase(std::unique(a_.quotes.begin(), a_.quotes.end(),
                                [](const Quote& a, const Quote& b) { return a.span == b.span; }),
                    a_.quotes.end());
    for (Figure& figure : a_.figures)
      for (const Quote& quote : a_.quotes)
        if (quote.span.contains(figure.span) && quote.speaker != kNoEntity) {
          figure.said_by = {quote.speaker};
          figure.said_by.insert(figure.said_by.end(), quote.via.begin(), quote.via.end());
          break;
        }
  }

  const SpeechFinder& f_;
  const Document& doc_;
  const MentionIndex& index_;
  Analysis& a_;
  std::vector<QuotePair> pairs_;
  std::vector<std::vector<uint32_t>> children_;
  std::vector<uint32_t> inside_;              // per token: pair + 1
  std::vector<std::vector<uint32_t>> media_;  // per sentence
  std::vector<std::vector<Cue>> tellers_;     // per sentence, in order
  std::vector<size_t> untagged_;
  std::vector<uint32_t> quote_sentence_;
};

void SpeechFinder::find(const Document& doc, const MentionIndex& index, Analysis& analysis) const {
  SpeechPass(*this, doc, index, analysis).run();
}

}  // namespace letopis::extract
