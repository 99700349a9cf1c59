"""EDTF level 1 with the part-qualified dates of level 2, as far as the annotations use it; and values that lean on the day
of publication D."""
import calendar
import datetime
import re

PART = r"[?~%]?{}[?~%]?"
DATE = re.compile(PART.format(r"(?P<y>[0-9X]{4})") + "(?:-" + PART.format(r"(?P<m>[0-9X]{2})") + "(?:-" + PART.format(r"(?P<d>[0-9X]{2})")
                  + ")?)?")
LEANING = re.compile(r"D|D~|\.\./D|D/\.\.|D([+-]\d{1,3})")


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


def value(expression, published):
    """The EDTF value of an expression; None where it leans on a day that is not known. ValueError: it has none."""
    match = LEANING.fullmatch(expression)
    if not match:
        return expression
    if published is None:
        return None
    first, last = (published.split("/") * 2)[:2]
    if match[1]:
        try:
            return (datetime.date.fromisoformat(published) + datetime.timedelta(int(match[1]))).isoformat()
        except ValueError:
            raise ValueError(f"{expression} needs a day of publication; it is {published}") from None
    if expression == "D":
        return published
    if expression == "D~":
        return published if "/" in published or published[-1] in "?~%" else published + "~"  # an interval says "about" itself
    return f"../{last}" if expression == "../D" else f"{first}/.."
