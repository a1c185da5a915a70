"""A place: a country, a city, a house or a gathering, with the contacts there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry.errors import NotFoundError
from summitry.facts import country_name, side
from summitry.model import PlaceKind, Status
from summitry.names import fold
from summitry.query import Filter, Sort
from summitry.web.views import addresses
from summitry.web.views.brief import Brief, brief
from summitry.web.views.counts import Count, of_sides, of_subjects, ranked
from summitry.web.views.pictures import Picture, strip
from summitry.web.views.sheets import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.model import Outline, Spot
    from summitry.record import Record
    from summitry.web.asked import Asked


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
    near = tuple(record.outlines(Filter(place=name, sort=Sort.LATEST)))
    exact = tuple(c for c in near if any(_is(spot, name) for spot in c.places))
    every = exact or near
    if not every:
        raise NotFoundError(f'no contact of the record is at a place called "{name}"; /places lists them')
    kinds = Counter(spot.kind for c in exact for spot in c.places if _is(spot, name))
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


def _is(spot: Spot, name: str) -> bool:
    if spot.kind is not PlaceKind.COUNTRY:
        return fold(spot.name) == fold(name)
    known = side(spot.name)
    return spot.name == name.upper() or (known is not None and fold(name) in map(fold, known.names))


def _within(contacts: Iterable[Outline], *, is_country: bool) -> tuple[Count, ...]:
    if is_country:
        return ranked(Counter(c.site.city for c in contacts if c.site.city), name=str, address=addresses.place)
    countries = Counter(c.site.country for c in contacts if c.site.country)
    return ranked(countries, name=country_name, address=addresses.place)
