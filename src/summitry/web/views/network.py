"""The network: who is in contact with whom, as a matrix, as a graph, and as a list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from summitry.exporters.base import Nodes
from summitry.exporters.graphml import pairs as node_pairs
from summitry.web.views import addresses
from summitry.web.views.asks import Asks, address, asks_of, filter_of, told
from summitry.web.views.pictures import Picture, picture
from summitry.web.views.worldmap import MOST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.charts import Chart
    from summitry.exporters.graphml import Node
    from summitry.model import Outlined
    from summitry.record import Record
    from summitry.web.asked import Asked

_EDGES = 100


@dataclass(frozen=True, slots=True)
class End:
    """One of two who are in contact."""

    name: str
    side: str | None
    address: str


@dataclass(frozen=True, slots=True)
class Edge:
    """Two who are in contact, and how often."""

    ends: tuple[End, End]
    contacts: int


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """Who is in contact with whom."""

    asks: Asks
    told: tuple[str, ...]
    nodes: Nodes
    others: str  # the address of the same page with the other kind of nodes
    total: int
    shown: int  # of these, the newest
    matrix: Picture | None
    graph: Picture | None
    edges: tuple[Edge, ...]  # most contacts first
    more: int  # further pairs


def network(record: Record, asked: Asked) -> NetworkPage:
    """Who is in contact with whom among the contacts that the query asks for; `?nodes=` persons or sides.

    Raises:
        SummitryError: for a date, a side or a word that there is not.
    """
    asks = asks_of(asked)
    nodes = asked.one_of("nodes", Nodes) or Nodes.PERSONS
    wanted = filter_of(asks)
    total = len(record.entries(wanted))
    contacts = tuple(islice(record.outlines(wanted), MOST))

    def matrix() -> Chart:
        from summitry import charts  # noqa: PLC0415 - an extra, and slow to load

        return charts.matrix(contacts, link=addresses.pair)

    def graph() -> Chart:
        from summitry import charts  # noqa: PLC0415 - as above

        return charts.network(contacts, width=1000, nodes=nodes, link=addresses.node)

    edges, more = _edges(contacts, nodes)
    other = Nodes.SIDES if nodes is Nodes.PERSONS else Nodes.PERSONS
    return NetworkPage(
        asks=asks,
        told=tuple(told(asks)),
        nodes=nodes,
        others=address("/network", asks, nodes=other.value if other is Nodes.SIDES else None),
        total=total,
        shown=len(contacts),
        matrix=picture(matrix) if edges else None,
        graph=picture(graph) if edges else None,
        edges=edges,
        more=more,
    )


def _edges(contacts: Iterable[Outlined], nodes: Nodes) -> tuple[tuple[Edge, ...], int]:
    known: dict[str, Node] = {}
    counted: Counter[tuple[str, str]] = Counter()
    for contact in contacts:
        for a, b in node_pairs(contact, nodes):
            known.setdefault(a.id, a)
            known.setdefault(b.id, b)
            counted[min(a.id, b.id), max(a.id, b.id)] += 1
    order = sorted(counted, key=lambda ids: (-counted[ids], known[ids[0]].label, known[ids[1]].label, ids))
    edges = (Edge((_end(known[a]), _end(known[b])), counted[a, b]) for a, b in order[:_EDGES])
    return tuple(edges), max(0, len(order) - _EDGES)


def _end(node: Node) -> End:
    return End(node.label, node.side if node.type == "person" else None, addresses.node(node))
