"""Doc → Doc: the publication date's claims, checked against what the story itself tells.

A page's date is a claim. It cannot be true when somebody is told in an office that he no longer, or
not yet, held on that day. Such a claim keeps its words and gets its doubts; day words are then not
resolved against it, but against what the story itself tells of its date (`storydates.py`), if that is enough.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summitry import dates, offices, storydates

if TYPE_CHECKING:
    from summitry.model import Actor, DateClaim, Doc
    from summitry.offices import Table

# News keep calling people by an office for some time around its change (a designate, a farewell trip).
_SLACK_DAYS = 45
_NOT_NOW = re.compile(r"\b(?:former|ex|then|late|future|next|designate|elect|onetime|one-time)\b", re.IGNORECASE)


def dated(doc: Doc, *, table: Table | None = None) -> Doc:
    """The document with the doubts that its own words cast on each claim of its date.

    Args:
        doc: the document.
        table: who held which office; the built-in one if none is given.
    """
    claims = tuple(replace(c, doubts=(*c.doubts, *_doubts(doc, c, table))) for c in doc.story.published)
    if all(c.doubts for c in claims) and (own := storydates.told(doc, table=table)):
        claims = (*claims, own)
    return doc if claims == doc.story.published else replace(doc, story=replace(doc.story, published=claims))


def _doubts(doc: Doc, claim: DateClaim, table: Table | None) -> tuple[str, ...]:
    told = dates.interval(claim.value)
    if told is None:
        return ()
    found = [d for actor in doc.actors if (d := _office_doubt(doc, actor, told, table))]
    # One office may be loose talk ("President Carter" years later); two that agree are not.
    return tuple(dict.fromkeys(found)) if len(found) > 1 else ()


def _office_doubt(doc: Doc, actor: Actor, told: dates.Interval, table: Table | None) -> str | None:
    """A reason why a story that names this person in this office was not written then."""
    if actor.name is None or actor.office is None or _NOT_NOW.search(actor.office.value):
        return None
    before = doc.story.text[max(0, actor.office.source.start - 25) : actor.office.source.start]
    if _NOT_NOW.search(before):
        return None
    people = offices.people_named(actor.name.value, table=table)
    if len(people) != 1:
        return None
    spans = offices.span_of(people[0], actor.office.value)
    if not spans:
        return None
    gaps = []
    for since, until in spans:
        first = dates.interval(since)
        last = dates.interval(until) if until else None
        if first is None:
            return None
        if told.last < first.first:
            gaps.append((first.first - told.last).days)
        elif last is not None and told.first > last.last:
            gaps.append((told.first - last.last).days)
        else:
            return None
    if min(gaps) <= _SLACK_DAYS:
        return None
    when = ", ".join(f"{since} to {until or 'now'}" for since, until in spans)
    return f"{actor.name.value} is told as {actor.office.value}, an office held {when}"
