"""Time expressions of English news: where they stand in a text, and which date they mean.

`find` gives the expressions, `resolve` reads one against the story's own date. A relative
expression without such a date is not resolved: neither the publication date nor today steps in.

    >>> [e.text for e in find("They met on Monday, a week after the June 18-19 summit in Bern.")]
    ['Monday', 'June 18-19']
    >>> resolve(find("They will meet on Monday.")[0], anchor="2024-05-16", tense=Tense.FUTURE)
    Resolved(value='2024-05-20', basis=<Basis.RELATIVE: 'relative'>, reason='the next Monday after 2024-05-16')
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from summitry import dates
from summitry.dates import Interval, Season
from summitry.model import Basis


class Tense(StrEnum):
    """The tense of the verb that an expression stands by."""

    PAST = "past"
    FUTURE = "future"


class Form(StrEnum):
    """What kind of words an expression is made of."""

    DAY = "day"  # "June 18", "Monday, 18 June 2024", "2024-06-18"
    RANGE = "range"  # "June 18-19", "between May and July", "2012-2015", "Monday and Tuesday"
    MONTH = "month"  # "June", "late June 2024", "last June"
    YEAR = "year"  # "2024"
    DECADE = "decade"  # "the 1990s"
    SEASON = "season"  # "over the summer", "this fall", "winter of 2012"
    QUARTER = "quarter"  # "the third quarter of 2012"
    WEEKDAY = "weekday"  # "Monday night", "next Friday"
    DAY_WORD = "day word"  # "today", "last night"
    SAME_DAY = "same day"  # "that evening", "earlier in the day"
    PERIOD = "period"  # "last week", "early next month", "the end of the year"
    WEEKEND = "weekend"  # "over the weekend"
    AGO = "ago"  # "two weeks ago"
    SHIFT = "shift"  # "two days later", "the next day"
    AHEAD = "ahead"  # "within two weeks", "in three days"
    AROUND = "around"  # "in the coming days", "the past two weeks"
    DURATION = "duration"  # "for three days", "a two-day visit"; no date


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time: `text` stands at `start` to `end` of the text searched."""

    start: int
    end: int
    text: str
    form: Form
    rule: str
    days: int | None = None  # of a DURATION told in days or weeks


@dataclass(frozen=True, slots=True)
class Resolved:
    """The date an expression means, as EDTF, what that rests on, and how it was read."""

    value: str
    basis: Basis
    reason: str


# --- words ----------------------------------------------------------------------------------

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
_SEASONS = {
    "spring": Season.SPRING,
    "summer": Season.SUMMER,
    "autumn": Season.AUTUMN,
    "fall": Season.AUTUMN,
    "winter": Season.WINTER,
}
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
    for word in words.split()
} | {"a couple of": 2, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


# --- patterns -------------------------------------------------------------------------------
# A group's name may end in "_" so that a word can stand in two places of one pattern.


def _month(group: str, *, short: bool = True) -> str:
    """A month's name, also in capitals; short names only where a number stands by, as "Jan" may be a person."""
    words = "|".join(f"{name}|{name.upper()}" for name in _MONTHS)
    shorts = "|".join(f"{name}|{name.upper()}" for name in _SHORT_MONTHS)
    return rf"(?P<{group}>{words}|(?:{shorts})\b\.?)" if short else rf"(?P<{group}>{words})\b"


def _day(group: str) -> str:
    return rf"(?P<{group}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:/]\d|\w)"


def _year(group: str) -> str:
    return rf"(?P<{group}>(?:1[5-9]|20)\d\d)(?![\d%]|[.,]\d|\w)"


_ANY_WEEKDAY = "(?i:" + "|".join(_WEEKDAYS) + ")"
_WEEKDAY = rf"(?P<weekday>{_ANY_WEEKDAY})\b"
_BY_WEEKDAY = rf"(?P<weekday>{_ANY_WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_LEAD_WEEKDAY = rf"(?:(?:(?i:last|next|this) )?{_BY_WEEKDAY}(?:,? | ?\()(?:the )?)?"
_TO = r"(?: ?[-–—] ?(?:to )?| (?:to|through|until|till) (?:the )?)"
_AND = r" (?:and|or|&) (?:the )?"
_COUNT = r"(?P<count>(?i:a couple of|" + "|".join(w for w in _NUMBERS if " " not in w) + r")|\d{1,3})"
_UNIT = r"(?P<unit>day|week|month|year|decade)"
_DAYTIME = r"(?: (?:(?:early|late) )?(?:morning|afternoon|evening|night)\b)?"
_PART = (
    r"(?:(?P<part>(?i:early|earlier|mid|later?|the (?:very )?(?:end|beginning|start|middle) of|"
    r"the (?:first|second) half of|the rest of))[- ](?:in |on )?(?:the )?)?"
)
_WHICH = r"(?P<which>(?i:this past|this coming|this|last|next|the past|the coming|the following|the previous))"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)\b"
_ABOUT = r"(?:(?i:about|around|almost|nearly|just|some|roughly|barely|exactly|only|more than|less than|over) )?"
_OF_YEAR = rf"(?:(?:,? | ?,? of ){_year('year')}|(?: of|,)? (?P<year_word>last|this|next) year\b)?"
_ENDED = r"(?=[\s]*(?:[.,;:!?)”\"’']|$)| (?:and|but|he|she|they|it|the)\b)"


@dataclass(frozen=True, slots=True)
class _Moment:
    """What an expression is read against: a day of the anchor, the tense, another date of the story."""

    day: date | None
    tense: Tense | None
    context: str | None


_Parts = dict[str, str]
_Reader = Callable[[_Parts, _Moment], Resolved | None]


@dataclass(frozen=True, slots=True)
class _Rule:
    """How an expression is written, and how it is read."""

    id: str
    form: Form
    pattern: str
    read: _Reader


def _stated(value: str) -> Resolved:
    return Resolved(value, Basis.STATED, "the words alone give it")


def _relative(value: str, reason: str) -> Resolved:
    return Resolved(value, Basis.RELATIVE, reason)


# --- days -----------------------------------------------------------------------------------


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month[:3].lower() == name[:3].lower())


