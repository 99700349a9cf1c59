#include "extract/times.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "extract/time_values.h"

namespace letopis::extract {
namespace {

using rules::Match;

enum class Direction { kNone, kPast, kFuture };

struct YearMonth {
  int year, month;
};

YearMonth shifted(YearMonth ym, int months) {
  const int index = ym.year * 12 + ym.month - 1 + months;
  return {index / 12, index % 12 + 1};
}

Interval month_days(int year, int month) {
  return {to_day({year, month, 1}), to_day({year, month, days_in_month(year, month)})};
}

Direction direction_of(const Morph& m) {
  if (!m.verbal() || m.tense == Tense::kNone || m.tense == Tense::kPres) return Direction::kNone;
  return m.tense == Tense::kFut ? Direction::kFuture : Direction::kPast;
}

// The tense of the verb above a token in the tree, else of the finite verb nearest to it in its
// sentence. An infinitive looks ahead of its verb ("invited to come in May"), unless the verb says
// that it was carried out ("managed to come in May").
Direction direction_at(const Document& doc, const rules::RuleSet& rules, uint32_t token) {
  const Sentence s = doc.sentences[sentence_of(doc, token)];
  uint32_t up = token;
  bool infinitive = false;
  for (int steps = 0; steps < 6 && up < doc.arcs.size(); ++steps) {
    const Direction found = direction_of(doc.morphs[up]);
    if (found != Direction::kNone)
      return infinitive && !rules.look_up("carried-out", doc.lemmas[up]) ? Direction::kFuture
                                                                         : found;
    infinitive =
        infinitive || (doc.morphs[up].verbal() && doc.morphs[up].verb_form == VerbForm::kInf);
    up = doc.arcs[up].head;
  }
  Direction best = Direction::kNone;
  uint32_t nearest = ~0U;
  for (uint32_t t = s.begin; t < s.end; ++t) {
    const Direction found = direction_of(doc.morphs[t]);
    const uint32_t distance = t > token ? t - token : token - t;
    if (found == Direction::kNone || distance >= nearest) continue;
    nearest = distance;
    best = found;
  }
  return best;
}

// Of candidates one year apart, the one that lies nearest to the day; where two are about as near,
// the tense decides.
template <class Of>
std::optional<Interval> nearest_year(Day today, Direction direction, Of of) {
  const int year = to_date(today).year;
  std::optional<Interval> best;
  double cost = 1e18;
  for (int y = year - 1; y <= year + 1; ++y) {
    const std::optional<Interval> days = of(y);
    if (!days) continue;
    const double middle =
        (static_cast<double>(days->first) + static_cast<double>(days->last)) / 2 - today;
    double c = std::abs(middle);
    // Against the tense a date must be much nearer.
    if ((direction == Direction::kPast && days->first > today) ||
        (direction == Direction::kFuture && days->last < today))
      c = c * 4 + 20;
    if (c < cost) {
      cost = c;
      best = days;
    }
  }
  return best;
}

Interval part_of(Interval days, int part) {
  const Date from = to_date(days.first);
  if (part >= 1 && part <= 3 &&
      days == Interval{to_day({from.year, 1, 1}),
                       to_day({from.year, 12, 31})})  // thirds of a year are whole months
    return {month_days(from.year, 4 * part - 3).first, month_days(from.year, 4 * part).last};
  const Day length = days.last - days.first + 1;
  switch (part) {
    case 1:
      return {days.first, days.first + std::max(length / 3, 1) - 1};
    case 2:
      return {days.first + length / 3, days.first + 2 * length / 3 - 1};
    case 3:
      return {days.first + 2 * length / 3, days.last};
    default:
      return days;
  }
}

std::string two(int number) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d", number);
  return text;
}

class Resolver {
 public:
  Resolver(const Document& doc, const Analysis& analysis, const rules::RuleSet& rules)
      : doc_(doc), analysis_(analysis), published_(analysis.published), rules_(rules) {
    const Published& published = published_;
    if (published.known() && published.days.bounded() &&
        published.days.first == published.days.last)
      today_ = published.days.first;
  }

