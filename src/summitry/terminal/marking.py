"""Sentences with the words marked that a record rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

from summitry.terminal import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.model import Source

_DECIDING = "bold reverse"  # the words that make it a contact, and of which status
_RESTING = "underline"  # the words of any other field
_OPEN, _CLOSE = "[[", "]]"  # around the deciding words where neither bold nor underline can be seen


def marked(sentence: Source, deciding: Iterable[Source], resting: Iterable[Source] = (), *, colour: bool) -> Text:
    """The sentence on one line; without colour only the deciding words are marked, in brackets."""
    inner = _merged(_inside(sentence, deciding))
    if not colour:
        told = sentence.exact
        for start, end in reversed(inner):
            told = f"{told[:start]}{_OPEN}{told[start:end]}{_CLOSE}{told[end:]}"
        return Text(words.line(told))
    text = Text(sentence.exact)
    for start, end in _inside(sentence, resting):
        text.stylize(_RESTING, start, end)
    for start, end in inner:
        text.stylize(_DECIDING, start, end)
    return _folded(text)


def _inside(sentence: Source, sources: Iterable[Source]) -> list[tuple[int, int]]:
    """The parts of the sources that lie in the sentence, counted from its start."""
    spans = (
        (max(s.start, sentence.start) - sentence.start, min(s.end, sentence.end) - sentence.start)
        for s in sources
        if s.story_id == sentence.story_id
    )
    return sorted({(start, end) for start, end in spans if start < end})


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _folded(text: Text) -> Text:
    """The text on one line, as `words.line` has it, with its styles kept."""
    pieces = [text[m.start() : m.end()] for m in re.finditer(r"\s+|\S+", text.plain)]
    for piece in pieces:
        piece.plain = words.line(piece.plain) or " "
    return Text("").join(pieces)
