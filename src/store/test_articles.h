// Articles and analyses made by hand about the invented states Ардания and Велонь, for the tests of
// store/, chronicle/ and export/. For tests only.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "doc/analysis.h"
#include "doc/article.h"
#include "store/store.h"

namespace letopis::store {

inline TimeValue time_of(std::string_view edtf, AnchorKind anchor = AnchorKind::kAbsolute) {
  TimeValue value{std::string(edtf), {}, anchor};
  if (const auto days = edtf_interval(edtf)) value.days = *days;
  return value;
}

// An article under construction; spans are found by their words.
struct Draft {
  Article article;
  Analysis analysis;

  Draft(std::string text, std::string_view published, std::string outlet = "",
        std::string url = "") {
    article.text = std::move(text);
    article.text_sha256 = analysis.text_sha256 = sha256_hex(article.text);
    article.raw_sha256 = article.text_sha256;
    article.decoder = "utf-8";
    article.outlet = analysis.outlet = std::move(outlet);
    article.url = std::move(url);
    article.path = article.doc = "in/" + article.text_sha256.substr(0, 12) + ".txt";
    if (!published.empty())
      article.published = {std::string(published), *edtf_interval(published), DateSource::kGiven};
    analysis.published = article.published;
    analysis.language = "ru";
    const size_t stop = std::min(article.text.find(". "), article.text.size());
    article.title = analysis.title = article.text.substr(0, stop);
    const auto middle = static_cast<uint32_t>(std::min(stop + 1, article.text.size()));
    analysis.sentence_spans = {{0, middle}};
    if (middle < article.text.size())
      analysis.sentence_spans.push_back({middle + 1, static_cast<uint32_t>(article.text.size())});
  }

  Span span(std::string_view words) const {
    const size_t at = article.text.find(words);
    EXPECT_NE(at, std::string::npos) << words;
    return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
  }

  uint32_t entity(std::string id, EntityKind kind, std::string name,
                  std::initializer_list<std::string_view> surfaces, bool catalogued = true) {
    const auto n = static_cast<uint32_t>(analysis.entities.size());
    const EntityType type = kind == EntityKind::kPerson  ? EntityType::kPerson
                            : kind == EntityKind::kState ? EntityType::kCountry
                            : kind == EntityKind::kPlace ? EntityType::kCity
                                                         : EntityType::kOrganization;
    analysis.entities.push_back({std::move(id), kind, type, std::move(name), "", catalogued});
    for (const std::string_view surface : surfaces)
      analysis.mentions.push_back({span(surface),
                                   type,
                                   MentionForm::kName,
                                   analysis.entities[n].name,
                                   {n},
                                   {"catalogue", 0.9F}});
    std::sort(analysis.mentions.begin(), analysis.mentions.end(),
              [](const Mention& a, const Mention& b) { return a.span < b.span; });
    return n;
  }

  using Roles = std::initializer_list<std::pair<std::string_view, uint32_t>>;
  Claim& act(std::string frame, std::string_view words, std::string_view edtf, Roles roles,
             Modality modality = Modality::kOccurred) {
    Claim claim;
    claim.frame = std::move(frame);
    claim.plover = "CONSULT";
    claim.mode = claim.frame;
    claim.contexts = {"diplomatic"};
    for (const auto& [role, entity] : roles)
      claim.arguments.push_back({std::string(role), entity, "", {}});
    claim.when = time_of(edtf);
    claim.modality = modality;
    claim.evidence = {span(words)};
    claim.trigger = claim.evidence[0];
    claim.origin = {"rule:" + claim.frame + "/verb", 0.8F};
    analysis.claims.push_back(std::move(claim));
    return analysis.claims.back();
  }

  // A status: who, of or towards whom (kNoEntity: nobody), which value, since when ("": not said).
  Claim& status(std::string kind, uint32_t subject, uint32_t object, std::string value,
                std::string_view words, std::string_view since = "",
                Modality modality = Modality::kAsserted) {
    Claim claim;
    claim.kind = ClaimKind::kStatus;
    claim.frame = std::move(kind);
    claim.arguments = {{"subject", subject, "", {}}};
    if (object != kNoEntity) claim.arguments.push_back({"object", object, "", {}});
    claim.arguments.push_back({"value", kNoEntity, std::move(value), {}});
    if (!since.empty()) claim.when = time_of(since);
    claim.modality = modality;
    claim.evidence = {span(words)};
    claim.trigger = claim.evidence[0];
    claim.origin = {"rule:" + claim.frame + "/verb", 0.8F};
    analysis.claims.push_back(std::move(claim));
    return analysis.claims.back();
  }

