"""Which reports are one contact: clusters that depend on the set of reports, never on their order.

1. Reports that tell a date are clustered first: those that agree in full (`EQUAL`), then these groups, the
   most exact and fullest first (`_order`). A group joins a cluster when every two of their reports can be
   one contact, and no other cluster would do.
2. A dateless report then joins when exactly one dated cluster would do. Where several would, it stays
   alone: nothing in it says which. Dateless reports have no say in this, so none can draw another in.
3. Dateless reports for which no dated cluster would do are clustered among themselves as in 1.

"Would do" is first asked without any disagreement, and only if no cluster fits, with the
disagreements that `compare` lets pass. Of two dateless reports of one story that fit the same cluster
the first by `_order` joins it.

`regroup` does this for what a change can touch, and gives what `regroup` of everything would give:
a dated report depends only on dated ones it is linked to by matches, a dateless one on the clusters
it matches, on the dateless ones of its own story and, in 3, on those it is linked to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from summitry import dates
from summitry.resolve.block import keys, window
from summitry.resolve.compare import Profile, Verdict, compare

if TYPE_CHECKING:
    from collections.abc import Iterable


class Space(Protocol):
    """The reports kept so far, as clustering asks for them; the changed ones are among them."""

    def near(self, profile: Profile) -> Iterable[Profile]:
        """The reports that share a blocking key with this one and whose windows touch its window."""
        ...

    def beside(self, profile: Profile) -> Iterable[Profile]:
        """The reports of the same story."""
        ...

    def dated_cluster(self, profile: Profile) -> Iterable[Profile]:
        """The dated reports of the cluster in which this one is now."""
        ...


class Memory:
    """A `Space` of reports held in memory, none of them clustered before."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        """Index the reports by blocking key and by story."""
        self._windows = {p: window(p) for p in profiles}
        self._blocks: dict[str, list[Profile]] = {}
        self._stories: dict[str, list[Profile]] = {}
        for profile in self._windows:
            self._stories.setdefault(profile.story_id, []).append(profile)
            for key in keys(profile):
                self._blocks.setdefault(key, []).append(profile)

    def near(self, profile: Profile) -> Iterable[Profile]:
        """See `Space`."""
        found = {p for key in keys(profile) for p in self._blocks.get(key, ())}
        return [p for p in found if self._windows[p].touches(window(profile))]

    def beside(self, profile: Profile) -> Iterable[Profile]:
        """See `Space`."""
        return self._stories.get(profile.story_id, ())

    def dated_cluster(self, profile: Profile) -> Iterable[Profile]:
        """Never asked for: in memory every report is regrouped."""
        raise AssertionError(f"{profile.id} was clustered before")


def regroup(changed: Iterable[Profile], space: Space) -> dict[str, str]:
    """Cluster anew all that the changed reports can touch.

    Args:
        changed: reports that came in, and reports that matched one that was taken out.
        space: every report kept, the changed ones included.

    Returns:
        Report id to cluster, named by the id of its first report; reports left out keep their cluster.
    """
    seeds = tuple(changed)
    dated = _dated_reach(seeds, space)
    clusters = _clusters(dated)
    known = {p.id: cluster for cluster in clusters for p in cluster}
    loose, candidates = _loose_reach((*seeds, *dated), space)
    roots = {p.id: cluster[0].id for cluster in clusters for p in cluster}
    free = []
    taken: set[tuple[str, str]] = set()
    for profile in sorted(loose, key=_order):
        near = {c[0].id: c for c in (_cluster_of(p, known, space) for p in candidates[profile.id])}
        fits = [c for root, c in sorted(near.items()) if (root, profile.story_id) not in taken]
        homes = _homes([profile], fits)
        roots[profile.id] = homes[0][0].id if len(homes) == 1 else profile.id
        if len(homes) == 1:
            taken.add((homes[0][0].id, profile.story_id))
        elif not homes:
            free.append(profile)
    roots |= {p.id: cluster[0].id for cluster in _clusters(free) for p in cluster}
    return roots


def matches(profile: Profile, space: Space) -> tuple[Profile, ...]:
    """The reports that can be one contact with this one, by id."""
    return tuple(sorted((p for p in space.near(profile) if compare(profile, p)), key=lambda p: p.id))


def _order(profile: Profile) -> tuple[int, int, int, str]:
    """The most exact date first, then the most persons, then the most parties."""
    days = dates.interval(profile.when)
    named = sum(1 for who in profile.who if who.name)
    return (days.days if days else 0, -named, -len(profile.who), profile.id)


def _clusters(profiles: Iterable[Profile]) -> list[list[Profile]]:
    clusters: list[list[Profile]] = []
    for group in _agreeing(profiles):
        homes = _homes(group, clusters)
        if len(homes) == 1:
            homes[0].extend(group)
        else:
            clusters.append(group)
    return [sorted(cluster, key=_order) for cluster in clusters]


def _agreeing(profiles: Iterable[Profile]) -> list[list[Profile]]:
    """Groups of reports that agree in full; one that would fit two groups is alone."""
    groups: list[list[Profile]] = []
    for profile in sorted(profiles, key=_order):
        fits = [g for g in groups if all(compare(profile, p).verdict is Verdict.EQUAL for p in g)]
        if len(fits) == 1:
            fits[0].append(profile)
        else:
            groups.append([profile])
    return groups


def _homes(group: list[Profile], clusters: Iterable[list[Profile]]) -> list[list[Profile]]:
    """The clusters that would do: those without a disagreement or, if there is none, the others."""
    agreeing, disagreeing = [], []
    for cluster in clusters:
        verdicts = {compare(profile, other).verdict for profile in group for other in cluster}
        if verdicts <= {Verdict.EQUAL, Verdict.SAME}:
            agreeing.append(cluster)
        elif Verdict.APART not in verdicts:
            disagreeing.append(cluster)
    return agreeing or disagreeing


def _dated_reach(seeds: Iterable[Profile], space: Space) -> set[Profile]:
    """The dated reports that are linked to a changed one by matches of dated reports."""
    found: set[Profile] = set()
    ahead = [p for p in seeds if p.dated]
    while ahead:
        profile = ahead.pop()
        if profile not in found:
            found.add(profile)
            ahead += [p for p in matches(profile, space) if p.dated]
    return found


def _loose_reach(seeds: Iterable[Profile], space: Space) -> tuple[set[Profile], dict[str, list[Profile]]]:
    """The dateless reports a change can touch, and for each the dated ones that it matches."""
    found: set[Profile] = set()
    candidates: dict[str, list[Profile]] = {}
    ahead = []
    for seed in seeds:
        ahead += [seed] if not seed.dated else [p for p in matches(seed, space) if not p.dated]
    while ahead:
        profile = ahead.pop()
        if profile in found:
            continue
        found.add(profile)
        near = matches(profile, space)
        candidates[profile.id] = [p for p in near if p.dated]
        ahead += [p for p in (*near, *space.beside(profile)) if not p.dated]
    return found, candidates


def _cluster_of(profile: Profile, known: dict[str, list[Profile]], space: Space) -> list[Profile]:
    """The dated cluster of a report: the one just made, else the one it is in."""
    if profile.id not in known:
        cluster = sorted(space.dated_cluster(profile), key=_order)
        known |= {p.id: cluster for p in cluster}
    return known[profile.id]
