"""The rhythm of a pair: how often it was in contact in each month, a row a year, so that pauses show."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import altair as alt

from summitry.charts.base import BLUE, OPACITY, WIDTH, Chart, Link, days, framed, href, left_out, many, values
from summitry.model import Outlined, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WITHIN: Final = 31
_ROW_HEIGHT: Final = 26


def rhythm(contacts: Iterable[Outlined], *, width: int = WIDTH, link: Link | None = None) -> Chart:
    """The contacts of each month, of whatever status; `link` gives the address of a month, EDTF "2031-05".

    A contact counts in the month of its first day, where its date is as close as a month.
    """
    every = tuple(contacts)
    dated = [(c, found[0]) for c in every if (found := days(c, within=_WITHIN))]
    groups: dict[tuple[int, int], list[Outlined]] = {}
    for contact, first in dated:
        groups.setdefault((first.year, first.month), []).append(contact)
    most = max(map(len, groups.values()), default=0)
    data = values(_cell(year, month, found, link=link) for (year, month), found in sorted(groups.items()))
    years = [str(y) for y in range(min(groups)[0], max(groups)[0] + 1)] if groups else []
    base = alt.Chart(data).encode(
        x=alt.X("month:O", scale=alt.Scale(domain=_MONTHS), axis=alt.Axis(title=None, labelAngle=0, orient="top")),
        y=alt.Y("year:O", scale=alt.Scale(domain=years), axis=alt.Axis(title=None)),
    )
    cells = base.mark_rect(color=BLUE, cornerRadius=3).encode(
        opacity=alt.Opacity("number:Q", scale=alt.Scale(domain=[0, most], range=OPACITY), legend=None),
        tooltip=alt.Tooltip("told:N"),
        description="told:N",
        href=href(linked=link is not None),
    )
    numbers = base.mark_text(aria=False, fontSize=11).encode(text="number:Q")
    return framed(
        alt.LayerChart(layer=[cells, numbers]),
        "Contacts by month",
        left_out(len(every) - len(dated), "without a date as close as a month"),
        width=width,
        height=alt.Step(_ROW_HEIGHT),
    )


def _cell(year: int, month: int, found: Sequence[Outlined], *, link: Link | None) -> dict[str, object]:
    statuses = Counter(c.status for c in found)
    of = f"{year:04}-{month:02}"
    told = f"{of}: {many(len(found), 'contact')} ({', '.join(f'{statuses[s]} {s}' for s in Status if s in statuses)})"
    return {
        "year": str(year),
        "month": _MONTHS[month - 1],
        "number": len(found),
        "told": told,
        "href": link(of) if link else None,
    }
