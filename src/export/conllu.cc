#include "export/conllu.h"

#include <cassert>
#include <charconv>

#include "base/utf8.h"

namespace letopis::exporting {
namespace {

std::string one_line(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  return out;
}

void append(std::string& out, uint32_t number) {
  char digits[10];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

// Per token: "B-PER", "I-PER", … or nothing.
std::vector<std::string> name_tags(const Document& doc) {
  std::vector<std::string> tags(doc.size());
  for (const Name& name : doc.names)
    for (uint32_t t = name.begin; t < name.end; ++t)
      tags[t] = (t == name.begin ? "B-" : "I-") + std::string(name_type_name(name.type));
  return tags;
}

// All columns before MISC, each with its tab.
void write_columns(const Document& doc, Sentence s, uint32_t t, std::string& out) {
  const Arc arc = doc.arcs[t];
  append(out, t - s.begin + 1);
  out += '\t';
  out += doc.surface(t);
  out += '\t';
  out += doc.lemmas[t];
  out += '\t';
  out += upos_name(doc.morphs[t].upos);
  out += "\t_\t";
  append_feats(doc.morphs[t], out);
  out += '\t';
  append(out, arc.head == kNoToken ? 0 : arc.head - s.begin + 1);
  out += '\t';
  out += relation_name(arc.relation);
  out += "\t_\t";
}

// MISC as it was given, with the name's tag in place of one that was there.
std::string misc_with(std::string_view given, std::string_view tag) {
  std::string out;
  for (size_t at = 0; at <= given.size();) {
    const size_t end = std::min(given.find('|', at), given.size());
    const std::string_view item = given.substr(at, end - at);
    if (!item.empty() && item != "_" && !item.starts_with("NER=")) {
      if (!out.empty()) out += '|';
      out += item;
    }
    at = end + 1;
  }
  if (!tag.empty()) {
    if (!out.empty()) out += '|';
    out += "NER=";
    out += tag;
  }
  return out.empty() ? "_" : out;
}

}  // namespace

void write_conllu(const Document& doc, std::string& out) {
  const std::string_view text = doc.text();
  const std::vector<std::string> tags = name_tags(doc);
  constexpr size_t kColumns = 128;  // bytes that a token needs, or fewer
  out.reserve(out.size() + text.size() + doc.size() * kColumns);
  uint32_t bytes = 0, points = 0;  // of the text before the token in hand: tokens are in order
  const auto points_at = [&](uint32_t byte) {
    points += static_cast<uint32_t>(utf8::length(text.substr(bytes, byte - bytes)));
    bytes = byte;
    return points;
  };
  size_t number = 0;
  for (const Sentence s : doc.sentences) {
    if (number == 0) out += "# newdoc id = " + one_line(doc.article->doc) + "\n";
    out += "# sent_id = " + std::to_string(++number) +
           "\n# text = " + one_line(doc.span_of(s.begin, s.end).of(text)) + "\n";
    for (uint32_t t = s.begin; t < s.end; ++t) {
      const Span span = doc.tokens[t].span;
      write_columns(doc, s, t, out);
      out += "start_char=";
      append(out, points_at(span.begin));
      out += "|end_char=";
      append(out, points_at(span.end));
      if (!tags[t].empty()) out.append("|NER=").append(tags[t]);
      if (t + 1 < s.end && doc.tokens[t + 1].span.begin == span.end) out += "|SpaceAfter=No";
      out += '\n';
    }
    out += '\n';
  }
}

void write_conllu(const Document& doc, const read::ConlluBlock& given, std::string& out) {
  assert(doc.sentences.size() == given.given.size());
  const std::vector<std::string> tags = name_tags(doc);
  for (size_t i = 0; i < given.given.size(); ++i) {
    const read::ConlluSentence& sentence = given.given[i];
    const Sentence s = doc.sentences[i];
    for (const std::string& comment : sentence.comments) out += comment + '\n';
    auto range = sentence.ranges.begin();
    for (uint32_t t = s.begin; t < s.end; ++t) {
      for (; range != sentence.ranges.end() && range->before == t; ++range)
        out += range->line + '\n';
      write_columns(doc, s, t, out);
      out += misc_with(sentence.misc[t - s.begin], tags[t]);
      out += '\n';
    }
    out += '\n';
  }
}

}  // namespace letopis::exporting
