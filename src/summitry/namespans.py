"""Runs of capitalised words that can be a person's name.

Most stop at a word that is no part of a name ("Council", "Monday", a side). Some words are both
("May", "Will", "Christian", "Jordan"): they belong to a name right after an office or a form of
address, or after another word of the name. In a headline, where every word has a capital, a name
is only what the rest of the story knows as one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from summitry import names

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

Span = tuple[int, int]

_NAME_WORD = r"(?:[A-Z]\.(?:[A-Z]\.)*|[A-ZÀ-ÞĀ-Ž][\w’'\-]*[\w]|[A-Z]{2}\b)"
_PARTICLE = r"(?:bin|al|el|von|van|der|den|de|da|dos|du|del|della|di|ben|ibn|ul|ur|abu|ould|la|le)"
_ARTICLE = r"(?:[Aa]l-|[Ee]l-|ash-|as-|at-|ar-|an-)?"
_NAME = re.compile(
    rf"(?<![\w’'.])(?:[Aa]l-|[Ee]l-)?{_NAME_WORD}(?:(?: {_PARTICLE}){{0,2}} {_ARTICLE}{_NAME_WORD})*(?:,? Jr\.)?"
)
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "jr", "von", "van", "de", "da", "ul", "abu"})
_NO_END = frozenset({"bin", "al", "de", "von", "van", "da", "la", "le", "di", "der"})
_REGIONS = frozenset(
    """asia africa europe america americas oceania eurasia arctic antarctica balkans caucasus sahel maghreb mashreq
    levant baltics scandinavia caribbean mediterranean pacific mideast""".split()
)

# Capitalised words that are no part of a person's name, so that a name stops before them.
_STOP = frozenset(
    """the a an in on at of for to by from with and or but as if after before during while when where who what why how
    this that these those it its he she they we i you his her their our your my no yes both all some many most more
    much several two three four five six also then now however meanwhile although though since until under over
    about against between among into through earlier later last next first second third new former ex late senior
    top high chief current acting deputy vice monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr
    sir lady lord madam madame republic kingdom union united states nations council committee conference summit
    assembly congress senate parliament party ministry department office agency university institute center centre bank
    fund court house palace hotel airport city province region state school international national global world foreign
    security defense defence trade news times post press agreement treaty accord protocol plan act forum
    organization organisation association group company corp african asian european american internet covid brexit
    according speaking asked officials leaders talks meeting visit minister president secretary prime administration
    visiting read i'm i've i'd i'll""".split()
)
# These are words of a name too: stop where a name would begin, not after an office or inside a name.
_OFTEN_STOP = frozenset(
    """is are was were be been has have had will would might can could should not may january february march april june
    july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec north south
    east west northern southern eastern western central middle arab islamic muslim christian jewish god general
    peace war""".split()
)
_MONTHS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec""".split()
)
_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Baroness|Dame|Madame?|Sayyid|Ayatollah|Hojatoleslam|Sheikha?|Father|Rev)\.? $"
)
_FEMALE = re.compile(
    r"\b(?:Mrs|Ms|Lady|Baroness|Dame|Madame?|Sheikha|[Qq]ueen|[Pp]rincess|[Ff]irst [Ll]ady|Empress)\.? $"
)
_MALE = re.compile(r"\b(?:Mr|Sir|Lord|Sayyid|Ayatollah|Sheikh|Father|[Kk]ing|[Pp]rince|Emperor|[Pp]ope|Emir)\.? $")
_MONTH_BEFORE = re.compile(r"\b(?:in|on|since|until|by|of|last|next|this|early|late|mid|from|\d+)[ -]$", re.IGNORECASE)
_MAY = re.compile(r"\b(?!(?:The|An?|Th(?:is|at)|Every|And|But|Or) )([A-Z][a-z]+)\.? (May)\b(?!-)")
_POSSESSIVE = re.compile(r"[’']s?$")
_LONGEST = 6  # words; a longer run is a headline or a title of something
_HEADLINE_WORD = 4  # letters; shorter words are small in headlines too
_FEW = 0.25  # of a headline's longer words may be small


@lru_cache(maxsize=16384)
def fold(name: str) -> tuple[str, ...]:
    """A name's words for comparing: folded, without particles, hyphened names in one piece.

    >>> fold("Bashar al-Assad")
    ('bashar', 'assad')
    """
    text = re.sub(r"'s\b|[.,]", "", names.fold(name).replace("’", "'"))
    words = [re.sub(r"^(?:al|el|ash|as|at|ar|an)-", "", w) for w in text.split()]
    return tuple(w for w in words if w not in _PARTICLES) or tuple(words)


def addressed(text: str, start: int) -> bool:
    """Whether a form of address stands before `text[start:]` ("Mr. Otieno")."""
    return _HONORIFIC.search(text, max(0, start - 14), start) is not None


