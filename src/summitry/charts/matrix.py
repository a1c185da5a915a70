"""Who is in contact with whom, as a table of sides against sides."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import altair as alt

from summitry.charts.base import BLUE, OPACITY, WIDTH, Chart, framed, href, many, values
from summitry.exporters.base import Nodes
from summitry.exporters.graphml import pairs
from summitry.facts import side_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from summitry.model import Outlined

_MOST: Final = 16
_CELL: Final = 26


def matrix(
    contacts: Iterable[Outlined],
    *,
    width: int = WIDTH,
    most: int = _MOST,
    link: Callable[[str, str], str] | None = None,
) -> Chart:
    """The number of contacts of each pair among the sides with most of them, of whatever status.

    `link` gives the address of a pair's two codes.
    """
    counted = Counter(pair for contact in contacts for pair in side_pairs(contact))
    weights: Counter[str] = Counter()
    for pair, number in counted.items():
        weights.update(dict.fromkeys(pair, number))
    order = sorted(weights, key=lambda side: (-weights[side], side))[:most]
    shown = {pair: n for pair, n in counted.items() if set(pair) <= set(order)}
    top = max(shown.values(), default=0)
    both = (cell for (a, b), n in sorted(shown.items()) for cell in ((a, b, n), (b, a, n)))
    data = values(_cell(a, b, n, href=link(*sorted((a, b))) if link else None) for a, b, n in both)
    base = alt.Chart(data).encode(
        x=alt.X("a:N", scale=alt.Scale(domain=order), axis=alt.Axis(title=None, orient="top", labelAngle=0)),
        y=alt.Y("name:N", scale=alt.Scale(domain=[side_name(s) for s in order]), axis=alt.Axis(title=None)),
    )
    cells = base.mark_rect(color=BLUE, cornerRadius=3).encode(
        opacity=alt.Opacity("number:Q", scale=alt.Scale(domain=[0, top], range=OPACITY), legend=None),
        tooltip=alt.Tooltip("told:N"),
        description="told:N",
        href=href(linked=link is not None),
    )
    numbers = base.mark_text(aria=False, fontSize=11).encode(text="number:Q")
    return framed(
        alt.LayerChart(layer=[cells, numbers]),
        "Who is in contact with whom",
        shown_of(order, weights),
        width=width,
        height=alt.Step(_CELL),
    )


def side_pairs(contact: Outlined) -> tuple[tuple[str, str], ...]:
    """The pairs of sides that a contact connects, each once and in order: of a visit each visitor's with the host's."""
    found = ((a.side, b.side) for a, b in pairs(contact, Nodes.SIDES))
    return tuple((min(a, b), max(a, b)) for a, b in found if a and b)


def shown_of(shown: Sequence[str], every: Iterable[str], *, what: str = "side") -> str:
    """The note on a chart that has room for some only."""
    total = len(set(every))
    return f"the {len(shown)} with most contacts of {many(total, what)}" if total > len(shown) else ""


def _cell(a: str, b: str, number: int, *, href: str | None) -> dict[str, object]:
    told = f"{side_name(b)} and {side_name(a)}: {many(number, 'contact')}"
    return {"a": a, "name": side_name(b), "number": number, "told": told, "href": href}
