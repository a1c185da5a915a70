"""Readers of quarters of a year, as reports on business tell them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from summitry import dates
from summitry.timex.moments import Moment, Tense, relative, stated, year_of
from summitry.timex.words import QUARTERS

if TYPE_CHECKING:
    from summitry.timex.moments import Parts, Resolved


def read_quarter(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the third quarter of 2012"."""
    last_month = 3 * QUARTERS[parts["quarter"]]
    year: int | None
    if "year" in parts:
        year = int(parts["year"])
    elif "ago" in parts:
        year = now.day.year - 1 if now.day else None
    else:
        year = year_of(parts, now)
    if year is None and now.day is not None:
        # A quarter of which one speaks is mostly over, or ends soon where it is told as future.
        over = (now.day.year, now.day.month) > (now.day.year, last_month)
        year = (
            now.day.year if over or now.tense is Tense.FUTURE or now.day.month >= last_month - 2 else now.day.year - 1
        )
    if year is None:
        return None
    value = dates.span(dates.month(year, last_month - 2), dates.month(year, last_month))
    return stated(value) if "year" in parts else relative(value, f"the quarter of {year}, by the story's date")


def read_same_quarter(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the quarter", "the latest quarter", "the year-ago period", "the 1988 quarter".

    It is the quarter told before; a year ago, and the latest, may also be seen from the last one that is over.
    """
    if "quarter" in parts:
        return read_quarter({"quarter": parts["quarter"], "ago": "a year ago"}, now)
    told = quarter_told(now)
    if told is None and now.day and parts.get("unit") == "quarter" and parts.keys() & {"latest", "back", "year"}:
        told = relative(dates.period("quarter", now.day, -1), f"the last whole quarter before {now.day}")
    if "year" in parts:
        year = parts["year"]
        if told is None:
            return relative(year, "the year of a quarter told elsewhere")
        return relative(f"{year}{told.value[4:8]}{year}{told.value[12:]}", told.reason)
    if "back" in parts and told is None and now.day:
        return relative(dates.year(now.day.year - 1), f"the year before {now.day}")
    if "back" in parts and told:
        return quarter_told(Moment(now.day, now.tense, told.value), 1)
    return told


def quarter_told(now: Moment, back: int | None = 0) -> Resolved | None:
    """The quarter told before, or the same one so many years back; None where another time was told."""
    told = dates.interval(now.context)
    if told is None or back is None or told.first.day != 1 or told.days not in range(90, 93):
        return None
    first = told.first
    if first.month % 3 != 1 or (told.last + timedelta(days=1)).day != 1 or first.year - back < 1000:
        return None
    value = dates.period("quarter", first, -4 * back)
    return relative(value, f"the quarter told before, {now.context}, {back} years back")
