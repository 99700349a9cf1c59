#include "extract/speech.h"

#include <algorithm>

#include "base/tsv.h"
#include "extract/speech_pass.h"

namespace letopis::extract {
namespace {

using std::string_view;

std::vector<std::string_view> words_of(string_view cell) { return split_cell(cell, ' '); }

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
      const unsigned bit = frame == "that"         ? kThat
                           : frame == "quote"      ? kQuote
                           : frame == "assess"     ? kAssess
                           : frame == "relay"      ? kRelay
                           : frame == "about"      ? kAbout
                           : frame == "object"     ? kObject
                           : frame == "impersonal" ? kImpersonal
                           : frame == "infinitive" ? kInfinitive
                           : frame == "in"         ? kIn
                           : frame == "for"        ? kFor
                                                   : 0U;
      if (bit == 0)
        return bad(cues, line,
                   "a frame is one of that, quote, assess, relay, about, object, impersonal, "
                   "infinitive, in, for");
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
  const std::map<string_view, Words*> classes = {{"complementiser", &finder.complementisers_},
                                                 {"as", &finder.as_},
                                                 {"relay_note", &finder.relay_notes_},
                                                 {"reference", &finder.references_},
                                                 {"carrier", &finder.carriers_},
                                                 {"role", &finder.roles_},
                                                 {"body", &finder.bodies_},
                                                 {"paper", &finder.papers_},
                                                 {"letter", &finder.letters_},
                                                 {"relative", &finder.relatives_},
                                                 {"pronoun", &finder.pronouns_},
                                                 {"there", &finder.there_},
                                                 {"in", &finder.in_},
                                                 {"about", &finder.about_},
                                                 {"this", &finder.this_},
                                                 {"feast", &finder.feasts_},
                                                 {"outlet", &finder.outlets_},
                                                 {"office", &finder.offices_},
                                                 {"for", &finder.for_},
                                                 {"unless", &finder.unless_},
                                                 {"doubted", &finder.doubted_},
                                                 {"bullet", &finder.bullets_},
                                                 {"anonymous", &finder.anonymous_},
                                                 {"podium", &finder.podiums_},
                                                 {"owner", &finder.owners_}};
  LT_ASSIGN(const string_view word_text, files.text(words));
  for (const auto& [line, cells] : read_tsv(word_text).rows) {
    if (cells.size() != 2) return bad(words, line, "expected: class, words, separated by a tab");
    const auto set = classes.find(cells[0]);
    if (set == classes.end()) return bad(words, line, "there is no such class of words");
    for (const string_view word : words_of(cells[1])) set->second->emplace(word);
  }
  return finder;
}

SpeechPass::SpeechPass(const SpeechFinder& finder, const Document& doc, const MentionIndex& index,
                       Analysis& analysis)
    : f_(finder), doc_(doc), index_(index), a_(analysis), pairs_(quote_pairs(doc)) {
  children_.resize(doc.size());
  for (uint32_t t = 0; t < doc.size(); ++t)
    if (doc.arcs[t].head != kNoToken) children_[doc.arcs[t].head].push_back(t);
  split_tags();
  pair_sources_.resize(pairs_.size());
  direct_.resize(pairs_.size());
  inside_.assign(doc.size(), 0);
  for (size_t p = 0; p < pairs_.size(); ++p) {
    const Sentence range = index_.tokens(pairs_[p].inner);
    if (range.end - range.begin <= kTitleWords && named(pairs_[p], range))
      continue;  // a name in marks is no speech
    for (uint32_t t = range.begin; t < range.end; ++t) inside_[t] = static_cast<uint32_t>(p) + 1;
  }
}

// In the order of the text, so that whoever spoke last is known where "he" goes on.
void SpeechPass::run() {
  find_media();
  size_t next = 0;
  for (uint32_t s = 0; s < doc_.sentences.size(); ++s) {
    sentence(s);
    const uint32_t end = doc_.tokens[doc_.sentences[s].end - 1].span.end;
    while (next < pairs_.size() && pairs_[next].inner.end <= end) pair(next++);
  }
  while (next < pairs_.size()) pair(next++);
  running();
  headline();
  lists();
  finish();
}

void SpeechPass::add(Span span, QuoteKind kind, const Cue& cue, uint32_t sentence,
                     float confidence) {
  const string_view text = doc_.text();
  constexpr string_view kBlank = " \t\r\n";
  while (!span.empty() && kBlank.find(text[span.begin]) != string_view::npos) ++span.begin;
  while (!span.empty() && kBlank.find(text[span.end - 1]) != string_view::npos) --span.end;
  if (span.empty()) return;
  Quote quote;
  quote.span = span;
  quote.kind = kind;
  quote.speaker = cue.source.entity;
  if (quote.speaker == kNoEntity) {
    quote.speaker_text = cue.source.text;
    quote.speaker_span = cue.source.span;
  }
  quote.cue = cue.words;
  quote.cue_span = cue.span;
  if (cue.source.paper != kNoEntity && cue.source.paper != quote.speaker)
    quote.via.push_back(cue.source.paper);
  for (const uint32_t m : media_[sentence])
    if (m != quote.speaker) quote.via.push_back(m);
  quote.origin = {"rule:speech", confidence};
  a_.quotes.push_back(std::move(quote));
}

void SpeechPass::told(uint32_t number, const Cue& cue) {
  if (tellers_.size() <= number) tellers_.resize(doc_.sentences.size());
  tellers_[number].push_back(cue);
}

bool SpeechPass::has_finite(const Sentence& range) const {
  for (uint32_t t = range.begin; t < range.end; ++t)
    if (doc_.morphs[t].finite() || doc_.morphs[t].variant == Variant::kShort ||
        doc_.morphs[t].verb_form == VerbForm::kInf)
      return true;
  return false;
}

// Quotes and sentences without a cue of their own belong to the speaker around them.
void SpeechPass::running() {
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
    if (here.begin >= end || !has_finite(here)) continue;
    const Span whole = tokens_span(here.begin, end);
    if (std::none_of(a_.quotes.begin(), a_.quotes.end(), [whole](const Quote& q) {
          return q.kind == QuoteKind::kDirect && q.span.overlaps(whole);
        }))
      add(tokens_span(here.begin, end), QuoteKind::kIndirect, cue, s, 0.6F);
  }
}

void SpeechPass::finish() {
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

void SpeechFinder::find(const Document& doc, const MentionIndex& index, Analysis& analysis) const {
  SpeechPass(*this, doc, index, analysis).run();
}

}  // namespace letopis::extract