def _weekday_number(name: str) -> int:
    return next(n for n, weekday in enumerate(_WEEKDAYS) if weekday[:3] == name[:3].lower())


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _pick(days: list[Interval], now: date, tense: Tense | None, *, slack: int = 0) -> Interval | None:
    """Of dates that come round again: the latest begun, the next not ended, or without a tense the nearest."""
    past = [d for d in days if (d.first - now).days <= slack]
    future = [d for d in days if (now - d.last).days <= slack]
    if tense is Tense.PAST:
        return max(past, key=lambda d: d.first, default=None)
    if tense is Tense.FUTURE:
        return min(future, key=lambda d: d.first, default=None)
    return min(days, key=lambda d: (max((d.first - now).days, (now - d.last).days), d.first), default=None)


def _reason(tense: Tense | None, what: str, now: date) -> str:
    word = {Tense.PAST: "the latest", Tense.FUTURE: "the next", None: "the nearest"}[tense]
    return f"{word} {what} seen from {now}"


def _told_year(now: _Moment) -> int | None:
    """The year of the context, where the story has no date or tells of a time long before it."""
    told = dates.interval(now.context)
    # A year alone is told of so much else that it does not carry on to a month or a day without one.
    if told is None or told.first.year != told.last.year or (now.day and told.days > 31) or now.tense is Tense.FUTURE:
        return None
    # A year's distance: nearer dates are told by the story's own date.
    return told.first.year if now.day is None or (now.day - told.last).days > 366 else None


def _year_of(parts: _Parts, now: _Moment) -> int | None:
    """The year that "last year", "this year", "next year" or the context tells."""
    if word := parts.get("year_word"):
        return now.day.year + {"last": -1, "this": 0, "next": 1}[word] if now.day else None
    return _told_year(now)


def _read_day(parts: _Parts, now: _Moment) -> Resolved | None:
    """A day of a month, or the week that it is in."""
    found = _read_plain_day(parts, now)
    known = dates.only_day(found.value) if found else None
    return Resolved(_week(known), found.basis, found.reason) if "week" in parts and found and known else found


def _read_plain_day(parts: _Parts, now: _Moment) -> Resolved | None:
    month, day = _month_number(parts["month"]), int(parts["day"])
    if "year" in parts:
        known = _date(int(parts["year"]), month, day)
        return _stated(dates.day(known)) if known else None
    if year := _year_of(parts, now):
        known = _date(year, month, day)
        return _relative(dates.day(known), f"the year is {year} from what was told") if known else None
    if now.day is None or "year_word" in parts:
        return None
    near = [d for y in range(now.day.year - 1, now.day.year + 2) if (d := _date(y, month, day))]
    if "weekday" in parts:
        fitting = [d for d in near if d.weekday() == _weekday_number(parts["weekday"])]
        if len(fitting) == 1:
            return _relative(dates.day(fitting[0]), f"the year near {now.day} in which the weekday fits")
        # Neither year fits: the weekday or the day is told wrongly.
        found = _pick([Interval(d, d) for d in near], now.day, now.tense, slack=1)
        return _relative(dates.doubtful(dates.edtf(found)), "the weekday does not fit the day") if found else None
    # A day of slack, as the other side of the world may be a day ahead.
    found = _pick([Interval(d, d) for d in near], now.day, now.tense, slack=1)
    return _relative(dates.edtf(found), _reason(now.tense, f"{day} {_MONTHS[month - 1]}", now.day)) if found else None


def _read_numeric(parts: _Parts, now: _Moment) -> Resolved | None:
    """Digits only; "05/06/2024" is two days, so it is none."""
    del now
    first, second, year = int(parts["first"]), int(parts["second"]), int(parts["year"])
    if "iso" in parts:
        known = _date(year, first, second)
    elif first <= 12 and second <= 12 and first != second:
        return None
    else:
        known = _date(year, min(first, second), max(first, second)) or _date(year, second, first)
    return _stated(dates.day(known)) if known else None


