"""Readers of times counted in units from a date: "two weeks ago", "three days later", "in the coming months"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from summitry import dates
from summitry.timex.calendar_dates import read_day, read_holiday
from summitry.timex.deictic import read_weekday
from summitry.timex.moments import Moment, Resolved, Tense, relative
from summitry.timex.quarters import quarter_told
from summitry.timex.words import number, weekday_number

if TYPE_CHECKING:
    from summitry.timex.moments import Parts

# "A few days", "several weeks", "months later": how many these are, at least and at most.
_FEW = (2, 6)
_LONGER = {"day": "week", "week": "month", "month": "year"}


def read_ago(parts: Parts, now: Moment) -> Resolved | None:
    """Read "two weeks ago": the week, not the day."""
    parts = _in_weeks(parts)
    if now.day and "few" in parts:
        return _some(parts["unit"], now.day, -1)
    if parts["unit"] == "year" and (told := quarter_told(now, _count(parts))):
        return told
    count, unit = _count(parts), parts["unit"]
    if now.day is None or count is None:
        return None
    if "weekday" in parts and unit == "week":
        found = dates.latest_weekday(now.day, weekday_number(parts["weekday"])) - timedelta(weeks=count)
        return relative(dates.day(found), f"{count} weeks before the latest such day seen from {now.day}")
    value = (
        dates.doubtful(dates.year(now.day.year - 10 * count))
        if unit == "decade"
        else dates.period(unit, now.day, -count)
    )
    return relative(value, f"{count} {unit} before {now.day}")


def read_ahead(parts: Parts, now: Moment) -> Resolved | None:
    """Read "within two weeks", "in three days", "in a few weeks", "two weeks from now"."""
    count, unit = _count(parts), parts["unit"]
    if now.day is None or count is None or now.tense is Tense.PAST:
        return None  # "reached in three days" tells how long it took
    if "few" in parts and parts["way"] == "in":
        return _some(unit, now.day, 1)
    if "few" in parts:
        value = dates.around(_LONGER.get(unit, "decade"), now.day, 1, ahead=True)
        return relative(dates.doubtful(value), f"within {unit}s of {now.day}")
    if parts["way"] == "within":
        return relative(dates.around(unit, now.day, count, ahead=True), f"within {count} {unit} of {now.day}")
    return relative(dates.period(unit, now.day, count), f"{count} {unit} after {now.day}")


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
        return relative(dates.around(unit, day, count, ahead=ahead), f"{count} {unit} around {day}")
    # "Days" are up to about a week, "weeks" to a month, "months" to a year; longer ones have no end that is told.
    if unit in _LONGER:
        value = dates.around(_LONGER[unit], day, 1, ahead=ahead)
    else:
        value = f"{dates.day(day)}/.." if ahead else f"../{dates.day(day)}"
    return relative(dates.doubtful(value), f"{parts['way']} {unit}s seen from {day}")


def read_shift(parts: Parts, now: Moment) -> Resolved | None:
    """Read "two days later", "the next day", "weeks later", "hours before": counted from the date told before."""
    parts = _in_weeks(parts)
    count, unit = _count(parts), parts.get("unit", "day")
    told = dates.interval(now.context)
    if told is None or now.context is None or not date(1000, 1, 1) <= told.first <= told.last < date(9000, 1, 1):
        return None
    sign = -1 if parts["way"].split()[-1] in {"earlier", "before", "previous", "prior"} else 1
    way = "after" if sign > 0 else "before"
    if unit == "hour":
        # Hours may reach into the day after or before, so the day is in doubt.
        return relative(dates.doubtful(now.context), f"hours {way} {now.context}") if told.days == 1 else None
    if "few" in parts:
        exact = dates.period(unit, told.first) == dates.period(unit, told.last)
        return _some(unit, told.first, sign) if exact else None
    if count is None:
        return None
    if unit == "year" and sign < 0 and (quarter := quarter_told(now, count)):
        return quarter
    ends = [dates.period(unit, end, sign * count) for end in (told.first, told.last)]
    if ends[0] != ends[1]:
        return None  # the date told before is less exact than the shift
    return relative(ends[0], f"{count} {unit} {way} {now.context}")


def read_offset(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the day before May 3", "two weeks after Christmas", "days before Monday": counted from the date in it."""
    if "holiday" in parts:
        base = read_holiday(parts, now)
    elif "month" in parts:
        base = read_day(parts, now)
    else:
        base = read_weekday({k: v for k, v in parts.items() if k in {"weekday", "which"}}, now)
    if base is None or dates.only_day(base.value) is None:
        return None
    shift = {k: v for k, v in parts.items() if k in {"count", "few", "unit", "way"}}
    found = read_shift(shift, Moment(now.day, now.tense, base.value))
    return Resolved(found.value, base.basis, found.reason) if found else None


def read_duration(parts: Parts, now: Moment) -> Resolved | None:
    """How long, not when."""
    del parts, now
    return None


def _in_weeks(parts: Parts) -> Parts:
    """The parts with a fortnight as two weeks."""
    return parts | {"count": "two", "unit": "week"} if "fortnight" in parts else parts


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
    return relative(dates.doubtful(dates.span(ends[0], ends[1])), f"a few {unit}s {way} {day}")
