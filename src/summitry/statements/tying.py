"""Which report a statement belongs to: the contact that it was made at, or about.

What speaks for a report, strongest first:

- the statement stands in a sentence that tells the contact;
- its speaker is one of the parties, and its sentence says where it was said ("during their call");
- its speaker is one of the parties, and it follows such a sentence closely, or its words speak of such a contact;
- its speaker has no part in it, but the words speak of a contact of that kind, and follow closely.

What is tweeted or told in an interview follows nothing. Of reports for which as much speaks, the one told nearest
before it counts. A speech elsewhere of somebody who took part is not of that contact: then the
statement stays with the story.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from summitry.model import Kind
from summitry.names import same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summitry.model import Doc, Report, Statement

_CLOSELY = 3  # sentences after the one that tells the contact
# Before a word for a contact: "during their short call".
_AT = r"\b(?:during|at|in|on|throughout) (?:the|their|his|her|that|this|those|an?) (?:[\w-]+ ){0,2}"
_ELSEWHERE = re.compile(r"\b(?:tweet\w*|Twitter|Facebook|interview\w*|rally|speech|op-ed|column)\b")
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
        chosen = _chosen(doc, statement, places, starts)
        (general if chosen is None else of_report[chosen]).append(statement)
    told = zip(places, of_report, strict=True)
    return tuple(replace(p.report, statements=tuple(own)) for p, own in told), tuple(general)


def _told_in(report: Report, starts: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted({bisect_right(starts, s.start) - 1 for s in report.evidence}))


def _chosen(doc: Doc, statement: Statement, places: Sequence[_Place], starts: Sequence[int]) -> int | None:
    """The report that most speaks for, by its number, or None."""
    first = bisect_right(starts, statement.words[0].start) - 1
    said_in = {first, bisect_right(starts, statement.named_by.start) - 1}
    around = _around(doc, statement, said_in)
    best: tuple[int, int] | None = None
    chosen = None
    for n, place in enumerate(places):
        gap = min((first - s for s in place.sentences if s <= first), default=None)
        told_there = bool(said_in & set(place.sentences))
        weight = _weight(statement, place, gap, around, inside=told_there)
        if weight and (best is None or (weight, -(gap or 0)) > best):
            best, chosen = (weight, -(gap or 0)), n
    return chosen


def _around(doc: Doc, statement: Statement, numbers: Iterable[int]) -> str:
    """The sentences in which something is said, without what is said."""
    out = " ".join(doc.story.text[doc.sentences[n].start : doc.sentences[n].end] for n in sorted(numbers))
    for words in statement.words:
        out = out.replace(words.exact, " ")
    return out


def _weight(statement: Statement, place: _Place, gap: int | None, around: str, *, inside: bool) -> int:
    """How much speaks for a report; 0 where too little does. `around`: the sentences without what is said in them."""
    partakes = _partakes(statement, place.report)
    elsewhere = _ELSEWHERE.search(around) is not None
    closely = gap is not None and gap <= _CLOSELY and not elsewhere
    speaks = any(_SPEAKS_OF[place.kind].search(w.exact) for w in statement.words)
    if inside:
        return 4 + partakes
    if partakes and gap is not None and _said_at(place.kind).search(around):
        return 3
    if partakes and (closely or speaks):
        return 2 + (closely and speaks)
    return int(closely and speaks)


@cache
def _said_at(kind: Kind) -> re.Pattern[str]:
    """Words that say where something was said: "during their call"."""
    return re.compile(_AT + _SPEAKS_OF[kind].pattern)


def _partakes(statement: Statement, report: Report) -> bool:
    """Whether the speaker is one of the parties, or speaks for one without a name of their own."""
    actor = statement.speaker
    if actor.person_id and any(p.actor.person_id == actor.person_id for p in report.parties):
        return True
    if actor.name:
        return any(p.name and same_name(p.name, actor.name.value) for p in report.parties)
    return actor.side is not None and any(p.side == actor.side.value for p in report.parties)