def _read_range(parts: _Parts, now: _Moment) -> Resolved | None:
    """Two days; month and year may be told once."""
    first_month = parts.get("month") or parts["month2"]
    last_month = parts.get("month2") or parts["month"]
    last_parts = {"month": last_month, "day": parts["day2"]}
    first_parts = {"month": first_month, "day": parts["day"]}
    for part in ("year", "year_word"):
        if part in parts:
            last_parts[part] = parts[part]
            first_parts[part] = parts.get("year1", parts[part])
    last = _read_day(last_parts, now)
    if last is None or (end := dates.only_day(last.value)) is None:
        return None
    year = int(first_parts["year"]) if "year" in first_parts else end.year
    start = _date(year, _month_number(first_month), int(parts["day"]))
    if start and start > end and "year1" not in parts:
        start = _date(end.year - 1, start.month, start.day)  # "December 30 to January 2"
    return Resolved(dates.span(start, end), last.basis, last.reason) if start and start <= end else None


def _shift_weekday(day: date, weekday: int, *, weeks: int = 0) -> date:
    """That weekday of the Monday-to-Sunday week so many weeks from the day's."""
    return day - timedelta(days=day.weekday()) + timedelta(days=weekday, weeks=weeks)


def _latest(day: date, weekday: int) -> date:
    """The latest such weekday, the day itself included."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _read_weekday(parts: _Parts, now: _Moment) -> Resolved | None:
    weekday, which = _weekday_number(parts["weekday"]), parts.get("which", "")
    name, one = _WEEKDAYS[weekday].capitalize(), timedelta(days=1)
    if which in {"the following", "the previous"}:
        told = dates.only_day(now.context)
        if told is None:
            return None
        found = _latest(told + 7 * one, weekday) if which == "the following" else _latest(told - one, weekday)
        return _relative(dates.day(found), f"{which} {name} seen from {told}")
    if (day := now.day) is None:
        return None
    if week := parts.get("week"):
        found = _shift_weekday(day, weekday, weeks={"last": -1, "this": 0, "next": 1}[week])
        return _relative(dates.day(found), f"{name} of {week} week seen from {day}")
    if which in {"last", "this past", "the past"}:
        return _relative(dates.day(_latest(day - one, weekday)), f"the latest {name} before {day}")
    if which == "this" and now.tense is not Tense.PAST:
        return _relative(dates.day(_latest(day + 6 * one, weekday)), f"the next {name} on or after {day}")
    if which in {"next", "this coming", "the coming"} or now.tense is Tense.FUTURE:
        return _relative(dates.day(_latest(day + 7 * one, weekday)), f"the next {name} after {day}")
    return _relative(dates.day(_latest(day, weekday)), f"the latest {name} on or before {day}")


def _read_weekdays(parts: _Parts, now: _Moment) -> Resolved | None:
    """Two weekdays: the second is the first one after the first."""
    first = _read_weekday({"weekday": parts["weekday"]} | {k: v for k, v in parts.items() if k == "which"}, now)
    start = dates.only_day(first.value) if first else None
    if first is None or start is None or now.day is None:
        return None
    length = timedelta(days=(_weekday_number(parts["weekday2"]) - start.weekday()) % 7)
    if now.tense is not Tense.FUTURE and start + length > now.day and not parts.get("which"):
        start -= timedelta(days=7)  # both are told as past
    return Resolved(dates.span(start, start + length), first.basis, first.reason)


def _read_day_word(parts: _Parts, now: _Moment) -> Resolved | None:
    if now.day is None:
        return None
    word = parts["word"]
    steps = (("before yesterday", -2), ("after tomorrow", 2), ("yesterday", -1), ("last night", -1), ("tomorrow", 1))
    step = next((days for end, days in steps if end in word), 0)
    return _relative(dates.day(now.day + timedelta(days=step)), f"{word} seen from {now.day}")


def _read_same_day(parts: _Parts, now: _Moment) -> Resolved | None:
    del parts
    told = dates.only_day(now.context)
    if told is not None:
        return _relative(dates.day(told), "the day told before")
    return None


def _read_in_the_day(parts: _Parts, now: _Moment) -> Resolved | None:
    if found := _read_same_day(parts, now):
        return found
    return _relative(dates.day(now.day), f"the day of the story, {now.day}") if now.day else None


# --- months, years, seasons -----------------------------------------------------------------


def _read_month(parts: _Parts, now: _Moment) -> Resolved | None:
    number, which = _month_number(parts["month"]), parts.get("which", "")
    if "year" in parts:
        return _stated(dates.month(int(parts["year"]), number))
    if not which and (year := _year_of(parts, now)):
        return _relative(dates.month(year, number), f"the year is {year} from what was told")
    if (day := now.day) is None or "year_word" in parts:
        return None
    if which in {"last", "next", "this coming", "this past"}:
        later = which in {"next", "this coming"}
        year = day.year + ((number <= day.month) if later else -(number >= day.month))
        return _relative(dates.month(year, number), f"{which} {_MONTHS[number - 1]} seen from {day}")
    if which == "this":
        return _relative(dates.month(day.year, number), f"the year is {day.year}, the story's")
    near = [i for y in (-1, 0, 1) if (i := dates.interval(dates.month(day.year + y, number)))]
    found = _pick(near, day, now.tense)
    return _relative(dates.edtf(found), _reason(now.tense, _MONTHS[number - 1], day)) if found else None


def _read_months(parts: _Parts, now: _Moment) -> Resolved | None:
    last = _read_month({k: v for k, v in parts.items() if k in {"year", "year_word"}} | {"month": parts["month2"]}, now)
    if last is None:
        return None
    first, end = _month_number(parts["month"]), int(last.value[:4])
    year = end - (first > _month_number(parts["month2"]))
    return Resolved(dates.span(dates.month(year, first), last.value), last.basis, last.reason)


def _read_year(parts: _Parts, now: _Moment) -> Resolved | None:
    del now
    return _stated(_half(parts, int(parts["year"])))


def _half(parts: _Parts, year: int) -> str:
    part = parts.get("part", "")
    if "half" not in part:
        return dates.year(year)
    months = (1, 6) if "first" in part else (7, 12)
    return dates.span(dates.month(year, months[0]), dates.month(year, months[1]))


def _read_years(parts: _Parts, now: _Moment) -> Resolved | None:
    """`2012-15`; a short second year counts from the first, and `2012-05` may be a month."""
    del now
    first, last = int(parts["year"]), int(parts["year2"])
    if len(parts["year2"]) == 2:
        last += first // 100 * 100
        if last <= first or (last % 100 <= 12 and last != first + 1):
            return None
    return _stated(dates.span(dates.year(first), dates.year(last))) if first < last else None


def _read_decade(parts: _Parts, now: _Moment) -> Resolved | None:
    del now
    year = int(parts["decade"].lstrip("'’‘"))
    return _stated(dates.decade(year if year > 99 else 1900 + year)) if year >= 30 else None


def _read_century(parts: _Parts, now: _Moment) -> Resolved | None:
    del now
    return _stated(f"{int(parts['century']) - 1:02d}XX")


def _read_season(parts: _Parts, now: _Moment) -> Resolved | None:
    which, word = _SEASONS[parts["season"]], parts.get("which", "")
    if "year" in parts:
        return _stated(dates.season(int(parts["year"]), which))
    if "year_word" in parts or not word:
        year = _year_of(parts, now)
        if year:
            return _relative(dates.season(year, which), f"the year is {year} from what was told")
    if (day := now.day) is None:
        return None
    near = {s: i for y in (-2, -1, 0, 1) if (i := dates.interval(s := dates.season(day.year + y, which)))}
    current = next((s for s, i in near.items() if day in i), None)
    if word in {"last", "the past", "this past", "the previous"}:
        found = max(s for s, i in near.items() if i.last < day)
    elif word in {"next", "the coming", "this coming", "the following"}:
        found = min(s for s, i in near.items() if i.first > day)
    elif word == "this":
        # In January "this winter" is the one under way; otherwise it is the season of the year.
        found = current or dates.season(day.year, which)
    else:
        picked = _pick(list(near.values()), day, now.tense)
        found = next(s for s, i in near.items() if i == picked)
    return _relative(found, f"{word or 'the'} {parts['season']} seen from {day}")


def _read_quarter(parts: _Parts, now: _Moment) -> Resolved | None:
    last_month = 3 * _QUARTERS[parts["quarter"]]
    year: int | None
    if "year" in parts:
        year = int(parts["year"])
    elif "ago" in parts:
        year = now.day.year - 1 if now.day else None
    else:
        year = _year_of(parts, now)
    if year is None and now.day is not None:
        # A quarter of which one speaks is mostly over, or ends soon where it is told as future.
        over = (now.day.year, now.day.month) > (now.day.year, last_month)
        year = now.day.year if over or now.tense is Tense.FUTURE or now.day.month >= last_month - 2 else now.day.year - 1
    if year is None:
        return None
    value = dates.span(dates.month(year, last_month - 2), dates.month(year, last_month))
    return _stated(value) if "year" in parts else _relative(value, f"the quarter of {year}, by the story's date")


# --- periods --------------------------------------------------------------------------------


def _week(day: date) -> str:
    monday = _shift_weekday(day, 0)
    return dates.span(monday, monday + timedelta(days=6))


def _period(unit: str, day: date, step: int) -> str:
    """The day, week, month, quarter, year or decade so many steps from the day's."""
    if unit == "day":
        return dates.day(day + timedelta(days=step))
    if unit == "week":
        return _week(day + timedelta(weeks=step))
    if unit == "month":
        return dates.month(day.year, day.month + step)
    if unit == "quarter":
        first = (day.month - 1) // 3 * 3 + 1 + 3 * step
        return dates.span(dates.month(day.year, first), dates.month(day.year, first + 2))
    if unit == "decade":
        return dates.decade(day.year + 10 * step)
    return dates.year(day.year + step)


