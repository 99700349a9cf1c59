"""EDTF level 1 with the part-qualified dates of level 2, as far as the annotations use it; and values that lean on the day
of publication D."""
import calendar
import datetime
import re

PART = r"[?~%]?{}[?~%]?"
DATE = re.compile(PART.format(r"(?P<y>[0-9X]{4})") + "(?:-" + PART.format(r"(?P<m>[0-9X]{2})") + "(?:-" + PART.format(r"(?P<d>[0-9X]{2})")
                  + ")?)?")
LEANING = re.compile(r"D([+-]\d{1,4})?([?~%]?)")


def bounds(text):
    """First and last day (year, month, day) of a date, or None where the text is none."""
    match = DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = match["y"], match["m"], match["d"]
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month is None:
        return (low, 1, 1), (high, 12, 31)
    if month in ("21", "22", "23", "24"):  # seasons
        return None if day else ((low, 1, 1), (high, 12, 31))
    months = [m for m in range(1, 13) if re.fullmatch(month.replace("X", "[0-9]"), f"{m:02}")]
    if not months:
        return None
    if day is None:
        return (low, months[0], 1), (high, months[-1], 31)
    longest = max(calendar.monthrange(high if year.isdigit() and high else 2000, m)[1] for m in months)
    days = [d for d in range(1, longest + 1) if re.fullmatch(day.replace("X", "[0-9]"), f"{d:02}")]
    return ((low, months[0], days[0]), (high, months[-1], days[-1])) if days else None


def valid(text):
    if not isinstance(text, str):
        return False
    ends = text.split("/")
    if len(ends) == 1:
        return bounds(text) is not None
    if len(ends) != 2:
        return False
    known = [None if end in ("", "..") else bounds(end) for end in ends]
    if any(end not in ("", "..") and bound is None for end, bound in zip(ends, known)):
        return False
    return known[0][0] <= known[1][1] if all(known) else any(known)


def shifted(day, days):
    if not days:
        return day
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(int(days))).isoformat()
    except (ValueError, OverflowError):
        raise ValueError(f"D{days} needs a day of publication; it is {day}") from None


def value(expression, published):
    """The EDTF value of an expression in which D stands for the publication: D, D~, D-1, ../D, D/.., D-3~/D, 2014/D, …

    None where it leans on a publication that is not known. Where that is an interval, D is all of it; as the beginning of an
    interval D is its first day, as the end its last. ValueError: days are counted from something that is no day.
    """
    ends = expression.split("/")
    leaning = [LEANING.fullmatch(end) for end in ends]
    if not any(leaning):
        return expression
    if published is None:
        return None
    first, last = (published.split("/") * 2)[:2]

    def day(match, of):
        found = shifted(of, match[1])
        return found if found[-1:] in ("?", "~", "%", ".") else found + match[2]
    if len(ends) == 1:
        one, other = shifted(first, leaning[0][1]), shifted(last, leaning[0][1])
        return day(leaning[0], first) if one == other else f"{one}/{other}"  # an interval says "about" by itself
    return "/".join(day(match, of) if match else end for end, match, of in zip(ends, leaning, (first, last)))
