"""A story's date, checked against what other stories of the record date.

A story that tells a contact as held was written on its day or later; one that tells it as planned or
possible was not written after it. Nothing of this is stored: it is asked anew of the contacts as they
are, so that it does not depend on the order in which stories were read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from summitry import datereasons, dates
from summitry.datereasons import SURE, Reason
from summitry.model import DateBasis, DateClaim, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.model import Contact, Report, Story

_AT_MOST = 31  # days that the date of a contact may span
_APART = 3  # days by which stories that date one contact may differ
_ROUND_THE_WORLD = timedelta(1)  # what is Sunday in Beijing is Saturday's news in Washington
_AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE})


def checked(story: Story, contacts: Iterable[Contact]) -> Story:
    """The story with the doubts that the record casts on its dates, and the days that the record leaves.

    Args:
        story: as it was read.
        contacts: those that it tells, with all their reports; others do no harm.
    """
    found = tuple(_reasons(story, contacts))
    if not found:
        return story
    derived = (DateBasis.TEXT, DateBasis.OPEN)
    claims = tuple(c if c.doubts or c.basis in derived else datereasons.checked(c, found) for c in story.published)
    narrowed = (_narrowed(c, found) for c in claims if c.basis in derived and not c.doubts)
    return replace(story, published=(*claims, *(c for c in narrowed if c)))


def _reasons(story: Story, contacts: Iterable[Contact]) -> Iterator[Reason]:
    for contact in contacts:
        mine = [r for r in contact.reports if r.story_id == story.id]
        others = [r for r in contact.reports if r.story_id != story.id and r.status.value == Status.HELD]
        days = _day_of(others)
        if days is None:
            continue
        by = ", ".join(dict.fromkeys(r.story_key for r in others))
        repeats = {repeat.report_id for repeat in contact.repeats}
        weight = SURE if len({r.story_id for r in others if r.id not in repeats}) > 1 else 1
        for report in mine:
            if spans := _spans(Status(report.status.value), days):
                why = f"the {contact.kind} of {dates.edtf(days)}, dated by {by}, is told as {report.status.value}"
                yield Reason(report.kind.source.exact, why, spans, weight)


def _day_of(others: Iterable[Report]) -> dates.Interval | None:
    """When stories say that a contact was held, by the one that is most exact; None where they disagree."""
    told = [days for r in others if r.when and (days := dates.interval(r.when.value)) and days.days <= _AT_MOST]
    if not told:
        return None
    apart = max(a.first for a in told) - min(b.last for b in told)
    return min(told, key=lambda d: (d.days, d.first)) if apart <= timedelta(_APART) else None


def _spans(status: Status, days: dates.Interval) -> datereasons.Spans:
    """When a story that tells the contact so was written; none where that cannot be said."""
    if status is Status.HELD:
        return ((days.first - _ROUND_THE_WORLD, date.max),)
    return ((date.min, days.last + _ROUND_THE_WORLD),) if status in _AHEAD else ()


def _narrowed(claim: DateClaim, found: tuple[Reason, ...]) -> DateClaim | None:
    """The claim without the days that the record excludes; None where it excludes none, or all."""
    days, (_, left) = dates.interval(claim.value), datereasons.best(found)
    if days is None or left is None or days in left or not datereasons.meet(days, left):
        return None
    kept = dates.Interval(max(days.first, left.first), min(days.last, left.last))
    ends = (r.why for r in found if datereasons.ends(r, kept))
    return DateClaim(dates.edtf(kept), DateBasis.RECORD, "; ".join(dict.fromkeys(ends)))
