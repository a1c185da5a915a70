"""A contact in outline: what lists, counts and charts show of it, without the reports that it is made of.

The index of a record keeps one of each contact, so that thousands can be gone through in a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from summitry.model.contacts import NOWHERE, Site
from summitry.model.words import Kind, Role, Status  # noqa: TC001 - read by codec at run time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.model.contacts import Contact, Party


class PlaceKind(StrEnum):
    """What a place is."""

    COUNTRY = "country"
    CITY = "city"
    VENUE = "venue"
    GATHERING = "gathering"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by its name, a country by its code."""

    kind: PlaceKind
    name: str


@dataclass(frozen=True, slots=True)
class Who:
    """A party of a contact."""

    name: str | None
    office: str | None
    side: str | None
    role: Role
    person: str | None = None  # the person's id, where it is known who it is


@dataclass(frozen=True, slots=True)
class Outline:
    """A contact with its best values, and with who and where it is as any story tells it.

    Its fields are called as those of a contact where they are the same.
    """

    id: str
    kind: Kind
    status: Status
    stories: int
    origins: int  # how many of the sources are independent
    when: str | None = None  # EDTF
    parties: tuple[Who, ...] = ()
    site: Site = NOWHERE
    topics: tuple[str, ...] = ()
    disagree: tuple[str, ...] = ()  # the labels of the fields on which sources disagree
    also: tuple[Who, ...] = ()  # parties with a name as stories tell it otherwise, each once, offices left out
    elsewhere: tuple[Spot, ...] = ()  # places that stories tell beside `site`, each once

    @property
    def everybody(self) -> tuple[Who, ...]:
        """The parties, then those with a name as any story tells it otherwise."""
        return (*self.parties, *self.also)

    @property
    def places(self) -> tuple[Spot, ...]:
        """The places as any story tells them, each once."""
        return (*spots(self.site), *self.elsewhere)


# A contact, and a party, whole or in outline: for what reads only the fields that both have.
Outlined: TypeAlias = "Contact | Outline"
Partaker: TypeAlias = "Party | Who"


def outline(contact: Contact) -> Outline:
    """The outline of a contact."""
    parties = tuple(map(who, contact.parties))
    best = {(w.name, w.side, w.person) for w in parties}
    told = (p for r in contact.reports for p in r.parties if p.name)
    others = {(p.name, p.side, p.person): Who(p.name, None, p.side, p.role, p.person) for p in told}
    here = tuple(spots(contact.site))
    there = dict.fromkeys(spot for r in contact.reports for spot in spots(r.where.site))
    return Outline(
        id=contact.id,
        kind=contact.kind,
        status=contact.status,
        stories=len({r.story_id for r in contact.reports}),
        origins=contact.origins,
        when=contact.when,
        parties=parties,
        site=contact.site,
        topics=contact.topics,
        disagree=tuple(c.label for c in contact.conflicts),
        also=tuple(one for key, one in others.items() if key not in best),
        elsewhere=tuple(spot for spot in there if spot not in here),
    )


def who(party: Party) -> Who:
    """A party without its sources."""
    return Who(party.name, party.office, party.side, party.role, party.person)


def spots(site: Site) -> Iterator[Spot]:
    """The places of a contact or a report."""
    names = (site.country, site.city, site.venue, site.margins_of)
    return (Spot(kind, name) for kind, name in zip(PlaceKind, names, strict=True) if name)
