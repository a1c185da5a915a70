"""Contacts that make good one which came to nothing, across stories: a new contact with a `replaces` link.

Within one story the wording tells it (`links`). Across stories it follows from structure, by a rule that would
rather see none (`makes-good`). A contact makes good one that was cancelled or postponed when

1. it is of the same kind and the same persons: a named visitor to the same side, else two named persons;
2. it is held or planned, and on a day after that of the other, and after the other was told to be undone;
3. nobody told of it before: what was on the calendar anyway replaces nothing;
4. it follows within `DAYS`, and is not just a meeting on the margins of a gathering where both went;
5. it is the first such contact, and the only one of its day.

Judged by hand; no figure stands behind the days but how long such things take: a call weeks, a visit months.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from summitry import dates
from summitry.model import Basis, Contact, Kind, Link, LinkKind, Outlined, Partaker, Role, Status
from summitry.names import name_words
from summitry.resolve.best import told_day
from summitry.resolve.parties import same_person
from summitry.resolve.profiles import who

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

RULE = "makes-good"
UNDONE = (Status.CANCELLED, Status.POSTPONED)
DONE = (Status.HELD, Status.PLANNED)
DAYS = {Kind.VISIT: 183, Kind.MEETING: 92, Kind.CALL: 31, Kind.MESSAGE: 31}
_PERSONS = 2


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look for what makes a contact good: the kind, words of its persons' names, and the first day of it."""

    kind: Kind
    names: frozenset[str]
    after: date
    until: date
    gone: Contact

    def fits(self, one: Outlined) -> bool:
        """Whether a contact is one of the same persons, as one must be that makes the other good."""
        return _same_persons(one, self.gone)


def marks(contact: Outlined) -> tuple[frozenset[str], ...]:
    """Of each party with a name what two parties have in common that are one person: words of names, an identity."""
    return tuple(frozenset((*name_words(p.name), p.person or "")) - {""} for p in contact.parties if p.name)


def may_be_same(kind: Kind, persons: Iterable[frozenset[str]], others: frozenset[str]) -> bool:
    """Whether a contact of these persons' marks can be one of the same persons as another, by all marks of that."""
    return sum(bool(person & others) for person in persons) >= (1 if kind is Kind.VISIT else _PERSONS)


def search(gone: Contact) -> Search | None:
    """Where to look; None for a contact that nothing can make good."""
    told = _undone_day(gone)
    names = frozenset(word for p in gone.parties if p.name for word in name_words(p.name))
    if told is None or not names:
        return None
    days = dates.interval(gone.when)
    after = max(told, days.last) if days else told
    limit = after.toordinal() + DAYS[gone.kind]
    return Search(gone.kind, names, after, date.fromordinal(min(limit, date.max.toordinal())), gone)


def amended(contacts: Iterable[Contact], *, near: Callable[[Search], Iterable[Contact]]) -> dict[str, tuple[Link, ...]]:
    """The links to add, by the id of the contact that makes good.

    Args:
        contacts: those that came to nothing; others are passed over.
        near: every contact of the kind that fits the search, with one of the names and a first day in its days; others
            do no harm.
    """
    found: dict[str, list[Link]] = {}
    for gone in sorted(contacts, key=lambda c: c.id):
        sought = search(gone)
        made = _first(gone, sought, near(sought)) if sought else None
        if made and not any(_links_to(link, gone) for link in made.links):
            found.setdefault(made.id, []).append(_link(gone))
    return {id_: tuple(links) for id_, links in found.items()}


def linked(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """All contacts of a record, in their order, those that make good another with a link to it."""
    contacts = tuple(contacts)
    by_name: dict[tuple[Kind, str], dict[str, Contact]] = {}
    for one in contacts:
        for word in {word for p in one.parties if p.name for word in name_words(p.name)}:
            by_name.setdefault((one.kind, word), {})[one.id] = one

    def near(sought: Search) -> Iterable[Contact]:
        return {id_: c for word in sought.names for id_, c in by_name.get((sought.kind, word), {}).items()}.values()

    return with_links(contacts, amended(contacts, near=near))


def with_links(contacts: Iterable[Contact], links: dict[str, tuple[Link, ...]]) -> tuple[Contact, ...]:
    """The contacts with the links that `amended` found."""
    return tuple(replace(c, links=(*c.links, *links[c.id])) if c.id in links else c for c in contacts)


def _first(gone: Contact, sought: Search, others: Iterable[Contact]) -> Contact | None:
    """The first contact that makes it good, if it is the only one of its day."""
    fits = sorted((day, c.id, c) for c in others if c.id != gone.id and (day := _makes_good(c, gone, sought)))
    if not fits or (len(fits) > 1 and fits[0][0] == fits[1][0]):
        return None
    return fits[0][2]


def _makes_good(one: Contact, gone: Contact, sought: Search) -> date | None:
    """The first day of a contact that makes the other good; None for one that does not."""
    days = dates.interval(one.when)
    told = [day for r in one.reports if (day := told_day(r))]
    undone = _undone_day(gone)
    if days is None or not told or undone is None or one.status not in DONE or one.kind is not gone.kind:
        return None
    if not sought.after < days.first <= sought.until or min(told) < undone:
        return None
    if one.where.margins_of and not gone.where.margins_of:
        return None
    return days.first if _same_persons(one, gone) else None


def _undone_day(gone: Contact) -> date | None:
    """When a story first told that it came to nothing; None where it did not, or no such story has a date."""
    if gone.status not in UNDONE:
        return None
    told = (told_day(r) for r in gone.reports if Status(r.status.value) in UNDONE)
    return min((day for day in told if day), default=None)


def _same_persons(one: Outlined, gone: Outlined) -> bool:
    if one.kind is Kind.VISIT:
        return bool(_hosts(one) & _hosts(gone)) and bool(_shared(_visitors(one), _visitors(gone)))
    return len(_shared(one.parties, gone.parties)) >= _PERSONS


def _shared(parties: Iterable[Partaker], others: Iterable[Partaker]) -> list[Partaker]:
    """The named parties that are persons of the other contact, too."""
    named = [p for p in others if p.name]
    return [p for p in parties if p.name and any(same_person(who(p), who(other)) for other in named)]


def _visitors(visit: Outlined) -> tuple[Partaker, ...]:
    return tuple(p for p in visit.parties if p.role is Role.VISITOR)


def _hosts(visit: Outlined) -> set[str]:
    """The sides visited, else the country it went to."""
    found = {p.side for p in visit.parties if p.role is Role.HOST and p.side}
    return found or ({visit.site.country} if visit.site.country else set())


def _links_to(link: Link, gone: Contact) -> bool:
    return link.kind is LinkKind.REPLACES and any(r.id == link.report_id for r in gone.reports)


def _link(gone: Contact) -> Link:
    """A link with the words that tell that the other came to nothing."""
    source = next(r.status.source for r in gone.reports if Status(r.status.value) in UNDONE)
    return Link(LinkKind.REPLACES, source, RULE, report_id=gone.id, basis=Basis.INFERRED)
