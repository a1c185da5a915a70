"""A story's text with the words marked that a record rests on, each with what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summitry.model import Report, Story

_PARTS = {"where.margins_of": "margins of"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a story, in characters of its text, and what they tell: "when", "name", "let go: a wish"."""

    start: int
    end: int
    label: str
    kept: bool = True  # whether the record rests on them; else they were let go, or do not agree


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked where it has labels; `inner` is all of it, where something within it is marked too."""

    text: str
    labels: tuple[str, ...] = ()
    kept: bool = True
    inner: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A title or a paragraph."""

    title: bool
    pieces: tuple[Piece, ...]
    left_out: int = 0  # how many paragraphs before it are not shown


def of_report(report: Report) -> Iterator[Mark]:
    """The words that a report rests on, field by field."""
    for field, claim in report.claims():
        yield Mark(claim.source.start, claim.source.end, label(field))
    for link in report.links:
        if link.source.story_id == report.story_id:
            yield Mark(link.source.start, link.source.end, "link")
    for statement in report.statements:
        for words in statement.words:
            yield Mark(words.start, words.end, "said")
        yield Mark(statement.named_by.start, statement.named_by.end, "speaker")
    for aim in report.aims:
        yield Mark(aim.words.start, aim.words.end, "wanted")
    for outcome in report.outcomes:
        yield Mark(outcome.words.start, outcome.words.end, outcome.kind.value)
    for tone in report.tones:
        yield Mark(tone.words.start, tone.words.end, "tone")


def label(field: str) -> str:
    """What a claim's field is called beside its words: "parties.0.office" is "office", "where.city" is "city"."""
    parts = [part for part in field.split(".") if not part.isdecimal()]
    return "topic" if parts == ["topics"] else _PARTS.get(field, parts[-1].replace("_", " "))


def passages(story: Story, marks: Iterable[Mark], *, whole: bool) -> tuple[Passage, ...]:
    """The story's title and paragraphs, marked; only those with a mark in them, if not the whole is asked for."""
    marks = tuple(marks)
    found, left_out = [], 0
    for block in story.blocks:
        inside = [m for m in marks if m.start < block.end and block.start < m.end]
        if not inside and not whole:
            left_out += 1
            continue
        title = block.kind is BlockKind.TITLE
        found.append(Passage(title, pieces(story.text, inside, block.start, block.end), left_out))
        left_out = 0
    if left_out:
        found.append(Passage(False, (), left_out))
    return tuple(found)


def pieces(text: str, marks: Iterable[Mark], start: int, end: int) -> tuple[Piece, ...]:
    """The text from `start` to `end` in pieces, which put together are the text.

    Marks of the same words are one piece with several labels. Those within others are inside their piece; of two that
    cross, the later is parted where the earlier ends.
    """
    spans = ((max(m.start, start), min(m.end, end), m) for m in marks)
    told: dict[tuple[int, int], list[Mark]] = {}
    for first, last, mark in spans:
        if first < last:
            told.setdefault((first, last), []).append(mark)
    return tuple(_pieces(text, sorted(told.items(), key=_outer_first), start, end))


_Spans = tuple[tuple[int, int], list[Mark]]


def _outer_first(span: _Spans) -> tuple[int, int]:
    (first, last), _ = span
    return (first, -last)


def _pieces(text: str, spans: Sequence[_Spans], start: int, end: int) -> Iterator[Piece]:
    at, todo = start, list(spans)
    while todo:
        (first, last), marks = todo.pop(0)
        inner, rest = [], []
        for (a, b), others in todo:
            if a >= last:
                rest.append(((a, b), others))
                continue
            inner.append(((a, min(b, last)), others))
            if b > last:
                rest.append(((last, b), others))
        if at < first:
            yield Piece(text[at:first])
        labels = tuple(dict.fromkeys(m.label for m in marks))
        within = tuple(_pieces(text, inner, first, last)) if inner else ()
        yield Piece(text[first:last], labels, any(m.kept for m in marks), within)
        at, todo = last, _joined(rest)
    if at < end:
        yield Piece(text[at:end])


def _joined(spans: Iterable[_Spans]) -> list[_Spans]:
    """The spans in their order, those of the same words as one."""
    told: dict[tuple[int, int], list[Mark]] = {}
    for where, marks in spans:
        told.setdefault(where, []).extend(marks)
    return sorted(told.items(), key=_outer_first)
