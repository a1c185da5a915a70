"""Sentences in windows: what the learned reader sees at once, the same in training and in use.

A window is a run of sentences of up to `TOKENS` word pieces. A sentence is *own* to one window, where
its occasions are read; a window begins with the last sentence of the one before, as context only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

TOKENS = 192  # word pieces a window; news sentences have about 30
BEFORE, AFTER = 88, 48  # word pieces before and after a cue in which its parties and circumstances are sought

_LETTERS = re.compile(r"(?:\.[A-Z])+\.?")

# Splits a text into word pieces: their ids, and where each stands in the text.
Pieces = Callable[[str], tuple[Sequence[int], Sequence[tuple[int, int]]]]


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces of some sentences; offsets are those of the story's text."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]  # (0, 0) for the two special pieces
    sentences: tuple[int, ...]  # for each piece, the index of its sentence; -1 for the special pieces
    own: frozenset[int]  # sentences to be read here


def windows(  # noqa: PLR0913 - the text, what to read of it, and how it is cut
    text: str,
    spans: Sequence[tuple[int, int]],
    wanted: Iterable[int],
    *,
    pieces: Pieces,
    special: tuple[int, int],
    tokens: int = TOKENS,
) -> Iterator[Window]:
    """Windows over the sentences `spans` that hold every one of `wanted`, with the one before it as context.

    Args:
        text: the story's text.
        spans: its sentences, start included, end excluded.
        wanted: indices of the sentences to be read.
        pieces: gives the word pieces of a text.
        special: ids of the pieces that begin and end a window.
        tokens: how many pieces a window may have.
    """
    chosen = set(wanted)
    near = sorted({n + d for n in chosen for d in (-1, 0) if 0 <= n + d < len(spans)})
    held: list[tuple[int, list[int], list[tuple[int, int]]]] = []
    for n in near:
        start, end = spans[n]
        ids, offsets = pieces(text[start:end])
        made = (n, list(ids[: tokens - 2]), [(a + start, b + start) for a, b in offsets[: tokens - 2]])
        broken = bool(held) and n != held[-1][0] + 1
        if held and (broken or sum(len(h[1]) for h in held) + len(made[1]) > tokens - 2):
            if window := _window(held, chosen, special):
                yield window
                chosen -= window.own
            last = held[-1]
            held = [last] if not broken and len(last[1]) + len(made[1]) <= tokens - 2 else []
        held.append(made)
    if held and (window := _window(held, chosen, special)):
        yield window


def reach(pieces: int, cue: Sequence[int]) -> slice:
    """The stretch of a window's pieces around a cue that is looked at again."""
    return slice(max(0, cue[0] - BEFORE), min(pieces, cue[-1] + 1 + AFTER))


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to whole words."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    if (letters := _LETTERS.match(text, end)) and text[end - 1].isupper() and not text[max(0, end - 2)].isalnum():
        end = letters.end()  # "U.S." is three pieces, of which the first may be all that was tagged
    return start, end


def _window(
    held: list[tuple[int, list[int], list[tuple[int, int]]]], chosen: set[int], special: tuple[int, int]
) -> Window | None:
    own = frozenset(n for n, _, _ in held) & chosen
    if not own:
        return None
    ids = (special[0], *(i for _, piece, _ in held for i in piece), special[1])
    offsets = ((0, 0), *(o for _, _, offset in held for o in offset), (0, 0))
    sentences = (-1, *(n for n, piece, _ in held for _ in piece), -1)
    return Window(ids, offsets, sentences, own)
