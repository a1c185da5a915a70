"""Charts as SVG: drawn by Vega in this process, with no style attribute, no script and no outside address.

So a page can hold one under a Content-Security-Policy without `unsafe-inline`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from summitry.charts.base import inherited, themed
from summitry.errors import SummitryError
from summitry.model import digest

if TYPE_CHECKING:
    from summitry.charts.base import Chart

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_BASE: Final = "https://vega.github.io/vega-datasets/"  # what vl-convert puts before an address without a host
_REFERENCE: Final = re.compile(r"url\(#([^)]+)\)")
_SYMBOL: Final = "graphics-symbol"


def svg(chart: Chart, *, dark: bool | None = None) -> str:
    """The chart as an SVG element, which stands in a page as it is.

    Text has the colour of the text around it, on the page's own ground. `dark` set, it has ink and paper of
    its own, dark or light, and can be a file. What a mark stands for is its `<title>`, so it shows without scripts.

    Raises:
        SummitryError: where vl-convert is not installed.
    """
    try:
        import vl_convert  # noqa: PLC0415 - holds a JavaScript engine, slow to load
    except ImportError as error:
        raise SummitryError('charts as SVG need vl-convert: pip install "summitry[charts]"') from error
    drawn = inherited_of(chart) if dark is None else themed(chart, dark=dark)
    spec = drawn.to_json()
    description = chart.description if isinstance(chart.description, str) else ""
    return _plain(
        vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]), prefix=digest(spec, length=6), label=description
    )


def inherited_of(chart: Chart) -> Chart:
    """The chart in the colours of the page around it."""
    return chart.properties(config=inherited())


def _plain(drawn: str, *, prefix: str, label: str) -> str:
    """The SVG with plain links, tooltips, its description, and ids that are its own on a page of several."""
    root = ET.fromstring(drawn)  # noqa: S314 - Vega has just written it, with all text escaped
    marked = (id_ for e in root.iter() if (id_ := e.get("id")))  # numbered by Vega through all pictures of a process
    ids = {id_: f"c{prefix}-{n}" for n, id_ in enumerate(marked)}
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
        _linked(element)
        for name, value in element.attrib.items():
            element.set(name, ids[value] if name == "id" else _REFERENCE.sub(lambda m: f"url(#{ids[m[1]]})", value))
    for symbol in [e for e in root.iter() if e.get("role") == _SYMBOL and e.tag != "g" and e.get("aria-label")]:
        tip = ET.Element("title")
        tip.text = symbol.get("aria-label")
        symbol.insert(0, tip)
    root.set("xmlns", _SVG)
    root.set("role", "graphics-document")
    root.set("aria-label", label)
    return ET.tostring(root, encoding="unicode")


def _linked(element: ET.Element) -> None:
    """A link as SVG 2 has it, to the address that the chart gave."""
    address = element.attrib.pop(_XLINK_HREF, None)
    if address is not None:
        element.set("href", address.removeprefix(_BASE))
