"""Facts of the world: where towns lie, by `lexicons/coordinates.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from summitry.names import fold

if TYPE_CHECKING:
    from summitry.model import Where


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


def point(where: Where) -> Point | None:
    """Where a contact took place: its city, or a venue that is in none. A country alone is no point."""
    country = where.country.value if where.country else None
    told = (where.city, where.venue)
    return next((found for c in told if c and (found := point_of(c.value, country))), None)
