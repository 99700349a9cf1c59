#include "extract/times.h"

#include <gtest/gtest.h>

#include "extract/test_documents.h"
#include "text/segmenter.h"

namespace letopis::extract {
namespace {

// What is found in a text published on a day, as "words=EDTF"; a tense may be given to one verb.
class TimesTest : public testing::Test {
 protected:
  std::vector<std::string> times(const std::string& text, const std::string& published,
                                 Tense tense = Tense::kNone, const std::string& verb = "") {
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
    if (!published.empty())
      analysis.published = {published, *edtf_interval(published), DateSource::kGiven};
    finder->find(doc, analysis);
    std::vector<std::string> out;
    for (const TimeExpression& time : analysis.times)
      out.push_back(std::string(time.span.of(text)) + "=" + time.value.edtf);
    return out;
  }
};

using Strings = std::vector<std::string>;

TEST_F(TimesTest, DatesWithAYearNeedNoPublication) {
  EXPECT_EQ(times("договор от 25 октября 1990 года", ""),
            (Strings{"25 октября 1990 года=1990-10-25"}));
  EXPECT_EQ(times("визит 3-5 мая 2012 года", ""),
            (Strings{"3-5 мая 2012 года=2012-05-03/2012-05-05"}));
  EXPECT_EQ(times("в мае 2012 года и в 1997 году", ""),
            (Strings{"в мае 2012 года=2012-05", "в 1997 году=1997"}));
}

TEST_F(TimesTest, AYearThatIsNotGivenIsTakenFromThePublicationOrLeftOpen) {
  EXPECT_EQ(times("визит 11-12 ноября", "2025-11-10"),
            (Strings{"11-12 ноября=2025-11-11/2025-11-12"}));
  EXPECT_EQ(times("визит 11 ноября", ""), (Strings{"11 ноября=XXXX-11-11"}));
  EXPECT_EQ(times("визит 30 декабря", "2025-01-08"), (Strings{"30 декабря=2024-12-30"}));
  EXPECT_EQ(times("он прибыл в марте", "2025-11-10", Tense::kPast, "прибыл"),
            (Strings{"в марте=2025-03"}));
  EXPECT_EQ(times("он прибудет в марте", "2025-11-10", Tense::kFut, "прибудет"),
            (Strings{"в марте=2026-03"}));
}

TEST_F(TimesTest, RelativeTimes) {
  EXPECT_EQ(times("завтра и вчера", "2025-11-10"),
            (Strings{"завтра=2025-11-11", "вчера=2025-11-09"}));
  EXPECT_EQ(times("в ноябре прошлого года", "2025-11-10"),
            (Strings{"в ноябре прошлого года=2024-11"}));
  EXPECT_EQ(times("во вторник", "2025-11-13"), (Strings{"во вторник=2025-11-11"}));
  EXPECT_EQ(times("на прошлой неделе", "2025-11-13"),
            (Strings{"на прошлой неделе=2025-11-03/2025-11-09"}));
  EXPECT_EQ(times("до конца года", "2025-11-13"), (Strings{"до конца года=2025-11-13/2025-12-31"}));
  EXPECT_EQ(times("в октябре саммит, в конце того же месяца форум", "2024-11-27"),
            (Strings{"в октябре=2024-10", "в конце того же месяца=2024-10-21/2024-10-31"}));
  EXPECT_EQ(times("завтра", ""), Strings{"завтра="}) << "a time, if nobody knows which day";
}

TEST_F(TimesTest, PartsAndPeriods) {
  EXPECT_EQ(times("в начале 2014 года", ""), (Strings{"в начале 2014 года=2014-01-01/2014-04-30"}));
  EXPECT_EQ(times("в первые дни января 2022 года", ""),
            (Strings{"в первые дни января 2022 года=2022-01-0X"}));
  EXPECT_EQ(times("в конце июля прошлого года", "2025-11-10"),
            (Strings{"в конце июля прошлого года=2024-07-21/2024-07-31"}));
  EXPECT_EQ(times("в третьем квартале 2020 года", ""),
            (Strings{"в третьем квартале 2020 года=2020-07/2020-09"}));
  EXPECT_EQ(times("рост был в первом полугодии", "2025-11-10", Tense::kPast, "был"),
            (Strings{"в первом полугодии=2025-01/2025-06"}));
  EXPECT_EQ(times("в 1990-х годах", ""), (Strings{"в 1990-х годах=199X"}));
  EXPECT_EQ(times("в XX веке", ""), (Strings{"в XX веке=19XX"}));
  EXPECT_EQ(times("в 2010-2015 годах", ""), (Strings{"в 2010-2015 годах=2010/2015"}));
  EXPECT_EQ(times("с января по март 2020 года", ""),
            (Strings{"с января по март 2020 года=2020-01/2020-03"}));
  EXPECT_EQ(times("летом 2023 года", ""), (Strings{"летом 2023 года=2023-22"}));
  EXPECT_EQ(times("в последние несколько месяцев", "2025-11-11"),
            (Strings{"в последние несколько месяцев=2025-~08/2025-11-11"}));
  EXPECT_EQ(times("с начала года", "2025-11-11"), (Strings{"с начала года=2025-01-01/2025-11-11"}));
  EXPECT_EQ(times("в конце прошлой недели", "2025-11-13"),
            (Strings{"в конце прошлой недели=2025-11-06/2025-11-09"}));
}

TEST_F(TimesTest, EdgesAreOpenOnOneSide) {
  EXPECT_EQ(times("с 1 января 2020 года", ""), (Strings{"с 1 января 2020 года=2020-01-01/.."}));
  EXPECT_EQ(times("до 5 декабря", "2025-11-10"), (Strings{"до 5 декабря=2025-11-10/2025-12-05"}));
  EXPECT_EQ(times("до 5 мая 1990 года", "2025-11-10"),
            (Strings{"до 5 мая 1990 года=../1990-05-05"}));
}

TEST_F(TimesTest, WhatWasToldBeforeAnchors) {
  EXPECT_EQ(times("в ноябре прошлого года он прибыл, тогда подписали пакт", "2025-11-10"),
            (Strings{"в ноябре прошлого года=2024-11", "тогда=2024-11"}));
  EXPECT_EQ(times("5 мая 1999 года открыли, на следующий день закрыли", ""),
            (Strings{"5 мая 1999 года=1999-05-05", "на следующий день=1999-05-06"}));
  EXPECT_EQ(times("он ушел, тогда как она осталась", "2025-11-10"), Strings{});
  // Without anything told before, what leans on it stays open.
  EXPECT_EQ(times("на следующий день закрыли", "2025-11-10"), (Strings{"на следующий день="}));
}

TEST_F(TimesTest, DaysSideBySideContradictOpenly) {
  // 13 November 2025 was a Thursday: both stay as they are written, the weekday nearest to the
  // date.
  EXPECT_EQ(times("в среду, 13 ноября", "2025-11-20"),
            (Strings{"в среду=2025-11-12", "13 ноября=2025-11-13"}));
  EXPECT_EQ(times("в четверг, во второй день визита", "2025-11-12"),
            (Strings{"в четверг=2025-11-13", "во второй день визита=2025-11-12~"}));
}

TEST(Times, InfinitivesLookAheadOfTheirVerb) {
  const auto files = DataFiles::from_folder("data");
  const auto finder = TimeFinder::load(*files);
  ASSERT_TRUE(finder.ok());
  const auto month = [&](const std::string& verb) {
    const TestDocument made = document_of(
        verb +
        " VERB|Tense=Past|VerbForm=Fin 0 root\nприехать приехать VERB|VerbForm=Inf 1 xcomp\n"
        "в в ADP 4 case\nапреле апрель NOUN 2 obl\n");
    Analysis analysis;
    analysis.published = {"2025-11-10", *edtf_interval("2025-11-10"), DateSource::kGiven};
    finder->find(made.doc, analysis);
    return analysis.times.at(0).value.edtf;
  };
  EXPECT_EQ(month("пригласил пригласить"), "2026-04");
  EXPECT_EQ(month("успел успеть"), "2025-04");
}

TEST_F(TimesTest, FeastsAndJubilees) {
  EXPECT_EQ(times("поздравил с Днем Победы", "2025-05-08"), (Strings{"Днем Победы=2025-05-09"}));
  EXPECT_EQ(times("торжество 80-летия со дня Победы", ""),
            (Strings{"80-летия со дня Победы=2025-05-09"}));
  EXPECT_EQ(times("предновогодняя встреча", "2024-11-27"),
            (Strings{"предновогодняя=2024-12-25~/2024-12-31"}));
  EXPECT_EQ(times("поздравил с Днем республики", "2025-05-08"),
            Strings{});  // of no state that the text names
  EXPECT_EQ(times("9999-летия со дня Победы", ""), Strings{});
}

TEST_F(TimesTest, WithoutPublicationNothingIsGuessed) {
  EXPECT_EQ(times("в октябре", ""), (Strings{"в октябре=XXXX-10"}));
  EXPECT_EQ(times("ранее, сейчас и в будущем", ""), (Strings{"ранее=", "сейчас=", "в будущем="}));
  EXPECT_EQ(times("5 мая прошлого года", ""), (Strings{"5 мая прошлого года=XXXX-05-05"}));
  EXPECT_EQ(times("во вторник", ""), (Strings{"во вторник="}));
}

TEST_F(TimesTest, NamesOfPapersAreNoDays) {
  EXPECT_EQ(times("газета «Сегодня» пишет", "2025-11-10"), Strings{});
}

TEST_F(TimesTest, WhatIsNoDateHasNoValue) {
  EXPECT_EQ(times("0 мая, 5 мая 0 года, в 0 году", "2025-01-08"), Strings{});
  EXPECT_EQ(times("3000 лет назад и год назад", "2025-01-08"), (Strings{"год назад=2024~"}));
  EXPECT_EQ(times("1000000 лет назад и через 500 лет", "2025-01-08"),
            (Strings{"через 500 лет=2525~"}));
  EXPECT_EQ(times("встреча 31 февраля", "2025-01-08"), (Strings{"31 февраля=2025-02?"}));
  EXPECT_EQ(times("45.13.2021", "2025-01-08"), Strings{});
  EXPECT_EQ(times("в 9999 году", "2025-01-08").size(), 0U);
}

}  // namespace
}  // namespace letopis::extract
