"""What an expression is read against, and what reading one gives.

Each reader (`read_…` in `calendar_dates.py`, `quarters.py`, `deictic.py`, `offsets.py`) takes the parts of
the expression, in lower case, and the moment it is read against, and gives the date or None where it
cannot be known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from summitry import dates
from summitry.model import Basis

if TYPE_CHECKING:
    from datetime import date

    from summitry.dates import Interval


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


Parts = dict[str, str]  # the named groups of a rule's pattern that matched


def stated(value: str) -> Resolved:
    """A date that needs no other one to be read."""
    return Resolved(value, Basis.STATED, "the words alone give it")


def relative(value: str, reason: str) -> Resolved:
    """A date read against another one."""
    return Resolved(value, Basis.RELATIVE, reason)


def pick(days: list[Interval], now: date, tense: Tense | None, *, slack: int = 0) -> Interval | None:
    """Of dates that come round again: the latest begun, the next not ended, or without a tense the nearest."""
    past = [d for d in days if (d.first - now).days <= slack]
    future = [d for d in days if (now - d.last).days <= slack]
    if tense is Tense.PAST:
        return max(past, key=lambda d: d.first, default=None)
    if tense is Tense.FUTURE:
        return min(future, key=lambda d: d.first, default=None)
    return min(days, key=lambda d: (max((d.first - now).days, (now - d.last).days), d.first), default=None)


def seen_from(tense: Tense | None, what: str, now: date) -> str:
    """The reason of what `pick` took: "the latest June seen from 2024-05-16"."""
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


def year_of(parts: Parts, now: Moment) -> int | None:
    """The year that "last year", "this year", "next year" or the context tells."""
    if word := parts.get("year_word"):
        return now.day.year + {"last": -1, "this": 0, "next": 1}[word] if now.day else None
    return _told_year(now)
