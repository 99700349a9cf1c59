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

Interval month_days(int year, int month) { return {to_day({year, month, 1}), to_day({year, month, days_in_month(year, month)})}; }

// The tense of the finite verb nearest to a token in its sentence.
Direction direction_at(const Document& doc, uint32_t token) {
  const Sentence s = doc.sentences[sentence_of(doc, token)];
  Direction best = Direction::kNone;
  uint32_t nearest = ~0U;
  for (uint32_t t = s.begin; t < s.end; ++t) {
    const Morph& m = doc.morphs[t];
    if (!m.verbal() || m.tense == Tense::kNone || m.tense == Tense::kPres) continue;
    const uint32_t distance = t > token ? t - token : token - t;
    if (distance >= nearest) continue;
    nearest = distance;
    best = m.tense == Tense::kFut ? Direction::kFuture : Direction::kPast;
  }
  return best;
}

// Of candidates one year apart, the one that lies nearest to the day; where two are about as near, the tense decides.
template <class Of>
std::optional<Interval> nearest_year(Day today, Direction direction, Of of) {
  const int year = to_date(today).year;
  std::optional<Interval> best;
  double cost = 1e18;
  for (int y = year - 1; y <= year + 1; ++y) {
    const std::optional<Interval> days = of(y);
    if (!days) continue;
    const double middle = (static_cast<double>(days->first) + static_cast<double>(days->last)) / 2 - today;
    double c = std::abs(middle);
    // Against the tense a date must be much nearer.
    if ((direction == Direction::kPast && days->first > today) || (direction == Direction::kFuture && days->last < today)) c = c * 4 + 20;
    if (c < cost) {
      cost = c;
      best = days;
    }
  }
  return best;
}

Interval part_of(Interval days, int part) {
  const Day length = days.last - days.first + 1;
  switch (part) {
    case 1: return {days.first, days.first + std::max(length / 3, 1) - 1};
    case 2: return {days.first + length / 3, days.first + 2 * length / 3 - 1};
    case 3: return {days.first + 2 * length / 3, days.last};
    default: return days;
  }
}

std::string two(int number) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d", number);
  return text;
}

class Resolver {
 public:
  Resolver(const Document& doc, const Published& published) : doc_(doc), published_(published) {
    if (published.known() && published.days.bounded() && published.days.first == published.days.last) today_ = published.days.first;
  }

