"""How contacts of a record stand to each other and to incidents, seen from either end.

A link is kept with the contact that tells it. Here the other end is told too: a visit `includes` the meeting
that was `during` it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from summitry import dates
from summitry.model import LinkKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.model import Contact, Incident, Link


UNDONE = frozenset({Status.POSTPONED, Status.CANCELLED})  # what another contact may make good


class Relation(StrEnum):
    """How a contact stands to what it is linked to; each has its inverse."""

    DURING = "during"
    INCLUDES = "includes"
    AFTER = "after"
    BEFORE = "before"
    BECAUSE_OF = "because_of"
    LED_TO = "led_to"
    REPLACES = "replaces"
    REPLACED_BY = "replaced_by"


_INVERSE = {
    LinkKind.DURING: Relation.INCLUDES,
    LinkKind.AFTER: Relation.BEFORE,
    LinkKind.BEFORE: Relation.AFTER,
    LinkKind.BECAUSE_OF: Relation.LED_TO,
    LinkKind.REPLACES: Relation.REPLACED_BY,
}


@dataclass(frozen=True, slots=True)
class Linked:
    """What a contact is linked to, and how it stands to it; `contact` or `incident` is set."""

    relation: Relation
    link: Link  # as it is told, by this contact or by the other
    contact: Contact | None = None
    incident: Incident | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """An incident with the contacts that stand to it."""

    incident: Incident
    contacts: tuple[tuple[Contact, Link], ...]


def linked(contact: Contact, others: Iterable[Contact]) -> tuple[Linked, ...]:
    """What the contact is linked to: each once, by the relations in their order, then by date.

    Args:
        contact: the contact.
        others: those that it may be linked to, or that may be linked to it; a link to any other is left out.
    """
    found: dict[tuple[Relation, str], Linked] = {}
    for one in _both_ways(contact, [c for c in others if c.id != contact.id]):
        other = one.contact.id if one.contact else one.incident.id if one.incident else ""
        found.setdefault((one.relation, other), one)
    return tuple(sorted(found.values(), key=lambda n: (list(Relation).index(n.relation), _day(n))))


def _both_ways(contact: Contact, others: list[Contact]) -> Iterator[Linked]:
    by_report = {r.id: other for other in others for r in other.reports}
    mine = {r.id for r in contact.reports}
    for link in contact.links:
        other = by_report.get(link.report_id or "")
        if other or link.incident:
            yield Linked(Relation(link.kind.value), link, other, link.incident)
    for other in others:
        for link in other.links:
            if link.report_id in mine:
                yield Linked(_INVERSE[link.kind], link, other)


def _day(one: Linked) -> date:
    when = one.contact.when if one.contact else one.incident.when.value if one.incident and one.incident.when else None
    days = dates.interval(when)
    return days.first if days else date.max


def incidents(contacts: Iterable[Contact]) -> tuple[Marked, ...]:
    """The incidents to which contacts stand, by date, undated ones last."""
    told: dict[str, Incident] = {}
    standing: dict[str, list[tuple[Contact, Link]]] = {}
    for contact in contacts:
        for link in contact.links:
            if link.incident:
                told.setdefault(link.incident.id, link.incident)
                standing.setdefault(link.incident.id, []).append((contact, link))

    def order(incident: Incident) -> tuple[date, str]:
        days = dates.interval(incident.when.value) if incident.when else None
        return (days.first if days else date.max, incident.name.value)

    return tuple(Marked(i, tuple(standing[i.id])) for i in sorted(told.values(), key=order))
