"""Doc → Doc: the publication date's claims, checked against what the story itself tells.

A page's date is a claim. It cannot be true when much of what the story tells fits other days only: an
office, a weekday, a gathering, a dateline (`datereasons.py`). Such a claim keeps its words and gets its
doubts; day words are then not resolved against it, but against what the story itself tells of its date
(`storydates.py`), if that is enough. The days that are left are told beside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summitry import datereasons, dates, storydates
from summitry.model import DateBasis

if TYPE_CHECKING:
    from summitry.model import DateClaim, Doc
    from summitry.offices import Table

_RESENT = 31  # days between the date in an address and another date of the page, at most


def dated(doc: Doc, *, table: Table | None = None) -> Doc:
    """The document with the doubts that its own words cast on each claim of its date.

    Args:
        doc: the story, annotated.
        table: who held which office; the built-in one if none is given.
    """
    found = datereasons.reasons(doc, table=table)
    claims = _after_their_address(tuple(datereasons.checked(c, found) for c in doc.story.published))
    if all(c.doubts for c in claims):
        claims = (*claims, *storydates.told(doc, found, table=table))
    return doc if claims == doc.story.published else replace(doc, story=replace(doc.story, published=claims))


def _after_their_address(claims: tuple[DateClaim, ...]) -> tuple[DateClaim, ...]:
    """A date long after the one in the page's address is that of a change, or of a copy."""
    url = next((c for c in claims if c.basis is DateBasis.URL and not c.doubts), None)
    days = dates.interval(url.value) if url else None
    if url is None or days is None:
        return claims
    doubt = f"the address of the page tells {url.value}"
    return tuple(
        replace(c, doubts=(*c.doubts, doubt))
        if (told := dates.interval(c.value)) and (told.first - days.last).days > _RESENT
        else c
        for c in claims
    )
