"""Readers of dates told by the calendar: days, holidays, months, seasons, years; the year may be left out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from summitry import dates
from summitry.dates import Interval
from summitry.timex.moments import Resolved, Tense, pick, relative, seen_from, stated, year_of
from summitry.timex.words import DECADES, MONTHS, NUMBERS, SEASONS, month_number, weekday_number

if TYPE_CHECKING:
    from summitry.timex.moments import Moment, Parts

# --- days -----------------------------------------------------------------------------------


def read_day(parts: Parts, now: Moment) -> Resolved | None:
    """A day of a month, or the week or the weekend that it is in."""
    found = _plain_day(parts, now)
    known = dates.only_day(found.value) if found else None
    if found is None or known is None or "week" not in parts:
        return found
    value = dates.weekend(known) if "weekend" in parts["week"] else dates.week(known)
    return Resolved(value, found.basis, found.reason)


def _plain_day(parts: Parts, now: Moment) -> Resolved | None:
    month, day = month_number(parts["month"]), int(parts["day"])
    if "year" in parts:
        known = _date(int(parts["year"]), month, day)
        return stated(dates.day(known)) if known else None
    if year := year_of(parts, now):
        known = _date(year, month, day)
        return relative(dates.day(known), f"the year is {year} from what was told") if known else None
    if now.day is None or "year_word" in parts:
        return None
    near = [d for y in range(now.day.year - 1, now.day.year + 2) if (d := _date(y, month, day))]
    if "weekday" in parts:
        fitting = [d for d in near if fits(parts, d.year)]
        if len(fitting) == 1:
            return relative(dates.day(fitting[0]), f"the year near {now.day} in which the weekday fits")
        # Neither year fits: the weekday or the day is told wrongly.
        found = pick([Interval(d, d) for d in near], now.day, now.tense, slack=1)
        return relative(dates.doubtful(dates.edtf(found)), "the weekday does not fit the day") if found else None
    # A day of slack, as the other side of the world may be a day ahead.
    found = pick([Interval(d, d) for d in near], now.day, now.tense, slack=1)
    return relative(dates.edtf(found), seen_from(now.tense, f"{day} {MONTHS[month - 1]}", now.day)) if found else None


def read_day_number(parts: Parts, now: Moment) -> Resolved | None:
    """Read "on the 26th", "on the 26th and 27th", "on the 3rd of next month": of a month beside the story's."""
    if now.day is None:
        return None
    steps = {"last": (-1,), "this": (0,), "next": (1,)}.get(parts.get("which", ""), (-1, 0, 1))
    near = [d for n in steps if (d := _in_month(now.day, n, int(parts["day"])))]
    found = pick([Interval(d, d) for d in near], now.day, now.tense, slack=1)
    if found is None:
        return None
    first = found.first
    last = _in_month(first, 0, int(parts.get("day2", parts["day"])))
    value = dates.span(first, last) if last and last >= first else None
    return relative(value, seen_from(now.tense, f"day {first.day} of a month", now.day)) if value else None


