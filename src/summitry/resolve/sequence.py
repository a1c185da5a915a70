"""What a story says of order narrows the contacts that its dateless reports can be.

"The visit comes after an earlier trip was put off" dates neither, and each fits the contact of June as well as that
of February. But the later of the two cannot be the earlier contact, and so each has one place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.resolve.profiles import days_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from summitry import dates
    from summitry.resolve.profiles import Profile

    _Options = dict[str, tuple[tuple[str, dates.Interval], ...]]  # report to where it can be, and when that was


def narrowed(
    fits: Mapping[str, Sequence[str]], told: Iterable[Profile], *, profile: Callable[[str], Profile | None]
) -> dict[str, list[str]]:
    """The clusters that fit each dateless report, less those that would turn around the order that its story tells.

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
    before: _Options = {}
    while before != options:
        before = dict(options)
        for earlier, later in pairs:
            _narrow(options, earlier, later)
    return {id_: [name for name, _ in options[id_]] for id_ in fits}


def ordered(reports: Iterable[Profile]) -> bool:
    """Whether a story says anything of the order of these reports of its."""
    return any(True for _ in _pairs(tuple(reports)))


def _pairs(reports: Sequence[Profile]) -> Iterator[tuple[str, str]]:
    """The earlier and the later of two reports."""
    for one in reports:
        yield from ((id_, one.id) for id_ in one.follows)
        yield from ((one.id, id_) for id_ in one.precedes)


def _narrow(options: _Options, earlier: str, later: str) -> None:
    first, second = options.get(earlier, ()), options.get(later, ())
    kept_first = tuple(a for a in first if any(_before(a, b) for b in second))
    kept_second = tuple(b for b in second if any(_before(a, b) for a in first))
    if kept_first and kept_second:
        options[earlier], options[later] = kept_first, kept_second


def _before(a: tuple[str, dates.Interval], b: tuple[str, dates.Interval]) -> bool:
    return a[0] != b[0] and a[1].first <= b[1].last
