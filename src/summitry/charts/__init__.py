"""Charts of contacts, made with Altair: for a notebook as they are, for a page by `svg`.

Each function takes contacts and gives a chart with a title, a description in words, and notes on what it cannot show.
`link` makes its marks links. Colours are such that the colour-blind can tell them apart, on light and on dark.

Raises:
    SummitryError: on import, where Altair is not installed.
"""

from __future__ import annotations

from importlib.util import find_spec

from summitry.errors import SummitryError

if find_spec("altair") is None:
    raise SummitryError('charts need Altair: pip install "summitry[charts]"')

from summitry.charts.base import Chart, themed
from summitry.charts.matrix import matrix
from summitry.charts.network import network
from summitry.charts.notebook import Charts
from summitry.charts.rhythm import rhythm
from summitry.charts.strip import strip
from summitry.charts.svg import svg
from summitry.charts.timeline import timeline
from summitry.charts.worldmap import worldmap

__all__ = ["Chart", "Charts", "matrix", "network", "rhythm", "strip", "svg", "themed", "timeline", "worldmap"]
