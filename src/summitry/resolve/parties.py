"""What the parties of two reports have in common, and whether that can be one contact's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summitry.model import Role
from summitry.names import same_name
from summitry.resolve.offices import differ

if TYPE_CHECKING:
    from summitry.resolve.profiles import Profile, Who

_SIDES_NEEDED = 2


@dataclass(frozen=True, slots=True)
class Shared:
    """What the parties have in common: how many persons by name, how many sides without a name."""

    persons: int
    sides: int
    all: bool = False  # as many parties and as many names on both sides
    most: bool = True  # at least half of the larger report's parties


def in_common(a: tuple[Who, ...], b: tuple[Who, ...], *, sides: int = _SIDES_NEEDED) -> Shared | None:
    """What is in common when every party of the smaller report is in the larger; else None.

    Where both name the same persons of so many sides, those who came along do not count: one story names the
    minister beside the president, another the ambassador.
    """
    found = _all_in_common(a, b)
    if found is None:
        mine, others = _leading(a, b), _leading(b, a)
        if len({who.side for who in mine if any(same_person(who, o) for o in others)}) >= sides:
            found = _all_in_common(mine, others)
            return replace(found, all=False) if found else None
    return found


def _all_in_common(a: tuple[Who, ...], b: tuple[Who, ...]) -> Shared | None:
    if not a or not b:
        return None
    if len(a) == len(b):
        found = [s for s in (_within(a, b), _within(b, a)) if s]
        best = max(found, key=lambda s: (s.persons, s.sides), default=None)
        return replace(best, all=_names(a) == _names(b) == best.persons) if best else None
    small, large = sorted((a, b), key=len)
    shared = _within(small, large)
    return replace(shared, most=2 * len(small) >= len(large)) if shared else None


def _leading(who: tuple[Who, ...], others: tuple[Who, ...]) -> tuple[Who, ...]:
    """The parties without those who may have come along: whom the others do not name, of a side that both name."""
    shared = [w for w in who if w.name and any(o.name and same_person(w, o) for o in others)]
    sides = {w.side for w in shared if w.side}
    return tuple(w for w in who if w in shared or (w.side is not None and w.side not in sides))


def _names(who: tuple[Who, ...]) -> int:
    return sum(1 for party in who if party.name)


def _within(small: tuple[Who, ...], large: tuple[Who, ...]) -> Shared | None:
    persons = sides = 0
    for party in small:
        fits = [other for other in large if covers(party, other)]
        if not fits:
            return None
        if party.name and any(other.name for other in fits):
            persons += 1
        else:
            sides += 1
    return Shared(persons, sides)


def in_common_on_visit(a: Profile, b: Profile) -> Shared | None:
    """For a visit the visitor decides, with the side visited."""
    hosts_a, hosts_b = _hosts(a), _hosts(b)
    if hosts_a and hosts_b and not hosts_a & hosts_b:
        return None
    return in_common(_visitors(a), _visitors(b), sides=1)


def _visitors(visit: Profile) -> tuple[Who, ...]:
    found = tuple(w for w in visit.who if w.role is Role.VISITOR)
    return found or tuple(w for w in visit.who if w.role is not Role.HOST)


def _hosts(visit: Profile) -> frozenset[str]:
    """The sides visited: those of the hosts, else the country it went to."""
    found = frozenset(w.side for w in visit.who if w.role is Role.HOST and w.side)
    return found or frozenset({visit.country} if visit.country else ())


def same_person(a: Who, b: Who) -> bool:
    """Whether two named parties can be one person: by identity, else by name and side."""
    if a.person_id and b.person_id:
        return a.person_id == b.person_id
    return bool(a.name and b.name) and same_name(a.name or "", b.name or "") and _sides_meet(a.side, b.side)


def covers(party: Who, other: Who) -> bool:
    """Whether one of the two parties can stand for the other, a nameless one by its side and office."""
    if party.name and other.name:
        return same_person(party, other)
    return bool(party.side and party.side == other.side) and not differ(party.office, other.office)


def _sides_meet(a: str | None, b: str | None) -> bool:
    """Equal, unknown, or a state within the other state."""
    return a is None or b is None or a == b or a.startswith(f"{b}-") or b.startswith(f"{a}-")
