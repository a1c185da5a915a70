"""Today: what is new, what is coming, what changed its status, what is disputed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from summitry import dates
from summitry.model import Status
from summitry.query import Filter, Sort
from summitry.web.views.brief import Brief, brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from summitry.model import Contact, Step
    from summitry.record import Record
    from summitry.web.asked import Asked

_NEWS = timedelta(days=7)  # so far back a story is news
_SHOWN = 30  # contacts of a list on the page
_AHEAD = (Status.PLANNED, Status.POSSIBLE, Status.POSTPONED)


@dataclass(frozen=True, slots=True)
class Changed:
    """A contact that became another, by a story of the last days."""

    contact: Brief
    before: Status
    status: Status
    told: str  # the story's date, EDTF
    story: str  # its key
    story_id: str
    exact: str  # its words


@dataclass(frozen=True, slots=True)
class Listed:
    """Some contacts of a list, and how many there are in all."""

    contacts: tuple[Brief, ...]
    total: int
    all: str | None = None  # the address of them all, where there are more


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What the record has to tell on a day."""

    on: str  # the day, EDTF
    since: str  # from here on stories are news
    present: bool  # whether it is the present day
    new: Listed  # first told by a story of the last days
    changed: tuple[Changed, ...]
    coming: Listed
    disputed: Listed  # of what is new, changed or coming
    contacts: int  # in the record
    newest: str | None  # the day of the newest story up to the day, where there is no news; EDTF


def today(record: Record, asked: Asked) -> TodayPage:
    """What the record has to tell on a day, `?on=`, or on the present one.

    Raises:
        AskedError: for what is no day.
    """
    on = asked.day("on") or asked.today
    since = on - _NEWS
    news = Filter(told_since=since.isoformat(), told_until=on.isoformat(), sort=Sort.LATEST)
    told = record.these((e.id for e in record.entries(news)), linked=False)
    new = [c for c in told if _first_told(c, since)]
    changed = [change for c in told for change in _changes(c, since, on)]
    coming, ahead = _coming(record, on)
    newest = record.newest(on)
    near = {c.id: c for c in (*told, *coming) if c.conflicts}
    return TodayPage(
        on=on.isoformat(),
        since=since.isoformat(),
        present=on == asked.today,
        new=_listed(new),
        changed=tuple(sorted(changed, key=lambda c: c.told, reverse=True)[:_SHOWN]),
        coming=Listed(tuple(map(brief, coming)), ahead, f"/timeline?since={on}&sort=date"),
        disputed=_listed(near.values()),
        contacts=record.size(),
        newest=newest.isoformat() if newest and not told else None,
    )


def _listed(found: Iterable[Contact]) -> Listed:
    found = tuple(found)
    return Listed(tuple(map(brief, found[:_SHOWN])), len(found))


def _first_told(contact: Contact, since: date) -> bool:
    """Whether no story of earlier days tells it."""
    days = [dates.interval(r.published) for r in contact.reports]
    return all(d.first >= since for d in days if d)


def _changes(contact: Contact, since: date, on: date) -> Iterator[Changed]:
    """The change to the status that it has now, where a story of the last days told it first."""
    before: Status | None = None
    last: tuple[Status, Step] | None = None
    for step in contact.history:
        days = dates.interval(step.told)
        if days and days.first <= on:
            if before and step.status is not before:
                last = (before, step)
            before = step.status
    if last and last[1].told and (days := dates.interval(last[1].told)) and days.first >= since:
        was, step = last
        source = step.source
        yield Changed(brief(contact), was, step.status, last[1].told, step.story, source.story_id, source.exact)


def _coming(record: Record, on: date) -> tuple[tuple[Contact, ...], int]:
    """The next contacts that are planned, possible or put off to a day not over, and how many there are."""
    ahead = [e for e in record.entries(Filter(since=on.isoformat())) if e.status in _AHEAD]
    return record.these((e.id for e in ahead[:_SHOWN]), linked=False), len(ahead)
