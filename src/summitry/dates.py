"""Dates as EDTF strings (ISO 8601-2): reading, printing, comparing, always with the precision told.

Read are years (`2023`), months (`2023-05`), days (`2023-05-17`), seasons (`2023-22`), decades and
centuries (`199X`, `19XX`), intervals of these (`2023-05-17/2023-05-18`), open ends (`2023-05/..`)
and the marks of doubt `?`, `~` and `%` behind any of them. A date is never more exact than its words.

    >>> interval("2023-05")
    Interval(first=datetime.date(2023, 5, 1), last=datetime.date(2023, 5, 31))
    >>> exclude("2023-05", "2023-05-17"), exclude("2023-05", "2023-06-02", slack_days=1)
    (False, True)
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|(\d{2,3})(X{1,2})", re.ASCII)
_MARKS = "?~%"
_OPEN = ("..", "")  # an end that is open, or that nobody told


class Season(IntEnum):
    """A season by its EDTF code; the winter begins in the year it is written with."""

    SPRING = 21
    SUMMER = 22
    AUTUMN = 23
    WINTER = 24


class Precision(StrEnum):
    """How exactly a date is told."""

    DAY = "day"
    INTERVAL = "interval"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class Interval:
    """The days a date can be, both ends included. An open end is `date.min` or `date.max`."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def __contains__(self, other: Interval | date) -> bool:
        first, last = (other, other) if isinstance(other, date) else (other.first, other.last)
        return self.first <= first and last <= self.last


# --- reading --------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def interval(edtf: str | None) -> Interval | None:
    """The days an EDTF date can be; None for None, which is an unknown date.

    Raises:
        ValueError: for a text that is no such date; the message names it.
    """
    if edtf is None:
        return None
    left, slash, right = edtf.strip().partition("/")
    try:
        if not slash:
            return _days(left)
        first = date.min if left in _OPEN else _days(left).first
        last = date.max if right in _OPEN else _days(right).last
    except ValueError as error:
        raise ValueError(f"{edtf!r} is no EDTF date: {error}") from error
    if first > last:
        raise ValueError(f"{edtf!r} is no EDTF date: it ends before it begins")
    return Interval(first, last)


def _days(text: str) -> Interval:
    """The days of one side of an interval."""
    match = _DATE.fullmatch(text.rstrip(_MARKS))
    if match is None:
        raise ValueError(f"{text!r} is not written as YYYY, YYYY-MM or YYYY-MM-DD")
    if match[4]:
        if len(match[4]) + len(match[5]) != 4:
            raise ValueError(f"{text!r} has not four places for the year")
        size = 10 ** len(match[5])
        return _years(int(match[4]) * size, int(match[4]) * size + size - 1)
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[2] is None:
        return _years(year, year)
    if match[3] is not None:
        return Interval(date(year, month, day), date(year, month, day))
    if month in tuple(Season):
        return _season(year, Season(month))
    last = monthrange(year, month)[1] if 1 <= month <= 12 else 0
    return Interval(date(year, month, 1), date(year, month, last))


def _years(first: int, last: int) -> Interval:
    return Interval(date(first, 1, 1), date(last, 12, 31))


def _season(year: int, which: Season) -> Interval:
    """March to May, June to August, September to November, December to February of the next year."""
    month = 3 * (which - Season.SPRING) + 3
    end_year, end = (year + 1, 2) if which is Season.WINTER else (year, month + 2)
    return Interval(date(year, month, 1), date(end_year, end, monthrange(end_year, end)[1]))


def precision(edtf: str | None) -> Precision | None:
    """How exactly a date is told; None for None.

    Raises:
        ValueError: for a text that is no EDTF date.
    """
    if edtf is None or interval(edtf) is None:
        return None
    text = edtf.strip().rstrip(_MARKS)
    if "/" in text:
        return Precision.INTERVAL
    if "X" in text:
        return Precision.CENTURY if text.endswith("XX") else Precision.DECADE
    if len(text) == 7:
        return Precision.SEASON if int(text[5:]) in tuple(Season) else Precision.MONTH
    return Precision.DAY if len(text) == 10 else Precision.YEAR


def only_day(edtf: str | None) -> date | None:
    """The one day a date can be, or None where it can be several or is unknown."""
    days = interval(edtf)
    return days.first if days and days.first == days.last else None


# --- printing -------------------------------------------------------------------------------


def day(d: date) -> str:
    """`2023-05-17`."""
    return d.isoformat()


def month(year: int, month: int) -> str:
    """`2023-05`; a month beyond 1 to 12 is counted on into the years around (`month(2023, 0)` is `2022-12`)."""
    years, index = divmod(month - 1, 12)
    return f"{year + years:04d}-{index + 1:02d}"


def week(d: date) -> str:
    """The Monday to Sunday that has this day: `2023-05-15/2023-05-21`."""
    monday = d - timedelta(days=d.weekday())
    return span(monday, monday + timedelta(days=6))


def season(year: int, which: Season) -> str:
    """`2023-22`, the summer of 2023."""
    return f"{year:04d}-{which:02d}"


def year(year: int) -> str:
    """`2023`."""
    return f"{year:04d}"


def decade(first_year: int) -> str:
    """`199X` for 1990."""
    return f"{first_year // 10:03d}X"