  // nullopt: what the rule took is no time after all (the 31st of February).
  std::optional<TimeValue> operator()(const Match& match) {
    std::optional<TimeValue> found = resolve(match);
    if (found && !match.text("edge").empty())
      return edge(std::move(*found), match.text("edge") == "since",
                  direction_at(doc_, rules_, match.begin));
    return found;
  }

  // A weekday that stands before another day of the same time ("on Thursday, the second day of the
  // visit").
  std::optional<TimeValue> weekday_near(const Match& match, Day day) {
    const int wanted = match.whole("weekday").value_or(0);
    if (wanted < 1 || wanted > 7) return std::nullopt;
    const int ahead = (wanted - weekday(day) + 7) % 7;
    const Day then = ahead <= 3 ? day + ahead : day + ahead - 7;
    return remember({then, then}, AnchorKind::kText);
  }

 private:
  std::optional<TimeValue> resolve(const Match& match) {
    const std::string& action = match.rule->action;
    const Direction direction = direction_at(doc_, rules_, match.begin);
    auto year = match.whole("year");
    const auto month = match.whole("month"), day = match.whole("day");
    if (match.whole("short")) {  // "in the 23rd": an ordinal that is a year only if it looks like one
      if (year && *year < 100) *year += 2000;
      if (!year || *year < 1900 || *year > 2999) return std::nullopt;
    }

    if (action == "date" || action == "numeric") {
      const auto shift = match.whole("shift");
      if (shift && !today_)
        return value("XXXX-" + two(*month) + "-" + two(*day), AnchorKind::kNone);
      return date(shift ? to_date(*today_).year + *shift : year, *month, *day, direction);
    }
    if (action == "range") {
      const int first_month = match.whole("month1").value_or(*month);
      const auto first = date(year, first_month, *day, direction),
                 last = date(year, *month, *match.whole("day2"), direction);
      if (!first || !last) return std::nullopt;
      if (!first->days.bounded()) return value(first->edtf + "/" + last->edtf, AnchorKind::kNone);
      if (first->days.first > last->days.last) return std::nullopt;
      return remember({first->days.first, last->days.last}, first->anchor);
    }
    if (action == "month") return of_month(match, year, *month, direction);
    if (action == "same-month") {
      if (!last_) return std::nullopt;
      const Date date = to_date(last_->first);
      const Interval part = part_of(month_days(date.year, date.month), *match.whole("part"));
      return interval(part, AnchorKind::kText);
    }
    if (action == "month-shift" && today_) {
      const Date now = to_date(*today_);
      const YearMonth ym = shifted({now.year, now.month}, *match.whole("shift"));
      return remember(month_days(ym.year, ym.month), AnchorKind::kPublication);
    }
    if (action == "year") {
      if (!year || *year < 1 || *year > 9999) return std::nullopt;
      const Interval days{to_day({*year, 1, 1}), to_day({*year, 12, 31})};
      return interval(part_of(days, match.whole("part").value_or(0)), AnchorKind::kAbsolute);
    }
    if (action == "relative-year" && today_) {
      const int y = to_date(*today_).year + *match.whole("shift");
      return interval(
          part_of({to_day({y, 1, 1}), to_day({y, 12, 31})}, match.whole("part").value_or(0)),
          AnchorKind::kPublication);
    }
    if (action == "by-year") {
      if (!year || *year < 1 || *year > 9999) return std::nullopt;
      return value("../" + std::to_string(*year), AnchorKind::kAbsolute);
    }
    if (action == "since-year") {
      if (!year || *year < 1 || *year > 9999) return std::nullopt;
      return value(std::to_string(*year) + "/..", AnchorKind::kAbsolute);
    }
    if (action == "until-year-end" && today_)
      return interval({*today_, to_day({to_date(*today_).year, 12, 31})}, AnchorKind::kPublication);
    if (action == "decade") {
      if (year && *year >= 20 && *year < 100) year = 1900 + *year;  // "the 90s"
      if (!year || *year < 1000 || *year > 9990 || *year % 10 != 0) return std::nullopt;
      return value(std::to_string(*year / 10) + "X", AnchorKind::kAbsolute);
    }
    if (action == "season") {
      const int season = *match.whole("season");
      if (!year && !today_) return value("XXXX-" + two(season), AnchorKind::kNone);
      const auto of = [&](int y) { return edtf_interval(iso_month(y, season)); };
      const auto shift = match.whole("shift");
      const int y = year    ? *year
                    : shift ? to_date(*today_).year + *shift
                            : to_date(nearest_year(*today_, direction, of)->first).year;
      return value(iso_month(y, season), year ? AnchorKind::kAbsolute : AnchorKind::kPublication);
    }
    if (action == "deictic" && today_) {
      const Day then = *today_ + *match.whole("days");
      return remember({then, then}, AnchorKind::kPublication);
    }
    if (action == "weekday" && today_) {
      const int wanted = *match.whole("weekday"), now = weekday(*today_);
      const int back = (now - wanted + 7) % 7, ahead = (wanted - now + 7) % 7;
      const int side = match.whole("side").value_or(0);
      Day then = side > 0 || (side == 0 && direction == Direction::kFuture) ? *today_ + ahead
                                                                            : *today_ - back;
      if (side != 0 && then == *today_) then += 7 * side;
      return remember({then, then}, AnchorKind::kPublication);
    }
    if (action == "weekday") return value("", AnchorKind::kNone);
    if (action == "week" && today_) {
      const Day monday = *today_ - weekday(*today_) + 1 + 7 * *match.whole("shift");
      const int part =
          match.whole("part").value_or(0);  // Monday and Tuesday, Wednesday, Thursday to Sunday
      return interval({part == 3   ? monday + 3
                       : part == 2 ? monday + 2
                                   : monday,
                       part == 1   ? monday + 1
                       : part == 2 ? monday + 2
                                   : monday + 6},
                      AnchorKind::kPublication);
    }
    if (action == "ago" && today_) {
      const double n = match.number("n").value_or(1);
      const int unit = *match.whole("unit");
      const Date now = to_date(*today_);
      if (unit >= 365) {
        const int y = now.year - static_cast<int>(n) * (unit / 365);
        if (y < 1) return std::nullopt;
        return value(std::to_string(y) + "~", AnchorKind::kPublication);
      }
      if (unit == 30) {
        const YearMonth ym = shifted({now.year, now.month}, -static_cast<int>(n));
        return value(iso_month(ym.year, ym.month) + "~", AnchorKind::kPublication);
      }
      const Day then = *today_ - static_cast<Day>(n * unit);
      return value(iso(then) + (unit == 7 ? "~" : ""), AnchorKind::kPublication);
    }
    if (action == "window" && today_) {
      const int unit = *match.whole("unit");
      const double n = match.number("n").value_or(3);
      const Day first = *today_ - static_cast<Day>(n * unit);
      const Date from = to_date(first);
      // The month is what is about so; the year is certain (EDTF, part-qualified).
      const YearMonth ym =
          shifted({to_date(*today_).year, to_date(*today_).month}, -static_cast<int>(n));
      std::string edtf = unit >= 365  ? std::to_string(from.year) + "~"
                         : unit == 30 ? std::to_string(ym.year) + "-~" + two(ym.month)
                                      : iso(first) + "~";
      return value(edtf + "/" + iso(*today_), AnchorKind::kPublication);
    }
    if (action == "past")
      return published_.known() ? past_open(published_) : value("", AnchorKind::kNone);
    if (action == "future")
      return published_.known() ? future_open(published_) : value("", AnchorKind::kNone);
    if (action == "future-quoted") {  // from the time of what is told around it
      if (last_) return value(edtf(*last_).substr(0, 10) + "/..", AnchorKind::kText);
      return published_.known() ? future_open(published_) : value("", AnchorKind::kNone);
    }
    return more(match, action, year, direction);
  }

