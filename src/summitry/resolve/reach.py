"""Which reports have a say in how some are clustered, so that a few can be resolved without all the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.resolve.compare import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from summitry.resolve.compare import Verdicts
    from summitry.resolve.greedy import Space
    from summitry.resolve.profiles import Profile


def reached(
    seeds: Iterable[Profile], space: Space, verdicts: Verdicts, *, known: Callable[[Profile], bool] = lambda _: True
) -> tuple[str, ...]:
    """The ids of the seeds, of all that can be one contact with them, of what their stories tell beside, and on.

    `contacts` of these reports are those of all the reports that hold one of them: what a report joins depends on
    nothing but what it can be one with, and on what its story tells beside.

    Args:
        seeds: some of the reports.
        space: all there are.
        verdicts: what was compared before.
        known: which of all have a say.
    """
    ahead = [*seeds]
    found = {seed.id for seed in ahead}
    while ahead:
        mine = ahead.pop()
        new = {p.id: p for p in space.beside(mine) if p.id not in found and known(p)}
        for other in space.near(mine):
            fresh = other.id not in found and other.id not in new and known(other)
            if fresh and verdicts.of(mine, other) is not Verdict.APART:
                new[other.id] = other
        found |= new.keys()
        ahead += new.values()
    return tuple(sorted(found))
