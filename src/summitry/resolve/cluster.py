"""Which reports are one contact: clusters that depend on the set of reports, never on their order.

1. Reports that tell a date are clustered first: those that agree in full (`EQUAL`), then these groups, the
   most exact and fullest first (`Links.order`). A group joins a cluster when every two of their reports can be
   one contact, and no other cluster would do that tells another occasion (`Layer.choice`).
2. A dateless report then joins when exactly one dated cluster would do, in the same sense and in the order that
   its story tells (`sequence`). Where several would,
   it stays alone: nothing in it says which. Dateless reports have no say in this, so none can draw another in.
3. Dateless reports for which no dated cluster would do are clustered among themselves as in 1.

"Would do" is first asked without any disagreement, and only if no cluster fits, with the
disagreements that `compare` lets pass. Of two dateless reports of one story that fit the same cluster
the first by `Links.order` joins it.

`regroup` does this for what a change reaches (see `greedy`), and gives what `regroup` of everything would give.

What a person decided goes before the scores (see `bonds`). Clusters that hold reports called one contact are one
contact; `joined` puts them together. Should that bring together reports called different, by scores on
either side, these are contacts of their own: nothing says which of the two belongs there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from summitry.resolve.block import keys, loose_window, window
from summitry.resolve.bonds import Bonds
from summitry.resolve.compare import Verdict, Verdicts
from summitry.resolve.greedy import Layer, Links, Place, Space, Unit
from summitry.resolve.sequence import narrowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.resolve.profiles import Profile


class Memory:
    """A `Space` of reports held in memory, none of them clustered before."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        """Index the reports by blocking key and by story."""
        self._profiles = {p.id: p for p in profiles}
        self._windows = {p.id: window(p) for p in self._profiles.values()}
        self._blocks: dict[str, list[Profile]] = {}
        self._stories: dict[str, list[Profile]] = {}
        for profile in self._profiles.values():
            self._stories.setdefault(profile.story_id, []).append(profile)
            for key in keys(profile):
                self._blocks.setdefault(key, []).append(profile)

    def near(self, profile: Profile) -> Iterable[Profile]:
        """See `Space`."""
        days, loose = self._windows[profile.id], loose_window(profile)
        found = {p.id: p for key in keys(profile) for p in self._blocks.get(key, ())}
        return [p for p in found.values() if self._windows[p.id].touches(days if p.dated else loose)]

    def beside(self, profile: Profile) -> Iterable[Profile]:
        """See `Space`."""
        return self._stories.get(profile.story_id, ())

    def profile(self, id_: str) -> Profile | None:
        """See `Space`."""
        return self._profiles.get(id_)

    def place(self, _id: str) -> Place | None:
        """See `Space`."""
        return None

    def members(self, _cluster: str) -> Iterable[Profile]:
        """See `Space`."""
        return ()


class Leading:
    """A `Space` without the reports that follow others by decision, whatever the scores."""

    def __init__(self, space: Space, bonds: Bonds) -> None:
        """Hide the followers."""
        self._space = space
        self._hidden = bonds.followers

    def near(self, profile: Profile) -> Iterable[Profile]:
        """See `Space`."""
        return [p for p in self._space.near(profile) if p.id not in self._hidden]

    def beside(self, profile: Profile) -> Iterable[Profile]:
        """See `Space`."""
        return [p for p in self._space.beside(profile) if p.id not in self._hidden]

    def profile(self, id_: str) -> Profile | None:
        """See `Space`."""
        return None if id_ in self._hidden else self._space.profile(id_)

    def place(self, id_: str) -> Place | None:
        """See `Space`."""
        return None if id_ in self._hidden else self._space.place(id_)

    def members(self, cluster: str) -> Iterable[Profile]:
        """See `Space`."""
        return [p for p in self._space.members(cluster) if p.id not in self._hidden]


def regroup(
    changed: Iterable[Profile], space: Space, verdicts: Verdicts | None = None, bonds: Bonds | None = None
) -> dict[str, Place]:
    """Cluster anew all that the changed reports reach.

    Args:
        changed: the reports that came in, and for those taken out what `bereaved` gives. One of which something
            else was decided is both: taken out with the bonds there were, and come in, without a place, with the new.
        space: every report kept, the changed ones included.
        verdicts: what was compared before, to be used again.
        bonds: what was decided.

    Returns:
        Report id to place; reports left out keep theirs. Followers have none.
    """
    bonds = bonds or Bonds()
    space = Leading(space, bonds) if bonds.followers else space
    seeds = tuple({p.id: p for p in changed if p.id not in bonds.followers}.values())
    links = Links(space, verdicts or Verdicts(), bonds)
    groups = _Groups(links, space)
    groups.place(_single(p for p in seeds if p.dated), shaken=_ids(p for p in seeds if space.place(p.id)))
    dated = _Dated(links, space, groups)
    dated.follow(p for p in seeds if p.dated)
    loose = _Loose(links, space)
    homes = _join((*(p for p in seeds if not p.dated), *dated.outside.values()), dated, space)
    loose.follow(homes, seeds)
    places = {p.id: Place(groups.cluster((p,)), root) for unit, root in dated.outcome() for p in unit}
    places |= {id_: Place(None, home or id_) for id_, (_, home) in homes.items() if home is not None}
    return places | {id_: Place(id_, root) for id_, root in loose.placed.items()}


def bereaved(gone: Profile, space: Space, verdicts: Verdicts, bonds: Bonds | None = None) -> dict[str, Profile]:
    """The reports, by id, that taking out this one can touch: what it and the rest of its cluster can be one with."""
    bonds = bonds or Bonds()
    if gone.id in bonds.followers:
        return {}
    space = Leading(space, bonds) if bonds.followers else space
    links = Links(space, verdicts, bonds)
    place = space.place(gone.id)
    mates = (*(space.members(place.cluster) if place else ()), gone)
    return {id_: p for mate in mates for id_, p in links.of(mate).items() if id_ != gone.id}


class Clusters(Protocol):
    """Where reports are by scores."""

    def cluster(self, id_: str) -> str | None:
        """The cluster of a report; None for one that follows others by decision."""
        ...

    def mates(self, cluster: str) -> Iterable[str]:
        """The reports in a cluster."""
        ...


def joined(ids: Iterable[str], clusters: Clusters, bonds: Bonds) -> Iterator[frozenset[str]]:
    """The contacts of these reports, and of all that is brought together with them: the ids of their reports."""
    ahead = {*ids}
    while ahead:
        together = _together({ahead.pop()}, clusters, bonds)
        ahead -= together
        parted = bonds.parted(together)
        if not parted:
            yield together
            continue
        left = set(together)
        for head in parted:
            yield frozenset(bonds.groups[head])
            left -= {*bonds.groups[head]}
        while left:
            rest = _together({next(iter(left))}, clusters, bonds, within=frozenset(left))
            yield rest
            left -= rest


def _together(
    ids: set[str], clusters: Clusters, bonds: Bonds, *, within: frozenset[str] | None = None
) -> frozenset[str]:
    """The reports that share clusters and groups with these, and on from them; only those `within`, where given."""
    found: set[str] = set()
    seen: set[str] = set()
    while ids:
        id_ = ids.pop()
        found.add(id_)
        reached = {*bonds.mates(id_)}
        cluster = clusters.cluster(id_)
        if cluster and cluster not in seen:
            seen.add(cluster)
            reached |= {*clusters.mates(cluster)}
        ids |= (reached if within is None else reached & within) - found
    return frozenset(found)


def _join(reached: Iterable[Profile], dated: _Dated, space: Space) -> dict[str, tuple[Profile, str | None]]:
    """The dateless reports of the stories reached, by id, each with its dated cluster.

    An empty name is a report that several clusters would do for; None one that none would.
    """
    homes: dict[str, tuple[Profile, str | None]] = {}
    for first in {p.story_id: p for p in reached}.values():
        taken: set[str] = set()
        told = tuple(space.beside(first))
        dateless = sorted((p for p in told if not p.dated), key=dated.links.order)
        would_do = narrowed({p.id: dated.homes((p,)) for p in dateless}, told, profile=space.profile)
        for profile in dateless:
            fits = [root for root in would_do[profile.id] if not any(dated.is_held(root, t) for t in taken)]
            home = dated.choice((profile,), fits)
            homes[profile.id] = (profile, home or ("" if fits else None))
            taken |= {home} if home else set()
    return homes


def _single(profiles: Iterable[Profile]) -> list[Unit]:
    return [(p,) for p in profiles]


def _ids(profiles: Iterable[Profile]) -> frozenset[str]:
    return frozenset(p.id for p in profiles)


class _Groups(Layer):
    """Dated reports in groups that agree in full; one that would fit two groups is alone."""

    def unit(self, profile: Profile) -> Unit:
        return (profile,)

    def holds(self, profile: Profile) -> bool:
        return profile.dated

    def kept(self, unit: Unit) -> str | None:
        place = self.space.place(unit[0].id)
        return place.group if place else None

    def kept_in(self, cluster: str) -> Iterable[Unit]:
        place = self.space.place(cluster)
        mates = self.space.members(place.cluster) if place else ()
        return [(p,) for p in mates if self.kept((p,)) == cluster]

    def judge(self, unit: Unit, other: Unit) -> Verdict:
        verdict = self.links.verdict(unit, other)
        return verdict if verdict is Verdict.EQUAL else Verdict.APART


class _Dated(Layer):
    """Groups of dated reports in clusters."""

    def __init__(self, links: Links, space: Space, groups: _Groups) -> None:
        super().__init__(links, space)
        self._groups = groups
        self._made: dict[str, Unit] = {}  # by group

    def unit(self, profile: Profile) -> Unit:
        group = self._groups.cluster((profile,)) or profile.id
        if group not in self._made:
            found = (p for (p,) in self._groups.members(group))
            self._made[group] = tuple(sorted(found, key=self.links.order))
        return self._made[group]

    def holds(self, profile: Profile) -> bool:
        return profile.dated

    def kept(self, unit: Unit) -> str | None:
        place = self.space.place(unit[0].id)
        return place.cluster if place else None

    def kept_in(self, cluster: str) -> Iterable[Unit]:
        units = (self.unit(p) for p in self.space.members(cluster) if p.dated)
        return list({u[0].id: u for u in units}.values())

    def follow(self, seeds: Iterable[Profile]) -> None:
        """Place the groups that are new, or have gained or lost a report."""
        dirty = {p.id: p for p in seeds}
        shaken = {id_ for id_ in dirty if self.space.place(id_)}
        for id_, group in self._groups.placed.items():
            place = self.space.place(id_)
            if place and place.group != group:
                left = (id_, place.group or id_)
                dirty |= {p.id: p for p in map(self.space.profile, left) if p}
                shaken |= {*left}
        units = [self.unit(p) for p in dirty.values()]
        self.place(units, shaken=frozenset(self.unit(p)[0].id for p in dirty.values() if p.id in shaken))

    def outcome(self) -> Iterator[tuple[Unit, str]]:
        """The groups placed anew, with their clusters."""
        for name, root in self.placed.items():
            first = self.space.profile(name)
            if first:
                yield self.unit(first), root


class _Loose(Layer):
    """Dateless reports that no dated cluster would do for, in clusters of their own."""

    def __init__(self, links: Links, space: Space) -> None:
        super().__init__(links, space)
        self._free: dict[str, bool] = {}

    def unit(self, profile: Profile) -> Unit:
        return (profile,)

    def holds(self, profile: Profile) -> bool:
        if profile.dated:
            return False
        return self._free.get(profile.id, self._was_free(profile.id))

    def kept(self, unit: Unit) -> str | None:
        place = self.space.place(unit[0].id)
        return place.cluster if place and place.group else None

    def kept_in(self, cluster: str) -> Iterable[Unit]:
        return [(p,) for p in self.space.members(cluster) if self.holds(p) and self._was_free(p.id)]

    def follow(self, homes: dict[str, tuple[Profile, str | None]], seeds: Iterable[Profile]) -> None:
        """Place those that have become free, and what is touched where one is no longer free."""
        self._free = {id_: home is None for id_, (_, home) in homes.items()}
        dirty = {p.id: p for p in seeds if self.holds(p)}
        shaken = _ids(p for p in dirty.values() if self.space.place(p.id))
        for profile, home in homes.values():
            if home is None and not self._was_free(profile.id):
                dirty[profile.id] = profile
            elif home is not None and self._was_free(profile.id):
                near = self._around((profile,), {self.kept((profile,))})
                dirty |= {u[0].id: u[0] for u in near if self.holds(u[0])}
        self.place(_single(dirty.values()), shaken=shaken)

    def _was_free(self, id_: str) -> bool:
        place = self.space.place(id_)
        return place is not None and place.group is not None