  // Periods, feasts, and what leans on the time told before.
  std::optional<TimeValue> more(const Match& match, const std::string& action,
                                std::optional<int> year, Direction direction) {
    if (action == "present")
      return published_.known() ? at_publication(published_) : value("", AnchorKind::kNone);
    if (action == "then")
      return last_                ? interval(*last_, AnchorKind::kText)
             : published_.known() ? past_open(published_)
                                  : value("", AnchorKind::kNone);
    if (action == "same-day") {
      if (!last_ || last_->first != last_->last) return std::nullopt;
      return interval(*last_, AnchorKind::kText);
    }
    if (action == "next-day") {
      if (!last_ || last_->first != last_->last) return value("", AnchorKind::kText);
      return remember({last_->first + 1, last_->first + 1}, AnchorKind::kText);
    }
    if (action == "same-year") {
      if (!last_) return std::nullopt;
      const int y = to_date(last_->first).year;
      return interval({to_day({y, 1, 1}), to_day({y, 12, 31})}, AnchorKind::kText);
    }
    if (action == "event-day") {  // told as news: about the day of publication
      if (!today_ || direction == Direction::kFuture) return value("", AnchorKind::kEvent);
      return value(iso(*today_) + "~", AnchorKind::kEvent);
    }
    if (action == "months")
      return months(*match.whole("first"), *match.whole("last"), year, direction);
    if (action == "quarter" || action == "half") {
      const int n = *match.whole("n"), length = action == "half" ? 6 : 3;
      if (n * length > 12) return std::nullopt;
      return months((n - 1) * length + 1, n * length, year, direction);
    }
    if (action == "since-year-start" && today_)
      return interval({to_day({to_date(*today_).year, 1, 1}), *today_}, AnchorKind::kPublication);
    if (action == "years") {
      const auto first = match.whole("first"), last = match.whole("last");
      if (!first || !last || *first < 1000 || *last > 2999 || *first > *last) return std::nullopt;
      return value(std::to_string(*first) + "/" + std::to_string(*last), AnchorKind::kAbsolute);
    }
    if (action == "century") {
      const int n = *match.whole("n"), part = match.whole("part").value_or(0);
      const int first = 100 * (n - 1);
      char text[32];
      if (part == 0) {
        std::snprintf(text, sizeof text, "%02dXX", n - 1);
      } else {
        std::snprintf(text, sizeof text, "%04d/%04d", first + (part - 1) * 33 + 1,
                      part == 3 ? first + 100 : first + part * 33);
      }
      return value(text, AnchorKind::kAbsolute);
    }
    if (action == "weekend" && today_) {
      const Day saturday = *today_ - (weekday(*today_) + 1) % 7;
      const Day first = direction == Direction::kFuture ? saturday + 7 : saturday;
      return interval({first, first + 1}, AnchorKind::kPublication);
    }
    if (action == "ahead" && today_) {
      const int unit = *match.whole("unit");
      const double n = match.number("n").value_or(1);
      const Date now = to_date(*today_);
      if (direction == Direction::kPast)
        return value("", AnchorKind::kText);  // counted from what was told before
      if (unit >= 365)
        return now.year + n * (unit / 365) > 9999
                   ? std::nullopt
                   : std::optional(
                         value(std::to_string(now.year + static_cast<int>(n) * (unit / 365)) + "~",
                               AnchorKind::kPublication));
      if (unit == 30) {
        const YearMonth ym = shifted({now.year, now.month}, static_cast<int>(n));
        return value(iso_month(ym.year, ym.month) + "~", AnchorKind::kPublication);
      }
      return value(iso(*today_ + static_cast<Day>(n * unit)) + (unit == 7 ? "~" : ""),
                   AnchorKind::kPublication);
    }
    if (action == "soon")
      return !published_.known()             ? value("", AnchorKind::kNone)
             : direction == Direction::kPast ? past_open(published_)
                                             : future_open(published_);
    if (action == "these-days" && today_) {
      if (direction == Direction::kFuture)
        return value(iso(*today_) + "/" + iso(*today_ + 3) + "~", AnchorKind::kPublication);
      return value(iso(*today_ - 3) + "~/" + iso(*today_), AnchorKind::kPublication);
    }
    if (action == "feast") return feast(*match.whole("date"), direction);
    if (action == "national-feast") {
      const auto day = national_feast(match.text("list"));
      return day ? feast(*day, direction) : std::nullopt;
    }
    if (action == "before-new-year" && today_) {
      const Date now = to_date(*today_);
      const std::string y =
          std::to_string(now.month == 1 && direction == Direction::kPast ? now.year - 1 : now.year);
      return value(y + "-12-25~/" + y + "-12-31", AnchorKind::kPublication);
    }
    if (action == "jubilee") {
      const auto base = edtf_interval(match.text("of"));
      const auto years = match.whole("years");
      if (!base || !base->bounded() || !years) return std::nullopt;
      Date date = to_date(base->first);
      date.year += *years;
      if (!valid(date)) return std::nullopt;
      return remember({to_day(date), to_day(date)}, AnchorKind::kEvent);
    }
    if (!today_ && leans(action)) return value("", AnchorKind::kNone);
    return std::nullopt;
  }

