"""Templates, and the words that they have in common with the terminal."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from summitry import dates, facts, ranks
from summitry.dates import Precision
from summitry.model import Kind, Status
from summitry.terminal import words
from summitry.terminal.judging import JUDGED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.web.pages import Page
    from summitry.web.reviewing import Forms

_HERE = Path(__file__).parent
_HOW_EXACT = {
    Precision.DAY: "to the day",
    Precision.INTERVAL: "within these days",
    Precision.MONTH: "to the month",
    Precision.SEASON: "to the season",
    Precision.YEAR: "to the year",
    Precision.DECADE: "to the decade",
    Precision.CENTURY: "to the century",
}


class Templates:
    """The templates of the pages. What goes into them is escaped, whatever it is."""

    def __init__(self, *, record: str, pages: Sequence[Page], forms: Forms) -> None:
        """Make pages of the record of this name, with a menu of the pages that have a name in it."""
        self._made = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._made.filters |= {
            "day": _day,
            "field": _field,
            "labels": _labels,
            "line": words.line,
            "precision": _precision,
            "segment": segment,
            "side": _side,
            "svg": _svg,
            "value": words.date,  # what is no date comes back as it is, on one line
        }
        self._made.globals |= {
            "count": words.count,
            "forms": forms,
            "judged": JUDGED,
            "kinds": tuple(Kind),
            "menu": tuple(page for page in pages if page.menu),
            "ranks": ranks.ORDER,
            "record_name": record,
            "search": _search(pages),
            "static": _static,
            "statuses": tuple(Status),
        }

    def page(self, template: str, **values: object) -> str:
        """A page of a template."""
        return self._made.get_template(template).render(**values)


def segment(text: str) -> Markup:
    """A text as one segment of an address: nothing in it parts the address."""
    return Markup(quote(text, safe=""))  # noqa: S704 - quoted: letters, digits, % and -._~ are left


def _day(edtf: str | None) -> str:
    return words.date(edtf) if edtf else "date not known"


def _precision(edtf: str) -> str:
    """How exactly a date is told, in words; nothing for what cannot be read as one."""
    try:
        found = dates.precision(edtf)
    except ValueError:
        return ""
    return _HOW_EXACT[found] if found else ""


def _field(label: str) -> str:
    """A field on which sources disagree, in a reader's words: "where.city" is "city"."""
    return words.line(label.removeprefix("where.").replace("_", " "))


def _labels(labels: Sequence[str]) -> str:
    """What marked words tell, and of which contacts: "1 kind", "1 status" and "2 link" are "1 kind, status; 2 link"."""
    contacts: dict[str, list[str]] = {}  # the numbers of the contacts of which it is told
    for label in labels:
        number, _, told = label.partition(" ")
        if number.isdecimal():
            contacts.setdefault(told, []).append(number)
        else:
            contacts.setdefault(label, [])
    told_alike: dict[tuple[str, ...], list[str]] = {}
    for told, numbers in contacts.items():
        told_alike.setdefault(tuple(numbers), []).append(told)
    return "; ".join(" ".join((*numbers, ", ".join(told))) for numbers, told in told_alike.items())


def _side(code: str) -> str:
    """A side's name; nothing where the code is all that is known of it."""
    name = facts.side_name(code)
    return name if name != code else ""


def _svg(drawn: str) -> Markup:
    """A picture as it is: `charts.svg` has drawn it, with all text in it escaped."""
    return Markup(drawn)  # noqa: S704 - see above


def _search(pages: Sequence[Page]) -> str:
    """Where the search box leads: the page of search where there is one, else the timeline."""
    return next((page.path for page in pages if page.path == "/search"), "/timeline")


def _static(name: str) -> str:
    """The address of a static file, another one when the file is another one."""
    return f"/static/{name}?{hashlib.sha256((_HERE / 'static' / name).read_bytes()).hexdigest()[:8]}"
