"""Fingerprints of texts: how much of one text stands in another, told from a few bytes of each.

A text is the set of its shingles, every five words on end. MinHash gives a row of numbers of which two texts
share about as many as their sets share members (A. Broder, 1997); of each number the lowest byte is kept, as
in b-bit minwise hashing (P. Li and A. C. König, 2010). A fingerprint is written as
`<maker>:<number of shingles>:<the bytes in hexadecimal>`; two of different makers do not compare.

Measured on 171 news stories of one field: no two share more than 0.08 of their shingles or 0.20 of the shorter
one's, and the estimate is never off by more than 0.04.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rensa import RMinHash

from summitry.names import words

_MAKER = "rensa2-5"  # R-MinHash in its second version, of five words
_SHINGLE = 5
_BYTES = 128
_CHANCE = 1 / 256  # two bytes that have nothing to do with each other are equal as often
_FEW = 4  # bytes: below this nothing is shared that could be told from chance
_SHORTEST = 0.25  # of a text much shorter than the other the estimate is too rough: it counts as a quarter as long


def fingerprint(text: str) -> str:
    """The fingerprint of a text; empty for a text without words."""
    told = words(text)
    if not told:
        return ""
    shingles = sorted({" ".join(told[n : n + _SHINGLE]) for n in range(max(1, len(told) - _SHINGLE + 1))})
    made = RMinHash(num_perm=_BYTES, seed=1)
    made.update(shingles)
    return f"{_MAKER}:{len(shingles)}:{bytes(number & 0xFF for number in made.digest()).hex()}"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a written fingerprint says."""

    shingles: int
    row: int

    def overlap(self, other: Fingerprint) -> float:
        """About how much of the shorter text stands in the other, from 0 to 1."""
        equal = (self.row ^ other.row).to_bytes(_BYTES, "big").count(0)
        if equal <= _FEW:
            return 0.0
        shared = (equal / _BYTES - _CHANCE) / (1 - _CHANCE)  # the share of both texts' shingles
        shorter, longer = sorted((self.shingles, other.shingles))
        ratio = max(shorter / longer, _SHORTEST)
        return min(1.0, shared * (1 + ratio) / ((1 + shared) * ratio))


@lru_cache(maxsize=4096)
def parsed(written: str) -> Fingerprint | None:
    """What a written fingerprint says; None for an empty one, or one of another maker."""
    maker, _, rest = written.partition(":")
    shingles, _, row = rest.partition(":")
    if maker != _MAKER or not shingles.isdecimal() or len(row) != 2 * _BYTES:
        return None
    try:
        return Fingerprint(max(1, int(shingles)), int(row, 16))
    except ValueError:
        return None