  // Whether a time counts from the day of publication, without which it has no value, but is a time
  // all the same.
  static bool leans(std::string_view action) {
    static constexpr std::array<std::string_view, 12> kLeaning = {
        "month-shift", "relative-year", "until-year-end", "deictic",    "week",       "ago",
        "window",      "since-year-start", "weekend",     "ahead",      "these-days", "before-new-year"};
    return std::find(kLeaning.begin(), kLeaning.end(), action) != kLeaning.end();
  }

  // "since": open ahead; "until": from the publication where the end lies ahead of it.
  std::optional<TimeValue> edge(TimeValue of, bool since, Direction direction) const {
    if (of.edtf.empty() || of.edtf.find('/') != std::string::npos) return of;
    if (since) return value(of.edtf + "/..", of.anchor);
    const bool ahead =
        today_ && of.days.bounded() && of.days.last >= *today_ && direction != Direction::kPast;
    return value((ahead ? iso(*today_) : "..") + "/" + of.edtf, of.anchor);
  }

  std::optional<TimeValue> months(int first, int last, std::optional<int> year,
                                  Direction direction) {
    if (first < 1 || last > 12 || first > last) return std::nullopt;
    if (!year && !today_)
      return value("XXXX-" + two(first) + "/XXXX-" + two(last), AnchorKind::kNone);
    const AnchorKind anchor = year ? AnchorKind::kAbsolute : AnchorKind::kPublication;
    const auto of = [&](int y) -> std::optional<Interval> {
      return Interval{month_days(y, first).first, month_days(y, last).last};
    };
    last_ = year ? of(*year) : nearest_year(*today_, direction, of);
    const int y = to_date(last_->first).year;
    return value(iso_month(y, first) + "/" + iso_month(y, last), anchor);
  }

