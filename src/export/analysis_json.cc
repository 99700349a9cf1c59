#include "export/analysis_json.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/json.h"
#include "base/utf8.h"

namespace letopis::exporting {
namespace {

class Writer {
 public:
  Writer(const Article& article, const Analysis& analysis, Mentions shown, std::string& out)
      : article_(article), a_(analysis), shown_(shown), points_(article.text), json_(out) {}

  void run() {
    json_.begin_object();
    json_.member("doc", article_.doc);
    json_.member("sha256", a_.text_sha256);
    json_.key("language").value_or_null(a_.language);
    json_.key("published").value_or_null(a_.published.edtf);
    json_.key("published_by").value(date_source_name(a_.published.source));
    json_.key("published_in_text").value_or_null(a_.headline.published.edtf);
    json_.key("outlet").value_or_null(a_.outlet);
    json_.key("title").value_or_null(a_.title);
    json_.key("authors").begin_array();
    for (const std::string& author : a_.authors) json_.value(author);
    json_.end_array();
    boilerplate();
    foreign();
    entities();
    times();
    figures();
    quotes();
    events();
    statuses();
    disputes();
    if (shown_ == Mentions::kFlat)
      flat_names();
    else
      mentions();
    json_.key("relations").begin_array().end_array();
    json_.end_object();
  }

 private:
  void span(Span span) {
    json_.member("begin", points_.at_byte(article_.text, span.begin));
    json_.member("end", points_.at_byte(article_.text, span.end));
    json_.member("text", span.of(article_.text));
  }
  void ids(std::string_view key, const std::vector<uint32_t>& entities) {
    json_.key(key).begin_array();
    for (const uint32_t entity : entities) json_.value(a_.entities[entity].id);
    json_.end_array();
  }
  void origin(const Origin& origin) {
    json_.member("confidence", std::round(double{origin.confidence} * 1000) / 1000);
    json_.member("origin", origin.by);
  }
  void evidence(const Claim& claim) {
    json_.key("evidence").begin_array();
    for (const Span s : claim.evidence) {
      json_.begin_object();
      span(s);
      json_.end_object();
    }
    json_.end_array();
  }

  void boilerplate() {
    json_.key("boilerplate").begin_array();
    for (const Mask& mask : a_.masks) {
      json_.begin_object();
      span(mask.span);
      json_.member("why", mask_kind_name(mask.kind)).end_object();
    }
    json_.end_array();
  }

  // Only where there is any: a Russian article has the same object as ever.
  void foreign() {
    if (a_.foreign.empty()) return;
    json_.key("foreign").begin_array();
    for (const Foreign& part : a_.foreign) {
      json_.begin_object();
      span(part.span);
      json_.member("language", part.language).end_object();
    }
    json_.end_array();
  }

  void entities() {
    json_.key("entities").begin_array();
    for (uint32_t e = 0; e < a_.entities.size(); ++e) {
      const Entity& entity = a_.entities[e];
      json_.begin_object()
          .member("id", entity.id)
          .member("type", entity_type_name(entity.type))
          .member("name", entity.name);
      json_.key("wikidata").value_or_null(entity.wikidata);
      json_.key("mentions").begin_array();
      for (const Mention& mention : a_.mentions) {
        if (std::find(mention.entities.begin(), mention.entities.end(), e) ==
            mention.entities.end())
          continue;
        json_.begin_object();
        span(mention.span);
        json_.member("form", mention_form_name(mention.form)).end_object();
      }
      json_.end_array().end_object();
    }
    json_.end_array();
  }

  void times() {
    json_.key("times").begin_array();
    for (const TimeExpression& time : a_.times) {
      json_.begin_object();
      span(time.span);
      json_.key("edtf").value_or_null(time.value.edtf);
      json_.member("anchor", anchor_kind_name(time.value.anchor));
      origin(time.origin);
      json_.end_object();
    }
    json_.end_array();
  }

  void figures() {
    json_.key("figures").begin_array();
    for (const Figure& figure : a_.figures) {
      json_.begin_object();
      span(figure.span);
      json_.member("value", figure.value);
      if (figure.high != figure.value) json_.member("high", figure.high);  // of a range
      json_.member("unit", figure.unit).member("approx", figure.approx);
      json_.key("measure").value_or_null(figure.measure);
      ids("of", figure.of);
      ids("said_by", figure.said_by);
      origin(figure.origin);
      json_.end_object();
    }
    json_.end_array();
  }

  void quotes() {
    json_.key("quotes").begin_array();
    for (const Quote& quote : a_.quotes) {
      json_.begin_object();
      span(quote.span);
      json_.member("kind", quote_kind_name(quote.kind));
      json_.key("speaker");
      if (quote.speaker != kNoEntity)
        json_.value(a_.entities[quote.speaker].id);
      else
        json_.value_or_null(quote.speaker_text);
      json_.key("cue").value_or_null(quote.cue);
      ids("via", quote.via);
      origin(quote.origin);
      json_.end_object();
    }
    json_.end_array();
  }

