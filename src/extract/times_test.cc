#include "extract/times.h"

#include <gtest/gtest.h>

#include "text/segmenter.h"

namespace letopis::extract {
namespace {

// What is found in a text published on a day, as "words=EDTF"; a tense may be given to one verb.
class TimesTest : public testing::Test {
 protected:
  std::vector<std::string> times(const std::string& text, const std::string& published, Tense tense = Tense::kNone, const std::string& verb = "") {
    const auto files = DataFiles::from_folder("data");
    const auto segmenter = text::Segmenter::load(*files);
    const auto finder = TimeFinder::load(*files);
    EXPECT_TRUE(finder.ok()) << to_string(finder.error());
    Article article;
    article.text = text;
    Document doc;
    doc.article = &article;
    segmenter->split(doc);
    doc.morphs.resize(doc.size());
    doc.arcs.resize(doc.size());
    doc.lemmas.resize(doc.size());
    doc.lowers.resize(doc.size());
    for (uint32_t t = 0; t < doc.size(); ++t) {
      doc.lowers[t] = doc.lemmas[t] = doc.surface(t);
      if (!verb.empty() && doc.surface(t) == verb) {
        doc.morphs[t].upos = Upos::kVerb;
        doc.morphs[t].tense = tense;
      }
    }
    Analysis analysis;
    if (!published.empty()) analysis.published = {published, *edtf_interval(published), DateSource::kGiven};
    finder->find(doc, analysis);
    std::vector<std::string> out;
    for (const TimeExpression& time : analysis.times) out.push_back(std::string(time.span.of(text)) + "=" + time.value.edtf);
    return out;
  }
};

using Strings = std::vector<std::string>;

TEST_F(TimesTest, DatesWithAYearNeedNoPublication) {
  EXPECT_EQ(times("договор от 25 октября 1990 года", ""), (Strings{"25 октября 1990 года=1990-10-25"}));
  EXPECT_EQ(times("визит 3-5 мая 2012 года", ""), (Strings{"3-5 мая 2012 года=2012-05-03/2012-05-05"}));
  EXPECT_EQ(times("в мае 2012 года и в 1997 году", ""), (Strings{"в мае 2012 года=2012-05", "в 1997 году=1997"}));
}

TEST_F(TimesTest, AYearThatIsNotGivenIsTakenFromThePublicationOrLeftOpen) {
  EXPECT_EQ(times("визит 11-12 ноября", "2025-11-10"), (Strings{"11-12 ноября=2025-11-11/2025-11-12"}));
  EXPECT_EQ(times("визит 11 ноября", ""), (Strings{"11 ноября=XXXX-11-11"}));
  EXPECT_EQ(times("визит 30 декабря", "2025-01-08"), (Strings{"30 декабря=2024-12-30"}));
  EXPECT_EQ(times("он прибыл в марте", "2025-11-10", Tense::kPast, "прибыл"), (Strings{"в марте=2025-03"}));
  EXPECT_EQ(times("он прибудет в марте", "2025-11-10", Tense::kFut, "прибудет"), (Strings{"в марте=2026-03"}));
}

TEST_F(TimesTest, RelativeTimes) {
  EXPECT_EQ(times("завтра и вчера", "2025-11-10"), (Strings{"завтра=2025-11-11", "вчера=2025-11-09"}));
  EXPECT_EQ(times("в ноябре прошлого года", "2025-11-10"), (Strings{"в ноябре прошлого года=2024-11"}));
  EXPECT_EQ(times("во вторник", "2025-11-13"), (Strings{"во вторник=2025-11-11"}));
  EXPECT_EQ(times("на прошлой неделе", "2025-11-13"), (Strings{"на прошлой неделе=2025-11-03/2025-11-09"}));
  EXPECT_EQ(times("до конца года", "2025-11-13"), (Strings{"до конца года=2025-11-13/2025-12-31"}));
  EXPECT_EQ(times("в октябре саммит, в конце того же месяца форум", "2024-11-27"),
            (Strings{"в октябре=2024-10", "в конце того же месяца=2024-10-21/2024-10-31"}));
  EXPECT_EQ(times("завтра", ""), Strings{});
}

TEST_F(TimesTest, WhatIsNoDateHasNoValue) {
  EXPECT_EQ(times("встреча 31 февраля", "2025-01-08"), Strings{});
  EXPECT_EQ(times("45.13.2021", "2025-01-08"), Strings{});
  EXPECT_EQ(times("в 9999 году", "2025-01-08").size(), 0U);
}

}  // namespace
}  // namespace letopis::extract