  std::optional<TimeValue> feast(int date_code, Direction direction) {
    std::optional<TimeValue> day = date(std::nullopt, date_code / 100, date_code % 100, direction);
    if (day) day->anchor = AnchorKind::kEvent;
    return day;
  }

  // The day of a feast that several states have: of the state named most often that has it in the
  // list.
  std::optional<int> national_feast(std::string_view list) const {
    std::vector<uint32_t> named(analysis_.entities.size(), 0);
    for (const Mention& mention : analysis_.mentions)
      for (const uint32_t entity : mention.entities) ++named[entity];
    std::optional<int> best;
    uint32_t most = 0;
    for (size_t i = 0; i < named.size(); ++i) {
      const auto day = rules_.look_up(list, analysis_.entities[i].id);
      if (!day || named[i] <= most) continue;
      most = named[i];
      best = std::stoi(std::string(*day));
    }
    return best;
  }

  static TimeValue value(std::string edtf, AnchorKind anchor) {
    return time_value(std::move(edtf), anchor);
  }
  static TimeValue interval(Interval days, AnchorKind anchor) { return time_value(days, anchor); }
  TimeValue remember(Interval days, AnchorKind anchor) {
    last_ = days;
    return interval(days, anchor);
  }

  // A day that the month does not have is a slip of the text: the month stands, marked uncertain.
  std::optional<TimeValue> date(std::optional<int> year, int month, int day, Direction direction) {
    if (month < 1 || month > 12 || day < 1) return std::nullopt;
    if (day > days_in_month(year.value_or(2000), month)) {
      const auto of = [month](int y) -> std::optional<Interval> { return month_days(y, month); };
      if (!year && !today_) return value("XXXX-" + two(month) + "?", AnchorKind::kNone);
      const auto days = year ? of(*year) : nearest_year(*today_, direction, of);
      if (!days) return std::nullopt;
      return value(edtf(*days) + "?", year ? AnchorKind::kAbsolute : AnchorKind::kPublication);
    }
    const auto of = [&](int y) -> std::optional<Interval> {
      if (!valid({y, month, day})) return std::nullopt;
      const Day d = to_day({y, month, day});
      return Interval{d, d};
    };
    if (year) {
      const auto days = of(*year);
      if (!days) return std::nullopt;
      return remember(*days, AnchorKind::kAbsolute);
    }
    if (!today_) return value("XXXX-" + two(month) + "-" + two(day), AnchorKind::kNone);
    const auto days = nearest_year(*today_, direction, of);
    if (!days) return std::nullopt;
    return remember(*days, AnchorKind::kPublication);
  }