def period(unit: str, d: date, step: int = 0) -> str:
    """The day, week, month, quarter, year or decade that has this day, or the one so many steps from it.

    A quarter is an interval of months: `2023-04/2023-06`.

    Raises:
        ValueError: for another unit.
    """
    if unit == "day":
        return day(d + timedelta(days=step))
    if unit == "week":
        return week(d + timedelta(weeks=step))
    if unit == "month":
        return month(d.year, d.month + step)
    if unit == "quarter":
        first = (d.month - 1) // 3 * 3 + 1 + 3 * step
        return span(month(d.year, first), month(d.year, first + 2))
    if unit == "decade":
        return decade(d.year + 10 * step)
    if unit == "year":
        return year(d.year + step)
    raise ValueError(f"{unit!r} is no period: give day, week, month, quarter, year or decade")


def weekend(d: date) -> str:
    """The Saturday and Sunday of the week that has this day."""
    saturday = d + timedelta(days=5 - d.weekday())
    return span(saturday, saturday + timedelta(days=1))


def half_year(year: int, half: int) -> str:
    """`2023-01/2023-06`, the first half of 2023; the second for `half` 2."""
    return span(month(year, 6 * half - 5), month(year, 6 * half))


def around(unit: str, d: date, count: int, *, ahead: bool) -> str:
    """The days from this day on, or up to it, that so many days, weeks, months, quarters, years or decades have."""
    size = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653}[unit]
    length = timedelta(days=size * count)
    return span(d, d + length) if ahead else span(d - length, d)


def latest_weekday(d: date, weekday: int) -> date:
    """The latest such weekday (0 is Monday), the day itself included."""
    return d - timedelta(days=(d.weekday() - weekday) % 7)


def span(first: date | str, last: date | str) -> str:
    """`2023-05-17/2023-05-18`, of days or of EDTF dates; one date where both are the same."""
    left, right = (day(end) if isinstance(end, date) else end for end in (first, last))
    return left if left == right else f"{left}/{right}"


def edtf(days: Interval) -> str:
    """The shortest EDTF date for these days: a day, a month, a year, or the interval.

    `interval(edtf(x)) == x` for every interval.
    """
    first, last = days.first, days.last
    if first.day == 1 and first != date.min:
        whole_month = Interval(first, first.replace(day=monthrange(first.year, first.month)[1]))
        if days == whole_month:
            return month(first.year, first.month)
        if days == _years(first.year, first.year):
            return year(first.year)
    if first == last:
        return day(first)
    left = ".." if first == date.min else day(first)
    right = ".." if last == date.max else day(last)
    return f"{left}/{right}"


def doubtful(edtf: str) -> str:
    """The same date marked as unsure: `2023-05?`. An interval is marked at both ends."""
    ends = (end if end in _OPEN or end[-1] in _MARKS else f"{end}?" for end in edtf.split("/"))
    return "/".join(ends)


# --- holidays -------------------------------------------------------------------------------

_FIXED = {
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "fourth of july": (7, 4),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "armistice day": (11, 11),
    "veterans day": (11, 11),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
# Month, weekday, and which one of the month; the last one is -1. These are those of the United States.
_FLOATING = {
    "martin luther king day": (1, 0, 3),
    "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1),
    "columbus day": (10, 0, 2),
    "thanksgiving day": (11, 3, 4),
    "thanksgiving": (11, 3, 4),
}
# Days from Easter Sunday.
_BY_EASTER = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
    "easter": 0,
}
HOLIDAYS = (*_FIXED, *_FLOATING, *_BY_EASTER)


def holiday(name: str, year: int) -> date:
    """The day of one of `HOLIDAYS`, told in lower case, in that year; Easter is the western one.

    Raises:
        KeyError: for another name.
    """
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _BY_EASTER:
        return _easter(year) + timedelta(days=_BY_EASTER[name])
    month, weekday, which = _FLOATING[name]
    if which < 0:
        return latest_weekday(date(year, month, monthrange(year, month)[1]), weekday)
    return latest_weekday(date(year, month, 7 * which), weekday)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


# --- comparing ------------------------------------------------------------------------------


def exclude(a: str | None, b: str | None, *, slack_days: int = 0) -> bool:
    """Whether two dates cannot be one: more than `slack_days` lie between them. Unknown never excludes.

    Raises:
        ValueError: for a text that is no EDTF date.
    """
    x, y = interval(a), interval(b)
    if x is None or y is None:
        return False
    return max((y.first - x.last).days, (x.first - y.last).days) > slack_days


def common(a: str | None, b: str | None) -> str | None:
    """The days that both dates can be, as EDTF; None where they exclude each other, or both are unknown.

    A date that lies in the other is given back as it is written.
    """
    x, y = interval(a), interval(b)
    if x is None or y is None:
        return a if y is None else b
    if x in y:
        return a
    if y in x:
        return b
    first, last = max(x.first, y.first), min(x.last, y.last)
    return edtf(Interval(first, last)) if first <= last else None


def narrower(a: str | None, b: str | None) -> str | None:
    """The date with fewer days; of two alike the one without a doubt, then the first. Known beats unknown."""
    x, y = interval(a), interval(b)
    if x is None or y is None:
        return a if y is None else b
    return b if (y.days, _in_doubt(b)) < (x.days, _in_doubt(a)) else a


def _in_doubt(edtf: str | None) -> bool:
    return edtf is not None and any(mark in edtf for mark in _MARKS)


def within(a: str | None, b: str | None) -> bool:
    """Whether every day that `a` can be is one that `b` can be; False where one is unknown."""
    x, y = interval(a), interval(b)
    return x is not None and y is not None and x in y


def stretch(start: str | None, days: int) -> str | None:
    """The interval of so many days that begins on the day `start`; None where that is no single day.

    Raises:
        ValueError: for fewer than one day, or for a text that is no EDTF date.
    """
    if days < 1:
        raise ValueError(f"{days} days are no stretch of time: give 1 or more")
    first = only_day(start)
    if first is None:
        return None
    return span(first, first + timedelta(days=days - 1))
