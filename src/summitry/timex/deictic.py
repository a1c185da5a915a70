"""Readers of times that only point: from the story's own day ("yesterday", "last week"), or the day told before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from summitry import dates
from summitry.timex.calendar_dates import year_or_half
from summitry.timex.moments import Resolved, Tense, pick, relative, seen_from
from summitry.timex.words import WEEKDAYS, weekday_number

if TYPE_CHECKING:
    from summitry.timex.moments import Moment, Parts

# --- days -----------------------------------------------------------------------------------


def read_day_word(parts: Parts, now: Moment) -> Resolved | None:
    """Read "today", "last night", "the day after tomorrow"."""
    if now.day is None:
        return None
    word = parts["word"]
    steps = (("before yesterday", -2), ("after tomorrow", 2), ("yesterday", -1), ("last night", -1), ("tomorrow", 1))
    step = next((days for end, days in steps if end in word), 0)
    return relative(dates.day(now.day + timedelta(days=step)), f"{word} seen from {now.day}")


def read_same_day(parts: Parts, now: Moment) -> Resolved | None:
    """Read "that evening": the day told before."""
    del parts
    told = dates.only_day(now.context)
    return relative(dates.day(told), "the day told before") if told else None


def read_in_the_day(parts: Parts, now: Moment) -> Resolved | None:
    """Read "earlier in the day": the day told before, else the story's."""
    if found := read_same_day(parts, now):
        return found
    return relative(dates.day(now.day), f"the day of the story, {now.day}") if now.day else None


def read_weekday(parts: Parts, now: Moment) -> Resolved | None:
    """Read "Monday", "last Monday", "Monday next week". Bare, it is the latest, or told as future the next."""
    weekday, which = weekday_number(parts["weekday"]), parts.get("which", "")
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
        return relative(dates.day(found), f"{which} {name} seen from {told}")
    if (day := now.day) is None:
        return None
    if week := parts.get("week"):
        weeks = {"last": -1, "this": 0, "next": 1}[week]
        found = day + timedelta(days=weekday - day.weekday(), weeks=weeks)
        return relative(dates.day(found), f"{name} of {week} week seen from {day}")
    if which in {"last", "this past", "the past"}:
        return relative(dates.day(dates.latest_weekday(day - one, weekday)), f"the latest {name} before {day}")
    # Six days off is told as "last" or "next"; a bare name is then of the day beside, since a story's date is that of
    # its page, which may be a day before or after that of its words.
    if not which and now.tense is Tense.FUTURE and (day - one).weekday() == weekday:
        return relative(dates.day(day - one), f"the {name} just before {day}: the next one is six days away")
    if not which and now.tense is not Tense.FUTURE and (day + one).weekday() == weekday:
        return relative(dates.day(day + one), f"the {name} just after {day}: the one before is six days past")
    if (which == "this" and now.tense is not Tense.PAST) or (not which and now.tense is Tense.FUTURE):
        # A plan for "Friday" told on a Friday is for that day: the one after is "next Friday".
        return relative(dates.day(dates.latest_weekday(day + 6 * one, weekday)), f"the next {name} on or after {day}")
    if which in {"next", "this coming", "the coming"} or now.tense is Tense.FUTURE:
        # What is told as "next" is not tomorrow, which goes by that name or by its bare one.
        first = day + one if which == "next" else day
        return relative(dates.day(dates.latest_weekday(first + 7 * one, weekday)), f"the next {name} after {first}")
    return relative(dates.day(dates.latest_weekday(day, weekday)), f"the latest {name} on or before {day}")


def read_weekday_beside(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the Tuesday before": counted from the day told before."""
    which = {"before": "the previous", "after": "the following"}[parts["side"]]
    return read_weekday({"weekday": parts["weekday"], "which": which}, now)


def read_weekdays(parts: Parts, now: Moment) -> Resolved | None:
    """Two weekdays: the second is the first one after the first."""
    first = read_weekday({"weekday": parts["weekday"]} | {k: v for k, v in parts.items() if k == "which"}, now)
    start = dates.only_day(first.value) if first else None
    if first is None or start is None or now.day is None:
        return None
    if start < now.day and now.tense is Tense.FUTURE:
        start += timedelta(days=7)
    length = timedelta(days=(weekday_number(parts["weekday2"]) - start.weekday()) % 7)
    if now.tense is not Tense.FUTURE and start + length > now.day and not parts.get("which"):
        start -= timedelta(days=7)  # both are told as past
    return Resolved(dates.span(start, start + length), first.basis, first.reason)


# --- periods --------------------------------------------------------------------------------


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
    return relative(dates.weekend(saturday), f"{which} weekend seen from {day}")


def read_period(parts: Parts, now: Moment) -> Resolved | None:
    """Read "last week", "early next month", "the end of the year"."""
    which, unit = parts.get("which", "this"), parts["unit"].rpartition(" ")[2]
    if which in {"that", "the same", "the following", "the previous"}:
        told = dates.interval(now.context)
        value = told and dates.period(unit, told.first, {"the following": 1, "the previous": -1}.get(which, 0))
        # The date told before must be at least as exact as the unit.
        exact = told is not None and dates.period(unit, told.first, 0) == dates.period(unit, told.last, 0)
        return relative(value, f"{which} {unit} seen from {now.context}") if value and exact else None
    if now.day is None:
        return None
    step = {"last": -1, "next": 1, "this past": -1, "this coming": 1}.get(which, 0)
    if (
        (which, unit) == ("this", "week")
        and now.tense is Tense.FUTURE
        and now.day.weekday() == weekday_number("Sunday")
    ):
        step = 1  # what a Sunday's story says will be this week is in the days after it
    if which in {"the past", "the last", "the coming", "the next"}:
        value = dates.around(unit, now.day, 1, ahead=which in {"the coming", "the next"})
        return relative(value, f"{which} {unit} seen from {now.day}")
    value = dates.period(unit, now.day, step)
    return relative(year_or_half(parts, int(value)) if unit == "year" else value, f"{which} {unit} seen from {now.day}")


def read_turn(parts: Parts, now: Moment) -> Resolved | None:
    """Read "the turn of the year": December and January."""
    del parts
    if now.day is None:
        return None
    near = [
        dates.span(dates.month(now.day.year + step, 12), dates.month(now.day.year + step, 13)) for step in (-2, -1, 0)
    ]
    found = pick([i for value in near if (i := dates.interval(value))], now.day, now.tense)
    value = next((v for v in near if dates.interval(v) == found), None)
    return relative(value, seen_from(now.tense, "turn of the year", now.day)) if value else None
