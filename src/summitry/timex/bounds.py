"""What makes an end or a beginning of a date: "before", "by", "until" or "since" in front of it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from summitry import dates
from summitry.timex.moments import Resolved, Tense

if TYPE_CHECKING:
    from summitry.dates import Interval
    from summitry.timex.moments import Moment, Parts

# What stands before a date and makes it an end or a beginning. "Shortly before" or "a week before" it is near;
# "since the May 3 call" and "before Monday's call" name the day of the call.
_BOUND = re.compile(
    r"(?:\b(?P<word>[\w’']+) )?\b(?P<bound>before|prior to|no later than|by|until|till|since) $", re.IGNORECASE
)
_NEAR = re.compile(
    r"(?:minute|hour|day|week|month|year|decade)s?|shortly|just|right|immediately|soon|long|well", re.IGNORECASE
)
_KINDS = {"before": "before", "prior to": "before", "since": "since"}


def bound_of(text: str, start: int, end: int) -> str | None:
    """What stands in front of a date: "before", "by" (or "until"), "since"; None where it leaves the date as it is."""
    match = _BOUND.search(text[max(0, start - 40) : start])
    if match is None or text[end : end + 1] in {"'", "’"} or _NEAR.fullmatch(match["word"] or ""):
        return None
    # "Before the end of May" is in May, or earlier.
    return (
        "by" if re.match("the (?:very )?end of", text[start : start + 15]) else _KINDS.get(match["bound"].lower(), "by")
    )


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
