"""Which reports have a say in how some are clustered, so that a few can be resolved without all the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.resolve.cluster import Memory
from summitry.resolve.compare import Verdicts
from summitry.resolve.greedy import Links
from summitry.resolve.profiles import profile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.model import Report


def reached(seeds: Iterable[Report], reports: Iterable[Report]) -> tuple[Report, ...]:
    """The seeds, all that can be one contact with them, what their stories tell beside, and on from these.

    `contacts` of them are those of all the reports that hold one of them: what a report joins depends on nothing
    but what it can be one with, and on what its story tells beside.

    Args:
        seeds: some of the reports.
        reports: all there are.
    """
    by_id = {r.id: r for r in reports}
    profiles = {id_: profile(r) for id_, r in by_id.items()}
    space = Memory(profiles.values())
    links = Links(space, Verdicts())
    found: set[str] = set()
    ahead = [r.id for r in seeds]
    while ahead:
        id_ = ahead.pop()
        if id_ not in found:
            found.add(id_)
            ahead += links.of(profiles[id_])
            ahead += (p.id for p in space.beside(profiles[id_]))
    return tuple(by_id[id_] for id_ in sorted(found))
