"""GraphML: who is in contact with whom; an edge for each contact of a pair.

Nodes are persons, and sides for what a story does not name, or sides alone (`Options.nodes`). A contact of three has
three edges, of a visit each visitor has one with each host. An edge has its contact's id, so that they can be put
together, and of a visit the visitor's node.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from summitry.exporters.base import Exporter, Nodes, Options, attribute, xml
from summitry.facts import side_name
from summitry.model import Kind, Role
from summitry.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summitry.model import Contact, Outlined, Partaker

_NODE_KEYS = ("label", "type", "side", "office")
_EDGE_KEYS = ("contact", "kind", "status", "when", "country", "city", "topics", "stories", "visitor")


class Node(NamedTuple):
    """Somebody, or a side."""

    id: str
    label: str
    type: str
    side: str | None
    office: str | None


def _graph(contacts: Iterable[Contact], options: Options) -> Iterator[bytes]:
    """Nodes are written when an edge first needs them; their fields are those of that contact."""
    yield _head().encode()
    seen: set[str] = set()
    for contact in contacts:
        for a, b in pairs(contact, options.nodes):
            for node in (a, b):
                if node.id not in seen:
                    seen.add(node.id)
                    yield _node(node).encode()
            yield _edge(contact, a, b).encode()
    yield b"</graph>\n</graphml>\n"


def pairs(contact: Outlined, nodes: Nodes) -> Iterator[tuple[Node, Node]]:
    """Each pair once: each visitor with each host, else everybody with everybody of another side."""
    found = [(p, node) for p in contact.parties if (node := _node_of(p, nodes))]
    hosts = [n for p, n in found if p.role is Role.HOST]
    others = [n for p, n in found if p.role is not Role.HOST]
    pairs = product(others, hosts) if _tells_visitor(contact) else combinations([n for _, n in found], 2)
    once = {(a.id, b.id): (a, b) for a, b in pairs if a.id != b.id and (a.side is None or a.side != b.side)}
    yield from once.values()


def _tells_visitor(contact: Outlined) -> bool:
    return contact.kind is Kind.VISIT and any(p.role is Role.HOST for p in contact.parties)


def _node_of(party: Partaker, nodes: Nodes) -> Node | None:
    """The party's node; None for one without a name and a side, or without a side where nodes are sides."""
    side = party.side
    if nodes is Nodes.PERSONS and party.name:
        id_ = party.person or fold(party.name)
        return Node(f"person:{id_}", party.name, "person", side, party.office)
    return Node(f"side:{side}", side_name(side), "side", side, None) if side else None


def _head() -> str:
    keys = [f'<key id="{k}" for="node" attr.name="{k}" attr.type="string"/>\n' for k in _NODE_KEYS]
    keys += [f'<key id="e_{k}" for="edge" attr.name="{k}" attr.type="string"/>\n' for k in _EDGE_KEYS]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        f'{"".join(keys)}<graph id="contacts" edgedefault="undirected">\n'
    )


def _node(node: Node) -> str:
    values = (node.label, node.type, node.side, node.office)
    return f"<node id={attribute(node.id)}>{_data('', _NODE_KEYS, values)}</node>\n"


def _edge(contact: Contact, a: Node, b: Node) -> str:
    where = contact.where
    values = (
        contact.id,
        contact.kind.value,
        contact.status.value,
        contact.when,
        where.country.value if where.country else None,
        where.city.value if where.city else None,
        "; ".join(contact.topics) or None,
        "; ".join(contact.stories),
        a.id if _tells_visitor(contact) else None,
    )
    ends = f"id={attribute(f'{contact.id}:{a.id}:{b.id}')} source={attribute(a.id)} target={attribute(b.id)}"
    return f"<edge {ends}>{_data('e_', _EDGE_KEYS, values)}</edge>\n"


def _data(prefix: str, keys: Iterable[str], values: Iterable[str | None]) -> str:
    told = ((key, value) for key, value in zip(keys, values, strict=True) if value is not None)
    return "".join(f'<data key="{prefix}{key}">{xml(value)}</data>' for key, value in told)


GRAPHML = Exporter("graphml", "a network: who is in contact with whom", "application/graphml+xml", ".graphml", _graph)
