"""Facts of the world, in one place for the stages: sides, places and gatherings.

Sides are read by `sides.py`, places by `places.py` and gatherings by `gatherings.py`, each from its
lexicons, on first use.
"""

from __future__ import annotations

from summitry.gatherings import GatheringDate, GatheringHit, find_gatherings, gathering_dates, held_near
from summitry.places import PlaceForm, PlaceHit, find_places
from summitry.sides import (
    Form,
    Side,
    SideHit,
    SideKind,
    country_name,
    find_sides,
    is_state,
    plain,
    side,
    side_name,
    side_of,
    sides,
)

__all__ = [
    "Form",
    "GatheringDate",
    "GatheringHit",
    "PlaceForm",
    "PlaceHit",
    "Side",
    "SideHit",
    "SideKind",
    "country_name",
    "find_gatherings",
    "find_places",
    "find_sides",
    "gathering_dates",
    "held_near",
    "is_state",
    "plain",
    "side",
    "side_name",
    "side_of",
    "sides",
]
