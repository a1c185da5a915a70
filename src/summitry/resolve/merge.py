"""A cluster of reports as one contact: its best values (`best`), what disagrees (`disagree`), and its history.

- **id**: the smallest id of its reports. Any report's id finds the contact, so an id noted earlier
  stays good when stories are added: its report is still there.
- **history**: what each story said had become of it, by the stories' dates, undated stories last.
- **repeats**: the reports that share an origin with one told before them (`independence`).
- **dated_by**: a report without a date takes that of the contact from the report that tells it best. The report
  itself stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from summitry.model import Basis, Contact, Dated, Kind, Origin, Report, Status, Step
from summitry.resolve.best import Judge, days_between, people, told_day
from summitry.resolve.disagree import conflicts
from summitry.resolve.independence import repeats, roots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_DATE_RULE = "same-contact"


def contact(reports: Iterable[Report]) -> Contact:
    """The contact that these reports tell, whatever order they come in.

    Raises:
        ValueError: without any report.
    """
    told = sorted(reports, key=_told_order)
    if not told:
        raise ValueError("a contact needs at least one report")
    repeated = repeats(told)
    judge = Judge(told, roots(told, repeated))
    persons, status, where = people(told), judge.status(), judge.where()
    return Contact(
        id=min(r.id for r in told),
        reports=tuple(told),
        kind=Kind(told[0].kind.value),
        status=status,
        parties=judge.parties(persons),
        when=judge.when,
        where=where,
        topics=judge.topics(),
        conflicts=tuple(conflicts(told, persons, judge=judge, status=status, where=where)),
        history=tuple(_step(r) for r in told),
        links=tuple(dict.fromkeys(link for r in told for link in r.links)),
        repeats=repeated,
        dated_by=tuple(_dated(told, judge.when)),
    )


def _told_order(report: Report) -> tuple[date, str, str]:
    """By the first day of the story's date, undated stories last."""
    return (told_day(report) or date.max, report.story_key, report.id)


def _step(report: Report) -> Step:
    origin = report.origin or Origin()
    return Step(
        told=report.published,
        status=Status(report.status.value),
        story=report.story_key,
        source=report.status.source,
        outlet=origin.outlet,
        agency=origin.agency,
        relayed_by=report.status.relayed_by or next(iter(origin.cites), None),
    )


def _dated(told: Sequence[Report], when: str | None) -> Iterator[Dated]:
    """For each report without a date the contact's, from the closest and firmest of those that tell it."""
    tell = [(r, r.when) for r in told if r.when and r.when.value == when]
    if not tell:
        return
    bases = tuple(Basis)
    by, claim = min(tell, key=lambda t: (days_between(t[0].published, when), bases.index(t[1].basis)))
    taken = replace(claim, rule=_DATE_RULE, basis=Basis.INFERRED)
    why = f"{by.story_key} tells the same contact with this date"
    yield from (Dated(r.id, taken, why) for r in told if r.when is None)
