"""Facts of the world: where towns lie, by `lexicons/coordinates.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from summitry import facts
from summitry.names import fold

if TYPE_CHECKING:
    from summitry.model import Site

# Capitals that the lexicon of sides leaves out, since the word would mislead there, or names a city that is the state.
_CAPITALS: Final = {
    "AG": "St. John's",
    "BE": "Brussels",
    "GD": "St. George's",
    "GY": "Georgetown",
    "JM": "Kingston",
    "KN": "Basseterre",
    "NR": "Yaren",
    "PW": "Ngerulmud",
    "SC": "Victoria",
    "ST": "São Tomé",
    "VA": "Vatican City",
    "VC": "Kingstown",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the globe in degrees (WGS 84), right to about a kilometre."""

    latitude: float
    longitude: float


@cache
def _points() -> dict[tuple[str, str], Point]:
    """Each town's point by its folded name and its country."""
    table = files("summitry").joinpath("lexicons", "coordinates.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {(fold(name), country): Point(float(lat), float(lon)) for name, country, lat, lon in rows}


def point_of(town: str, country: str | None) -> Point | None:
    """Where a town, an estate or a base lies; None without its country or where the table has it not."""
    return _points().get((fold(town), country)) if country else None


def point(site: Site) -> Point | None:
    """Where a contact took place: its city, or a venue that is in none. A country alone is no point."""
    told = (site.city, site.venue)
    return next((found for name in told if name and (found := point_of(name, site.country))), None)


@cache
def seat(side: str) -> Point | None:
    """Where a side's government or an organisation has its seat; None where the tables do not tell."""
    known = facts.side(side)
    if known is None:
        return None
    capitals = (_CAPITALS.get(side), *known.capitals, *known.names)
    told = ((known.city, known.country), *((city, side) for city in capitals))
    return next((found for city, country in told if city and (found := point_of(city, country))), None)
