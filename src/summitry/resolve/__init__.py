"""Reports that tell one contact become one: block → compare → cluster → merge.

`contacts` does it for a set of reports at once. A store does it story by story with
`cluster.regroup`, which gives the same contacts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.resolve.cluster import Memory, regroup
from summitry.resolve.compare import profile
from summitry.resolve.merge import contact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.model import Contact, Report


def contacts(reports: Iterable[Report]) -> tuple[Contact, ...]:
    """The contacts that the reports tell, by id. Neither the order nor a report given twice matters."""
    by_id = {r.id: r for r in reports}
    profiles = [profile(r) for r in by_id.values()]
    clusters: dict[str, list[Report]] = {}
    for report_id, place in regroup(profiles, Memory(profiles)).items():
        clusters.setdefault(place.cluster, []).append(by_id[report_id])
    return tuple(sorted((contact(cluster) for cluster in clusters.values()), key=lambda c: c.id))


__all__ = ["contact", "contacts"]
