"""A person: offices with where each is from, contacts, whom he or she was in contact with and where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry.actors import Known, called, takes_part
from summitry.errors import NotFoundError
from summitry.facts import side_name
from summitry.model import Status
from summitry.names import fold, name_words, same_name
from summitry.query import Filter, Sort, all_parties, ordered
from summitry.terminal.actors import tenures
from summitry.web.views import addresses
from summitry.web.views.brief import Brief, brief
from summitry.web.views.counts import Count, of_places, of_subjects, ranked
from summitry.web.views.pictures import Picture, strip
from summitry.web.views.sheets import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.model import Contact, Partaker, Party
    from summitry.record import Record
    from summitry.web.asked import Asked


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office, when it was held, and which list tells it."""

    office: str
    side: str | None
    since: str | None
    until: str | None  # the first day after
    lasts: bool
    source: str


@dataclass(frozen=True, slots=True)
class OfficeTold:
    """An office as stories tell it, and in how many contacts."""

    office: str
    contacts: int
    otherwise: int = 0  # contacts for which the table of offices has another one
    table: str | None = None  # that one


@dataclass(frozen=True, slots=True)
class Namesake:
    """One of several people whom a name can mean."""

    id: str
    name: str
    address: str
    contacts: int
    offices: tuple[str, ...]
    sides: tuple[str, ...]  # none where no story tells it


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person; or, where a name can mean several, who they are."""

    name: str
    id: str | None
    aka: tuple[str, ...]
    offices: tuple[OfficeHeld, ...]
    told: tuple[OfficeTold, ...]
    counterparts: tuple[Count, ...]  # people of other sides in the same contacts
    sides: tuple[Count, ...]
    places: tuple[Count, ...]
    subjects: tuple[Count, ...]
    picture: Picture | None
    sheet: Sheet
    contacts: tuple[Brief, ...]
    namesakes: tuple[Namesake, ...] = ()


def person(record: Record, asked: Asked) -> PersonPage:
    """The person of an id or a name.

    Raises:
        NotFoundError: where nobody of the record or of the table of offices is called so.
    """
    name = asked.path["who"]
    path = addresses.person(name)
    found = _called(record, name)
    if not found:
        raise NotFoundError(f'nobody is called "{name}"; /people lists who is in the record')
    if len(found) > 1:
        near = record.these((e.id for e in record.entries(Filter(person=name))), linked=False)
        contacts = {one.id: tuple(c for c in near if _takes_part(one, c)) for one in found}
        found = tuple(one for one in found if contacts[one.id]) or found
        if len(found) > 1:
            return _several(name, found, contacts, asked, path)
    one = found[0]
    every = ordered(_contacts(record, one), sort=Sort.LATEST)
    part, shown = sheet(every, asked, path=path)
    return PersonPage(
        name=one.name,
        id=one.id,
        aka=one.aka,
        offices=tuple(OfficeHeld(h.office, h.side, h.since, h.until, h.lasts, s) for h, s in one.held),
        told=_told(record, one, every),
        counterparts=_counterparts(record, one, every),
        sides=_sides(one, every),
        places=of_places(every),
        subjects=of_subjects(every),
        picture=strip(every, person=one.name),
        sheet=part,
        contacts=tuple(map(brief, shown)),
    )


def _called(record: Record, name: str) -> tuple[Known, ...]:
    """Those whom the table or the record knows by an id or a name, the table's first."""
    known = called(record.people(), name)
    if any(one.id == name for one in known):
        return tuple(one for one in known if one.id == name)
    met = {one.id: one for one in _met(record, name)}
    if name in met:
        return (met[name],)
    return tuple((met | {one.id: one for one in known}).values())


def _met(record: Record, name: str) -> Iterable[Known]:
    """People of the record's contacts by an id or a name; an id of somebody unknown is made of the name's words."""
    words = name_words(name.rpartition("-")[0]) if "-" in name and " " not in name else ()
    for asked in filter(None, (name, " ".join(words))):
        near = record.outlines(Filter(person=asked))
        last = {id_: o.id for o in near for id_, _ in _called_in(o.everybody, name, asked)}
        whole = {c.id: c for c in record.these({*last.values()}, linked=False)}
        for id_, contact in last.items():  # the last contact by date tells the name
            told = _called_in(all_parties(whole[contact]), name, asked) if contact in whole else ()
            yield from (Known(known, said, (), None, ()) for known, said in told if known == id_)


def _called_in(parties: Iterable[Partaker], name: str, asked: str) -> Iterator[tuple[str, str]]:
    """Id and name of the parties that have the id or all words asked for."""
    for party in parties:
        id_ = party.person or fold(party.name or "")
        if party.name and (id_ == name or set(name_words(asked)) <= set(name_words(party.name))):
            yield id_, party.name


