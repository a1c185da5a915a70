"""What a story tells of its own date, where its page tells none that can be true.

Days are let go that the story's words exclude: offices that were not held then, a day told without its
year ("Monday, January 20", "on June 18"), a gathering at which the story plays or to which it looks
ahead. What is left is a claim if it spans days or weeks; months are left unknown.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from summitry import datereasons, dates, facts, offices, timex
from summitry.model import DateBasis, DateClaim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summitry.datereasons import Reason
    from summitry.model import Actor, Doc
    from summitry.offices import Table

_LEAD = 3  # blocks: the title and the first two paragraphs, which tell the news
_AT_MOST = 45  # days that a claim may span
_NEAR = 6  # days before and after a day that is told with its weekday
_NEWS = 6  # days after a day of the news told without its weekday
_ELECTED = 80  # days between an election and the day on which the office begins, at most
_ELECT = re.compile(r"\b(?:elect|designate)\b")
_NOT_NOW = re.compile(r"\b(?:former|ex|then|late|future|onetime|one-time|next)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:may|might|could|will|would|possible|expected|upcoming|due|ahead of|plans?|before|until|approach\w*)\b"
)
_WILL = re.compile(r"^[^.;]*?\b(?:will|would|is to|are to)\b")
_DONE = re.compile(r"\b(?:\w{2,}ed|met|held|was|were|had|spoke|told|took|saw|gave|began|came|went|left)\b[^.;]*$")
_SETTING = re.compile(r"\b(?:sidelines?|margins?|fringes?|edges?|during|attending|at)\b")


class _Fit(NamedTuple):
    """Days that some words leave open."""

    days: frozenset[date]
    words: str


def told(doc: Doc, found: Sequence[Reason], *, table: Table | None = None) -> tuple[DateClaim, ...]:
    """The story's date as far as its own words fix it, to within weeks, and the days that they leave open at all.

    Either is left out where the words do not tell so much.

    Args:
        doc: the story, annotated.
        found: why it was written on some days only.
        table: who held which office; the built-in one if none is given.
    """
    left = datereasons.left_open(found)
    return tuple(filter(None, (_date(doc, left, table), _open(found, left))))


def _date(doc: Doc, left: dates.Interval | None, table: Table | None) -> DateClaim | None:
    """The date, by how news tell of their own days."""
    window = _window(doc, table)
    days = [first + timedelta(n) for first, last in window for n in range((last - first).days + 1)]
    days = [d for d in days if left is None or d in left]
    kept: list[str] = []
    for reason in (*_days_told(doc, days), *_gatherings(doc, days)) if days else ():
        still = [d for d in days if d in reason.days]
        if still:
            days = still
            kept.append(reason.words)
    if not kept:
        return None
    if (weekday := _weekday(doc, days)) and (still := [d for d in days if d in weekday.days]):
        days = still
        kept.append(weekday.words)
    if (days[-1] - days[0]).days >= _AT_MOST:
        return None
    return DateClaim(dates.span(days[0], days[-1]), DateBasis.TEXT, "; ".join(dict.fromkeys(kept)))


def _open(found: Sequence[Reason], left: dates.Interval | None) -> DateClaim | None:
    """The days that are left at all, with the words that end them."""
    if left is None:
        return None
    words = (r.words for r in found if datereasons.ends(r, left))
    return DateClaim(dates.edtf(left), DateBasis.OPEN, "; ".join(dict.fromkeys(words)))


# --- offices --------------------------------------------------------------------------------


def _window(doc: Doc, table: Table | None) -> list[tuple[date, date]]:
    """The times in which everybody named held, or was elected to, the office told; none where nobody is known."""
    window: list[tuple[date, date]] = []
    for actor in doc.actors:
        held = _held(doc, actor, table)
        if not held:
            continue
        met = [(max(a, c), min(b, d)) for a, b in window for c, d in held if max(a, c) <= min(b, d)] if window else held
        window = met or window  # one that fits nowhere is loose talk, or another of that name
    return window


def _held(doc: Doc, actor: Actor, table: Table | None) -> list[tuple[date, date]]:
    if actor.name is None or actor.office is None:
        return []
    source = actor.office.source
    around = doc.story.text[max(0, source.start - 25) : source.end]
    people = offices.people_named(actor.name.value, table=table)
    if len(people) != 1 or _NOT_NOW.search(around):
        return []
    elect = _ELECT.search(doc.story.text[source.start : source.end + 10])
    office = _ELECT.sub("", actor.office.value).strip(" -")
    latest = _latest(doc)
    out = []
    for since, until in offices.span_of(people[0], office):
        first = dates.interval(since)
        last = dates.interval(until) if until else None
        if first is None:
            continue
        if elect:
            out.append((first.first - timedelta(days=_ELECTED), first.first))
        else:
            out.append((first.first, last.last if last else max(latest, first.first)))
    return out


def _latest(doc: Doc) -> date:
    """No story is younger than the youngest claim of its page; without one, than the newest fact of the tables."""
    claims = [i.last for c in doc.story.published if (i := dates.interval(c.value)) and i.last < date.max]
    return max(claims) if claims else max(d.first for p in offices.people() for d in p.tenures)


# --- days and gatherings --------------------------------------------------------------------


def _days_told(doc: Doc, days: list[date]) -> Iterator[_Fit]:
    """Days without a year: with a weekday they are near, before or after; without one, and in the news, just past."""
    text = doc.story.text
    lead = _lead(doc)
    years = range(days[0].year - 1, days[-1].year + 2)
    for t in timex.find(text):
        if t.form is not timex.Form.DAY or re.search(r"\d{4}", t.text):
            continue
        fitting = timex.fitting_years(t, since=years[0], until=years[-1])
        named = [timex.resolve(t, anchor=f"{y}-12-31", tense=timex.Tense.PAST) for y in years]
        then = {d for r in named if r and (d := dates.only_day(r.value)) and d.year in years}
        before = text[max(0, t.start - 80) : t.start]
        ahead = bool(_AHEAD.search(before) or _WILL.search(text[t.end : t.end + 60]))
        done = t.start < lead and _DONE.search(text, max(0, t.start - 200), t.start) is not None and not ahead
        if fitting:
            since = 0 if done else -_NEAR  # what the news tells as done is past
            until = 0 if ahead else _NEAR
            near = {d for d in then if d.year in fitting}
            yield _Fit(frozenset(d for d in days if any(since <= (d - n).days <= until for n in near)), t.text)
        elif done and then:
            yield _Fit(frozenset(d for d in days if any(0 <= (d - n).days <= _NEWS for n in then)), t.text)


def _gatherings(doc: Doc, days: list[date]) -> Iterator[_Fit]:
    """The gathering at which the news is told is held that month; one that lies ahead, told with its town, later."""
    text = doc.story.text
    lead = _lead(doc)
    for g in facts.find_gatherings(text):
        held = [x for x in facts.gathering_dates(g.label) if days[0].year - 1 <= x.year <= days[-1].year + 1]
        before, after = text[max(0, g.start - 60) : g.start], text[g.end : g.end + 60]
        there = [x for x in held if x.city in after or x.city in before]
        if len(there) == 1 and _AHEAD.search(text[max(0, g.start - 160) : g.start]):
            if end := dates.interval(f"{there[0].year}-{there[0].month:02}"):
                before_it = frozenset(d for d in days if timedelta() <= end.last - d <= timedelta(days=365))
                yield _Fit(before_it, f"{g.label} in {there[0].city}")
        elif g.start < lead and held and _SETTING.search(before[-30:]):
            yield _Fit(frozenset(d for d in days if any(_of(x, d) for x in held)), text[g.start : g.end])


def _of(held: facts.GatheringDate, day: date) -> bool:
    """Whether news from a gathering can be of a day: of its month, or where its leaders' days are known of these."""
    known = dates.interval(held.days)
    if known is None:
        return (held.year, held.month) == (day.year, day.month)
    return known.first <= day <= known.last + timedelta(days=1)


def _weekday(doc: Doc, days: list[date]) -> _Fit | None:
    """The news is of the weekday told first, and told on that day or the next."""
    for t in timex.find(doc.story.text, 0, _lead(doc)):
        if t.form is timex.Form.WEEKDAY and " " not in t.text:
            day = next((n for n, name in enumerate(_WEEKDAYS) if t.text.lower() == name), None)
            if day is not None:
                return _Fit(frozenset(d for d in days if (d.weekday() - day) % 7 <= 1), t.text)
    return None


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _lead(doc: Doc) -> int:
    blocks = doc.story.blocks[:_LEAD]
    return blocks[-1].end if blocks else 0
