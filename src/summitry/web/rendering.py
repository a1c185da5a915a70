"""Templates, and the words that they have in common with the terminal."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from summitry.terminal import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.web.pages import Page

_HERE = Path(__file__).parent


class Templates:
    """The templates of the pages. What goes into them is escaped, whatever it is."""

    def __init__(self, *, record: str, pages: Iterable[Page]) -> None:
        """Make pages of the record of this name, with a menu of those pages that have a place in it."""
        self._made = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._made.filters |= {
            "date": words.date,
            "line": words.line,
            "party": words.party,
            "who": words.who,
            "where": words.where,
            "segment": segment,
        }
        self._made.globals |= {
            "count": words.count,
            "record_name": record,
            "search": "/timeline",
            "menu": tuple(page for page in pages if page.menu),
            "static": _static,
        }

    def page(self, template: str, **values: object) -> str:
        """A page of a template."""
        return self._made.get_template(template).render(**values)


def segment(text: str) -> Markup:
    """A text as one segment of an address: nothing in it parts the address."""
    return Markup(quote(text, safe=""))  # noqa: S704 - quoted: letters, digits, % and -._~ are left


def _static(name: str) -> str:
    """The address of a static file, another one when the file is another one."""
    return f"/static/{name}?{hashlib.sha256((_HERE / 'static' / name).read_bytes()).hexdigest()[:8]}"
