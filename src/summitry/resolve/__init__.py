"""Reports that tell one contact become one: block → compare → cluster → merge.

`contacts` does it for a set of reports at once. A store does it story by story with
`cluster.regroup` and `cluster.joined`, which gives the same contacts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summitry.resolve.amends import linked
from summitry.resolve.anchors import find
from summitry.resolve.bonds import bind
from summitry.resolve.cluster import Memory, joined, regroup
from summitry.resolve.compare import Verdicts
from summitry.resolve.greedy import Links
from summitry.resolve.merge import contact
from summitry.resolve.profiles import profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summitry.model import Anchor, Contact, Decision, Report
    from summitry.resolve.greedy import Place


def contacts(reports: Iterable[Report], decisions: Iterable[Decision] = ()) -> tuple[Contact, ...]:
    """The contacts that the reports tell, by id. Neither the order nor a report given twice matters.

    Decisions go before the scores. Each speaks of the reports that are found for its anchors, by their stories' ids.
    """
    by_id = {r.id: r for r in reports}
    profiles = {id_: profile(r) for id_, r in by_id.items()}
    space, verdicts = Memory(profiles.values()), Verdicts()
    bonds = bind(found(decisions, by_id.values()), profiles, Links(space, verdicts))
    clusters = _Clusters(regroup(profiles.values(), space, verdicts, bonds))
    made = (contact(map(by_id.__getitem__, ids)) for ids in joined(by_id, clusters, bonds))
    return linked(sorted(made, key=lambda c: c.id))


def found(decisions: Iterable[Decision], reports: Iterable[Report]) -> tuple[Decision, ...]:
    """The decisions, their anchors with the reports they mean."""
    decisions = tuple(decisions)
    told: dict[str, list[Report]] = {}
    for report in reports:
        told.setdefault(report.story_id, []).append(report)
    anchors: dict[str, list[Anchor]] = {}
    for anchor in (a for d in decisions for a in d.anchors):
        anchors.setdefault(anchor.story_id, []).append(anchor)
    ids: dict[str, str] = {}
    for story_id, asked in anchors.items():
        ids |= find(asked, told.get(story_id, ()))
    return tuple(
        replace(d, sides=tuple(tuple(replace(a, found=ids.get(a.report_id)) for a in side) for side in d.sides))
        for d in decisions
    )


class _Clusters:
    """The `cluster.Clusters` of reports that were placed."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places
        self._mates: dict[str, list[str]] = {}
        for id_, place in places.items():
            self._mates.setdefault(place.cluster, []).append(id_)

    def cluster(self, id_: str) -> str | None:
        place = self._places.get(id_)
        return place.cluster if place else None

    def mates(self, cluster: str) -> Iterable[str]:
        return self._mates.get(cluster, ())


__all__ = ["contact", "contacts"]
