#include "export/dossier_html.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>

#include "base/files.h"
#include "export/dossier_md.h"

namespace letopis::exporting {
namespace {

Labels labels(const char* language = "ru") {
  const auto files = DataFiles::from_folder("data");
  EXPECT_TRUE(files.ok());
  auto labels = Labels::load(*files, language);
  EXPECT_TRUE(labels.ok());
  return std::move(labels).value();
}

// A dossier under construction.
struct Maker {
  Dossier dossier;

  Maker() {
    dossier.actors = {{"state/ardania", "state", "Ардания", "", {}},
                      {"state/velon", "state", "Велонь", "", {}},
                      {"document/lake", "document", "Озёрное соглашение", "", {}},
                      {"person/kim-orlan", "person", "Ким Орлан", "Велонь", {}}};
    dossier.actors[3].posts = {{"s:00aa", "министр", "Велонь", "in_office", "2031-05-12"}};
    dossier.about = {0, 1};
  }
  uint32_t article(std::string text, std::string title = "Заголовок") {
    const auto end = static_cast<uint32_t>(text.size());
    dossier.articles.push_back({"a" + std::to_string(dossier.articles.size()),
                                "Голос Велони",
                                "",
                                std::move(title),
                                "2031-05-12",
                                "https://golos.example/7?a=1&b=2",
                                "ru",
                                std::move(text),
                                {{0, end}},
                                {}});
    return static_cast<uint32_t>(dossier.articles.size() - 1);
  }
  Dossier::Line& line(DossierSection section, std::string id, uint32_t article,
                      std::string_view words) {
    Dossier::Line line;
    line.id = std::move(id);
    line.kind = "act";
    line.what = "sign";
    line.section = section;
    line.edtf = "2031-05-12";
    line.modality = "occurred";
    line.fillers = {{"agent", 0, ""}, {"co_agent", 1, ""}};
    const std::string& text = dossier.articles[article].text;
    const auto at = static_cast<uint32_t>(text.find(words));
    EXPECT_LE(at, text.size()) << words;
    line.told = {{line.id,
                  article,
                  {{at, at + static_cast<uint32_t>(words.size())}},
                  {},
                  "",
                  line.edtf,
                  line.modality,
                  false}};
    dossier.lines.push_back(std::move(line));
    return dossier.lines.back();
  }
};

// One line of each section.
Dossier small() {
  Maker maker;
  const uint32_t a = maker.article(
      "Ардания и Велонь подписали Озёрное соглашение.\n«Товарооборот вырос до 2 млрд», — сказал "
      "Ким Орлан. Следующая встреча пройдёт в июне.");
  maker.dossier.articles[a].sentences = {{0, 87}, {88, 169}, {170, 224}};
  const std::string& text = maker.dossier.articles[a].text;
  const auto at = [&text](const char* words) { return static_cast<uint32_t>(text.find(words)); };
  maker.dossier.articles[a].sentences = {{0, at("\n")},
                                         {at("«"), at(" Следующая")},
                                         {at("Следующая"), static_cast<uint32_t>(text.size())}};
  Dossier::Line& status =
      maker.line(DossierSection::kStanding, "s:01", a, "Ардания и Велонь подписали");
  status.kind = "status";
  status.what = "relation-level";
  status.value = "strategic_partnership";
  status.replaced = "partnership";
  status.fillers = {{"subject", 0, ""}, {"object", 1, ""}};
  maker.line(DossierSection::kTimeline, "0002", a, "Ардания и Велонь подписали Озёрное соглашение")
      .fillers.push_back({"instrument", 2, ""});
  Dossier::Line& planned =
      maker.line(DossierSection::kPlanned, "0003", a, "Следующая встреча пройдёт в июне");
  planned.what = "meet";
  planned.edtf = "2031-06";
  planned.modality = "planned";
  planned.told[0].said_by = {3};
  Dossier::Line& document =
      maker.line(DossierSection::kDocuments, "document/lake", a, "Озёрное соглашение");
  document.kind = "document";
  document.what = document.modality = "";
  document.fillers = {{"document", 2, ""}};
  document.refs = {1};
  Dossier::Line& figure = maker.line(DossierSection::kFigures, "f:a0:70-78", a, "2 млрд");
  figure.kind = "figure";
  figure.what = figure.modality = "";
  figure.fillers = {};
  Dossier::Line& quote =
      maker.line(DossierSection::kQuotes, "q:a0:48-76", a, "Товарооборот вырос до 2 млрд");
  quote.kind = "quote";
  quote.what = "direct";
  quote.modality = "";
  quote.value = "Товарооборот вырос до 2 млрд";
  quote.group = 1;
  quote.fillers = {{"speaker", 3, ""}};
  return maker.dossier;
}

size_t count(std::string_view text, std::string_view part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

// The values of an attribute.
std::multiset<std::string> values(const std::string& page, const std::string& attribute) {
  std::multiset<std::string> out;
  const std::string head = " " + attribute + "=\"";
  for (size_t at = page.find(head); at != std::string::npos; at = page.find(head, at + 1)) {
    const size_t begin = at + head.size();
    out.insert(page.substr(begin, page.find('"', begin) - begin));
  }
  return out;
}

// After a reviewed change: LETOPIS_GOLDEN=write build/dev/src/export/export_test
TEST(DossierHtml, IsThePageThatWasReviewed) {
  const std::string page = dossier_html(small(), labels());
  const char* path = "tests/golden/dossier.html";
  const char* order = std::getenv("LETOPIS_GOLDEN");
  if (order != nullptr && std::string_view(order) == "write") {
    std::ofstream(path, std::ios::binary) << page;
    GTEST_SKIP() << "wrote " << path;
  }
  const auto golden = read_file(path);
  ASSERT_TRUE(golden.ok());
  EXPECT_TRUE(page == *golden) << "the page is another than " << path;
}

TEST(DossierHtml, EveryLinkLeadsSomewhereAndEveryAnchorIsOne) {
  const std::string page = dossier_html(small(), labels());
  const auto ids = values(page, "id");
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
  size_t inside = 0;
  for (const std::string& link : values(page, "href"))
    if (link.starts_with('#')) {
      EXPECT_TRUE(ids.contains(link.substr(1))) << link;
      ++inside;
    }
  EXPECT_GT(inside, 20U);
}

TEST(DossierHtml, EveryLineOpensAtItsMarkedSentence) {
  const Dossier dossier = small();
  const std::string page = dossier_html(dossier, labels());
  for (const Dossier::Line& line : dossier.lines) {
    EXPECT_NE(page.find("<code>" + line.id + "</code>"), std::string::npos) << line.id;
  }
  EXPECT_EQ(count(page, "<blockquote"), dossier.lines.size());
  EXPECT_EQ(count(page, "class=\"jump\" href=\"#m"), dossier.lines.size());
  EXPECT_NE(page.find("вырос до <mark>2 млрд</mark>"), std::string::npos);
  EXPECT_EQ(count(page, "<article "), 1U) << "an article's text stands once";
}

TEST(DossierHtml, NeedsNothingFromOutside) {
  const std::string page = dossier_html(small(), labels());
  for (const char* part : {"<script", "<link", "<img", "<iframe", " src=", "@import", "url("})
    EXPECT_EQ(page.find(part), std::string::npos) << part;
  EXPECT_NE(page.find("default-src &#39;none&#39;"), std::string::npos);
  EXPECT_NE(page.find("<html lang=\"ru\">"), std::string::npos);
  EXPECT_NE(dossier_html(small(), labels("en")).find("<html lang=\"en\">"), std::string::npos);
}

TEST(DossierHtml, AHostileArticleStaysText) {
  const std::string bad =
      "</div><script>alert(1)</script> ]]> <!-- \" onload=\"x\" ' \u202Eabc\u2066 \x1B[2J &lt;";
  Maker maker;
  const uint32_t a = maker.article(bad, bad);
  Dossier::Article& article = maker.dossier.articles[a];
  article.outlet = article.agency = article.id = article.language = bad;
  article.url = "javascript:alert(1)";
  maker.dossier.actors[0].name = maker.dossier.actors[0].id = maker.dossier.actors[0].state = bad;
  maker.dossier.actors[0].kind = bad;
  maker.dossier.actors[0].posts = {{bad, bad, bad, bad, bad}};
  Dossier::Line& line = maker.line(DossierSection::kTimeline, bad, a, "<script>alert(1)</script>");
  line.what = line.edtf = line.modality = bad;
  line.fillers.push_back({bad, Dossier::kNone, bad});
  line.told[0].said_by_words = bad;
  Dossier::Line& quote = maker.line(DossierSection::kQuotes, bad + "2", a, bad);
  quote.kind = "quote";
  quote.what = "direct";
  quote.value = bad;
  const std::string page = dossier_html(maker.dossier, labels());
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("<!--"), std::string::npos);
  EXPECT_EQ(page.find("javascript:"), std::string::npos);
  EXPECT_EQ(page.find("onload=\"x"), std::string::npos);
  EXPECT_EQ(page.find("]]>"), std::string::npos);
  EXPECT_EQ(page.find("\u202E"), std::string::npos);
  EXPECT_EQ(page.find('\x1B'), std::string::npos);
  EXPECT_EQ(count(page, "</div>"), count(page, "<div"));
  for (const std::string& id : values(page, "id"))
    EXPECT_EQ(id.find_first_of(" \t\n<>&'"), std::string::npos) << id;
  for (const std::string& text :
       {dossier_text(maker.dossier, labels()), dossier_markdown(maker.dossier, labels())}) {
    EXPECT_EQ(text.find("\u202E"), std::string::npos);
    EXPECT_EQ(text.find('\x1B'), std::string::npos);
  }
  EXPECT_EQ(dossier_markdown(maker.dossier, labels()).find("<script>"), std::string::npos);
}

TEST(DossierHtml, AnEmptyDossierSaysSo) {
  Maker maker;
  const std::string page = dossier_html(maker.dossier, labels("en"));
  EXPECT_NE(page.find("The chronicle tells nothing of them."), std::string::npos);
  EXPECT_EQ(page.find("<section id=\"articles\">"), std::string::npos);
}

TEST(DossierText, ReadsAsALine) {
  const std::string text = dossier_text(small(), labels());
  for (const char* line :
       {"# Ардания — Велонь\n",
        "- с 12 мая 2031 · уровень отношений: Ардания — Велонь · стратегическое партнёрство · "
        "ранее: партнёрство\n",
        "- 12 мая 2031 · подписание: Ардания, Велонь · документ: Озёрное соглашение\n",
        "- июнь 2031 · встреча: Ардания, Велонь · планируется — говорит: Ким Орлан\n",
        "- Озёрное соглашение — подписание, 12 мая 2031\n",
        "- 12 мая 2031 · Ким Орлан: «Товарооборот вырос до 2 млрд»\n",
        "  «Следующая встреча пройдёт в июне.»\n  Голос Велони, 12 мая 2031, «Заголовок»  [0003]\n",
        "  - министр, Велонь, на 12 мая 2031  [s:00aa]\n"})
    EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
}

TEST(DossierText, ADisputeNamesBothSidesAndWhoSaysSo) {
  Maker maker;
  const uint32_t a = maker.article("Велонь вступила. Ким Орлан это отрицает.");
  Dossier::Line& line = maker.line(DossierSection::kDisputes, "s:01", a, "Велонь вступила");
  line.kind = "dispute";
  line.what = "modality";
  line.unit = "membership";
  line.value = line.replaced = "member";
  line.edtf = line.modality = "";
  line.fillers = {{"of", 1, ""}, {"of", 0, ""}};
  line.told[0].modality = "asserted";
  line.told.push_back(line.told[0]);
  line.told[1].modality = "denied";
  line.told[1].edtf = "";
  line.told[1].said_by = {3};
  EXPECT_NE(dossier_text(maker.dossier, labels())
                .find("одни утверждают, другие отрицают: Велонь, Ардания · членство: член (12 мая "
                      "2031; Голос Велони) ↔ член (опровергается; Ким Орлан)"),
            std::string::npos)
      << dossier_text(maker.dossier, labels());
}

TEST(DossierText, SanctionsPointAtWhoIsUnderThem) {
  Maker maker;
  const uint32_t a = maker.article("Велонь продлила санкции против Ардании.");
  Dossier::Line& line = maker.line(DossierSection::kStanding, "s:02", a, "санкции против Ардании");
  line.kind = "status";
  line.what = "sanctions";
  line.value = "extended";
  line.modality = "asserted";
  line.fillers = {{"subject", 0, ""}, {"object", 1, ""}};
  EXPECT_NE(dossier_text(maker.dossier, labels()).find("санкции: Велонь → Ардания · продлены"),
            std::string::npos);
  maker.dossier.lines[0].fillers.pop_back();
  EXPECT_NE(dossier_text(maker.dossier, labels()).find("санкции → Ардания · продлены"),
            std::string::npos);
}

TEST(DossierMarkdown, ShowsTheIdAsCode) {
  const std::string text = dossier_markdown(small(), labels("en"));
  EXPECT_NE(text.find("- 12 May 2031 · **signature**: Ардания, Велонь · document: Озёрное"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("`f:a0:70-78`"), std::string::npos);
}

}  // namespace
}  // namespace letopis::exporting