def _contacts(record: Record, one: Known) -> tuple[Contact, ...]:
    """The contacts in which the person takes part; of those whose name is told without an identity, by the name."""
    found = {c.id: c for c in record.contacts_of(one, linked=False)}
    near = (o for o in record.outlines(Filter(person=one.name)) if o.id not in found)
    named = [o.id for o in near if any(p.name and fold(p.name) == fold(one.name) for p in o.everybody)]
    more = record.these(named, linked=False)
    return tuple((found | {c.id: c for c in more if _takes_part(one, c)}).values())


def _takes_part(one: Known, contact: Contact) -> bool:
    return takes_part(one, contact) or any(
        p.actor.person_id is None and p.name and fold(p.name) == fold(one.name) for p in all_parties(contact)
    )


def _several(
    name: str, met: Iterable[Known], contacts: dict[str, tuple[Contact, ...]], asked: Asked, path: str
) -> PersonPage:
    namesakes = (
        Namesake(
            id=one.id,
            name=one.name,
            address=addresses.person(one.id),
            contacts=len(contacts[one.id]),
            offices=tuple(dict.fromkeys(h.office for h, _ in one.held))
            or tuple(dict.fromkeys(p.office for p in _parts(one, contacts[one.id]) if p.office)),
            sides=tuple(dict.fromkeys(h.side for h, _ in one.held if h.side))
            or tuple(dict.fromkeys(p.side for p in _parts(one, contacts[one.id]) if p.side)),
        )
        for one in met
    )
    by_contacts = tuple(sorted(namesakes, key=lambda n: (-n.contacts, n.name, n.id)))
    empty, _ = sheet((), asked, path=path)
    return PersonPage(name, None, (), (), (), (), (), (), (), None, empty, (), by_contacts)


def _is(one: Known, party: Party) -> bool:
    return party.actor.person_id == one.id or (
        party.name is not None and any(same_name(party.name, n) for n in (one.name, *one.aka))
    )


def _parts(one: Known, contacts: Iterable[Contact]) -> Iterable[Party]:
    """The person as party of each contact."""
    return (party for contact in contacts for party in contact.parties if _is(one, party))


def _told(record: Record, one: Known, contacts: Iterable[Contact]) -> tuple[OfficeTold, ...]:
    wordings: Counter[str] = Counter()
    told: Counter[str] = Counter()  # by the office in folded letters, as are the rest
    every_one = tuple(contacts)
    reports = {r.id: (c.id, r) for c in every_one for r in c.reports}
    for contact in every_one:
        found = {p.office for p in _parts(one, [contact]) if p.office}
        wordings.update(found)
        told.update({*map(fold, found)})
    others = [o for o in record.otherwise(*every_one) if _is(one, reports[o.report_id][1].parties[o.party])]
    other = {fold(o.told): tenures(o.table) for o in others}
    times = Counter(office for _, office in {(reports[o.report_id][0], fold(o.told)) for o in others})
    every = {*wordings, *(o.told for o in others)}
    shown = {fold(office): office for office in sorted(every, key=lambda o: (wordings[o], o))}  # the most told
    order = sorted(shown, key=lambda office: (-told[office], office))
    return tuple(OfficeTold(shown[o], told[o], times[o], other.get(o)) for o in order)


def _counterparts(record: Record, one: Known, contacts: Iterable[Contact]) -> tuple[Count, ...]:
    """People of other sides, most contacts first; what was called off or refused is not counted."""
    numbers: Counter[str] = Counter()
    named: dict[str, str] = {}
    for contact in contacts:
        if contact.status in {Status.CANCELLED, Status.REFUSED}:
            continue
        mine = {p.side for p in contact.parties if _is(one, p)}
        others = {p.actor.person_id or p.name: p.name for p in contact.parties if p.name and p.side not in mine}
        numbers.update(others.keys())
        named = others | named
    named |= {p.id: p.name for p in record.people() if p.id in numbers}
    return ranked(numbers, name=lambda id_: named[id_], address=addresses.person)


def _sides(one: Known, contacts: Iterable[Contact]) -> tuple[Count, ...]:
    numbers: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for contact in contacts:
        mine = {p.side for p in contact.parties if _is(one, p) and p.side}
        own.update(mine)
        numbers.update({p.side for p in contact.parties if p.side and p.side not in mine})
    home = own.most_common(1)[0][0] if own else None

    def address(side: str) -> str:
        return addresses.pair(home, side) if home and home != side else f"/timeline?side={side}"

    return ranked(numbers, name=side_name, address=address)
