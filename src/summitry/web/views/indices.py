"""Lists of what the record has: people, places, subjects, stories."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry import subjects as scheme
from summitry.facts import country_name, side_name
from summitry.model import PlaceKind
from summitry.names import fold, words
from summitry.query import Term
from summitry.web.views import addresses
from summitry.web.views.sheets import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.model import DateBasis, Outline, Spot, Story
    from summitry.record import Record
    from summitry.web.asked import Asked


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of the record's contacts."""

    id: str
    name: str
    side: str | None
    office: str | None  # as the latest contact tells it
    contacts: int
    latest: str | None  # EDTF
    address: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """People, those with most contacts first."""

    q: str | None
    sheet: Sheet
    people: tuple[PersonRow, ...]


def people(record: Record, asked: Asked) -> PeoplePage:
    """Who took part in contacts; with `?q=` whose name, office or side has each word."""
    q = asked.text("q")
    found: dict[str, list[tuple[Outline, int]]] = {}
    for contact in record.outlines():
        for n, party in enumerate(contact.parties):
            if party.name:
                found.setdefault(party.person or fold(party.name), []).append((contact, n))
    names = {p.id: p.name for p in record.people()}
    rows = (_person(id_, told, names.get(id_)) for id_, told in found.items())
    chosen = [r for r in rows if _has(q, r.name, r.office, r.side, r.side and side_name(r.side))]
    chosen.sort(key=lambda r: (-r.contacts, fold(r.name), r.id))
    part, shown = sheet(chosen, asked, path="/people")
    return PeoplePage(q, part, tuple(shown))


def _person(id_: str, told: list[tuple[Outline, int]], name: str | None) -> PersonRow:
    """Somebody by all contacts, in their order, which is by date, undated ones last; `name` is the table's."""
    parties = [contact.parties[n] for contact, n in told]
    dated = [(contact.when, contact.parties[n]) for contact, n in told if contact.when]
    names = Counter(p.name for p in parties if p.name)
    sides = Counter(p.side for p in parties if p.side)
    offices = [p.office for _, p in dated if p.office] or [p.office for p in parties if p.office]
    return PersonRow(
        id=id_,
        name=name or max(names, key=lambda name: (names[name], len(name), name)),
        side=sides.most_common(1)[0][0] if sides else None,
        office=offices[-1] if offices else None,
        contacts=len({contact.id for contact, _ in told}),
        latest=dated[-1][0] if dated else None,
        address=addresses.person(id_),
    )


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of the record's contacts."""

    name: str
    kind: PlaceKind
    country: str | None  # the code of the country that it is told to be in
    contacts: int
    address: str


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """Places, those with most contacts first."""

    q: str | None
    kind: PlaceKind | None
    sheet: Sheet
    places: tuple[PlaceRow, ...]


def places(record: Record, asked: Asked) -> PlacesPage:
    """Where contacts are; `?kind=` of one kind only, with `?q=` those whose name has each word.

    Raises:
        AskedError: for a kind that there is not.
    """
    q, wanted = asked.text("q"), asked.one_of("kind", PlaceKind)
    numbers: Counter[Spot] = Counter()
    countries: dict[Spot, Counter[str]] = {}
    for contact in record.outlines():
        for spot in contact.places:
            numbers[spot] += 1
            if contact.site.country and spot.kind is not PlaceKind.COUNTRY:
                countries.setdefault(spot, Counter())[contact.site.country] += 1
    rows = (_place(spot, number, countries.get(spot, Counter())) for spot, number in numbers.items())
    chosen = [r for r in rows if (wanted is None or r.kind is wanted) and _has(q, r.name)]
    chosen.sort(key=lambda r: (-r.contacts, fold(r.name), r.kind))
    part, shown = sheet(chosen, asked, path="/places")
    return PlacesPage(q, wanted, part, tuple(shown))


def _place(spot: Spot, contacts: int, countries: Counter[str]) -> PlaceRow:
    shown = country_name(spot.name) if spot.kind is PlaceKind.COUNTRY else spot.name
    country = countries.most_common(1)[0][0] if countries else None
    return PlaceRow(shown, spot.kind, country, contacts, addresses.place(spot.name))


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A subject of the scheme, and how many contacts are on it or on a part of it."""

    id: str
    name: str
    depth: int  # 0 for one that is part of no other
    contacts: int
    address: str


@dataclass(frozen=True, slots=True)
class TopicRow:
    """Words of stories that fall under no subject of the scheme."""

    words: str
    contacts: int


@dataclass(frozen=True, slots=True)
class SubjectsPage:
    """The scheme of subjects, each followed by its parts, and topics that it has no subject for."""

    subjects: tuple[SubjectRow, ...]
    others: int  # how many topics fall under none
    topics: tuple[TopicRow, ...]  # the commonest of these


_TOPICS = 60


def subjects(record: Record, _asked: Asked) -> SubjectsPage:
    """What contacts are about."""
    told = record.terms(Term.TOPIC, [e.id for e in record.entries()]).values()
    numbers = scheme.counted(told)
    topics = Counter(topic for of in told for topic in of if not scheme.subjects_of(topic))
    order = sorted(topics.items(), key=lambda told: (-told[1], told[0]))
    return SubjectsPage(
        subjects=tuple(
            SubjectRow(one.id, one.name, len(scheme.broader(one)), numbers[one], addresses.subject(one.id))
            for one in scheme.in_order()
        ),
        others=len(topics),
        topics=tuple(TopicRow(told, number) for told, number in order[:_TOPICS]),
    )


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story, its date and what speaks against one."""

    id: str
    key: str
    title: str | None
    outlet: str | None  # or the agency
    date: str | None  # EDTF; None where each claim is in doubt
    basis: DateBasis | None
    doubted: bool
    contacts: int
    address: str


@dataclass(frozen=True, slots=True)
class StoriesPage:
    """Stories, the newest first by the date as it was read, undated ones last."""

    q: str | None
    sheet: Sheet
    stories: tuple[StoryRow, ...]


def stories(record: Record, asked: Asked) -> StoriesPage:
    """What was read; with `?q=` the stories whose title, name or outlet has each word."""
    q = asked.text("q")
    found = [h for h in record.headings() if q is None or _has(q, h.key, h.title, h.outlet, h.agency)]
    dated = [h for h in found if h.first]
    order = [*reversed(dated), *(h for h in found if not h.first)]
    part, shown = sheet(order, asked, path="/stories")
    whole = {s.id: s for s in record.stories(h.id for h in shown)}
    contacts = record.counts()
    return StoriesPage(q, part, tuple(_story(whole[h.id], contacts.get(h.id, 0)) for h in shown if h.id in whole))


def _story(one: Story, contacts: int) -> StoryRow:
    return StoryRow(
        id=one.id,
        key=one.key,
        title=one.title,
        outlet=one.outlet or one.agency,
        date=one.date,
        basis=one.dated.basis if one.dated else None,
        doubted=any(claim.doubts for claim in one.published),
        contacts=contacts,
        address=addresses.story(one.id),
    )


def _has(q: str | None, *texts: str | None) -> bool:
    """Whether each word of the question begins a word of the texts."""
    told = {word for text in texts if text for word in words(text)}
    asked: Iterable[str] = words(q or "")
    return all(any(word.startswith(part) for word in told) for part in asked)
