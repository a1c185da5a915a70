"""Charts of a timeline, as a notebook asks for them: `record.chart.map()`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.charts.base import WIDTH, Chart, themed
from summitry.charts.matrix import matrix
from summitry.charts.network import network
from summitry.charts.rhythm import rhythm
from summitry.charts.strip import strip
from summitry.charts.timeline import timeline
from summitry.charts.worldmap import worldmap
from summitry.exporters.base import Nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from summitry.model import Contact


class Charts:
    """The charts of some contacts, each an Altair chart with ink and paper of its own, dark or light."""

    def __init__(self, contacts: Iterable[Contact]) -> None:
        """Hold the contacts as given."""
        self._contacts = tuple(contacts)

    def timeline(self, *, width: int = WIDTH, dark: bool = False) -> Chart:
        """Contacts by day, a row for each circle of sides; see `charts.timeline`."""
        return self._themed(timeline, width=width, dark=dark)

    def strip(self, *, width: int = WIDTH, dark: bool = False) -> Chart:
        """How many contacts a year, or a month; see `charts.strip`."""
        return self._themed(strip, width=width, dark=dark)

    def rhythm(self, *, width: int = WIDTH, dark: bool = False) -> Chart:
        """Contacts by month, a row a year; see `charts.rhythm`."""
        return self._themed(rhythm, width=width, dark=dark)

    def map(self, *, width: int = WIDTH, dark: bool = False) -> Chart:
        """Where contacts took place, and who travelled to whom; see `charts.worldmap`."""
        return self._themed(worldmap, width=width, dark=dark)

    def matrix(self, *, width: int = WIDTH, dark: bool = False) -> Chart:
        """Sides against sides; see `charts.matrix`."""
        return self._themed(matrix, width=width, dark=dark)

    def network(self, *, nodes: Nodes | str = Nodes.PERSONS, width: int = WIDTH, dark: bool = False) -> Chart:
        """Who is in contact with whom, as a graph of persons or of sides; see `charts.network`."""
        return themed(network(self._contacts, nodes=nodes, width=width), dark=dark)

    def _themed(self, chart: Callable[..., Chart], *, width: int, dark: bool) -> Chart:
        return themed(chart(self._contacts, width=width), dark=dark)
