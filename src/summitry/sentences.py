"""Splitting text into sentences and words without a parser: quick, and the same everywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words whose full stop does not end a sentence; a following capital does not change that.
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen lt col sgt capt cmdr adm maj brig sen rep gov pres st ste mt messrs hon rev fr sr jr
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun
    vs no nos vol fig al inc ltd co corp dept univ est approx ave blvd""".split()
)
# A stop after these ends a sentence only if what follows starts like one ("in the U.S. The").
_OPENERS = frozenset(
    """the a an he she it they we i you his her their its this that these those but and in on at after before during
    as if when while since however meanwhile although though there both""".split()
)
_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s+|$)")
_WORD_BEFORE = re.compile(r"([\w.’'-]+)$")
_NEXT_WORD = re.compile(r"\s+[\"“‘'«(\[]*([\w’'-]+)")
WORD = re.compile(r"[^\W\d_](?:[\w’'.&/-]*\w)?\.?|\d[\d,.:/-]*\d|\d|\S")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, white space trimmed.

    >>> list(sentences("He met Mr. Li. They spoke.", 0, 26))
    [(0, 14), (15, 26)]
    """
    begin = start
    for stop in _END.finditer(text, start, end):
        if stop.end() < end and not _ends(text, stop, begin, end):
            continue
        yield from _trimmed(text, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _ends(text: str, stop: re.Match[str], begin: int, end: int) -> bool:
    following = _NEXT_WORD.match(text, stop.end(), end)
    if not following:
        # A bracket or number may follow; "(BBC)" after a stop starts a source mark, not a sentence of ours.
        return True
    word = following[1]
    if word[0].islower():
        return False
    if stop[0][0] != "." or len(stop[0]) > 1:
        return True
    before = _WORD_BEFORE.search(text, begin, stop.start())
    if not before:
        return True
    last = before[1]
    if last.lower() in _ABBREVIATIONS:
        return False
    if len(last) == 1 and last.isupper():  # an initial: "John F. Kerry"
        return False
    if "." in last:  # "U.S.", "a.m.", "D.C."
        return word.lower() in _OPENERS
    return True
