"""Who is in contact with whom, as a graph: those in contact with each other lie together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import altair as alt
import numpy as np

from summitry.charts.base import BLUE, GREY, ORANGE, WIDTH, Chart, framed, href, many, values
from summitry.charts.matrix import shown_of
from summitry.exporters.base import Nodes, printable
from summitry.exporters.graphml import Node, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from summitry.model import Outlined

_MOST: Final = 30
_ROUNDS: Final = 300  # of the layout, after which thirty nodes lie still
_PULL: Final = 3.0  # to the middle: parts that nothing connects stay near each other
_HEIGHT: Final = 520


def network(
    contacts: Iterable[Outlined],
    *,
    nodes: Nodes | str = Nodes.PERSONS,
    width: int = WIDTH,
    most: int = _MOST,
    link: Callable[[Node], str] | None = None,
) -> Chart:
    """The persons, or the sides, with most contacts, and a line for each pair, as wide as they have contacts.

    The same contacts give the same picture. `link` gives the address of a node.
    """
    known: dict[str, Node] = {}
    counted: Counter[tuple[str, str]] = Counter()
    for contact in contacts:
        for a, b in pairs(contact, Nodes(nodes)):
            known.setdefault(a.id, a)
            known.setdefault(b.id, b)
            counted[min(a.id, b.id), max(a.id, b.id)] += 1
    weights: Counter[str] = Counter()
    for pair, number in counted.items():
        weights.update(dict.fromkeys(pair, number))
    shown = sorted(weights, key=lambda id_: (-weights[id_], id_))[:most]
    edges = {pair: n for pair, n in counted.items() if set(pair) <= set(shown)}
    at = dict(zip(shown, layout(shown, edges).tolist(), strict=True))
    lines = values(_line(known[a], known[b], n, at=(at[a], at[b])) for (a, b), n in sorted(edges.items()))
    dots = values(_dot(known[id_], weights[id_], at=at[id_], link=link) for id_ in shown)
    return framed(
        alt.LayerChart(layer=[_lines(lines), *_dots(dots, link=link)]),
        "Who is in contact with whom",
        shown_of(shown, weights, what="person" if Nodes(nodes) is Nodes.PERSONS else "side"),
        width=width,
        height=_HEIGHT,
    )


def layout(nodes: Sequence[str], edges: dict[tuple[str, str], int]) -> NDArray[np.float64]:
    """A place in the unit square for each node, by Fruchterman and Reingold (1991), begun on a circle.

    On the circle, whoever can be reached from each other stands together: a start that mixes them can stay mixed.
    Nodes push each other away, edges pull their ends together, and each step is shorter than the last. A pull to the
    middle keeps what is connected to nothing in the picture.
    """
    number = len(nodes)
    if number < 2:
        return np.full((number, 2), 0.5)
    index = {id_: n for n, id_ in enumerate(nodes)}
    turn = np.empty(number)
    turn[[index[id_] for id_ in _walked(nodes, edges)]] = 2 * np.pi * np.arange(number) / number
    at = np.column_stack((np.cos(turn), np.sin(turn)))
    pull = np.zeros((number, number))
    for (a, b), weight in edges.items():
        pull[index[a], index[b]] = pull[index[b], index[a]] = 1 + np.log(weight)
    ideal = 2 / np.sqrt(number)
    for step in range(_ROUNDS):
        gap = at[:, None] - at[None]
        far = np.maximum(np.linalg.norm(gap, axis=2), 0.01)
        force = (gap * (ideal**2 / far**2 - pull * far / ideal)[:, :, None]).sum(axis=1) - _PULL * at
        length = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 0.01)
        at = at + force / length * np.minimum(length, 0.2 * (1 - step / _ROUNDS))
    low, high = at.min(axis=0), at.max(axis=0)
    return np.asarray((at - low) / np.maximum(high - low, 0.01), dtype=np.float64).round(4)


def _walked(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The nodes in the order of a walk from each to its neighbours, the first first."""
    near: dict[str, list[str]] = {id_: [] for id_ in nodes}
    for a, b in sorted(edges):
        near[a].append(b)
        near[b].append(a)
    seen: dict[str, None] = {}
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen[node] = None
            waiting += reversed(near[node])
    return tuple(seen)


def _lines(data: alt.InlineData) -> alt.Chart:
    across, up = _axes()
    drawn: alt.Chart = (
        alt.Chart(data)
        .mark_rule(color=GREY, opacity=0.5)
        .encode(
            x=across,
            y=up,
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=alt.StrokeWidth("number:Q", scale=alt.Scale(type="sqrt", range=[1, 6]), legend=None),
            tooltip=alt.Tooltip("told:N"),
            description="told:N",
        )
    )
    return drawn


def _dots(data: alt.InlineData, *, link: Callable[[Node], str] | None) -> tuple[alt.Chart, alt.Chart]:
    across, up = _axes()
    colour = alt.Color(
        "type:N", scale=alt.Scale(domain=["person", "side"], range=[BLUE, ORANGE]), legend=alt.Legend(title=None)
    )
    base = alt.Chart(data).encode(x=across, y=up)
    dots = base.mark_circle(opacity=1).encode(
        color=colour,
        size=alt.Size("number:Q", scale=alt.Scale(type="sqrt", range=[50, 500]), legend=None),
        tooltip=alt.Tooltip("told:N"),
        description="told:N",
        href=href(linked=link is not None),
    )
    return dots, base.mark_text(aria=False, dy=-14, fontSize=10).encode(text="label:N")


def _axes() -> tuple[alt.X, alt.Y]:
    """Both axes without a scale to read; room at the sides for names."""
    scale = alt.Scale(domain=[-0.08, 1.08], nice=False, zero=False)
    return alt.X("x:Q", scale=scale, axis=None), alt.Y("y:Q", scale=scale, axis=None)


def _line(a: Node, b: Node, number: int, *, at: tuple[list[float], list[float]]) -> dict[str, object]:
    (x, y), (x2, y2) = at
    told = f"{printable(a.label)} and {printable(b.label)}: {many(number, 'contact')}"
    return {"x": x, "y": y, "x2": x2, "y2": y2, "number": number, "told": told}


def _dot(node: Node, number: int, *, at: list[float], link: Callable[[Node], str] | None) -> dict[str, object]:
    label = printable(node.label)
    who = f"{label} ({node.side})" if node.type == "person" and node.side else label
    return {
        "x": at[0],
        "y": at[1],
        "label": label,
        "type": node.type,
        "number": number,
        "told": f"{who}: {many(number, 'contact')}",
        "href": link(node) if link else None,
    }
