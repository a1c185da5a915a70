"""Charts on pages: drawn as SVG where Altair is installed, and told as missing where it is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from summitry.codec import NOT_IN_JSON
from summitry.errors import SummitryError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summitry.charts import Chart
    from summitry.model import Outlined

_FEW = 3  # contacts that a sentence tells as well


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: what it shows in words, and drawn, which JSON leaves out; or why it could not be drawn."""

    told: str
    svg: str | None = field(default=None, metadata=NOT_IN_JSON)
    missing: str | None = None


def picture(make: Callable[[], Chart]) -> Picture:
    """The chart that a function makes, drawn."""
    try:
        from summitry.charts import svg  # noqa: PLC0415 - an extra, and slow to load

        chart = make()
        told = chart.description if isinstance(chart.description, str) else ""
        return Picture(told, svg(chart))
    except SummitryError as error:  # the extra is not installed: the page has all the chart shows in a table
        return Picture("", missing=str(error))


def strip(contacts: Sequence[Outlined], **asks: str) -> Picture | None:
    """How many contacts a year or a month, each bar a link to those of the timeline that `asks` asks for.

    None where there are too few for a picture to tell something.
    """
    if len(contacts) < _FEW:
        return None

    def link(of: str) -> str:
        return f"/timeline?{urlencode(asks | {'since': of, 'until': of})}"

    def chart() -> Chart:
        from summitry import charts  # noqa: PLC0415 - an extra, and slow to load

        return charts.strip(contacts, link=link)

    return picture(chart)
