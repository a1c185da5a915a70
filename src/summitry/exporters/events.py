"""Event data: a row for each ordered pair of sides of each report, as GDELT, Phoenix and POLECAT have them, in CSV.

A plan, its postponement and the meeting are three events of one contact, whose id stands in each row. A reprint is a
row too; `repeats` names the report that it repeats. `date` is when the event took place: of what was held the contact's
date, of news about one the story's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from summitry.coordinates import point
from summitry.eventcodes import Event, events
from summitry.exporters.base import Exporter, Options
from summitry.exporters.tables import csv_lines
from summitry.model import Status, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.model import Claim, Contact


class EventRow(TypedDict):
    """What one side did to another, as one story tells it."""

    id: str
    date: str | None
    date_of: str | None
    source: str
    target: str
    directed: bool
    plover: str
    mode: str | None
    context: str | None
    quad_class: int
    cameo: str
    cameo_quad_class: int
    rule: str
    words: str
    kind: str
    status: str
    contact_date: str | None
    country: str | None
    city: str | None
    latitude: float | None
    longitude: float | None
    story: str
    published: str | None
    repeats: str | None
    contact: str
    report: str


def rows(contact: Contact) -> Iterator[EventRow]:
    """The events of a contact, report by report in the order of the stories' dates."""
    repeats = {r.report_id: r.of for r in contact.repeats}
    lent = {d.report_id: d.when.value for d in contact.dated_by}
    for report in contact.reports:
        when = report.when.value if report.when else lent.get(report.id)
        for event in events(report):
            yield _row(event, contact=contact, when=when, repeats=repeats.get(report.id))


def _row(event: Event, *, contact: Contact, when: str | None, repeats: str | None) -> EventRow:
    report, code = event.report, event.code
    held = report.status.value == Status.HELD.value
    date = when if held else report.published
    at = point(report.where.site)
    return {
        "id": digest(report.id, event.source, event.target),
        "date": date,
        "date_of": ("contact" if held else "story") if date else None,
        "source": event.source,
        "target": event.target,
        "directed": event.directed,
        "plover": code.plover.value,
        "mode": code.mode,
        "context": "; ".join(event.contexts) or None,
        "quad_class": code.plover.quad_class,
        "cameo": code.cameo,
        "cameo_quad_class": code.cameo_quad_class,
        "rule": code.rule,
        "words": event.words.exact,
        "kind": report.kind.value,
        "status": report.status.value,
        "contact_date": when,
        "country": _value(report.where.country),
        "city": _value(report.where.city),
        "latitude": at.latitude if at else None,
        "longitude": at.longitude if at else None,
        "story": report.story_key,
        "published": report.published,
        "repeats": repeats,
        "contact": contact.id,
        "report": report.id,
    }


def _value(claim: Claim | None) -> str | None:
    return claim.value if claim else None


def _table(contacts: Iterable[Contact], _: Options) -> Iterator[bytes]:
    return csv_lines((row for c in contacts for row in rows(c)), header=tuple(EventRow.__annotations__))


def _one_side(contact: Contact) -> str | None:
    told = any(events(report) for report in contact.reports)
    return None if told else "no story tells two sides"


EVENTS = Exporter(
    "events", "event data: PLOVER and CAMEO, a row a pair", "text/csv", ".csv", _table, leaves_out=_one_side
)
