"""What a story says of before, after and during narrows the contacts that its dateless reports can be.

"The visit comes after an earlier trip was put off" dates neither, and each fits the contact of June as well as that
of February. But the later of the two cannot be the earlier contact, and so each has one place. A meeting during the
visit lies in its days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.resolve.profiles import days_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from summitry import dates
    from summitry.resolve.profiles import Profile

    _Holds = Callable[[dates.Interval, dates.Interval], bool]
    _Options = dict[str, tuple[tuple[str, dates.Interval], ...]]  # report to where it can be, and when that was


def narrowed(
    fits: Mapping[str, Sequence[str]], told: Iterable[Profile], *, profile: Callable[[str], Profile | None]
) -> dict[str, list[str]]:
    """The clusters that fit each dateless report, less those that would go against what its story tells.

    Args:
        fits: dateless report to the dated clusters that would do.
        told: all reports of the story.
        profile: the report that names a cluster, whose date stands for the cluster's.

    Returns:
        `fits` narrowed; as it was where the order leaves a report no place at all.
    """
    reports = tuple(told)
    options: _Options = {}
    for one in reports:
        days = days_of(one.when)
        if days:
            options[one.id] = ((one.id, days),)
    for id_, clusters in fits.items():
        firsts = ((name, profile(name)) for name in clusters)
        options[id_] = tuple((name, days) for name, p in firsts if p and (days := days_of(p.when)))
    pairs = tuple(_pairs(reports))
    last: _Options = {}
    while last != options:
        last = dict(options)
        for one_id, other_id, holds in pairs:
            _narrow(options, one_id, other_id, holds)
    return {id_: [name for name, _ in options[id_]] for id_ in fits}


def ordered(reports: Iterable[Profile]) -> bool:
    """Whether a story says how any of these reports of its stand to each other in time."""
    return any(True for _ in _pairs(tuple(reports)))


def _pairs(reports: Sequence[Profile]) -> Iterator[tuple[str, str, _Holds]]:
    """Two reports, and what must hold of the days of the one and the other."""
    for one in reports:
        yield from ((id_, one.id, _before) for id_ in one.follows)
        yield from ((one.id, id_, _before) for id_ in one.precedes)
        yield from ((one.id, id_, _touch) for id_ in one.within)


def _narrow(options: _Options, one: str, other: str, holds: _Holds) -> None:
    mine, others = options.get(one, ()), options.get(other, ())
    kept = tuple(a for a in mine if any(a[0] != b[0] and holds(a[1], b[1]) for b in others))
    others_kept = tuple(b for b in others if any(a[0] != b[0] and holds(a[1], b[1]) for a in mine))
    if kept and others_kept:
        options[one], options[other] = kept, others_kept


def _before(a: dates.Interval, b: dates.Interval) -> bool:
    return a.first <= b.last


def _touch(a: dates.Interval, b: dates.Interval) -> bool:
    return a.first <= b.last and b.first <= a.last