def _read_period(parts: _Parts, now: _Moment) -> Resolved | None:
    which, unit = parts.get("which", "this"), parts["unit"].rpartition(" ")[2]
    if which in {"that", "the same", "the following", "the previous"}:
        told = dates.interval(now.context)
        value = told and _period(unit, told.first, {"the following": 1, "the previous": -1}.get(which, 0))
        # The date told before must be at least as exact as the unit.
        exact = told is not None and _period(unit, told.first, 0) == _period(unit, told.last, 0)
        return _relative(value, f"{which} {unit} seen from {now.context}") if value and exact else None
    if now.day is None:
        return None
    step = {"last": -1, "next": 1, "this past": -1, "this coming": 1}.get(which, 0)
    if which in {"the past", "the last", "the coming", "the next"}:
        value = _around(now.day, unit, 1, ahead=which in {"the coming", "the next"})
        return _relative(value, f"{which} {unit} seen from {now.day}")
    value = _period(unit, now.day, step)
    return _relative(_half(parts, int(value)) if unit == "year" else value, f"{which} {unit} seen from {now.day}")


def _read_weekend(parts: _Parts, now: _Moment) -> Resolved | None:
    if (day := now.day) is None:
        return None
    which = parts.get("which", "the")
    saturday = _latest(day, 5)  # of the weekend under way or just over
    coming = day.weekday() < 5
    if which in {"next", "this coming", "the coming"}:
        saturday += timedelta(weeks=1)
    elif which in {"last", "the past", "this past", "the previous"}:
        saturday -= timedelta(weeks=0 if coming else 1)
    elif coming and (now.tense is Tense.FUTURE or (which == "this" and now.tense is not Tense.PAST)):
        saturday += timedelta(weeks=1)
    return _relative(dates.span(saturday, saturday + timedelta(days=1)), f"{which} weekend seen from {day}")


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else _NUMBERS.get(word)


