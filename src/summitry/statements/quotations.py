"""Where quotation marks open and close, and the stretches of text that belong together around them.

A *frame* is a sentence as a quotation needs it: it does not end inside quotation marks, nor between a quotation and
the words that say whose it is ("“Is that so?” Otieno asked.").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summitry.model import BlockKind
from summitry.statements.phrases import COVERED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summitry.model import Block, Doc, Sentence

_MARK = re.compile(r"[“”„\"«»‘]|''|``|’(?!\w)|(?<![\w'])'(?=[A-Za-z“])|'(?![\w'])")
_CLOSES = {
    "“": ("”", '"', "''"),
    '"': ('"', "”"),
    "„": ("“", "”", '"'),
    "«": ("»",),
    "''": ("''", '"'),
    "``": ("''", '"'),
    "‘": ("’", "'"),
    "'": ("'",),
}
_LASTS = frozenset({"“", '"', "„", "«", "''", "``"})  # may run on into the next paragraph, where it opens again
_SINGLE = frozenset({"‘", "'"})
_LONG_SINGLE = 400  # characters: single marks farther apart are apostrophes
_OWNER = re.compile(r"s['’] (?=[a-z])")  # "the ministers' talks" closes nothing
_ASKED = re.compile(
    r"(?:(?:[A-Z][\w’'.-]*|the|a|an|he|she|they|one|[a-z]+(?:man|woman|ter|official|minister)) ){1,5}?"
    r"(?:said|says|asked|asks|wrote|writes|added|adds|replied|told|tweeted|demanded|wondered|exclaimed)\b"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: `text[start:end]` with the marks, `text[first:last]` without."""

    start: int
    end: int
    first: int
    last: int
    again: bool = False  # opened again: the quotation of the paragraph before goes on


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with its quotations; `words` is it with each quotation covered."""

    start: int
    end: int
    block: int
    words: str
    quotations: tuple[Quotation, ...]


def frames(doc: Doc) -> tuple[Frame, ...]:
    """The frames of the story's paragraphs, in order; a headline has none, unless there is nothing else."""
    text, blocks = doc.story.text, doc.story.blocks
    told = [n for n, b in enumerate(blocks) if b.kind is BlockKind.PARAGRAPH] or list(range(len(blocks)))
    quoted = dict(zip(told, _by_block(text, [blocks[n] for n in told]), strict=True))
    by_block: dict[int, list[Sentence]] = {n: [] for n in told}
    for sentence in doc.sentences:
        if sentence.block in by_block:
            by_block[sentence.block].append(sentence)
    by_line = {n: _behind_dateline(doc, by_block[n]) for n in told}
    return tuple(frame for n in told for frame in _frames(text, n, by_line[n], quoted[n]))


_DASH = re.compile(r"[\s—–:-]*")


def _behind_dateline(doc: Doc, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of a paragraph, the first without the dateline: "NAIROBI (Agency) — " is nobody's words."""
    line = doc.story.dateline
    if not sentences or line is None or not sentences[0].start <= line.start < sentences[0].end:
        return list(sentences)
    dash = _DASH.match(doc.story.text, line.end)
    start = dash.end() if dash else line.end
    return [replace(sentences[0], start=min(start, sentences[0].end)), *sentences[1:]]


def _frames(text: str, block: int, sentences: Sequence[Sentence], found: Sequence[Quotation]) -> Iterator[Frame]:
    spans: list[list[int]] = []
    for sentence in sentences:
        if spans and _belongs(text, spans[-1][1], sentence.start, sentence.end, found):
            spans[-1][1] = sentence.end
        else:
            spans.append([sentence.start, sentence.end])
    for start, end in spans:
        inside = tuple(q for q in found if start <= q.start < end)
        words = text[start:end]
        for q in inside:
            words = words[: q.first - start] + COVERED * (q.last - q.first) + words[q.last - start :]
        yield Frame(start, end, block, words[: end - start], inside)


def _belongs(text: str, stop: int, start: int, end: int, found: Sequence[Quotation]) -> bool:
    """Whether the sentence from `start` is one frame with that which ends at `stop`."""
    if any(q.start < start < q.end for q in found):
        return True
    return any(q.end == stop for q in found) and bool(_ASKED.match(text, start, end))


def _by_block(text: str, blocks: Sequence[Block]) -> Iterator[tuple[Quotation, ...]]:
    """The quotations of each block. One left open counts where the next block opens it again."""
    opened: str | None = None  # the mark that the block before left open
    for n, block in enumerate(blocks):
        found, left = _marked(text, block.start, block.end, opened)
        opened = None
        if left is not None:
            mark = _MARK.match(text, left)
            following = text[blocks[n + 1].start : blocks[n + 1].start + 2] if n + 1 < len(blocks) else ""
            if mark and following.startswith(mark[0]):
                opened = mark[0]
                again = bool(found and found[-1].again and found[-1].end == left)
                found.append(Quotation(left, block.end, mark.end(), block.end, again))
        yield tuple(found)


def _marked(text: str, start: int, end: int, opened: str | None) -> tuple[list[Quotation], int | None]:
    """The closed quotations of a stretch, and where one is left open. `opened`: the mark left open before it."""
    found: list[Quotation] = []
    mark: re.Match[str] | None = None
    for hit in _MARK.finditer(text, start, end):
        if mark is None:
            if hit[0] in _CLOSES and not text[hit.end() : hit.end() + 1].isspace() and _opens(text, hit, start):
                mark = hit
            continue
        if hit[0] in _CLOSES[mark[0]] and not _owner(text, hit, mark):
            if hit[0] in _SINGLE | {"’"} and hit.start() - mark.end() > _LONG_SINGLE:
                mark = None
                continue
            if hit.start() > mark.end():
                again = opened is not None and mark.start() == start and mark[0] == opened
                found.append(Quotation(mark.start(), hit.end(), mark.end(), hit.start(), again))
            mark = None
        elif mark[0] in _SINGLE and hit[0] in _LASTS:
            mark = hit  # the single mark was an apostrophe
    return found, mark.start() if mark and mark[0] in _LASTS else None


def _opens(text: str, hit: re.Match[str], start: int) -> bool:
    """Whether a mark can open: nothing, white space, a bracket or a dash stands before it."""
    before = text[hit.start() - 1 : hit.start()] if hit.start() > start else ""
    return hit[0] in "“„«" or not before or before.isspace() or before in "([—–-/:‘“\"'"


def _owner(text: str, hit: re.Match[str], mark: re.Match[str]) -> bool:
    """Whether a single mark is an apostrophe: "ministers' talks"."""
    return mark[0] in _SINGLE and bool(_OWNER.match(text, hit.start() - 1))
