#include "export/conllu.h"

#include "base/utf8.h"

namespace letopis::exporting {
namespace {

std::string one_line(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  return out;
}

}  // namespace

void write_conllu(const Document& doc, std::string& out) {
  const std::string_view text = doc.text();
  const utf8::CodePoints points(text);
  std::vector<std::string> tags(doc.size());
  for (const Name& name : doc.names)
    for (uint32_t t = name.begin; t < name.end; ++t)
      tags[t] = (t == name.begin ? "B-" : "I-") + std::string(name_type_name(name.type));

  out += "# newdoc id = " + doc.article->doc + "\n";
  size_t number = 0;
  for (const Sentence s : doc.sentences) {
    out += "# sent_id = " + std::to_string(++number) +
           "\n# text = " + one_line(doc.span_of(s.begin, s.end).of(text)) + "\n";
    for (uint32_t t = s.begin; t < s.end; ++t) {
      const Arc arc = doc.arcs[t];
      const Span span = doc.tokens[t].span;
      out += std::to_string(t - s.begin + 1) + "\t" + std::string(doc.surface(t)) + "\t" +
             std::string(doc.lemmas[t]) + "\t" + std::string(upos_name(doc.morphs[t].upos)) +
             "\t_\t" + feats(doc.morphs[t]) + "\t" +
             std::to_string(arc.head == kNoToken ? 0 : arc.head - s.begin + 1) + "\t" +
             std::string(relation_name(arc.relation)) +
             "\t_\tstart_char=" + std::to_string(points.at_byte(text, span.begin)) +
             "|end_char=" + std::to_string(points.at_byte(text, span.end));
      if (!tags[t].empty()) out += "|NER=" + tags[t];
      if (t + 1 < s.end && doc.tokens[t + 1].span.begin == span.end) out += "|SpaceAfter=No";
      out += '\n';
    }
    out += '\n';
  }
}

}  // namespace letopis::exporting
