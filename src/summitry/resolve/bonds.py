"""What people decided of reports that belong together or apart, in the form in which clustering asks for it.

Reports that a person calls one contact are a group. Of a group only some reports are compared with others, its
leads: of dated reports the most exact and fullest, and each that does not agree with the leads before it ("on 3 May",
"on 5 May"); where none is dated, the first. The rest follow: they are kept with their leads whatever the
scores, and neither draw another report in nor keep it out. A group stands for all its stories: none of
their other reports joins it unless a person says so.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from summitry.model import Decision, Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from summitry.resolve.greedy import Links
    from summitry.resolve.profiles import Profile


@dataclass(frozen=True, slots=True)
class Bonds:
    """Groups of reports that people call one contact, and which of them they call different.

    `heads` names the group of each report by the smallest id in it, with the ids that cannot be found now, so that
    what is decided through them stays decided. A report of which only differences are told is a group of its own.
    """

    heads: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # head to the reports there are
    stories: Mapping[str, frozenset[str]] = field(default_factory=dict)  # head to their stories
    sides: Mapping[str, Mapping[int, int]] = field(default_factory=dict)  # head to decision to the side it is on
    followers: frozenset[str] = frozenset()

    def held(self, id_: str) -> str | None:
        """The head of a report's group; None where it is in none with another report."""
        head = self.heads.get(id_)
        return head if head and len(self.groups.get(head, ())) > 1 else None

    def mates(self, id_: str) -> tuple[str, ...]:
        """All reports that there are of a report's group, itself among them."""
        return self.groups.get(self.heads.get(id_, id_)) or (id_,)

    def apart(self, a: Profile, b: Profile) -> bool:
        """Whether two reports cannot be one contact by what was decided."""
        x, y = self.heads.get(a.id, a.id), self.heads.get(b.id, b.id)
        if x == y or not (x in self.groups or y in self.groups):
            return False
        mine, other = self.sides.get(x, {}), self.sides.get(y, {})
        if any(mine[number] != other[number] for number in mine.keys() & other.keys()):
            return True
        stories = self.stories.get(x, frozenset({a.story_id}))
        return not stories.isdisjoint(self.stories.get(y, frozenset({b.story_id})))

    def parted(self, ids: Iterable[str]) -> frozenset[str]:
        """The heads, of those of these reports, that were decided to be different from another of them."""
        sides: dict[int, dict[int, set[str]]] = {}
        for head in {self.heads[id_] for id_ in ids if id_ in self.heads}:
            for number, side in self.sides.get(head, {}).items():
                sides.setdefault(number, {}).setdefault(side, set()).add(head)
        return frozenset(chain.from_iterable(chain(*found.values()) for found in sides.values() if len(found) > 1))

    def unlike(self, other: Bonds) -> frozenset[str]:
        """The reports of which the other bonds tell something else."""
        ids = self.heads.keys() | other.heads.keys()
        return frozenset(id_ for id_ in ids if self._told(id_) != other._told(id_))

    def _told(self, id_: str) -> tuple[tuple[str, ...], frozenset[tuple[int, int]]]:
        head = self.heads.get(id_, id_)
        return self.mates(id_), frozenset(self.sides.get(head, {}).items())


def bind(decisions: Iterable[Decision], profiles: Mapping[str, Profile], links: Links) -> Bonds:
    """The bonds of the reports that there are.

    Args:
        decisions: all that were made; they do not contradict each other.
        profiles: of the reports they speak of those that there are and that nobody called wrong, by id.
        links: how reports compare by themselves, no decision told.
    """
    decisions = tuple(d for d in decisions if d.judgement is not Judgement.WRONG)
    heads = _heads(decisions)
    members: dict[str, list[Profile]] = {head: [] for head in heads.values()}
    for id_, head in heads.items():
        if id_ in profiles:
            members[head].append(profiles[id_])
    sides: dict[str, dict[int, int]] = {}
    for decision in decisions:
        if decision.judgement is Judgement.DIFFERENT:
            for side, anchors in enumerate(decision.sides):
                for anchor in anchors:
                    sides.setdefault(heads[anchor.id], {})[decision.number] = side
    several = {head: found for head, found in members.items() if len(found) > 1}
    return Bonds(
        heads=heads,
        groups={head: tuple(sorted(p.id for p in found)) for head, found in members.items()},
        stories={head: frozenset(p.story_id for p in found) for head, found in several.items()},
        sides=sides,
        followers=frozenset(chain.from_iterable(_followers(found, links) for found in several.values())),
    )


def contradicted(decision: Decision, earlier: Iterable[Decision]) -> tuple[Decision, ...]:
    """The earlier decisions that together speak against a new one, by number; none where it fits."""
    known = tuple(sorted(earlier, key=lambda d: d.number))
    heads = _heads((*known, decision))
    for one in (decision, *known):
        if one.judgement is not Judgement.DIFFERENT:
            continue
        seen: dict[str, tuple[int, str]] = {}
        for side, anchors in enumerate(one.sides):
            for anchor in anchors:
                other = seen.setdefault(heads[anchor.id], (side, anchor.id))
                if other[0] != side:
                    needed = {one, *_path(other[1], anchor.id, (*known, decision))} - {decision}
                    return tuple(sorted(needed, key=lambda d: d.number))
    return ()


def _sames(decisions: Iterable[Decision]) -> Iterator[tuple[Decision, tuple[str, ...]]]:
    for decision in decisions:
        if decision.judgement is Judgement.SAME:
            yield decision, tuple(anchor.id for anchor in decision.anchors)


def _heads(decisions: Iterable[Decision]) -> dict[str, str]:
    """The report ids that are spoken of, each with the smallest of those that are one contact with it."""
    decisions = tuple(decisions)
    heads = {anchor.id: anchor.id for decision in decisions for anchor in decision.anchors}

    def top(id_: str) -> str:
        while heads[id_] != id_:
            heads[id_] = heads[heads[id_]]
            id_ = heads[id_]
        return id_

    for _, ids in _sames(decisions):
        for id_ in ids:
            first, second = sorted((top(ids[0]), top(id_)))
            heads[second] = first
    return {id_: top(id_) for id_ in heads}


def _path(start: str, end: str, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The fewest decisions by which one report is one contact with another."""
    sames = tuple(_sames(decisions))
    ahead: deque[tuple[str, tuple[Decision, ...]]] = deque([(start, ())])
    seen = {start}
    while ahead:
        id_, path = ahead.popleft()
        if id_ == end:
            return path
        for decision, ids in sames:
            if id_ in ids:
                ahead.extend((other, (*path, decision)) for other in ids if other not in seen)
                seen |= {*ids}
    return ()


def _followers(group: Iterable[Profile], links: Links) -> Iterator[str]:
    told = sorted(group, key=lambda p: (not p.dated, links.order(p)))
    leads: list[Profile] = []
    for profile in told:
        leads_too = profile.dated or not leads
        if leads_too and not any(links.agree(profile, lead) for lead in leads):
            leads.append(profile)
        else:
            yield profile.id
