"""Words that tell a time, and what they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """What kind of words an expression is made of."""

    DAY = "day"  # "June 14", "Monday, 14 June 2024", "2024-06-14"
    RANGE = "range"  # "June 14-15", "between May and July", "2012-2015", "Monday and Tuesday"
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
    bound: str | None = None  # what stands in front of it: "before", "by" (or "until"), "since"