def _read_ago(parts: _Parts, now: _Moment) -> Resolved | None:
    count, unit = _number(parts["count"]), parts["unit"]
    if now.day is None or count is None or (unit == "year" and count >= now.day.year):
        return None
    if "weekday" in parts and unit == "week":
        found = _latest(now.day, _weekday_number(parts["weekday"])) - timedelta(weeks=count)
        return _relative(dates.day(found), f"{count} weeks before the latest such day seen from {now.day}")
    value = dates.doubtful(dates.year(now.day.year - 10 * count)) if unit == "decade" else _period(unit, now.day, -count)
    return _relative(value, f"{count} {unit} before {now.day}")


def _read_shift(parts: _Parts, now: _Moment) -> Resolved | None:
    count, unit = _number(parts.get("count", "one")), parts["unit"]
    told = dates.interval(now.context)
    if told is None or count is None or (unit == "year" and count >= told.first.year):
        return None
    sign = -1 if parts["way"].split()[-1] in {"earlier", "before", "previous", "prior"} else 1
    ends = [_period(unit, end, sign * count) for end in (told.first, told.last)]
    if ends[0] != ends[1]:
        return None  # the date told before is less exact than the shift
    return _relative(ends[0], f"{count} {unit} {'after' if sign > 0 else 'before'} {now.context}")


def _read_ahead(parts: _Parts, now: _Moment) -> Resolved | None:
    count, unit = _number(parts["count"]), parts["unit"]
    if now.day is None or count is None or now.tense is Tense.PAST:
        return None  # "reached in three days" tells how long it took
    if parts["way"] == "within":
        return _relative(_around(now.day, unit, count, ahead=True), f"within {count} {unit} of {now.day}")
    return _relative(_period(unit, now.day, count), f"{count} {unit} after {now.day}")


def _around(day: date, unit: str, count: int, *, ahead: bool) -> str:
    """The stretch from or up to a day; open where it has no certain end."""
    days = {"day": 1, "week": 7, "month": 31}.get(unit)
    if days is None:
        return f"{dates.day(day)}/.." if ahead else f"../{dates.day(day)}"
    length = timedelta(days=days * count)
    return dates.span(day, day + length) if ahead else dates.span(day - length, day)


def _read_around(parts: _Parts, now: _Moment) -> Resolved | None:
    if now.day is None:
        return None
    unit = parts["unit"]
    ahead = parts["way"].split()[-1] in {"coming", "next"}
    if count := _number(parts.get("count", "")):
        return _relative(_around(now.day, unit, count, ahead=ahead), f"{count} {unit} around {now.day}")
    # "Days" are up to about a week, "weeks" up to about a month; longer ones have no end that is told.
    value = _around(now.day, {"day": "week", "week": "month"}.get(unit, "year"), 1, ahead=ahead)
    return _relative(dates.doubtful(value), f"{parts['way']} {unit}s seen from {now.day}")


def _read_duration(parts: _Parts, now: _Moment) -> Resolved | None:
    """How long, not when."""
    del parts, now
    return None


# --- rules ----------------------------------------------------------------------------------
# At one place the first rule that fits wins, so the longer forms stand first.

