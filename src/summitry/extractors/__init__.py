"""Extractors: one of several ways to find occasions in a document.

The seam yields occasions (cue, kind, status, who), not reports: names, offices, sides, dates and
places are read once, in the same way, whatever found the occasion (docs/decisions/0002).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.annotate import Teller
    from summitry.model import Doc, Occasion, Skipped


class Extractor(Protocol):
    """Finds the occasions that a document tells."""

    name: str
    version: str

    @property
    def marks(self) -> bool:
        """Whether its teller also marks the words of aims and outcomes."""
        ...

    @property
    def teller(self) -> Teller | None:
        """What looks at the bare sentences, before anybody knows who is in the story: `annotate` calls it."""
        ...

    def occasions(self, doc: Doc) -> Iterator[Occasion | Skipped]:
        """Every telling of a contact, in the story's order, and the candidates let go."""
        ...


def extractor(name: str = "reader") -> Extractor:
    """The extractor of that name; each loads only what it needs.

    Raises:
        ValueError: when there is none; names those there are.
    """
    if name == "reader":
        from summitry.extractors.reader import Reader  # noqa: PLC0415

        return Reader()
    raise ValueError(f"no extractor is called {name!r}; there is: reader")
