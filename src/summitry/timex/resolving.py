"""Which date a time expression means, read against the story's own date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summitry import dates
from summitry.dates import Interval
from summitry.timex.bounds import bounded
from summitry.timex.calendar_dates import fits
from summitry.timex.moments import Moment, Resolved, Tense
from summitry.timex.rules import BY_ID, parts_of

if TYPE_CHECKING:
    from datetime import date

    from summitry.timex.expressions import TimeExpression


def resolve(
    expression: TimeExpression,
    *,
    anchor: str | None,
    tense: Tense | None,
    context: str | None = None,
    bare: bool = False,
) -> Resolved | None:
    """The date an expression means, or None where that cannot be known.

    Args:
        expression: what `find` gave.
        anchor: the story's own date as EDTF; None where it is unknown or not to be trusted.
        tense: of the verb it stands by: a past Monday is another than a future one.
        context: another date of the story as EDTF, told before: what "the next day" counts from.
        bare: the date that is named, whatever stands before it: May for "before May", and all of "this week".

    Where the anchor is several days, only what is certain for each of them is given, at the precision left.

    Raises:
        ValueError: for an anchor or a context that is no EDTF date.
    """
    parts, days = parts_of(expression), _closed(anchor)
    context = context if _closed(context) else None

    def read(day: date | None) -> Resolved | None:
        now = Moment(day, tense, context)
        found = BY_ID[expression.rule].read(parts, now)
        return found if bare or found is None else bounded(found, parts, now, expression.bound)

    if days is None:
        return read(None)
    first = read(days.first)
    last = first if days.first == days.last else read(days.last)
    if first is None or last is None or first.value == last.value:
        return first and last
    return _joined(first, last, days)


def _joined(first: Resolved, last: Resolved, anchor: Interval) -> Resolved | None:
    """What two readings of one expression have in common, if it is still of use."""
    a, b = dates.interval(first.value), dates.interval(last.value)
    if a is None or b is None or a.first > b.last:
        return None
    whole = Interval(a.first, b.last)
    # Two weeks: "Monday" of a story of one of two days is one of two Mondays.
    if whole not in anchor and whole.days > 14:
        return None
    return Resolved(dates.edtf(whole), first.basis, f"{first.reason}, or {last.reason}")


def _closed(edtf: str | None) -> Interval | None:
    """The days of a date with two ends; an open one is nothing to count from."""
    days = dates.interval(edtf)
    return days if days and days.first.year >= 1000 and days.last.year <= 9000 else None


def carries(expression: TimeExpression) -> bool:
    """Whether a text goes on from the date it tells: not from one it only compares with, as "a year earlier"."""
    return expression.rule != "year_ago" and not re.search(r"\byear (?:earlier|ago|before)$", expression.text)


def fitting_years(expression: TimeExpression, *, since: int, until: int) -> tuple[int, ...]:
    """The years from `since` to `until` in which a weekday told with a day falls on that day.

    "Tuesday, January 14" fits 2014, 2020 and 2025: a check of a page's date, or a claim of its year.
    Empty where no weekday is told with a day, and where a year is told that does not fit.
    """
    parts = parts_of(expression)
    if not {"weekday", "month", "day"} <= parts.keys():
        return ()
    years = (int(parts["year"]),) if "year" in parts else range(since, until + 1)
    return tuple(year for year in years if since <= year <= until and fits(parts, year))
