"""Which words of a text say something, and which of them another text has too.

Words are compared folded and without the commonest endings, so that "supports" is "supported". What says nothing by
itself (articles, pronouns, prepositions, forms of "be" and "have") is left out; "not", "never", "must" and "should"
are not.

    >>> [w.stem for w in telling([Source("s", 0, 31, "We must never accept such moves.")])]
    ['must', 'never', 'accept', 'move']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitry.model import Source
from summitry.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_LEAST = 4  # letters that are left when an ending is taken off: "uses", not "us"
_SAYS_NOTHING = frozenset(
    "a about after again all also am among an and another are as at be because been before being between both but by "
    "can did do does doing done during each either for from had has have having he her here hers him his how i if in "
    "into is it its just let like me more most much my of on one or other our ours out over own same she since so some "
    "such than that the their theirs them then there these they this those through to too under until up upon us very "
    "was we were what when where whether which while who whom whose why will with within would you your yours "
    "im ive ill id were weve well youre youve hes shes theyre theyve thats theres lets shall s t re ve ll".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that says something: where it stands, and what it is compared by."""

    source: Source
    stem: str


def telling(texts: Iterable[Source], *, but: Iterable[str] = ()) -> tuple[Word, ...]:
    """The words of these stretches that say something, in their order; without those of the texts `but`."""
    known = {_stem(found[0]) for text in but for found in _WORD.finditer(text)}
    return tuple(word for text in texts for word in _words(text) if word.stem not in known)


def _words(text: Source) -> Iterator[Word]:
    for found in _WORD.finditer(text.exact):
        stem = _stem(found[0])
        if _plain(found[0]) not in _SAYS_NOTHING and stem:
            start = text.start + found.start()
            yield Word(Source(text.story_id, start, start + len(found[0]), found[0]), stem)


def _plain(word: str) -> str:
    return fold(word).replace("'", "").replace("’", "")


def _stem(word: str) -> str:
    plain = _plain(word.removesuffix("'s").removesuffix("’s"))
    for ending, instead in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) + len(instead) >= _LEAST:
            plain = plain.removesuffix(ending) + instead
            break
    return plain.removesuffix("e") if len(plain) > _LEAST else plain
