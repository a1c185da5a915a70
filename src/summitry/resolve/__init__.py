"""Reports that tell one contact become one: block → compare → cluster → merge.

`contacts` does it for a set of reports at once. A store does it story by story with
`cluster.regroup` and `cluster.joined`, which gives the same contacts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.resolve.amends import linked
from summitry.resolve.aside import aside, without
from summitry.resolve.bonds import bind
from summitry.resolve.cluster import Memory, joined, regroup
from summitry.resolve.compare import Verdicts
from summitry.resolve.greedy import Links
from summitry.resolve.merge import contact
from summitry.resolve.profiles import profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summitry.model import Contact, Decision, Report
    from summitry.resolve.greedy import Place


def contacts(reports: Iterable[Report], decisions: Iterable[Decision] = ()) -> tuple[Contact, ...]:
    """The contacts that the reports tell, by id. Neither the order nor a report given twice matters.

    Decisions go before the scores; each speaks of the reports that its anchors have found.
    """
    decisions = tuple(decisions)
    by_id = {r.id: r for r in without(reports, aside(decisions))}
    profiles = {id_: profile(r) for id_, r in by_id.items()}
    space, verdicts = Memory(profiles.values()), Verdicts()
    bonds = bind(decisions, profiles, Links(space, verdicts))
    clusters = _Clusters(regroup(profiles.values(), space, verdicts, bonds))
    made = (contact(map(by_id.__getitem__, ids)) for ids in joined(by_id, clusters, bonds))
    return linked(sorted(made, key=lambda c: c.id))


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
