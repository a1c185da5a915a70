"""What the charts share: colours and shapes, titles, days, and which contacts are of which pair."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

import altair as alt

from summitry.exporters.base import bounds, printable, title
from summitry.model import Contact, Outlined, Status

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from altair.typing import Optional

WIDTH: Final = 720  # pixels: a column of text on a desktop
_WIDE: Final = 560  # from which on a legend of six has room on a line
Chart: TypeAlias = alt.Chart | alt.LayerChart
Link: TypeAlias = Callable[[str], str]  # the address behind what a mark stands for

# Okabe and Ito's colours for the colour-blind (jfly.uni-koeln.de/color), darkened where they would be pale on white:
# each has a contrast of 3 : 1 or more to white and to #14171a. Shapes say the same once more.
_STATUSES: Final = {
    Status.HELD: ("#0072b2", "circle"),
    Status.PLANNED: ("#009e73", "triangle-up"),
    Status.POSSIBLE: ("#b85c94", "diamond"),
    Status.POSTPONED: ("#b07d00", "square"),
    Status.CANCELLED: ("#d55e00", "cross"),
    Status.REFUSED: ("#808080", "triangle-down"),
}
BLUE: Final = _STATUSES[Status.HELD][0]
ORANGE: Final = _STATUSES[Status.CANCELLED][0]
GREY: Final = _STATUSES[Status.REFUSED][0]
OPACITY: Final = (0.15, 0.75)  # of cells from nothing to most: ink on them has a contrast of 4.5 : 1 on either paper
_FONT: Final = "Arial, Helvetica, sans-serif"  # as wide wherever a chart is drawn and read, or nearly so
_INK, _PAPER = "#1d2125", "#ffffff"
_DARK_INK, _DARK_PAPER = "#e6e6e6", "#14171a"


def config(*, ink: str, paper: str) -> alt.Config:
    """How charts look on a paper of one colour: text in ink, lines of the frame in a thin one."""
    return alt.Config(
        font=_FONT,
        background=paper,
        view=alt.ViewConfig(stroke=None),
        title=alt.TitleConfig(color=ink, subtitleColor=ink, anchor="start", fontSize=14, offset=10),
        axis=alt.AxisConfig(labelColor=ink, domainColor=GREY, tickColor=GREY, gridColor=GREY, gridOpacity=0.25),
        legend=alt.LegendConfig(labelColor=ink, titleColor=ink, titleFontWeight="normal", orient="top"),
        text=alt.MarkConfig(color=ink),
    )


def themed(chart: Chart, *, dark: bool = False) -> Chart:
    """The chart with ink and paper of its own, light or dark, for a notebook or a file."""
    ink, paper = (_DARK_INK, _DARK_PAPER) if dark else (_INK, _PAPER)
    return chart.properties(config=config(ink=ink, paper=paper))


def inherited() -> alt.Config:
    """Text in the colour of the page around the chart, on its paper."""
    return config(ink="currentColor", paper="transparent")


def framed(chart: Chart, heading: str, *notes: str, width: int = WIDTH, height: int | alt.Step) -> Chart:
    """The chart with its title and size; the notes under the title say what it does not show."""
    told = tuple(note for note in notes if note)
    return chart.properties(
        title=alt.Title(heading, subtitle=list(told)) if told else alt.Title(heading),
        description=". ".join((heading, *told)),
        width=width,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        height=height,
    )


def by_status(shown: Container[str], *, width: int = WIDTH) -> tuple[alt.Color, alt.Shape]:
    """Colour and shape of a status, by the field `status`, with one legend of those shown."""
    names = [s.value for s in _STATUSES]
    colours, shapes = zip(*_STATUSES.values(), strict=True)
    legend = alt.Legend(
        title=None, values=[s for s in names if s in shown], symbolOpacity=1, columns=0 if width >= _WIDE else 3
    )
    return (
        alt.Color("status:N", scale=alt.Scale(domain=names, range=list(colours)), legend=legend),
        alt.Shape("status:N", scale=alt.Scale(domain=names, range=list(shapes)), legend=legend),
    )


def days(contact: Outlined, *, within: int) -> tuple[date, date] | None:
    """The first and the last day; None for an undated contact and for one known less closely than `within` days."""
    first, last = bounds(contact.when)
    if first is None or last is None or last - first >= timedelta(within):
        return None
    return first, last


def told(contact: Contact) -> str:
    """A contact in a sentence, for a tooltip and for a reader that hears the chart."""
    town = contact.where.city.value if contact.where.city else None
    parts = (
        contact.when or "no date",
        contact.status.value,
        printable(title(contact)),
        printable(town) if town else "",
    )
    return ", ".join(part for part in parts if part)


def many(number: int, what: str) -> str:
    """A number of things: "1 contact", "5 contacts"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def left_out(number: int, why: str) -> str:
    """The note on contacts that a chart cannot show; nothing where it shows all."""
    return f"{many(number, 'contact')} {why} {'is' if number == 1 else 'are'} not shown" if number else ""


def href(*, linked: bool) -> Optional[alt.Href]:
    """The channel that makes marks links, where there is somewhere to go."""
    return alt.Href("href:N") if linked else alt.Undefined


def values(rows: Iterable[dict[str, object]]) -> alt.InlineData:
    """Rows as the data of a chart, in it."""
    return alt.InlineData(values=list(rows))
