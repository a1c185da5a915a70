"""A place: a country, a city, a house or a gathering, with the contacts there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from summitry.errors import NotFoundError
from summitry.facts import country_name, side
from summitry.model import Status
from summitry.names import fold
from summitry.query import Filter, Sort
from summitry.web.views import addresses
from summitry.web.views.brief import Brief, brief
from summitry.web.views.counts import Count, of_sides, of_subjects, ranked
from summitry.web.views.pictures import Picture, strip
from summitry.web.views.sheets import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.model import Claim, Contact, Where
    from summitry.record import Record
    from summitry.web.asked import Asked


class PlaceKind(StrEnum):
    """What a place is."""

    COUNTRY = "country"
    CITY = "city"
    VENUE = "venue"
    GATHERING = "gathering"


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place."""

    name: str
    kinds: tuple[PlaceKind, ...]  # as the stories tell it
    within: tuple[Count, ...]  # the countries that it is in; of a country its cities
    sides: tuple[Count, ...]
    subjects: tuple[Count, ...]
    statuses: tuple[tuple[Status, int], ...]
    picture: Picture | None
    sheet: Sheet
    contacts: tuple[Brief, ...]


def place(record: Record, asked: Asked) -> PlacePage:
    """The place of a name, or of a country's code; where nothing is called just so, whatever has these words.

    Raises:
        NotFoundError: where no contact is at such a place.
    """
    name = asked.path["name"]
    near = record.contacts(Filter(place=name, sort=Sort.LATEST))
    exact = tuple(c for c in near if any(_is(told, kind, name) for told, kind in _told(c)))
    every = exact or tuple(near)
    if not every:
        raise NotFoundError(f'no contact of the record is at a place called "{name}"; /places lists them')
    kinds = Counter(kind for c in exact for told, kind in _told(c) if _is(told, kind, name))
    shown_name = country_name(name.upper()) if PlaceKind.COUNTRY in kinds and side(name.upper()) else name
    part, shown = sheet(every, asked, path=addresses.place(name))
    statuses = Counter(c.status for c in every)
    return PlacePage(
        name=shown_name,
        kinds=tuple(kind for kind, _ in kinds.most_common()),
        within=_within(every, is_country=PlaceKind.COUNTRY in kinds),
        sides=of_sides(every),
        subjects=of_subjects(every),
        statuses=tuple((s, statuses[s]) for s in Status if statuses[s]),
        picture=strip(every, place=shown_name),
        sheet=part,
        contacts=tuple(map(brief, shown)),
    )


def places_of(where: Where) -> Iterator[tuple[str, PlaceKind]]:
    """The places of a contact or a report by name, countries by code, with what each is."""
    told: tuple[tuple[Claim | None, PlaceKind], ...] = (
        (where.country, PlaceKind.COUNTRY),
        (where.city, PlaceKind.CITY),
        (where.venue, PlaceKind.VENUE),
        (where.margins_of, PlaceKind.GATHERING),
    )
    return ((claim.value, kind) for claim, kind in told if claim)


def _told(contact: Contact) -> Iterator[tuple[str, PlaceKind]]:
    """The places as any story of the contact tells them."""
    wheres = (contact.where, *(report.where for report in contact.reports))
    return (told for where in wheres for told in places_of(where))


def _is(told: str, kind: PlaceKind, name: str) -> bool:
    if kind is not PlaceKind.COUNTRY:
        return fold(told) == fold(name)
    known = side(told)
    return told == name.upper() or (known is not None and fold(name) in map(fold, known.names))


def _within(contacts: Iterable[Contact], *, is_country: bool) -> tuple[Count, ...]:
    if is_country:
        return ranked(Counter(c.where.city.value for c in contacts if c.where.city), name=str, address=addresses.place)
    countries = Counter(c.where.country.value for c in contacts if c.where.country)
    return ranked(countries, name=country_name, address=addresses.place)