  // nullopt: what the rule took is no time after all (the 31st of February).
  std::optional<TimeValue> operator()(const Match& match) {
    const std::string& action = match.rule->action;
    const Direction direction = direction_at(doc_, match.begin);
    const auto year = match.whole("year");
    const auto month = match.whole("month"), day = match.whole("day");

    if (action == "date" || action == "numeric") return date(year, *month, *day, direction);
    if (action == "range") {
      const int first_month = match.whole("month1").value_or(*month);
      const auto first = date(year, first_month, *day, direction), last = date(year, *month, *match.whole("day2"), direction);
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
      return interval({to_day({y, 1, 1}), to_day({y, 12, 31})}, AnchorKind::kPublication);
    }
    if (action == "by-year") {
      if (!year || *year < 1 || *year > 9999) return std::nullopt;
      return value("../" + std::to_string(*year), AnchorKind::kAbsolute);
    }
    if (action == "since-year") {
      if (!year || *year < 1 || *year > 9999) return std::nullopt;
      return value(std::to_string(*year) + "/..", AnchorKind::kAbsolute);
    }
    if (action == "until-year-end" && today_) return interval({*today_, to_day({to_date(*today_).year, 12, 31})}, AnchorKind::kPublication);
    if (action == "decade") {
      if (!year || *year < 1000 || *year > 9990) return std::nullopt;
      return value(std::to_string(*year / 10) + "X", AnchorKind::kAbsolute);
    }
    if (action == "season") {
      if (!year) return std::nullopt;
      return value(std::to_string(*year) + "-" + two(*match.whole("season")), AnchorKind::kAbsolute);
    }
    if (action == "deictic" && today_) {
      const Day then = *today_ + *match.whole("days");
      return remember({then, then}, AnchorKind::kPublication);
    }
    if (action == "weekday" && today_) {
      const int wanted = *match.whole("weekday"), now = weekday(*today_);
      const int back = (now - wanted + 7) % 7, ahead = (wanted - now + 7) % 7;
      const Day then = direction == Direction::kFuture ? *today_ + ahead : *today_ - back;
      return remember({then, then}, AnchorKind::kPublication);
    }
    if (action == "weekday") return value("XXXX-XX-XX", AnchorKind::kNone);
    if (action == "week" && today_) {
      const Day monday = *today_ - weekday(*today_) + 1 + 7 * *match.whole("shift");
      return interval({monday, monday + 6}, AnchorKind::kPublication);
    }
    if (action == "ago" && today_) {
      const double n = match.number("n").value_or(1);
      const int unit = *match.whole("unit");
      const Date now = to_date(*today_);
      if (unit == 365) {
        const int y = now.year - static_cast<int>(n);
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
      std::string edtf = unit == 365 ? std::to_string(from.year) + "~" : unit == 30 ? iso_month(from.year, from.month) + "~" : iso(first) + "~";
      return value(edtf + "/" + iso(*today_), AnchorKind::kPublication);
    }
    if (action == "past") return published_.known() ? past_open(published_) : value("", AnchorKind::kNone);
    if (action == "future") return published_.known() ? future_open(published_) : value("", AnchorKind::kNone);
    if (action == "future-quoted") {  // from the time of what is told around it
      if (last_) return value(edtf(*last_).substr(0, 10) + "/..", AnchorKind::kText);
      return published_.known() ? future_open(published_) : value("", AnchorKind::kNone);
    }
    return std::nullopt;
  }

 private:
  static TimeValue value(std::string edtf, AnchorKind anchor) { return time_value(std::move(edtf), anchor); }
  static TimeValue interval(Interval days, AnchorKind anchor) { return time_value(days, anchor); }
  TimeValue remember(Interval days, AnchorKind anchor) {
    last_ = days;
    return interval(days, anchor);
  }

  std::optional<TimeValue> date(std::optional<int> year, int month, int day, Direction direction) {
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
    if (month < 1 || month > 12 || day < 1 || day > days_in_month(2000, month)) return std::nullopt;
    if (!today_) return value("XXXX-" + two(month) + "-" + two(day), AnchorKind::kNone);
    const auto days = nearest_year(*today_, direction, of);
    if (!days) return std::nullopt;
    return remember(*days, AnchorKind::kPublication);
  }

  std::optional<TimeValue> of_month(const Match& match, std::optional<int> year, int month, Direction direction) {
    const int part = match.whole("part").value_or(0);
    AnchorKind anchor = AnchorKind::kAbsolute;
    if (!year) {
      anchor = AnchorKind::kPublication;
      if (!today_) return value("XXXX-" + two(month), AnchorKind::kNone);
      if (const auto shift = match.whole("shift")) {
        year = to_date(*today_).year + *shift;
      } else {
        // The present month is told of as a whole.
        const auto days = nearest_year(*today_, direction, [&](int y) -> std::optional<Interval> { return month_days(y, month); });
        year = to_date(days->first).year;
      }
    }
    if (*year < 1 || *year > 9999) return std::nullopt;
    last_ = month_days(*year, month);
    if (part == 4) return value(iso_month(*year, month) + "-0X", anchor);
    return interval(part_of(*last_, part), anchor);
  }

  const Document& doc_;
  const Published& published_;
  std::optional<Day> today_;
  std::optional<Interval> last_;  // the last resolved time of the text
};

}  // namespace

Result<TimeFinder> TimeFinder::load(const DataFiles& files) {
  LT_ASSIGN(rules::RuleSet loaded, rules::RuleSet::load(files, "ru/time/"));
  return TimeFinder(std::move(loaded));
}

std::vector<rules::ExampleFailure> TimeFinder::check(const std::function<void(Document&)>& analyse) const {
  return rules_.check([&](Document& doc) {
    analyse(doc);
    return std::vector<rules::Mark>();
  });
}

void TimeFinder::find(const Document& doc, Analysis& analysis) const {
  Resolver resolve(doc, analysis.published);
  for (const Match& match : rules_.find({doc, {}})) {
    std::optional<TimeValue> value = resolve(match);
    if (!value) continue;
    analysis.times.push_back({doc.span_of(match.begin, match.end), std::move(*value), {"rule:" + match.rule->name, 0.9F}});
  }
}

}  // namespace letopis::extract
