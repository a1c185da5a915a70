"""Reports → Reports: what each side wanted of a contact, what came of it, and how it went, by the story's words.

The guidelines are `docs/content.md`. What cannot be tied to one contact, by its parties and its place, is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from summitry.content import aims, marks, outcomes, tones
from summitry.content.bearings import Bearings
from summitry.model import Aim, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summitry.model import Actor, Doc, Report, Source, Statement, Tone

_Told = TypeVar("_Told", Aim, Outcome)


def told(doc: Doc, reports: Sequence[Report], *, statements: Sequence[Statement] = ()) -> tuple[Report, ...]:
    """The reports of a story, each with its aims, outcomes and tones, in the order of the words.

    What is told of one contact in the same words again is there once. `statements`: what the story gives as somebody's
    words; a tone in them is told by their speaker, and an aim in them by who wants it, or not at all.
    """
    if not reports:
        return ()
    bearings = Bearings(doc, reports, statements)
    wanted: dict[tuple[int, str, Actor], Aim] = {}
    came: dict[tuple[int, str, str], Outcome] = {}
    went: dict[tuple[int, str, Actor | None], Tone] = {}
    for n, outcome in _both(outcomes.read(bearings), marks.came(bearings)):
        came.setdefault((n, _folded(outcome.words), outcome.kind), outcome)
    agreed = [outcome.words for outcome in came.values()]
    for n, aim in _both(aims.read(bearings), marks.wanted(bearings)):
        if not any(words.start <= aim.words.start < words.end for words in agreed):  # what for it was agreed
            wanted.setdefault((n, _folded(aim.words), aim.actor), aim)
    for n, tone in tones.read(bearings):
        went.setdefault((n, _folded(tone.words), tone.by), tone)
    return tuple(
        replace(
            r,
            aims=tuple(aim for (at, *_), aim in wanted.items() if at == n),
            outcomes=tuple(outcome for (at, *_), outcome in came.items() if at == n),
            tones=tuple(tone for (at, *_), tone in went.items() if at == n),
        )
        for n, r in enumerate(reports)
    )


def _both(by_cue: Iterable[tuple[int, _Told]], marked: Iterable[tuple[int, _Told]]) -> list[tuple[int, _Told]]:
    """What cues tell, and of what the reader alone marks the words that no cue tells; by start."""
    found = list(by_cue)
    told = [(one.words.start, one.words.end) for _, one in found]
    found += [(n, one) for n, one in marked if not any(one.words.start < b and a < one.words.end for a, b in told)]
    return sorted(found, key=lambda one: one[1].words.start)


def _folded(words: Source) -> str:
    return " ".join(words.exact.casefold().split())