def _in_month(day: date, step: int, number: int) -> date | None:
    """The day of that number in the month so many months on."""
    month = day.month - 1 + step
    return _date(day.year + month // 12, month % 12 + 1, number)


def read_week_of_month(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the first week of June": its first seven days, or its last."""
    whole = read_month({k: v for k, v in parts.items() if k != "nth"}, now)
    days = dates.interval(whole.value) if whole else None
    if whole is None or days is None:
        return None
    nth = ("first", "second", "third", "fourth").index(parts["nth"]) if parts["nth"] not in {"last", "final"} else None
    first = days.last - timedelta(days=6) if nth is None else days.first + timedelta(days=7 * nth)
    return Resolved(dates.span(first, first + timedelta(days=6)), whole.basis, whole.reason)


def fits(parts: Parts, year: int) -> bool:
    """Whether the day told falls on the weekday told in that year."""
    found = _date(year, month_number(parts["month"]), int(parts["day"]))
    return found is not None and found.weekday() == weekday_number(parts["weekday"])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


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
    return stated(dates.day(known)) if known else None


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
    start = _date(year, month_number(first_month), int(parts["day"]))
    if start and start > end and "year1" not in parts:
        start = _date(end.year - 1, start.month, start.day)  # "December 30 to January 2"
    return Resolved(dates.span(start, end), last.basis, last.reason) if start and start <= end else None


def read_holiday(parts: Parts, now: Moment) -> Resolved | None:
    """Read "Christmas", "Good Friday 2019"."""
    name = parts["holiday"].replace("’", "'")
    year = int(parts["year"]) if "year" in parts else year_of(parts, now)
    if year is not None:
        value = dates.day(dates.holiday(name, year))
        return stated(value) if "year" in parts else relative(value, f"the year is {year} from what was told")
    if now.day is None:
        return None
    which = parts.get("which", "")
    tense = Tense.PAST if which in {"last", "this past"} else Tense.FUTURE if which == "next" else now.tense
    near = [dates.holiday(name, now.day.year + step) for step in (-1, 0, 1)]
    found = pick([Interval(d, d) for d in near], now.day, tense, slack=1)
    return relative(dates.edtf(found), seen_from(tense, name, now.day)) if found else None


# --- months and seasons ---------------------------------------------------------------------


def read_month(parts: Parts, now: Moment) -> Resolved | None:
    """Read "June", "last June", "June 2024"."""
    number, which = month_number(parts["month"]), parts.get("which", "")
    if "year" in parts:
        return stated(dates.month(int(parts["year"]), number))
    if not which and (year := year_of(parts, now)):
        return relative(dates.month(year, number), f"the year is {year} from what was told")
    if (day := now.day) is None or "year_word" in parts:
        return None
    if which in {"last", "next", "this coming", "this past"}:
        later = which in {"next", "this coming"}
        year = day.year + ((number <= day.month) if later else -(number >= day.month))
        return relative(dates.month(year, number), f"{which} {MONTHS[number - 1]} seen from {day}")
    if which == "this":
        return relative(dates.month(day.year, number), f"the year is {day.year}, the story's")
    near = [i for y in (-1, 0, 1) if (i := dates.interval(dates.month(day.year + y, number)))]
    found = pick(near, day, now.tense)
    return relative(dates.edtf(found), seen_from(now.tense, MONTHS[number - 1], day)) if found else None


def read_months(parts: Parts, now: Moment) -> Resolved | None:
    """Read "May to July"."""
    last = read_month({k: v for k, v in parts.items() if k in {"year", "year_word"}} | {"month": parts["month2"]}, now)
    if last is None:
        return None
    first, end = month_number(parts["month"]), int(last.value[:4])
    year = end - (first > month_number(parts["month2"]))
    return Resolved(dates.span(dates.month(year, first), last.value), last.basis, last.reason)


def read_season(parts: Parts, now: Moment) -> Resolved | None:
    """Read "this fall", "over the summer", "winter of 2012"."""
    which, word = SEASONS[parts["season"]], parts.get("which", "")
    if "year" in parts:
        return stated(dates.season(int(parts["year"]), which))
    if "year_word" in parts or not word:
        year = year_of(parts, now)
        if year:
            return relative(dates.season(year, which), f"the year is {year} from what was told")
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
        picked = pick(list(near.values()), day, now.tense)
        found = next(s for s, i in near.items() if i == picked)
    return relative(found, f"{word or 'the'} {parts['season']} seen from {day}")


# --- years ----------------------------------------------------------------------------------


def read_year(parts: Parts, now: Moment) -> Resolved | None:
    """Read "2024", "the first half of 2024"."""
    del now
    return stated(year_or_half(parts, int(parts["year"])))


def year_or_half(parts: Parts, year: int) -> str:
    """The year, or the half of it that "the first half of" or "the second half of" tells."""
    part = parts.get("part", "")
    if "half" not in part:
        return dates.year(year)
    return dates.half_year(year, 1 if "first" in part else 2)


def read_spelled_year(parts: Parts, now: Moment) -> Resolved | None:
    """Read "nineteen ninety-seven"."""
    del now
    return stated(dates.year(1900 + NUMBERS[parts["tens"]] + NUMBERS.get(parts.get("ones", ""), 0)))


def read_years(parts: Parts, now: Moment) -> Resolved | None:
    """`2012-15`; a short second year counts from the first, and `2012-05` may be a month."""
    del now
    first, last = int(parts["year"]), int(parts["year2"])
    if len(parts["year2"]) == 2:
        last += first // 100 * 100
        if last <= first or (last % 100 <= 12 and last != first + 1):
            return None
    return stated(dates.span(dates.year(first), dates.year(last))) if first < last else None


def read_decade(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the 1990s"; short ones from "the '30s" to "the '90s", as earlier ones may be of either century."""
    del now
    word = parts["decade"].lstrip("'’‘")
    year = int(word) if word.isdigit() else DECADES[word]
    return stated(dates.decade(year if year > 99 else 1900 + year)) if year >= 30 else None


def read_century(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the 19th century"."""
    del now
    return stated(f"{int(parts['century']) - 1:02d}XX")