  std::optional<TimeValue> of_month(const Match& match, std::optional<int> year, int month,
                                    Direction direction) {
    const int part = match.whole("part").value_or(0);
    AnchorKind anchor = AnchorKind::kAbsolute;
    if (!year) {
      anchor = AnchorKind::kPublication;
      if (match.has("same")) {
        if (!last_) return value("XXXX-" + two(month), AnchorKind::kNone);
        year = to_date(last_->first).year;
      } else if (!today_) {
        return value("XXXX-" + two(month), AnchorKind::kNone);
      } else if (const auto shift = match.whole("shift")) {
        year = to_date(*today_).year + *shift;
      } else {
        // The present month is told of as a whole.
        const auto days = nearest_year(*today_, direction, [&](int y) -> std::optional<Interval> {
          return month_days(y, month);
        });
        year = to_date(days->first).year;
      }
    }
    if (*year < 1 || *year > 9999) return std::nullopt;
    last_ = month_days(*year, month);
    if (part == 4) return value(iso_month(*year, month) + "-0X", anchor);
    return interval(part_of(*last_, part), anchor);
  }

  const Document& doc_;
  const Analysis& analysis_;
  const Published& published_;
  const rules::RuleSet& rules_;
  std::optional<Day> today_;
  std::optional<Interval> last_;  // the last resolved time of the text
};

}  // namespace

Result<TimeFinder> TimeFinder::load(const DataFiles& files) {
  LT_ASSIGN(rules::RuleSet loaded, rules::RuleSet::load(files, "ru/time/"));
  return TimeFinder(std::move(loaded));
}

std::vector<rules::ExampleFailure> TimeFinder::check(
    const std::function<void(Document&)>& analyse) const {
  return rules_.check([&](Document& doc) {
    analyse(doc);
    return std::vector<rules::Mark>();
  });
}

void TimeFinder::find(const Document& doc, Analysis& analysis) const {
  Resolver resolve(doc, analysis, rules_);
  const std::vector<Match> matches = rules_.find({doc, {}});
  const Match* weekday =
      nullptr;  // the match behind the last of analysis.times, where it is a weekday
  for (const Match& match : matches) {
    std::optional<TimeValue> value = resolve(match);
    if (!value) continue;
    // Two days side by side are the same day; a weekday that does not fit keeps its own, nearest to
    // the other.
    if (weekday != nullptr && value->days.bounded() && value->days.first == value->days.last &&
        match.begin <= weekday->end + 1 &&
        (match.begin == weekday->end || doc.surface(weekday->end) == "," ||
         doc.surface(weekday->end) == "(")) {
      if (auto again = resolve.weekday_near(*weekday, value->days.first))
        analysis.times.back().value = std::move(*again);
    }
    weekday = match.rule->action == "weekday" ? &match : nullptr;
    analysis.times.push_back({doc.span_of(match.begin, match.end),
                              std::move(*value),
                              {"rule:" + match.rule->name, 0.9F}});
  }
}

}  // namespace letopis::extract