  void events() {
    json_.key("events").begin_array();
    for (size_t c = 0; c < a_.claims.size(); ++c) {
      const Claim& claim = a_.claims[c];
      if (claim.kind != ClaimKind::kAct) continue;
      names_[c] = "e" + std::to_string(++events_);
      json_.begin_object().member("id", names_[c]).member("act", claim.frame);
      json_.key("plover").value_or_null(claim.plover).key("mode").value_or_null(claim.mode);
      json_.key("contexts").begin_array();
      for (const std::string& context : claim.contexts) json_.value(context);
      json_.end_array();
      std::map<std::string, std::vector<std::string>> roles;
      for (const Argument& argument : claim.arguments) {
        std::vector<std::string>& fillers = roles[argument.role];
        std::string filler =
            argument.entity != kNoEntity ? a_.entities[argument.entity].id : argument.literal;
        if (std::find(fillers.begin(), fillers.end(), filler) == fillers.end())
          fillers.push_back(std::move(filler));
      }
      json_.key("roles").begin_object();
      for (const auto& [role, fillers] : roles) {
        json_.key(role).begin_array();
        for (const std::string& filler : fillers) json_.value(filler);
        json_.end_array();
      }
      json_.end_object();
      json_.key("edtf")
          .value_or_null(claim.when.edtf)
          .member("modality", modality_name(claim.modality));
      if (claim.hedged) json_.member("hedged", true);
      ids("said_by", claim.said_by);
      json_.member("core", claim.core);
      evidence(claim);
      origin(claim.origin);
      json_.member("claim", claim.id(a_.text_sha256)).end_object();
    }
    json_.end_array();
  }

  // The filler of a role of a status: an entity's id or the literal; empty where absent.
  std::string filler(const Claim& claim, std::string_view role) const {
    for (const Argument& argument : claim.arguments)
      if (argument.role == role)
        return argument.entity != kNoEntity ? a_.entities[argument.entity].id : argument.literal;
    return {};
  }

  void statuses() {
    json_.key("statuses").begin_array();
    size_t number = 0;
    for (size_t c = 0; c < a_.claims.size(); ++c) {
      const Claim& claim = a_.claims[c];
      if (claim.kind != ClaimKind::kStatus) continue;
      names_[c] = "s" + std::to_string(++number);
      json_.begin_object()
          .member("id", names_[c])
          .member("subject", filler(claim, "subject"))
          .member("kind", claim.frame);
      json_.key("object")
          .value_or_null(filler(claim, "object"))
          .member("value", filler(claim, "value"));
      if (const std::string post = filler(claim, "post"); !post.empty()) json_.member("post", post);
      json_.key("valid_from")
          .value_or_null(claim.when.edtf)
          .key("valid_to")
          .value_or_null(claim.until.edtf);
      json_.member("modality", modality_name(claim.modality));
      ids("said_by", claim.said_by);
      evidence(claim);
      origin(claim.origin);
      json_.member("claim", claim.id(a_.text_sha256)).end_object();
    }
    json_.end_array();
  }

  // "s1", "e2" for claims, "times/3", "figures/0".
  std::string item_name(const DisputeItem& item) const {
    if (item.of == DisputeItem::Of::kClaim) return names_.at(item.index);
    return std::string(dispute_item_name(item.of)) + "s/" + std::to_string(item.index);
  }

  void disputes() {
    json_.key("disputes").begin_array();
    for (const Dispute& dispute : a_.disputes)
      json_.begin_object()
          .key("between")
          .begin_array()
          .value(item_name(dispute.between[0]))
          .value(item_name(dispute.between[1]))
          .end_array()
          .member("about", dispute.about)
          .member("why", dispute.why)
          .end_object();
    json_.end_array();
  }

  void mentions() {
    json_.key("mentions").begin_array();
    for (const Mention& mention : a_.mentions) {
      json_.begin_object();
      span(mention.span);
      json_.member("type", entity_type_name(mention.type)).member("normal", mention.normal);
      if (mention.entities.size() == 1) json_.member("entity", a_.entities[mention.entities[0]].id);
      if (mention.entities.size() > 1) ids("entity", mention.entities);
      json_.member("confidence", std::round(double{mention.origin.confidence} * 1000) / 1000)
          .end_object();
    }
    json_.end_array();
  }

  void flat_names() {
    json_.key("mentions").begin_array();
    for (const FlatName& name : a_.flat_names) {
      json_.begin_object();
      span(name.span);
      json_.member("type", name_type_name(name.type)).member("normal", name.normal).end_object();
    }
    json_.end_array();
  }

  const Article& article_;
  const Analysis& a_;
  Mentions shown_;
  utf8::CodePoints points_;
  JsonWriter json_;
  std::map<size_t, std::string> names_;  // of claims inside this object
  size_t events_ = 0;
};

}  // namespace

std::string analysis_json(const Article& article, const Analysis& analysis, Mentions mentions) {
  std::string out;
  Writer(article, analysis, mentions, out).run();
  return out;
}

}  // namespace letopis::exporting
