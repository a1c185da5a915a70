"""Contacts by day, a row for each circle of sides: the sides that meet most often come first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import altair as alt

from summitry.charts.base import (
    WIDTH,
    Chart,
    Link,
    by_status,
    days,
    framed,
    href,
    left_out,
    many,
    told,
    values,
)
from summitry.facts import side_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from summitry.model import Contact

_WITHIN: Final = 366  # days: a contact known less closely than by its year has no place on the axis
_ROWS: Final = 15
_OTHERS: Final = "others"
_NAMED: Final = 3  # sides that a row's name has room for
_ROW_HEIGHT: Final = 22


def timeline(contacts: Iterable[Contact], *, width: int = WIDTH, rows: int = _ROWS, link: Link | None = None) -> Chart:
    """Each contact as a mark at its day, or as a bar over the days that it may have been on.

    Rows are the circles of sides with most contacts, at most so many, and one for the others. `link` gives the
    address of a contact's id.
    """
    every = tuple(contacts)
    dated = [(c, found) for c in every if (found := days(c, within=_WITHIN))]
    names = _rows([c for c, _ in dated], most=rows)
    data = values(_row(c, found, names=names, link=link) for c, found in dated)
    along = alt.X("first:T", scale=alt.Scale(type="utc"), axis=alt.Axis(title=None, tickCount=8, labelOverlap=True))
    row = alt.Y("row:N", sort=list(names), axis=alt.Axis(title=None, grid=True, labelLimit=200, ticks=False))
    base = alt.Chart(data).encode(
        x=along, y=row, tooltip=alt.Tooltip("told:N"), description="told:N", href=href(linked=link is not None)
    )
    colour, shape = by_status({c.status.value for c, _ in dated}, width=width)
    spans = base.transform_filter("datum.first != datum.last")
    spans = spans.mark_bar(height=8, opacity=0.6, minBandSize=4).encode(x2="last:T", color=colour)
    marks = base.mark_point(filled=True, size=70, opacity=0.9).encode(color=colour, shape=shape)
    days_known = marks.transform_filter("datum.first == datum.last")
    return framed(
        alt.LayerChart(layer=[spans, days_known]),
        "Contacts by day",
        many(len(every), "contact"),
        left_out(len(every) - len(dated), "without a date as close as a year"),
        width=width,
        height=alt.Step(_ROW_HEIGHT),
    )


def _rows(contacts: Sequence[Contact], *, most: int) -> tuple[str, ...]:
    """The names of the rows, most contacts first."""
    counted = Counter(circle(c) for c in contacts)
    names = sorted(counted, key=lambda name: (-counted[name], name))
    return tuple(names) if len(names) <= most else (*names[:most], _OTHERS)


def circle(contact: Contact) -> str:
    """The sides that take part: "China – United States"; only their number where a line cannot hold them."""
    codes = sorted({p.side for p in contact.parties if p.side})
    if len(codes) > _NAMED:
        return f"{len(codes)} sides"
    return " – ".join(map(side_name, codes)) or "unknown sides"


def _row(contact: Contact, span: tuple[date, date], *, names: Sequence[str], link: Link | None) -> dict[str, object]:
    name = circle(contact)
    return {
        "first": span[0].isoformat(),
        "last": span[1].isoformat(),
        "row": name if name in names else _OTHERS,
        "status": contact.status.value,
        "told": told(contact),
        "href": link(contact.id) if link else None,
    }
