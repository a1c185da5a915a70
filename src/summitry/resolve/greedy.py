"""Placing one after the other, redone only where a change reaches.

Units (a report, or a group of reports) are taken in `Links.order`, and each joins the one cluster of those
before it that would do (`Layer.choice`), or begins its own. What a unit does depends on the units before it
alone, so the state at its turn can be read from the clusters kept: it is their members that come before it.
So a change is followed forward: to the later units for which it adds, takes away or alters a cluster that
would do, and on from those that then change their cluster.

What a person decided (`bonds`) goes before: reports called different are apart whatever they say, and clusters
that hold reports called one contact are one place to join.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import combinations, islice
from typing import TYPE_CHECKING, Protocol, TypeAlias

from summitry import dates
from summitry.resolve.bonds import Bonds
from summitry.resolve.compare import Verdict, Verdicts
from summitry.resolve.profiles import Profile
from summitry.resolve.sequence import ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Unit: TypeAlias = tuple[Profile, ...]  # in `Links.order`; named by the id of its first report
Order: TypeAlias = tuple[int, int, int, str]

_TRIED = 8  # units looked at before a unit is placed anew, which costs a search
_AGREE = frozenset({Verdict.EQUAL, Verdict.SAME})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report is kept.

    `group` names the reports that agree with it in full by the first of them. A dateless report's is its
    own id where dateless ones are clustered among themselves (3), else None. With None and a cluster of its
    own it is one for which several dated clusters would do.
    """

    group: str | None
    cluster: str


class Space(Protocol):
    """The reports kept so far, as clustering asks for them; the changed ones are among them."""

    def near(self, profile: Profile) -> Iterable[Profile]:
        """The reports that share a blocking key with this one and whose windows touch its window."""
        ...

    def beside(self, profile: Profile) -> Iterable[Profile]:
        """The reports of the same story."""
        ...

    def profile(self, id_: str) -> Profile | None:
        """The report of this id; None where it was taken out."""
        ...

    def place(self, id_: str) -> Place | None:
        """Where a report is kept; None for one that is new or was taken out."""
        ...

    def members(self, cluster: str) -> Iterable[Profile]:
        """The reports kept in a cluster, dated or not."""
        ...


class Links:
    """Which reports can be one contact; every report is asked for once, and every two that say the same."""

    def __init__(self, space: Space, verdicts: Verdicts, bonds: Bonds | None = None) -> None:
        """Find in this space, and compare with what was compared before; what was decided goes before."""
        self._space = space
        self._verdicts = verdicts
        self.bonds = bonds or Bonds()
        self._found: dict[str, dict[str, Profile]] = {}
        self._orders: dict[str, Order] = {}

    def of(self, profile: Profile) -> Mapping[str, Profile]:
        """The reports that can be one contact with this one, by id."""
        found = self._found.get(profile.id)
        if found is None:
            of, apart = self._verdicts.of, self.bonds.apart
            near = self._space.near(profile)
            found = {p.id: p for p in near if of(profile, p) is not Verdict.APART and not apart(profile, p)}
            self._found[profile.id] = found
        return found

    def verdict(self, a: Unit, b: Unit) -> Verdict:
        """What holds of every two of their reports: the worst of the verdicts."""
        if any(self.bonds.apart(x, y) for x in a for y in b):
            return Verdict.APART
        return self._verdicts.of_all(a, b)

    def agree(self, a: Profile, b: Profile) -> bool:
        """Whether two reports agree by themselves, be it that one story tells both."""
        return self._verdicts.of(replace(a, story_id=f"not {b.story_id}"), b) in _AGREE

    def one_occasion(self, a: str, b: str) -> bool:
        """Whether two clusters tell one occasion that only a story which tells it in parts keeps apart."""
        first, second = self._space.profile(a), self._space.profile(b)
        return first is not None and second is not None and self._verdicts.one_occasion(first, second)

    def nearest(self, unit: Unit, clusters: Iterable[str]) -> str:
        """The cluster whose first report has the most nearly as many parties, of several the first in order."""
        size = len(unit[0].who)
        firsts = (p for p in map(self._space.profile, clusters) if p)
        return min(firsts, key=lambda p: (abs(len(p.who) - size), self.order(p))).id

    def order(self, profile: Profile) -> Order:
        """The most exact date first, then the most persons, then the most parties; of dateless ones the fewest.

        A dated report with many parties begins a cluster that others fill; a dateless one that names no more than
        a cluster does is surest of it.
        """
        found = self._orders.get(profile.id)
        if found is None:
            days = dates.interval(profile.when)
            named = sum(1 for who in profile.who if who.name)
            size = (-named, -len(profile.who)) if profile.dated else (named, len(profile.who))
            found = (days.days if days else 0, *size, profile.id)
            self._orders[profile.id] = found
        return found


