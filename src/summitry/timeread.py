"""Which date a time expression means: one function for each way of telling a time.

Each takes the parts of the expression, in lower case, and the moment it is read against, and gives
the date or None where it cannot be known. `timex.py` finds the expressions and calls these.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from summitry import dates
from summitry.dates import Interval, Season
from summitry.model import Basis


class Tense(StrEnum):
    """The tense of the verb that an expression stands by."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The date an expression means, as EDTF, what that rests on, and how it was read."""

    value: str
    basis: Basis
    reason: str


@dataclass(frozen=True, slots=True)
class Moment:
    """What an expression is read against: a day of the anchor, the tense, another date of the story."""

    day: date | None
    tense: Tense | None
    context: str | None


Parts = dict[str, str]

# --- words ----------------------------------------------------------------------------------

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SEASONS = {
    "spring": Season.SPRING,
    "summer": Season.SUMMER,
    "autumn": Season.AUTUMN,
    "fall": Season.AUTUMN,
    "winter": Season.WINTER,
}
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = "one two three four five six seven eight nine"
NUMBERS = (
    {"a": 1, "an": 1, "a couple of": 2}
    | {word: n for n, word in enumerate(f"{_UNITS} ten eleven twelve {_TEENS}".split(), 1)}
    | {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
)
_TENS_OF_YEARS = {f"{word[:-1]}ies": 1900 + 10 * n for n, word in enumerate(_TENS.split(), 2)}
TENS, UNITS, DECADES = tuple(_TENS.split()), tuple(_UNITS.split()), tuple(_TENS_OF_YEARS)
# "A few days", "several weeks", "months later": how many these are, at least and at most.
_FEW = (2, 6)
_LONGER = {"day": "week", "week": "month", "month": "year"}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


def _stated(value: str) -> Resolved:
    return Resolved(value, Basis.STATED, "the words alone give it")


def _relative(value: str, reason: str) -> Resolved:
    return Resolved(value, Basis.RELATIVE, reason)


# --- days -----------------------------------------------------------------------------------


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def _weekday_number(name: str) -> int:
    return next(n for n, weekday in enumerate(WEEKDAYS) if weekday[:3] == name[:3].lower())


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


def _told_year(now: Moment) -> int | None:
    """The year of the context, where the story has no date or tells of a time long before it."""
    told = dates.interval(now.context)
    # A year alone is told of so much else that it does not carry on to a month or a day without one.
    if told is None or told.first.year != told.last.year or (now.day and told.days > 31) or now.tense is Tense.FUTURE:
        return None
    # A year's distance: nearer dates are told by the story's own date.
    return told.first.year if now.day is None or (now.day - told.last).days > 366 else None


def _year_of(parts: Parts, now: Moment) -> int | None:
    """The year that "last year", "this year", "next year" or the context tells."""
    if word := parts.get("year_word"):
        return now.day.year + {"last": -1, "this": 0, "next": 1}[word] if now.day else None
    return _told_year(now)


def fits(parts: Parts, year: int) -> bool:
    """Whether the day told falls on the weekday told in that year."""
    found = _date(year, _month_number(parts["month"]), int(parts["day"]))
    return found is not None and found.weekday() == _weekday_number(parts["weekday"])


def read_day(parts: Parts, now: Moment) -> Resolved | None:
    """A day of a month, or the week or the weekend that it is in."""
    found = _plain_day(parts, now)
    known = dates.only_day(found.value) if found else None
    if found is None or known is None or "week" not in parts:
        return found
    value = dates.weekend(known) if "weekend" in parts["week"] else dates.week(known)
    return Resolved(value, found.basis, found.reason)


def _plain_day(parts: Parts, now: Moment) -> Resolved | None:
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
        fitting = [d for d in near if fits(parts, d.year)]
        if len(fitting) == 1:
            return _relative(dates.day(fitting[0]), f"the year near {now.day} in which the weekday fits")
        # Neither year fits: the weekday or the day is told wrongly.
        found = _pick([Interval(d, d) for d in near], now.day, now.tense, slack=1)
        return _relative(dates.doubtful(dates.edtf(found)), "the weekday does not fit the day") if found else None
    # A day of slack, as the other side of the world may be a day ahead.
    found = _pick([Interval(d, d) for d in near], now.day, now.tense, slack=1)
    return _relative(dates.edtf(found), _reason(now.tense, f"{day} {MONTHS[month - 1]}", now.day)) if found else None


def read_holiday(parts: Parts, now: Moment) -> Resolved | None:
    """Read "Christmas", "Good Friday 2019"."""
    name = parts["holiday"].replace("’", "'")
    year = int(parts["year"]) if "year" in parts else _year_of(parts, now)
    if year is not None:
        value = dates.day(dates.holiday(name, year))
        return _stated(value) if "year" in parts else _relative(value, f"the year is {year} from what was told")
    if now.day is None:
        return None
    which = parts.get("which", "")
    tense = Tense.PAST if which in {"last", "this past"} else Tense.FUTURE if which == "next" else now.tense
    near = [dates.holiday(name, now.day.year + step) for step in (-1, 0, 1)]
    found = _pick([Interval(d, d) for d in near], now.day, tense, slack=1)
    return _relative(dates.edtf(found), _reason(tense, name, now.day)) if found else None


def read_numeric(parts: Parts, now: Moment) -> Resolved | None:
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


def read_range(parts: Parts, now: Moment) -> Resolved | None:
    """Two days; month and year may be told once."""
    first_month = parts.get("month") or parts["month2"]
    last_month = parts.get("month2") or parts["month"]
    last_parts = {"month": last_month, "day": parts["day2"]}
    first_parts = {"month": first_month, "day": parts["day"]}
    for part in ("year", "year_word"):
        if part in parts:
            last_parts[part] = parts[part]
            first_parts[part] = parts.get("year1", parts[part])
    last = read_day(last_parts, now)
    if last is None or (end := dates.only_day(last.value)) is None:
        return None
    year = int(first_parts["year"]) if "year" in first_parts else end.year
    start = _date(year, _month_number(first_month), int(parts["day"]))
    if start and start > end and "year1" not in parts:
        start = _date(end.year - 1, start.month, start.day)  # "December 30 to January 2"
    return Resolved(dates.span(start, end), last.basis, last.reason) if start and start <= end else None


def read_weekday(parts: Parts, now: Moment) -> Resolved | None:
    """Read "Monday", "last Monday", "Monday next week". Bare, it is the latest, or told as future the next."""
    weekday, which = _weekday_number(parts["weekday"]), parts.get("which", "")
    name, one = WEEKDAYS[weekday].capitalize(), timedelta(days=1)
    if which in {"the following", "the previous"}:
        told = dates.only_day(now.context)
        if told is None:
            return None
        found = (
            dates.latest_weekday(told + 7 * one, weekday)
            if which == "the following"
            else dates.latest_weekday(told - one, weekday)
        )
        return _relative(dates.day(found), f"{which} {name} seen from {told}")
    if (day := now.day) is None:
        return None
    if week := parts.get("week"):
        weeks = {"last": -1, "this": 0, "next": 1}[week]
        found = day + timedelta(days=weekday - day.weekday(), weeks=weeks)
        return _relative(dates.day(found), f"{name} of {week} week seen from {day}")
    if which in {"last", "this past", "the past"}:
        return _relative(dates.day(dates.latest_weekday(day - one, weekday)), f"the latest {name} before {day}")
    if (which == "this" and now.tense is not Tense.PAST) or (not which and now.tense is Tense.FUTURE):
        # A plan for "Friday" told on a Friday is for that day: the one after is "next Friday".
        return _relative(dates.day(dates.latest_weekday(day + 6 * one, weekday)), f"the next {name} on or after {day}")
    if which in {"next", "this coming", "the coming"} or now.tense is Tense.FUTURE:
        return _relative(dates.day(dates.latest_weekday(day + 7 * one, weekday)), f"the next {name} after {day}")
    return _relative(dates.day(dates.latest_weekday(day, weekday)), f"the latest {name} on or before {day}")


def read_weekdays(parts: Parts, now: Moment) -> Resolved | None:
    """Two weekdays: the second is the first one after the first."""
    first = read_weekday({"weekday": parts["weekday"]} | {k: v for k, v in parts.items() if k == "which"}, now)
    start = dates.only_day(first.value) if first else None
    if first is None or start is None or now.day is None:
        return None
    length = timedelta(days=(_weekday_number(parts["weekday2"]) - start.weekday()) % 7)
    if now.tense is not Tense.FUTURE and start + length > now.day and not parts.get("which"):
        start -= timedelta(days=7)  # both are told as past
    return Resolved(dates.span(start, start + length), first.basis, first.reason)


def read_day_word(parts: Parts, now: Moment) -> Resolved | None:
    """Read "today", "last night", "the day after tomorrow"."""
    if now.day is None:
        return None
    word = parts["word"]
    steps = (("before yesterday", -2), ("after tomorrow", 2), ("yesterday", -1), ("last night", -1), ("tomorrow", 1))
    step = next((days for end, days in steps if end in word), 0)
    return _relative(dates.day(now.day + timedelta(days=step)), f"{word} seen from {now.day}")


def read_same_day(parts: Parts, now: Moment) -> Resolved | None:
    """Read "that evening": the day told before."""
    del parts
    told = dates.only_day(now.context)
    return _relative(dates.day(told), "the day told before") if told else None


def read_in_the_day(parts: Parts, now: Moment) -> Resolved | None:
    """Read "earlier in the day": the day told before, else the story's."""
    if found := read_same_day(parts, now):
        return found
    return _relative(dates.day(now.day), f"the day of the story, {now.day}") if now.day else None


# --- ends -----------------------------------------------------------------------------------


def bounded(found: Resolved, parts: Parts, now: Moment, bound: str | None) -> Resolved:
    """What "before", "by", "until" or "since" in front of a date, or "this week" told as past, leaves of the time.

    A time ahead begins on the story's own day, one that is over ends on it, where that is known.
    """
    days, day = dates.interval(found.value), now.day
    if days is None or days.first == date.min or days.last == date.max:
        return found
    ahead, value = now.tense is Tense.FUTURE, None
    if bound == "before":
        value = f"{dates.day(day) if ahead and day and day < days.first else '..'}/{_before(found.value, days)}"
    elif bound == "by" and ahead:
        end = dates.day(days.last) if "/" in found.value else found.value
        value = dates.span(dates.day(day), end) if day and day <= days.last else None
    elif bound == "since" and not ahead and "/" not in found.value and (day is None or days.first < day):
        value = f"{found.value}/{dates.day(day) if day else '..'}"
    elif bound is None and parts.get("unit") == "week" and _this(parts) and day and day in days:
        part = parts.get("part", "")
        if part == "earlier" or (now.tense is Tense.PAST and part != "later"):
            value = dates.span(days.first, day)
        elif part == "later" or ahead:
            value = dates.span(day, days.last)
    return Resolved(value, found.basis, f"{bound or 'the part of'} {found.reason}") if value else found


def _this(parts: Parts) -> bool:
    """Whether it is "this week", "earlier in the week"."""
    return parts.get("which", "this" if "part" in parts else "") == "this"


def _before(value: str, days: Interval) -> str:
    """The time that ends where this one begins, at its precision: the month before a month."""
    unit = dates.precision(value)
    return dates.period(unit if unit in {"month", "year"} else "day", days.first, -1)


# --- months, years, seasons -----------------------------------------------------------------


def read_month(parts: Parts, now: Moment) -> Resolved | None:
    """Read "June", "last June", "June 2024"."""
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
        return _relative(dates.month(year, number), f"{which} {MONTHS[number - 1]} seen from {day}")
    if which == "this":
        return _relative(dates.month(day.year, number), f"the year is {day.year}, the story's")
    near = [i for y in (-1, 0, 1) if (i := dates.interval(dates.month(day.year + y, number)))]
    found = _pick(near, day, now.tense)
    return _relative(dates.edtf(found), _reason(now.tense, MONTHS[number - 1], day)) if found else None


def read_months(parts: Parts, now: Moment) -> Resolved | None:
    """Read "May to July"."""
    last = read_month({k: v for k, v in parts.items() if k in {"year", "year_word"}} | {"month": parts["month2"]}, now)
    if last is None:
        return None
    first, end = _month_number(parts["month"]), int(last.value[:4])
    year = end - (first > _month_number(parts["month2"]))
    return Resolved(dates.span(dates.month(year, first), last.value), last.basis, last.reason)


def read_year(parts: Parts, now: Moment) -> Resolved | None:
    """Read "2024", "the first half of 2024"."""
    del now
    return _stated(_half(parts, int(parts["year"])))


def _half(parts: Parts, year: int) -> str:
    part = parts.get("part", "")
    if "half" not in part:
        return dates.year(year)
    return dates.half_year(year, 1 if "first" in part else 2)


def read_spelled_year(parts: Parts, now: Moment) -> Resolved | None:
    """Read "nineteen ninety-seven"."""
    del now
    return _stated(dates.year(1900 + NUMBERS[parts["tens"]] + NUMBERS.get(parts.get("ones", ""), 0)))


def read_years(parts: Parts, now: Moment) -> Resolved | None:
    """`2012-15`; a short second year counts from the first, and `2012-05` may be a month."""
    del now
    first, last = int(parts["year"]), int(parts["year2"])
    if len(parts["year2"]) == 2:
        last += first // 100 * 100
        if last <= first or (last % 100 <= 12 and last != first + 1):
            return None
    return _stated(dates.span(dates.year(first), dates.year(last))) if first < last else None


def read_decade(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the 1990s"; short ones from "the '30s" to "the '90s", as earlier ones may be of either century."""
    del now
    word = parts["decade"].lstrip("'’‘")
    year = int(word) if word.isdigit() else _TENS_OF_YEARS[word]
    return _stated(dates.decade(year if year > 99 else 1900 + year)) if year >= 30 else None


def read_century(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the 19th century"."""
    del now
    return _stated(f"{int(parts['century']) - 1:02d}XX")


def read_season(parts: Parts, now: Moment) -> Resolved | None:
    """Read "this fall", "over the summer", "winter of 2012"."""
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


def read_quarter(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the third quarter of 2012"."""
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
        year = (
            now.day.year if over or now.tense is Tense.FUTURE or now.day.month >= last_month - 2 else now.day.year - 1
        )
    if year is None:
        return None
    value = dates.span(dates.month(year, last_month - 2), dates.month(year, last_month))
    return _stated(value) if "year" in parts else _relative(value, f"the quarter of {year}, by the story's date")


def _quarter_told(now: Moment, back: int | None = 0) -> Resolved | None:
    """The quarter told before, or the same one so many years back; None where another time was told."""
    told = dates.interval(now.context)
    if told is None or back is None or told.first.day != 1 or told.days not in range(90, 93):
        return None
    first = told.first
    if first.month % 3 != 1 or (told.last + timedelta(days=1)).day != 1 or first.year - back < 1000:
        return None
    value = dates.period("quarter", first, -4 * back)
    return _relative(value, f"the quarter told before, {now.context}, {back} years back")


def read_same_quarter(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the quarter", "the latest quarter", "the year-ago period", "the 1988 quarter".

    It is the quarter told before; a year ago, and the latest, may also be seen from the last one that is over.
    """
    if "quarter" in parts:
        return read_quarter({"quarter": parts["quarter"], "ago": "a year ago"}, now)
    told = _quarter_told(now)
    if told is None and now.day and parts.get("unit") == "quarter" and parts.keys() & {"latest", "back", "year"}:
        told = _relative(dates.period("quarter", now.day, -1), f"the last whole quarter before {now.day}")
    if "year" in parts:
        year = parts["year"]
        return _relative(f"{year}{told.value[4:8]}{year}{told.value[12:]}", told.reason) if told else _stated(year)
    if "back" in parts and told is None and now.day:
        return _relative(dates.year(now.day.year - 1), f"the year before {now.day}")
    if "back" in parts and told:
        return _quarter_told(Moment(now.day, now.tense, told.value), 1)
    return told


# --- periods --------------------------------------------------------------------------------


def read_period(parts: Parts, now: Moment) -> Resolved | None:
    """Read "last week", "early next month", "the end of the year"."""
    which, unit = parts.get("which", "this"), parts["unit"].rpartition(" ")[2]
    if which in {"that", "the same", "the following", "the previous"}:
        told = dates.interval(now.context)
        value = told and dates.period(unit, told.first, {"the following": 1, "the previous": -1}.get(which, 0))
        # The date told before must be at least as exact as the unit.
        exact = told is not None and dates.period(unit, told.first, 0) == dates.period(unit, told.last, 0)
        return _relative(value, f"{which} {unit} seen from {now.context}") if value and exact else None
    if now.day is None:
        return None
    step = {"last": -1, "next": 1, "this past": -1, "this coming": 1}.get(which, 0)
    if which in {"the past", "the last", "the coming", "the next"}:
        value = dates.around(unit, now.day, 1, ahead=which in {"the coming", "the next"})
        return _relative(value, f"{which} {unit} seen from {now.day}")
    value = dates.period(unit, now.day, step)
    return _relative(_half(parts, int(value)) if unit == "year" else value, f"{which} {unit} seen from {now.day}")


def read_turn(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the turn of the year": December and January."""
    del parts
    if now.day is None:
        return None
    near = [
        dates.span(dates.month(now.day.year + step, 12), dates.month(now.day.year + step, 13)) for step in (-2, -1, 0)
    ]
    found = _pick([i for value in near if (i := dates.interval(value))], now.day, now.tense)
    value = next((v for v in near if dates.interval(v) == found), None)
    return _relative(value, _reason(now.tense, "turn of the year", now.day)) if value else None


def read_weekend(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the weekend", "last weekend"."""
    if (day := now.day) is None:
        return None
    which = parts.get("which", "the")
    saturday = dates.latest_weekday(day, 5)  # of the weekend under way or just over
    coming = day.weekday() < 5
    if which in {"next", "this coming", "the coming"}:
        saturday += timedelta(weeks=1)
    elif which in {"last", "the past", "this past", "the previous"}:
        saturday -= timedelta(weeks=0 if coming else 1)
    elif coming and (now.tense is Tense.FUTURE or (which == "this" and now.tense is not Tense.PAST)):
        saturday += timedelta(weeks=1)
    return _relative(dates.weekend(saturday), f"{which} weekend seen from {day}")


def number(word: str) -> int | None:
    """A count in words or digits; None for another word."""
    return int(word) if word.isdigit() else NUMBERS.get(word)


def _count(parts: Parts) -> int | None:
    """How many units; None where no number is told, or one that leaves the calendar."""
    count = number(parts.get("count", "one"))
    return count if count and count * {"year": 1, "decade": 10}.get(parts.get("unit", ""), 0) <= 500 else None


def _some(unit: str, day: date, sign: int) -> Resolved:
    """A few units from a day on, or before it: between two and six of them, in doubt."""
    steps = sorted(sign * count * (10 if unit == "decade" else 1) for count in _FEW)
    if unit == "week":
        ends = [dates.day(day + timedelta(weeks=step)) for step in steps]
    else:
        ends = [dates.period(unit.replace("decade", "year"), day, step) for step in steps]
    way = "after" if sign > 0 else "before"
    return _relative(dates.doubtful(dates.span(ends[0], ends[1])), f"a few {unit}s {way} {day}")


def read_ago(parts: Parts, now: Moment) -> Resolved | None:
    """Read "two weeks ago": the week, not the day."""
    if now.day and "few" in parts:
        return _some(parts["unit"], now.day, -1)
    if parts["unit"] == "year" and (told := _quarter_told(now, _count(parts))):
        return told
    count, unit = _count(parts), parts["unit"]
    if now.day is None or count is None:
        return None
    if "weekday" in parts and unit == "week":
        found = dates.latest_weekday(now.day, _weekday_number(parts["weekday"])) - timedelta(weeks=count)
        return _relative(dates.day(found), f"{count} weeks before the latest such day seen from {now.day}")
    value = (
        dates.doubtful(dates.year(now.day.year - 10 * count))
        if unit == "decade"
        else dates.period(unit, now.day, -count)
    )
    return _relative(value, f"{count} {unit} before {now.day}")


def read_shift(parts: Parts, now: Moment) -> Resolved | None:
    """Read "two days later", "the next day", "weeks later", "hours before": counted from the date told before."""
    count, unit = _count(parts), parts.get("unit", "day")
    told = dates.interval(now.context)
    if told is None or now.context is None or not date(1000, 1, 1) <= told.first <= told.last < date(9000, 1, 1):
        return None
    sign = -1 if parts["way"].split()[-1] in {"earlier", "before", "previous", "prior"} else 1
    way = "after" if sign > 0 else "before"
    if unit == "hour":
        # Hours may reach into the day after or before, so the day is in doubt.
        return _relative(dates.doubtful(now.context), f"hours {way} {now.context}") if told.days == 1 else None
    if "few" in parts:
        exact = dates.period(unit, told.first) == dates.period(unit, told.last)
        return _some(unit, told.first, sign) if exact else None
    if count is None:
        return None
    if unit == "year" and sign < 0 and (quarter := _quarter_told(now, count)):
        return quarter
    ends = [dates.period(unit, end, sign * count) for end in (told.first, told.last)]
    if ends[0] != ends[1]:
        return None  # the date told before is less exact than the shift
    return _relative(ends[0], f"{count} {unit} {way} {now.context}")


def read_offset(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the day before May 3", "two weeks after Christmas", "days before Monday": counted from the date in it."""
    if "holiday" in parts:
        base = read_holiday(parts, now)
    elif "month" in parts:
        base = _plain_day(parts, now)
    else:
        base = read_weekday({k: v for k, v in parts.items() if k in {"weekday", "which"}}, now)
    if base is None or dates.only_day(base.value) is None:
        return None
    shift = {k: v for k, v in parts.items() if k in {"count", "few", "unit", "way"}}
    found = read_shift(shift, Moment(now.day, now.tense, base.value))
    return Resolved(found.value, base.basis, found.reason) if found else None


def read_ahead(parts: Parts, now: Moment) -> Resolved | None:
    """Read "within two weeks", "in three days", "in a few weeks", "two weeks from now"."""
    count, unit = _count(parts), parts["unit"]
    if now.day is None or count is None or now.tense is Tense.PAST:
        return None  # "reached in three days" tells how long it took
    if "few" in parts and parts["way"] == "in":
        return _some(unit, now.day, 1)
    if "few" in parts:
        value = dates.around(_LONGER.get(unit, "decade"), now.day, 1, ahead=True)
        return _relative(dates.doubtful(value), f"within {unit}s of {now.day}")
    if parts["way"] == "within":
        return _relative(dates.around(unit, now.day, count, ahead=True), f"within {count} {unit} of {now.day}")
    return _relative(dates.period(unit, now.day, count), f"{count} {unit} after {now.day}")


def read_around(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the coming days", "the past two weeks", "the past day"."""
    if (day := now.day) is None:
        return None
    if "day_alone" in parts:
        parts = {"way": "past", "unit": "day", "count": "one"}
    elif "hours" in parts:
        parts = {"way": parts["way"], "unit": "day", "count": str(int(parts["hours"]) // 24)}
    unit, ahead = parts["unit"], parts["way"] in {"coming", "next"}
    if "count" in parts:
        count = _count(parts)
        if count is None:
            return None
        return _relative(dates.around(unit, day, count, ahead=ahead), f"{count} {unit} around {day}")
    # "Days" are up to about a week, "weeks" to a month, "months" to a year; longer ones have no end that is told.
    if unit in _LONGER:
        value = dates.around(_LONGER[unit], day, 1, ahead=ahead)
    else:
        value = f"{dates.day(day)}/.." if ahead else f"../{dates.day(day)}"
    return _relative(dates.doubtful(value), f"{parts['way']} {unit}s seen from {day}")


def read_duration(parts: Parts, now: Moment) -> Resolved | None:
    """How long, not when."""
    del parts, now
    return None
