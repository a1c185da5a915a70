"""Which report a statement belongs to: the contact that it was made at, or about.

What speaks for a report, strongest first:

- the statement stands in a sentence that tells the contact;
- its speaker is one of the parties, and it follows such a sentence closely, or its words speak of such a contact;
- its speaker has no part in it, but the words speak of a contact of that kind, and follow closely.

Of reports for which as much speaks, the one told nearest before it counts. A speech elsewhere of somebody who took part
is not of that contact: then the statement stays with the story.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summitry.model import Kind
from summitry.names import same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summitry.model import Doc, Report, Statement

_CLOSELY = 3  # sentences after the one that tells the contact
_SPEAKS_OF = {  # the words for a contact of a kind, as somebody speaks of one
    Kind.MEETING: re.compile(
        r"\b(?:talks|meetings?|met|meet|summit|negotiations?|discuss\w*|conversations?|dialogue)\b"
    ),
    Kind.CALL: re.compile(r"\b(?:call|phone|telephone|conversation|spoke|talked)\b"),
    Kind.VISIT: re.compile(r"\b(?:visit\w*|trip|journey|tour|travel\w*|invit\w+|welcom\w+)\b"),
    Kind.MESSAGE: re.compile(r"\b(?:letters?|messages?|wrote|written|note|cable|telegram)\b"),
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a report is told: the sentences of its evidence, by number."""

    report: Report
    sentences: tuple[int, ...]
    kind: Kind


def tied(
    doc: Doc, found: Iterable[Statement], reports: Iterable[Report]
) -> tuple[tuple[Report, ...], tuple[Statement, ...]]:
    """The reports, each with the statements made at its contact or about it, and the statements of none."""
    starts = [s.start for s in doc.sentences]
    places = tuple(_Place(r, _told_in(r, starts), Kind(r.kind.value)) for r in reports)
    of_report: list[list[Statement]] = [[] for _ in places]
    general: list[Statement] = []
    for statement in found:
        chosen = _chosen(statement, places, starts)
        (general if chosen is None else of_report[chosen]).append(statement)
    told = zip(places, of_report, strict=True)
    return tuple(replace(p.report, statements=tuple(own)) for p, own in told), tuple(general)


def _told_in(report: Report, starts: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted({bisect_right(starts, s.start) - 1 for s in report.evidence}))


def _chosen(statement: Statement, places: Sequence[_Place], starts: Sequence[int]) -> int | None:
    """The report that most speaks for, by its number, or None."""
    first = bisect_right(starts, statement.words[0].start) - 1
    said_in = {first, bisect_right(starts, statement.named_by.start) - 1}
    best: tuple[int, int] | None = None
    chosen = None
    for n, place in enumerate(places):
        gap = min((first - s for s in place.sentences if s <= first), default=None)
        weight = _weight(statement, place, gap, inside=bool(said_in & set(place.sentences)))
        if weight and (best is None or (weight, -(gap or 0)) > best):
            best, chosen = (weight, -(gap or 0)), n
    return chosen


def _weight(statement: Statement, place: _Place, gap: int | None, *, inside: bool) -> int:
    """How much speaks for a report; 0 where too little does."""
    partakes = _partakes(statement, place.report)
    closely = gap is not None and gap <= _CLOSELY
    speaks = any(_SPEAKS_OF[place.kind].search(w.exact) for w in statement.words)
    if inside:
        return 4 + partakes
    if partakes and (closely or speaks):
        return 2 + (closely and speaks)
    return int(closely and speaks)


def _partakes(statement: Statement, report: Report) -> bool:
    """Whether the speaker is one of the parties, or speaks for one without a name of their own."""
    actor = statement.speaker
    if actor.person_id and any(p.actor.person_id == actor.person_id for p in report.parties):
        return True
    if actor.name:
        return any(p.name and same_name(p.name, actor.name.value) for p in report.parties)
    return actor.side is not None and any(p.side == actor.side.value for p in report.parties)