class Layer(ABC):
    """Units of one sort, each in a cluster named by its first unit."""

    def __init__(self, links: Links, space: Space) -> None:
        """Begin from the clusters kept."""
        self.links = links
        self.space = space
        self.placed: dict[str, str] = {}  # unit to cluster, where placed anew
        self.outside: dict[str, Profile] = {}  # the reports of no unit here that the changes reach
        self._kept_in: dict[str, list[Unit]] = {}
        self._joined: dict[str, list[Unit]] = {}  # cluster to the units placed in it anew

    @abstractmethod
    def unit(self, profile: Profile) -> Unit:
        """The unit of a report of this layer."""

    @abstractmethod
    def holds(self, profile: Profile) -> bool:
        """Whether a report is of this layer."""

    @abstractmethod
    def kept(self, unit: Unit) -> str | None:
        """The cluster in which a unit was kept."""

    @abstractmethod
    def kept_in(self, cluster: str) -> Iterable[Unit]:
        """The units kept in a cluster."""

    def judge(self, unit: Unit, other: Unit) -> Verdict:
        """Whether two units can share a cluster."""
        return self.links.verdict(unit, other)

    # --- asking -------------------------------------------------------------------------------

    def cluster(self, unit: Unit) -> str | None:
        """The cluster of a unit: the new one, else the one kept."""
        return self.placed.get(unit[0].id) or self.kept(unit)

    def members(self, cluster: str) -> list[Unit]:
        """The units of a cluster."""
        if cluster not in self._kept_in:
            self._kept_in[cluster] = list(self.kept_in(cluster))
        kept = [u for u in self._kept_in[cluster] if u[0].id not in self.placed]
        return kept + self._joined.get(cluster, [])

    def homes(self, unit: Unit, *, before: Order | None = None) -> list[str]:
        """The clusters that would do: those without a disagreement or, if there is none, the others."""
        found: dict[str, list[Verdict]] = {}
        for other, verdict in self._linked(unit).values():
            cluster = self.cluster(other) if self.holds(other[0]) and self._is_before(other, before) else None
            if cluster is not None:
                found.setdefault(cluster, []).append(verdict)
        agreeing: list[str] = []
        disagreeing: list[str] = []
        for cluster, verdicts in found.items():
            if len(verdicts) == sum(1 for u in self.members(cluster) if self._is_before(u, before)):
                (agreeing if _AGREE.issuperset(verdicts) else disagreeing).append(cluster)
        return sorted(agreeing or disagreeing)

    def choice(self, unit: Unit, clusters: Iterable[str], *, before: Order | None = None) -> str | None:
        """The cluster to join of those that would do; None for none, and where nothing says which.

        Several do where they are one contact: a person says so, or they tell one occasion and only a story that
        tells it in parts keeps them apart ("they talked alone, then with their ministers"). Of these it is the
        `nearest`. Were it none, each further story would be a contact of its own.
        """
        names = list(clusters)
        if len(names) < 2:
            return names[0] if names else None
        if not all(self.is_one(a, b, before=before) for a, b in combinations(names, 2)):
            return None
        return self.links.nearest(unit, names)

    def is_one(self, a: str, b: str, *, before: Order | None = None) -> bool:
        """Whether two clusters are one contact, first by what was decided, then by the occasion they tell."""
        if self.is_held(a, b, before=before):
            return True
        bonds = self.links.bonds
        if bonds.heads and bonds.parted(self._ids(a, before) | self._ids(b, before)):
            return False
        return self.links.one_occasion(a, b)

    def is_held(self, a: str, b: str, *, before: Order | None = None) -> bool:
        """Whether two clusters are one, or a person calls reports of theirs one contact."""
        held = self.links.bonds.held
        if a == b or not self.links.bonds.heads:
            return a == b
        mine, other = ({*map(held, self._ids(c, before))} - {None} for c in (a, b))
        return not mine.isdisjoint(other)

    def _ids(self, cluster: str, before: Order | None) -> set[str]:
        return {p.id for unit in self.members(cluster) if self._is_before(unit, before) for p in unit}

    # --- placing ------------------------------------------------------------------------------

    def place(self, units: Iterable[Unit], *, shaken: frozenset[str] = frozenset()) -> None:
        """Place these units anew, and all that this reaches.

        Args:
            units: the new ones, those that gained a report, and the shaken ones.
            shaken: the ids of units that lost a report, or around which one was taken out.
        """
        ahead: list[tuple[Order, Unit]] = []
        for unit in units:
            heappush(ahead, (self._turn(unit), unit))
        asked = {unit[0].id for _, unit in ahead}
        while ahead:
            turn, unit = heappop(ahead)
            name = unit[0].id
            if name in self.placed:
                continue
            before, after = self.kept(unit), self._home(unit, turn)
            self.placed[name] = after
            self._joined.setdefault(after, []).append(unit)
            if name in shaken:
                reached = self._around(unit, {after, *(self.kept((p,)) for p in unit)})
            elif before != after and self._is_bound(unit):  # where it is others may find one contact, or two
                reached = self._around(unit, {before, after})
            elif before != after or name in asked:
                reached = self._altered(unit, before, after)
            else:
                continue
            for other in reached:
                if not self.holds(other[0]):
                    self.outside[other[0].id] = other[0]
                elif self._turn(other) > turn and other[0].id not in self.placed:
                    heappush(ahead, (self._turn(other), other))

    def _home(self, unit: Unit, turn: Order) -> str:
        return self.choice(unit, self.homes(unit, before=turn), before=turn) or unit[0].id

    def _is_bound(self, unit: Unit) -> bool:
        return any(p.id in self.links.bonds.heads for p in unit)

    def _altered(self, unit: Unit, before: str | None, after: str) -> Iterator[Unit]:
        """The units for which other clusters would do, now that this one has come to `after` from `before`.

        For a unit that agrees with this one, a cluster does as it did without it; only that there is the cluster
        at all is news to it.
        """
        name = unit[0].id
        linked = self._linked(unit)
        begun = before != after and name in {before, after}
        if begun:
            earliest = sorted((u for u, _ in linked.values() if self.holds(u[0])), key=self._turn)
            yield from (u for u, _ in linked.values() if before or not self._is_spoilt(u, earliest))
        for cluster in {before, after} - ({name} if begun and after == name else set()):
            first = self.space.profile(cluster) if cluster else None
            for other in self._units(first) if first else ():
                if other[0].id not in linked or linked[other[0].id][1] not in _AGREE:
                    yield other

    def _is_spoilt(self, unit: Unit, others: Iterable[Unit]) -> bool:
        """Whether a unit is alone and stays so, because two clusters of these would do: one more changes nothing."""
        if not self.holds(unit[0]):
            alone = self.space.place(unit[0].id) == Place(None, unit[0].id)
            return alone and not ordered(self.space.beside(unit[0]))
        if self.cluster(unit) != unit[0].id:
            return False
        turn, found = self._turn(unit), set()
        for other in islice(others, _TRIED):
            cluster = self.cluster(other) if self._turn(other) < turn else None
            if cluster is None or cluster in found:
                continue
            if all(self.judge(unit, u) in _AGREE for u in self.members(cluster) if self._turn(u) < turn):
                found.add(cluster)
                if len(found) > 1:
                    return True
        return False

    def _around(self, unit: Unit, clusters: Iterable[str | None]) -> Iterator[Unit]:
        """All that any report of a unit, or of what its cluster was and is named by, can be one with."""
        firsts = (self.space.profile(cluster) for cluster in clusters if cluster)
        for profile in (*unit, *(first for first in firsts if first)):
            yield from self._units(profile)

    def _units(self, profile: Profile) -> Iterator[Unit]:
        """The units that have a report which can be one with this one, and the reports of other layers."""
        found = {}
        for other in self.links.of(profile).values():
            unit = self.unit(other) if self.holds(other) else (other,)
            found[unit[0].id] = unit
        yield from found.values()

    def _linked(self, unit: Unit) -> dict[str, tuple[Unit, Verdict]]:
        """The units that can share a cluster with this one."""
        found: dict[str, tuple[Unit, Verdict]] = {}
        for other in self._units(unit[0]):
            verdict = Verdict.APART if other[0].id == unit[0].id else self.judge(unit, other)
            if verdict is not Verdict.APART:
                found[other[0].id] = (other, verdict)
        return found

    def _turn(self, unit: Unit) -> Order:
        return self.links.order(unit[0])

    def _is_before(self, unit: Unit, turn: Order | None) -> bool:
        return turn is None or self._turn(unit) < turn
