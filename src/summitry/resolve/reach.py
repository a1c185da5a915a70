"""Which reports have a say in how some are clustered, so that a few can be resolved without all the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.resolve.cluster import Memory
from summitry.resolve.compare import Verdict, Verdicts
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
    space, verdicts = Memory(profiles.values()), Verdicts()
    found = {r.id for r in seeds}
    ahead = [*found]
    while ahead:
        mine = profiles[ahead.pop()]
        new = {p.id for p in space.beside(mine) if p.id not in found}
        others = (p for p in space.near(mine) if p.id not in found and p.id not in new)
        new |= {p.id for p in others if verdicts.of(mine, p) is not Verdict.APART}
        found |= new
        ahead += new
    return tuple(by_id[id_] for id_ in sorted(found))