_RULES = (
    _Rule("iso", Form.DAY, r"(?P<iso>(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<first>\d\d?)[-/.](?P<second>\d\d?)(?!\d))", _read_numeric),
    _Rule("numeric", Form.DAY, r"(?P<first>\d\d?)[/.](?P<second>\d\d?)[/.](?P<year>(?:19|20)\d\d)(?!\d)", _read_numeric),
    _Rule("between", Form.RANGE, rf"(?i:between) {_month('month')} {_day('day')} and (?:{_month('month2')} )?{_day('day2')}{_OF_YEAR}", _read_range),
    _Rule("between_day_first", Form.RANGE, rf"(?i:between) (?:the )?{_day('day')}(?:(?: of)? {_month('month')})? and (?:the )?{_day('day2')}(?: of)? {_month('month2')}{_OF_YEAR}", _read_range),
    _Rule("days", Form.RANGE, rf"{_month('month')} {_day('day')}(?:(?:,? {_year('year1')})?{_TO}(?:{_month('month2')} )?|{_AND}){_day('day2')}{_OF_YEAR}", _read_range),
    _Rule("days_first", Form.RANGE, rf"{_day('day')}(?:(?:(?: of)? {_month('month')})?(?: {_year('year1')})?{_TO}|{_AND}){_day('day2')}(?: of)? {_month('month2')}{_OF_YEAR}", _read_range),
    _Rule("day", Form.DAY, rf"(?P<week>(?i:the week of) )?{_LEAD_WEEKDAY}(?:{_month('month')} {_day('day')}|{_day('day_')}(?: of)? {_month('month_')}){_OF_YEAR}", _read_day),
    _Rule("months", Form.RANGE, rf"{_month('month', short=False)}(?:{_TO}|{_AND}){_month('month2', short=False)}{_OF_YEAR}", _read_months),
    _Rule("month_year", Form.MONTH, rf"{_PART}{_month('month')}(?:,? of|,)? {_year('year')}", _read_month),
    _Rule("month", Form.MONTH, rf"{_PART}(?:{_WHICH} )?{_month('month', short=False)}{_OF_YEAR}", _read_month),
    _Rule("month_dot", Form.MONTH, r"(?P<month>(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)", _read_month),
    _Rule("weekdays", Form.RANGE, rf"(?:{_WHICH} )?{_WEEKDAY}(?:{_TO}|{_AND})(?P<weekday2>{_ANY_WEEKDAY})\b", _read_weekdays),
    _Rule("weekday_ago", Form.AGO, rf"{_COUNT} {_UNIT}s? ago(?: on)? {_WEEKDAY}", _read_ago),
    _Rule("weekday", Form.WEEKDAY, rf"(?:(?:early|late) )?(?:{_WHICH} )?{_WEEKDAY}(?:(?: of|,)? (?P<week>last|this|next) week\b)?{_DAYTIME}", _read_weekday),
    _Rule("day_word", Form.DAY_WORD, rf"(?:(?:earlier|later|late|early) )?(?P<word>(?i:the day before yesterday|the day after tomorrow|today|tonight|yesterday|tomorrow|this (?:very )?(?:morning|afternoon|evening|day)|last night))\b{_DAYTIME}", _read_day_word),
    _Rule("in_the_day", Form.SAME_DAY, r"(?i:earlier|later|late|early) (?:in|on) the (?:same )?day\b", _read_in_the_day),
    _Rule("same_day", Form.SAME_DAY, r"(?i:(?:later |earlier |on )?(?:that|the same)(?: same| very)? (?:day|morning|afternoon|evening|night)\b|that (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)", _read_same_day),
    _Rule("season", Form.SEASON, rf"{_PART}(?:(?:{_WHICH}|the) )?{_SEASON}(?:(?:(?: of|,)? {_year('year')})|(?: of|,)? (?P<year_word>last|this|next) year\b)?", _read_season),
    _Rule("quarter", Form.QUARTER, rf"(?P<quarter>(?i:first|second|third|fourth))[- ]quarter\b(?:(?:,? of|,)? {_year('year')}|(?: of|,)? (?P<year_word>last|this|next) year\b|,? (?P<ago>a year (?:ago|earlier)))?", _read_quarter),
    _Rule("weekend", Form.WEEKEND, rf"(?:{_WHICH}|the) weekend\b", _read_weekend),
    _Rule("around", Form.AROUND, rf"(?i:the )?(?P<way>(?i:next|coming|past|last|previous|recent))(?: {_COUNT})? {_UNIT}s\b", _read_around),
    _Rule("around_count", Form.AROUND, rf"(?P<way>(?i:next|coming|past|last|previous)) {_COUNT}[- ]{_UNIT}s?\b", _read_around),
    _Rule("next_unit", Form.SHIFT, r"(?i:the )(?P<way>next|following|previous) (?P<unit>day|morning|evening|night|afternoon)\b", _read_shift),
    _Rule("period", Form.PERIOD, rf"{_PART}(?P<which>(?i:this past|this coming|this|last|next|the (?:past|last|coming|next|current|following|previous|same)|that)) (?P<unit>(?:fiscal |calendar )?(?:week|month|quarter|year|decade))\b(?!-|s\b)", _read_period),
    _Rule("part_of_period", Form.PERIOD, r"(?P<part>(?i:earlier|later?|early|the (?:very )?(?:end|beginning|start|middle) of|the (?:first|second) half of|the rest of|the remainder of))(?: in)? the (?P<unit>week|month|quarter|year|decade)\b", _read_period),
    _Rule("ago", Form.AGO, rf"{_ABOUT}{_COUNT} {_UNIT}s? ago\b", _read_ago),
    _Rule("shift", Form.SHIFT, rf"{_ABOUT}{_COUNT} {_UNIT}s? (?P<way>later|earlier|before that|after that|afterwards?|(?:before|after){_ENDED})", _read_shift),
    _Rule("next_day", Form.SHIFT, r"(?P<way>(?i:next)) (?P<unit>day)\b", _read_shift),
    _Rule("day_after", Form.SHIFT, rf"(?i:the) (?P<unit>day) (?P<way>after|before){_ENDED}", _read_shift),
    _Rule("ahead", Form.AHEAD, rf"(?P<way>(?i:within|in)) (?:the next )?(?!a year){_ABOUT}{_COUNT} {_UNIT}s?\b(?:’|')?(?! of\b)", _read_ahead),
    _Rule("span", Form.DURATION, rf"{_ABOUT}{_COUNT}[- –]{_UNIT}(?:s|-long)?\b", _read_duration),
    _Rule("decade", Form.DECADE, r"(?:(?i:the )?(?:early|mid|late)[- ]?|(?i:the ))?(?P<decade>(?:1[5-9]|20)\d0|['’‘]\d0)[’']?s\b", _read_decade),
    _Rule("century", Form.DECADE, r"(?:(?i:the )?(?:early|mid|late)[- ]?|(?i:the ))?(?P<century>1\d|2[01])(?:th|st)[- ]century\b", _read_century),
    _Rule("years", Form.RANGE, rf"{_year('year')}(?: ?[-–/] ?| to | until | through )(?P<year2>(?:(?:19|20)\d\d|\d\d))(?![\d,.-]\d|\w)", _read_years),
    _Rule("between_years", Form.RANGE, rf"(?i:between) {_year('year')} and {_year('year2')}", _read_years),
    _Rule("year", Form.YEAR, rf"{_PART}(?:the year )?{_year('year')}", _read_year),
)
_BY_ID = {rule.id: rule for rule in _RULES}