  Claim& office(uint32_t person, uint32_t state, std::string_view words) {
    Claim claim;
    claim.kind = ClaimKind::kStatus;
    claim.frame = "office";
    claim.arguments = {{"subject", person, "", {}},
                       {"object", state, "", {}},
                       {"value", kNoEntity, "in_office", {}}};
    claim.modality = Modality::kAsserted;
    claim.evidence = {span(words)};
    claim.origin = {"rule:office/apposition", 0.9F};
    analysis.claims.push_back(std::move(claim));
    return analysis.claims.back();
  }

  Quote& quote(std::string_view words, uint32_t speaker, std::string_view cue) {
    Quote quote;
    quote.span = span(words);
    quote.speaker = speaker;
    quote.cue = cue;
    quote.cue_span = span(cue);
    quote.origin = {"rule:speech/direct", 1.0F};
    analysis.quotes.push_back(std::move(quote));
    return analysis.quotes.back();
  }
  void time(std::string_view words, std::string_view edtf) {
    analysis.times.push_back({span(words), time_of(edtf), {"rule:date", 1.0F}});
  }
  void figure(std::string_view words, double value, std::string unit,
              std::initializer_list<uint32_t> of) {
    Figure figure;
    figure.span = span(words);
    figure.value = figure.high = value;
    figure.unit = std::move(unit);
    figure.approx = "about";
    figure.measure = "товарооборот";
    figure.of = of;
    figure.origin = {"rule:money", 1.0F};
    analysis.figures.push_back(std::move(figure));
  }
};

// A visit, planned: a minister catalogued, a speaker who is not.
inline Draft planned_visit() {
  Draft d("Ким Орлан посетит Ардену 11 мая. «Мы ждём гостя», — сказала Мира Талан.", "2031-05-08",
          "Вестник Ардании", "https://vestnik.example/1");
  const uint32_t ardania = d.entity("state/ardania", EntityKind::kState, "Ардания", {});
  const uint32_t orlan =
      d.entity("person/kim-orlan", EntityKind::kPerson, "Ким Орлан", {"Ким Орлан"});
  const uint32_t arden = d.entity("place/arden", EntityKind::kPlace, "Ардена", {"Ардену"});
  const uint32_t talan =
      d.entity("person/mira-talan", EntityKind::kPerson, "Мира Талан", {"Мира Талан"}, false);
  d.act("visit", "посетит Ардену 11 мая", "2031-05-11",
        {{"visitor", orlan}, {"host", ardania}, {"place", arden}}, Modality::kPlanned)
      .said_by = {talan};
  d.quote("Мы ждём гостя", talan, "сказала");
  d.time("11 мая", "2031-05-11");
  return d;
}

// The same visit, held, in another outlet; and a signature with a figure.
inline Draft held_visit() {
  Draft d(
      "Министр Велони Ким Орлан 11 мая прибыл в Ардену. Велонь и Ардания подписали договор на 2 "
      "млрд долларов.",
      "2031-05-12", "Голос Велони", "https://golos.example/7");
  const uint32_t velon =
      d.entity("state/velon", EntityKind::kState, "Велонь", {"Велонь", "Велони"});
  const uint32_t ardania = d.entity("state/ardania", EntityKind::kState, "Ардания", {"Ардания"});
  const uint32_t orlan =
      d.entity("person/kim-orlan", EntityKind::kPerson, "Ким Орлан", {"Ким Орлан"});
  const uint32_t arden = d.entity("place/arden", EntityKind::kPlace, "Ардена", {"Ардену"});
  d.office(orlan, velon, "Министр Велони Ким Орлан");
  d.act("visit", "Министр Велони Ким Орлан 11 мая прибыл в Ардену", "2031-05-11",
        {{"visitor", orlan}, {"host", ardania}, {"place", arden}});
  d.act("sign", "Велонь и Ардания подписали договор", "2031-05-12~",
        {{"agent", velon}, {"co_agent", ardania}});
  d.time("11 мая", "2031-05-11");
  d.figure("2 млрд долларов", 2e9, "USD", {velon, ardania});
  return d;
}

// The signature, from the other side, with the parties in the other order and the uncatalogued
// speaker again.
inline Draft signature() {
  Draft d("Ардания и Велонь подписали договор 12 мая. Мира Талан назвала его важным.", "2031-05-13",
          "Вестник Ардании", "https://vestnik.example/2");
  const uint32_t ardania = d.entity("state/ardania", EntityKind::kState, "Ардания", {"Ардания"});
  const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {"Велонь"});
  const uint32_t talan =
      d.entity("person/mira-talan", EntityKind::kPerson, "Мира Талан", {"Мира Талан"}, false);
  d.act("sign", "Ардания и Велонь подписали договор 12 мая", "2031-05-12",
        {{"agent", ardania}, {"co_agent", velon}});
  d.act("praise", "Мира Талан назвала его важным", "2031-05-13~", {{"agent", talan}});
  d.time("12 мая", "2031-05-12");
  return d;
}

