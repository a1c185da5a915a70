"""Names as words: folded so that accents, case and the order of given and family name do not matter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from summitry.model import digest

# Letters that Unicode does not take apart into a base letter and an accent.
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"})
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_INSIDE = re.compile(r"(?<=\w)['’ʻ`](?=\w)")  # O'Brien, Ma'rouf: one word
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady", "sheikh", "gen", "jr", "sr"})
_LONG = 5  # from this length two spellings may differ in one letter: "Sergei", "Sergey"


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in lower case without accents and doubled spaces: "Erdoğan" gives "erdogan"."""
    if text.isascii():  # most are, and nothing is to be taken apart
        return " ".join(text.casefold().split())
    lowered = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return " ".join("".join(c for c in lowered if not unicodedata.combining(c)).split())


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in its order."""
    return tuple(_WORD.findall(_INSIDE.sub("", _POSSESSIVE.sub("", fold(text)))))


@lru_cache(maxsize=65536)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a person's name without forms of address; all words if nothing else is left."""
    found = words(name)
    return tuple(w for w in found if w not in _TITLES) or found


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one letter more, less or other makes `a` into `b`."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    return rest_a[1:] == rest_b[1:] or rest_a[1:] == rest_b or rest_a == rest_b[1:]


def _same_word(a: str, b: str) -> bool:
    if a == b:
        return True
    if 1 in (len(a), len(b)):  # an initial
        return a[0] == b[0]
    return len(a) >= _LONG and len(b) >= _LONG and a[0] == b[0] and _one_letter_apart(a, b)


@lru_cache(maxsize=65536)
def same_name(a: str, b: str) -> bool:
    """Whether two names can be one person's: every word of the shorter stands in the longer.

    An initial stands for a word, and long words may differ in one letter ("Zelensky", "Zelenskyy").
    "Bill Clinton" and "Hillary Clinton" are two; "Clinton" can be either.
    """
    shorter, longer = sorted((name_words(a), name_words(b)), key=len)
    if not shorter:
        return False
    left = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        match = next((w for w in left if _same_word(word, w)), None)
        if match is None:
            return False
        left.remove(match)
    return any(len(w) > 1 for w in shorter)


def made_up_id(name: str, side: str | None) -> str:
    """The identity of somebody whom no table knows: a name and a side, so that it tells no more than these."""
    return f"{'-'.join(name_words(name))}-{digest(side or '?', length=4)}"