# What an expression can begin with: it spares most words of a story the try of every rule.
_GATE = (
    r"(?=['’‘]?\d|[JFMASOND][aepuoceA-Z][a-zA-Z]|(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]|(?i:early|earlier|mid|later?|this|"
    r"last|next|today|tonight|yesterday|tomorrow|that (?:same|very|day|morn|after|even|night|[mtwfs]\w+day|week|month|"
    r"year|quart)|about|around|almost|nearly|just|some|roughly|barely|exactly|only|more than|less than|over|between|within|"
    r"in (?:the next|about|around|just|less|more|\d|"
    + "|".join(_NUMBERS)
    + r")|recent|coming|past|previous|an? (?:couple|day|week|month|year|decade)|first|second|third|fourth|the (?:very|end|"
    r"beginning|start|middle|first|second|rest|remainder|past|coming|following|previous|same|next|last|recent|current|day|"
    r"year|week|early|mid|late|spring|summer|autumn|fall|winter|\d)|spring|summer|autumn|fall|winter|"
    + "|".join(word for word in _NUMBERS if len(word) > 2)
    + r")\b|(?i:the [12]\d|that [mtwfs]|mid-))"
)


@cache
def _finder() -> re.Pattern[str]:
    """All rules as one alternation; the name of its group is the rule's id."""
    bare = ((r.id, re.sub(r"\(\?P<\w+>", "(?:", r.pattern)) for r in _RULES)
    rules = "|".join(f"(?P<{name}>{pattern})" for name, pattern in bare)
    return re.compile(rf"(?<![\w$€£#])(?<!\d[.,])(?<![A-Z\d]-){_GATE}(?:{rules})")


@cache
def _reader(rule: str) -> re.Pattern[str]:
    return re.compile(_BY_ID[rule].pattern)


def _parts(expression: TimeExpression) -> _Parts:
    match = _reader(expression.rule).fullmatch(expression.text)
    groups = match.groupdict() if match else {}
    return {name.rstrip("_"): value.lower() for name, value in groups.items() if value is not None}


# --- false friends --------------------------------------------------------------------------

_IN_TIME = frozenset("in since last next this early late mid until till during throughout end by".split())
_BEFORE_YEAR = frozenset("in since during until till by early late mid from before after through fiscal".split())
_COUNTED = frozenset(
    "people troops soldiers men women children km miles feet metres meters tonnes tons percent per dollars euros "
    "hours hrs gmt utc est edt local police homes jobs rounds refugees prisoners members million billion".split()
)
_NO_DAY_OF = frozenset("black good bloody ash holy palm maundy cyber super easter man girl".split())
_NUMBERED = frozenset("resolution agenda vision article section room flight no route highway about nearly some".split())
_FIRST_NAMES = frozenset({"April", "June", "August"})


def _word_before(text: str, start: int) -> str:
    match = re.search(r"([\w’']+)[ -]$", text[max(0, start - 25) : start])
    return match[1].lower() if match else ""


def _word_after(text: str, end: int) -> str:
    match = re.match(r"[ -]([\w’']+)", text[end : end + 25])
    return match[1] if match else ""


