"""How many contacts a year, or a month where there are few years: bars that can be links to their time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import altair as alt

from summitry.charts.base import BLUE, WIDTH, Chart, Link, days, framed, href, left_out, many, values

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from summitry.model import Outlined

_BY_MONTH: Final = 2  # years, up to which bars are months
_HEIGHT: Final = 90
_WITHIN: Final = 366


def strip(contacts: Iterable[Outlined], *, width: int = WIDTH, link: Link | None = None) -> Chart:
    """A bar for each year, or for each month of at most two years; `link` gives the address of an EDTF "2031-05".

    A contact counts where all days that it may have been on lie in one of them, and is left out otherwise.
    """
    every = tuple(contacts)
    dated = [found for c in every if (found := days(c, within=_WITHIN))]
    monthly = bool(dated) and max(last.year for _, last in dated) - min(first.year for first, _ in dated) < _BY_MONTH
    counted = Counter(period for span in dated if (period := _period(span, monthly=monthly)))
    rows = ({"of": of, "number": n, "told": f"{of}: {many(n, 'contact')}"} for of, n in _all(counted))
    ticks = min(3, max(counted.values(), default=1))  # Vega would tell a half of one contact as another one
    data = values(row | {"href": link(str(row["of"])) if link else None} for row in rows)
    bars = alt.Chart(data).mark_bar(color=BLUE)
    drawn = bars.encode(
        x=alt.X("of:O", axis=alt.Axis(title=None, labelAngle=0, labelOverlap=True)),
        y=alt.Y("number:Q", axis=alt.Axis(title=None, tickCount=ticks, format="d", tickMinStep=1)),
        tooltip=alt.Tooltip("told:N"),
        description="told:N",
        href=href(linked=link is not None),
    )
    missed = len(every) - sum(counted.values())
    return framed(
        drawn,
        f"Contacts by {'month' if monthly else 'year'}",
        left_out(missed, f"of no one {'month' if monthly else 'year'}"),
        width=width,
        height=_HEIGHT,
    )


def _period(span: tuple[date, date], *, monthly: bool) -> str | None:
    """The year or month in which both days lie."""
    length = len("2031-05") if monthly else len("2031")
    first, last = (day.isoformat()[:length] for day in span)
    return first if first == last else None


def _all(counted: Counter[str]) -> Iterable[tuple[str, int]]:
    """Every year or month from the first to the last, also those in which nothing was."""
    of = min(counted, default=None)
    while of is not None and of <= max(counted):
        yield of, counted[of]
        of = _next(of)


def _next(of: str) -> str:
    year, _, month = of.partition("-")
    if not month:
        return f"{int(year) + 1:04}"
    return f"{int(year):04}-{int(month) + 1:02}" if int(month) < 12 else f"{int(year) + 1:04}-01"
