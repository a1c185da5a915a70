"""Where contacts took place, and who travels to whom."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

import altair as alt

from summitry.charts.base import BLUE, GREY, ORANGE, WIDTH, Chart, Link, framed, href, left_out, many
from summitry.coordinates import point, seat
from summitry.exporters.base import printable
from summitry.facts import side_name
from summitry.model import Kind, Role, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.coordinates import Point
    from summitry.model import Outlined

_HEIGHT: Final = 0.44  # of the width: the frame below in this projection
_NORTH, _SOUTH = 84, -56  # degrees: all land but Antarctica
_STEPS: Final = 24  # straight pieces of a journey's line
_BEND: Final = 0.12  # of its length, by which its middle lies beside the straight line
_GOING: Final = {Status.HELD: False, Status.PLANNED: True, Status.POSSIBLE: True}  # whether the journey is ahead


class _Town(NamedTuple):
    name: str
    at: Point


class _Journey(NamedTuple):
    visitor: str
    to: str  # the host's side, or the town
    ahead: bool
    start: Point
    end: Point


def worldmap(contacts: Iterable[Outlined], *, width: int = WIDTH, link: Link | None = None) -> Chart:
    """A disc at each town, as large as contacts were there, and a line for each journey to a visit.

    A journey begins at the seat of the visitor's government or organisation, and its line bends to the left, so that
    the way back is a line of its own. Visits that came to nothing have no
    line, those ahead a broken one. Borders are not drawn: some are what contacts are about. `link` gives the address
    of a town's name.
    """
    every = tuple(contacts)
    towns = Counter(town for contact in every if (town := _town(contact)))
    journeys = Counter(journey for contact in every for journey in _journeys(contact))
    lines = [_line(journey, n) for journey, n in sorted(journeys.items(), key=str)]
    discs = [_disc(town, n, link=link) for town, n in sorted(towns.items(), key=str)]
    missed = len(every) - sum(towns.values())
    drawn = alt.LayerChart(layer=[_land(), _lines(lines), _discs(discs, link=link)])
    return framed(
        drawn.project("equalEarth", fit=_frame()),
        "Where contacts took place, and who travelled to whom",
        left_out(missed, "at no town that is told and known"),
        width=width,
        height=round(width * _HEIGHT),
    )


def _town(contact: Outlined) -> _Town | None:
    """Where it was: the city, or a venue that is in none."""
    at, told = point(contact.site), contact.site.city or contact.site.venue
    return _Town(told, at) if at and told else None


def _journeys(contact: Outlined) -> Iterator[_Journey]:
    """Each visitor's side once, from its seat to the town, and where that is not told to the host's seat."""
    if contact.kind is not Kind.VISIT or contact.status not in _GOING:
        return
    town = _town(contact)
    visitors = {p.side for p in contact.parties if p.role is Role.VISITOR and p.side}
    hosts = {p.side for p in contact.parties if p.role is Role.HOST and p.side}
    ends = [town] if town else [_Town(side_name(h), at) for h in sorted(hosts) if (at := seat(h))]
    for visitor, end in product(sorted(visitors - hosts), ends):
        start = seat(visitor)
        if start and start != end.at:
            yield _Journey(visitor, end.name, _GOING[contact.status], start, end.at)


@cache
def _land() -> alt.Chart:
    """The land of the world: Natural Earth's 1:110m (public domain), as npm's world-atlas 2.0.2 packs it."""
    topology = json.loads(files("summitry").joinpath("charts", "land.json").read_text(encoding="utf-8"))
    topology["arcs"] = tuple(topology["arcs"])  # Altair copies lists with all that is in them, again and again
    data = alt.InlineData(values=topology, format=alt.TopoDataFormat(type="topojson", feature="land"))
    land: alt.Chart = alt.Chart(data).mark_geoshape(fill=GREY, fillOpacity=0.25, stroke=None, aria=False, clip=True)
    return land


def _frame() -> dict[str, object]:
    """The part of the world that is shown, by its corners and its widest line."""
    rows = (_NORTH, 0, _SOUTH)
    corners = {"type": "MultiPoint", "coordinates": [[x, y] for y in rows for x in (-180, 180)]}
    return {"type": "Feature", "geometry": corners, "properties": {}}


def _lines(lines: list[dict[str, object]]) -> alt.Chart:
    """A line each, as wide as it was travelled often."""
    dashes = alt.Scale(domain=["visits held", "visits ahead"], range=[[1, 0], [4, 3]])
    legend = alt.Legend(title=None, symbolStrokeColor=ORANGE, symbolType="stroke")
    drawn: alt.Chart = (
        alt.Chart(alt.InlineData(values=tuple(lines)))
        .mark_geoshape(filled=False, stroke=ORANGE, opacity=0.75, clip=True)
        .encode(
            strokeWidth=alt.StrokeWidth("number:Q", scale=alt.Scale(type="sqrt", range=[1, 5]), legend=None),
            strokeDash=alt.StrokeDash("what:N", scale=dashes, legend=legend),
            tooltip=alt.Tooltip("told:N"),
            description="told:N",
        )
    )
    return drawn


def _discs(discs: list[dict[str, object]], *, link: Link | None) -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart(alt.InlineData(values=tuple(discs)))
        .mark_circle(color=BLUE, opacity=0.8, stroke="white", strokeWidth=0.7)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            size=alt.Size("number:Q", scale=alt.Scale(type="sqrt", range=[30, 500]), legend=None),
            tooltip=alt.Tooltip("told:N"),
            description="told:N",
            href=href(linked=link is not None),
        )
    )
    return drawn


def _line(journey: _Journey, number: int) -> dict[str, object]:
    what = f"{many(number, 'visit')}{' ahead' if journey.ahead else ''}"
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": _bent(journey.start, journey.end)},
        "number": number,
        "what": "visits ahead" if journey.ahead else "visits held",
        "told": f"{side_name(journey.visitor)} to {printable(journey.to)}: {what}",
    }


def _bent(start: Point, end: Point) -> list[list[float]]:
    """A curve of degrees from one point to the other; a great circle would leave the map over the pole."""
    east, north = end.longitude - start.longitude, end.latitude - start.latitude
    steps = [n / _STEPS for n in range(_STEPS + 1)]
    return [
        [
            round(start.longitude + at * east - _BEND * 4 * at * (1 - at) * north, 2),
            round(start.latitude + at * north + _BEND * 4 * at * (1 - at) * east, 2),
        ]
        for at in steps
    ]


def _disc(town: _Town, number: int, *, link: Link | None) -> dict[str, object]:
    return {
        "longitude": town.at.longitude,
        "latitude": town.at.latitude,
        "number": number,
        "told": f"{printable(town.name)}: {many(number, 'contact')}",
        "href": link(town.name) if link else None,
    }