// Without URL and date: two persons of one surname, of whom this text gives no more.
inline Draft surname() {
  Draft d("Талан встретилась с Орланом.", "", "");
  const uint32_t talan = d.entity("person/talan", EntityKind::kPerson, "Талан", {"Талан"}, false);
  const uint32_t orlan = d.entity("person/orlan", EntityKind::kPerson, "Орлан", {"Орланом"}, false);
  d.act("meet", "Талан встретилась с Орланом", "", {{"agent", talan}, {"co_agent", orlan}});
  return d;
}
inline Draft other_surname() {
  Draft d("Талан приедет завтра, сообщили в Велони.", "2031-06-01", "Голос Велони");
  const uint32_t talan = d.entity("person/talan", EntityKind::kPerson, "Талан", {"Талан"}, false);
  const uint32_t velon = d.entity("state/velon", EntityKind::kState, "Велонь", {"Велони"});
  d.act("visit", "Талан приедет завтра", "2031-06-02", {{"visitor", talan}, {"host", velon}},
        Modality::kPlanned);
  return d;
}

// Joins the visit and the uncatalogued speaker of the others, and comes before all of them.
inline Draft sixth() {
  Draft d("Ким Орлан поедет в Ардену в мае. Об этом сообщила Мира Талан.", "2031-05-01",
          "Агентство Юг", "https://yug.example/3");
  const uint32_t ardania = d.entity("state/ardania", EntityKind::kState, "Ардания", {});
  const uint32_t orlan =
      d.entity("person/kim-orlan", EntityKind::kPerson, "Ким Орлан", {"Ким Орлан"});
  const uint32_t arden = d.entity("place/arden", EntityKind::kPlace, "Ардена", {"Ардену"});
  const uint32_t talan =
      d.entity("person/mira-talan", EntityKind::kPerson, "Мира Талан", {"Мира Талан"}, false);
  d.act("visit", "Ким Орлан поедет в Ардену в мае", "2031-05",
        {{"visitor", orlan}, {"host", ardania}, {"place", arden}}, Modality::kPlanned)
      .said_by = {talan};
  return d;
}

inline std::vector<Draft> five_articles() {
  return {planned_visit(), held_visit(), signature(), surname(), other_surname()};
}

// A folder of the test's own, empty at the start and removed at the end.
class TempFolder {
 public:
  TempFolder() {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::temp_directory_path() /
            (std::string("letopis-") + info->test_suite_name() + "-" + info->name() + "-" +
             std::to_string(getpid()));
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~TempFolder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline Store open_store(const std::string& path, Mode mode = Mode::kWrite) {
  Options options;
  options.now = "2031-07-01T00:00:00Z";
  options.command = "letopis add";
  options.lock_wait_ms = 100;
  auto store = Store::open(path, mode, options);
  if (!store.ok()) throw std::runtime_error(to_string(store.error()));
  return std::move(store).value();
}

inline int64_t count(Store& store, const char* sql) {
  const auto number = store.db().number(sql);
  EXPECT_TRUE(number.ok()) << (number.ok() ? "" : to_string(number.error()));
  return number.ok() ? number->value_or(-1) : -1;
}

}  // namespace letopis::store