def _bare_month(month: str, before: str, after: str) -> bool:
    """Whether a month's name that stands alone is one: "May" and "March" are words, "June" may be a person."""
    if before in _IN_TIME:
        return True
    if month == "May":
        return False
    if month == "March":
        return before in {"a", "the", "its", "from", "of", "before", "after"} and after not in {
            *("on", "of", "for", "to", "toward", "towards", "against", "through", "by", "in")
        }
    if before in {"black", "red", "ms", "mrs", "mr", "miss"} or after in {"Revolution"}:
        return False
    return not (month in _FIRST_NAMES and after[:1].isupper())


def _bare_year(before: str, after: str, gap: str) -> bool:
    """Whether a number that stands alone is a year, not a count or a number of something."""
    if after.lower() in _COUNTED or before in _NUMBERED:
        return False
    plural = re.fullmatch(r"[a-z]{3,}s", after) is not None and gap == " "
    return not plural or before in _BEFORE_YEAR or before in {"the", "its", "their", "his", "her", "a"}


def _holds(expression: TimeExpression, text: str) -> bool:
    """Whether the words around leave it a time."""
    before, after = _word_before(text, expression.start), _word_after(text, expression.end)
    parts = _parts(expression)
    match expression.rule:
        case "month" if "which" not in parts and "part" not in parts and "year_word" not in parts:
            return _bare_month(parts["month"].capitalize(), before, after)
        case "month_dot":
            return before in _IN_TIME
        case "weekday" if "which" not in parts:
            return before not in _NO_DAY_OF
        case "year" if "part" not in parts:
            return _bare_year(before, after, text[expression.end : expression.end + 1])
        case "season":
            return _a_season(expression, parts, before, after)
        case "day":
            # The attacks have a year of their own.
            return not (expression.text.startswith("Sept") and parts["day"] == "11" and after.startswith("attack"))
        case "decade":
            return before not in {"his", "her", "their"} or len(parts["decade"]) == 4
        case "same_day" | "around":
            return after not in {"ago"}
    return True


def _a_season(expression: TimeExpression, parts: _Parts, before: str, after: str) -> bool:
    """ "The fall of a city" is none, nor is a "spring" without a word of time."""
    if "which" in parts or "year" in parts or "year_word" in parts:
        return True
    if parts["season"] in {"fall", "spring"} and (after == "of" or not expression.text.startswith("the")):
        return False
    return before in {"in", "over", "during", "by", "until", "since", "through", "throughout", "of"}


# --- finding and resolving ------------------------------------------------------------------


def find(text: str, start: int = 0, end: int | None = None) -> tuple[TimeExpression, ...]:
    """The time expressions in `text[start:end]`, in their order, with their places in `text`.

    Durations come with the form DURATION and, told in days or weeks, with `days`.
    """
    found = []
    for match in _finder().finditer(text, start, len(text) if end is None else end):
        rule = _BY_ID[match.lastgroup or ""]
        expression = TimeExpression(match.start(), match.end(), match[0], rule.form, rule.id)
        if rule.form is Form.DURATION:
            expression = TimeExpression(
                match.start(), match.end(), match[0], rule.form, rule.id, _length(_parts(expression))
            )
        if _holds(expression, text):
            found.append(expression)
    return tuple(found)


def _length(parts: _Parts) -> int | None:
    """How many days a duration has; None where it is told in months or longer."""
    size, count = {"day": 1, "week": 7}.get(parts["unit"]), _number(parts["count"])
    return size * count if size and count else None


def resolve(
    expression: TimeExpression, *, anchor: str | None, tense: Tense | None, context: str | None = None
) -> Resolved | None:
    """The date an expression means, or None where that cannot be known.

    Args:
        expression: what `find` gave.
        anchor: the story's own date as EDTF; None where it is unknown or not to be trusted.
        tense: of the verb it stands by: a past Monday is another than a future one.
        context: another date of the story as EDTF, told before: what "the next day" counts from.

    Where the anchor is several days, only what is certain for each of them is given, at the precision left.

    Raises:
        ValueError: for an anchor or a context that is no EDTF date.
    """
    read, parts = _BY_ID[expression.rule].read, _parts(expression)
    days = _bounded(anchor)
    context = context if _bounded(context) else None
    if days is None:
        return read(parts, _Moment(None, tense, context))
    first = read(parts, _Moment(days.first, tense, context))
    last = first if days.first == days.last else read(parts, _Moment(days.last, tense, context))
    if first is None or last is None or first.value == last.value:
        return first and last
    return _joined(first, last, days)


def _bounded(edtf: str | None) -> Interval | None:
    """The days of a date with two ends; an open one is nothing to count from."""
    days = dates.interval(edtf)
    return days if days and days.first.year >= 1000 and days.last.year <= 9000 else None


def _joined(first: Resolved, last: Resolved, anchor: Interval) -> Resolved | None:
    """What two readings of one expression have in common, if it is still of use."""
    a, b = dates.interval(first.value), dates.interval(last.value)
    if a is None or b is None or a.first > b.last:
        return None
    whole = Interval(a.first, b.last)
    # Two weeks: "Monday" of a story of one of two days is one of two Mondays.
    if whole not in anchor and whole.days > 14:
        return None
    return _relative(dates.edtf(whole), f"{first.reason}, or {last.reason}")