def gender_told(text: str, start: int) -> str | None:
    """Tell "m" or "f" by the form of address or the title before a name, else None."""
    low = max(0, start - 14)
    if _FEMALE.search(text, low, start):
        return "f"
    return "m" if _MALE.search(text, low, start) else None


def is_headline(text: str, start: int, end: int) -> bool:
    """Whether nearly every longer word of a sentence has a capital, so that capitals tell nothing."""
    if text.endswith((".", "!", "”", '"'), start, end):
        return False
    longer = [w for w in re.findall(r"[^\W\d_]+", text[start:end]) if len(w) >= _HEADLINE_WORD]
    return len(longer) >= _HEADLINE_WORD and sum(w[0].islower() for w in longer) <= _FEW * len(longer)


def find_names(text: str, start: int, end: int, *, taken: Sequence[Span], titled: Container[int]) -> Iterator[Span]:
    """Runs of words in the sentence `text[start:end]` that can be a name, by start.

    Args:
        text: the story's.
        start: where the sentence begins.
        end: where it ends.
        taken: words that are something else: sides and offices.
        titled: where offices end.
    """
    for hit in _NAME.finditer(text, start, end):
        run: list[Span] = []
        for word in re.finditer(r"\S+", hit[0]):
            span = hit.start() + word.start(), hit.start() + word.end()
            if any(a < span[1] and span[0] < b for a, b in taken) or _stops(text, span, run, titled):
                yield from _trimmed(text, run)
                run = []
                continue
            run.append(span)
            if _POSSESSIVE.search(word[0]):
                yield from _trimmed(text, run)
                run = []
        yield from _trimmed(text, run)


def is_region(name: str) -> bool:
    """Whether a name is a part of the world, not somebody's: "Northeast Asia", "Latin America"."""
    words = fold(name)
    return bool(words) and words[-1] in _REGIONS


def is_month(text: str, span: Span) -> bool:
    """Whether the word "May" is the month: "in May", "May 5"."""
    before = _MONTH_BEFORE.search(text, max(0, span[0] - 8), span[0])
    return before is not None or re.match(r",? \d", text[span[1] : span[1] + 6]) is not None


@lru_cache(maxsize=64)
def _has_a_may(text: str) -> bool:
    """Whether somebody in a story is called May: "Theresa May", "Mrs May"."""
    return any(m[1].lower() not in _STOP | _OFTEN_STOP and not is_month(text, m.span(2)) for m in _MAY.finditer(text))


def _stops(text: str, span: Span, run: list[Span], titled: Container[int]) -> bool:
    low = re.sub(r"[’']s$|[.,’']+$", "", text[slice(*span)]).lower().replace("’", "'")
    if low in _STOP:
        return True
    if low not in _OFTEN_STOP:
        return False
    if low in _MONTHS and re.match(r"\.? \d", text[span[1] : span[1] + 4]):
        return True
    if low == "may" and not is_month(text, span) and _has_a_may(text):
        return False
    return not (run or span[0] - 1 in titled or addressed(text, span[0]))


def _trimmed(text: str, run: list[Span]) -> Iterator[Span]:
    while run and text[slice(*run[-1])].lower() in _NO_END:
        run = run[:-1]
    if not run or len(run) > _LONGEST:
        return
    end = run[-1][1]
    while text.endswith(("’", "'", "’s", "'s"), 0, end):
        end -= 2 if text[end - 2 : end] in {"’s", "'s"} else 1
    if end - run[0][0] >= 2:
        yield run[0][0], end


def split_headline(text: str, span: Span, known: Callable[[Span], bool], common: Container[str]) -> Iterator[Span]:
    """The names in a run of a headline: those that are known, and what stands first before a common word.

    Args:
        text: the story's.
        span: a run of capitalised words.
        known: whether a stretch is a name told elsewhere.
        common: words that the story also has in small letters.
    """
    words = [(span[0] + w.start(), span[0] + w.end()) for w in re.finditer(r"\S+", text[slice(*span)])]
    at, found = 0, False
    while at < len(words):
        for to in range(min(len(words), at + _LONGEST), at, -1):
            part = words[at][0], words[to - 1][1]
            if known(part):
                yield part
                at, found = to, True
                break
        else:
            at += 1
    if not found:
        first = _until_common(text, words, common)
        if first:
            yield words[0][0], first[-1][1]


def _until_common(text: str, words: list[Span], common: Container[str]) -> list[Span]:
    until: list[Span] = []
    for word in words:
        low = text[slice(*word)].lower()
        if low in common or low.removesuffix("s") in common:
            break
        until.append(word)
    return until


def common_words(text: str, words: Iterable[str]) -> frozenset[str]:
    """The words that the story has in small letters, and some more."""
    return frozenset(re.findall(r"\b[a-z]+\b", text)) | frozenset(words)
