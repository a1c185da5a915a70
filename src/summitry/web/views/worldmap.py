"""The map: where contacts took place, and who travels to whom; the same in tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from summitry.coordinates import point
from summitry.facts import side_name
from summitry.model import Kind, Role, Status
from summitry.web.views import addresses
from summitry.web.views.asks import Asks, asks_of, filter_of, told
from summitry.web.views.counts import Count, of_places
from summitry.web.views.pictures import Picture, picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.charts import Chart
    from summitry.model import Outlined
    from summitry.record import Record
    from summitry.web.asked import Asked

MOST = 3000  # contacts that are looked at; beyond, a page would take too long
_PLACES = 60


@dataclass(frozen=True, slots=True)
class Journey:
    """Visits of one side to another."""

    visitor: str
    host: str
    names: tuple[str, str]
    held: int
    ahead: int  # planned or possible
    address: str


@dataclass(frozen=True, slots=True)
class MapPage:
    """Where contacts took place, and who travels to whom."""

    asks: Asks
    told: tuple[str, ...]
    total: int
    shown: int  # of these, the newest
    unplaced: int  # of the shown, at no town that is told and known
    picture: Picture | None
    places: tuple[Count, ...]  # those with most contacts
    more: int  # further ones
    journeys: tuple[Journey, ...]


def worldmap(record: Record, asked: Asked) -> MapPage:
    """The map of the contacts that the query asks for, as on the timeline.

    Raises:
        SummitryError: for a date, a side or a word that there is not.
    """
    asks = asks_of(asked)
    wanted = filter_of(asks)
    total = len(record.entries(wanted))
    contacts = tuple(islice(record.outlines(wanted), MOST))
    places = of_places(contacts, most=MOST)

    def chart() -> Chart:
        from summitry import charts  # noqa: PLC0415 - an extra, and slow to load

        return charts.worldmap(contacts, width=1160, link=addresses.place)

    return MapPage(
        asks=asks,
        told=tuple(told(asks)),
        total=total,
        shown=len(contacts),
        unplaced=sum(point(c.site) is None for c in contacts),
        picture=picture(chart) if contacts else None,
        places=places[:_PLACES],
        more=max(0, len(places) - _PLACES),
        journeys=tuple(_journeys(contacts)),
    )


def _journeys(contacts: Iterable[Outlined]) -> list[Journey]:
    """Most visits first."""
    held: Counter[tuple[str, str]] = Counter()
    ahead: Counter[tuple[str, str]] = Counter()
    for contact in contacts:
        if contact.kind is not Kind.VISIT or contact.status not in {Status.HELD, Status.PLANNED, Status.POSSIBLE}:
            continue
        visitors = {p.side for p in contact.parties if p.role is Role.VISITOR and p.side}
        hosts = {p.side for p in contact.parties if p.role is Role.HOST and p.side}
        ways = {(a, b) for a in visitors - hosts for b in hosts}
        (held if contact.status is Status.HELD else ahead).update(ways)
    order = sorted(held.keys() | ahead.keys(), key=lambda way: (-held[way] - ahead[way], way))
    return [
        Journey(a, b, (side_name(a), side_name(b)), held[a, b], ahead[a, b], addresses.pair(a, b)) for a, b in order
    ]
