"""What a story tells of times that do not agree with each other.

Such words cast no doubt on its date: they are slips of the pen, and a reader should know of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from summitry import dates, timex
from summitry.timex.words import WEEKDAYS, number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from summitry.model import Source, Story

_BETWEEN = re.compile(r"[,—–( -]{0,3}(?:on )?")  # "five months ago on May 4", "on May 4, five months ago"
_AGO = re.compile(
    r"(?P<about>about|around|almost|nearly|some|roughly|more than|over|less than)?\s?"
    r"(?P<count>\w+) (?P<unit>day|week|month|year)s? ago",
    re.IGNORECASE,
)
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.24}
_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)
_EARLY = 1 / 3  # of a unit: four months and three weeks may be called five months, four and a half may not


@dataclass(frozen=True, slots=True)
class Note:
    """Words that do not agree with another time that the story tells, and why."""

    source: Source
    why: str


def notes(story: Story) -> tuple[Note, ...]:
    """The words about times that cannot be right, in the text's order; none where the story has no date.

    Noted are a time told with its distance ("five months ago on May 4") that is not that far from the
    story's date, and a weekday told with a day that falls on another weekday.
    """
    days = dates.interval(story.date)
    if days is None:
        return ()
    found = timex.find(story.text)
    return tuple(sorted((*_distances(story, days, found), *_weekdays(story, found)), key=lambda n: n.source.start))


def _distances(story: Story, days: dates.Interval, found: tuple[timex.TimeExpression, ...]) -> Iterator[Note]:
    for a, b in pairwise(found):
        ago, other = (a, b) if a.form is timex.Form.AGO else (b, a)
        if ago.form is not timex.Form.AGO or not _BETWEEN.fullmatch(story.text, a.end, b.start):
            continue
        then = timex.resolve(other, anchor=story.date, tense=timex.Tense.PAST, bare=True)
        day = dates.only_day(then.value) if then and other.form is timex.Form.DAY else None
        if day and not _agrees(ago.text, day, days):
            why = f"{dates.day(day)} is {_distance(day, days)} before {story.date}"
            yield Note(story.source(a.start, b.end), why)


def _agrees(ago: str, then: date, days: dates.Interval) -> bool:
    """Whether some day of the story is so far from the time told."""
    match = _AGO.fullmatch(ago)
    count = number(match["count"]) if match else None
    if match is None or count is None:
        return True
    unit = match["unit"].lower()
    early = 1.0 if match["about"] else _EARLY
    if unit == "year" and days.first.year - then.year <= count <= days.last.year - then.year:
        return True
    return (days.last - then).days / _DAYS[unit] >= count - early and (days.first - then).days / _DAYS[unit] < count + 1


def _distance(then: date, days: dates.Interval) -> str:
    least, most = (days.first - then).days, (days.last - then).days
    return f"{least} days" if least == most else f"{least} to {most} days"


def _weekdays(story: Story, found: tuple[timex.TimeExpression, ...]) -> Iterator[Note]:
    for t in found:
        if t.form is not timex.Form.DAY or not t.text.lower().startswith(_WEEKDAYS):
            continue
        told = timex.resolve(t, anchor=story.date, tense=None, bare=True)
        day = dates.only_day(told.value) if told else None
        if day and not timex.fitting_years(t, since=day.year, until=day.year):
            yield Note(story.source(t.start, t.end), f"{dates.day(day)} is a {WEEKDAYS[day.weekday()].title()}")
